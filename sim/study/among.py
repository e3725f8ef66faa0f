"""Among: means and intervals where several ways are looked at together."""

import math

import numpy as np

from sim.outcomes import Outcome
from sim.study.paired import CONFIDENCE
from sim.study.verdict import SLIGHT

FEWEST = 2


def difference_interval(best: np.ndarray, other: np.ndarray, questions: int) -> tuple[float, float]:
    """Return the interval of the mean of other - best that holds for so many questions at once."""
    from scipy.special import stdtrit

    steps = (other - best)[np.isfinite(other) & np.isfinite(best)]
    n = len(steps)
    if n < FEWEST:
        return math.nan, math.nan
    outside = (1.0 - CONFIDENCE) / max(1, questions)
    half = float(stdtrit(n - 1, 1.0 - outside / 2)) * float(steps.std(ddof=1)) / math.sqrt(n)
    middle = float(steps.mean())
    return middle - half, middle + half


def slight_step(one: Outcome, values: np.ndarray) -> float:
    """Return the difference below which nobody would choose by it, as the verdict has it."""
    if one.form != "count":
        return SLIGHT
    return SLIGHT * max(abs(mean(row)) for row in values)


def mean(row: np.ndarray) -> float:
    """Return the mean of what applies, NaN where nothing does."""
    there = row[np.isfinite(row)]
    return float(there.mean()) if len(there) else math.nan
