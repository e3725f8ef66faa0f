"""Outcomes: what a run is judged by, under the same names in tables, figures and reports."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import AddaError, nearest, shown
from sim.outcomes.business import BUSINESS
from sim.outcomes.community import COMMUNITY
from sim.outcomes.cost import COST
from sim.outcomes.crisis import CRISIS
from sim.outcomes.help import HELP
from sim.outcomes.outcome import NONE, Outcome, unit_of
from sim.outcomes.spread import SPREAD
from sim.outcomes.staying import STAYING
from sim.outcomes.talk import TALK
from sim.outcomes.window import Window
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas

    from sim.trace import Run

__all__ = [
    "HORIZONS",
    "OUTCOMES",
    "Outcome",
    "Window",
    "by_segment",
    "horizons",
    "measure",
    "outcome",
    "outcomes_named",
    "table",
    "unit_of",
]

OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        one.name: one
        for one in (*BUSINESS, *COMMUNITY, *STAYING, *HELP, *CRISIS, *TALK, *SPREAD, *COST)
    }
)
HORIZONS = (30, 90, 365)
KINDS = {
    "talk": N_("talk"),
    "community": N_("community"),
    "business": N_("business"),
    "cost": N_("cost"),
}


def outcome(name: str) -> Outcome:
    """Return an outcome by name; raises AddaError with the nearest known name."""
    if name not in OUTCOMES:
        raise AddaError(
            "'{name}' is not an outcome{hint}", name=shown(name), hint=nearest(name, OUTCOMES)
        )
    return OUTCOMES[name]


def outcomes_named(names: Iterable[str] | None = None) -> tuple[Outcome, ...]:
    """Return the outcomes of these names, in their order; all of them without names."""
    return tuple(OUTCOMES.values() if names is None else map(outcome, names))


def horizons(days: int) -> tuple[int, ...]:
    """Return the days at which a run of so many days is read: 30, 90, 365 and its end."""
    return (*(day for day in HORIZONS if day < days), days)


def measure(
    run: "Run", day: int | None = None, names: Iterable[str] | None = None
) -> dict[str, float]:
    """Return the value of each outcome at the end of a day (default: the last); NaN: no such thing.

    Everything is counted from the first day. Raises AddaError for a day that the run did not live.
    """
    window = Window(run, day)
    return {one.name: one.measure(window) for one in outcomes_named(names)}


def table(run: "Run", lang: str = "en", day: int | None = None) -> "pandas.DataFrame":
    """Return one tidy row an outcome: outcome, label, value, unit, kind, better, definition."""
    about = _about(lang, run.scenario.market.prices.currency)
    frame = about.copy()
    frame.insert(2, "value", list(measure(run, day).values()))
    return frame


@lru_cache(maxsize=16)
def _about(lang: str, currency: str) -> "pandas.DataFrame":
    """Return what is said of the outcomes whatever their values are, one row each."""
    import pandas

    say = translator(lang)
    rows = [
        {
            "outcome": one.name,
            "label": say(one.label),
            "unit": unit_of(one, say, currency),
            "kind": one.kind,
            "better": one.better,
            "definition": say(one.definition),
        }
        for one in OUTCOMES.values()
    ]
    return pandas.DataFrame(rows)


def by_segment(run: "Run", names: Iterable[str] | None = None) -> "pandas.DataFrame":
    """Return the outcomes that are a person's, split by segment, at the end of the run.

    One tidy row an outcome and segment: outcome, segment, people, value (NaN: does not apply).
    Without names: every outcome that can be split. Raises AddaError for one that cannot.
    """
    import pandas

    window = Window(run)
    segment = np.asarray(run.tables["people"]["segment"], dtype=np.int64)
    parts = run.scenario.market.segments
    people = np.bincount(segment, minlength=len(parts))
    rows = []
    for one in _splittable(names):
        values = _by_part(one, window, segment, len(parts))
        for number, part in enumerate(parts):
            rows.append((one.name, part.name, int(people[number]), float(values[number])))
    return pandas.DataFrame(rows, columns=["outcome", "segment", "people", "value"])


def _splittable(names: Iterable[str] | None) -> list[Outcome]:
    if names is None:
        return [one for one in OUTCOMES.values() if one.persons is not None]
    chosen = list(outcomes_named(names))
    for one in chosen:
        if one.persons is None:
            raise AddaError(
                "'{name}' is not a person's, so it cannot be split by segment", name=one.name
            )
    return chosen


def _by_part(one: Outcome, window: Window, part: np.ndarray, parts: int) -> np.ndarray:
    assert one.persons is not None
    amount, weight = one.persons(window)
    amounts = np.bincount(part, weights=amount, minlength=parts)
    if weight is None:
        return amounts
    weights = np.bincount(part, weights=weight, minlength=parts)
    return np.divide(amounts, weights, out=np.full(parts, NONE), where=weights > 0)
