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
    below = difference is not None and len(names) > 1
    unit = _unit(name, currency)
    made = picture(
        finding(series, name, len(names)), _said(series, below), 330 + 150 * below, legend=True
    )
    for arm, title in enumerate(names):
        mine = series[series["arm"] == arm]
        _band(made, mine, ARMS[arm])
        made.add_scatter(
            x=mine["day"], y=mine["mean"], name=arm_name(arm, title),
            mode="lines+markers" if len(mine) == 1 else "lines",
            line={"color": ARMS[arm], "width": 3, "dash": DASHES[arm]},
            hovertemplate="%{y:.4g}<extra></extra>",
        )  # fmt: skip
    if below:
        _difference(made, difference)
    _axes(made, int(series["day"].max()), below)
    made.layout.yaxis.update({"title": {"text": unit}, "rangemode": _floor(series)})
    return made


def _band(made: Picture, rows: "pd.DataFrame", colour: str, axis: str = "y") -> None:
    if not several(rows):
        return
    for column, fill in (("low", None), ("high", "tonexty")):
        made.add_scatter(
            x=rows["day"], y=rows[column], mode="lines", line={"width": 0}, fill=fill,
            fillcolor=faint(colour), hoverinfo="skip", showlegend=False, yaxis=axis,
        )  # fmt: skip


def _difference(made: Picture, difference: "pd.DataFrame") -> None:
    _band(made, difference, NEUTRAL, axis="y2")
    made.add_scatter(
        x=difference["day"], y=difference["mean"], mode="lines", line={"color": INK, "width": 2},
        showlegend=False, hovertemplate="B − A: %{y:.4g}<extra></extra>", yaxis="y2",
    )  # fmt: skip


def _axes(made: Picture, days: int, below: bool) -> None:
    """Lay out one axis of days, the outcome above and the difference, if there is one, below.

    By hand and in few steps: this picture follows a slider, and plotly's helpers take their time.
    """
    made.layout.xaxis = {
        "title": {"text": _("day")}, "showgrid": False, "zeroline": False,
        "anchor": "y2" if below else "y",
    }  # fmt: skip
    made.layout.yaxis = {"domain": [0.36 if below else 0.0, 1.0]}
    mark = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    look = {"color": GRID, "width": 2, "dash": "dot"}
    made.layout.shapes = [
        {**mark, "x0": day, "x1": day, "line": look} for day in HORIZONS if day <= days
    ]
    if below:
        made.layout.yaxis2 = {
            "domain": [0.0, 0.28], "title": {"text": "B − A"}, "zeroline": True,
            "zerolinecolor": SOFT,
        }  # fmt: skip
    made.layout.hovermode = "x unified"


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


def finding(series: "pd.DataFrame", name: str, arms: int = 2) -> str:
    """Return in a sentence where an outcome stands at the end of its course."""
    label = _(OUTCOMES[name].label) if name in OUTCOMES else name
    value = partial(_value, name)
    day = int(series["day"].max())
    ends = series[series["day"] == day].set_index("arm")["mean"]
    if arms == 1:
        said = _("{outcome} after {days} days: {value}")
        return said.format(outcome=label, days=number(day), value=value(ends[0]))
    said = _("{outcome} after {days} days: {a} with A, {b} with B")
    return said.format(outcome=label, days=number(day), a=value(ends[0]), b=value(ends[1]))
