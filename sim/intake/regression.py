"""What numbers of a chat say about parameters: approximate Bayesian computation by regression.

Two steps. First each parameter is regressed on the numbers over all simulated communities: what is
predicted is the best summary of them (Fearnhead and Prangle 2012). Then the communities whose
predictions lie nearest to the observed ones are kept and moved along the regression (Beaumont,
Zhang and Balding 2002), weighted by nearness. Intervals are then stretched until nine of ten hold
the truth in simulated cases (in the way of Rodrigues, Prangle and Sisson 2018). Parameters stand as
places 0..1 in their ranges, on the logit scale meanwhile, so that nothing leaves its range.
"""

from dataclasses import dataclass

import numpy as np

from sim.intake.intervals import Array

KEPT_SHARE, FEWEST_KEPT = 0.3, 400
RIDGES = (0.03, 0.1, 0.3, 1.0, 3.0)
FOLDS = 5
_EDGE = 0.01


@dataclass(frozen=True)
class Posterior:
    """Weighted places 0..1 in the ranges. rows: which simulated communities they come from."""

    rows: Array
    places: Array
    weights: Array

    def stretched(self, factors: Array) -> "Posterior":
        """Return it wider or narrower about its middle, on the logit scale, by a factor each."""
        middle = _logit(self.quantiles((0.5,))[0])
        moved = middle + factors * (_logit(self.places) - middle)
        return Posterior(self.rows, _unlogit(moved), self.weights)

    def quantiles(self, points: tuple[float, ...]) -> Array:
        """Return weighted quantiles, shape (points, parameters)."""
        columns = [_quantiles(column, self.weights, points) for column in self.places.T]
        return np.array(columns).T

    def spread(self) -> Array:
        """Return the weighted standard deviation of each parameter."""
        middle = self.weights @ self.places
        return np.sqrt(np.maximum(self.weights @ (self.places - middle) ** 2, 0.0))


def needed_stretch(posterior: Posterior, truth: Array, ends: tuple[float, float, float]) -> Array:
    """Return by how much each interval has to be stretched about its middle to hold the truth."""
    low, middle, high = (_logit(row) for row in posterior.quantiles(ends))
    wanted = _logit(truth) - middle
    width = np.where(wanted > 0, high - middle, middle - low)
    found: Array = np.abs(wanted) / np.maximum(width, 1e-6)
    return found


class Regression:
    """The first step, over all simulated communities: fitted once, asked often."""

    def __init__(self, places: Array, shown: Array, ridge: float = RIDGES[0]) -> None:
        """places: 0..1, a row each community. shown: numbers without gaps, a row each. ridge: how
        strongly weak relations are held down; `best_ridge` finds it.
        """
        self.targets = _logit(places)
        self.low, self.high = np.quantile(shown, (0.01, 0.99), axis=0)
        self._middle, self._scale = shown.mean(axis=0), np.maximum(shown.std(axis=0), 1e-9)
        features = self._features(shown)
        penalty = ridge * len(features) * np.eye(features.shape[1])
        penalty[0, 0] = 0.0
        self._weights = np.linalg.solve(features.T @ features + penalty, features.T @ self.targets)
        self.predicted = features @ self._weights
        left = np.var(self.targets - self.predicted, axis=0)
        self.explained = np.clip(1.0 - left / np.var(self.targets, axis=0), 0.0, 1.0)

    def predict(self, shown: Array) -> Array:
        """Return what numbers speak for, on the logit scale, a row each."""
        found: Array = self._features(shown) @ self._weights
        return found

    def posterior(self, seen: Array) -> Posterior:
        """Return what the numbers `seen` leave possible."""
        here = self._features(np.clip(seen, self.low, self.high)[None, :])[0] @ self._weights
        # What is not told by the numbers shall not decide which communities are near.
        scaled = (self.predicted - here) / np.maximum(self.predicted.std(axis=0), 1e-9)
        distance = np.sqrt(np.sum(self.explained * scaled**2, axis=1))
        kept = min(max(FEWEST_KEPT, round(KEPT_SHARE * len(distance))), len(distance))
        rows = np.argsort(distance, kind="stable")[:kept]
        reach = max(float(distance[rows[-1]]), 1e-9)
        weights = 1.0 - 0.9 * (distance[rows] / reach) ** 2
        weights /= weights.sum()
        return Posterior(rows, _unlogit(self._moved(rows, weights, here)), weights)

    def _moved(self, rows: Array, weights: Array, here: Array) -> Array:
        """Return the kept parameters, moved to where the observed numbers are."""
        near = self.predicted[rows] - here
        told = self.explained > 0.05
        design = np.column_stack((np.ones(len(rows)), near[:, told]))
        root = np.sqrt(weights)[:, None]
        penalty = 1e-6 * np.eye(design.shape[1])
        gram = (root * design).T @ (root * design) + penalty
        slopes = np.linalg.solve(gram, (root * design).T @ (root * self.targets[rows]))
        moved: Array = self.targets[rows] - near[:, told] @ slopes[1:]
        return moved

    def _features(self, shown: Array) -> Array:
        scaled = np.clip((shown - self._middle) / self._scale, -4.0, 4.0)
        return np.column_stack((np.ones(len(scaled)), scaled, scaled**2))


def folds(cases: int) -> list[Array]:
    """Return a few parts of the cases, each a mask, to fit on some and look at the others."""
    number = np.arange(cases) % FOLDS
    return [number == fold for fold in range(FOLDS)]


def best_ridge(places: Array, shown: Array) -> float:
    """Return the ridge with which parameters are best predicted for communities not seen."""
    targets = _logit(places)
    misfit = [
        sum(
            float(np.sum((Regression(places[~out], shown[~out], ridge).predict(shown[out])
                          - targets[out]) ** 2))
            for out in folds(len(places))
        )
        for ridge in RIDGES
    ]  # fmt: skip
    return RIDGES[int(np.argmin(misfit))]


def _logit(places: Array) -> Array:
    inside = np.clip(places, _EDGE, 1 - _EDGE)
    found: Array = np.log(inside / (1 - inside))
    return found


def _unlogit(values: Array) -> Array:
    found: Array = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return found


def _quantiles(values: Array, weights: Array, points: tuple[float, ...]) -> list[float]:
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.interp(points, middle / weights.sum(), values[order]).tolist()
