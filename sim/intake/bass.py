"""Fitting a Bass curve to a series of adopters, with intervals by profile likelihood.

The differences of the curve are fitted, as Srinivasan and Mason (1986) do.
"""

import math
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from sim.errors import AddaError, shown
from sim.intake.bass_curve import Array, BassFit, Estimate, Noise, curve
from sim.intake.profiling import edges
from sim.words import N_

FEWEST_PERIODS = 6
Profile = Callable[[float], float]
_LEAST, _MOST = 1e-7, 8.0
_GRID = 60
_ZOOM = (120, 31, 31)
_BEYOND = 300.0
_RUNS = 0.4
_FAINT = 1e-9


class Counted(Protocol):
    """A series of adopters in periods of equal length."""

    @property
    def counts(self) -> Array:
        """Adopters in each period."""

    @property
    def step(self) -> str:
        """What a period is called."""

    @property
    def days(self) -> float:
        """Days in a period."""


def fit_bass(series: Counted, noise: Noise = "counts") -> BassFit:
    """Fit p, q and m to a series of new adopters.

    noise: "counts" takes the variance of a period as proportional to its adopters (quasi-Poisson),
    "even" as the same in all (least squares, as in Srinivasan and Mason 1986). Raises AddaError
    for fewer than six periods, or fewer than four with adopters.
    """
    counts = np.asarray(series.counts, dtype=float)
    if len(counts) < FEWEST_PERIODS or np.count_nonzero(counts) < 4:
        raise AddaError(
            "a Bass curve needs {least} periods or more, and adopters in four of them;"
            " the series has {count} and {adopting}",
            least=FEWEST_PERIODS,
            count=len(counts),
            adopting=np.count_nonzero(counts),
        )
    if noise not in ("counts", "even"):
        raise AddaError("noise is '{noise}', allowed is counts, even", noise=shown(noise))
    return _Fitting(counts, noise).result(series.step, series.days)


