"""Points: one parameter set tried in runs of every set-up, and how far it is from the patterns."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sim import draws, evidence
from sim.evidence import Pattern
from sim.study.patterns.cases import STATISTICS, Case

TRIED = 205  # purposes of draws: 200 and up belong to studies
HOPELESS = 6.0  # this far from a pattern, the costlier set-ups are not run any more

Told = tuple[float, float]  # a figure, and its standard error by luck (NaN: not known)
Figures = dict[str, Told]
NOT_ASKED: Told = (math.nan, math.nan)


def fitted() -> tuple[Pattern, ...]:
    """Return the patterns that calibration may look at."""
    return tuple(one for one in evidence.patterns().values() if one.fit == "fitted")


def distance(pattern: Pattern, value: float, error: float = 0.0) -> float:
    """Return how far a figure is from what was published: 2 at the edge of the band.

    error: standard error by luck, which makes a distance mean less. Infinite where there is none.
    """
    if not math.isfinite(value):
        return math.inf
    if value == pattern.published:
        return 0.0
    edge = pattern.high if value > pattern.published else pattern.low
    scale = abs(edge - pattern.published) / 2 or abs(pattern.high - pattern.low) / 4
    return abs(value - pattern.published) / math.hypot(scale, error)


def in_band(pattern: Pattern, value: float, error: float) -> bool:
    """Does a figure lie in the published band, give or take two standard errors of luck?"""
    return pattern.low - 2.0 * error <= value <= pattern.high + 2.0 * error


def missed(figures: Figures) -> float:
    """Return the sum of squared distances to the fitted patterns."""
    return sum(distance(pattern, *figures[pattern.id]) ** 2 for pattern in fitted())


def bands_missed(figures: Figures) -> int:
    """Return how many fitted patterns lie outside their bands."""
    return sum(not pattern.holds(figures[pattern.id][0]) for pattern in fitted())


def tried(cases: Sequence[Case], values: Mapping[str, float], seed: int, times: int = 1) -> Figures:
    """Return the figures of all fitted patterns for a parameter set; NaN where not asked.

    Every set meets the same luck. times: how many times the runs of a wave. Set-ups come cheapest
    first, and none is run any more once the set is hopeless.
    """
    wanted = {pattern.id: pattern for pattern in fitted()}
    found: Figures = dict.fromkeys(wanted, NOT_ASKED)
    for case in sorted(cases, key=lambda case: case.cost):
        names = [name for name in case.patterns if name in wanted]
        if not names:
            continue
        told = figures(case, names, values, seeds(seed, case.few * times))
        found |= told
        if any(_hopeless(wanted[name], *told[name]) for name in names):
            break
    return found


def _hopeless(pattern: Pattern, value: float, error: float) -> bool:
    return error > 0.0 and distance(pattern, value, error) > HOPELESS


def figures(
    case: Case, names: Sequence[str], values: Mapping[str, float], run_seeds: Sequence[int]
) -> Figures:
    """Return figure and standard error of some patterns of one set-up."""
    parts: dict[str, list[np.ndarray]] = {name: [] for name in names}
    for run_seed in run_seeds:
        run = case.start(run_seed, values)
        for name in names:
            parts[name].append(STATISTICS[name].part(run))
    return {name: STATISTICS[name].with_error(parts[name]) for name in names}


def seeds(seed: int, runs: int) -> list[int]:
    """Return the seeds of so many runs; more runs begin with the same ones."""
    return [int(draws.hash5(seed, TRIED, 0, number, 0)) >> 11 for number in range(runs)]
