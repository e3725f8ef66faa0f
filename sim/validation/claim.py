"""Claim: what somebody found, what we find, and whether it holds."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.words import N_, Words

NONE = math.nan
# What tells the figures of a line apart; numbers and formulas in a name stay as they are.
APART = (
    N_("advertising"), N_("answered"), N_("chain"), N_("clique size"), N_("clustered"),
    N_("first week"), N_("gap"), N_("growth"), N_("large cliques"), N_("later"), N_("likeness"),
    N_("matched"), N_("mean"), N_("meetings"), N_("naive"), N_("overstated"), N_("peak"),
    N_("random"), N_("randomised"), N_("reach"), N_("size"), N_("star"), N_("strong chance"),
    N_("5 to 256"), N_("5 to 20"), N_("trees"), N_("two"), N_("unanswered"),
    N_("weak chance"), N_("year"),
)  # fmt: skip


class Claim(NamedTuple):
    """One figure of the validation: published against ours.

    name: the line of the list that it belongs to, then what tells it apart. published: NaN where
    only a sign was published. low, high: where our figure must lie (both included). spread: half
    the width of our figure's own 95 % interval; NaN where the set-up leaves nothing to luck.
    exact: the published figure is what a correct engine finds on average.
    """

    name: str
    claim: str
    source: str
    published: float
    ours: float
    low: float
    high: float
    spread: float = NONE
    unit: str = ""
    exact: bool = False

    @property
    def held(self) -> bool:
        """Does our figure lie where it must?"""
        return bool(self.low <= self.ours <= self.high)

    @property
    def line(self) -> str:
        """The line of the list that the figure belongs to, such as L1."""
        return self.name.split()[0]

    @property
    def deviations(self) -> float:
        """How many standard deviations of our figure lie between what it means and the next bound.

        What it means is the published figure where that is exact, else our own. 3.9 and more: a
        correct engine leaves the band less than once in 10,000 seeds. Infinite without luck.
        """
        if math.isnan(self.spread) or self.spread == 0:
            return math.inf
        middle = self.published if self.exact else self.ours
        return min(self.high - middle, middle - self.low) / (self.spread / 1.96)

    def called(self, say: Words) -> str:
        """Return the name in a language: the line stays, what tells the figure apart is said."""
        line, _space, rest = self.name.partition(" ")
        if rest in APART:
            return f"{line} {say(rest)}"
        return " ".join([line, *(_word(one, say) for one in rest.split())])

    def row(self) -> dict[str, Any]:
        """Return the claim as plain values, with line, verdict and our interval."""
        return {
            "line": self.line,
            **self._asdict(),
            "interval": [self.ours - self.spread, self.ours + self.spread],
            "held": self.held,
        }


def _word(one: str, say: Words) -> str:
    if one.isdigit():
        return say.number(int(one))
    return say(one) if one in APART else one


def exactly(  # noqa: PLR0913 - one line of a table
    name: str, claim: str, source: str, figure: tuple, band: tuple, unit: str = ""
) -> Claim:
    """Return a claim about a figure that is known exactly.

    figure: ours and its spread; band: the known value and the tolerance on both sides.
    """
    (ours, spread), (known, tolerance) = figure, band
    low, high = known - tolerance, known + tolerance
    return Claim(name, claim, source, known, ours, low, high, spread, unit, True)


def below_zero(name: str, claim: str, source: str, figure: tuple, unit: str = "") -> Claim:
    """Return a claim about a sign: the figure (ours and its spread) must lie below 0."""
    return Claim(name, claim, source, NONE, figure[0], -math.inf, 0.0, figure[1], unit)


def mean_of(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Return the mean of independent figures and half the width of its 95 % interval."""
    array = np.asarray(values, dtype=float)
    if len(array) < 2:
        return float(array.mean()) if len(array) else NONE, NONE
    return float(array.mean()), float(1.96 * array.std(ddof=1) / math.sqrt(len(array)))


def share_of(successes: int, trials: int) -> tuple[float, float]:
    """Return a share and half the width of its 95 % Wilson interval."""
    if trials == 0:
        return NONE, NONE
    share, z = successes / trials, 1.96
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2))
    return share, half / (1 + z * z / trials)


def ratio_of(
    one: Sequence[float] | np.ndarray, other: Sequence[float] | np.ndarray
) -> tuple[float, float]:
    """Return the ratio of two means and half the width of its 95 % interval (delta method)."""
    (above, above_spread), (below, below_spread) = mean_of(one), mean_of(other)
    ratio = above / below
    return ratio, abs(ratio) * math.hypot(above_spread / above, below_spread / below)
