"""Over time: one outcome, day by day, for both arms, and the difference pair by pair below it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.figures.across import Arms, across, several
from sim.figures.style import (
    ARMS,
    DASHES,
    GRID,
    INK,
    NEUTRAL,
    SOFT,
    Picture,
    arm_name,
    faint,
    picture,
)
from sim.outcomes import HORIZONS, OUTCOMES, Window, unit_of
from sim.words import _, current, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run


def course_table(arms: Arms, name: str) -> "pd.DataFrame":
    """Return an outcome's course over runs: arm, day, mean, low, high, runs."""
    course: Any = OUTCOMES[name].course

    def by_day(run: "Run") -> dict[tuple, float]:
        values = course(Window(run).daily)
        return {(day + 1,): float(value) for day, value in enumerate(values)}

    return across(arms, by_day, ("day",))


def over_time(
    series: "pd.DataFrame",
    name: str,
    names: Sequence[str],
    difference: "pd.DataFrame | None" = None,
    currency: str = "",
) -> Picture:
    """Draw an outcome's course: arm, day, mean, low, high, runs, as `Comparison.series` has it.

    name: of the outcome, or of a daily column. difference: B minus A a day, as
    `Comparison.difference` has it, drawn below. currency: of the market, for money.
    """
    from plotly.subplots import make_subplots

    below = difference is not None and len(names) > 1
    unit = _unit(name, currency)
    made = picture(
        _finding(series, name, len(names)), _said(series, below), 330 + 150 * below, legend=True
    )
    rows = 1 + below
    make_subplots(
        rows=rows, cols=1, shared_xaxes=True, vertical_spacing=0.08, figure=made,
        row_heights=[0.7, 0.3][:rows],
    )  # fmt: skip
    for arm, title in enumerate(names):
        mine = series[series["arm"] == arm]
        _band(made, mine, ARMS[arm], row=1)
        made.add_scatter(
            x=mine["day"], y=mine["mean"], mode="lines", name=arm_name(arm, title), row=1, col=1,
            line={"color": ARMS[arm], "width": 3, "dash": DASHES[arm]},
            hovertemplate="%{y:.4g}<extra></extra>",
        )  # fmt: skip
    made.update_yaxes(title_text=unit, row=1, col=1, rangemode=_floor(series))
    if below:
        _difference(made, difference)
    _marks(made, int(series["day"].max()), rows)
    made.update_layout(hovermode="x unified")
    return made


def _band(made: Picture, rows: "pd.DataFrame", colour: str, row: int) -> None:
    if not several(rows):
        return
    for column, fill in (("low", None), ("high", "tonexty")):
        made.add_scatter(
            x=rows["day"], y=rows[column], mode="lines", line={"width": 0}, fill=fill,
            fillcolor=faint(colour), hoverinfo="skip", showlegend=False, row=row, col=1,
        )  # fmt: skip


def _difference(made: Picture, difference: "pd.DataFrame") -> None:
    _band(made, difference, NEUTRAL, row=2)
    made.add_scatter(
        x=difference["day"], y=difference["mean"], mode="lines", line={"color": INK, "width": 2},
        showlegend=False, hovertemplate="B − A: %{y:.4g}<extra></extra>", row=2, col=1,
    )  # fmt: skip
    made.add_hline(0, line={"color": SOFT, "width": 1}, row=2, col=1)
    made.update_yaxes(title_text="B − A", row=2, col=1)


def _marks(made: Picture, days: int, rows: int) -> None:
    made.update_xaxes(title_text=_("day"), row=rows, col=1)
    made.update_xaxes(showgrid=False, zeroline=False)
    for day in HORIZONS:
        if day <= days:
            made.add_vline(day, line={"color": GRID, "width": 2, "dash": "dot"}, layer="below")


def _floor(series: "pd.DataFrame") -> str:
    return "tozero" if series["low"].min() >= 0 else "normal"


def _unit(name: str, currency: str) -> str:
    return unit_of(OUTCOMES[name], current(), currency) if name in OUTCOMES else name


def _said(series: "pd.DataFrame", below: bool) -> str:
    runs = int(series["runs"].max())
    if runs < 2:
        return _("One run of each; how far luck matters shows with more.")
    said = _("Mean of {runs} runs of each; band: 8 of 10 runs.")
    if below:
        said += " " + _("Below: B minus A, with the same luck.")
    return said.format(runs=number(runs))


def _value(name: str, value: float) -> str:
    return OUTCOMES[name].figure(value, current()) if name in OUTCOMES else number(value)


def _finding(series: "pd.DataFrame", name: str, arms: int) -> str:
    label = _(OUTCOMES[name].label) if name in OUTCOMES else name
    value = partial(_value, name)
    day = int(series["day"].max())
    ends = series[series["day"] == day].set_index("arm")["mean"]
    if arms == 1:
        said = _("{outcome} after {days} days: {value}")
        return said.format(outcome=label, days=number(day), value=value(ends[0]))
    said = _("{outcome} after {days} days: {a} with A, {b} with B")
    return said.format(outcome=label, days=number(day), a=value(ends[0]), b=value(ends[1]))
