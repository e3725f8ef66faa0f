"""What happened in a room of a run, in order of time: who came, went, wrote, answered whom."""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from sim import tables
from sim.errors import AddaError, shown

if TYPE_CHECKING:
    from sim.trace import Run

_ROOM = tables.VENUES.index("room")


class Deed(Enum):
    """What an entry is. REMOVED: a message that the brand took away."""

    BEGAN = "began"
    JOINED = "joined"
    POSTED = "posted"
    WROTE = "wrote"
    REMOVED = "removed"
    LEFT = "left"


# The order within a minute: who joins can read, who leaves has written.
_PHASE = {
    Deed.BEGAN: 0, Deed.JOINED: 1, Deed.POSTED: 2, Deed.WROTE: 3, Deed.REMOVED: 3, Deed.LEFT: 4,
}  # fmt: skip


class Entry(NamedTuple):
    """One thing that happened. time: seconds since 1970 on the scenario's clock. person: -1 for the
    manager. message: row of the run's messages (-1: none), reply_to: the row that it answers.
    kind: of the message (as in tables.MESSAGE_KINDS), or the story of a post. linked: a post with a
    link. forwarded: passed on from elsewhere.
    """

    time: int
    deed: Deed
    person: int = -1
    message: int = -1
    reply_to: int = -1
    kind: int = 0
    linked: bool = False
    forwarded: bool = False


def room_log(run: "Run", room: int = 0) -> list[Entry]:
    """Return the entries of a room, the first of which says when the run began.

    Messages have the minute that the run gave them; an answer that fell before its question within
    the same tick is moved to the minute of it. Who joined or was posted to did so at the beginning
    of a tick, who left at its end. Raises AddaError where there is no such room.
    """
    clock = _Clock(run)
    messages = list(_messages(run, room, clock))
    all_moves = list(_moves(run, clock))
    moves = [entry for place, entry in all_moves if place == room]
    rooms = 1 + max((place for place, _entry in all_moves), default=-1)
    if not 0 <= room < rooms:
        if not rooms:
            raise AddaError(
                "this run has no room {room}; nobody ever joined its community", room=shown(room)
            )
        raise AddaError(
            "this run has no room {room}; it has 0 to {last}", room=shown(room), last=rooms - 1
        )
    found = [Entry(clock.start, Deed.BEGAN), *moves, *_posts(run, room, clock), *messages]
    return sorted(found, key=lambda entry: (entry.time, _PHASE[entry.deed], entry.message))


class _Clock:
    """Seconds since 1970 of the ticks of a run."""

    def __init__(self, run: "Run") -> None:
        began = datetime.fromisoformat(run.scenario.start_date).replace(tzinfo=UTC)
        self.start = int(began.timestamp())
        self.tick = 86_400 // run.scenario.market.ticks_per_day

    def begins(self, tick: int) -> int:
        """Return when a tick begins."""
        return self.start + tick * self.tick

    def ends(self, tick: int) -> int:
        """Return the last minute of a tick."""
        return self.begins(tick + 1) - 60


def _messages(run: "Run", room: int, clock: _Clock) -> Iterator[Entry]:
    table = {name: column.tolist() for name, column in run.tables["messages"].items()}
    times: dict[int, int] = {}
    for row, place in enumerate(table["room"]):
        if place != room:
            continue
        answered = table["reply_to"][row]
        own = clock.begins(table["tick"][row]) + 60 * table["minute"][row]
        times[row] = max(own, times.get(answered, own))
        deed = Deed.REMOVED if table["removed"][row] else Deed.WROTE
        yield Entry(times[row], deed, table["author"][row], row, answered, table["kind"][row])


def _posts(run: "Run", room: int, clock: _Clock) -> Iterator[Entry]:
    """Give the stories that were shared in the room."""
    shares, stories = run.tables["shares"], run.tables["stories"]
    here = (shares["venue_kind"] == _ROOM) & (shares["venue"] == room)
    for row in here.nonzero()[0].tolist():
        story = shares["story"][row].item()
        linked = bool(stories["tracked"][story] or stories["mentions"][story])
        passed_on = shares["parent"][row].item() >= 0
        yield Entry(
            clock.begins(shares["tick"][row].item()),
            Deed.POSTED,
            shares["sender"][row].item(),
            kind=story,
            linked=linked,
            forwarded=passed_on,
        )


def _moves(run: "Run", clock: _Clock) -> Iterator[tuple[int, Entry]]:
    """Give who joined and left, with the room, which the run does not write down.

    It follows from the order of joins and leaves: a new member comes to the inviter's room if it
    has space, else to the first that has (R12).
    """
    events, sender = run.tables["events"], run.tables["shares"]["sender"]
    most = run.scenario.strategy.presence.room_size
    room_of: dict[int, int] = {}
    sizes: list[int] = []
    for row in range(len(events["tick"])):
        kind, person = events["kind"][row].item(), events["person"][row].item()
        tick, share = events["tick"][row].item(), events["share"][row].item()
        if kind == tables.JOINED:
            inviter = sender[share].item() if share >= 0 else -1
            room = _open_to(room_of.get(inviter, -1), sizes, most)
            room_of[person] = room
            sizes[room] += 1
            yield room, Entry(clock.begins(tick), Deed.JOINED, person)
        elif kind == tables.LEFT and person in room_of:
            room = room_of.pop(person)
            sizes[room] -= 1
            yield room, Entry(clock.ends(tick), Deed.LEFT, person)


def _open_to(wanted: int, sizes: list[int], most: int) -> int:
    """Return the room for a new member, made if need be."""
    if wanted >= 0 and sizes[wanted] < most:
        return wanted
    free = (room for room, size in enumerate(sizes) if size < most)
    room = next(free, len(sizes))
    if room == len(sizes):
        sizes.append(0)
    return room
