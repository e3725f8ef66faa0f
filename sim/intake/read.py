"""One door for every kind of chat export."""

from collections.abc import Sequence
from pathlib import Path

from sim.errors import AddaError, nearest, shown
from sim.intake.chat import Chat

MESSENGERS = ("whatsapp", "telegram", "messenger")


def read_chat(
    kind: str, paths: str | Path | Sequence[str | Path], date_order: str | None = None
) -> Chat:
    """Read exported chat files of a messenger (`kind`: whatsapp, telegram or messenger) as one.

    `date_order` (dmy, mdy or ymd) says which number is the day where a WhatsApp export leaves it
    open. Raises AddaError when a file is missing, none of its kind, unsafe or ambiguous.
    """
    files = [paths] if isinstance(paths, str | Path) else list(paths)
    if not files:
        raise AddaError("no chat file is given; name at least one exported file")
    if kind == "whatsapp":
        from sim.intake.whatsapp import read_whatsapps

        return read_whatsapps(files, date_order)
    if kind == "telegram":
        from sim.intake.telegram import read_telegrams

        return read_telegrams(files)
    if kind == "messenger":
        from sim.intake.messenger import read_messengers

        return read_messengers(files)
    known = ", ".join(MESSENGERS)
    raise AddaError(
        f"chats of '{shown(kind)}' cannot be read; use {known}{nearest(kind, MESSENGERS)}"
    )
