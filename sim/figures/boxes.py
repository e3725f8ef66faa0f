"""Boxes: the circumstances in which the usual winner wins or does not, as PRIM finds them."""

from typing import TYPE_CHECKING

import numpy as np

from sim.figures.style import ARMS, INK, NEUTRAL, PAPER, SYMBOLS, Picture, arm_name, faint, picture
from sim.figures.winners import label_axis
from sim.study.discovery import columns_of
from sim.study.prim import Box
from sim.words import _, current

if TYPE_CHECKING:
    from sim.study.discovery import Discovery

AREA = 420


def boxes_picture(found: "Discovery") -> Picture:
    """Draw the first box over its two sharpest limits: points inside it filled, others faint."""
    sweep = found.sweep
    box = found.boxes[0] if found.boxes else None
    made = picture(found.headline(current().lang), _said(found, box), AREA, legend=True)
    sharp = found.sharpest(box)[:2] if box else []
    others = [number for number in range(len(sweep.axes)) if number not in sharp]
    across, *rest = [*sharp, *others][:2]
    columns = columns_of(sweep)
    inside = box.holds(columns) if box else np.zeros(len(sweep.points), dtype=bool)
    y = columns[rest[0]].values if rest else np.zeros(len(sweep.points))
    if box:
        _outline(made, found, box, [across, *rest])
    for key, colour, symbol, name in _kinds(found):
        for within in (False, True):
            mine = np.array([one == key for one in sweep.ahead(found.outcome)])
            mine &= inside == within
            strong = within or not inside.any()
            made.add_scatter(
                x=columns[across].values[mine], y=y[mine], mode="markers", name=name,
                showlegend=within or not inside.any(), legendgroup=name, hoverinfo="skip",
                marker={"symbol": symbol, "color": colour if strong else faint(colour, 0.45),
                        "size": 10 if strong else 7, "line": {"width": 1, "color": PAPER}},
            )  # fmt: skip
    label_axis(made, sweep.axes[across], "x")
    if rest:
        label_axis(made, sweep.axes[rest[0]], "y")
    else:
        made.update_yaxes(visible=False, range=[-1, 1])
    return made


def _kinds(found: "Discovery") -> list[tuple[str, str, str, str]]:
    names = tuple(map(_, found.sweep.names))
    return [
        ("a", ARMS[0], SYMBOLS[0], arm_name(0, names[0])),
        ("b", ARMS[1], SYMBOLS[1], arm_name(1, names[1])),
        ("", NEUTRAL, "circle-open", _("too close to call")),
    ]


def _outline(made: Picture, found: "Discovery", box: Box, shown: list[int]) -> None:
    ends = []
    for number in shown:
        axis, limits = found.sweep.axes[number], box.limits.get(number)
        if axis.options:
            ends.append((-0.5, len(axis.options) - 0.5))
            continue
        low = axis.low if limits is None else max(axis.low, limits.low)
        high = axis.high if limits is None else min(axis.high, limits.high)
        ends.append((low, high))
    if len(ends) < 2:
        ends.append((-1.0, 1.0))
    (x0, x1), (y0, y1) = ends
    made.add_shape(
        type="rect", x0=x0, x1=x1, y0=y0, y1=y1, layer="below",
        fillcolor=faint(INK, 0.06), line={"color": INK, "width": 2, "dash": "dot"},
    )  # fmt: skip


def _said(found: "Discovery", box: Box | None) -> str:
    if box is None:
        return _("There is no box: no limit tells where the usual winner wins.")
    said = _(
        "Dotted: the box, over its two sharpest limits. Strong marks are inside, pale ones not."
    )
    said += " "
    if found.unless:
        said += _(
            "Inside the usual winner does not win in {density} of the points, which holds"
            " {coverage} of all such points."
        )
    else:
        said += _(
            "Inside the usual winner wins in {density} of the points, {coverage} of all its wins."
        )
    say = current()
    return said.format(density=say.percent(box.density), coverage=say.percent(box.coverage))
