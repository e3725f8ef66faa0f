"""Ways: several ways of doing one thing side by side, by outcome or over time."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.panels import letters_in, side_by_side
from sim.figures.rows import name_rows, row_height, wrapped
from sim.figures.style import ARMS, GRID, INK, NEUTRAL, SOFT, Picture, breadth, faint, picture, safe
from sim.figures.ticks import fitting_ticks, round_ticks
from sim.outcomes import Outcome, unit_of
from sim.study.leading import sentence
from sim.words import _, current, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.ways import Ways

# Okabe and Ito's colours but the yellow, which is too light for a line, and a violet for their
# light blue for the same reason; the last is the ink, which dark pages turn.
# Dashes say it again.
LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7E48F2", INK)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
ROW, MOST_PANELS = 38, 4
LONGEST_LABEL = 30
LEGEND_LINE = 20


def ways_board(ways: "Ways", names: Sequence[str]) -> Picture:
    """Draw outcomes of several ways: a panel an outcome, a line a way, leaders filled.

    Bars are 95 % intervals of the distance to the leader, whose mean is the dotted line.
    """
    table, shown = ways.table(names), list(names)[:MOST_PANELS]
    labels = [wrapped(label, LONGEST_LABEL) for label in ways.labels]
    made = picture(
        sentence(ways, shown[0]),
        _(
            "Mean of {runs} runs of each; bars: 95% interval of the distance to the leader, the"
            " dotted line. Filled: leads, or cannot be told from the leader."
        ).format(runs=number(ways.replicates)),
        50 + row_height(labels, ROW) * len(labels),
    )
    side_by_side(made, [_panel_title(ways, name) for name in shown])
    name_rows(made, labels)
    for column, name in enumerate(shown, 1):
        _panel(made, table[table["outcome"] == name], ways.outcome(name), (column, len(shown)))
    made.update_yaxes(showgrid=True)
    return made


def ways_course(ways: "Ways", name: str) -> Picture:
    """Draw the mean course of an outcome, a line a way, with its spread at the end."""
    series = ways.series(name)
    one = ways.outcomes.get(name)
    made = picture(
        _ends_finding(ways, series, one, name),
        _("Means of {runs} runs of each; at the right: 8 of 10 runs on the last day.").format(
            runs=number(ways.replicates)
        ),
        380 + LEGEND_LINE * max(0, _legend_lines(ways) - 2),
        legend=True,
    )
    _last_spread(made, ways, name)
    for way, label in enumerate(ways.labels):
        mine = series[series["way"] == way]
        made.add_scatter(
            x=mine["day"], y=mine["mean"], mode="lines", name=safe(label),
            line={**look_of(way), "width": 2.5},
            hovertemplate="%{y:.4g}<extra></extra>",
        )  # fmt: skip
    made.update_xaxes(
        title_text=_("day"), showgrid=False, zeroline=False, tickvals=round_ticks(0, ways.days, 7)
    )
    made.update_yaxes(title_text=_unit(ways, one, name))
    made.update_layout(hovermode="x unified")
    _mark_crisis(made, ways)
    return made


def look_of(number: int) -> dict[str, str]:
    """Return the colour and dash of one of many lines; no two of 36 are alike."""
    kinds = len(LINES)
    return {"color": LINES[number % kinds], "dash": DASHES[(number + number // kinds) % kinds]}


def _panel(made: Picture, rows: "pd.DataFrame", one: Outcome, at: tuple[int, int]) -> None:
    """Draw one panel; at: its number, of how many."""
    column, panels = at
    scale = 100.0 if one.form == "share" else 1.0
    colours = [ARMS[1] if leads else NEUTRAL for leads in rows["leads"]]
    filled = np.where(rows["leads"], "circle", "circle-open").tolist()
    for row, colour, symbol in zip(rows.itertuples(), colours, filled, strict=True):
        made.add_scatter(
            x=[scale * row.mean], y=[row.way], mode="markers", showlegend=False,
            marker={"symbol": symbol, "color": colour, "size": 12,
                    "line": {"width": 2, "color": colour}},
            error_x={
                "array": [scale * (row.high - row.mean)], "color": colour, "thickness": 2.5,
                "arrayminus": [scale * (row.mean - row.low)], "width": 0,
            },
            hovertemplate=f"{safe(row.label)}: {one.figure(row.mean, current())}<extra></extra>",
            row=1, col=column,
        )  # fmt: skip
    if one.better != "neither" and rows["mean"].notna().any():
        ends = rows["mean"].max() if one.better == "higher" else rows["mean"].min()
        made.add_vline(scale * ends, line={"color": SOFT, "width": 1, "dash": "dot"}, row=1,
                       col=column, layer="below")  # fmt: skip
    for row in rows.itertuples():
        made.add_annotation(
            x=scale * row.mean, y=row.way, yshift=15, showarrow=False, row=1, col=column,
            text=one.figure(row.mean, current()) if np.isfinite(row.mean) else _("none"),
            font={"size": 12, "color": SOFT},
        )  # fmt: skip
    low, high = _reach(rows, scale)
    ticks = fitting_ticks(low, high, letters_in(panels))
    made.update_xaxes(
        row=1, col=column, range=[low, high], zeroline=False, gridcolor=GRID, tickangle=0,
        tickvals=ticks, ticktext=[_tick(tick, one) for tick in ticks],
    )  # fmt: skip


def _reach(rows: "pd.DataFrame", scale: float) -> tuple[float, float]:
    """Return the ends of a panel's axis: all that is drawn, with air at both sides."""
    ends = scale * rows[["low", "high", "mean"]].to_numpy()
    ends = ends[np.isfinite(ends)]
    low, high = (float(ends.min()), float(ends.max())) if len(ends) else (0.0, 1.0)
    air = 0.18 * (high - low) or 0.1 * abs(high) or 1.0
    return low - air, high + air


