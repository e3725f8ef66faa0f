"""Score board: both kinds of success side by side, each difference with its interval."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.style import ARMS, NEUTRAL, SOFT, SYMBOLS, Picture, notice, picture, safe
from sim.figures.ticks import round_ticks
from sim.outcomes import KINDS, OUTCOMES
from sim.study.verdict import slight
from sim.words import _, current, number, percent

if TYPE_CHECKING:
    import pandas as pd

# What fits on one page of a meeting: sales and money beside members, help and talk.
MAIN = (
    "sales", "customers", "margin", "profit", "members", "belonging", "retention_30", "affinity",
    "reactance", "peer_share", "solved", "solved_by_peers", "reach", "advocacy", "dark_share",
    "hours", "money",
)  # fmt: skip
ROW = 27


def main_rows(table: "pd.DataFrame", day: int | None = None) -> "pd.DataFrame":
    """Return the rows of `MAIN` of a comparison's table at a day (default: the last)."""
    chosen = table["day"] == (table["day"].max() if day is None else day)
    rows = table[chosen & table["outcome"].isin(MAIN)]
    return rows.sort_values("outcome", key=lambda names: names.map(MAIN.index))


def score_board(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw rows of `Comparison.table` of one day: how much better B is than A, in per cent.

    Per cent of the middle between both means, so that purchases and shares stand on one scale; to
    the right B is better. Outcomes of which nobody can say which way is better are hollow squares.
    """
    rows = scored(table)
    kinds = list(dict.fromkeys(rows["kind"]))
    made = picture(
        _finding(rows),
        _("To the right B is better, to the left A: difference in per cent with its 95 % interval. "
          "At the right: A → B."),
        70 + ROW * (len(rows) + len(kinds)),
        legend=True,
    )  # fmt: skip
    places, lines = _places(rows, kinds)
    for symbol, colour, label, chosen in _marks(rows, names):
        _points(made, rows[chosen], places[chosen.to_numpy()], (symbol, colour, label))
    made.add_vline(0, line={"color": SOFT, "width": 1})
    reach = min(210.0, 1.1 * max(20.0, float(rows[["left", "right"]].abs().max().max() or 0)))
    ticks = round_ticks(-reach, reach, 5)
    made.update_xaxes(
        range=[-reach, reach],
        title_text=_("← A better · B better →"),
        tickangle=0,
        tickvals=ticks,
        ticktext=[percent(tick / 100) for tick in ticks],
    )
    made.update_yaxes(
        tickvals=list(lines), ticktext=list(lines.values()), showgrid=False, zeroline=False,
        range=[len(rows) + len(kinds) - 0.4, -0.6],
    )  # fmt: skip
    _values(made, rows, places)
    return made


def without_pairs() -> Picture:
    """Return the picture where there is but one pair of runs: a sentence."""
    said = _("The score board needs two pairs or more.")
    return notice(_("One pair of runs says nothing about luck: ask for more"), said)


def scored(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows that can be scored, by kind, with at, left, right: B's advantage in per cent.

    The sign is turned where lower is better. A difference that is sure but slight favours nobody.
    """
    rows = table.dropna(subset=["difference", "low", "high"])
    order = rows["kind"].map(
        {kind: i for i, kind in enumerate(("business", "community", "talk", "cost"))}
    )
    rows = rows.loc[order.sort_values(kind="stable").index].reset_index(drop=True)
    small = [slight(row, OUTCOMES[row.outcome]) for row in rows.itertuples()]
    rows["favours"] = rows["favours"].mask(small, "")
    middle = (rows["mean_a"].abs() + rows["mean_b"].abs()) / 2
    scale = 100 * np.where(rows["better"] == "lower", -1, 1) / middle.where(middle > 0, np.nan)
    ends = np.stack([(rows[name] * scale).fillna(0.0) for name in ("low", "high")])
    return rows.assign(
        at=(rows["difference"] * scale).fillna(0.0),
        left=ends.min(axis=0),
        right=ends.max(axis=0),
    )


def _places(rows: "pd.DataFrame", kinds: list[str]) -> tuple[np.ndarray, dict[int, str]]:
    """Return the line of each row, and what stands at the left of each line."""
    places, ticks, line = [], {}, 0
    for kind in kinds:
        ticks[line] = f"<b>{_(KINDS[kind])}</b>"
        for label in rows.loc[rows["kind"] == kind, "label"]:
            line += 1
            places.append(line)
            ticks[line] = safe(label)
        line += 1
    return np.array(places), ticks


def _marks(rows: "pd.DataFrame", names: Sequence[str]) -> list:
    neither = rows["better"] == "neither"
    close = ~neither & (rows["favours"] == "")
    return [
        (SYMBOLS[0], ARMS[0], _("A better: {name}").format(name=safe(names[0])),
         rows["favours"] == "a"),
        (SYMBOLS[1], ARMS[1], _("B better: {name}").format(name=safe(names[1])),
         rows["favours"] == "b"),
        ("circle-open", NEUTRAL, _("too close, or too small, to call"), close),
        ("square-open", NEUTRAL, _("neither way is better"), neither),
    ]  # fmt: skip


def _points(made: Picture, rows: "pd.DataFrame", lines: np.ndarray, look: tuple) -> None:
    symbol, colour, label = look
    if not len(rows):
        return
    made.add_scatter(
        x=rows["at"], y=lines, mode="markers", name=label,
        marker={"symbol": symbol, "color": colour, "size": 11, "line": {"width": 2}},
        error_x={
            "array": rows["right"] - rows["at"], "arrayminus": rows["at"] - rows["left"],
            "color": colour, "thickness": 2.5, "width": 0,
        },
        customdata=[safe(text) for text in rows["label"]],
        hovertemplate="%{customdata}: %{x:.0f}%<extra></extra>",
    )  # fmt: skip


def _values(made: Picture, rows: "pd.DataFrame", lines: np.ndarray) -> None:
    """Write the two means at the right of each line."""
    for row, line in zip(rows.itertuples(), lines.tolist(), strict=True):
        made.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=6, y=line, showarrow=False,
            text=" → ".join(_figure(row.outcome, mean) for mean in (row.mean_a, row.mean_b)),
            font={"size": 12, "color": SOFT},
        )  # fmt: skip
    made.update_layout(margin_r=110)


def _figure(name: str, value: float) -> str:
    return OUTCOMES[name].figure(value, current())


def _finding(rows: "pd.DataFrame") -> str:
    if not len(rows):
        return _("Nothing here can be counted")
    counts = rows["favours"].value_counts()
    a, b = int(counts.get("a", 0)), int(counts.get("b", 0))
    if not a and not b:
        return _("Nothing here can be told apart from luck")
    said = _("B is better on {b} of {all} counts, A on {a}; the rest is open")
    return said.format(a=number(a), b=number(b), all=number(len(rows)))
