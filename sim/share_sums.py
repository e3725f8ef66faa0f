"""Share sums: what outcomes and the dashboard need of the share table, without its rows.

`CountedSums` reads the shares, all at once or in chunks, and gives the same sums either way;
`StoredSums` were taken at the end of a run, for the days at which a run is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numba import types

from sim import tables
from sim.cascades import Forest, cascades
from sim.compiled import compiled
from sim.errors import AddaError
from sim.shares import Columns, KeptShares, Shares

KINDS, CHANNELS, FLAGS = 8, 64, 16  # more than there are of each
BY_PEOPLE, MENTIONS, AGAINST, PASSED_ON = 1, 2, 4, 8
AMOUNTS = ("audience", "read", "first_reads", "clicks")
ABOUT_US, IN_SIGHT = 1, 2
OWN = tuple(tables.VENUES.index(name) for name in ("feed", "page", "room"))
# Trees are grown in so many parts at most, of no fewer rows than these.
MOST_PARTS, ROWS_A_PART = 16, 500_000
TABLES = ("share_sums", "share_senders", "share_trees", "share_origins")


class Trees(NamedTuple):
    """The trees that stories grew: how many, their people, the largest, and their virality."""

    trees: int
    people: int
    largest: int
    virality: float  # mean over trees of two or more; NaN without any


class Sums(Protocol):
    """What can be asked of the shares of a run. `ticks`: only shares before this tick."""

    @property
    def daily(self) -> Columns:
        """One row a day and sort of share: day, venue_kind, channel, flags, shares, amounts."""

    def senders(self, ticks: int) -> np.ndarray:
        """Return how many shares each person made, i64[n, 4]: about us (1) and in sight (2)."""

    def trees(self, ticks: int) -> Trees:
        """Return the figures of all cascades."""

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return venue_kind or sender (of the brand: -1) of shares that led to something."""


class CountedSums:
    """Sums of a table of shares. people: how many persons there are."""

    def __init__(self, shares: Shares, stories: Columns, people: int, ticks_per_day: int):
        self.shares, self.people, self.ticks_per_day = shares, people, ticks_per_day
        self.about = np.asarray(stories["mentions"]) != 0
        self.against = np.asarray(stories["valence"]) < 0
        self._senders: dict[int, np.ndarray] = {}
        self._trees: dict[int, Trees] = {}

    @cached_property
    def daily(self) -> Columns:
        """One row a day and sort of share, in their order."""
        parts = [
            _sorts(*_as_kept(columns), self.about, self.against, self.ticks_per_day)
            for columns in self.shares.chunks((*_KEPT, *AMOUNTS))
        ]
        sort, total = parts[0]
        if len(parts) > 1:  # a day may lie in several chunks
            sorts = np.concatenate([one for one, _total in parts])
            sort, which = np.unique(sorts, return_inverse=True)
            total = np.zeros((len(sort), 1 + len(AMOUNTS)))
            np.add.at(total, which, np.concatenate([amounts for _one, amounts in parts]))
        return {**_unsorted(sort), **dict(zip(("shares", *AMOUNTS), total.T.copy(), strict=True))}

    def senders(self, ticks: int) -> np.ndarray:
        """Return how many shares each person made, by about us (1) and in sight (2)."""
        if ticks not in self._senders:
            self._senders[ticks] = self._count_senders(ticks)
        return self._senders[ticks]

    def _count_senders(self, ticks: int) -> np.ndarray:
        found = np.zeros((self.people, 4), np.int64)
        for columns in self.shares.chunks(("sender", "story", "venue_kind"), ticks):
            _add_senders(found, *_as_kept(columns), self.about)
        return found

    def trees(self, ticks: int) -> Trees:
        """Return the figures of all cascades."""
        if ticks not in self._trees:
            if isinstance(self.shares, KeptShares):
                names = ("story", "sender", "parent", "tick")
                self._trees[ticks] = _figures(map(cascades, self.shares.chunks(names, ticks)))
            else:
                self._trees[ticks] = _figures(_grown(self.shares, ticks))
        return self._trees[ticks]

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return a column's values in these rows."""
        return self.shares.at(name, rows)


