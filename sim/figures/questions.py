"""Help desk: who answered members' questions, and how long that took."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.figures.across import Arms
from sim.figures.style import INK, LETTERS, PAPER, Picture, notice, picture
from sim.tables import SOLVERS
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

HALF_AN_HOUR = 0.5
COLOURS = {
    "peer": ("#0B5E5A", PAPER),
    "manager": ("#4FA39D", "#111111"),
    "paid_support": ("#E3C16F", "#111111"),
    "nobody": ("#D5D8DB", "#111111"),
}


def help_table(arms: Arms) -> "pd.DataFrame":
    """Return the questions of all runs by who answered: arm, answered_by, questions, hours.

    hours: the middle time from question to answer, in hours; NaN where nobody answered.
    """
    import pandas as pd

    rows = []
    for arm, runs in enumerate(arms):
        for code, solver in enumerate(SOLVERS):
            waited: list[float] = []
            count = 0
            for run in runs:
                asked = run.tables["questions"]
                here = asked["solved_by"] == code
                hours = run.scenario.market.tick_hours
                count += int(here.sum())
                waited += ((asked["solved_tick"] - asked["tick"])[here] * hours).tolist()
            middle = float(np.median(waited)) if waited and solver != "nobody" else np.nan
            rows.append((arm, solver, count, middle))
    return pd.DataFrame(rows, columns=["arm", "answered_by", "questions", "hours"])


def help_desk(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `help_table`: a bar an arm, its parts by who answered."""
    if not table["questions"].any():
        return notice(_finding(table, len(names)), _("In none of these runs does a member ask."))
    made = picture(
        _finding(table, len(names)),
        _("Questions of all runs by who answered, with the middle time to the answer."),
        70 + 80 * len(names),
        legend=True,
    )
    labels = [_row_name(table, arm) for arm in range(len(names))]
    for solver, (colour, ink) in COLOURS.items():
        rows = table[table["answered_by"] == solver].set_index("arm").loc[range(len(names))]
        totals = table.groupby("arm")["questions"].sum().loc[range(len(names))].clip(lower=1)
        made.add_bar(
            y=labels, x=100 * rows["questions"] / totals, orientation="h", name=_label(solver),
            marker={"color": colour, "line": {"color": INK, "width": 0.7}},
            text=[_inside(row) for row in rows.itertuples()], textposition="inside",
            insidetextanchor="middle", textangle=0, textfont={"color": ink, "size": 13},
            hovertemplate="%{y}: %{x:.0f} %<extra></extra>",
        )  # fmt: skip
    made.update_layout(barmode="stack", uniformtext={"minsize": 11, "mode": "hide"})
    made.update_xaxes(title_text=_("of 100 questions"), range=[0, 100])
    made.update_yaxes(autorange="reversed")
    return made


def _row_name(table: "pd.DataFrame", arm: int) -> str:
    count = number(int(table.loc[table["arm"] == arm, "questions"].sum()))
    return _("{arm}: {count} questions").format(arm=LETTERS[arm], count=count)


def _inside(row: Any) -> str:
    if not row.questions:
        return ""
    count = number(int(row.questions))
    if np.isnan(row.hours):
        return count
    if row.hours < HALF_AN_HOUR:
        return f"{count} · " + _("at once")
    return f"{count} · " + _("{hours} h").format(hours=number(round(max(row.hours, 1))))


def _label(solver: str) -> str:
    return {
        "peer": _("another member"),
        "manager": _("the manager"),
        "paid_support": _("paid support"),
        "nobody": _("nobody yet"),
    }[solver]


def _finding(table: "pd.DataFrame", arms: int) -> str:
    shares = []
    for arm in range(arms):
        mine = table[table["arm"] == arm].set_index("answered_by")["questions"]
        if not mine.sum():
            return _("Nobody asked anything")
        shares.append(percent(mine["peer"] / mine.sum()))
    if arms == 1:
        return _("Members answer {share} of the questions themselves").format(share=shares[0])
    said = _("Members answer {a} of the questions themselves with A, {b} with B")
    return said.format(a=shares[0], b=shares[1])
