"""Edge lists: who is in touch with whom, read as numbers without names.

A line is two people, perhaps followed by more columns; comma, semicolon, tab or blanks between
them; `#` or `%` begins a remark; a first line of column names says which columns are meant.
"""

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import AddaError
from sim.intake.files import lines_of, open_text
from sim.intake.stamps import Day, StampReader, date_days

MOST_LINES = 30_000_000
_DAY = 86_400
_SOURCES = ("source", "from", "src", "sender", "user1", "node1", "i", "ego", "id1", "u")
_TARGETS = ("target", "to", "dst", "dest", "receiver", "recipient", "user2", "node2", "j", "alter")
_TIMES = ("timestamp", "time", "date", "datetime", "unixts", "ts", "when", "t")
_WEIGHTS = ("weight", "count", "n", "strength", "w")
_FIRST_SECOND, _LAST_SECOND = 946_684_800, 4_102_444_800

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, repr=False)
class Edges:
    """Undirected pairs of people who are in touch.

    people: how many there are, numbered 0 to people - 1. pairs: int64 (m, 2), the smaller number
    first, each pair once. counts: how often each pair stood in the file (or its summed weight).
    first_time: seconds since 1970 when each pair first appeared, None if unknown. lines, loops,
    repeated: data lines read, self-loops left out, lines that repeat a pair. mutual: share of
    pairs that stand in both directions. skipped: reason -> lines passed over.
    """

    people: int
    pairs: Array
    counts: Array
    first_time: Array | None
    lines: int
    loops: int
    repeated: int
    mutual: float
    skipped: dict[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say how much was read."""
        return f"Edges({self.people:,} people, {len(self.pairs):,} pairs, {self.lines:,} lines)"

    def degrees(self) -> Array:
        """Return how many others each person is tied to."""
        return np.bincount(self.pairs.ravel(), minlength=self.people)

    def summary(self) -> dict[str, Any]:
        """Return what was read, in counts and shares."""
        degrees = self.degrees()
        return {
            "people": self.people,
            "pairs": len(self.pairs),
            "lines": self.lines,
            "self_loops": self.loops,
            "repeated": self.repeated,
            "skipped": sum(self.skipped.values()),
            "skipped_why": dict(self.skipped),
            "mean_degree": round(float(degrees.mean()), 4),
            "median_degree": float(np.median(degrees)),
            "largest_degree": int(degrees.max()),
            "mutual_share": round(self.mutual, 4),
            "timed": self.first_time is not None,
        }


def read_edges(path: str | Path) -> Edges:
    """Read an edge list (text, .gz or .zip with one .csv in it).

    Direction is dropped, self-loops are left out, repeated pairs are merged and counted. Raises
    AddaError when the file is missing, unsafe, too large or holds no pair of people.
    """
    with open_text(path, "the edge file", ".csv") as text:
        columns = _Columns()
        for line in lines_of(text):
            columns.read(line)
    if not len(columns.first):
        raise AddaError(
            "the edge file holds no pair of people: expected two columns, such as 'Source,Target' "
            "with one pair a line"
        )
    return _merged(columns)


class _Columns:
    """The columns of an edge file while it is read."""

    def __init__(self) -> None:
        self.first, self.second = array("q"), array("q")
        self.weights, self.times = array("d"), array("q")
        self.people: dict[int | str, int] = {}
        self.skipped: dict[str, int] = {}
        self.places: tuple[int, int, int, int] | None = None
        self.days: dict[Day, int] = {}
        self._stamps = StampReader()
        self._comma: str | None = None
        self.dated = True

    def read(self, line: str) -> None:
        """Read a line: a remark, the names of the columns, or a pair."""
        line = line.strip().strip("\ufeff")
        if not line or line[0] in "#%":
            return
        if self.places is None:
            self._begin(line)
            if self.places is None or self._is_header:
                return
        self._add(self._cells(line))

    def _begin(self, line: str) -> None:
        """Find what stands between the cells, and which columns are meant."""
        self._comma = next((mark for mark in ",;\t" if mark in line), None)
        cells = [cell.strip("\"' ").lower() for cell in self._cells(line)]
        self._is_header = any(cell in _SOURCES + _TARGETS for cell in cells)
        if self._is_header:
            names = (_SOURCES, _TARGETS, _WEIGHTS, _TIMES)
            found = [_place(cells, known) for known in names]
            source = found[0] if found[0] >= 0 else 0
            target = found[1] if found[1] >= 0 else 1
            self.places = (source, target, found[2], found[3])
        else:
            self.places = (0, 1, -1, -1)
        if len(cells) < 2:
            raise AddaError(
                "the edge file has one column only; expected two people a line, with a comma, "
                "a semicolon, a tab or blanks between them"
            )

    def _cells(self, line: str) -> list[str]:
        return line.split(self._comma, 16) if self._comma else line.split(None, 16)

    def _add(self, cells: list[str]) -> None:
        source, target, weight, time = self.places or (0, 1, -1, -1)
        if len(cells) <= max(source, target):
            self._skip("a line with fewer columns")
            return
        names = cells[source].strip("\"' "), cells[target].strip("\"' ")
        if not all(names) or max(map(len, names)) > 200:
            self._skip("a line without two people")
            return
        amount = _weight(cells[weight]) if 0 <= weight < len(cells) else 1.0
        if amount is None:
            self._skip("a line with an impossible weight")
            return
        self.first.append(self._number(names[0]))
        self.second.append(self._number(names[1]))
        self.weights.append(amount)
        if time >= 0 and self.dated:
            self._date(cells[time].strip("\"' ") if time < len(cells) else "")
        if len(self.first) > MOST_LINES:
            raise AddaError(f"the edge file has more than {MOST_LINES:,} pairs; take a part of it")

    def _number(self, name: str) -> int:
        key: int | str = int(name) if len(name) < 19 and name.isascii() and name.isdigit() else name
        return self.people.setdefault(key, len(self.people))

    def _date(self, text: str) -> None:
        """Keep a time as seconds since 1970, or as a written day (negative) and its seconds."""
        seconds = _seconds(text)
        if seconds is not None:
            self.times.extend((-1, seconds))
            return
        stamp = self._stamps.read(text.replace("T", " ").removesuffix("Z"))
        if stamp is None or not stamp.understood:
            self.dated = False
            return
        self.times.extend((self.days.setdefault(stamp.day, len(self.days)), stamp.seconds))

    def _skip(self, reason: str) -> None:
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def _place(cells: list[str], known: tuple[str, ...]) -> int:
    return next((place for place, cell in enumerate(cells) if cell in known), -1)


def _weight(cell: str) -> float | None:
    try:
        weight = float(cell)
    except ValueError:
        return None
    return weight if 0 < weight < 1e12 else None


def _seconds(text: str) -> int | None:
    """Return a time given as seconds or milliseconds since 1970, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    if number >= _LAST_SECOND:
        number /= 1000
    return int(number) if _FIRST_SECOND <= number < _LAST_SECOND else None


def _merged(columns: _Columns) -> Edges:
    first = np.frombuffer(columns.first, dtype=np.int64)
    second = np.frombuffer(columns.second, dtype=np.int64)
    order = _renumbered(columns.people)
    first, second = order[first], order[second]
    apart = first != second
    low, high = np.minimum(first, second)[apart], np.maximum(first, second)[apart]
    people = len(order)
    keys, place, repeats = np.unique(low * people + high, return_inverse=True, return_counts=True)
    if not len(keys):
        raise AddaError("the edge file ties nobody to anybody else")
    weights = np.frombuffer(columns.weights, dtype=np.float64)[apart]
    return Edges(
        people=people,
        pairs=np.stack((keys // people, keys % people), axis=1),
        counts=np.bincount(place, weights),
        first_time=_first_times(columns, apart, place, len(keys)),
        lines=len(first),
        loops=int(np.sum(~apart)),
        repeated=int(np.sum(repeats - 1)),
        mutual=_mutual(first[apart], place, len(keys), keys // people),
        skipped=columns.skipped,
    )


def _renumbered(people: dict[int | str, int]) -> Array:
    """Return new numbers for people: by their own number where all are numbers, else as met."""
    if all(isinstance(key, int) for key in people):
        keys = np.fromiter(people, dtype=np.int64, count=len(people))
        return np.argsort(np.argsort(keys))
    return np.arange(len(people))


def _mutual(source: Array, place: Array, pairs: int, low: Array) -> float:
    """Return the share of pairs that stand in both directions."""
    upward = np.zeros(pairs, dtype=bool)
    downward = np.zeros(pairs, dtype=bool)
    is_upward = source == low[place]
    upward[place[is_upward]] = True
    downward[place[~is_upward]] = True
    return float(np.mean(upward & downward))


def _first_times(columns: _Columns, apart: Array, place: Array, pairs: int) -> Array | None:
    """Return when each pair first appeared; None where times are missing or ambiguous."""
    if not columns.dated or not len(columns.times):
        return None
    times = np.frombuffer(columns.times, dtype=np.int64).reshape(-1, 2)
    seconds = times[:, 1].copy()
    written = times[:, 0] >= 0
    if written.any():
        days = _days(columns.days, times[written, 0])
        if days is None:
            return None
        seconds[written] += days[times[written, 0]] * _DAY
    first = np.full(pairs, np.iinfo(np.int64).max)
    np.minimum.at(first, place, seconds[apart])
    return first


def _days(days: dict[Day, int], walk: Array) -> Array | None:
    steps = walk[np.concatenate(([True], np.diff(walk) != 0))]
    try:
        dating = date_days(list(days), steps.tolist(), None, "the edge file")
    except AddaError:
        return None
    if any(day is None for day in dating.days):
        return None
    return np.array(dating.days, dtype=np.int64)


