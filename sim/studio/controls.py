"""Controls: a widget for every lever of a strategy, tied to the studio's state."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.levers import GROUPS
from sim.studio import calendar_editor, labels
from sim.studio.grounds import as_details
from sim.studio.levers import Lever, levers
from sim.studio.state import StudioState
from sim.words import _

WIDE = widgets.Layout(width="auto", min_width="0")
MARK = {"width": "auto", "min_width": "0", "display": "none"}
SLIDER_HIGH = 1.0


class Control:
    """One lever of one arm: label, mark where it differs from the template, and a field."""

    def __init__(self, state: StudioState, arm: str, lever: Lever):
        self.state, self.arm, self.lever = state, arm, lever
        self.label, self.mark = widgets.HTML(_label(lever), layout=WIDE), widgets.HTML(layout=MARK)
        self.field = _field(lever)
        self.name = f"adda-{arm}-{lever.path.replace('.', '-')}"
        self.field.add_class(self.name)
        self.box = widgets.VBox([self.label, self.mark, self.field], layout=WIDE)
        self._writing = False
        for part in _parts(self.field):
            part.observe(self._moved, "value")
        self.show()

    @property
    def spoken(self) -> str:
        """What a screen reader says for this control."""
        return f"{self.arm.upper()}, {labels.title(self.lever)}"

    def show(self) -> None:
        """Show what the state holds."""
        now = labels.value_at(getattr(self.state, self.arm), self.lever.path)
        was = labels.value_at(self.state.templates[self.arm], self.lever.path)
        self._writing = True
        try:
            _put(self.field, now)
        finally:
            self._writing = False
        self.mark.layout.display = "none" if was == now else ""
        if was == now:
            self.mark.value = ""
            return
        said = _("template: {value}").format(value=labels.written(was))
        self.mark.value = f'<span class="adda-changed">● {html.escape(said)}</span>'

    def _moved(self, _change: Any) -> None:
        if self._writing:
            return
        if not self.state.change(self.arm, self.lever.path, _read(self.field)):
            self.show()


def card(state: StudioState, arm: str) -> tuple[widgets.Accordion, list[Control]]:
    """Return the folding groups of an arm's controls, and the controls."""
    controls = [Control(state, arm, lever) for lever in levers() if lever.form != "calendar"]
    groups = []
    for group in GROUPS:
        mine = [control for control in controls if control.lever.group == group]
        rows: list[widgets.Widget] = []
        under = ""
        for control in mine:
            if control.lever.under and control.lever.under != under:
                rows.append(widgets.HTML(f"<b>{html.escape(_(control.lever.under))}</b>"))
            under = control.lever.under
            rows.append(control.box)
        if group == "what":
            rows.append(calendar_editor.CalendarEditor(state, arm).box)
        groups.append(widgets.VBox(rows, layout=WIDE))
    titles = [_(title) for title in GROUPS.values()]
    return widgets.Accordion(groups, titles=titles, selected_index=0, layout=WIDE), controls


def _label(lever: Lever) -> str:
    """Return a lever's title, unit and range, and what it rests on, as HTML."""
    unit = html.escape(labels.unit(lever.unit))
    return (
        f'<span class="adda-label">{html.escape(_(lever.title))}</span>'
        f' <span class="adda-unit">{unit}</span>{as_details(lever.path, lever.meaning)}'
    )


def _field(lever: Lever) -> widgets.Widget:
    low, high = lever.low or 0, lever.high if lever.high is not None else 1e9
    makers: dict[str, Callable[[], widgets.Widget]] = {
        "whole": lambda: widgets.BoundedIntText(
            min=int(low), max=int(high), continuous_update=False, layout=WIDE
        ),
        "choice": lambda: widgets.Dropdown(
            options=[(labels.choice(name), name) for name in lever.options], layout=WIDE
        ),
        "several": lambda: widgets.Box(
            [_check(name) for name in lever.options],
            layout=widgets.Layout(flex_flow="row wrap", width="auto"),
        ),
        "number": lambda: _number(low, high),
    }
    return makers[lever.form]()


def _number(low: float, high: float) -> widgets.Widget:
    if high <= SLIDER_HIGH:
        return widgets.FloatSlider(min=low, max=high, step=0.01, readout_format=".2f", layout=WIDE)
    return widgets.BoundedFloatText(
        min=low, max=high, step=0.5, continuous_update=False, layout=WIDE
    )


def _check(name: str | None) -> widgets.Checkbox:
    made = widgets.Checkbox(
        description=labels.choice(name), indent=False, layout=widgets.Layout(width="130px")
    )
    made.option = name
    return made


def _parts(field: widgets.Widget) -> tuple[widgets.Widget, ...]:
    return field.children if isinstance(field, widgets.Box) else (field,)


def _put(field: widgets.Widget, value: Any) -> None:
    if isinstance(field, widgets.Box):
        for check in field.children:
            check.value = check.option in value
    else:
        field.value = value


def _read(field: widgets.Widget) -> Any:
    if isinstance(field, widgets.Box):
        return [check.option for check in field.children if check.value]
    # A browser's slider answers 0.15000000000000002 to 0.15.
    return round(field.value, 6) if isinstance(field.value, float) else field.value
