"""A room of a run as a chat, without writing and reading a file: the same functions measure both.

What it holds is what an export would hold (`export_chat`), and nothing more: no belonging, no
reading, no names.
"""

from typing import TYPE_CHECKING

from sim.errors import Said
from sim.intake.chat import Chat, Reading
from sim.intake.exports import form_known, text_of
from sim.intake.gather import About, Rows, merge
from sim.intake.kinds import Kind, Mark
from sim.intake.pseudonyms import NOBODY, Pseudonyms
from sim.intake.room_log import Deed, Entry, room_log

if TYPE_CHECKING:
    from sim.trace import Run

_NOTES = {Deed.BEGAN: Kind.OTHER, Deed.JOINED: Kind.JOIN, Deed.LEFT: Kind.LEAVE}


def chat_of_run(run: "Run", room: int = 0, form: str = "telegram") -> Chat:
    """Return what happened in a room of a run as the chat that its export would be read as.

    form: telegram (with reply links) or whatsapp (without). Raises AddaError as `export_chat` does.
    """
    form_known(form)
    rows = Rows(Pseudonyms(), Said("the run"))
    for entry in room_log(run, room):
        _add(rows, entry, form)
    reading = Reading(
        messenger=form,
        dialect="a simulated room",
        files=1,
        records=len(rows),
        date_order="ymd",
        date_evidence="the year stands in front",
        has_replies=form == "telegram",
    )
    return merge([rows], reading, 60)


def _add(rows: Rows, entry: Entry, form: str) -> None:
    member = NOBODY if entry.deed is Deed.BEGAN else rows.people.number(f"{entry.person + 1}")
    if entry.deed in _NOTES:
        rows.note(entry.time, _NOTES[entry.deed], [member] if entry.deed is not Deed.BEGAN else [])
    elif entry.deed is Deed.REMOVED:
        if form == "whatsapp":
            rows.say(entry.time, member, Kind.DELETED, "")
    else:
        linked = form == "telegram"
        about = About(
            marks=int(Mark.FORWARDED) if entry.forwarded and linked else 0,
            number=entry.message + 1,
            reply=entry.reply_to + 1 if linked else 0,
        )
        rows.say(entry.time, member, Kind.TEXT, text_of(entry), about)
