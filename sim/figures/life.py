"""Life: how long people stay in the community after they joined."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim import tables
from sim.figures.across import Arms
from sim.figures.style import ARMS, DASHES, SOFT, Picture, arm_name, faint, picture
from sim.words import _, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

Z = 1.96


def stays(run: "Run") -> tuple[np.ndarray, np.ndarray]:
    """Return, for every time somebody joined, the days they stayed and whether they then left."""
    events = run.tables["events"]
    per_day = run.scenario.market.ticks_per_day
    open_since: dict[int, int] = {}
    days, left = [], []
    moves = np.isin(events["kind"], (tables.JOINED, tables.LEFT))
    for kind, person, tick in zip(
        *(events[name][moves].tolist() for name in ("kind", "person", "tick")), strict=True
    ):
        if kind == tables.JOINED:
            open_since[person] = tick
        elif person in open_since:
            days.append((tick - open_since.pop(person)) / per_day)
            left.append(True)
    last = run.scenario.ticks
    days += [(last - since) / per_day for since in open_since.values()]
    left += [False] * len(open_since)
    return np.array(days), np.array(left, dtype=bool)


def retention_table(arms: Arms) -> "pd.DataFrame":
    """Return how many of 100 who joined are still members: arm, day, kept, low, high, watched.

    The Kaplan-Meier estimate over all who joined in all runs of an arm, with Greenwood's 95 %
    interval on the log-log scale; `watched` is how many had been members so long. A curve ends
    where fewer than five are watched.
    """
    import pandas as pd

    rows = []
    for arm, runs in enumerate(arms):
        found = [stays(run) for run in runs]
        days = np.concatenate([one for one, _left in found])
        left = np.concatenate([one for _days, one in found])
        rows += [(arm, *row) for row in kept(days, left)]
    return pd.DataFrame(rows, columns=["arm", "day", "kept", "low", "high", "watched"])


def kept(days: np.ndarray, left: np.ndarray) -> list[tuple[float, float, float, float, int]]:
    """Return (day, share kept, low, high, watched) at day 0 and at each day somebody left."""
    rows = [(0.0, 1.0, 1.0, 1.0, len(days))]
    share, variance = 1.0, 0.0
    for day in np.unique(days[left]):
        watched, gone = int((days >= day).sum()), int((left & (days == day)).sum())
        if watched < 5 or watched == gone:
            break
        share *= 1 - gone / watched
        variance += gone / (watched * (watched - gone))
        spread = np.exp(Z * np.sqrt(variance) / abs(np.log(share)))
        rows.append((float(day), share, share**spread, share ** (1 / spread), watched))
    watched_last = np.sort(days)[::-1][4] if len(days) >= 5 else 0.0
    if watched_last > rows[-1][0]:
        rows.append((float(watched_last), *rows[-1][1:4], 5))
    return rows


def member_life(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `retention_table`: of 100 who joined, how many stay how long."""
    made = picture(
        _finding(table, len(names)),
        _("Of 100 who joined, still members after so many days; band: 95 % interval."),
        330,
        legend=True,
    )
    for arm, name in enumerate(names):
        mine = table[table["arm"] == arm]
        edge = {"shape": "hv", "width": 0}
        for column, fill in (("low", None), ("high", "tonexty")):
            made.add_scatter(
                x=mine["day"], y=100 * mine[column], mode="lines", line=edge, fill=fill,
                fillcolor=faint(ARMS[arm]), hoverinfo="skip", showlegend=False,
            )  # fmt: skip
        made.add_scatter(
            x=mine["day"], y=100 * mine["kept"], mode="lines", name=arm_name(arm, name),
            line={"color": ARMS[arm], "width": 3, "shape": "hv", "dash": DASHES[arm]},
            hovertemplate="%{y:.0f}<extra></extra>",
        )  # fmt: skip
    made.update_xaxes(title_text=_("days since joining"), rangemode="tozero", showgrid=False)
    made.update_yaxes(title_text=_("of 100 who joined"), range=[0, 103])
    made.add_annotation(
        text=_watched(table, len(names)), x=0, y=0, xref="paper", yref="paper", xanchor="left",
        yanchor="bottom", showarrow=False, font={"size": 12, "color": SOFT}, xshift=6, yshift=6,
    )  # fmt: skip
    return made


def _watched(table: "pd.DataFrame", arms: int) -> str:
    counts = [int(table.loc[table["arm"] == arm, "watched"].max()) for arm in range(arms)]
    said = _("times somebody joined, in all runs: {counts}")
    return said.format(counts=", ".join(number(count) for count in counts))


def _finding(table: "pd.DataFrame", arms: int) -> str:
    ends = [table.loc[table["arm"] == arm, "day"].max() for arm in range(arms)]
    day = max((mark for mark in (7, 14, 30, 90, 180) if mark <= min(ends)), default=None)
    if day is None:
        return _("Too few joined to say how long they stay")
    found = []
    for arm in range(arms):
        mine = table[(table["arm"] == arm) & (table["day"] <= day)]
        found.append(number(round(100 * mine["kept"].iloc[-1])))
    if arms == 1:
        said = _("After {days} days {kept} of 100 who joined are still members")
        return said.format(days=number(day), kept=found[0])
    said = _("After {days} days {a} of 100 who joined are still members with A, {b} with B")
    return said.format(days=number(day), a=found[0], b=found[1])
