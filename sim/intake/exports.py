"""A room of a simulated community written as a chat export, as WhatsApp or Telegram would.

What a reader of exports finds in it can be held against what truly happened in the run. Everybody
in it is made up: person i of the run is "Member i+1", and the first line says that it is simulated.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sim.errors import AddaError, nearest, shown
from sim.intake.room_log import Deed, Entry, room_log
from sim.tables import ANSWER, CHAT, QUESTION, THANKS

if TYPE_CHECKING:
    from sim.trace import Run

SIMULATED = "This group is simulated by Adda, nobody in it exists and nobody wrote any of it"
MANAGER = "Manager"
_TITLE = "A simulated community (Adda)"
# Shorter than what counts as a repeated text, so that made-up sameness is not taken for forwarding.
_TEXTS = {
    CHAT: "A simulated remark.",
    QUESTION: "A simulated question?",
    ANSWER: "A simulated answer.",
    THANKS: "Thank you, in a simulation.",
}
_ACTIONS = {Deed.JOINED: "join_group_by_link", Deed.LEFT: "remove_members"}


def export_chat(run: "Run", room: int = 0, form: str = "whatsapp") -> str:
    """Return what happened in a room as the text of an export, oldest first.

    form: whatsapp (a .txt, year first, minutes) or telegram (a result.json of one chat, with reply
    links). Removed posts stand in WhatsApp's as deleted messages and are absent from Telegram's.
    Raises AddaError for an unknown form, a room that never was, or a run without a community.
    """
    form_known(form)
    return FORMS[form](room_log(run, room))


def form_known(form: str) -> None:
    """Raise AddaError unless `form` is one in which a room can be written."""
    if form not in FORMS:
        known = ", ".join(FORMS)
        raise AddaError(
            "form is '{form}', allowed is {known}{hint}",
            form=shown(form),
            known=known,
            hint=nearest(form, FORMS),
        )


def text_of(entry: Entry) -> str:
    """Return what stands for the words of a message or a post."""
    if entry.deed is Deed.POSTED:
        return f"A post, https://example.org/{entry.kind}" if entry.linked else "A simulated post."
    return _TEXTS[entry.kind]


def _whatsapp(log: Sequence[Entry]) -> str:
    return "".join(f"{line}\n" for line in _whatsapp_lines(log))


def _whatsapp_lines(log: Sequence[Entry]) -> Iterator[str]:
    for entry in log:
        stamp = f"{_moment(entry):%Y-%m-%d, %H:%M}"
        name = _name(entry.person)
        if entry.deed is Deed.BEGAN:
            yield f"{stamp} - {SIMULATED}"
        elif entry.deed is Deed.JOINED:
            yield f"{stamp} - {name} joined using this group's invite link"
        elif entry.deed is Deed.LEFT:
            yield f"{stamp} - {name} left"
        elif entry.deed is Deed.REMOVED:
            yield f"{stamp} - {name}: This message was deleted by admin"
        else:
            yield f"{stamp} - {name}: {text_of(entry)}"


def _telegram(log: Sequence[Entry]) -> str:
    place = {entry.message: number for number, entry in enumerate(log, 1) if entry.message >= 0}
    entries = [
        _telegram_entry(number, entry, place)
        for number, entry in enumerate(log, 1)
        if entry.deed is not Deed.REMOVED
    ]
    chat = {"name": _TITLE, "type": "private_supergroup", "id": 1, "messages": entries}
    return json.dumps(chat, indent=1) + "\n"


def _telegram_entry(number: int, entry: Entry, place: dict[int, int]) -> dict[str, Any]:
    """Return an entry; `place` gives a message of the run its number in the export."""
    told: dict[str, Any] = {
        "id": number,
        "date": f"{_moment(entry):%Y-%m-%dT%H:%M:%S}",
        "date_unixtime": str(entry.time),
    }
    name, identity = _name(entry.person), f"user{entry.person + 2}"
    if entry.deed is Deed.BEGAN:
        return told | {
            "type": "service", "action": "edit_group_title", "title": SIMULATED, "text": "",
        }  # fmt: skip
    if entry.deed in _ACTIONS:
        members = {"members": [name]} if entry.deed is Deed.LEFT else {}
        action = {"type": "service", "actor": name, "actor_id": identity, "text": ""}
        return told | action | {"action": _ACTIONS[entry.deed]} | members
    told |= {"type": "message", "from": name, "from_id": identity, "text": text_of(entry)}
    if entry.reply_to in place:
        told["reply_to_message_id"] = place[entry.reply_to]
    if entry.forwarded:
        told["forwarded_from"] = None
    return told


def _name(person: int) -> str:
    return MANAGER if person < 0 else f"Member {person + 1}"


def _moment(entry: Entry) -> datetime:
    return datetime.fromtimestamp(entry.time, UTC)


FORMS: dict[str, Callable[[Sequence[Entry]], str]] = {"whatsapp": _whatsapp, "telegram": _telegram}