class StoredSums:
    """Sums that were taken at the end of a run; `found` holds the tables named in `TABLES`."""

    def __init__(self, found: Mapping[str, Columns], people: int, ticks_per_day: int):
        self.found, self.people, self.ticks_per_day = found, people, ticks_per_day

    @property
    def daily(self) -> Columns:
        """One row a day and sort of share."""
        return self.found["share_sums"]

    def senders(self, ticks: int) -> np.ndarray:
        """Return how many shares each person made, by about us (1) and in sight (2)."""
        table = self.found["share_senders"]
        now = table["day"] == self._day(ticks)
        found = np.zeros((self.people, 4), np.int64)
        for sort in range(4):
            found[table["person"][now], sort] = table[f"sort_{sort}"][now]
        return found

    def trees(self, ticks: int) -> Trees:
        """Return the figures of all cascades."""
        table = self.found["share_trees"]
        (row,) = np.flatnonzero(table["day"] == self._day(ticks))
        return Trees(*(table[name][row].item() for name in Trees._fields))

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """Return venue_kind or sender of shares that led to something."""
        table = self.found["share_origins"]
        return table[name][np.searchsorted(table["share"], rows)]

    def _day(self, ticks: int) -> int:
        day, known = ticks // self.ticks_per_day, self.found["share_trees"]["day"]
        if day not in known:
            raise AddaError(
                "the shares of this run were summed for the days {known}, not for day {day}",
                known=", ".join(map(str, known)),
                day=day,
            )
        return day


def stored(counted: CountedSums, days: tuple[int, ...], led: np.ndarray) -> dict[str, Columns]:
    """Return the tables of `StoredSums` for these days. led: shares that led to something."""
    senders: list[np.ndarray] = []
    for day in days:
        found = counted.senders(day * counted.ticks_per_day)
        person = np.flatnonzero(found.any(axis=1))
        senders.append(np.column_stack([np.full(len(person), day), person, found[person]]))
    trees = [counted.trees(day * counted.ticks_per_day) for day in days]
    columns = np.concatenate(senders).astype(np.int32).T
    names = ("day", "person", *(f"sort_{sort}" for sort in range(4)))
    origins = np.unique(led[led >= 0])
    return {
        "share_sums": counted.daily,
        "share_senders": {name: columns[i].copy() for i, name in enumerate(names)},
        "share_trees": {
            "day": np.array(days),
            **{name: np.array([getattr(one, name) for one in trees]) for name in Trees._fields},
        },
        "share_origins": {
            "share": origins,
            **{name: counted.at(name, origins) for name in ("venue_kind", "sender")},
        },
    }


_KEPT = ("tick", "venue_kind", "channel", "sender", "story", "parent")


def _as_kept(columns: Columns) -> Iterator[np.ndarray]:
    """Yield columns in the types in which a run keeps them."""
    for name, column in columns.items():
        yield np.asarray(column, dtype=tables.SHARES[name])


_I4 = types.Array(types.int32, 1, "A", readonly=True)
_I1 = types.Array(types.int8, 1, "A", readonly=True)
_FLAG = types.Array(types.boolean, 1, "A", readonly=True)


@compiled(
    signatures=types.Tuple((types.int64[::1], types.float64[:, ::1]))(
        _I4, _I1, _I1, _I4, _I4, _I4, _I4, _I4, _I4, _I4, _FLAG, _FLAG, types.int64
    )
)
def _sorts(  # noqa: PLR0913 - columns
    tick, kind, channel, sender, story, parent, audience, read, first, clicks, about, against, a_day
):
    """Return the sorts of shares, ascending, and how many there are of each, with their amounts.

    A sort is a number for day, kind of venue, channel and flags; rows are in the order of time.
    """
    day_of = np.full(KINDS * CHANNELS * FLAGS, -1, np.int32)
    row_of = np.zeros(KINDS * CHANNELS * FLAGS, np.int32)
    sort = np.empty(len(tick), np.int64)
    rows = 0
    for at in range(len(tick)):
        flags = BY_PEOPLE * (sender[at] >= 0) + MENTIONS * about[story[at]]
        flags += AGAINST * against[story[at]] + PASSED_ON * (parent[at] >= 0)
        place = (np.int64(kind[at]) * CHANNELS + channel[at] + 1) * FLAGS + flags
        sort[at] = place
        if day_of[place] != tick[at] // a_day:
            day_of[place] = tick[at] // a_day
            rows += 1
    found = np.empty(rows, np.int64)
    total = np.zeros((rows, 5))
    day_of[:] = -1
    rows = 0
    for at in range(len(tick)):
        place, day = sort[at], tick[at] // a_day
        if day_of[place] != day:
            day_of[place] = day
            row_of[place] = rows
            found[rows] = day * (KINDS * CHANNELS * FLAGS) + place
            rows += 1
        row = row_of[place]
        total[row, 0] += 1
        total[row, 1] += audience[at]
        total[row, 2] += read[at]
        total[row, 3] += first[at]
        total[row, 4] += clicks[at]
    order = np.argsort(found)
    return found[order], total[order]


