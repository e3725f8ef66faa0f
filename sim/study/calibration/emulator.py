"""Emulator: what a pattern would be at a place, guessed from the places that were tried.

A regression on the few parameters that matter, with their squares, chosen one after another as long
as Schwarz's criterion falls, extended for the many that there are to choose from (Chen and Chen
2008). Its error holds luck, what was left out, and not knowing its own
coefficients well.
"""

from dataclasses import dataclass

import numpy as np

MOST_ACTIVE = 12
FEWEST = 20


@dataclass(frozen=True)
class Emulator:
    """A fitted regression: which axes of the cube it looks at, and what it makes of them."""

    active: tuple[int, ...]
    coefficients: np.ndarray
    inverse: np.ndarray
    variance: float
    explained: float

    def expected(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the expected figure and its standard error at places f64[n, parameters]."""
        terms = _terms(places, self.active)
        leverage = np.einsum("ij,jk,ik->i", terms, self.inverse, terms)
        return terms @ self.coefficients, np.sqrt(self.variance * (1.0 + leverage))


def fit(places: np.ndarray, found: np.ndarray, matters: float = 0.0) -> Emulator | None:
    """Fit an emulator to figures found at places.

    None where too few are finite, or they spread by less than `matters`, or nothing explains them.
    """
    known = np.isfinite(found)
    places, found = places[known], found[known]
    if len(found) < FEWEST or found.std() <= matters:
        return None
    active: list[int] = []
    best = _criterion(places, found, active)
    most = min(MOST_ACTIVE, len(found) // 8)
    while len(active) < most:
        trials = {
            axis: _criterion(places, found, [*active, axis])
            for axis in _promising(places, found, active)
        }
        axis = min(trials, key=lambda one: trials[one])
        if trials[axis] >= best:
            break
        best = trials[axis]
        active.append(axis)
    return _fitted(places, found, tuple(active)) if active else None


def _promising(places: np.ndarray, found: np.ndarray, active: list[int]) -> list[int]:
    """Return the axes that go best with what is not explained yet."""
    left = found - _terms(places, tuple(active)) @ _solved(places, found, active)
    centred = 2.0 * places - 1.0
    scores = np.abs(centred.T @ left) + np.abs((centred**2 - 1 / 3).T @ left)
    scores[active] = -1.0
    return np.argsort(-scores, kind="stable")[:8].tolist()


def _criterion(places: np.ndarray, found: np.ndarray, active: list[int]) -> float:
    terms = _terms(places, tuple(active))
    left = found - terms @ _solved(places, found, active)
    n = len(found)
    choices = 2.0 * len(active) * np.log(places.shape[1])
    return float(n * np.log(max(left @ left / n, 1e-300)) + terms.shape[1] * np.log(n) + choices)


def _solved(places: np.ndarray, found: np.ndarray, active: list[int]) -> np.ndarray:
    return np.linalg.lstsq(_terms(places, tuple(active)), found, rcond=None)[0]


def _fitted(places: np.ndarray, found: np.ndarray, active: tuple[int, ...]) -> Emulator:
    terms = _terms(places, active)
    coefficients = _solved(places, found, list(active))
    left = found - terms @ coefficients
    freedom = max(1, len(found) - terms.shape[1])
    variance = float(left @ left) / freedom
    inverse = np.linalg.pinv(terms.T @ terms)
    explained = 1.0 - float(left.var() / found.var())
    return Emulator(active, coefficients, inverse, variance, explained)


def _terms(places: np.ndarray, active: tuple[int, ...]) -> np.ndarray:
    chosen = 2.0 * places[:, list(active)] - 1.0
    return np.concatenate([np.ones((len(places), 1)), chosen, chosen**2], axis=1)
