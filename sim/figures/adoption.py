"""Bass fit: adopters in each period beside the curve that was fitted to them."""

from typing import TYPE_CHECKING

from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, Picture, faint, picture
from sim.words import N_, _, number

if TYPE_CHECKING:
    import pandas as pd

Ends = tuple[float, float | None, float | None]
_TIMES = {
    "day": N_("days since the beginning"),
    "week": N_("weeks since the beginning"),
    "month": N_("months since the beginning"),
    "quarter": N_("quarters since the beginning"),
    "year": N_("years since the beginning"),
}


def bass_fit(table: "pd.DataFrame", step: str, q_yearly: Ends, peak: Ends) -> Picture:
    """Draw adopters a period as bars and the fitted curve as a line, the peak as a band.

    table: period (from 1), count, fitted, as `BassFit.table` gives it. step: day, week, month,
    quarter or year. q_yearly, peak: value, low, high (None: not bounded) of the word of mouth a
    year and of the periods from the launch to the peak.
    """
    said = _(
        "Bars: adopters a period. Line: the fitted curve. Band: where the peak may lie (95 %)."
    )
    made = picture(_finding(q_yearly), said, 360, legend=True)
    made.add_bar(
        x=table["period"], y=table["count"], name=_("counted"), marker={"color": NEUTRAL},
        hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
    )  # fmt: skip
    made.add_scatter(
        x=table["period"], y=table["fitted"], name=_("fitted"), mode="lines",
        line={"color": ARMS[1], "width": 3}, hovertemplate="%{x}: %{y:,.1f}<extra></extra>",
    )  # fmt: skip
    _mark_peak(made, peak, float(table["period"].max()))
    made.update_xaxes(title_text=_(_TIMES[step]), range=[0.2, float(table["period"].max()) + 0.8])
    made.update_yaxes(title_text=_("new adopters"), rangemode="tozero")
    return made


def _mark_peak(made: Picture, peak: Ends, last: float) -> None:
    """Draw the interval of the peak, as far as it lies in the picture."""
    low, high = peak[1] or 0.0, last + 0.5 if peak[2] is None else peak[2]
    low, high = (min(end + 0.5, last + 0.8) for end in (low, high))
    if low < last and peak[0] > 0:
        made.add_vrect(x0=low, x1=high, fillcolor=faint(ARMS[1], 0.15), line_width=0, layer="below")
    if 0 < peak[0] < last:
        made.add_vline(x=peak[0] + 0.5, line={"color": INK, "width": 1, "dash": "dot"},
            annotation={"text": _("peak"), "font": {"size": 12, "color": SOFT}})  # fmt: skip


def _finding(q_yearly: Ends) -> str:
    value, low, high = q_yearly
    if low is None or high is None:
        said = _("Word of mouth adds {value} a year, but the series does not bound it")
        return said.format(value=number(value, 2))
    said = _("Word of mouth (q) is {value} a year, {low} to {high}")
    return said.format(value=number(value, 2), low=number(low, 2), high=number(high, 2))
