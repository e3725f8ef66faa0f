"""Rows gathered while a chat is read, then ordered in time, merged and freed of repetitions."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.errors import AddaError, Said
from sim.intake.chat import Chat, Reading
from sim.intake.copies import first_copies
from sim.intake.kinds import LAST_SAID, Column, Kind, Mark
from sim.intake.pseudonyms import NOBODY, Pseudonyms
from sim.intake.signs import LONG_ENOUGH_TO_REPEAT, signs_of
from sim.words import N_

MOST_ROWS = 8_000_000


class About(NamedTuple):
    """What is known of a message besides its text: Mark bits as an int, a keyed fingerprint of
    the message (0 where none is needed), that of the message it answers (0: none known), and the
    place in signs.DOMAINS of a link that its text does not show (-1: none).
    """

    marks: int = 0
    number: int = 0
    reply: int = 0
    domain: int = -1


NOTHING = About()


@dataclass
class Rows:
    """The rows of one file, while they are read."""

    people: Pseudonyms
    place: Said
    skipped: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    cells: array = field(default_factory=lambda: array("q"))
    moves: array = field(default_factory=lambda: array("q"))
    _long_texts: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        """Return the number of rows so far."""
        return len(self.cells) // len(Column)

    def say(self, time: int, member: int, kind: Kind, text: str, about: About = NOTHING) -> None:
        """Add a message by a member; of its text only length and signs are kept."""
        marks, number, reply, domain = about
        if text:
            signs, shown = signs_of(text)
            marks, domain = marks | signs, max(domain, shown)
            if len(text) >= LONG_ENOUGH_TO_REPEAT:
                marks |= self._repeated(text)
        self.cells.extend((time, member, kind, len(text), marks, domain, number, reply))

    def note(self, time: int, kind: Kind, members: Sequence[int], number: int = 0) -> None:
        """Add a note of the messenger that concerns `members`."""
        one = members[0] if len(members) == 1 else NOBODY
        if kind not in (Kind.OTHER, Kind.CREATE):
            row = len(self)
            for member in members or (NOBODY,):
                self.moves.extend((row, member))
        self.cells.extend((time, one, kind, 0, 0, -1, number, 0))

    def skip(self, reason: str, count: int = 1) -> None:
        """Count something that was passed over."""
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def check_size(self) -> None:
        """Refuse to go on when there are more rows than any export has."""
        if len(self) > MOST_ROWS:
            raise AddaError(
                "{place} has more than {most} messages; split it", place=self.place, most=MOST_ROWS
            )

    def table(self) -> np.ndarray:
        """Return the rows as whole numbers, shape (rows, columns)."""
        return np.frombuffer(self.cells, dtype=np.int64).reshape(-1, len(Column))

    def moved(self) -> np.ndarray:
        """Return who joined or left in which row, shape (moves, 2): row, member."""
        return np.frombuffer(self.moves, dtype=np.int64).reshape(-1, 2)

    def redate(self, time: np.ndarray, kept: np.ndarray) -> None:
        """Give every row its time, and drop the rows that are not `kept`."""
        table, moved = self.table().copy(), self.moved()
        table[:, Column.TIME] = time
        moved = moved[kept[moved[:, 0]]]
        moved[:, 0] = (np.cumsum(kept) - 1)[moved[:, 0]]
        self.cells = array("q", table[kept].tobytes())
        self.moves = array("q", moved.tobytes())

    def _repeated(self, text: str) -> int:
        key = hash(text)
        if key in self._long_texts:
            return Mark.REPEATED.value
        self._long_texts.add(key)
        return 0


def merge(parts: Sequence[Rows], reading: Reading, step: int) -> Chat:
    """Make one chat of the rows of several files; a message found in two files counts once.

    `step` is the coarsest clock of the files in seconds (60 where seconds are missing): within it
    the same message by the same member is the same; where the messenger numbers its messages
    (`step` 0), the same number is. Raises AddaError when nothing was read.
    """
    cells = np.concatenate([part.table() for part in parts])
    if not len(cells):
        raise AddaError("no message was found in {place}", place=parts[0].place)
    starts = np.cumsum([0, *(len(part) for part in parts)])
    moves = np.concatenate(
        [part.moved() + np.array((start, 0)) for part, start in zip(parts, starts, strict=False)]
    )
    file = np.repeat(np.arange(len(parts)), np.diff(starts))
    kept = first_copies(cells, file, step) if len(parts) > 1 else np.ones(len(cells), dtype=bool)
    return _table(cells, moves, kept, reading)


def _table(cells: np.ndarray, moves: np.ndarray, kept: np.ndarray, reading: Reading) -> Chat:
    rows = np.flatnonzero(kept)
    listed = -rows if reading.newest_first else rows
    rows = rows[np.lexsort((listed, cells[rows, Column.TIME]))]
    new_place = np.full(len(cells), -1, dtype=np.int64)
    new_place[rows] = np.arange(len(rows))
    moves = moves[kept[moves[:, 0]]]
    ordered = cells[rows]
    return Chat(
        time=ordered[:, Column.TIME].copy(),
        member=ordered[:, Column.MEMBER].astype(np.int32),
        kind=ordered[:, Column.KIND].astype(np.int8),
        length=ordered[:, Column.LENGTH].astype(np.int32),
        marks=ordered[:, Column.MARKS].astype(np.int8),
        domain=ordered[:, Column.DOMAIN].astype(np.int16),
        reply_to=_answered_rows(ordered),
        move_row=new_place[moves[:, 0]],
        move_member=moves[:, 1].astype(np.int32),
        ends=_ends(cells if reading.files == 1 and not reading.newest_first else ordered),
        reading=reading,
    )


def _ends(rows: np.ndarray) -> tuple[int, int]:
    """Return the times of the first and last message by a member, in the order of `rows`."""
    times = rows[rows[:, Column.KIND] <= LAST_SAID, Column.TIME]
    return (int(times[0]), int(times[-1])) if len(times) else (0, 0)


def _answered_rows(ordered: np.ndarray) -> np.ndarray:
    """Return the row that each row answers: the one whose number is its reply, else -1."""
    found = np.full(len(ordered), -1, dtype=np.int64)
    replying = np.flatnonzero(ordered[:, Column.REPLY])
    if not len(replying):
        return found
    by_number = np.argsort(ordered[:, Column.NUMBER], kind="stable")
    numbers = ordered[by_number, Column.NUMBER]
    wanted = ordered[replying, Column.REPLY]
    at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    hit = numbers[at] == wanted
    found[replying[hit]] = by_number[at[hit]]
    return found


def total_skipped(parts: Iterable[Rows]) -> dict[str, int]:
    """Return the reasons of all files with their counts added."""
    total: dict[str, int] = {}
    for part in parts:
        for reason, count in part.skipped.items():
            total[reason] = total.get(reason, 0) + count
    return total


def overlap_warnings(parts: Sequence[Rows], chat: Chat) -> tuple[str, ...]:
    """Warn when several files cover the same time and yet share no message."""
    spans = [_span(part) for part in parts if len(part)]
    overlapping = any(
        early[1] > late[0] for early, late in zip(sorted(spans), sorted(spans)[1:], strict=False)
    )
    if overlapping and len(chat) == sum(len(part) for part in parts):
        said = N_(
            "the files cover the same time but share no message: they may be different chats, "
            "or exports in which the members carry different names"
        )
        return (said,)
    return ()


def _span(part: Rows) -> tuple[int, int]:
    times = part.table()[:, Column.TIME]
    return int(times.min()), int(times.max())
