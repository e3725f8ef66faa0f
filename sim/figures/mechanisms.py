"""Mechanisms: what each behaviour of people carries of the difference between two strategies."""

from typing import TYPE_CHECKING, Any

from sim.figures.rows import bold, name_rows, row_height, wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, Picture, picture, surface
from sim.outcomes import OUTCOMES, unit_of
from sim.words import _, current, number

if TYPE_CHECKING:
    import pandas as pd

ROW = 34
MOST = 10
WHOLE, REST = "all", "rest"


def mechanisms_waterfall(
    table: "pd.DataFrame", name: str, pairs: int, currency: str = "", most: int = MOST
) -> Picture:
    """Draw the table of `Mechanisms.table`: the largest steps, the rest, the whole difference.

    What each carries is the whole difference less the one that is left without it.
    """
    table = _shortened(table[table["difference"].notna()], most)
    names = [_name(row) for row in table.itertuples()]
    height = 70 + row_height(names, ROW) * len(table)
    made = picture(_finding(table, name), _said(pairs), height)
    at = 0.0
    for place, row in enumerate(table.itertuples()):
        at = _step(made, row, (place, 0.0 if row.mechanism == WHOLE else at), name)
    made.add_vline(0, line={"color": SOFT, "width": 1})
    name_rows(made, names)
    one = OUTCOMES[name]
    unit = unit_of(one, current(), currency)
    title = _("{outcome}: B minus A, {unit}").format(outcome=_(one.label), unit=unit)
    made.update_xaxes(title_text=title)
    made.update_layout(barmode="overlay", margin_r=90)
    return made


def _shortened(table: "pd.DataFrame", most: int) -> "pd.DataFrame":
    """Return the largest mechanisms; what the others carry goes to the rest, so that steps add."""
    import pandas

    last = table["mechanism"].isin([WHOLE, REST])
    first, others = table[~last].iloc[:most], table[~last].iloc[most:]
    tail = table[last].copy()
    rest = tail["mechanism"] == REST
    if len(others) and rest.any():
        tail.loc[rest, ["difference", "low", "high"]] += float(others["difference"].sum())
        tail.loc[rest, "label"] = _("All others, and through each other")
    return pandas.concat([first, tail])


def _name(row: Any) -> str:
    return bold(wrapped(row.label)) if row.mechanism == WHOLE else wrapped(row.label)


def _step(made: Picture, row: Any, at: tuple[int, float], name: str) -> float:
    place, base = at
    one = OUTCOMES[name]
    good = (row.difference > 0) == (one.better != "lower")
    sure = row.call in ("higher", "lower") and row.mechanism != REST
    colour = NEUTRAL if not sure else ARMS[1] if good else ARMS[0]
    made.add_bar(
        x=[row.difference], y=[place], base=[base], orientation="h", showlegend=False,
        marker=surface(colour, hatched=good and sure), hoverinfo="skip",
        error_x={"type": "data", "symmetric": False, "array": [row.high - row.difference],
                 "arrayminus": [row.difference - row.low], "color": INK, "thickness": 1},
    )  # fmt: skip
    made.add_annotation(
        text=one.apart(row.difference, current(), signed=True), x=1, xref="paper", y=place,
        xanchor="left", xshift=8, showarrow=False, font={"color": INK, "size": 13},
    )  # fmt: skip
    return base + float(row.difference)


def _said(pairs: int) -> str:
    said = _(
        "What is gone of the difference when a behaviour is switched off for both; {pairs} worlds."
        " They work through each other, so they do not add up by themselves: the last step but one"
        " is the rest. Thin lines: 95 % intervals. Grey: too close to call."
    )
    said += " " + _("Orange: in favour of A; blue, hatched: of B.")
    return said.format(pairs=number(pairs))


def _finding(table: "pd.DataFrame", name: str) -> str:
    label = _(OUTCOMES[name].label)
    steps = table[~table["mechanism"].isin([WHOLE, REST])]
    clear = steps[steps["call"].isin(["higher", "lower"])]
    if not len(clear):
        return _("{outcome}: no mechanism carries a clear part of the difference").format(
            outcome=label
        )
    best = clear.iloc[0]
    step = OUTCOMES[name].apart(best["difference"], current(), signed=True)
    said = _("{outcome}: most of the difference is carried by “{mechanism}” ({step})")
    return said.format(outcome=label, mechanism=best["label"], step=step)
