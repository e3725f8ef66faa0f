"""One statistic of a community: its value, how sure it is, and what it tells the model."""

from dataclasses import asdict, dataclass
from typing import Any

from sim.intake.meanings import MEANINGS
from sim.words import N_

FEWEST_PEOPLE = 5
"""Nothing is reported about a group of fewer people than this."""
TOO_FEW = N_("fewer than five people")


@dataclass(frozen=True)
class Measure:
    """One statistic. `value` is None where it cannot be told, and `withheld` says why.

    low, high: an interval of 95 %; how it was made stands in `interval` (bootstrap over people or
    over weeks, or exact). people: how many people, and cases how many events, it rests on.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    people: int = 0
    cases: int = 0
    interval: str = ""
    withheld: str = ""

    @property
    def label(self) -> str:
        """What it is, in a few words."""
        return MEANINGS[self.name].label

    @property
    def unit(self) -> str:
        """In what it is counted."""
        return MEANINGS[self.name].unit

    @property
    def informs(self) -> str:
        """Which behaviour parameter or market field it informs ("" for none)."""
        return MEANINGS[self.name].informs

    @property
    def bias(self) -> str:
        """In which direction it is wrong, and why."""
        return MEANINGS[self.name].bias

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, numbers to six digits."""
        plain = asdict(self)
        for key in ("value", "low", "high"):
            plain[key] = None if plain[key] is None else float(f"{plain[key]:.6g}")
        about = {"label": self.label, "unit": self.unit, "informs": self.informs}
        return {"name": self.name, **about, **plain, "bias": self.bias}


def withheld(name: str, why: str, people: int = 0, cases: int = 0) -> Measure:
    """Return a statistic that is not told, and why."""
    return Measure(name, None, people=people, cases=cases, withheld=why)


def too_few(name: str, people: int, cases: int = 0) -> Measure:
    """Return a statistic that is kept back because it would speak of fewer than five people."""
    del people  # how many of the few there are is not told either
    return withheld(name, TOO_FEW, 0, cases)
