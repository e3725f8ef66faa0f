"""The Bass curve (Bass 1969), and what a fit of it to a series of adopters found.

Adopters in period i are m (F(i) - F(i-1)), F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t), with the
launch at the start of the first period.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

INFORMS = ("pattern bass_q_word_of_mouth",)
Noise = Literal["counts", "even"]
Array = np.ndarray[Any, np.dtype[np.float64]]
_YEAR = 365.25


class Estimate(NamedTuple):
    """A number with its interval of 95 %; None where the series does not bound it."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class BassFit:
    """A fitted Bass curve.

    p: external influence, q: word of mouth (both a period), m: all who will adopt (unit of the
    series), peak: periods from the launch to the most adopters (0: they fall from the start).
    fitted: adopters in each period by the curve. r2: share of the variation of adopters that it
    follows; error: mean distance, of the mean count; spread: variance against that of pure counts
    (noise "counts"); runs: correlation of neighbouring errors (near 0 is good).
    """

    p: Estimate
    q: Estimate
    m: Estimate
    peak: Estimate
    fitted: Array
    counts: Array
    step: str
    days: float
    noise: Noise
    r2: float
    error: float
    spread: float | None
    runs: float
    warnings: tuple[str, ...]
    informs: tuple[str, ...] = INFORMS

    def yearly(self, name: str) -> Estimate:
        """Return p or q a year, the unit in which they are published."""
        given: Estimate = getattr(self, name)
        times = _YEAR / self.days
        low, high = (None if end is None else end * times for end in given[1:])
        return Estimate(given.value * times, low, high)

    def share_adopted(self, periods: float) -> float:
        """Return the share of m that has adopted so many periods after the launch."""
        return float(curve(np.array([periods]), self.p.value, self.q.value)[0])

    def target(self) -> dict[str, dict[str, float | None]]:
        """Return what a calibration should meet: q a year with its interval, by pattern."""
        return {"bass_q_word_of_mouth": self.yearly("q")._asdict()}

    def table(self) -> "pd.DataFrame":
        """Return the series beside the curve: period (from 1), count, fitted."""
        import pandas as pd

        number = np.arange(1, len(self.counts) + 1)
        return pd.DataFrame({"period": number, "count": self.counts, "fitted": self.fitted})

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        estimates = {name: getattr(self, name)._asdict() for name in ("p", "q", "m", "peak")}
        yearly = {f"{name}_yearly": self.yearly(name)._asdict() for name in ("p", "q")}
        fit = {name: getattr(self, name) for name in ("r2", "error", "spread", "runs")}
        return {
            **estimates,
            **yearly,
            **fit,
            "step": self.step,
            "noise": self.noise,
            "warnings": list(self.warnings),
            "informs": list(self.informs),
        }


def curve(time: Array, p: float | Array, q: float | Array) -> Array:
    """Return the share that has adopted by a time (Bass 1969): F(t)."""
    fading = np.exp(-(p + q) * time)
    return (1.0 - fading) / (1.0 + (q / p) * fading)
