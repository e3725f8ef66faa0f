"""Dark share: how many visits came from private sharing, step by step, as an interval."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.figures.rows import name_rows, row_height, wrapped
from sim.figures.style import INK, NEUTRAL, PRIVATE, Picture, breadth, picture
from sim.figures.ticks import fitting_ticks
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd


ROW = 36
ROOM, LETTER = 40, 6.6  # letters along the axis; pixels of one beside it


def dark_interval(table: "pd.DataFrame", share: Sequence[float]) -> Picture:
    """Draw the reckoning of a dark share line by line: dots with what the assumptions leave open.

    table: step, low, central, high (visits), as `DarkShare.table` gives it. share: the result, low,
    central, high, of all visits.
    """
    said = _("Visits; the line spans what the assumptions allow, the dot is the middle value.")
    names = [wrapped(str(step)) for step in table["step"]]
    made = picture(_finding(share), said, 90 + row_height(names, ROW) * len(table))
    places = list(range(len(table)))
    last = len(places) - 1
    made.add_scatter(
        x=table["central"], y=places, mode="markers", hoverinfo="skip", showlegend=False,
        cliponaxis=False,
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
    written = [_told(row) for _place, row in table.iterrows()]
    for at, told in zip(places, written, strict=True):
        made.add_annotation(
            x=1, xref="paper", y=at, text=told, showarrow=False,
            xanchor="left", xshift=8, font={"size": 12, "color": INK},
        )  # fmt: skip
    name_rows(made, names)
    most = float(table["high"].max()) or 1.0
    ticks = fitting_ticks(0.0, most, ROOM)
    made.update_xaxes(
        title_text=_("visits"), range=[-0.02 * most, 1.04 * most], zeroline=False, tickangle=0,
        tickvals=ticks, ticktext=[number(tick) for tick in ticks],
    )  # fmt: skip
    made.update_layout(margin_r=round(20 + LETTER * max(map(breadth, written), default=0)))
    return made


def _told(row: "pd.Series") -> str:
    """Return a step's middle value, and where it may lie if that is not certain."""
    low, central, high = (number(float(row[name]), 0) for name in ("low", "central", "high"))
    return central if low == high else f"{central} ({low}–{high})"


def _finding(share: Sequence[float]) -> str:
    low, central, high = (percent(float(value)) for value in share)
    said = _("{central} of visits came from private sharing; anything from {low} to {high} fits")
    return said.format(central=central, low=low, high=high)
