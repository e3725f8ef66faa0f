"""Coming and going: who joins the community and who leaves, and what made them leave."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim import tables
from sim.figures.across import Arms, across, drawn_from, period_days
from sim.figures.style import INK, NEUTRAL, Picture, arm_rows, notice, picture, surface, top_of
from sim.figures.ticks import round_ticks
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

# Each cause: what it is called, its colour, and its pattern, for readers without colours.
CAUSES = {
    "base": (N_("as people do"), "#C9CED2", ""),
    "reactance": (N_("felt pushed"), "#E0730C", "x"),
    "boredom": (N_("bored"), "#E8C17A", ""),
    "load": (N_("too much to read"), "#4BA3A3", "."),
    "contagion": (N_("friends had left"), "#1166AA", "/"),
}


def coming_table(arms: Arms) -> "pd.DataFrame":
    """Return arm, day (of a period's start), joined, left: mean members a period over the runs."""
    length = period_days(max(run.scenario.days for runs in arms for run in runs))

    def counted(run: "Run") -> Mapping[tuple, float]:
        daily = run.tables["daily"]
        starts = range(0, run.scenario.days, length)
        return {
            (start, name): float(daily[column][start : start + length].sum())
            for start in starts
            for name, column in (("joined", "joins"), ("left", "leaves"))
        }

    return across(arms, counted, ("day", "move")).assign(period=length)


def coming_and_going(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `coming_table`: who joins above the line, who leaves below it."""
    period = _("day") if table["period"].max() == 1 else _("week")
    said = _("Members a {period}: above the line who joins, below who leaves.").format(
        period=period
    )
    made = picture(
        _coming_finding(table, len(names)), f"{said} {drawn_from(table)}",
        70 + 150 * len(names), legend=True,
    )  # fmt: skip
    arm_rows(made, names)
    top = 1.15 * top_of(table["mean"].tolist())
    ticks = round_ticks(-top, top, 5)
    for arm in range(len(names)):
        for move, sign, label in (("joined", 1, _("join")), ("left", -1, _("leave"))):
            mine = table[(table["arm"] == arm) & (table["move"] == move)]
            length = int(mine["period"].max()) if len(mine) else 1
            made.add_bar(
                x=mine["day"] + length / 2, y=sign * mine["mean"], name=label, legendgroup=move,
                showlegend=arm == 0, row=arm + 1, col=1, width=0.8 * length,
                marker=surface("#2E7D5B" if sign > 0 else NEUTRAL, sign < 0),
                customdata=mine["mean"], hovertemplate="%{customdata:.3g}<extra></extra>",
            )  # fmt: skip
        made.update_yaxes(
            title_text=_("members"), range=[-top, top], row=arm + 1, col=1, tickvals=ticks,
            ticktext=[number(abs(tick)) for tick in ticks],
        )  # fmt: skip
    made.update_xaxes(title_text=_("day"), row=len(names), col=1)
    made.update_xaxes(showgrid=False)
    made.update_layout(barmode="overlay")
    return made


def leaving_table(arms: Arms) -> "pd.DataFrame":
    """Return arm, cause, share, left: what made up the hazard of those who left or muted."""
    import pandas as pd

    rows = []
    for arm, runs in enumerate(arms):
        found = dict.fromkeys(CAUSES, 0.0)
        count = 0
        for run in runs:
            events = run.tables["events"]
            gone = np.isin(events["kind"], (tables.LEFT, tables.MUTED))
            count += int(gone.sum())
            for cause in CAUSES:
                found[cause] += float(events[cause][gone].sum())
        total = sum(found.values())
        rows += [
            (arm, cause, value / total if total else 0.0, count)
            for cause, value in found.items()
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=["arm", "cause", "share", "left"])


def why_they_leave(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `leaving_table`: an arm a bar, each cause its part."""
    if not table["left"].any():
        return notice(
            _leaving_finding(table), _("In none of these runs does a member leave or mute.")
        )
    made = picture(
        _leaving_finding(table),
        _("Parts of the chance to leave or mute, at the moment when people did."),
        60 + 56 * len(names), legend=True,
    )  # fmt: skip
    for cause, (label, colour, shape) in CAUSES.items():
        mine = table[table["cause"] == cause]
        ticks = [_("{arm}: {count} went").format(arm="AB"[row.arm], count=number(row.left))
                 for row in mine.itertuples()]  # fmt: skip
        made.add_bar(
            x=100 * mine["share"], y=ticks, orientation="h", name=_(label),
            marker={**surface(colour, shape), "line": {"color": INK, "width": 0.7}},
            hovertemplate="%{x:.0f}<extra></extra>",
        )  # fmt: skip
    made.update_layout(barmode="stack")
    made.update_yaxes(autorange="reversed", showgrid=False)
    made.update_xaxes(title_text=_("of 100"), range=[0, 100])
    return made


def _coming_finding(table: "pd.DataFrame", arms: int) -> str:
    total = table.groupby(["arm", "move"])["mean"].sum()
    counts = [number(round(float(total.get((arm, move), 0.0)))) for arm in range(arms)
              for move in ("joined", "left")]  # fmt: skip
    if arms == 1:
        return _("{joined} join, {left} leave").format(joined=counts[0], left=counts[1])
    said = _("With A {a} join and {a_left} leave, with B {b} and {b_left}")
    return said.format(a=counts[0], a_left=counts[1], b=counts[2], b_left=counts[3])


def _leaving_finding(table: "pd.DataFrame") -> str:
    felt = table[table["left"] > 0]
    if not len(felt):
        return _("Nobody left")
    parts = felt[felt["cause"] != "base"].groupby("cause")["share"].mean()
    cause = str(parts.idxmax())
    said = _("Besides what always happens, most who leave: {cause} ({share})")
    return said.format(cause=_(CAUSES[cause][0]), share=percent(float(parts.max())))
