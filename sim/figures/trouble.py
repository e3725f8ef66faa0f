"""Trouble: how a rumour runs, when the brand answers, and what becomes of people's affinity."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim import facts, tables
from sim.figures.across import Arms, drawn_from
from sim.figures.style import (
    ARMS,
    DASHES,
    INK,
    LETTERS,
    PRIVATE,
    PUBLIC,
    SOFT,
    Picture,
    arm_name,
    notice,
    picture,
    surface,
)
from sim.words import _, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

BEFORE, AFTER = 5, 40  # days shown around the first crisis
OPEN = ("feed", "page")


def crisis_table(arms: Arms) -> "pd.DataFrame":
    """Return how a rumour runs: arm, day, private, public, affinity, answered, crisis, runs.

    private and public are shares of the rumour, answered counts acts of the manager. One row
    an arm and day around the first crisis, means over the runs; empty without a crisis.
    """
    import pandas as pd

    rows = []
    for arm, runs in enumerate(arms):
        day = first_crisis(runs[0])
        if day is None:
            continue
        found = [_by_day(run) for run in runs]
        first, last = max(0, day - BEFORE), min(runs[0].scenario.days, day + AFTER)
        for at in range(first, last):
            values = [float(np.mean([one[name][at] for one in found])) for name in _COLUMNS]
            rows.append((arm, at + 1, *values, at == day, len(runs)))
    return pd.DataFrame(rows, columns=["arm", "day", *_COLUMNS, "crisis", "runs"])


_COLUMNS = ("private", "public", "affinity", "answered")


def first_crisis(run: "Run") -> int | None:
    """Return the day of the first crisis, counted from 0, or None where there is none."""
    days = [shock.day for shock in run.scenario.shocks if shock.kind == "crisis"]
    inside = [day for day in days if day < run.scenario.days]
    return min(inside, default=None)


def crisis_timeline(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `crisis_table`: an arm's rumour a row, below them both arms' affinity."""
    from plotly.subplots import make_subplots

    if not len(table):
        return notice(
            _("No crisis happens"), _("Add one under “What happens from outside” to see it.")
        )
    said = _("Shares of the rumour a day, and the mean affinity. Dotted: it begins. ▲: the answer.")
    said += " " + drawn_from(table, lines=False)
    made = picture(_finding(table, len(names)), said, 140 + 150 * len(names), legend=True)
    make_subplots(
        rows=len(names) + 1, cols=1, shared_xaxes=True, vertical_spacing=0.07, figure=made
    )
    top = float((table["private"] + table["public"]).max()) or 1.0
    for arm in range(len(names)):
        _rumour(made, table[table["arm"] == arm], arm, top)
    for arm, name in enumerate(names):
        _affinity(made, table[table["arm"] == arm], arm, name, len(names) + 1)
    begins = int(table.loc[table["crisis"], "day"].iloc[0])
    made.add_vline(begins, line={"color": SOFT, "width": 2, "dash": "dot"})
    made.update_xaxes(showgrid=False, zeroline=False)
    made.update_xaxes(title_text=_("day"), row=len(names) + 1, col=1)
    made.update_yaxes(title_text=_("affinity"), row=len(names) + 1, col=1)
    made.update_layout(barmode="stack", hovermode="x unified")
    return made


def _by_day(run: "Run") -> dict[str, np.ndarray]:
    shares, days = run.tables["shares"], run.scenario.days
    per_day = run.scenario.market.ticks_per_day
    rumour = run.tables["stories"]["kind"][shares["story"]] == facts.kinds()["rumour"].number
    open_kinds = [tables.VENUES.index(name) for name in OPEN]
    public = np.isin(shares["venue_kind"], open_kinds)

    def counted(rows: np.ndarray) -> np.ndarray:
        return np.bincount(shares["tick"][rows] // per_day, minlength=days)

    work = run.tables["manager"]
    answers = work["tick"][(work["activity"] == tables.CRISIS) & (work["done"] > 0)] // per_day
    return {
        "private": counted(rumour & ~public),
        "public": counted(rumour & public),
        "affinity": run.tables["daily"]["affinity"],
        "answered": np.bincount(answers, minlength=days),
    }


def _rumour(made: Picture, rows: "pd.DataFrame", arm: int, top: float) -> None:
    for column, label, colour in (
        ("private", _("private"), PRIVATE),
        ("public", _("public"), PUBLIC),
    ):
        made.add_bar(
            x=rows["day"], y=rows[column], name=label, legendgroup=column, showlegend=arm == 0,
            marker=surface(colour, column == "public"), row=arm + 1, col=1,
        )  # fmt: skip
    title = _("{arm}: shares").format(arm=LETTERS[arm])
    made.update_yaxes(title_text=title, range=[0, 1.15 * top], row=arm + 1, col=1)
    answered = rows[rows["answered"] > 0]
    made.add_scatter(
        x=answered["day"], y=[1.05 * top] * len(answered), mode="markers", name=_("the answer"),
        legendgroup="answer", showlegend=bool(len(answered)) and arm == 0, row=arm + 1, col=1,
        marker={"symbol": "triangle-up", "size": 13, "color": INK}, hoverinfo="skip",
    )  # fmt: skip


def _affinity(made: Picture, rows: "pd.DataFrame", arm: int, name: str, row: int) -> None:
    made.add_scatter(
        x=rows["day"], y=rows["affinity"], mode="lines", name=arm_name(arm, name), row=row, col=1,
        line={"color": ARMS[arm], "width": 3, "dash": DASHES[arm]},
        hovertemplate="%{y:.3f}<extra></extra>",
    )  # fmt: skip


def _finding(table: "pd.DataFrame", arms: int) -> str:
    told = table.groupby("arm")[["private", "public"]].sum()
    total = [number(round(float(told.loc[arm].sum()))) for arm in range(arms)]
    if arms == 1:
        return _("The rumour is passed on {count} times").format(count=total[0])
    said = _("The rumour is passed on {a} times with A, {b} times with B")
    return said.format(a=total[0], b=total[1])
