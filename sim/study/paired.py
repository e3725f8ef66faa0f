"""Paired: what two arms that met the same luck, pair by pair, tell about their difference.

The interval of the mean is Student's on the paired differences (95 %): right for the sums and
means that outcomes are, from about ten pairs on. A few wild pairs can widen it; the middle
difference with its distribution-free interval (order statistics, at least 95 %) is the robust
alternative and needs six pairs. "Better" is counted in pairs, ties as half, with Jeffreys'
interval: it answers how often B wins on a market like this, not how sure the mean is.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.outcomes.outcome import Better

CONFIDENCE = 0.95
FAR = 1e100  # spreads from 0: more pairs than anybody could run
POWER = 0.8
FEWEST_FOR_EQUAL_STEPS = 6
NONE = float("nan")
Call = Literal["higher", "lower", "open", "same", "none"]
Arm = Literal["a", "b", ""]


@dataclass(frozen=True)
class Paired:
    """Two arms on one outcome at one day. Differences are B minus A; NaN where there is nothing.

    pairs: those in which the outcome applies to both arms. low, high: 95 % interval of the mean
    difference; middle_low, middle_high: of the middle one. higher: share of pairs in which B is
    higher (ties half). reduction: how much smaller the variance of the difference is than with
    independent arms, as a share (below 0: pairing did harm). more_pairs: how many further pairs
    would settle the difference, if it stays as it is, in 8 of 10 studies; 0 where it is settled,
    infinite where there is no difference yet. call: B is higher, lower, it is open, both are the
    same in every pair, or there are fewer than two pairs.
    """

    pairs: int
    mean_a: float = NONE
    mean_b: float = NONE
    difference: float = NONE
    low: float = NONE
    high: float = NONE
    middle: float = NONE
    middle_low: float = NONE
    middle_high: float = NONE
    higher: float = NONE
    higher_low: float = NONE
    higher_high: float = NONE
    reduction: float = NONE
    more_pairs: float = NONE
    call: Call = "none"

    def favours(self, better: Better) -> Arm:
        """Return the arm that the difference speaks for, if it is clear and one way is better."""
        if self.call not in ("higher", "lower") or better == "neither":
            return ""
        return "b" if self.call == better else "a"

    def b_better(self, better: Better) -> tuple[float, float, float]:
        """Return the share of pairs in which B is better, and its interval; NaN for "neither"."""
        if better == "higher":
            return self.higher, self.higher_low, self.higher_high
        if better == "lower":
            return 1 - self.higher, 1 - self.higher_high, 1 - self.higher_low
        return NONE, NONE, NONE


def paired(a: np.ndarray, b: np.ndarray) -> Paired:
    """Return what pairs of values say; a[i] and b[i] come from the same world and luck."""
    both = np.isfinite(a) & np.isfinite(b)
    a, b = np.asarray(a, dtype=float)[both], np.asarray(b, dtype=float)[both]
    n = len(a)
    if n < 2:
        return Paired(n)
    steps = b - a
    mean, spread = float(steps.mean()), float(steps.std(ddof=1))
    low, high = _interval(steps, mean, spread)
    middle_low, middle_high = _middle_interval(np.sort(steps))
    wins = float((steps > 0).sum() + 0.5 * (steps == 0).sum())
    higher_low, higher_high = _jeffreys(wins, n)
    call = _call(steps, low, high)
    return Paired(
        pairs=n,
        mean_a=float(a.mean()),
        mean_b=float(b.mean()),
        difference=mean,
        low=low,
        high=high,
        middle=float(np.median(steps)),
        middle_low=middle_low,
        middle_high=middle_high,
        higher=wins / n,
        higher_low=higher_low,
        higher_high=higher_high,
        reduction=_reduction(a, b, spread),
        more_pairs=_more_pairs(call, mean, spread, n),
        call=call,
    )


def _interval(steps: np.ndarray, mean: float, spread: float) -> tuple[float, float]:
    from scipy.special import stdtrit

    n = len(steps)
    half = float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2)) * spread / math.sqrt(n)
    return mean - half, mean + half


def _middle_interval(ordered: np.ndarray) -> tuple[float, float]:
    """Return the order statistics that hold the middle with at least 95 %; NaN below six pairs."""
    from scipy.special import bdtr

    n = len(ordered)
    outside = (1 - CONFIDENCE) / 2
    cut = int(np.count_nonzero(bdtr(np.arange(n // 2 + 1), n, 0.5) <= outside))
    if cut == 0:
        return NONE, NONE
    return float(ordered[cut - 1]), float(ordered[n - cut])


def _jeffreys(wins: float, n: int) -> tuple[float, float]:
    from scipy.special import betaincinv

    outside = (1 - CONFIDENCE) / 2
    low, high = betaincinv(wins + 0.5, n - wins + 0.5, [outside, 1 - outside])
    return (0.0 if wins == 0 else float(low)), (1.0 if wins == n else float(high))


def _call(steps: np.ndarray, low: float, high: float) -> Call:
    if not steps.any():
        return "same"
    if low == high and len(steps) < FEWEST_FOR_EQUAL_STEPS:
        return "open"  # a few equal steps of a count say little about the next one
    if low > 0:
        return "higher"
    return "lower" if high < 0 else "open"


def _reduction(a: np.ndarray, b: np.ndarray, spread: float) -> float:
    apart = float(a.var(ddof=1) + b.var(ddof=1))
    return 1.0 - spread**2 / apart if apart > 0 else NONE


def _more_pairs(call: Call, mean: float, spread: float, n: int) -> float:
    from scipy.special import ndtri

    if call != "open":
        return 0.0
    far = abs(spread / mean) if mean else math.inf
    if far > FAR:
        return math.inf
    reach = float(ndtri(0.5 + CONFIDENCE / 2) + ndtri(POWER))
    return float(max(1, math.ceil((reach * far) ** 2) - n))
