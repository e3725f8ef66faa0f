"""Edge lists: who is in touch with whom, read as numbers without names.

A line is two people, perhaps followed by more columns; comma, semicolon, tab or blanks between
them; `#` or `%` begins a remark; a first line of column names says which columns are meant.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import AddaError, Said
from sim.intake.date_order import date_days
from sim.intake.edge_columns import EdgeColumns
from sim.intake.files import lines_of, open_text
from sim.intake.stamps import Day

_DAY = 86_400
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
    with open_text(path, Said("the edge file"), ".csv") as text:
        columns = EdgeColumns()
        for line in lines_of(text):
            columns.read(line)
        columns.close()
    if len(columns.first) <= sum(columns.skipped.values()):
        raise AddaError(
            "the edge file is no list of pairs of people: expected two columns, such as "
            "'Source,Target', with one pair a line"
        )
    return _merged(columns)


def _merged(columns: EdgeColumns) -> Edges:
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


def _renumbered(people: dict[int, int]) -> Array:
    """Return new numbers for people: in the order of their numbers, or as met if any is named."""
    keys = np.fromiter(people, dtype=np.int64, count=len(people))
    return np.argsort(np.argsort(keys)) if keys.min() >= 0 else np.arange(len(people))


def _mutual(source: Array, place: Array, pairs: int, low: Array) -> float:
    """Return the share of pairs that stand in both directions."""
    upward = np.zeros(pairs, dtype=bool)
    downward = np.zeros(pairs, dtype=bool)
    is_upward = source == low[place]
    upward[place[is_upward]] = True
    downward[place[~is_upward]] = True
    return float(np.mean(upward & downward))


def _first_times(columns: EdgeColumns, apart: Array, place: Array, pairs: int) -> Array | None:
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
        dating = date_days(list(days), steps.tolist(), None, Said("the edge file"), since=1990)
    except AddaError:
        return None
    if any(day is None for day in dating.days):
        return None
    return np.array(dating.days, dtype=np.int64)