@compiled(signatures=types.void(types.int64[:, ::1], _I4, _I4, _I1, _FLAG))
def _add_senders(found, sender, story, kind, about):
    for at in range(len(sender)):
        if sender[at] >= 0:
            seen = kind[at] == OWN[0] or kind[at] == OWN[1] or kind[at] == OWN[2]
            found[sender[at], ABOUT_US * about[story[at]] + IN_SIGHT * seen] += 1


def _unsorted(sort: np.ndarray) -> Columns:
    """Return day, kind of venue, channel and flags from the number of a sort of share."""
    place, flags = sort // FLAGS, sort % FLAGS
    return {
        "day": (place // CHANNELS // KINDS).astype(np.int32),
        "venue_kind": (place // CHANNELS % KINDS).astype(np.int8),
        "channel": (place % CHANNELS - 1).astype(np.int8),
        "flags": flags.astype(np.int8),
    }


def _figures(forests: Iterable[Forest]) -> Trees:
    trees = people = largest = 0
    viralities = [np.zeros(0)]
    for forest in forests:
        sizes = forest.sizes
        trees, people = trees + len(sizes), people + int(sizes.sum())
        largest = max(largest, int(sizes.max(initial=0)))
        viralities.append(forest.virality[sizes > 1])
    # In the order of size, so that the mean does not depend on the parts they were grown in.
    virality = np.sort(np.concatenate(viralities))
    return Trees(trees, people, largest, float(virality.mean()) if len(virality) else np.nan)


def _grown(shares: Shares, ticks: int) -> Iterator[Forest]:
    """Grow the trees of a table part by part; no tree is in two parts."""
    part_of = _parts(shares, ticks)
    for part in range(int(part_of.max(initial=-1)) + 1):
        rows, columns, first = [], [], 0
        for chunk in shares.chunks(("story", "sender", "parent", "tick"), ticks):
            here = np.flatnonzero(part_of[chunk["story"]] == part)
            rows.append(here + first)
            columns.append({name: column[here] for name, column in chunk.items()})
            first += len(chunk["story"])
        row = np.concatenate(rows)
        one = {name: np.concatenate([each[name] for each in columns]) for name in columns[0]}
        parent = one["parent"]
        one["parent"] = np.where(parent >= 0, np.searchsorted(row, parent), -1)
        yield cascades(one)


def _parts(shares: Shares, ticks: int) -> np.ndarray:
    """Return a part number for each story, so that stories that grew from others are with them."""
    chunks = shares.chunks(("story",), ticks)
    story = np.concatenate([chunk["story"] for chunk in chunks])
    above = np.arange(int(story.max(initial=-1)) + 1)
    first = 0
    for chunk in shares.chunks(("parent",), ticks):
        parent = chunk["parent"]
        child = np.flatnonzero(parent >= 0)
        before, after = story[parent[child]], story[first + child]
        first += len(parent)
        # A story is made after the one that led to it.
        above[after[before != after]] = before[before != after]
    while not np.array_equal(above, above[above]):
        above = above[above]
    rows = np.bincount(above[story], minlength=len(above))
    a_part = max(ROWS_A_PART, -(-len(story) // MOST_PARTS))
    return (np.cumsum(rows) // a_part)[above]
