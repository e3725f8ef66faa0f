"""Shocks editor: what happens from outside, as rows, to add to and to take from."""

import html
from typing import Any, get_args

import ipywidgets as widgets

from sim.errors import AddaError
from sim.scenarios import Shock
from sim.studio.shocks_said import KINDS, WHERE, shock_said
from sim.studio.state import StudioState
from sim.words import _

ROW = widgets.Layout(width="auto", flex_flow="row wrap", align_items="center")
LABELLED = {"description_width": "initial"}


class ShocksEditor:
    """What happens from outside to both plans: one row a shock, and a new row."""

    def __init__(self, state: StudioState):
        self.state = state
        self.rows = widgets.VBox(layout=widgets.Layout(width="auto"))
        wide = widgets.Layout(width="130px")
        self.day = widgets.BoundedIntText(
            value=30, min=0, max=3650, description=_("day"), layout=wide, style=LABELLED
        )
        kinds = get_args(Shock.model_fields["kind"].annotation)
        self.kind = widgets.Dropdown(
            options=[(_(KINDS[name]), name) for name in kinds], value="crisis",
            layout=widgets.Layout(width="170px"),
        )  # fmt: skip
        self.where = widgets.Dropdown(
            options=[(_(said), name) for name, said in WHERE.items()],
            layout=widgets.Layout(width="120px"),
        )
        self.strength = widgets.FloatSlider(
            value=0.7, min=0, max=1, step=0.1, description=_("strength"), readout_format=".1f",
            layout=widgets.Layout(width="240px"), style=LABELLED,
        )  # fmt: skip
        self.people = widgets.BoundedIntText(
            value=5, min=0, max=1_000_000, description=_("begins with (people)"),
            layout=widgets.Layout(width="220px"), style=LABELLED,
        )  # fmt: skip
        self.add = widgets.Button(description=_("Let it happen"))
        self.add.on_click(self._added)
        fields = [self.kind, self.day, self.where, self.strength, self.people, self.add]
        for name, part in zip(("kind", "day", "where", "strength", "people"), fields, strict=False):
            part.add_class(f"adda-shock-{name}")
        self.rows.add_class("adda-shocks")
        self.box = widgets.VBox([self.rows, widgets.HBox(fields, layout=ROW)])
        state.observe(state.spoken(self._show), "shocks")
        self._show()

    @property
    def spoken(self) -> dict[str, str]:
        """Names for screen readers, by class."""
        return {
            "adda-shock-kind": _("What happens"),
            "adda-shock-day": _("What happens: day"),
            "adda-shock-where": _("What happens: where"),
            "adda-shock-strength": _("What happens: strength"),
            "adda-shock-people": _("What happens: people it begins with"),
        }

    def _added(self, _button: Any) -> None:
        entry = {
            "day": self.day.value, "kind": self.kind.value, "where": self.where.value,
            "strength": round(self.strength.value, 3), "people": self.people.value,
        }  # fmt: skip
        try:
            self.state.happen(*self.state.shocks, entry)
        except AddaError as error:
            self.state.error = str(error)

    def _show(self, _change: Any = None) -> None:
        self.rows.children = [self._row(place) for place in range(len(self.state.shocks))]

    def _row(self, place: int) -> widgets.HBox:
        said = shock_said(self.state.shocks[place])
        gone = widgets.Button(
            description="×", tooltip=_("Take out: {entry}").format(entry=said),
            layout=widgets.Layout(width="32px"),
        )  # fmt: skip
        gone.on_click(lambda _button: self._without(place))
        return widgets.HBox([gone, widgets.HTML(html.escape(said))], layout=ROW)

    def _without(self, place: int) -> None:
        self.state.happen(*(one for at, one in enumerate(self.state.shocks) if at != place))
