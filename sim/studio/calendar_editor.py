"""Calendar editor: the dated posts of a strategy as rows, to add to and to take from."""

import html
from typing import Any, get_args

import ipywidgets as widgets

from sim import facts
from sim.levers import Kind
from sim.studio import labels
from sim.studio.state import StudioState
from sim.words import _

ROW = widgets.Layout(width="auto", flex_flow="row wrap", align_items="center")


class CalendarEditor:
    """The calendar of one arm: its entries, each with a button that takes it out, and a new row."""

    def __init__(self, state: StudioState, arm: str):
        self.state, self.arm = state, arm
        self.rows = widgets.VBox(layout=widgets.Layout(width="auto"))
        wide = widgets.Layout(width="130px")
        self.day = widgets.BoundedIntText(min=0, max=3650, description=_("day"), layout=wide)
        self.every = widgets.BoundedIntText(min=0, max=365, description=_("every"), layout=wide)
        kinds = [(_(facts.kinds()[name].title), name) for name in get_args(Kind)]
        self.kind = widgets.Dropdown(options=kinds, layout=widgets.Layout(width="190px"))
        self.add = widgets.Button(description=_("Add to the calendar"))
        self.add.on_click(self._added)
        for part, name in ((self.day, "day"), (self.every, "every"), (self.kind, "kind")):
            part.add_class(f"adda-{arm}-calendar-{name}")
            part.style.description_width = "initial"
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>{html.escape(_('Calendar'))}</b>"),
                self.rows,
                widgets.HBox([self.day, self.kind, self.every, self.add], layout=ROW),
            ]
        )
        state.observe(state.spoken(self._show), arm)
        self._show()

    def _added(self, _button: Any) -> None:
        entry = {"day": self.day.value, "kind": self.kind.value, "every_days": self.every.value}
        self._put([*self._entries(), entry])

    def _entries(self) -> list[dict[str, Any]]:
        return [entry.tree() for entry in getattr(self.state, self.arm).calendar]

    def _put(self, entries: list[dict[str, Any]]) -> None:
        self.state.change(self.arm, "calendar", entries)

    def _show(self, _change: Any = None) -> None:
        self.rows.children = [
            self._row(place, entry)
            for place, entry in enumerate(getattr(self.state, self.arm).calendar)
        ]

    def _row(self, place: int, entry: Any) -> widgets.HBox:
        said = labels.entry(entry)
        gone = widgets.Button(
            description="×",
            tooltip=_("Take out: {entry}").format(entry=said),
            layout=widgets.Layout(width="32px"),
        )
        gone.on_click(lambda _button: self._without(place))
        return widgets.HBox([gone, widgets.HTML(html.escape(said))], layout=ROW)

    def _without(self, place: int) -> None:
        self._put([entry for i, entry in enumerate(self._entries()) if i != place])
