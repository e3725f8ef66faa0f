"""Controls: a widget for every lever of a strategy, tied to the studio's state."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from sim.levers import GROUPS
from sim.studio import labels
from sim.studio.calendar_editor import CalendarEditor
from sim.studio.grounds import as_details
from sim.studio.levers import Lever, levers
from sim.studio.mix import shares
from sim.studio.number_field import NumberField
from sim.studio.state import StudioState
from sim.words import _, percent

WIDE = widgets.Layout(width="auto", min_width="0")
MARK = {"width": "auto", "min_width": "0", "display": "none"}
# A menu shows nothing at all where the value is None.
NOWHERE = ""
# Units that the sign of per cent says already.
PLAIN_SHARES = ("share", "0-1")


class Control:
    """One lever of one arm: label, field, and what there is to say of the value."""

    def __init__(self, state: StudioState, arm: str, lever: Lever):
        self.state, self.arm, self.lever = state, arm, lever
        self.label, self.mark = widgets.HTML(layout=WIDE), widgets.HTML(layout=MARK)
        self.mark.add_class("adda-mark")
        self.field = _field(lever, state)
        self.name = f"adda-{arm}-{lever.path.replace('.', '-')}"
        self.field.add_class(self.name)
        self.box = widgets.VBox([self.label, self.field, self.mark], layout=WIDE)
        self.box.add_class("adda-control")
        if isinstance(self.field, NumberField) and self.field.slider is None:
            self.box.add_class("adda-beside")
        self._writing, self._currency = False, ""
        for part in _parts(self.field):
            part.observe(state.spoken(self._moved), "value")
        self.show()

    @property
    def spoken(self) -> str:
        """What a screen reader says for this control."""
        return f"{self.arm.upper()}, {labels.title(self.lever)}"

    def show(self) -> None:
        """Show what the state holds."""
        now = labels.value_at(getattr(self.state, self.arm), self.lever.path)
        self._writing = True
        try:
            _put(self.field, now)
        finally:
            self._writing = False
        if self._currency != self.state.market.prices.currency:
            self._currency = self.state.market.prices.currency
            self.label.value = _label(self.lever, self._currency)
        self._mark(self._comes_to(now) + self._template(now))

    def _moved(self, _change: Any) -> None:
        if self._writing:
            return
        if not self.state.change(self.arm, self.lever.path, _read(self.field)):
            refused = self.state.error
            self.show()
            self._mark(f'<span class="adda-wrong" role="alert">{html.escape(refused)}</span>')

    def _comes_to(self, now: Any) -> str:
        """Say what a weight comes to among its like, where its own figure does not say so."""
        share = shares(getattr(self.state, self.arm)).get(self.lever.path)
        if share is None or (self.lever.in_percent and percent(share) == percent(now)):
            return ""
        said = _("{share} of the talk") if self.lever.in_percent else _("{share} of the posts")
        return f'<span class="adda-unit">{html.escape(said.format(share=percent(share)))}</span> '

    def _template(self, now: Any) -> str:
        """Say what the template has, where it is something else."""
        was = labels.value_at(self.state.templates[self.arm], self.lever.path)
        if was == now:
            return ""
        said = _("template: {value}").format(value=labels.said(self.lever, was))
        return f'<span class="adda-changed">● {html.escape(said)}</span>'

    def _mark(self, text: str) -> None:
        if self.mark.value != text:
            self.mark.value = text
            self.mark.layout.display = None if text else "none"


def card(state: StudioState, arm: str) -> tuple[widgets.Accordion, list[Control], CalendarEditor]:
    """Return the folding groups of an arm's controls, the controls, and the calendar's editor."""
    editor = CalendarEditor(state, arm)
    controls = [Control(state, arm, lever) for lever in levers() if lever.form != "calendar"]
    groups = []
    for group in GROUPS:
        mine = [control for control in controls if control.lever.group == group]
        rows: list[widgets.Widget] = []
        under = ""
        for control in mine:
            if _heads(control.lever, under, GROUPS[group]):
                rows.append(widgets.HTML(f"<b>{html.escape(_(control.lever.under))}</b>"))
            under = control.lever.under
            rows.append(control.box)
        if group == "what":
            rows.append(editor.box)
        groups.append(widgets.VBox(rows, layout=WIDE))
    titles = [_(title) for title in GROUPS.values()]
    folded = widgets.Accordion(groups, titles=titles, selected_index=0, layout=WIDE)
    return folded, controls, editor


def _heads(lever: Lever, under: str, group: str) -> bool:
    """Does a heading stand above this lever? Not one that says what is already read there."""
    return lever.under not in ("", under, group, lever.title)


def _label(lever: Lever, currency: str) -> str:
    """Return a lever's title and unit, and what it rests on, as HTML."""
    title, unit = _(lever.title), labels.unit(lever.unit, currency)
    if unit.casefold() in title.casefold() or (lever.in_percent and lever.unit in PLAIN_SHARES):
        unit = ""
    meaning = html.escape(_(lever.meaning))
    return (
        f'<span class="adda-label" title="{meaning}">{html.escape(title)}</span>'
        f' <span class="adda-unit">{html.escape(unit)}</span>'
        f"{as_details(lever.path, lever.meaning)}"
    )


def _field(lever: Lever, state: StudioState) -> widgets.Widget:
    makers: dict[str, Callable[[], widgets.Widget]] = {
        "choice": lambda: widgets.Dropdown(
            options=[(labels.choice(name), name or NOWHERE) for name in lever.options],
            layout=WIDE,
        ),
        "several": lambda: widgets.Box(
            [_check(name) for name in lever.options],
            layout=widgets.Layout(flex_flow="row wrap", width="auto"),
        ),
    }
    if lever.form in makers:
        return makers[lever.form]()
    return NumberField(labels.span(lever), state.spoken, slider=lever.in_percent)


def _check(name: str | None) -> widgets.Checkbox:
    made = widgets.Checkbox(
        description=labels.choice(name), indent=False, layout=widgets.Layout(width="130px")
    )
    made.option = name
    return made


def _parts(field: widgets.Widget) -> tuple[widgets.Widget, ...]:
    return (field,) if hasattr(field, "value") else field.children


def _put(field: widgets.Widget, value: Any) -> None:
    if isinstance(field, widgets.Dropdown):
        field.value = value or NOWHERE
    elif hasattr(field, "value"):
        field.value = value
    else:
        for check in field.children:
            check.value = check.option in value


def _read(field: widgets.Widget) -> Any:
    if isinstance(field, widgets.Dropdown):
        return field.value or None
    if hasattr(field, "value"):
        return field.value
    return [check.option for check in field.children if check.value]
