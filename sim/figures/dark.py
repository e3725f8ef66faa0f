"""Dark share: how many visits came from private sharing, step by step, as an interval."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.figures.style import INK, NEUTRAL, PRIVATE, Picture, picture
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd


def dark_interval(table: "pd.DataFrame", share: Sequence[float]) -> Picture:
    """Draw the reckoning of a dark share line by line: dots with what the assumptions leave open.

    table: step, low, central, high (visits), as `DarkShare.table` gives it. share: the result, low,
    central, high, of all visits.
    """
    said = _("Visits; the line spans what the assumptions allow, the dot is the middle value.")
    made = picture(_finding(share), said, 90 + 40 * len(table))
    places = list(range(len(table)))
    last = len(places) - 1
    made.add_scatter(
        x=table["central"], y=places, mode="markers", hoverinfo="skip", showlegend=False,
        error_x={
            "type": "data", "symmetric": False, "color": INK, "thickness": 1.6, "width": 5,
            "array": table["high"] - table["central"],
            "arrayminus": table["central"] - table["low"],
        },
        marker={
            "opacity": 1,
            "size": [10 if at < last else 14 for at in places],
            "color": [NEUTRAL if at < last else PRIVATE for at in places],
            "symbol": ["circle" if at < last else "diamond" for at in places],
            "line": {"color": INK, "width": 0.7},
        },
    )  # fmt: skip
    for at, (_place, row) in zip(places, table.iterrows(), strict=True):
        made.add_annotation(
            x=row["high"], y=at, text=number(float(row["central"]), 0), showarrow=False,
            xanchor="left", xshift=10, font={"size": 12, "color": INK},
        )  # fmt: skip
    made.update_yaxes(
        tickvals=places, ticktext=[str(step) for step in table["step"]], autorange="reversed",
        showgrid=False,
    )  # fmt: skip
    made.update_xaxes(title_text=_("visits"), rangemode="tozero", tickformat=",")
    made.update_layout(margin_r=60)
    return made


def _finding(share: Sequence[float]) -> str:
    low, central, high = (percent(float(value)) for value in share)
    said = _("{central} of visits came from private sharing; anything from {low} to {high} fits")
    return said.format(central=central, low=low, high=high)
