"""Outcome: one thing that a run is judged by, with its name, unit, definition and measure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.words import N_, Words

if TYPE_CHECKING:
    from sim.outcomes.window import Window

MONEY = N_("money")
Better = Literal["higher", "lower", "neither"]
Kind = Literal["talk", "community", "business", "cost"]
Form = Literal["count", "share", "index"]
Daily = Mapping[str, np.ndarray]
NONE = float("nan")


@dataclass(frozen=True)
class Outcome:
    """One thing that a run is judged by.

    name: the key in tables and files. label, unit, definition: English messages, translated where
    they are shown. better: which way is good, "neither" where that is for the strategist to say.
    form: an amount of something, a share (0..1, shown in per cent), or an index without a unit.

    One of two measures, each giving NaN where the outcome does not apply:
    course: from the daily columns (days along the last axis) to the value at the end of each day,
        for one run or for many at once. value: from a window of a run to one number.
    persons: from a window to (amount, weight) a person; the value of any part of the people is
        the sum of amounts over the sum of weights, or the sum of amounts where weight is None.
    """

    name: str
    label: str
    unit: str
    definition: str
    better: Better
    kind: Kind
    form: Form = "count"
    course: Callable[[Daily], np.ndarray] | None = None
    value: "Callable[[Window], float] | None" = None
    persons: "Callable[[Window], tuple[np.ndarray, np.ndarray | None]] | None" = None

    def measure(self, window: "Window") -> float:
        """Return the value at the end of a window; NaN where the outcome does not apply."""
        if self.course is not None:
            return float(self.course(window.daily)[..., -1])
        return float(self.value(window)) if self.value is not None else NONE

    def figure(self, value: float, say: Words) -> str:
        """Return a value as a reader expects it, without its unit."""
        if self.form == "share":
            return say.percent(value, decimals=1)
        return say.number(value, decimals=3 if self.form == "index" else None)

    def apart(self, difference: float, say: Words, signed: bool = False) -> str:
        """Return a difference without its unit; that of two shares is in percentage points."""
        if self.form == "share":
            return say.number(100 * difference, decimals=1, signed=signed)
        return say.number(difference, decimals=3 if self.form == "index" else None, signed=signed)

    def said(self, value: float, say: Words, currency: str) -> str:
        """Return a value with its unit; shares and indices have none."""
        text = self.figure(value, say)
        return f"{text} {unit_of(self, say, currency)}" if self.form == "count" else text

    def said_apart(self, difference: float, say: Words, currency: str, signed: bool = False) -> str:
        """Return a difference with its unit; indices have none."""
        text = self.apart(difference, say, signed)
        if self.form == "share":
            return say.gettext("{points} percentage points").format(points=text)
        return f"{text} {unit_of(self, say, currency)}" if self.form == "count" else text


def unit_of(one: Outcome, say: Words, currency: str) -> str:
    """Return the unit of an outcome in words; money in a currency."""
    return currency if one.unit == MONEY else say(one.unit)


def count(which: np.ndarray) -> int:
    """Return how many are true."""
    return int(np.count_nonzero(which))


def ratio(part: float, whole: float) -> float:
    """Return part / whole, NaN where there is no whole."""
    return float(part) / float(whole) if whole > 0 else NONE


def whole(parts: tuple[np.ndarray, np.ndarray]) -> float:
    """Return the value of all people from each one's amount and weight."""
    return ratio(parts[0].sum(), parts[1].sum())


def ratios(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole slot by slot, NaN where there is no whole."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, part / whole, NONE)


def total(daily: Daily, *names: str) -> np.ndarray:
    """Return the sum of flows up to the end of each day."""
    flow = daily[names[0]]
    for name in names[1:]:
        flow = flow + daily[name]
    return np.cumsum(flow, axis=-1)
