"""Growing tables: columns of numbers that a run appends to, each row written once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

SHARES: Mapping[str, type[np.generic]] = {
    "story": np.int32,
    "sender": np.int32,
    "venue_kind": np.int8,
    "venue": np.int32,
    "channel": np.int8,
    "tick": np.int32,
    "parent": np.int32,
    "hops": np.int32,
    "wanted": np.int32,
    "key": np.uint64,
    "audience": np.int32,
    "read": np.int32,
    "first_reads": np.int32,
    "clicks": np.int32,
}
STORIES: Mapping[str, type[np.generic]] = {
    "kind": np.int8,
    "origin": np.int32,
    "tick": np.int32,
    "driver": np.int8,
    "pushiness": np.float32,
    "valence": np.float32,
    "quality": np.float32,
    "mentions": np.int8,
    "tracked": np.int8,
    "key": np.uint64,
}
MESSAGES: Mapping[str, type[np.generic]] = {
    "author": np.int32,
    "room": np.int32,
    "tick": np.int32,
    "minute": np.int16,
    "kind": np.int8,
    "reply_to": np.int32,
    "removed": np.int8,
}
QUESTIONS: Mapping[str, type[np.generic]] = {
    "message": np.int32,
    "asker": np.int32,
    "tick": np.int32,
    "room": np.int32,
    "product": np.int8,
    "solved_tick": np.int32,
    "solved_by": np.int8,
    "manager_tried": np.int8,
}
EVENTS: Mapping[str, type[np.generic]] = {
    "tick": np.int32,
    "person": np.int32,
    "kind": np.int8,
    "share": np.int32,
    "base": np.float32,
    "reactance": np.float32,
    "boredom": np.float32,
    "load": np.float32,
    "contagion": np.float32,
}
VISITS: Mapping[str, type[np.generic]] = {
    "tick": np.int32,
    "person": np.int32,
    "share": np.int32,
    "landing": np.int8,
    "referrer": np.int8,
    "tag": np.int8,
    "cause": np.int8,
}
MANAGER: Mapping[str, type[np.generic]] = {
    "tick": np.int32,
    "activity": np.int8,
    "hours": np.float32,
    "done": np.int32,
    "dropped": np.int32,
}
SEEN: Mapping[str, type[np.generic]] = {"person": np.int32, "share": np.int32, "next": np.int32}

EVENT_KINDS = (
    "bought", "bought_again", "lapsed", "joined", "left", "muted", "unfollowed", "told",
    "satisfied", "disappointed", "warned", "defended", "post_removed", "bought_at_offer",
)  # fmt: skip
(BOUGHT, BOUGHT_AGAIN, LAPSED, JOINED, LEFT, MUTED, UNFOLLOWED, TOLD,
 SATISFIED, DISAPPOINTED, WARNED, DEFENDED, POST_REMOVED, BOUGHT_AT_OFFER) = range(14)  # fmt: skip
MESSAGE_KINDS = ("chat", "question", "answer", "thanks")
CHAT, QUESTION, ANSWER, THANKS = range(4)
SOLVERS = ("nobody", "peer", "manager", "paid_support")
NOBODY, PEER, MANAGER_SOLVED, PAID_SUPPORT = range(4)
ACTIVITIES = (
    "upkeep", "listening", "posts", "answers", "praise", "moderation", "crisis", "idle",
)  # fmt: skip
UPKEEP, LISTENING, POSTS, ANSWERS, PRAISE, MODERATION, CRISIS, IDLE = range(8)
VISIT_CAUSES = ("share", "typed", "bookmark", "search")
BY_SHARE, TYPED, BOOKMARK, SEARCHED = range(4)
LINE = 64  # bytes of a line of the cache
BLOCK = 2**18  # bytes that stay in a processor's cache
VENUES = ("direct", "group", "feed", "page", "room", "meeting")


class Draft(NamedTuple):
    """A story to be made. `key` names it for the draws; None: who made it, when, which kind."""

    kind: int
    origin: int
    driver: int
    valence: float
    quality: float = 1.0
    tracked: int = 0
    key: int | None = None


class Venue(NamedTuple):
    """Where something is shared: kind of venue, its number (-1: none), and the channel."""

    kind: int
    number: int
    channel: int


class Words(NamedTuple):
    """A message to be written. `ordinal` keeps several of one author in a tick apart."""

    author: int
    room: int
    kind: int
    reply_to: int
    ordinal: int


def put(room: np.ndarray, rows: np.ndarray) -> None:
    """Copy records to the beginning of a larger array of them, as bytes: one by one is slow."""
    room.view(np.uint8)[: rows.nbytes] = rows.view(np.uint8)


def blocks(count: int, itemsize: int) -> Iterator[slice]:
    """Yield so many records in turn, as many at a time as stay in the processor's cache.

    Where several fields are read or written, each record then comes from memory once.
    """
    step = max(1, BLOCK // itemsize)
    for first in range(0, count, step):
        yield slice(first, min(count, first + step))


def apart(records: np.ndarray, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Return fields of records as arrays of their own.

    They lie in one stretch of memory, which the system gives faster than many small ones.
    """
    kinds = {name: records.dtype[name] for name in names}
    sizes = [len(records) * kind.itemsize for kind in kinds.values()]
    rooms = [-(-size // LINE) * LINE for size in sizes]
    room, found, start = np.empty(sum(rooms), np.uint8), {}, 0
    for (name, kind), size, taken in zip(kinds.items(), sizes, rooms, strict=True):
        found[name] = room[start : start + size].view(kind)
        start += taken
    for block in blocks(len(records), records.itemsize):
        for name, column in found.items():
            column[block] = records[name][block]
    return found


class Columns(Mapping[str, np.ndarray]):
    """Fields of records, each laid out as an array of its own when it is first asked for.

    The records stay in memory until all of them are.
    """

    def __init__(self, records: np.ndarray, names: Iterable[str]):
        self._records, self._names, self.rows = records, tuple(names), len(records)
        self._made: dict[str, np.ndarray] = {}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self.lay_out((name,))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def lay_out(self, names: Iterable[str]) -> None:
        """Lay out several columns at a time, which is faster than one after another."""
        missing = [name for name in names if name not in self._made]
        self._made.update(apart(self._records, missing) if missing else {})
        if len(self._made) == len(self._names):
            self._records = self._records[:0].copy()


class Table:
    """Rows that a run appends to, a record each.

    `columns[name][:count]` is what has been written (a view); it goes stale when the table grows.
    """

    _columns: dict[str, np.ndarray] | None

    def __init__(self, dtypes: Mapping[str, type[np.generic]], capacity: int = 256):
        self._hold(np.zeros(capacity, _record(tuple(dtypes.items()))))
        self.count = 0

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """The columns by name, with room for rows that are not written yet (views)."""
        if self._columns is None:
            self._columns = {name: self.rows[name] for name in self.rows.dtype.names or ()}
        return self._columns

    @property
    def capacity(self) -> int:
        """Rows that fit before the table grows."""
        return len(self.rows)

    def reserve(self, rows: int) -> None:
        """Make room for so many further rows."""
        if self.count + rows > self.capacity:
            grown = np.zeros(max(2 * self.capacity, self.count + rows), self.rows.dtype)
            put(grown, self.rows[: self.count])
            self._hold(grown)

    def let_go(self) -> None:
        """Give back memory that is not needed at the moment; a table in memory has none."""

    def append(self, *row: object) -> int:
        """Write a row, its values in the order of the columns. Returns its number."""
        self.reserve(1)
        self.rows[self.count] = row
        self.count += 1
        return self.count - 1

    def written(self) -> dict[str, np.ndarray]:
        """Return the columns as far as they are written (views, not copies)."""
        return {name: column[: self.count] for name, column in self.columns.items()}

    def _hold(self, rows: np.ndarray) -> None:
        self.rows = rows
        self._columns = None


@cache
def _record(fields: tuple[tuple[str, type[np.generic]], ...]) -> np.dtype:
    return np.dtype(list(fields), align=True)
