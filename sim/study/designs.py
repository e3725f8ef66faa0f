"""Designs: which points of a space are tried. Grids, Latin hypercubes, one thing at a time."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from sim import draws
from sim.errors import AddaError, check_whole
from sim.study.space import Axis

HYPERCUBE = 202  # purposes of draws: 200 and up belong to studies
MOST_POINTS = 100_000
Values = dict[str, Any]


def grid(along: Sequence[Axis], steps: int) -> list[Values]:
    """Return every combination of so many evenly spaced values of each axis, ends included."""
    check_whole("grid", steps, 2, 1000)
    values = [axis.steps(steps) for axis in along]
    count = int(np.prod([len(one) for one in values]))
    if count > MOST_POINTS:
        raise AddaError(
            "a grid of {count} points is too large, {most} are allowed",
            count=count,
            most=MOST_POINTS,
        )
    return [_named(along, point) for point in product(*values)]


def latin_hypercube(along: Sequence[Axis], points: int, seed: int) -> list[Values]:
    """Return points that lie once in each of `points` equal slices of every axis.

    McKay, Beckman, Conover (1979); within its slice a point lies where it happens to.
    """
    check_whole("points", points, 2, MOST_POINTS)
    columns = []
    for number in range(len(along)):
        order = np.argsort(draws.uniforms(seed, HYPERCUBE, 2 * number, points), kind="stable")
        within = draws.uniforms(seed, HYPERCUBE, 2 * number + 1, points)
        columns.append((order + within) / points)
    return from_unit(along, np.stack(columns, axis=1))


def from_unit(along: Sequence[Axis], cube: np.ndarray) -> list[Values]:
    """Return the values of points that are given from 0 to 1 along each axis: [point, axis]."""
    rows = cube.tolist()
    return [{axis.name: axis.value(u) for axis, u in zip(along, row, strict=True)} for row in rows]


def _named(along: Sequence[Axis], point: Sequence[Any]) -> Values:
    return {axis.name: value for axis, value in zip(along, point, strict=True)}
