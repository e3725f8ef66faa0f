"""Indices: the designs and estimators of sensitivity analysis, on the unit cube, by SALib."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.errors import AddaError, shown
from sim.study.designs import MOST_POINTS, Values, from_unit
from sim.study.paired import paired
from sim.study.space import Axis

METHODS = ("morris", "sobol", "one")
PATHS, BASE_POINTS = 10, 64
LEVELS = 4
RESAMPLES = 200
MEAN_OF_SIZE = np.sqrt(2 / np.pi)  # mean of |x| for a normal x of spread 1
Effects = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Design:
    """Points along axes, and how to read effects off what happened there."""

    method: str
    axes: tuple[Axis, ...]
    size: int
    seed: int

    @cached_property
    def cube(self) -> np.ndarray:
        """The points from 0 to 1 along each axis: [point, axis]."""
        return _CUBES[self.method](self)

    @property
    def points(self) -> list[Values]:
        """The points by the names of the axes."""
        return from_unit(self.axes, self.cube)

    def effects(self, found: np.ndarray) -> Effects:
        """Return a row an axis, the largest effect first; found[point, pair]."""
        rows = _EFFECTS[self.method](self, found)
        return tuple(sorted(rows, key=lambda row: (-row["effect"], row["axis"])))

    @property
    def problem(self) -> dict[str, Any]:
        """The axes as SALib takes them."""
        names = [axis.name for axis in self.axes]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def design(method: str, along: Sequence[Axis], size: int | None, seed: int) -> Design:
    """Return the design of a method; raises AddaError for a size that it cannot have."""
    return Design(method, tuple(along), checked_size(method, size, len(along)), seed)


def checked_size(method: str, size: int | None, axes: int) -> int:
    """Return the size of a design over so many axes, or raise AddaError where it cannot be."""
    if axes < 2 and method != "one":
        raise AddaError(
            "{method} needs two or more things to vary, or use method 'one'", method=method
        )
    usual = {"morris": PATHS, "sobol": BASE_POINTS, "one": 1}[method]
    wanted = usual if size is None else size
    whole = isinstance(wanted, int) and not isinstance(wanted, bool)
    if not whole or not 1 <= wanted <= MOST_POINTS or (method == "morris" and wanted < 2):
        raise AddaError(
            "size is {size}, allowed is a whole number, 2 to {most}",
            size=shown(size),
            most=MOST_POINTS,
        )
    if method == "sobol" and wanted & (wanted - 1):
        raise AddaError(
            "size is {size}, Sobol's points need a power of two, such as 64", size=shown(size)
        )
    points = wanted * (axes + 2)
    if points > MOST_POINTS:
        raise AddaError(
            "that would be {points} points, {most} are allowed", points=points, most=MOST_POINTS
        )
    return wanted


def _morris_cube(how: Design) -> np.ndarray:
    from SALib.sample.morris import sample

    return sample(how.problem, how.size, num_levels=LEVELS, seed=_luck(how.seed))


def _sobol_cube(how: Design) -> np.ndarray:
    from SALib.sample.sobol import sample

    return sample(how.problem, how.size, calc_second_order=False, seed=_luck(how.seed))


def _one_cube(how: Design) -> np.ndarray:
    """Return the middle, then each axis at its low and at its high end."""
    count = len(how.axes)
    cube = np.full((1 + 2 * count, count), 0.5)
    for axis in range(count):
        cube[1 + 2 * axis, axis], cube[2 + 2 * axis, axis] = 0.0, 1.0
    return cube


def _morris_effects(how: Design, found: np.ndarray) -> list[dict[str, Any]]:
    from SALib.analyze.morris import analyze

    means = found.mean(axis=1)
    told = analyze(
        how.problem, how.cube, means, num_levels=LEVELS, num_resamples=RESAMPLES,
        seed=_luck(how.seed),
    )  # fmt: skip
    luck = _luck_alone(how, found)
    rows = []
    for number, axis in enumerate(how.axes):
        size, half = float(told["mu_star"][number]), float(told["mu_star_conf"][number])
        rows.append({
            "axis": axis.name, "effect": size, "low": max(0.0, size - half), "high": size + half,
            "signed": float(told["mu"][number]), "spread": float(told["sigma"][number]),
            "luck": luck[number],
        })  # fmt: skip
    return rows


def _luck_alone(how: Design, found: np.ndarray) -> list[float]:
    """Return the mean size of effect that the luck of the pairs alone would show, by axis.

    A step of a path is the mean of so many paired steps; their spread tells its standard error.
    """
    path = len(how.axes) + 1
    sizes: list[list[float]] = [[] for _axis in how.axes]
    for start in range(0, len(found), path):
        for here in range(start, start + path - 1):
            step = how.cube[here + 1] - how.cube[here]
            axis = int(np.argmax(np.abs(step)))
            spread = (found[here + 1] - found[here]).std(ddof=1) / np.sqrt(found.shape[1])
            sizes[axis].append(float(MEAN_OF_SIZE * spread / abs(step[axis])))
    return [float(np.mean(one)) for one in sizes]


def _sobol_effects(how: Design, found: np.ndarray) -> list[dict[str, Any]]:
    from SALib.analyze.sobol import analyze

    means = found.mean(axis=1)
    if not np.ptp(means):  # no variance to part: nothing has any of it
        still = dict.fromkeys(("effect", "low", "high", "alone", "alone_low", "alone_high"), 0.0)
        return [{"axis": axis.name, **still} for axis in how.axes]
    told = analyze(
        how.problem, means, calc_second_order=False, num_resamples=RESAMPLES,
        seed=_luck(how.seed),
    )  # fmt: skip
    rows = []
    for number, axis in enumerate(how.axes):
        total, alone = float(told["ST"][number]), float(told["S1"][number])
        half, half_alone = float(told["ST_conf"][number]), float(told["S1_conf"][number])
        rows.append({
            "axis": axis.name, "effect": total, "low": max(0.0, total - half), "high": total + half,
            "alone": alone, "alone_low": alone - half_alone, "alone_high": alone + half_alone,
        })  # fmt: skip
    return rows


def _one_effects(how: Design, found: np.ndarray) -> list[dict[str, Any]]:
    rows, middle, zero = [], found[0], np.zeros_like(found[0])
    for number, axis in enumerate(how.axes):
        ends = [found[1 + 2 * number], found[2 + 2 * number]]
        low, high = (paired(zero, one) for one in ends)
        steps = [float((one - middle).mean()) for one in ends]
        rows.append({
            "axis": axis.name, "effect": max(map(abs, steps)), "middle": float(middle.mean()),
            "at_low": low.difference, "at_low_low": low.low, "at_low_high": low.high,
            "at_high": high.difference, "at_high_low": high.low, "at_high_high": high.high,
        })  # fmt: skip
    return rows


def _luck(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


_CUBES = {"morris": _morris_cube, "sobol": _sobol_cube, "one": _one_cube}
_EFFECTS = {"morris": _morris_effects, "sobol": _sobol_effects, "one": _one_effects}
