"""Truth: what a dashboard counts, beside what there was to count."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim import dashboard
from sim.figures.across import Arms, across, drawn_from
from sim.figures.rows import name_rows, wrapped
from sim.figures.style import ARMS, GRID, Picture, arm_name, picture, roomy, surface
from sim.outcomes.window import Window
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

QUARTERS = (0, 25, 50, 75, 100)


def truth_table(arms: Arms) -> "pd.DataFrame":
    """Return arm, quantity (`dashboard.QUANTITIES`), side ("seen", "truth"), mean, low, high."""
    return across(arms, _counts, ("quantity", "side"))


def dashboard_truth(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `truth_table`: of 100 that there were, how many the dashboard shows."""
    made = picture(
        _finding(table, len(names)),
        _("Of 100 that there were, so many show on the dashboard; beside it: seen of all.")
        + " "
        + drawn_from(table),
        70 + 62 * len(dashboard.QUANTITIES),
        legend=len(names) > 1,
    )
    labels = [wrapped(_(label)) for label, _unit in dashboard.QUANTITIES.values()]
    for arm, name in enumerate(names):
        seen, truth = (_of(table, arm, side) for side in ("seen", "truth"))
        shares = 100 * seen / truth.where(truth > 0)
        made.add_bar(
            y=list(range(len(labels))), x=shares.fillna(0.0), orientation="h",
            name=arm_name(arm, name),
            marker=surface(ARMS[arm], hatched=arm == 1),
            text=[_said(one, all_) for one, all_ in zip(seen, truth, strict=True)],
            textposition="outside", cliponaxis=False, textfont={"size": 12}, constraintext="none",
            hovertemplate="%{x:.0f}<extra></extra>",
        )  # fmt: skip
    made.add_vline(100, line={"color": GRID, "width": 2})
    made.update_layout(barmode="group", bargap=0.3)
    made.update_xaxes(title_text=_("of 100 that there were"), range=[0, 125], tickvals=QUARTERS)
    name_rows(made, labels)
    roomy(made, 1.3)
    return made


def _counts(run: "Run") -> Mapping[tuple, float]:
    found = {}
    for quantity, (seen, truth) in dashboard.counts(Window(run)).items():
        found[quantity, "seen"] = float(seen)
        found[quantity, "truth"] = float(truth)
    return found


def _of(table: "pd.DataFrame", arm: int, side: str) -> "pd.Series":
    mine = table[(table["arm"] == arm) & (table["side"] == side)].set_index("quantity")["mean"]
    return mine.reindex(list(dashboard.QUANTITIES)).fillna(0.0)


def _said(seen: float, truth: float) -> str:
    if not round(truth):
        return _("none")
    return _("{seen} of {all}").format(seen=number(round(seen)), all=number(round(truth)))


def _finding(table: "pd.DataFrame", arms: int) -> str:
    shares = []
    for arm in range(arms):
        seen, truth = (_of(table, arm, side)["mentions"] for side in ("seen", "truth"))
        shares.append(percent(seen / truth) if truth else percent(0.0))
    if arms == 1:
        return _("The dashboard shows {share} of the talk about the product").format(
            share=shares[0]
        )
    said = _("The dashboard shows {a} of the talk about the product with A, {b} with B")
    return said.format(a=shares[0], b=shares[1])
