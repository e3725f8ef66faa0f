"""Winners: who wins over two things that are varied, and how surely."""

from typing import TYPE_CHECKING

import numpy as np

from sim.figures.rows import wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, PAPER, SYMBOLS, Picture, arm_name, picture
from sim.figures.ticks import round_ticks
from sim.outcomes import outcome
from sim.study.space import Axis
from sim.words import _, current, number

if TYPE_CHECKING:
    from sim.study.sweep import Sweep

AREA = 420
MARK = 13
ACROSS, UP = 60, 42  # letters of a line of an axis's title


def winners_map(sweep: "Sweep", name: str, across: Axis, up: Axis | None) -> Picture:
    """Draw who is ahead on an outcome at each point of a sweep over one or two axes.

    A mark a point, or a square a point of a grid over two axes; the larger the sign, the larger
    the lead against the largest one. Where it is open the mark is grey and hollow.
    """
    who = sweep.ahead(name)
    made = picture(_finding(sweep, name), _said(sweep, across, up), AREA, legend=True)
    apart = np.array([found.difference for found in sweep.paired(name)])
    size = np.abs(np.nan_to_num(apart)) / (np.nanmax(np.abs(np.nan_to_num(apart))) or 1.0)
    x = np.array([across.position(point[across.name]) for point in sweep.points])
    y = np.zeros(len(x)) if up is None else _positions(sweep, up)
    for arm, key in enumerate(("a", "b")):
        mine = np.array([one == key for one in who])
        made.add_scatter(
            x=x[mine], y=y[mine], mode="markers", name=arm_name(arm, _(sweep.names[arm])),
            marker={"symbol": SYMBOLS[arm], "color": ARMS[arm], "size": MARK * (0.6 + size[mine]),
                    "line": {"width": 1, "color": PAPER}},
            hovertemplate="%{x:.3g}, %{y:.3g}<extra></extra>",
        )  # fmt: skip
    still = np.array([not one for one in who])
    made.add_scatter(
        x=x[still], y=y[still], mode="markers", name=_("too close to call"),
        marker={"symbol": "circle-open", "color": NEUTRAL, "size": 9, "line": {"width": 2}},
        hovertemplate="%{x:.3g}, %{y:.3g}<extra></extra>",
    )  # fmt: skip
    label_axis(made, across, "x")
    if up is None:
        made.update_yaxes(visible=False, range=[-1, 1])
    else:
        label_axis(made, up, "y")
    return made


def label_axis(made: Picture, axis: Axis, side: str) -> None:
    """Give a picture's axis the name, unit and options of what is varied along it."""
    say = current()
    title = axis.label(say)
    update = made.update_xaxes if side == "x" else made.update_yaxes
    shown_unit = "" if axis.options else axis.unit
    text = f"{title} ({_(shown_unit)})" if shown_unit else title
    update(title_text=wrapped(text, ACROSS if side == "x" else UP), zeroline=False)
    if axis.options:
        update(
            tickvals=list(range(len(axis.options))),
            ticktext=[axis.said(one, say) for one in axis.options],
            range=[-0.5, len(axis.options) - 0.5],
        )
        return
    steps = round_ticks(axis.low, axis.high)
    update(tickvals=steps, ticktext=[axis.said(one, say) for one in steps])
    update(color=INK)


def _positions(sweep: "Sweep", axis: Axis) -> np.ndarray:
    return np.array([axis.position(point[axis.name]) for point in sweep.points])


def _finding(sweep: "Sweep", name: str) -> str:
    counts = sweep.counts(name)
    said = _("{outcome}: A ahead in {a} of {points} circumstances, B in {b}, open in {open}")
    return said.format(
        outcome=_(outcome(name).label),
        points=number(len(sweep.points)),
        **{key: number(count) for key, count in counts.items()},
    )


def _said(sweep: "Sweep", across: Axis, up: Axis | None) -> str:
    said = _("Each mark: {pairs} pairs of runs. Filled: ahead for sure; larger: by more.")
    shown = {across.name, up.name if up else across.name}
    others = [axis.label(current()) for axis in sweep.axes if axis.name not in shown]
    if others:
        said += " " + _("Also varied, so marks may mix: {others}.")
    return said.format(pairs=number(sweep.replicates), others=", ".join(others[:4]))
