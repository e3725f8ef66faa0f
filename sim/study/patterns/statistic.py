"""Statistic: a published figure as something that runs can be asked for.

One function says what a single run contributes, another puts the contributions of many runs
together. So a study keeps a few numbers of each run and not its tables, and leaving runs out again
tells how sure the figure is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.trace import Run

Part = np.ndarray
NOTHING = float("nan")
JACKKNIFE_GROUPS = 12


@dataclass(frozen=True)
class Statistic:
    """How a pattern's figure is reckoned: `part` of each run, `together` of all parts.

    `together` returns NaN where the runs do not hold what it needs.
    """

    part: Callable[[Run], Part]
    together: Callable[[Sequence[Part]], float]

    def __call__(self, runs: Sequence[Run]) -> float:
        """Return the figure of some runs of the same set-up with other seeds."""
        return self.together([self.part(run) for run in runs])

    def with_error(self, parts: Sequence[Part]) -> tuple[float, float]:
        """Return the figure and its standard error by luck, leaving groups of runs out in turn.

        A share of what was counted is never surer than a Poisson count with one more found: where
        none of something rare was found, that does not make it sure that there is none.
        """
        value = self.together(parts)
        groups = min(JACKKNIFE_GROUPS, len(parts))
        if groups < 2:
            return value, NOTHING
        least = _of_a_count(parts) if self.together is ratio else 0.0
        left = [
            self.together([part for i, part in enumerate(parts) if i % groups != out])
            for out in range(groups)
        ]
        spread = np.array([found for found in left if np.isfinite(found)])
        if len(spread) < 2:
            return value, NOTHING
        return value, max(least, float(np.sqrt((groups - 1) * spread.var())))


def ratio(parts: Sequence[Part]) -> float:
    """Return the sum of all first numbers over the sum of all second ones."""
    total = np.sum(parts, axis=0)
    return float(total[0] / total[1]) if len(parts) and total[1] else NOTHING


def _of_a_count(parts: Sequence[Part]) -> float:
    found, among = np.sum(parts, axis=0)
    return float(np.sqrt(found + 1.0) / among) if among else NOTHING


def mean(parts: Sequence[Part]) -> float:
    """Return the mean of all values of all runs."""
    values = np.concatenate(parts)
    return float(values.mean()) if len(values) else NOTHING


def median(parts: Sequence[Part]) -> float:
    """Return the middle of all values of all runs."""
    values = np.concatenate(parts)
    return float(np.median(values)) if len(values) else NOTHING
