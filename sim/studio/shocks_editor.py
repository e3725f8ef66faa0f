"""Shocks editor: what happens from outside, as rows, to add to and to take from."""

from typing import Any, get_args

import ipywidgets as widgets

from sim.errors import AddaError
from sim.scenarios import Shock
from sim.studio.number_field import NumberField
from sim.studio.rows import ROW, removable
from sim.studio.shocks_said import KINDS, WHERE, shock_said
from sim.studio.state import StudioState
from sim.words import _
from sim.words.typed import Span


class ShocksEditor:
    """What happens from outside to both plans: one row a shock, and a new row."""

    def __init__(self, state: StudioState):
        self.state = state
        self.rows = widgets.VBox(layout=widgets.Layout(width="auto"))
        spoken = state.spoken
        self.day = NumberField(Span(0, 3650, whole=True), spoken, 30, label=_("day"))
        kinds = get_args(Shock.model_fields["kind"].annotation)
        self.kind = widgets.Dropdown(
            options=[(_(KINDS[name]), name) for name in kinds], value="crisis",
            layout=widgets.Layout(width="auto"),
        )  # fmt: skip
        self.where = widgets.Dropdown(
            options=[(_(said), name) for name, said in WHERE.items()],
            layout=widgets.Layout(width="auto"),
        )
        self.strength = NumberField(
            Span(0, 1, percent=True), spoken, 0.7, label=_("strength"), slider=True
        )
        self.people = NumberField(
            Span(0, 1_000_000, whole=True), spoken, 5, label=_("begins with (people)")
        )
        self.add = widgets.Button(
            description=_("Let it happen"), layout=widgets.Layout(width="auto")
        )
        self.add.on_click(state.spoken(self._added))
        self.fields = (self.kind, self.day, self.where, self.strength, self.people)
        names = ("kind", "day", "where", "strength", "people")
        for name, part in zip(names, self.fields, strict=True):
            part.add_class(f"adda-shock-{name}")
        self.rows.add_class("adda-shocks")
        self.box = widgets.VBox([self.rows, widgets.Box([*self.fields, self.add], layout=ROW)])
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
            "strength": self.strength.value, "people": self.people.value,
        }  # fmt: skip
        try:
            self.state.happen(*self.state.shocks, entry)
        except AddaError as error:
            self.state.tell(error)

    def _show(self, _change: Any = None) -> None:
        self.rows.children = [self._row(place) for place in range(len(self.state.shocks))]

    def _row(self, place: int) -> widgets.Box:
        said = shock_said(self.state.shocks[place])
        return removable(said, self.state.spoken(lambda _button: self._without(place)))

    def _without(self, place: int) -> None:
        self.state.happen(*(one for at, one in enumerate(self.state.shocks) if at != place))
