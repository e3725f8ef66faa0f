"""Telegram Desktop exports (result.json): one chat or a full export, old and new schema.

Telegram tells what WhatsApp cannot: which message answers which, what was forwarded, who joined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from sim.errors import AddaError, nearest, shown
from sim.intake.chat import Chat, Reading
from sim.intake.files import LONGEST_LINE, open_text, place_of
from sim.intake.gather import About, Rows, merge, total_skipped
from sim.intake.json_stream import JsonStream
from sim.intake.kinds import Kind, Mark
from sim.intake.pseudonyms import NOBODY, Pseudonyms
from sim.intake.signs import signs_of
from sim.words import N_

_EPOCH = datetime(1970, 1, 1)
_MOST_NAMED = 10_000
_LONGEST_NAME = 200
_MEDIA = ("media_type", "photo", "file", "location_information", "contact_information")
_SEVERAL = N_(
    "the export holds several chats, which are read as one: for the statistics of one community "
    "name its chat, or export it alone"
)
_NOTES = {
    "create_group": Kind.CREATE,
    "create_channel": Kind.CREATE,
    "migrate_from_group": Kind.OTHER,
    "invite_members": Kind.ADD,
    "remove_members": Kind.REMOVE,
    "join_group_by_link": Kind.JOIN,
    "join_group_by_request": Kind.JOIN,
}


def read_telegram(path: str | Path) -> Chat:
    """Read one Telegram export. Raises AddaError when it is none."""
    return read_telegrams([path])


def read_telegrams(paths: Sequence[str | Path], chat: str | None = None) -> Chat:
    """Read several Telegram exports as one; messages that are in two of them count once.

    chat: the name of one chat of a full export, or its number, where only that is to be read.
    """
    people = Pseudonyms()
    exports = [_Export(Rows(people, place_of(at, len(paths))), chat) for at in range(len(paths))]
    for export, path in zip(exports, paths, strict=True):
        with open_text(path, export.rows.place, ".json") as text:
            export.read(JsonStream(text, export.rows.place))
    if chat is not None and not any(export.chats for export in exports):
        _say_missing(chat, {name for export in exports for name in export.others})
    people.forget()
    parts = [export.rows for export in exports]
    chats = sum(export.chats for export in exports)
    reading = Reading(
        messenger="telegram",
        dialect="result.json, " + ("one chat" if chats == 1 else f"{chats} chats"),
        files=len(paths),
        records=sum(len(part) for part in parts),
        skipped=total_skipped(parts),
        date_order="ymd",
        date_evidence=N_("the year stands in front"),
        has_replies=True,
        warnings=() if chats == len(parts) else (_SEVERAL,),
    )
    return merge(parts, reading, 0)


def _say_missing(chat: str, others: set[str]) -> NoReturn:
    """Say that no chat of an export is called so; only a name much like it is repeated."""
    raise AddaError(
        "none of the {count} named chats of the export is called '{chat}'{hint}",
        count=len(others),
        chat=shown(chat),
        hint=nearest(chat, others),
    )


@dataclass
class _Export:
    """One export while it is read; `only` names the one chat that is wanted."""

    rows: Rows
    only: str | None = None
    chats: int = 0
    others: set[str] = field(default_factory=set)  # names of chats that were passed over

    def read(self, stream: JsonStream) -> None:
        """Read a result.json, of one chat or of all."""
        if stream.kind() == "{":
            self._read_object(stream)
        if not len(self.rows) and not self.others:
            raise AddaError(
                "{place} is not a Telegram export: it has no list of dated messages; export"
                " the chat from Telegram Desktop as JSON",
                place=self.rows.place,
            )

    def _read_object(self, stream: JsonStream) -> None:
        """Read a chat, or a full export, whose chats stand in lists called `list`."""
        identity: Any = self.chats
        name = ""
        for key in stream.fields():
            letter = stream.kind()
            if key == "id":
                given = stream.value()
                identity = given if _is_id(given) else identity
            elif key == "name" and letter == '"':
                name = stream.value()
            elif key == "messages" and letter == "[" and self._is_wanted(name, identity):
                self.chats += 1
                for _number in stream.places():
                    self._read_message(stream.value(), str(identity)[:100])
            elif key in ("chats", "left_chats") and letter == "{":
                self._read_object(stream)
            elif key == "list" and letter == "[":
                self._read_list(stream)
            else:
                stream.skip()

    def _is_wanted(self, name: str, identity: Any) -> bool:
        """Is this the chat that was asked for? The others are put down by name."""
        if self.only is None or self.only.casefold() in (name.casefold(), str(identity)):
            return True
        self.others.add(name[:_LONGEST_NAME])
        return False

    def _read_list(self, stream: JsonStream) -> None:
        for _number in stream.places():
            if stream.kind() == "{":
                self._read_object(stream)
            else:
                stream.skip()

    def _read_message(self, entry: Any, chat: str) -> None:
        time = _time(entry.get("date")) if isinstance(entry, dict) else None
        if time is None:
            self.rows.skip(N_("an entry without a date"))
            return
        number = self._number(chat, entry.get("id"))
        if entry.get("type") == "service":
            self._note(entry, time, number)
        else:
            self._say(entry, time, About(number=number, reply=self._answered(chat, entry)))
        if not len(self.rows) % 10_000:
            self.rows.check_size()

    def _number(self, chat: str, identity: Any) -> int:
        return self.rows.people.fingerprint(chat, identity) if _is_id(identity) else 0

    def _answered(self, chat: str, entry: dict[str, Any]) -> int:
        return self._number(chat, entry.get("reply_to_message_id"))

    def _say(self, entry: dict[str, Any], time: int, about: About) -> None:
        marks = (Mark.EDITED if entry.get("edited") else 0) | (
            Mark.FORWARDED if "forwarded_from" in entry or "saved_from" in entry else 0
        )
        kind, text = Kind.TEXT, _plain(entry.get("text"))
        if "poll" in entry:
            kind, text = Kind.POLL, _question(entry["poll"])
        elif any(entry.get(key) for key in _MEDIA):
            kind = Kind.MEDIA
        member = self._person(entry.get("from_id"), entry.get("from"))
        link = _hidden_link(entry.get("text"))
        if link is not None:
            marks, about = marks | Mark.LINK, about._replace(domain=link)
        self.rows.say(time, member, kind, text, about._replace(marks=int(marks)))

    def _note(self, entry: dict[str, Any], time: int, number: int) -> None:
        kind = _NOTES.get(str(entry.get("action")), Kind.OTHER)
        actor = self._person(entry.get("actor_id"), entry.get("actor"))
        members = [actor]
        if kind in (Kind.ADD, Kind.REMOVE):
            named = entry.get("members")
            named = named[:_MOST_NAMED] if isinstance(named, list) else []
            members = [self._named(name) for name in named]
            if kind is Kind.REMOVE and members == [actor] and actor != NOBODY:
                kind = Kind.LEAVE
            elif kind is Kind.ADD and members == [actor] and actor != NOBODY:
                kind = Kind.JOIN
        self.rows.note(time, kind, members if kind is not Kind.OTHER else [], number)

    def _person(self, identity: Any, name: Any) -> int:
        """Number a person by Telegram's identity, else by name, else as nobody.

        An old export has a number where a new one has "user123": names join the two.
        """
        if _is_id(identity):
            schema = "old" if isinstance(identity, int) else "new"
            known_as = name if isinstance(name, str) else ""
            return self.rows.people.number_of_identity(schema, identity, known_as)
        return self._named(name)

    def _named(self, name: Any) -> int:
        return self.rows.people.number(name) if isinstance(name, str) else NOBODY


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _time(date: Any) -> int | None:
    """Return local seconds since 1970 of an ISO date, or None."""
    if not isinstance(date, str) or len(date) > 40:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    if not 2000 <= moment.year < 2100:
        return None
    return int((moment.replace(tzinfo=None) - _EPOCH).total_seconds())


def _plain(text: Any) -> str:
    """Return a text that is one string, or a list of strings and formatted pieces."""
    if isinstance(text, list):
        pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in text)
        text = "".join(piece for piece in pieces if isinstance(piece, str))
    return text[:LONGEST_LINE] if isinstance(text, str) else ""


def _question(poll: Any) -> str:
    return _plain(poll.get("question")) if isinstance(poll, dict) else ""


def _hidden_link(text: Any) -> int | None:
    """Return the site (a place in signs.DOMAINS) behind the first formatted link, or None."""
    for piece in text if isinstance(text, list) else ():
        if isinstance(piece, dict) and piece.get("type") in ("link", "text_link"):
            address = piece.get("href") or piece.get("text")
            return max(signs_of(address)[1], 0) if isinstance(address, str) else 0
    return None
