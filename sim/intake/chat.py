"""A chat without its words and names: when, which numbered person, what kind, how long."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.intake.kinds import LAST_SAID, Kind, Mark
from sim.intake.signs import DOMAINS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Reading:
    """What was read, what was passed over and why, and what to be careful about.

    messenger: whatsapp, telegram or messenger. dialect: how the file is written.
    files, records: files read, and dated entries found in them (before overlap is taken out).
    skipped: reason -> number of lines or entries. clock: "phone" (local time) or "utc".
    has_replies: whether the export itself says which message answers which.
    newest_first: whether the export lists the latest message first.
    """

    messenger: str
    dialect: str
    files: int
    records: int
    skipped: dict[str, int] = field(default_factory=dict)
    date_order: str = ""
    date_evidence: str = ""
    clock: str = "phone"
    has_replies: bool = False
    newest_first: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Chat:
    """A read chat: one row a message or note of the messenger, in order of time.

    time: seconds since 1970 on the clock of `reading.clock`. member: number of a person by first
    appearance, -1 where nobody is named. kind: a Kind. length: characters. marks: Mark bits.
    domain: place in signs.DOMAINS, -1 without a link. reply_to: row answered, -1 for none known.
    move_row, move_member: who joined, left, was added or removed, and in which row it is noted.
    ends: times of the first and last message by a member (0, 0 without any).
    """

    time: "NDArray[np.int64]"
    member: "NDArray[np.int32]"
    kind: "NDArray[np.int8]"
    length: "NDArray[np.int32]"
    marks: "NDArray[np.int8]"
    domain: "NDArray[np.int16]"
    reply_to: "NDArray[np.int64]"
    move_row: "NDArray[np.int64]"
    move_member: "NDArray[np.int32]"
    ends: tuple[int, int]
    reading: Reading

    def __post_init__(self) -> None:
        """Make the table unchangeable."""
        for name in ("time", "member", "kind", "length", "marks", "domain", "reply_to"):
            getattr(self, name).flags.writeable = False

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.time)

    def __repr__(self) -> str:
        """Say how much was read."""
        return (
            f"Chat({self.reading.messenger}: {self.messages:,} messages of {self.members:,} "
            f"members, {self.system_lines:,} notes, {self.first} to {self.last})"
        )

    @property
    def said(self) -> "NDArray[np.bool_]":
        """Rows that a member wrote (text, media, deleted, poll)."""
        return self.kind <= LAST_SAID

    @property
    def messages(self) -> int:
        """Messages that members wrote."""
        return int(np.count_nonzero(self.said))

    @property
    def members(self) -> int:
        """People who wrote at least one message."""
        authors = self.member[self.said]
        return len(np.unique(authors[authors >= 0]))

    @property
    def system_lines(self) -> int:
        """Notes by the messenger: joined, left, changed the icon and so on."""
        return len(self) - self.messages

    @property
    def first(self) -> str | None:
        """Time of the first message that a member wrote, as the export lists them."""
        return _moment(self.ends[0]) if self.messages else None

    @property
    def last(self) -> str | None:
        """Time of the last message that a member wrote, as the export lists them."""
        return _moment(self.ends[1]) if self.messages else None

    def has(self, mark: Mark) -> "NDArray[np.bool_]":
        """Return which rows carry a mark."""
        return (self.marks & mark.value) != 0

    def moves(self, *kinds: Kind) -> tuple["NDArray[np.int64]", "NDArray[np.int32]"]:
        """Return the times and members of the joins, leaves, ... of the given kinds."""
        wanted = np.isin(self.kind[self.move_row], kinds)
        return self.time[self.move_row[wanted]], self.move_member[wanted]

    def summary(self) -> dict[str, Any]:
        """Return what was read, in counts: messages, members, system_lines, skipped, ..."""
        reading = self.reading
        return {
            "messenger": reading.messenger,
            "dialect": reading.dialect,
            "files": reading.files,
            "messages": self.messages,
            "members": self.members,
            "system_lines": self.system_lines,
            "skipped": sum(reading.skipped.values()),
            "skipped_why": dict(reading.skipped),
            "first": self.first,
            "last": self.last,
            "kinds": {kind.name.lower(): int(np.sum(self.kind == kind)) for kind in Kind},
            "date_order": reading.date_order,
            "date_evidence": reading.date_evidence,
            "clock": reading.clock,
            "has_replies": reading.has_replies,
            "warnings": list(reading.warnings),
        }

    def table(self) -> "pd.DataFrame":
        """Return the rows as a pandas table, with kinds and well-known link domains in words."""
        import pandas as pd

        columns: dict[str, Any] = {
            "time": self.time.astype("datetime64[s]"),
            "member": self.member,
            "kind": [Kind(kind).name.lower() for kind in self.kind],
            "length": self.length,
        }
        columns |= {f"is_{mark.name.lower()}": self.has(mark) for mark in Mark if mark.name}
        columns["domain"] = [DOMAINS[place] if place >= 0 else "" for place in self.domain]
        columns["reply_to"] = self.reply_to
        return pd.DataFrame(columns)


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"
