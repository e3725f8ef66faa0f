"""Regression: what an analyst would make of the tables of a run. Least squares and hazards."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np


class Fitted(NamedTuple):
    """Coefficients and half the widths of their 95 % intervals."""

    found: np.ndarray
    spread: np.ndarray


def linear(outcome: np.ndarray, columns: np.ndarray, cluster: np.ndarray) -> Fitted:
    """Return the least-squares fit of an outcome on columns (the caller adds the constant).

    cluster: number of what a row belongs to (a run, a person): rows of one are not independent.
    Intervals are from the sandwich estimator by clusters (Liang and Zeger 1986).
    """
    inverse = np.linalg.pinv(columns.T @ columns)
    found = inverse @ columns.T @ outcome
    scores = _by_cluster(columns * (outcome - columns @ found)[:, None], cluster)
    return Fitted(found, _spread(inverse, scores))


def poisson(
    events: np.ndarray, exposure: np.ndarray, columns: np.ndarray, cluster: np.ndarray
) -> Fitted:
    """Return the fit of log rates: events in an exposure rise by exp(coefficient) a unit.

    A proportional-hazards model with pieces of constant hazard is this regression on person-time.
    Newton's method; intervals as in `linear`.
    """
    found = np.zeros(columns.shape[1])
    found[0] = np.log(events.sum() / exposure.sum())
    for _step in range(50):
        expected = exposure * np.exp(columns @ found)
        inverse = np.linalg.pinv(columns.T @ (columns * expected[:, None]))
        change = inverse @ columns.T @ (events - expected)
        found = found + change
        if np.abs(change).max() < 1e-9:
            break
    expected = exposure * np.exp(columns @ found)
    scores = _by_cluster(columns * (events - expected)[:, None], cluster)
    return Fitted(found, _spread(inverse, scores))


def _by_cluster(rows: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    _names, number = np.unique(cluster, return_inverse=True)
    summed = np.zeros((number.max() + 1, rows.shape[1]))
    np.add.at(summed, number, rows)
    return summed


def _spread(inverse: np.ndarray, scores: np.ndarray) -> np.ndarray:
    variance = inverse @ (scores.T @ scores) @ inverse
    return 1.96 * np.sqrt(np.clip(np.diag(variance), 0.0, None))


def jackknife(
    figure: Callable[[np.ndarray], float], parts: Sequence[np.ndarray]
) -> tuple[float, float]:
    """Return a figure of all rows, and half the width of its 95 % interval by leaving parts out.

    parts: rows by what is independent (a run each); the figure is computed of rows end to end.
    """
    whole = figure(np.concatenate(parts))
    without = np.array(
        [figure(np.concatenate([*parts[:at], *parts[at + 1 :]])) for at in range(len(parts))]
    )
    n = len(parts)
    error = math.sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))
    return float(whole), 1.96 * error
