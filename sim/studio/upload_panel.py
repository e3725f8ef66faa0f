"""Upload panel: choose an exported chat, say what has to be asked, see what was understood."""

import html
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from sim import words
from sim.errors import AddaError, shown
from sim.intake.date_order import ORDER_WORDS
from sim.studio.number_field import NumberField
from sim.studio.opener import Files, Opener
from sim.studio.rows import LABELLED, ROW
from sim.words import _, number
from sim.words.typed import Span

if TYPE_CHECKING:
    from sim.studio.upload import YourCommunity

LARGEST_CHAT = 250_000_000  # bytes
MOST_MEMBERS = 10_000_000
MESSENGERS = ("WhatsApp", "Telegram", "Messenger")


class UploadPanel:
    """What a workbook shows of `YourCommunity`; `box` is the widget."""

    def __init__(self, ours: "YourCommunity"):
        self.ours = ours
        self.files: list[dict[str, Any]] = []
        self.chosen = widgets.HTML()
        self.said = widgets.HTML(as_html(ours.understood()))
        self.said.add_class("adda-upload-said")
        self._fields()
        self.read.on_click(self._spoken(self._read))
        parts = {
            "file": self.file, "chosen": self.chosen, "kind": self.kind, "only": self.only,
            "order": self.order, "members": self.members, "read": self.read,
        }  # fmt: skip
        for name, part in parts.items():
            part.add_class(f"adda-upload-{name}")
        self.box = widgets.VBox([widgets.Box([*parts.values()], layout=ROW), self.said])

    def _fields(self) -> None:
        ours = self.ours
        self.file = Opener(
            self._spoken(self._choose),
            label=_("Choose the exported chat"), most=LARGEST_CHAT, several=True,
        )  # fmt: skip
        self.kind = widgets.Dropdown(
            options=[(_(name), name.lower()) for name in MESSENGERS],
            value=ours.chat.reading.messenger, description=_("from"), style=LABELLED,
        )  # fmt: skip
        orders = [(_(said), name) for name, said in ORDER_WORDS.items()]
        self.order = widgets.Dropdown(
            options=[(_("as the file shows"), ""), *orders], value="", description=_("dates"),
            style=LABELLED,
        )  # fmt: skip
        self.only = widgets.Text(
            description=_("one chat of a full export"), placeholder=_("its name"), style=LABELLED,
            continuous_update=False,
        )  # fmt: skip
        self.kind.observe(self._offer_one_chat, names="value")
        self._offer_one_chat()
        self.members = NumberField(
            Span(0, MOST_MEMBERS, whole=True), self._spoken,
            0 if ours.made_up else ours.members or 0, label=_("members (0: not known)"),
        )  # fmt: skip
        self.read = widgets.Button(description=_("Read it here, on this machine"))
        self.read.layout.width = "auto"

    def _offer_one_chat(self, _change: Any = None) -> None:
        """Ask which chat is wanted, where an export may hold several."""
        self.only.layout.display = None if self.kind.value == "telegram" else "none"

    def _spoken(self, act: Any) -> Any:
        """Return `act` so that it speaks the reader's language."""

        def speaking(*given: Any) -> Any:
            with words.speaking(self.ours.lang):
                return act(*given)

        return speaking

    def _choose(self, files: Files) -> None:
        """Keep files until they are read, and say which they are."""
        self.files = [{"name": name, "content": one} for name, one in files if one is not None]
        told = _("chosen: {names}")
        names = [shown(name) for name, _content in files]
        if len(self.files) < len(files):
            told = _("{names}: larger than {most} MB; export the chat without media")
            names = [shown(name) for name, content in files if content is None]
        most = number(LARGEST_CHAT // 1_000_000)
        self.chosen.value = html.escape(told.format(names=", ".join(names), most=most))

    def _read(self, _button: Any) -> None:
        members, order = self.members.value or None, self.order.value or None
        only = self.only.value.strip() if self.kind.value == "telegram" else ""
        try:
            self.ours.upload(self.files, self.kind.value, members, order, only or None)
            self.said.value = as_html(self.ours.understood())
        except AddaError as error:
            self.said.value = as_html(str(error))
        self.files, self.chosen.value = [], ""


def as_html(text: str) -> str:
    """Return sentences as text in a page, whatever letters are in them."""
    return f'<div role="status">{html.escape(text).replace(chr(10), "<br>")}</div>'
