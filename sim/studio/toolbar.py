"""Toolbar: market, days, people and luck; undo; progress; what went wrong."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim import words
from sim.errors import AddaError
from sim.market import Market
from sim.scenarios import read_market, shipped_markets
from sim.studio.job import Job
from sim.studio.state import StudioState
from sim.words import _, number

WRAP = widgets.Layout(flex_flow="row wrap", width="auto", align_items="center")
LABELLED = {"description_width": "initial"}


class Toolbar:
    """Everything above the two cards that belongs to both plans."""

    def __init__(self, state: StudioState, job: Job, stop: Callable[[], None]):
        self.state, self.job = state, job
        self.market = self._menu()
        self.people = self._number(_("people"), 2, 20_000, "people")
        self.days = self._number(_("days"), 1, 3650, "days")
        self.seed = self._number(_("luck (seed)"), 0, 2**31 - 1, "seed")
        self.pairs = self._number(_("pairs of runs"), 2, 4096, "pairs")
        self.lang = widgets.Dropdown(
            options=[(title, name) for name, title in words.LANGUAGES.items()],
            value=state.lang,
            layout=widgets.Layout(width="110px"),
        )
        self.lang.add_class("adda-lang")
        self.undo = self._button(_("Undo"), state.undo)
        self.redo = self._button(_("Redo"), state.redo)
        self.stop = self._button(_("Stop"), stop)
        self.bar = widgets.IntProgress(min=0, max=1, layout=widgets.Layout(width="140px"))
        self.bar.add_class("adda-progress")
        self.left = widgets.HTML()
        self.alert = widgets.HTML()
        self.alert.add_class("adda-alert")
        fields = [self.market, self.people, self.days, self.pairs, self.seed, self.lang]
        buttons = [self.undo, self.redo, self.stop, self.bar, self.left]
        self.box = widgets.VBox(
            [widgets.Box(fields, layout=WRAP), widgets.Box(buttons, layout=WRAP), self.alert],
            layout=widgets.Layout(width="auto"),
        )
        state.observe(self._shown, ["market", "days", "seed", "replicates", "can_undo", "can_redo"])
        state.observe(self._alerted, "error")
        job.observe(state.spoken(self._progress), ["status", "done", "total", "error"])
        self._writing = False
        self._shown()
        self._progress()

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
        }

    def _menu(self) -> widgets.Dropdown:
        names = dict.fromkeys([*shipped_markets(), self.state.market.name])
        titles = [
            (read_market(name).title if name in shipped_markets() else name, name) for name in names
        ]
        made = widgets.Dropdown(options=titles, layout=widgets.Layout(width="260px"))
        made.add_class("adda-market")
        made.observe(lambda change: self._change(lambda: self._settle(change.new)), "value")
        return made

    def _number(self, label: str, low: int, high: int, name: str) -> widgets.BoundedIntText:
        made = widgets.BoundedIntText(
            min=low, max=high, description=label, style=LABELLED, continuous_update=False,
            layout=widgets.Layout(width="150px"),
        )  # fmt: skip
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
            self.state.settle(name)

    def _populate(self, people: int) -> None:
        tree = {**self.state.market.tree(), "people": people}
        self.state.settle(Market.parse(tree, self.state.market.name))

    def _change(self, act: Callable[[], None]) -> None:
        if self._writing:
            return
        try:
            act()
        except AddaError as error:
            self.state.error = str(error)
            self._shown()

    def _shown(self, _change: Any = None) -> None:
        self._writing = True
        try:
            self.market.value = self.state.market.name
            self.people.value = self.state.market.people
            self.days.value, self.seed.value = self.state.days, self.state.seed
            self.pairs.value = self.state.replicates
        finally:
            self._writing = False
        self.undo.disabled = not self.state.can_undo
        self.redo.disabled = not self.state.can_redo

    def _alerted(self, _change: Any) -> None:
        self.alert.value = html.escape(self.state.error)

    def _progress(self, _change: Any = None) -> None:
        running = self.job.status == "running"
        self.bar.max, self.bar.value = max(1, self.job.total), self.job.done
        self.stop.disabled = not running
        said = ""
        if running and self.job.total:
            said = _("{done} of {total} pairs, about {seconds} s left").format(
                done=number(self.job.done),
                total=number(self.job.total),
                seconds=number(round(self.job.seconds_left)),
            )
        elif self.job.status == "error":
            said = html.escape(str(self.job.error))
        self.left.value = said
