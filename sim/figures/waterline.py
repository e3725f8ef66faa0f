"""Iceberg: the talk that the brand can see, and the talk that it cannot, with the water line."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.across import Arms, across, drawn_from, period_days, several
from sim.figures.style import PRIVATE, PUBLIC, SOFT, Picture, arm_rows, picture, surface, top_of
from sim.outcomes.window import Window
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

WATER = "#4A90C2"


def iceberg_table(arms: Arms) -> "pd.DataFrame":
    """Return shares by people a period: arm, day (of its start), seen (bool), mean, low, high.

    Seen are public feeds, brand pages and the rooms that the brand hosts; unseen are direct chats,
    private groups and talk face to face.
    """
    table = across(arms, _shares_by_period, ("day", "seen"))
    table["period"] = period_days(max(run.scenario.days for runs in arms for run in runs))
    return table.sort_values(["arm", "day", "seen"], ignore_index=True)


def unseen_share(table: "pd.DataFrame", arm: int) -> float:
    """Return the share of an arm's talk that the brand cannot see; NaN where there was none."""
    mine = table[table["arm"] == arm]
    total = mine["mean"].sum()
    return float(mine.loc[~mine["seen"], "mean"].sum() / total) if total else float("nan")


def iceberg(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `iceberg_table`: an arm a row, seen talk above the water line."""
    period = _("day") if table["period"].max() == 1 else _("week")
    said = _("Shares by people a {period}: above the line in sight of the brand, below out of it.")
    made = picture(
        _finding(table, len(names)),
        said.format(period=period) + " " + drawn_from(table),
        90 + 200 * len(names),
        legend=True,
    )
    arm_rows(made, names)
    for arm in range(len(names)):
        for seen in (True, False):
            _bars(made, table[(table["arm"] == arm) & (table["seen"] == seen)], arm, seen)
    _axes(made, table, len(names))
    return made


def _shares_by_period(run: "Run") -> Mapping[tuple, float]:
    window = Window(run)
    length = period_days(run.scenario.days)
    by_people, seen = window.by_people, window.in_sight
    start = window.shares["tick"] // window.ticks_per_day // length * length
    found = {
        (day, side): 0.0 for day in range(0, run.scenario.days, length) for side in (True, False)
    }
    for day, side in zip(start[by_people].tolist(), seen[by_people].tolist(), strict=True):
        found[day, side] += 1.0
    return found


def _finding(table: "pd.DataFrame", arms: int) -> str:
    shares = [unseen_share(table, arm) for arm in range(arms)]
    if any(np.isnan(share) for share in shares):
        return _("Nobody passed anything on")
    if arms == 1:
        return _("The brand cannot see {share} of the talk").format(share=percent(shares[0]))
    said = _("The brand cannot see {a} of the talk with A and {b} with B")
    return said.format(a=percent(shares[0]), b=percent(shares[1]))


def _bars(made: Picture, rows: "pd.DataFrame", arm: int, seen: bool) -> None:
    side, colour = (1, PUBLIC) if seen else (-1, PRIVATE)
    error = None
    if several(rows):
        error = {
            "array": rows["high" if seen else "low"] * side - rows["mean"] * side,
            "arrayminus": rows["mean"] * side - rows["low" if seen else "high"] * side,
            "color": SOFT, "thickness": 1, "width": 0,
        }  # fmt: skip
    made.add_bar(
        x=rows["day"], y=rows["mean"] * side, error_y=error, row=arm + 1, col=1,
        marker=surface(colour, hatched=colour == PUBLIC),
        name=_("seen by the brand") if seen else _("not seen by the brand"),
        legendgroup=str(seen), showlegend=arm == 0,
        customdata=rows["mean"], hovertemplate="%{customdata:.1f}<extra></extra>",
    )  # fmt: skip


def _axes(made: Picture, table: "pd.DataFrame", arms: int) -> None:
    top = top_of(table["high"].tolist()) * 1.1
    ticks = [t for t in _nice(top) if t <= top]
    values = sorted({-t for t in ticks} | set(ticks))
    made.update_layout(barmode="relative", bargap=0.08)
    made.update_yaxes(
        range=[-top, top], tickvals=values, ticktext=[number(abs(v)) for v in values],
        title_text=_("shares"),
    )  # fmt: skip
    made.update_xaxes(title_text=_("day"), row=arms, col=1)
    for arm in range(arms):
        made.add_hline(0, line={"color": WATER, "width": 3}, row=arm + 1, col=1)


def _nice(top: float) -> list[float]:
    """Return round steps from 0 up to `top`, about three of them."""
    step = 10.0 ** np.floor(np.log10(top / 2))
    step *= max(factor for factor in (1, 2, 5) if factor * step <= top / 2)
    return [float(step * i) for i in range(int(top // step) + 1)]
