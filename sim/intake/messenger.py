"""Messenger exports: the classic download (message_1.json, ...) and the one of encrypted chats.

Times are given in UTC only, so hours of the day are not those of the members. The classic
download writes UTF-8 bytes as letters of Latin-1; texts are mended before they are measured.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sim.errors import AddaError, Said
from sim.intake.archives import names_in
from sim.intake.chat import Chat, Reading
from sim.intake.files import LONGEST_LINE, open_text, place_of
from sim.intake.gather import About, Rows, merge, total_skipped
from sim.intake.json_stream import JsonStream
from sim.intake.kinds import Kind, Mark
from sim.intake.pseudonyms import NOBODY, Pseudonyms
from sim.intake.signs import signs_of
from sim.words import N_

_MEDIA = ("photos", "videos", "audio_files", "gifs", "files", "sticker", "media")
_YEAR_2000, _YEAR_2100 = 946_684_800, 4_102_444_800
_IN_UTC = N_("Messenger tells times in UTC: hours of the day are not those of the members")
_NOTES = {"Subscribe": Kind.ADD, "Unsubscribe": Kind.REMOVE}
_PART = re.compile(r"message_\d+\.json")
_MOST_PARTS = 100
# Newer downloads tell who came and went, and who reacted, in words only; these are the English.
_TOLD = (
    (Kind.ADD, re.compile(r"added (?P<who>.{1,500}) to the group\.?")),
    (Kind.REMOVE, re.compile(r"removed (?P<who>.{1,500}) from the group\.?")),
    (Kind.LEAVE, re.compile(r"left the group\.?")),
    (Kind.JOIN, re.compile(r"joined the group.{0,80}")),
)
_REACTED = re.compile(r"Reacted .{1,20} to your message ?")
_BETWEEN_NAMES = re.compile(r", and |, | and ")


def read_messenger(path: str | Path) -> Chat:
    """Read one file of a Messenger export. Raises AddaError when it is none."""
    return read_messengers([path])


def read_messengers(paths: Sequence[str | Path]) -> Chat:
    """Read the files of a Messenger export as one.

    A folder stands for the .json files in it, and so does a zip for the parts of one chat.
    """
    files = [file for path in paths for file in _parts_of(path)]
    if not files:
        raise AddaError("the folder has no .json file of a Messenger export in it")
    people = Pseudonyms()
    exports = [_Export(Rows(people, place_of(at, len(files)))) for at in range(len(files))]
    for export, (file, ending) in zip(exports, files, strict=True):
        with open_text(file, export.rows.place, ending) as text:
            export.read(JsonStream(text, export.rows.place))
    people.forget()
    parts = [export.rows for export in exports]
    reading = Reading(
        messenger="messenger",
        dialect="; ".join(dict.fromkeys(export.dialect for export in exports)),
        files=len(files),
        records=sum(len(part) for part in parts),
        skipped=total_skipped(parts),
        clock="utc",
        newest_first=True,
        warnings=(_IN_UTC,),
    )
    return merge(parts, reading, 1)


def _parts_of(path: str | Path) -> list[tuple[Path, str]]:
    """Return the files that a path stands for, each with the end of its name in a zip."""
    place = Path(path)
    if place.is_dir():
        return [(file, ".json") for file in sorted(place.glob("*.json"))]
    parts = [PurePosixPath(name) for name in names_in(place, Said("the file"), _PART)]
    one_chat = 1 < len(parts) <= _MOST_PARTS and len({part.parent for part in parts}) == 1
    return [(place, part.name.lower()) for part in parts] if one_chat else [(place, ".json")]


@dataclass
class _Export:
    """One file of an export while it is read."""

    rows: Rows
    dialect: str = ""

    def read(self, stream: JsonStream) -> None:
        """Read a message_1.json, or the file of an encrypted chat."""
        if stream.kind() == "{":
            for key in stream.fields():
                if key == "messages" and stream.kind() == "[":
                    for _number in stream.places():
                        self._read_message(stream.value())
                else:
                    stream.skip()
        if not self.dialect:
            raise AddaError(
                "{place} is not a Messenger export: it has no list of messages with senders"
                " and times",
                place=self.rows.place,
            )

    def _read_message(self, entry: Any) -> None:
        if isinstance(entry, dict) and "sender_name" in entry:
            self.dialect = "classic download"
            self._read_classic(entry)
        elif isinstance(entry, dict) and "senderName" in entry:
            self.dialect = "encrypted chats"
            self._read_encrypted(entry)
        else:
            self.rows.skip(N_("an entry without a sender"))
        if not len(self.rows) % 10_000:
            self.rows.check_size()

    def _read_classic(self, entry: dict[str, Any]) -> None:
        time = _seconds(entry.get("timestamp_ms"))
        if time is None:
            self.rows.skip(N_("an entry without a time"))
            return
        member = self._member(_mended(entry["sender_name"]))
        text = _mended(entry.get("content"))
        number = self._number(_text(entry["sender_name"]), entry["timestamp_ms"], text)
        note = _NOTES.get(str(entry.get("type")))
        if note:
            self._note(time, note, member, entry, number)
            return
        if self._is_remark(entry, text, time, member, number):
            return
        link = _shared_link(entry.get("share"))
        if link is not None and text.startswith(_mended(entry["sender_name"])):
            text = ""  # "NAME sent an attachment." is Messenger's own remark, not the member's.
        kind = _kind_of(entry, bool(entry.get("is_unsent")))
        self._say(time, member, kind, text, _about(number, link))

    def _read_encrypted(self, entry: dict[str, Any]) -> None:
        time = _seconds(entry.get("timestamp"))
        if time is None:
            self.rows.skip(N_("an entry without a time"))
            return
        member = self._member(entry["senderName"])
        text = _text(entry.get("text"))
        number = self._number(_text(entry["senderName"]), entry["timestamp"], text)
        kind = _kind_of(entry, bool(entry.get("isUnsent")))
        link = 0 if entry.get("type") == "link" else None
        self._say(time, member, kind, text, _about(number, link))

    def _say(self, time: int, member: int, kind: Kind, text: str, about: About) -> None:
        self.rows.say(time, member, kind, "" if kind is Kind.DELETED else text, about)

    def _note(self, time: int, kind: Kind, member: int, entry: dict[str, Any], number: int) -> None:
        users = entry.get("users")
        named = (
            [user for user in users if isinstance(user, dict)] if isinstance(users, list) else []
        )
        members = [self._member(_mended(user.get("name"))) for user in named]
        if members == [member] and member != NOBODY:
            kind = Kind.JOIN if kind is Kind.ADD else Kind.LEAVE
        self.rows.note(time, kind, members, number)

    def _is_remark(
        self, entry: dict[str, Any], text: str, time: int, member: int, number: int
    ) -> bool:
        """Note a remark by Messenger itself that stands where a message would."""
        if _REACTED.fullmatch(text):
            self.rows.note(time, Kind.OTHER, [], number)
            return True
        sender = _mended(entry["sender_name"])
        start = next((one for one in (f"{sender} ", "You ") if text.startswith(one)), None)
        for kind, told in _TOLD if start and sender else ():
            found = told.fullmatch(text[len(start or "") :])
            if found:
                names = _BETWEEN_NAMES.split(found["who"]) if "who" in told.groupindex else ()
                members = [self._member(name) for name in names] if names else [member]
                self.rows.note(time, kind, members, number)
                return True
        return False

    def _member(self, name: Any) -> int:
        return self.rows.people.number(name) if isinstance(name, str) else NOBODY

    def _number(self, *parts: Any) -> int:
        return self.rows.people.fingerprint(*parts)


def _kind_of(entry: dict[str, Any], unsent: bool) -> Kind:
    if unsent:
        return Kind.DELETED
    return Kind.MEDIA if any(entry.get(key) for key in _MEDIA) else Kind.TEXT


def _shared_link(share: Any) -> int | None:
    """Return the site of a shared link (a place in signs.DOMAINS), or None without one."""
    link = share.get("link") if isinstance(share, dict) else None
    return max(signs_of(link)[1], 0) if isinstance(link, str) and link else None


def _about(number: int, link: int | None) -> About:
    if link is None:
        return About(number=number)
    return About(marks=Mark.LINK.value, number=number, domain=link)


def _seconds(milliseconds: Any) -> int | None:
    """Return seconds since 1970, or None for what is no time from 2000 to 2100."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return None
    if not _YEAR_2000 * 1000 <= milliseconds < _YEAR_2100 * 1000:
        return None
    return int(milliseconds // 1000)


def _text(value: Any) -> str:
    return value[:LONGEST_LINE] if isinstance(value, str) else ""


def _mended(value: Any) -> str:
    """Return text whose UTF-8 bytes were written as Latin-1 letters, read as UTF-8 again."""
    text = _text(value)
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
