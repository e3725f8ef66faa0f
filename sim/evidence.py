"""What the numbers rest on, read from data/: sources, published facts, patterns, figures' sources.

Grades of a number: measured (read or derived from a peer-reviewed measurement), published (from an
industry, vendor or company publication), expert (judgement next to a published sign or figure),
guess. Grades of a source: A peer-reviewed, B industry survey with a stated method, C company,
vendor or press, D our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim import facts
from sim.errors import AddaError, nearest, shown
from sim.words import _

SOURCE_GRADES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Source:
    """A publication, data set or statement that a number was taken from."""

    key: str
    title: str
    authors: str
    year: int
    where: str
    grade: str
    seen: str
    url: str = ""

    def cite(self) -> str:
        """Return who, when and how good, as shown beside a number; publications as they are."""
        authors, title, where = _(self.authors), _(self.title), _(self.where)
        return f"{authors} ({self.year}), {title}, {where} [{self.grade}]"


@dataclass(frozen=True)
class Fact:
    """One published finding in our own words; `value` is None where only a sign was found."""

    id: str
    topic: str
    fact: str
    value: float | None
    unit: str
    context: str
    year: int
    source: str
    grade: str
    seen: str


@dataclass(frozen=True)
class Pattern:
    """Something that the default market must look like: a statistic with a band.

    `fit` says whether calibration may use it ("fitted") or only look at it ("held_out").
    """

    id: str
    pattern: str
    statistic: str
    unit: str
    low: float
    published: float
    high: float
    measured_on: str
    grade: str
    sources: tuple[str, ...]
    fit: str

    def holds(self, value: float) -> bool:
        """Say whether a value of the statistic lies in the band."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class FigureSource:
    """Where one figure of data/channels.csv comes from."""

    source: str
    year: int
    grade: str
    note: str


@cache
def sources() -> Mapping[str, Source]:
    """Return every source of data/sources.yaml by key."""
    return facts.entries("sources.yaml", lambda key, entry: Source(key=key, **entry))


def source(key: str) -> Source:
    """Return one source, or raise AddaError with the nearest known key."""
    if key not in sources():
        raise AddaError(
            "'{key}' is not a known source{hint}", key=shown(key), hint=nearest(key, sources())
        )
    return sources()[key]


@cache
def evidence() -> Mapping[str, Fact]:
    """Return the published facts of data/evidence.csv by id."""
    return {row["id"]: _fact(row) for row in facts.table("evidence.csv")}


@cache
def patterns() -> Mapping[str, Pattern]:
    """Return the patterns of data/patterns.csv by id."""
    return {row["id"]: _pattern(row) for row in facts.table("patterns.csv")}


@cache
def channel_figures() -> Mapping[tuple[str, str], FigureSource]:
    """Return where each figure of a channel comes from, by (channel, field)."""
    return {
        (row["channel"], row["field"]): FigureSource(
            source=row["source"], year=int(row["year"]), grade=row["grade"], note=row["note"]
        )
        for row in facts.table("channel_sources.csv")
    }


def _fact(row: dict[str, str]) -> Fact:
    found: dict[str, Any] = dict(row)
    found["value"] = float(row["value"]) if row["value"] else None
    found["year"] = int(row["year"])
    return Fact(**found)


def _pattern(row: dict[str, str]) -> Pattern:
    found: dict[str, Any] = dict(row)
    found["sources"] = tuple(found.pop("source").split("|"))
    for name in ("low", "published", "high"):
        found[name] = float(row[name])
    return Pattern(**found)
