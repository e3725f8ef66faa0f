"""One door for every kind of chat export."""

from collections.abc import Sequence
from pathlib import Path

from sim.errors import AddaError, nearest, shown
from sim.intake.chat import Chat

MESSENGERS = ("whatsapp", "telegram", "messenger")


def read_chat(
    kind: str,
    paths: str | Path | Sequence[str | Path],
    date_order: str | None = None,
    only: str | None = None,
) -> Chat:
    """Read exported chat files of a messenger (`kind`: whatsapp, telegram or messenger) as one.

    `date_order` (dmy, mdy or ymd) says which number is the day where a WhatsApp export leaves it
    open. `only` is the name of the one chat to read of a full Telegram export. Raises AddaError
    when a file is missing, none of its kind, unsafe or ambiguous, or has no such chat.
    """
    files = [paths] if isinstance(paths, str | Path) else list(paths)
    if not files:
        raise AddaError("no chat file is given; name at least one exported file")
    if only and kind in MESSENGERS and kind != "telegram":
        raise AddaError(
            "one chat of several is chosen in a Telegram export only, not in {kind}", kind=kind
        )
    if kind == "whatsapp":
        from sim.intake.whatsapp import read_whatsapps

        return read_whatsapps(files, date_order)
    if kind == "telegram":
        from sim.intake.telegram import read_telegrams

        return read_telegrams(files, only or None)
    if kind == "messenger":
        from sim.intake.messenger import read_messengers

        return read_messengers(files)
    known = ", ".join(MESSENGERS)
    raise AddaError(
        "chats of '{kind}' cannot be read; use {known}{hint}",
        kind=shown(kind),
        known=known,
        hint=nearest(kind, MESSENGERS),
    )
