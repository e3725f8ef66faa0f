"""Claim: what somebody found, what we find, and whether it holds."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Claim(NamedTuple):
    """One line of the validation: published against ours.

    low, high: where our figure must lie. spread: half the width of our figure's own 95 % interval.
    """

    name: str
    claim: str
    source: str
    published: float
    ours: float
    low: float
    high: float
    spread: float
    unit: str = ""

    @property
    def held(self) -> bool:
        """Does our figure lie where it must?"""
        return bool(self.low <= self.ours <= self.high)


def around(published: float, tolerance: float) -> tuple[float, float, float]:
    """Return the published figure and the band of that tolerance around it."""
    return published, published - tolerance, published + tolerance


def mean_of(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Return the mean of independent figures and half the width of its 95 % interval."""
    array = np.asarray(values, dtype=float)
    if len(array) < 2:
        return float(array.mean()) if len(array) else math.nan, math.nan
    return float(array.mean()), float(1.96 * array.std(ddof=1) / math.sqrt(len(array)))


def share_of(successes: int, trials: int) -> tuple[float, float]:
    """Return a share and half the width of its 95 % Wilson interval."""
    if trials == 0:
        return math.nan, math.nan
    share, z = successes / trials, 1.96
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2))
    return share, half / (1 + z * z / trials)
