"""Reply graph: who answers whom, by how much each writes, with small groups kept together."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.rows import wrapped
from sim.figures.style import LIGHT_LETTERS, ON_COLOUR, Picture, notice, picture
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    import pandas as pd

SHADES = ((0.0, "#F4F1F7"), (0.5, "#B48CC4"), (1.0, "#4B1E66"))
_LABELS = {
    "most": N_("the most active tenth"),
    "next": N_("the next four tenths"),
    "rest": N_("the quieter half"),
}


def reply_graph(table: "pd.DataFrame") -> Picture:
    """Draw who answers whom as shares of all answers, group by group of writers.

    table: who, whom (most, next or rest), people (how many the answering group has), answers, as
    `sim.intake.reply_table` gives it: groups of five people or more, so that nobody is singled out.
    """
    groups = [name for name in _LABELS if name in set(table["who"])]
    total = max(int(table["answers"].sum()), 1)
    grid = np.array([[_cell(table, who, whom) / total for whom in groups] for who in groups])
    people: Mapping[str, int] = table.groupby("who")["people"].first().to_dict()
    said = _("Answers of 100, down: who answers, across: who is answered; groups of five or more.")
    if not groups or not grid.sum():
        return notice(_finding(grid, groups), _("Groups of fewer than five people are not shown."))
    made = picture(_finding(grid, groups), said, 120 + 80 * len(groups))
    names = [wrapped(f"{_(_LABELS[name])} ({number(int(people[name]))})", 12) for name in groups]
    made.add_heatmap(
        z=100 * grid, x=names, y=names, colorscale=[list(shade) for shade in SHADES],
        xgap=2, ygap=2, zmin=0, zmax=max(100 * float(grid.max()), 1.0),
        hoverinfo="skip", showscale=False,
    )  # fmt: skip
    for i, row in enumerate(grid):
        for j, share in enumerate(row):
            dark = share > 0.55 * float(grid.max())
            made.add_annotation(
                x=j, y=i, text=number(100 * float(share), 0), showarrow=False,
                font={"size": 16, "color": LIGHT_LETTERS if dark else ON_COLOUR},
            )  # fmt: skip
    made.update_yaxes(autorange="reversed", showgrid=False, title_text=_("who answers"))
    made.update_xaxes(showgrid=False, title_text=_("who is answered"))
    return made


def _cell(table: "pd.DataFrame", who: str, whom: str) -> float:
    rows = table[(table["who"] == who) & (table["whom"] == whom)]
    return float(rows["answers"].sum())


def _finding(grid: np.ndarray, groups: list[str]) -> str:
    if not len(grid) or not grid.sum():
        return _("Too few people answer each other to say who answers whom")
    if "most" not in groups:
        return _("Who answers whom, as far as small numbers allow")
    place = groups.index("most")
    said = _("The most active tenth gives {given} of all answers and gets {got}")
    return said.format(
        given=percent(float(grid[place].sum())), got=percent(float(grid[:, place].sum()))
    )
