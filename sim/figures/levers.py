"""Levers: which groups of levers make the difference between two strategies, as steps."""

from typing import TYPE_CHECKING, Any

from sim.figures.rows import bold, name_rows, row_height, wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, Picture, notice, picture, surface
from sim.outcomes import OUTCOMES, unit_of
from sim.words import _, current

if TYPE_CHECKING:
    import pandas as pd

ROW = 46


def waterfall(table: "pd.DataFrame", name: str, pairs: int, currency: str = "") -> Picture:
    """Draw the table of `Explanation.table`: from A on top to B below, a group of levers a step.

    table: group ("all" for the whole), label, difference, low, high, call. name: of the outcome.
    """
    said = _("What changes when B takes the place of A, group by group of levers; {pairs} worlds.")
    said += " " + _("Thin lines: 95 % intervals. Grey: too close to call.")
    said += " " + _("Orange: in favour of A; blue, hatched: of B.")
    names = [_name(row) for row in table.itertuples()]
    height = 90 + row_height(names, ROW) * len(table)
    made = picture(_finding(table, name), said.format(pairs=current().number(pairs)), height)
    at = 0.0
    for place, row in enumerate(table.itertuples()):
        base = 0.0 if row.group == "all" else at
        _step(made, row, (place, base), name)
        at = base + row.difference
    made.add_vline(0, line={"color": SOFT, "width": 1})
    name_rows(made, names)
    unit = unit_of(OUTCOMES[name], current(), currency)
    title = _("{outcome}: B minus A, {unit}").format(outcome=_(OUTCOMES[name].label), unit=unit)
    made.update_xaxes(title_text=title)
    made.update_layout(barmode="overlay", margin_r=90)
    return made


def without_levers() -> Picture:
    """Return the picture of two plans that do not differ."""
    return notice(_("A and B do not differ"), _("Move a lever to see which one matters."))


def _name(row: Any) -> str:
    return bold(wrapped(row.label)) if row.group == "all" else wrapped(row.label)


def _step(made: Picture, row: Any, at: tuple[int, float], name: str) -> None:
    place, base = at
    good = (row.difference > 0) == (OUTCOMES[name].better != "lower")
    colour = NEUTRAL if row.call == "open" else ARMS[1] if good else ARMS[0]
    text = OUTCOMES[name].apart(row.difference, current(), signed=True)
    made.add_bar(
        x=[row.difference], y=[place], base=[base],
        orientation="h", marker=surface(colour, good and row.call != "open"), showlegend=False,
        hoverinfo="skip",
        error_x={"type": "data", "symmetric": False, "array": [row.high - row.difference],
                 "arrayminus": [row.difference - row.low], "color": INK, "thickness": 1},
    )  # fmt: skip
    made.add_annotation(
        text=text, x=1, xref="paper", xanchor="left", y=place, showarrow=False, xshift=8,
        font={"color": INK, "size": 13},
    )  # fmt: skip


def _finding(table: "pd.DataFrame", name: str) -> str:
    steps = table[table["group"] != "all"]
    clear = steps[steps["call"] != "open"]
    label = _(OUTCOMES[name].label)
    if not len(clear):
        return _("{outcome}: no group of levers makes a clear difference").format(outcome=label)
    best = clear.iloc[0]
    said = _("{outcome}: most of the difference comes from “{group}” ({step})")
    step = OUTCOMES[name].apart(best["difference"], current(), signed=True)
    return said.format(outcome=label, group=best["label"], step=step)
