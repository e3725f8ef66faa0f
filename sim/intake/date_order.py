"""Which number of a date is the day and which the month: decided by evidence, or asked."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import AddaError, Said, nearest, one_of, shown
from sim.intake.stamps import Day
from sim.words import N_

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORDERS = ("dmy", "mdy", "ymd")
ORDER_WORDS = {"dmy": N_("day first"), "mdy": N_("month first"), "ymd": N_("year first")}
WHATSAPP_BEGAN = 2009
_LAST_YEAR, _BUDDHIST = 2099, 543
_EPOCH = date(1970, 1, 1).toordinal()


class Undecided(AddaError):
    """Day and month can be taken either way, and nothing in the file decides: ask."""


@dataclass(frozen=True)
class Dating:
    """The order of day and month, how it was decided, and each written day as days since 1970."""

    order: str
    evidence: str
    days: list[int | None]


def check_order(asked: str | None) -> None:
    """Raise AddaError unless `asked` is None or a known order."""
    if asked is not None and asked not in ORDERS:
        known = ", ".join(ORDERS)
        raise AddaError(
            "date order '{asked}' is unknown; use {known}{hint}",
            asked=shown(asked),
            known=known,
            hint=nearest(asked, ORDERS),
        )


def date_days(
    days: Sequence[Day],
    walk: Sequence[int],
    asked: str | None,
    place: Said,
    since: int = WHATSAPP_BEGAN,
) -> Dating:
    """Decide which number is the day and which the month, and date every written day.

    `days` are the distinct written days; `walk` their places in the order of the file. Evidence,
    strongest first: a year in front; a number above 12 (or a year before `since`); an order in
    which the file runs forward. Without any, and with no order asked for, raises AddaError.
    """
    check_order(asked)
    orders = dict.fromkeys([*_possible(days), asked] if asked else _possible(days))
    readings = {order: [_since_1970(day, order, since) for day in days] for order in orders}
    dated = [any(reading[place] is not None for reading in readings.values()) for place in walk]
    walk = [place for place, is_date in zip(walk, dated, strict=True) if is_date]
    if not walk:
        raise AddaError(
            "no line of {place} carries a date since {since}", place=place, since=str(since)
        )
    if asked is not None:
        return _as_asked(readings, walk, asked, place)
    if len(readings) == 1:
        order = next(iter(readings))
        return Dating(order, N_("the year stands in front"), readings[order])
    faults = {order: _faults(reading, walk) for order, reading in readings.items()}
    return _by_evidence(readings, faults, len(walk), place)


def _possible(days: Sequence[Day]) -> tuple[str, ...]:
    """Return the orders that a form of dates can have.

    A year of two digits in front is written with hyphens or with a space after the dots.
    """
    form = days[0].form
    if form.year == "first":
        return ("ymd",)
    return ORDERS if form.year == "short" and form.mark in ("-", ". ") else ("dmy", "mdy")


def _since_1970(day: Day, order: str, since: int) -> int | None:
    parts = dict(zip(order, day[:3], strict=True))
    year = parts["y"] + 2000 if parts["y"] < 100 else parts["y"]
    if year >= since + _BUDDHIST:
        year -= _BUDDHIST
    if not since <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, parts["m"], parts["d"]).toordinal() - _EPOCH
    except ValueError:
        return None


def _faults(reading: Sequence[int | None], walk: Sequence[int]) -> tuple[int, int]:
    """Return how many days of the walk are impossible, and how many steps go back in time."""
    walked = [reading[place] for place in walk]
    known = [day for day in walked if day is not None]
    back = sum(later < earlier for earlier, later in pairwise(known))
    return len(walked) - len(known), back


def _as_asked(
    readings: dict[str, list[int | None]], walk: Sequence[int], asked: str, place: Said
) -> Dating:
    if _faults(readings[asked], walk)[0] * 100 > len(walk):
        raise AddaError(
            "the dates of {place} cannot be {order} ({asked})",
            place=place,
            order=Said(ORDER_WORDS[asked]),
            asked=asked,
        )
    return Dating(asked, N_("as asked"), readings[asked])


def _by_evidence(
    readings: dict[str, list[int | None]],
    faults: dict[str, tuple[int, int]],
    steps: int,
    place: Said,
) -> Dating:
    """Choose by impossible days first, then by steps back in time; else ask."""
    impossible = {order: fault[0] for order, fault in faults.items()}
    least = min(impossible.values())
    left = [order for order in readings if impossible[order] == least]
    if least * 100 > steps:
        raise AddaError("the dates of {place} are not all written in one order", place=place)
    if len(left) == 1 and not _contradicted(left[0], faults, steps):
        return Dating(left[0], N_("a number above 12 or an impossible year"), readings[left[0]])
    if len(left) > 1 and all(readings[order] == readings[left[0]] for order in left):
        return Dating(left[0], N_("every order gives the same dates"), readings[left[0]])
    left = left if len(left) > 1 else list(readings)
    first, second = sorted(left, key=lambda order: faults[order][1])[:2]
    fewer, more = faults[first][1], faults[second][1]
    if impossible[first] == least and (fewer == 0 < more or (fewer * 10 <= more and more >= 10)):
        return Dating(first, N_("only so the dates run forward"), readings[first])
    open_orders = [order for order in left if impossible[order] == least]
    open_orders = open_orders if len(open_orders) > 1 else list(readings)
    raise Undecided(
        "the dates of {place} can be read {readings} and nothing in it decides; say"
        " which with {options} (in a workbook: date_order)",
        place=place,
        readings=one_of([Said(ORDER_WORDS[order]) for order in open_orders]),
        options=one_of([f"--date-order {order}" for order in open_orders]),
    )


def in_order(dates: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """Mark which dates (days, in the order of a file) lie in the order of time, by a day or so.

    A few that do not are lines of a message that look like entries. Where there are many, the file
    is not in order at all, and every one is marked.
    """
    kept = np.ones(len(dates), dtype=bool)
    if not np.any(np.diff(dates) < -1):
        return kept
    ends: list[int] = []  # last date, and its place, of the best rising row of each length
    places: list[int] = []
    before = np.full(len(dates), -1)
    for place, date_ in enumerate(dates.tolist()):
        at = bisect_right(ends, date_)
        before[place] = places[at - 1] if at else -1
        ends[at : at + 1], places[at : at + 1] = [date_], [place]
    rising, place = [], places[-1]
    while place >= 0:
        rising.append(place)
        place = int(before[place])
    outside = np.ones(len(dates), dtype=bool)
    outside[rising] = False
    rows = np.arange(len(dates))
    steady = np.interp(rows, rising[::-1], dates[rising[::-1]])
    kept = ~(outside & (np.abs(dates - steady) > 1))
    return kept if np.count_nonzero(~kept) * 50 <= len(dates) else np.ones(len(dates), dtype=bool)


def _contradicted(order: str, faults: dict[str, tuple[int, int]], steps: int) -> bool:
    """Tell whether another order fits nearly all days and runs forward where this one jumps."""
    back = faults[order][1]
    return back >= 10 and any(
        bad * 200 <= steps and other_back * 10 <= back
        for other, (bad, other_back) in faults.items()
        if other != order
    )
