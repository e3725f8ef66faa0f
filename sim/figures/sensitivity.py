"""Sensitivity: what an answer hangs on. Bars of Morris or Sobol, or a tornado."""

from typing import TYPE_CHECKING, Any

from sim.figures.rows import name_rows, row_height, wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, Picture, picture, surface
from sim.outcomes import OUTCOMES, unit_of
from sim.words import N_, _, current, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.sensitivity import Sensitivity

ROW = 30
SAID = {
    "morris": N_(
        "What moving each thing over its whole range does on average, in size; thin lines: 95 %"
        " intervals; marks: what luck alone would show with so few runs."
    ),
    "sobol": N_(
        "Share of the variance that comes with each thing, alone (dark) and together with others"
        " (whole bar); thin lines: 95 % intervals of the whole."
    ),
    "one": N_(
        "Each thing at the low and at the high end of its range, the others in the middle; thin"
        " lines: 95 % intervals; the line: all in the middle."
    ),
}


def sensitivity_picture(found: "Sensitivity", most: int = 12) -> Picture:
    """Draw the largest effects of a sensitivity analysis, the largest on top."""
    table = found.table(current().lang).head(most)
    names = [wrapped(label) for label in table["label"]]
    table = table.assign(row=range(len(table)))
    body = 80 + row_height(names, ROW) * len(table)
    made = picture(found.sentence(current().lang), _said(found, table), body, legend=True)
    _DRAWS[found.method](made, found, table)
    name_rows(made, names)
    return made


def _said(found: "Sensitivity", table: "pd.DataFrame") -> str:
    """Return what is drawn; with Sobol's shares also whether there were too few runs for them."""
    said = _(SAID[found.method])
    if found.method == "sobol" and (table["alone"] > table["effect"]).any():
        said += " " + _("Where the dark bar is the longer one, there were too few runs to tell.")
    return said


def _morris(made: Picture, found: "Sensitivity", table: "pd.DataFrame") -> None:
    made.add_bar(
        x=table["effect"], y=table["row"], orientation="h", name=_("effect"),
        marker=surface(ARMS[1], hatched=False), error_x=_ends(table, "effect", "low", "high"),
        hovertemplate="%{x:.3g}<extra></extra>",
    )  # fmt: skip
    made.add_scatter(
        x=table["luck"], y=table["row"], mode="markers", name=_("luck alone"),
        marker={"symbol": "line-ns-open", "size": 14, "color": INK, "line": {"width": 2}},
    )  # fmt: skip
    made.update_xaxes(title_text=_axis(found), rangemode="tozero")


def _sobol(made: Picture, _found: "Sensitivity", table: "pd.DataFrame") -> None:
    made.add_bar(
        x=table["effect"], y=table["row"], orientation="h", name=_("with others"),
        marker=surface(NEUTRAL, hatched=True), error_x=_ends(table, "effect", "low", "high"),
        hovertemplate="%{x:.0%}<extra></extra>",
    )  # fmt: skip
    made.add_bar(
        x=table["alone"].clip(lower=0.0), y=table["row"], orientation="h", name=_("alone"),
        marker=surface(ARMS[1], hatched=False), width=0.45,
        hovertemplate="%{x:.0%}<extra></extra>",
    )  # fmt: skip
    most = max(1.0, float(table["effect"].max()) * 1.1)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    made.update_layout(barmode="overlay")
    made.update_xaxes(
        title_text=_("share of the variance"), range=[0, most], tickvals=ticks,
        ticktext=[current().percent(one) for one in ticks],
    )  # fmt: skip


def _one(made: Picture, found: "Sensitivity", table: "pd.DataFrame") -> None:
    middle = float(table["middle"].iloc[0])
    ends = (("at_low", ARMS[0], _("low end")), ("at_high", ARMS[1], _("high end")))
    for end, colour, name in ends:
        made.add_bar(
            x=table[end] - middle, y=table["row"], base=middle, orientation="h", name=name,
            marker=surface(colour, hatched=end == "at_high"),
            error_x=_ends(table, end, f"{end}_low", f"{end}_high"),
            hovertemplate="%{x:.3g}<extra></extra>",
        )  # fmt: skip
    made.add_vline(middle, line={"color": SOFT, "width": 2})
    made.add_annotation(
        x=middle, y=1, yref="paper", yanchor="bottom", showarrow=False,
        text=number(middle), font={"size": 12, "color": SOFT},
    )  # fmt: skip
    made.update_layout(barmode="group", bargroupgap=0.1)
    made.update_xaxes(title_text=_axis(found))


def _ends(table: "pd.DataFrame", middle: str, low: str, high: str) -> dict[str, Any]:
    return {
        "type": "data", "symmetric": False, "array": table[high] - table[middle],
        "arrayminus": table[middle] - table[low], "color": INK, "thickness": 1,
    }  # fmt: skip


def _axis(found: "Sensitivity") -> str:
    one = OUTCOMES[found.outcome]
    unit = unit_of(one, current(), found.a.market.prices.currency)
    said = _("{outcome}, {unit}") if found.b is None else _("{outcome}: B minus A, {unit}")
    return said.format(outcome=_(one.label), unit=unit)


_DRAWS = {"morris": _morris, "sobol": _sobol, "one": _one}
