"""Toolbar: market, days, people and luck; undo; progress; what went wrong."""

import html
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from sim import words
from sim.errors import AddaError
from sim.market import Market
from sim.scenarios import read_market, shipped_markets
from sim.studio import labels
from sim.studio.download import Download
from sim.studio.number_field import NumberField
from sim.studio.progress import ProgressLine
from sim.studio.shocks_editor import ShocksEditor
from sim.words import _
from sim.words.typed import Span

if TYPE_CHECKING:
    from sim.studio.panel import Studio

WRAP = widgets.Layout(flex_flow="row wrap", width="auto", align_items="center")
LABELLED = {"description_width": "initial"}


class Toolbar:
    """Everything above the two cards that belongs to both plans."""

    def __init__(self, studio: "Studio"):
        self.studio, self.state = studio, studio.state
        self.own = studio.market  # what the studio was opened with, which need not be shipped
        self.market = self._menu()
        self.people = self._number(_("people"), 2, 20_000, "people")
        self.days = self._number(_("days"), 1, 3650, "days")
        self.seed = self._number(_("luck (seed)"), 0, 2**31 - 1, "seed")
        self.pairs = self._number(_("pairs of runs"), 2, 4096, "pairs")
        self.start = self._first_day()
        self.lang = widgets.Dropdown(
            options=[(title, name) for name, title in words.TONGUES.items()],
            value=self.state.lang,
            description=_("language"),
            style=LABELLED,
            layout=widgets.Layout(width="auto"),
        )
        self.lang.add_class("adda-lang")
        self.shocks = ShocksEditor(self.state)
        self._buttons()
        self.alert = widgets.HTML()
        self.alert.add_class("adda-alert")
        self.box = widgets.VBox(self._rows(), layout=widgets.Layout(width="auto"))
        self._writing = False
        self._watch()
        self._shown()
        self._progressed()
        self._reported()

    def _buttons(self) -> None:
        studio = self.studio
        self.undo = self._button(_("Undo"), self.state.undo)
        self.redo = self._button(_("Redo"), self.state.redo)
        self.all = self._button(_("Run all pairs"), studio.start_all)
        self.progress = ProgressLine(studio.job, studio.stop)
        self.stop, self.bar, self.left = self.progress.parts
        self.report = self._button(_("Make the report"), studio.start_report)
        self.reporting = widgets.HTML()
        self.reporting.add_class("adda-reporting")
        self.page = Download()

    def _rows(self) -> list[widgets.Widget]:
        fields = [
            self.market, self.people, self.days, self.start, self.start_said, self.pairs, self.seed,
            self.lang,
        ]  # fmt: skip
        buttons = [self.undo, self.redo, self.all, self.stop, self.bar, self.left]
        report = [self.report, self.page, self.reporting]
        self.outside = widgets.Accordion(
            [self.shocks.box], titles=[_("What happens from outside")], selected_index=None
        )
        return [
            widgets.Box(fields, layout=WRAP), widgets.Box([*buttons, *report], layout=WRAP),
            self.outside, self.alert,
        ]  # fmt: skip

    def _watch(self) -> None:
        state, studio = self.state, self.studio
        shown = ["market", "days", "seed", "replicates", "can_undo", "can_redo", "start_date"]
        state.observe(state.spoken(self._shown), shown)
        state.observe(self._alerted, "error")
        told = ["status", "done", "total", "error"]
        studio.job.observe(state.spoken(self._progressed), told)
        studio.report_job.observe(state.spoken(self._reported), ["status"])

    @property
    def spoken(self) -> dict[str, str]:
        """Names for screen readers, by class."""
        return {
            "adda-market": _("Market"),
            "adda-people": _("people"),
            "adda-days": _("days"),
            "adda-seed": _("luck (seed)"),
            "adda-pairs": _("pairs of runs"),
            "adda-lang": _("language"),
            "adda-progress": _("pairs of runs that are done"),
            "adda-outcome": _("outcome"),
            "adda-why-outcome": _("outcome"),
            "adda-holds-outcome": _("outcome"),
            "adda-start": _("first day"),
            **self.shocks.spoken,
        }

    def _menu(self) -> widgets.Dropdown:
        titles = [(_(read_market(name).title), name) for name in shipped_markets()]
        if self.own.name not in shipped_markets():
            titles.append((_(self.own.title), self.own.name))
        made = widgets.Dropdown(
            options=titles, description=_("Market"), style=LABELLED,
            layout=widgets.Layout(width="auto"),
        )  # fmt: skip
        made.add_class("adda-market")
        made.observe(lambda change: self._change(lambda: self._settle(change.new)), "value")
        return made

    def _first_day(self) -> widgets.DatePicker:
        made = widgets.DatePicker(
            description=_("first day"), style=LABELLED, layout=widgets.Layout(width="210px")
        )
        made.add_class("adda-start")
        self.start_said = widgets.HTML()
        made.observe(lambda change: self._change(lambda: self._begin(change.new)), "value")
        return made

    def _begin(self, day: date | None) -> None:
        if day is not None:
            self.state.set(start_date=day.isoformat())

    def _number(self, label: str, low: int, high: int, name: str) -> NumberField:
        made = NumberField(Span(low, high, whole=True), self.state.spoken, label=label)
        made.add_class(f"adda-{name}")
        setting = {"pairs": "replicates"}.get(name, name)
        act = (
            self._populate if name == "people" else lambda value: self.state.set(**{setting: value})
        )
        made.observe(lambda change: self._change(lambda: act(change.new)), "value")
        return made

    @staticmethod
    def _button(label: str, act: Callable[[], None]) -> widgets.Button:
        made = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
        made.on_click(lambda _button: act())
        return made

    def _settle(self, name: str) -> None:
        if name != self.state.market.name:
            self.state.settle(name if name in shipped_markets() else self.own)

    def _populate(self, people: int) -> None:
        tree = {**self.state.market.tree(), "people": people}
        self.state.settle(Market.parse(tree, self.state.market.name))

    def _change(self, act: Callable[[], None]) -> None:
        if self._writing:
            return
        try:
            act()
        except AddaError as error:
            self.state.tell(error)
            self._shown()

    def _shown(self, _change: Any = None) -> None:
        self._writing = True
        try:
            self.market.value = self.state.market.name
            self.people.value = self.state.market.people
            self.days.value = self.state.days
            self.seed.value = self.state.seed
            self.pairs.value = self.state.replicates
            self.start.value = date.fromisoformat(self.state.start_date)
            # A browser writes a date the way of its own language.
            self.start_said.value = html.escape(labels.date_of(self.state.start_date))
        finally:
            self._writing = False
        self.undo.disabled = not self.state.can_undo
        self.redo.disabled = not self.state.can_redo

    def _alerted(self, _change: Any) -> None:
        self.alert.value = html.escape(self.state.error)

    def _progressed(self, _change: Any = None) -> None:
        self.progress.show()
        self.all.disabled = self.studio.job.status == "running"

    def _reported(self, _change: Any = None) -> None:
        job = self.studio.report_job
        self.report.disabled = job.status == "running"
        said = {
            "running": _("Writing the report; this takes about half a minute …"),
            "error": str(job.error),
        }.get(job.status, "")
        self.reporting.value = html.escape(said)
        if job.status == "running":
            self.page.content = b""
        else:
            self.offer_report()

    def offer_report(self) -> None:
        """Offer the report that has been made, if there is one; say so where it is an older one."""
        label = _("Save the report")
        if not self.studio.report_is_current:
            label = _("Save the report from before the last change")
        page = self.studio.report_page
        if page and (page, label) != (self.page.content, self.page.label):
            self.page.offer("report.html", page, label, "text/html")
