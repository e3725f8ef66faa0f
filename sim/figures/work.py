"""Work: where the manager's hours went, and what was left undone."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.figures.across import Arms, across, drawn_from, several
from sim.figures.style import ARMS, SOFT, Picture, arm_name, notice, picture, roomy, surface
from sim.tables import ACTIVITIES
from sim.words import _, ngettext, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run


def hours_table(arms: Arms) -> "pd.DataFrame":
    """Return the manager's work: arm, activity, what ("hours" a week, "dropped" in all), mean …"""
    return across(arms, _by_activity, ("activity", "what"))


def hours_spent(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `hours_table`: hours a week by activity, with what was dropped."""
    hours = table[table["what"] == "hours"]
    busy = hours.groupby("activity")["high"].max()
    undone = table[table["what"] == "dropped"].groupby("activity")["high"].max()
    shown = [name for name in ACTIVITIES if busy.get(name, 0.0) + undone.get(name, 0.0) > 0]
    if not shown:
        return notice(_finding(table, len(names)), _("Nothing was to be done in these runs."))
    made = picture(
        _finding(table, len(names)),
        _("Hours a week by activity; the words say how many acts were dropped for want of time.")
        + " "
        + drawn_from(table),
        60 + (14 + 26 * len(names)) * len(shown),
        legend=len(names) > 1,
    )
    for arm, name in enumerate(names):
        mine = table[table["arm"] == arm]
        rows = mine[mine["what"] == "hours"].set_index("activity").reindex(shown).fillna(0.0)
        error = None
        if several(rows):
            error = {
                "array": rows["high"] - rows["mean"], "arrayminus": rows["mean"] - rows["low"],
                "color": SOFT, "thickness": 1.5, "width": 3,
            }  # fmt: skip
        made.add_bar(
            y=[_label(activity) for activity in rows.index], x=rows["mean"], error_x=error,
            orientation="h", name=arm_name(arm, name),
            marker=surface(ARMS[arm], hatched=arm == 1),
            hovertemplate="%{y}: %{x:.1f}<extra></extra>",
        )  # fmt: skip
    made.add_scatter(
        y=[_label(activity) for activity in shown], x=[busy[activity] for activity in shown],
        mode="text", text=[_dropped(table, activity, len(names)) for activity in shown],
        textposition="middle right", textfont={"size": 12, "color": SOFT},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    made.update_layout(barmode="group")
    made.update_yaxes(autorange="reversed")
    most = max(1.0, table.loc[table["what"] == "hours", "high"].max())
    made.update_xaxes(title_text=_("hours a week"), range=[0, 1.35 * most])
    roomy(made, 1.5)
    return made


def _by_activity(run: "Run") -> Mapping[tuple, float]:
    work = run.tables["manager"]
    weeks = run.scenario.days / 7.0
    found = {}
    for code, activity in enumerate(ACTIVITIES):
        here = work["activity"] == code
        found[activity, "hours"] = float(work["hours"][here].sum()) / weeks
        found[activity, "dropped"] = float(work["dropped"][here].sum())
    return found


def _label(activity: str) -> str:
    return {
        "upkeep": _("upkeep of pages and rooms"),
        "listening": _("listening"),
        "posts": _("posts"),
        "answers": _("answers"),
        "praise": _("praise and thanks"),
        "moderation": _("moderation"),
        "crisis": _("crisis"),
        "idle": _("left over"),
    }[activity]


def _dropped(table: "pd.DataFrame", activity: str, arms: int) -> str:
    """Return how many acts of an activity were dropped, by arm; empty where none was."""
    rows = table[(table["activity"] == activity) & (table["what"] == "dropped")]
    counts = [round(rows.loc[rows["arm"] == arm, "mean"].sum()) for arm in range(arms)]
    if not any(counts):
        return ""
    if arms == 1:
        return "  " + _("{count} dropped").format(count=number(counts[0]))
    a, b = (number(count) for count in counts)
    return "  " + _("dropped: A {a}, B {b}").format(a=a, b=b)


def _finding(table: "pd.DataFrame", arms: int) -> str:
    dropped = [
        table.loc[(table["arm"] == arm) & (table["what"] == "dropped"), "mean"].sum()
        for arm in range(arms)
    ]
    if not any(round(count) for count in dropped):
        return _("The hours were enough for all that was planned")
    if arms == 1:
        count = round(dropped[0])
        said = ngettext(
            "The hours did not reach: {count} act was dropped",
            "The hours did not reach: {count} acts were dropped",
            count,
        )
        return said.format(count=number(count))
    said = _("Acts dropped for want of hours: {a} with A, {b} with B")
    return said.format(a=number(round(dropped[0])), b=number(round(dropped[1])))