class _Fitting:
    """One fit: the misfit of pairs of p and q, with the m that is best for them."""

    def __init__(self, counts: Array, noise: Noise) -> None:
        self.counts, self.noise = counts, noise
        self.time = np.arange(len(counts) + 1.0)
        self.total = float(counts.sum())
        self.p, self.q, self.least = self._search()
        self.m = float(self._misfit(np.array([self.p]), np.array([self.q]))[1][0])
        # A curve that is over early leaves nothing for late periods, where a few adopters are odd.
        least = _FAINT * float(self.counts.mean())
        self.fitted = np.maximum(self.m * np.diff(curve(self.time, self.p, self.q)), least)
        self.scale = self._scale()

    def result(self, step: str, days: float) -> BassFit:
        """Return the fit with its intervals."""
        errors = self.counts - self.fitted
        peak = math.log(self.q / self.p) / (self.p + self.q)
        m = self._by_log(self._at_m, self.m, (0.3 * self.total, _BEYOND * self.total))
        weighed = errors / (np.sqrt(self.fitted) if self.noise == "counts" else 1.0)
        runs = float(np.sum(weighed[1:] * weighed[:-1]) / max(np.sum(weighed**2), 1e-300))
        return BassFit(
            p=_or_none(self._by_log(self._at_p, self.p, (_LEAST, _MOST))),
            q=_or_none(self._by_log(self._at_q, self.q, (_LEAST, _MOST))),
            m=m,
            peak=self._peak(peak),
            fitted=self.fitted,
            counts=self.counts,
            step=step,
            days=days,
            noise=self.noise,
            r2=1.0 - float(np.sum(errors**2) / np.sum((self.counts - self.counts.mean()) ** 2)),
            error=float(np.mean(np.abs(errors)) / self.counts.mean()),
            spread=self.scale if self.noise == "counts" else None,
            runs=runs,
            warnings=tuple(_warnings(m, peak, len(self.counts), runs)),
        )

    def _misfit(self, p: Array, q: Array, m: float | None = None) -> tuple[Array, Array]:
        """Return deviance (or squared error) and m for each pair, arrays of one length."""
        share = np.diff(curve(self.time, p[:, None], q[:, None]), axis=1)
        share = np.maximum(share, 1e-300)
        if m is not None:
            scale = np.full(len(p), m)
        elif self.noise == "even":
            scale = share @ self.counts / np.sum(share**2, axis=1)
        else:
            scale = self.total / np.sum(share, axis=1)
        expected = scale[:, None] * share
        if self.noise == "even":
            return np.sum((self.counts - expected) ** 2, axis=1), scale
        some = self.counts > 0
        logs = np.log(self.counts[some] / expected[:, some]) @ self.counts[some]
        return 2.0 * (logs - self.total + np.sum(expected, axis=1)), scale

    def _search(self) -> tuple[float, float, float]:
        """Return the best p and q, and their misfit: a grid first, then downhill."""
        axis = np.linspace(math.log(_LEAST), math.log(_MOST), _GRID)
        p, q = (np.exp(part.ravel()) for part in np.meshgrid(axis, axis))
        best = int(np.argmin(self._misfit(p, q)[0]))
        logs, least = self._downhill(np.log([p[best], q[best]]), None)
        return math.exp(logs[0]), math.exp(logs[1]), least

    def _downhill(self, start: Array, m: float | None) -> tuple[Array, float]:
        from scipy.optimize import minimize

        def misfit(logs: Array) -> float:
            p, q = np.exp(np.clip(logs, math.log(_LEAST), math.log(_MOST)))
            return float(self._misfit(np.array([p]), np.array([q]), m)[0][0])

        close = {"xatol": 1e-7, "fatol": 1e-9 * max(self.total, 1.0), "maxiter": 600}
        found = minimize(misfit, start, method="Nelder-Mead", options=close)
        return np.clip(found.x, math.log(_LEAST), math.log(_MOST)), float(found.fun)

    def _scale(self) -> float:
        """Return the variance that a misfit is measured by; counts vary by chance at the least."""
        freedom = len(self.counts) - 3
        if self.noise == "even":
            return max(self.least / freedom, 1e-12 * float(np.mean(self.counts)) ** 2)
        scatter = float(np.sum((self.counts - self.fitted) ** 2 / self.fitted)) / freedom
        whole = bool(np.all(self.counts == np.round(self.counts)))
        return max(scatter, 1.0 if whole else 1e-9)

    def _by_log(self, at: Profile, value: float, reach: tuple[float, float]) -> Estimate:
        logs = math.log(reach[0]), math.log(reach[1])
        ends = edges(lambda log: at(math.exp(log)), math.log(value), logs, self._crossing())
        low, high = (None if end is None else math.exp(end) for end in ends)
        return Estimate(value, low, high)

    def _peak(self, value: float) -> Estimate:
        span = float(len(self.counts))
        low, high = edges(self._at_peak, value, (-span, 20.0 * span), self._crossing())
        return Estimate(max(value, 0.0), max(low or 0.0, 0.0), high)

    def _crossing(self) -> float:
        """Return how much the root of the excess misfit is at the ends of an interval of 95 %."""
        from scipy.special import stdtrit

        return float(stdtrit(len(self.counts) - 3, 0.975)) * math.sqrt(self.scale)

    def _at_p(self, p: float) -> float:
        return self._excess(lambda logs: (np.full(len(logs), p), np.exp(logs)))

    def _at_q(self, q: float) -> float:
        return self._excess(lambda logs: (np.exp(logs), np.full(len(logs), q)))

    def _at_peak(self, peak: float) -> float:
        """Return the excess misfit where the peak stands at a time: ln(q/p) = (p + q) peak."""

        def pairs(logs: Array) -> tuple[Array, Array]:
            both = np.exp(logs)
            p = both / (1.0 + np.exp(np.clip(peak * both, -60.0, 60.0)))
            return np.maximum(p, _LEAST), np.maximum(both - p, _LEAST)

        return self._excess(pairs)

    def _at_m(self, m: float) -> float:
        logs = np.log([self.p, self.q])
        return self._downhill(logs, m)[1] - self.least

    def _excess(self, pairs: Callable[[Array], tuple[Array, Array]]) -> float:
        """Return the least misfit along a line of pairs of p and q, above the best of all."""
        low, high = math.log(_LEAST), math.log(2.0 * _MOST)
        for points in _ZOOM:
            logs = np.linspace(low, high, points)
            misfit = self._misfit(*pairs(logs))[0]
            best, step = int(np.argmin(misfit)), (high - low) / (points - 1)
            low, high = logs[best] - step, logs[best] + step
        return float(misfit[best]) - self.least


def _or_none(found: Estimate) -> Estimate:
    """Return a rate whose interval reaches down to none at all where nothing bounds it below."""
    return found if found.low is not None else found._replace(low=0.0)


def _warnings(m: Estimate, peak: float, periods: int, runs: float) -> Iterator[str]:
    """Say what to be careful about."""
    if peak > periods:
        yield N_("the peak is not in the series yet: how many will adopt hangs on the curve's form")
    elif m.high is None:
        yield N_("the series does not tell how many will adopt in the end")
    if peak <= 0:
        yield N_("adopters fall from the launch on: word of mouth does not show")
    if runs > _RUNS:
        yield N_("errors come in runs: the curve misses something, the intervals are too narrow")
