"""L9: strong ties, weak ties and advertising, as in Talk of the Network."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

import sim
from sim import draws
from sim.validation.claim import Claim, below_zero, mean_of
from sim.validation.networks import cliques
from sim.validation.setups import neutral
from sim.validation.trials import Trials
from sim.words import N_

DESIGN = 211
TICKS = 200
SHARES = (0.16, 0.5, 0.95)
FACTORS = ("clique size", "meetings", "advertising", "strong chance", "weak chance")
SIZE, ADVERTISING, STRONG = 0, 2, 3
CLIQUES, STRONG_CHANCES = (5, 29), (0.01, 0.07)
SOURCE = "Goldenberg, Libai and Muller 2001"
AGAIN = 400  # resamples for an interval


def strong_and_weak_ties(trials: Trials, runs: int, people: int = 3000) -> Iterator[Claim]:
    """L9: advertising matters early, strong ties matter in large cliques, all shorten the way.

    Each run draws the five factors anew from the ranges of the paper; intervals are from drawing
    the runs again with replacement. What a strong tie's chance does in large and in small cliques
    is found in half as many sets of four runs that have the other factors in common.
    """
    found = trials.each(lambda seed: _drawn(seed, people), runs)
    rows = np.array([design for design, _times in found])
    times = np.array([each for _design, each in found])
    figures = _figures(rows, times)
    luck = np.array([_figures(rows[some], times[some]) for some in _resamples(runs)])
    spreads = 1.96 * luck.std(axis=0, ddof=1)
    for at, (name, said) in enumerate(_claims()):
        yield below_zero(f"L9 {name}", said, SOURCE, (float(figures[at]), float(spreads[at])))
    crossed = mean_of(trials.each(lambda seed: _crossed(seed, people), runs // 2))
    said = N_("a strong tie's chance does more in large cliques")
    yield below_zero("L9 large cliques", said, SOURCE, crossed)


def _claims() -> list[tuple[str, str]]:
    """Return name and claim of each figure of `_figures`."""
    shorter = [(name, N_("more of it shortens the time to 95 %")) for name in FACTORS]
    fades = N_("the weight of advertising fades as more have heard")
    return [*shorter, ("to 50 %", fades), ("to 95 %", fades)]


def _figures(rows: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Return figures that must all be below 0: five slopes, and how the weight fades twice."""
    scaled = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    matrix = np.column_stack([np.ones(len(rows)), scaled])
    slopes = np.linalg.lstsq(matrix, times, rcond=None)[0][1:]
    weight = np.abs(slopes[ADVERTISING]) / np.abs(slopes).sum(axis=0)
    return np.array([*slopes[:, 2], weight[1] - weight[0], weight[2] - weight[1]])


def _resamples(runs: int) -> Iterator[np.ndarray]:
    for again in range(AGAIN):
        yield (draws.uniforms(again, DESIGN, 1, runs) * runs).astype(np.int64)


def _drawn(seed: int, people: int) -> tuple[list[float], list[float]]:
    """Return factors drawn anew, and the ticks until 16, 50 and 95 % had heard."""
    design = _design(seed)
    return design, _lived(design, seed, people)


def _crossed(seed: int, people: int) -> float:
    """Return how much more a strong tie's chance shortens the way in large cliques than in small.

    As a difference of logarithms of the time to 95 %, between the ends of both ranges.
    """
    design = _design(seed)
    log = {}
    for size in CLIQUES:
        for strong in STRONG_CHANCES:
            design[SIZE], design[STRONG] = size, strong
            log[size, strong] = math.log(_lived(design, seed, people)[-1])
    few, many = ((log[size, STRONG_CHANCES[1]] - log[size, STRONG_CHANCES[0]]) for size in CLIQUES)
    return many - few


def _lived(design: Sequence[float], seed: int, people: int) -> list[float]:
    """Return the ticks until 16, 50 and 95 % had heard."""
    size, meetings, advertising, strong, weak = design
    world = sim.World.from_edges(people, close=cliques(people, int(size)))
    scenario = neutral(people, TICKS, press=-math.log(1 - advertising))
    parameters = {
        "repass_rate": 1e6,  # everybody who has heard tells, surely, each tick
        "open_direct": strong,
        "open_meeting": weak,
        "random_meetings": meetings,
    }
    run = sim.run(scenario, seed, world=world, parameters=parameters)
    ticks = np.sort(run.tables["heard"]["tick"])
    return [_when(ticks, int(share * people)) for share in SHARES]


def _design(seed: int) -> list[float]:
    """Return clique size, meetings, advertising, strong and weak chance, each drawn."""
    u = draws.uniforms(seed, DESIGN, 0, len(FACTORS)).tolist()
    return [
        5 + int(u[0] * 25),
        5 + int(u[1] * 25),
        0.0005 + u[2] * 0.0095,
        0.01 + u[3] * 0.06,
        0.005 + u[4] * 0.01,
    ]


def _when(ticks: np.ndarray, needed: int) -> float:
    return float(ticks[needed]) if len(ticks) > needed else float(TICKS)