def _tick(value: float, one: Outcome) -> str:
    return percent(value / 100) if one.form == "share" else number(value)


def _panel_title(ways: "Ways", name: str) -> tuple[str, str]:
    one = ways.outcome(name)
    better = {"higher": _("more is better"), "lower": _("less is better"), "neither": ""}
    below = [unit_of(one, current(), ways.currency) if one.form == "count" else "",
             better[one.better]]  # fmt: skip
    said = ", ".join(filter(None, below))
    return _(one.label), said


def _unit(ways: "Ways", one: Outcome | None, name: str) -> str:
    return name if one is None else unit_of(one, current(), ways.currency)


def _ends_finding(ways: "Ways", series: "pd.DataFrame", one: Outcome | None, name: str) -> str:
    last = series[series["day"] == ways.days].set_index("way")["mean"]
    low, high = int(last.idxmin()), int(last.idxmax())
    label = _(one.label) if one is not None else name
    say = current()

    def written(value: float) -> str:
        return one.figure(value, say) if one is not None else number(value)

    if written(last[low]) == written(last[high]):
        said = _("{outcome} after {days} days: {value} with every one of them")
        return said.format(outcome=label, days=number(ways.days), value=written(last[low]))
    said = _("{outcome} after {days} days: {low} with “{least}”, {high} with “{most}”")
    return said.format(
        outcome=label, days=number(ways.days), low=written(last[low]), high=written(last[high]),
        least=ways.labels[low], most=ways.labels[high],
    )  # fmt: skip


def _legend_lines(ways: "Ways") -> int:
    """Return about how many lines the legend takes on a page."""
    longest = max(map(breadth, ways.labels))
    return math.ceil(len(ways.labels) / max(1, int(700 / (8 * longest + 50))))


def _last_spread(made: Picture, ways: "Ways", name: str) -> None:
    """Draw at the right where 8 of 10 runs of each way end, beside each other."""
    ends = ways.course(name)[:, :, -1]
    low, high = np.quantile(ends, (0.1, 0.9), axis=1)
    middle, step = ends.mean(axis=1), 0.014 * ways.days
    for way in range(len(ways.labels)):
        made.add_scatter(
            x=[ways.days + step * (way + 1)], y=[middle[way]], mode="markers", showlegend=False,
            marker={"size": 5, "color": LINES[way % len(LINES)]}, hoverinfo="skip",
            error_y={"type": "data", "symmetric": False, "array": [high[way] - middle[way]],
                     "arrayminus": [middle[way] - low[way]], "width": 0, "thickness": 2.5,
                     "color": faint(LINES[way % len(LINES)], 0.7)},
        )  # fmt: skip


def _mark_crisis(made: Picture, ways: "Ways") -> None:
    days = {shock.day for each in ways.scenarios for shock in each.shocks if shock.kind == "crisis"}
    for day in days:
        made.add_vline(
            day + 0.5, line={"color": SOFT, "width": 1.5, "dash": "dot"},
            annotation={"text": _("the crisis"), "font": {"size": 12, "color": SOFT}},
        )  # fmt: skip
