"""Calendar editor: the dated posts of a strategy as rows, to add to and to take from."""

import html
from typing import Any, get_args

import ipywidgets as widgets

from sim import facts
from sim.levers import CalendarEntry, Kind
from sim.studio import labels
from sim.studio.number_field import NumberField
from sim.studio.rows import LABELLED, ROW, removable
from sim.studio.state import StudioState
from sim.words import _, number
from sim.words.typed import Span

LAST_DAY, LONGEST_PAUSE = 3650, 365  # of the schema of a calendar's entry


class CalendarEditor:
    """The calendar of one arm: its entries, each with a button that takes it out, and a new row."""

    def __init__(self, state: StudioState, arm: str):
        self.state, self.arm = state, arm
        self.rows = widgets.VBox(layout=widgets.Layout(width="auto"))
        self.day = NumberField(Span(0, LAST_DAY, whole=True), state.spoken, label=_("day"))
        self.every = NumberField(
            Span(0, LONGEST_PAUSE, whole=True), state.spoken,
            label=_("again after (days, 0: once)"),
        )  # fmt: skip
        kinds = [(_(facts.kinds()[name].title), name) for name in get_args(Kind)]
        self.kind = widgets.Dropdown(options=kinds, layout=widgets.Layout(width="auto"))
        self.where = widgets.Dropdown(
            description=_("where"), style=LABELLED, layout=widgets.Layout(width="auto")
        )
        self.add = widgets.Button(
            description=_("Add to the calendar"), layout=widgets.Layout(width="auto")
        )
        self.add.on_click(state.spoken(self._added))
        self.fields = (self.day, self.kind, self.every, self.where)
        for name, part in zip(("day", "kind", "every", "where"), self.fields, strict=True):
            part.add_class(f"adda-{arm}-calendar-{name}")
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>{html.escape(_('Calendar'))}</b>"),
                self.rows,
                widgets.Box([*self.fields, self.add], layout=ROW),
            ],
            layout=widgets.Layout(width="auto"),
        )
        self.box.add_class("adda-calendar")
        state.observe(state.spoken(self._show), [arm, "days", "start_date"])
        self._show()

    @property
    def spoken(self) -> dict[str, str]:
        """Names for screen readers, by class."""
        named = {
            "day": _("Calendar: day"),
            "every": _("Calendar: every so many days"),
            "kind": _("Calendar: kind of post"),
            "where": _("Calendar: where"),
        }
        arm = self.arm
        return {f"adda-{arm}-calendar-{n}": f"{arm.upper()}, {said}" for n, said in named.items()}

    def _added(self, _button: Any) -> None:
        entry = {
            "day": self.day.value, "kind": self.kind.value, "every_days": self.every.value,
            "channel": self.where.value or None,
        }  # fmt: skip
        self._put([*self._entries(), entry])

    def _entries(self) -> list[dict[str, Any]]:
        return [entry.tree() for entry in self._calendar()]

    def _calendar(self) -> tuple[CalendarEntry, ...]:
        return getattr(self.state, self.arm).calendar

    def _put(self, entries: list[dict[str, Any]]) -> None:
        self.state.change(self.arm, "calendar", entries)

    def _show(self, _change: Any = None) -> None:
        """Show the entries by day; each keeps its place in the plan."""
        order = sorted(enumerate(self._calendar()), key=lambda one: one[1].day)
        rows = [self._row(place, entry) for place, entry in order]
        empty = widgets.HTML(html.escape(_("Nothing has a fixed day yet.")))
        self.rows.children = rows or [empty]
        places = getattr(self.state, self.arm).presence.places
        chosen = self.where.value
        channels = dict.fromkeys(places)
        self.where.options = [
            (_("everywhere"), ""), *((labels.choice(name), name) for name in channels)
        ]  # fmt: skip
        self.where.value = chosen if chosen in channels else ""

    def _row(self, place: int, entry: CalendarEntry) -> widgets.Box:
        said = labels.entry(entry, self.state.start_date)
        note = ""
        if entry.day >= self.state.days:
            note = _("after the {days} days that are looked at")
            note = f" – {note.format(days=number(self.state.days))}"
        return removable(said + note, self.state.spoken(lambda _button: self._without(place)))

    def _without(self, place: int) -> None:
        self._put([entry for i, entry in enumerate(self._entries()) if i != place])
