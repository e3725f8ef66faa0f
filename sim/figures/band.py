"""Band: figures of ours beside published bands of every size, drawn on one scale.

Each row's band runs from 0 to 1, whatever its unit; where ours lies in it can then be compared.
"""

from typing import TYPE_CHECKING

import numpy as np

from sim.figures.rows import name_rows, row_height, wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, Picture, faint, picture, roomy
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

ROW = 24
EDGE = 1.0  # what lies further outside a band than it is wide is drawn at the edge
SYMBOLS = {True: "circle", False: "x"}
COLOURS = {True: ARMS[1], False: ARMS[0]}


def pattern_board(table: "pd.DataFrame") -> Picture:
    """Draw every pattern as published and as the simulated market has it.

    table: as `sim.study.patterns.table.frame` makes it.
    """
    rows = table.sort_values("fit", kind="stable")
    held = table["fit"] != "fitted"
    title = _(
        "{met} of {all} published patterns are met; of the {held} kept out of the fit, {held_met}"
    ).format(
        met=number(int(table["met"].sum())), all=number(len(table)), held=number(int(held.sum())),
        held_met=number(int((table["met"] & held).sum())),
    )  # fmt: skip
    labels = [
        wrapped(_(pattern) + ("\u00a0○" if fit != "fitted" else ""))
        for pattern, fit in zip(rows["pattern"], rows["fit"], strict=True)
    ]
    said = _("Grey: the published band, on a scale of its own; line: the published figure; thin"
             " line: our 95 % interval; ○: kept out of the fit.")  # fmt: skip
    bands = rows.rename(columns={"band_low": "from", "band_high": "to"})
    return _board(title, said, labels, bands.assign(least=rows["low"], most=rows["high"]))


def claims_board(table: "pd.DataFrame") -> Picture:
    """Draw what the engine must land on and what it does: one row a figure.

    table: as `sim.validation.lines.validate` makes it.
    """
    title = _("{held} of {all} figures lie where they must").format(
        held=number(int(table["held"].sum())), all=number(len(table))
    )
    said = _("Grey: where our figure must lie, on a scale of its own; line: the exact or published"
             " figure; thin line: our 95 % interval.")  # fmt: skip
    labels = [
        wrapped(f"{name} · {claim}")
        for name, claim in zip(table["name"], table["claim"], strict=True)
    ]
    rows, spread = table, table["spread"].fillna(0.0)
    low = rows["low"].where(
        np.isfinite(rows["low"]),
        np.minimum(rows["ours"] - 2 * spread, 2 * rows["ours"] - rows["high"]),
    )
    high = rows["high"].where(
        np.isfinite(rows["high"]),
        np.maximum(rows["ours"] + 2 * spread, 2 * rows["ours"] - rows["low"]),
    )
    bands = rows.assign(**{"from": low, "to": high, "met": rows["held"]})
    return _board(
        title, said, labels,
        bands.assign(least=rows["ours"] - spread, most=rows["ours"] + spread),
    )  # fmt: skip


def _board(title: str, said: str, labels: list[str], rows: "pd.DataFrame") -> Picture:
    made = picture(title, said, 70 + row_height(labels, ROW) * len(rows), legend=True)
    places = list(range(len(rows)))
    made.add_shape(
        type="rect", x0=0, x1=1, y0=-0.5, y1=len(rows) - 0.5, line_width=0,
        fillcolor=faint(NEUTRAL, 0.25), layer="below",
    )  # fmt: skip
    published = _placed(rows, "published")
    made.add_scatter(
        x=published, y=places, mode="markers", name=_("published"), hoverinfo="skip",
        marker={"symbol": "line-ns-open", "size": 13, "color": SOFT, "line": {"width": 2}},
    )  # fmt: skip
    ours, least, most = (_placed(rows, name) for name in ("ours", "least", "most"))
    told = [_told(row) for row in rows.to_dict("records")]
    for met, name in ((True, _("ours, inside")), (False, _("ours, outside"))):
        mine = (rows["met"].astype(bool) == met).to_numpy()
        made.add_scatter(
            x=ours[mine], y=np.array(places)[mine], mode="markers", name=name,
            text=np.array(told)[mine], hovertemplate="%{text}<extra></extra>",
            marker={"symbol": SYMBOLS[met], "size": 10, "color": COLOURS[met]},
            error_x={"type": "data", "symmetric": False, "array": (most - ours)[mine],
                     "arrayminus": (ours - least)[mine], "color": INK, "thickness": 1, "width": 0},
        )  # fmt: skip
    name_rows(made, labels)
    made.update_xaxes(
        range=[-EDGE - 0.1, 1 + EDGE + 0.1], tickvals=[0, 1], zeroline=False,
        tickangle=0, ticktext=[_("lower end"), _("upper end")],
        title_text=_("place in the published band"),
    )  # fmt: skip
    return made


def _placed(rows: "pd.DataFrame", name: str) -> np.ndarray:
    """Return values as places in their bands, at the edge where they lie far outside."""
    wide = (rows["to"] - rows["from"]).to_numpy(float)
    values = rows[name].to_numpy(float) - rows["from"].to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        places = np.where(wide > 0, values / wide, 0.5)
    return np.clip(places, -EDGE, 1 + EDGE)


def _told(row: dict) -> str:
    said = _("ours {ours}, published {published}, band {low} to {high}")
    names = {"ours": "ours", "published": "published", "low": "from", "high": "to"}
    return said.format(**{key: number(row[name]) for key, name in names.items()})


def grades_board(table: "pd.DataFrame") -> Picture:
    """Draw how many of our numbers were measured, published, judged or guessed.

    table: grade, parameters; the surest grade first.
    """
    total = int(table["parameters"].sum())
    guessed = int(table.loc[table["grade"] == "guess", "parameters"].sum())
    title = _("{share} of the {all} numbers of behaviour are guesses").format(
        share=percent(guessed / total), all=number(total)
    )
    made = picture(title, _("Numbers of data/behaviour.yaml by where they come from."), 200)
    made.add_bar(
        x=table["parameters"], y=table["label"], orientation="h",
        marker={"color": [ARMS[1], ARMS[1], NEUTRAL, NEUTRAL][: len(table)]},
        text=[number(count) for count in table["parameters"]], textposition="outside",
        hoverinfo="skip",
    )  # fmt: skip
    made.update_yaxes(autorange="reversed", showgrid=False)
    most = max(1, int(table["parameters"].max()))
    made.update_xaxes(title_text=_("numbers"), range=[0, 1.1 * most])
    roomy(made, 1.1)
    return made
