"""L4, L5: influence from outside and from each other gives the Bass curve."""

import math
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

import sim
from sim.validation.claim import Claim, exactly, mean_of
from sim.validation.networks import poisson_graph
from sim.validation.setups import neutral
from sim.validation.trials import Trials
from sim.words import N_

P, Q = 0.03, 0.38  # a year
YEAR = 365  # ticks of a day
YEARS = (2, 4, 6, 8, 10)
MIXED = (0.0851, 0.2332, 0.4392, 0.6517, 0.8128)
ON_A_GRAPH = (0.0843, 0.2264, 0.4181, 0.6153, 0.7711)


def bass(trials: Trials, runs: int, people: int = 10_000) -> Iterator[Claim]:
    """L4: in one room where everybody meets everybody this is the Bass curve."""
    world = sim.World.from_edges(people, groups=[range(people)])
    room = {"open_group": 1 / people, "private_to_group": 1, "repass_rate": Q / YEAR}
    adopted = trials.each(partial(_adopted_at, world, room), runs)
    yield from _curve("L4", "Bass 1969", adopted, people, MIXED)
    peaks = mean_of([_peak(years) for years in adopted])
    known = math.log(Q / P) / (P + Q)
    yield exactly(
        "L4 peak", N_("when adoption is fastest"), "Bass 1969", peaks, (known, 0.4), "years"
    )


def bass_on_a_graph(trials: Trials, runs: int, people: int = 10_000) -> Iterator[Claim]:
    """L5: on a random graph of mean degree 10, with a rate of q/10 an edge, it is slower.

    A holder passes on to all ties at 5 q and each reads with chance 1/50: q/10 an edge, where two
    ties of one holder hardly ever hear in the same tick.
    """
    world = sim.World.from_edges(people, close=poisson_graph(people, 10, 5))
    ties = {"open_direct": 0.02, "private_to_group": 0, "repass_rate": 5 * Q / YEAR}
    adopted = trials.each(partial(_adopted_at, world, ties), runs)
    yield from _curve("L5", "Fibich and Gibori 2010", adopted, people, ON_A_GRAPH)


def _adopted_at(world: "sim.World", parameters: Mapping[str, float], seed: int) -> np.ndarray:
    """Return the years at which people adopted."""
    scenario = neutral(world.people, YEARS[-1] * YEAR, press=P / YEAR)
    run = sim.run(scenario, seed, world=world, parameters=parameters)
    return run.tables["heard"]["tick"] / YEAR


def _curve(
    line: str, source: str, adopted: list[np.ndarray], people: int, published: tuple[float, ...]
) -> Iterator[Claim]:
    for year, known in zip(YEARS, published, strict=True):
        shares = mean_of([(years < year).sum() / people for years in adopted])
        said = N_("share who adopted by that year")
        yield exactly(f"{line} year {year}", said, source, shares, (known, 0.015))


def _peak(years: np.ndarray) -> float:
    """Return when adoption is fastest: the top of a parabola through the years about the most."""
    new = np.bincount(years.astype(np.int64), minlength=YEARS[-1])[: YEARS[-1]]
    top = int(new.argmax())
    near = slice(max(0, top - 2), min(YEARS[-1], top + 3))
    middles = np.arange(YEARS[-1]) + 0.5
    a, b, _c = np.polyfit(middles[near], new[near], 2)
    return float(-b / (2 * a))
