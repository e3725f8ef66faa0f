"""Ways: several ways of doing one thing side by side, by outcome or over time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.style import ARMS, GRID, INK, PAPER, SOFT, Picture, picture, safe
from sim.outcomes import Outcome, unit_of
from sim.study.leading import sentence
from sim.words import _, current, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.ways import Ways

BEHIND = "#9AA0A6"
# Okabe and Ito's colours but the yellow, which is too light for a line; dashes say the same again.
LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#000000")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
ROW, MOST_PANELS = 34, 4
LONGEST_LABEL = 34


def ways_board(ways: "Ways", names: Sequence[str]) -> Picture:
    """Draw outcomes of several ways: a panel an outcome, a line a way, leaders filled.

    Bars are 95 % intervals of the distance to the leader, whose mean is the dotted line.
    """
    from plotly.subplots import make_subplots

    table, shown = ways.table(names), list(names)[:MOST_PANELS]
    made = picture(
        sentence(ways, shown[0]),
        _(
            "Mean of {runs} runs of each; bars: 95% interval of the distance to the leader, the"
            " dotted line. Filled: leads, or cannot be told from the leader."
        ).format(runs=number(ways.replicates)),
        60 + ROW * len(ways.labels),
    )
    titles = [_panel_title(ways, name) for name in shown]
    make_subplots(
        rows=1, cols=len(shown), shared_yaxes=True, horizontal_spacing=0.03, figure=made,
        subplot_titles=titles,
    )  # fmt: skip
    made.update_annotations(font={"size": 13, "color": INK})
    for column, name in enumerate(shown, 1):
        _panel(made, table[table["outcome"] == name], ways.outcome(name), column)
    made.update_yaxes(
        tickvals=list(range(len(ways.labels))),
        ticktext=[wrapped(label) for label in ways.labels],
        range=[len(ways.labels) - 0.5, -0.5], zeroline=False,
    )  # fmt: skip
    made.update_layout(margin_t=made.layout.margin.t + 42, height=made.layout.height + 42)
    return made


def ways_course(ways: "Ways", name: str) -> Picture:
    """Draw the mean course of an outcome, a line a way with its name at the end."""
    series = ways.series(name)
    one = ways.outcomes.get(name)
    made = picture(
        _ends_finding(ways, series, one, name),
        _("Means of {runs} runs of each.").format(runs=number(ways.replicates)),
        380,
        legend=True,
    )
    for way, label in enumerate(ways.labels):
        mine = series[series["way"] == way]
        made.add_scatter(
            x=mine["day"], y=mine["mean"], mode="lines", name=safe(label),
            line={"color": LINES[way % len(LINES)], "width": 2.5, "dash": DASHES[way % 6]},
            hovertemplate="%{y:.4g}<extra></extra>",
        )  # fmt: skip
    made.update_xaxes(title_text=_("day"), showgrid=False, zeroline=False)
    made.update_yaxes(title_text=_unit(ways, one, name))
    made.update_layout(hovermode="x unified")
    _mark_crisis(made, ways)
    return made


def _panel(made: Picture, rows: "pd.DataFrame", one: Outcome, column: int) -> None:
    scale = 100.0 if one.form == "share" else 1.0
    colours = [ARMS[1] if leads else BEHIND for leads in rows["leads"]]
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
            x=scale * row.mean, y=row.way, yshift=13, showarrow=False, row=1, col=column,
            text=one.figure(row.mean, current()) if np.isfinite(row.mean) else _("none"),
            font={"size": 11, "color": SOFT}, bgcolor=PAPER, borderpad=0,
        )  # fmt: skip
    made.update_xaxes(
        row=1, col=column, nticks=4, range=_reach(rows, scale), zeroline=False,
        ticksuffix="%" if one.form == "share" else "", gridcolor=GRID,
    )  # fmt: skip


def _reach(rows: "pd.DataFrame", scale: float) -> list[float]:
    """Return the ends of a panel's axis: all that is drawn, with air at both sides."""
    ends = scale * rows[["low", "high", "mean"]].to_numpy()
    ends = ends[np.isfinite(ends)]
    low, high = (float(ends.min()), float(ends.max())) if len(ends) else (0.0, 1.0)
    air = 0.18 * (high - low) or 0.1 * abs(high) or 1.0
    return [low - air, high + air]


def _panel_title(ways: "Ways", name: str) -> str:
    one = ways.outcome(name)
    better = {"higher": _("more is better"), "lower": _("less is better"), "neither": ""}
    below = [unit_of(one, current(), ways.currency) if one.form == "count" else "",
             better[one.better]]  # fmt: skip
    said = ", ".join(filter(None, below))
    return f"{_(one.label)}<br><span style='font-size:11px'>{said}</span>"


def _unit(ways: "Ways", one: Outcome | None, name: str) -> str:
    return name if one is None else unit_of(one, current(), ways.currency)


def wrapped(label: str, longest: int = LONGEST_LABEL) -> str:
    """Return a label in lines that leave room for the panels."""
    lines = [""]
    for word in safe(label, 90).split():
        if lines[-1] and len(lines[-1]) + len(word) >= longest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _ends_finding(ways: "Ways", series: "pd.DataFrame", one: Outcome | None, name: str) -> str:
    last = series[series["day"] == ways.days].set_index("way")["mean"]
    low, high = int(last.idxmin()), int(last.idxmax())
    label = _(one.label) if one is not None else name
    say = current()

    def written(value: float) -> str:
        return one.figure(value, say) if one is not None else number(value)

    said = _("{outcome} after {days} days: {low} with “{least}”, {high} with “{most}”")
    return said.format(
        outcome=label, days=number(ways.days), low=written(last[low]), high=written(last[high]),
        least=ways.labels[low], most=ways.labels[high],
    )  # fmt: skip


def _mark_crisis(made: Picture, ways: "Ways") -> None:
    days = {shock.day for each in ways.scenarios for shock in each.shocks if shock.kind == "crisis"}
    for day in days:
        made.add_vline(
            day + 0.5, line={"color": SOFT, "width": 1.5, "dash": "dot"},
            annotation={"text": _("the crisis"), "font": {"size": 12, "color": SOFT}},
        )  # fmt: skip
