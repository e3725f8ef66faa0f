"""Intervals of 95 %: bootstrap over people or weeks (seeded, vectorised), and exact ones."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import special

SEED = 20_240_229
_MOST_CELLS = 4_000_000
_REPLICATES = 400
_TAIL = 0.025

Array = np.ndarray[Any, np.dtype[Any]]
Spread = tuple[float | None, float | None]


def resampled(cases: int) -> Array:
    """Return how often each case is drawn in each replicate, shape (replicates, cases).

    400 replicates, fewer (at least 60) where the cases are very many.
    """
    replicates = max(60, min(_REPLICATES, _MOST_CELLS // max(cases, 1)))
    drawn = np.random.default_rng(SEED).integers(0, cases, size=(replicates, cases))
    drawn += np.arange(replicates)[:, None] * cases
    counts = np.bincount(drawn.ravel(), minlength=replicates * cases)
    return counts.reshape(replicates, cases).astype(np.float32)


def spread_of(values: Array) -> Spread:
    """Return the 2.5 % and 97.5 % quantile of bootstrap values, those that are numbers."""
    known = values[np.isfinite(values)]
    if len(known) < 20:
        return None, None
    low, high = np.quantile(known, (_TAIL, 1 - _TAIL))
    return float(low), float(high)


def ratio_spread(weights: Array, above: Array, below: Array) -> Spread:
    """Return the interval of sum(above) / sum(below) over resampled cases."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return spread_of((weights @ above) / (weights @ below))


def share_interval(hits: int, cases: int) -> Spread:
    """Return the exact interval of a share (Clopper and Pearson 1934)."""
    low = 0.0 if hits == 0 else float(special.betaincinv(hits, cases - hits + 1, _TAIL))
    high = 1.0 if hits == cases else float(special.betaincinv(hits + 1, cases - hits, 1 - _TAIL))
    return low, high


def rate_interval(events: int, exposure: float) -> Spread:
    """Return the exact interval of a rate of independent events (Garwood 1936)."""
    low = 0.0 if events == 0 else float(special.gammaincinv(events, _TAIL))
    return low / exposure, float(special.gammaincinv(events + 1, 1 - _TAIL)) / exposure


def median_interval(values: Array) -> Spread:
    """Return the exact interval of a median: two order statistics, by the binomial law."""
    ordered, cases = np.sort(values), len(values)
    ranks = np.arange(cases + 1)
    below = special.bdtr(ranks, cases, 0.5)
    at = max(int(np.searchsorted(below, _TAIL)), 0)
    return float(ordered[at]), float(ordered[cases - 1 - at])


def mapped(function: Callable[[Array], float], weights: Array) -> Array:
    """Return a statistic for each row of resampled counts."""
    return np.array([function(row) for row in weights])


def weighted_median(values: Array, weights: Sequence[float] | Array) -> float:
    """Return the middle of sorted `values`, each counted as often as its weight says."""
    total = np.cumsum(weights)
    return float(values[np.searchsorted(total, total[-1] / 2)])
