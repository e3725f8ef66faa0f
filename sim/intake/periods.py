"""Periods of time as tables write them: years, quarters, months, weeks and days, as numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.errors import Said
from sim.intake.date_order import check_order, date_days
from sim.intake.stamps import Day, Form

DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
_EPOCH = date(1970, 1, 1)
_SINCE = 1800
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_QUARTER = re.compile(r"(\d{4})[ -/]?Q([1-4])|Q([1-4])[ -/]?(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4})")
_NAMED_MONTH = re.compile(
    r"([a-z]{3})[a-z]*\.?[ -/]*(\d{4})|(\d{4})[ -/]*([a-z]{3})[a-z]*\.?", re.I
)
_WEEK = re.compile(r"(\d{4})[ -/]?(?:W|KW|S)[ -]?(\d{1,2})|(?:W|KW|S)(\d{1,2})[ -/]?(\d{4})", re.I)
_COUNTED = re.compile(r"\d{1,4}")
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_WRITTEN_DAY = re.compile(r"(\d{1,4})([/.\- ] ?)(\d{1,2})[/.\- ] ?(\d{1,4})(?:,? \d.*)?")
_WEEKS_OF_DAYS = 70


@dataclass
class Periods:
    """Reads the times of one table. kind: what its time column is called: year, ..., day.

    `step` is what the times turned out to be; `counted` whether they are mere numbers of weeks.
    """

    kind: str
    date_order: str | None = None
    step: str = ""
    counted: bool = False

    def numbers(self, written: Sequence[str]) -> list[int | None]:
        """Return each time as a number of steps (days since 1970, months since year 0, ...)."""
        check_order(self.date_order)
        readers = {"year": _year, "quarter": _quarter, "month": _month, "week": _week}
        reader = readers.get(self.kind)
        found = [reader(text) for text in written] if reader else []
        if any(number is not None for number in found):
            self.step = self.kind
            self.counted = reader is _week and all(map(_COUNTED.fullmatch, written))
            return found
        for step in ("quarter", "month", "year"):
            found = [readers[step](text) for text in written]
            if all(number is not None for number in found) and self.kind == "day":
                self.step = step
                return found
        self.step = "day"
        return self._days(written)

    def _days(self, written: Sequence[str]) -> list[int | None]:
        found = [_iso_day(text) for text in written]
        if any(number is not None for number in found):
            return found
        parts = [_WRITTEN_DAY.fullmatch(text) for text in written]
        days = [_day_of(part) if part else None for part in parts]
        known = list(dict.fromkeys(day for day in days if day))
        if not known:
            return found
        places = {day: place for place, day in enumerate(known)}
        walk = [places[day] for day in days if day]
        dated = date_days(known, walk, self.date_order, Said("the file"), since=_SINCE).days
        return [dated[places[day]] if day else None for day in days]


@dataclass(frozen=True)
class Bins:
    """Periods of equal length: the place of each line (-1: left out), how many, the first."""

    place: "np.ndarray[Any, np.dtype[np.int64]]"
    count: int
    step: str
    first: str
    warnings: tuple[str, ...] = ()


def binned(numbers: Sequence[int], periods: Periods) -> Bins:
    """Put times into periods of equal length; days become weeks, months or years where they fit."""
    given = np.array(numbers, dtype=np.int64)
    if periods.step == "day":
        return _of_days(given)
    start, step = int(given.min()), periods.step
    first = f"week {start}" if periods.counted else _text(start, step)
    return Bins(given - start, int(given.max()) - start + 1, step, first)


def _of_days(given: Any) -> Bins:
    """Put days into months or longer, into weeks, or leave them as days."""
    distinct = np.unique(given)
    start, span = int(distinct[0]), int(distinct[-1] - distinct[0])
    apart = _months_apart(distinct)
    if apart:
        return _of_months(given, apart)
    by_week = len(distinct) > 2 and bool(np.all(np.diff(distinct) % 7 == 0))
    if not by_week and span < _WEEKS_OF_DAYS:
        return Bins(given - start, span + 1, "day", _text(start, "day"))
    place = (given - start) // 7
    whole = span // 7 + 1 if by_week else (span + 1) // 7
    over = int(np.sum(place >= whole))
    said = f"the last days do not fill a week; {over:,} lines are left out"
    place = np.where(place < whole, place, -1)
    return Bins(place, whole, "week", _text(start, "day"), (said,) if over else ())


def _months_apart(distinct: Any) -> int:
    """Return how many months lie between days that each stand for a month or longer, else 0."""
    if len(distinct) < 3:
        return 0
    in_month = {(_EPOCH + timedelta(days=day)).day for day in distinct.tolist()}
    apart = np.diff([_month_of(day) for day in distinct.tolist()])
    stands = (len(in_month) == 1 or min(in_month) >= 28) and apart.min() > 0
    return int(np.gcd.reduce(apart)) if stands else 0


def _of_months(given: Any, apart: int) -> Bins:
    """Put days that each stand for a month, a quarter or a year into these."""
    months = np.array([_month_of(day) for day in given.tolist()])
    length, step = {3: (3, "quarter"), 12: (12, "year")}.get(apart, (1, "month"))
    place = (months - months.min()) // length
    first = int(months.min())
    said = {"year": first // 12, "quarter": first // 3, "month": first}[step]
    return Bins(place, int(place.max()) + 1, step, _text(said, step))


def _month_of(day: int) -> int:
    found = _EPOCH + timedelta(days=day)
    return found.year * 12 + found.month - 1


def _text(number: int, step: str) -> str:
    if step == "year":
        return str(number)
    if step == "quarter":
        return f"{number // 4}-Q{number % 4 + 1}"
    if step == "month":
        return f"{number // 12}-{number % 12 + 1:02d}"
    return (_EPOCH + timedelta(days=7 * number - 3 if step == "week" else number)).isoformat()


def _year(text: str) -> int | None:
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found and _SINCE <= int(found[1]) < 2200 else None


def _quarter(text: str) -> int | None:
    found = _QUARTER.fullmatch(text)
    if not found:
        return None
    return int(found[1] or found[4]) * 4 + int(found[2] or found[3]) - 1


def _month(text: str) -> int | None:
    found = _MONTH.fullmatch(text)
    if found:
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
    else:
        named = _NAMED_MONTH.fullmatch(text)
        name = (named[1] or named[4]).lower() if named else ""
        if not named or name not in _MONTHS:
            return None
        year, month = int(named[2] or named[3]), _MONTHS.index(name) + 1
    return year * 12 + month - 1 if 1 <= month <= 12 and _SINCE <= year < 2200 else None


def _week(text: str) -> int | None:
    """Return weeks since 1970 of an ISO week (Monday 29 December 1969 is in week 0), or a count."""
    found = _WEEK.fullmatch(text)
    if not found:
        return int(text) if _COUNTED.fullmatch(text) else None
    year, week = int(found[1] or found[4]), int(found[2] or found[3])
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return ((monday - _EPOCH).days + 3) // 7


def _iso_day(text: str) -> int | None:
    found = _ISO.fullmatch(text[:40])
    if not found:
        return None
    try:
        return (date(int(found[1]), int(found[2]), int(found[3])) - _EPOCH).days
    except ValueError:
        return None


def _day_of(found: "re.Match[str]") -> Day:
    year = "first" if len(found[1]) == 4 else "last" if len(found[4]) == 4 else "short"
    return Day(int(found[1]), int(found[3]), int(found[4]), Form(found[2], year))
