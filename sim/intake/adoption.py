"""Adoption: a series of sales or sign-ups, read from a table, and the Bass curve that fits it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, Said, nearest, shown
from sim.intake.bass import BassFit, fit_bass
from sim.intake.periods import DAYS, Periods, binned
from sim.words import N_

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BassFit", "Series", "fit_bass", "read_series", "series_names"]

MOST_PERIODS = 5_000


@dataclass(frozen=True)
class Series:
    """New adopters (sales, sign-ups) in periods of equal length.

    counts: of each period, without gaps. step: day, week, month, quarter or year. first: the first
    period as text. name: what the file calls it. skipped: reason -> lines.
    """

    counts: "np.ndarray[Any, np.dtype[np.float64]]"
    step: str = "year"
    first: str = ""
    name: str = ""
    skipped: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the counts, and make them unchangeable."""
        counts = np.array(self.counts, dtype=float)
        if counts.ndim != 1 or not np.all(np.isfinite(counts)) or np.any(counts < 0):
            raise AddaError("a series is a list of counts of 0 or more")
        if self.step not in DAYS:
            known = ", ".join(DAYS)
            raise AddaError(
                "step is '{step}', allowed is {known}", step=shown(self.step), known=known
            )
        counts.flags.writeable = False
        object.__setattr__(self, "counts", counts)

    def __len__(self) -> int:
        """Return the number of periods."""
        return len(self.counts)

    @property
    def total(self) -> float:
        """All adopters of the series."""
        return float(self.counts.sum())

    @property
    def days(self) -> float:
        """Days in a period, in the mean."""
        return DAYS[self.step]

    def table(self) -> "pd.DataFrame":
        """Return the series as a table: period (from 1), count, cumulative."""
        import pandas as pd

        number = np.arange(1, len(self) + 1)
        return pd.DataFrame(
            {"period": number, "count": self.counts, "cumulative": np.cumsum(self.counts)}
        )

    def summary(self) -> dict[str, Any]:
        """Return what was read, as plain values."""
        return {
            "name": self.name,
            "step": self.step,
            "first": self.first,
            "periods": len(self),
            "total": self.total,
            "skipped": dict(self.skipped),
            "warnings": list(self.warnings),
        }


def read_series(
    path: str | Path,
    series: str | None = None,
    column: str | None = None,
    date_order: str | None = None,
) -> Series:
    """Read a table with a time column (year, quarter, month, week or date) and a column of counts.

    series: which one, where the file holds several. column: which column counts, where the header
    does not say. date_order: dmy, mdy or ymd, where dates can be read both ways. Lines of the same
    period are added; periods between that are missing count 0; dates over ten weeks or more are
    counted by the week. Raises AddaError when the file cannot be read so.
    """
    from sim.intake.series_file import read_file

    read = read_file(path, column)
    name = _which(read.names(), series)
    periods = Periods(read.kind, date_order)
    lines = [line for line in read.lines if name in ("", line[0])]
    numbers = periods.numbers([written for _name, written, _count in lines])
    dated = [
        (number, count)
        for number, (_name, _written, count) in zip(numbers, lines, strict=True)
        if number is not None
    ]
    skipped = dict(read.skipped)
    if len(dated) < len(lines):
        skipped[N_("a line without a time that can be read")] = len(lines) - len(dated)
    if not dated:
        raise AddaError(
            "no line of the file carries a time that can be read; write years as 2024, months as "
            "2024-03, weeks as 2024-W05 and dates as 2024-03-31"
        )
    bins = binned([number for number, _count in dated], periods)
    if bins.count > MOST_PERIODS:
        raise AddaError(
            "the series spans {count} periods, allowed are {most}",
            count=bins.count,
            most=MOST_PERIODS,
        )
    counts = np.zeros(bins.count)
    inside = bins.place >= 0
    np.add.at(counts, bins.place[inside], np.array([count for _n, count in dated])[inside])
    warnings = [*bins.warnings, *_missing(bins.place[inside], bins.count, bins.step)]
    if read.cumulative:
        counts = _increments(counts, len(np.unique(bins.place[inside])))
    return Series(counts, bins.step, bins.first, name, skipped, tuple(warnings))


def series_names(path: str | Path) -> tuple[str, ...]:
    """Return what the series of a file are called; one empty name where it holds a single one."""
    from sim.intake.series_file import read_file

    return read_file(path, None).names()


def _which(names: tuple[str, ...], wanted: str | None) -> str:
    if wanted is None:
        if len(names) > 1:
            known = ", ".join(f"'{shown(name)}'" for name in names[:8])
            more = Said(" and {count} more", count=len(names) - 8) if len(names) > 8 else ""
            raise AddaError(
                "the file holds {count} series: {known}{more}; say which with --series",
                count=len(names),
                known=known,
                more=more,
            )
        return names[0]
    if wanted not in names:
        raise AddaError(
            "the file holds no series '{wanted}'{hint}",
            wanted=shown(wanted),
            hint=nearest(wanted, names),
        )
    return wanted


def _missing(place: Any, count: int, step: str) -> Iterator[str]:
    empty = count - len(np.unique(place))
    if empty:
        yield f"{empty:,} {step}s between are not in the file and count 0"


def _increments(totals: Any, given: int) -> Any:
    """Return new adopters from running totals. Raises AddaError where these have gaps or fall."""
    if given < len(totals):
        raise AddaError("the running total has gaps; give every period, or new adopters instead")
    new = np.diff(totals, prepend=0.0)
    if np.any(new < 0):
        raise AddaError("the column of running totals falls somewhere; give new adopters instead")
    return new
