"""Cascade: the largest tree of one story, step by step, private and public in two colours."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim import facts
from sim.cascades import cascades
from sim.figures.style import INK, NEUTRAL, PRIVATE, PUBLIC, Picture, picture
from sim.tables import VENUES
from sim.words import _, ngettext, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

FACE_TO_FACE = "meeting"
MANY = 120  # marks that find room at their full size
OPEN = ("feed", "page")
MARKS = (
    "circle", "square", "diamond", "triangle-up", "star", "hexagon", "cross", "x", "pentagon",
    "triangle-down", "bowtie", "hourglass", "star-square",
)  # fmt: skip


def cascade_table(run: "Run") -> "pd.DataFrame":
    """Return the run's largest tree: node, parent (-1: the root), step, place, channel, private …

    A node is somebody who passed the story on; channel and private tell of the first share they
    made, `read` is how many read what they shared. `place` orders the nodes of all steps so that
    branches do not cross. Empty where nobody shared anything.
    """
    import pandas as pd

    shares = run.tables["shares"]
    forest = cascades(shares)
    nodes = np.flatnonzero(np.isin(forest.tree, forest.largest(1)))
    rows, parent = forest.share[nodes], forest.parent[nodes]
    names = (*facts.channels().names, FACE_TO_FACE)
    place = _places(dict(zip(nodes.tolist(), parent.tolist(), strict=True)))
    return pd.DataFrame(
        {
            "node": nodes,
            "parent": parent,
            "step": forest.depth[nodes],
            "place": [place[node] for node in nodes.tolist()],
            "channel": [names[channel] for channel in shares["channel"][rows]],
            "private": ~np.isin(np.array(VENUES)[shares["venue_kind"][rows]], OPEN),
            "read": _read_of(shares, forest.story[nodes], forest.person[nodes]),
        }
    )


def _read_of(shares: Any, story: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Return how many read all that each person shared of their story."""
    found: dict[tuple[int, int], int] = {}
    for one, sender, read in zip(
        *(shares[name].tolist() for name in ("story", "sender", "read")), strict=True
    ):
        found[one, sender] = found.get((one, sender), 0) + read
    return np.array([found[key] for key in zip(story.tolist(), person.tolist(), strict=True)])


def cascade_tree(table: "pd.DataFrame") -> Picture:
    """Draw the table of `cascade_table`: steps from left to right, a mark a person."""
    said = _("Each mark is a person who passed it on; the larger, the more people read it.")
    said += " " + _("From one run.")
    made = picture(_finding(table), said, int(np.clip(80 + 9 * len(table), 260, 760)), True)
    at = table.set_index("node")[["step", "place"]]
    ends = [
        (at.loc[row.parent], (row.step, row.place)) for row in table.itertuples() if row.parent >= 0
    ]
    made.add_scatter(
        x=[x for (one, other) in ends for x in (one["step"], other[0], None)],
        y=[y for (one, other) in ends for y in (one["place"], other[1], None)],
        mode="lines", line={"color": NEUTRAL, "width": 1}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    for channel in (*facts.channels().names, FACE_TO_FACE):
        rows = table[table["channel"] == channel]
        if len(rows):
            _marks(made, rows, channel, min(1.0, np.sqrt(MANY / len(table))))
    made.update_xaxes(title_text=_("steps from who began"), dtick=1, zeroline=False)
    made.update_yaxes(visible=False)
    return made


def _places(parent: dict[int, int]) -> dict[int, float]:
    """Return an order for the nodes: leaves in turn, a parent in the middle of its children."""
    children: dict[int, list[int]] = {}
    for node, above in parent.items():
        children.setdefault(above, []).append(node)
    place: dict[int, float] = {}
    for node in _depth_first(children):
        below = [place[child] for child in children.get(node, ())]
        place[node] = sum(below) / len(below) if below else float(_leaves(place, children))
    return place


def _leaves(place: dict[int, float], children: dict[int, list[int]]) -> int:
    return sum(node not in children for node in place)


def _depth_first(children: dict[int, list[int]]) -> list[int]:
    """Return all nodes, each after its children."""
    waiting, found = list(children.get(-1, ())), []
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(children.get(node, ()))
    return found[::-1]


def _marks(made: Picture, rows: "pd.DataFrame", channel: str, scale: float) -> None:
    names = (*facts.channels().names, FACE_TO_FACE)
    title = _("face to face") if channel == FACE_TO_FACE else _(facts.channels()[channel].title)
    made.add_scatter(
        x=rows["step"], y=rows["place"], mode="markers", name=title,
        marker={
            "symbol": MARKS[names.index(channel)],
            "size": scale * (7 + 3 * np.sqrt(rows["read"])),
            "color": [PRIVATE if private else PUBLIC for private in rows["private"]],
            "line": {"color": INK, "width": 0.5},
        },
        customdata=rows["read"],
        hovertemplate=_("{channel}: read by {count}").format(channel=title, count="%{customdata}")
        + "<extra></extra>",
    )  # fmt: skip


def _finding(table: "pd.DataFrame") -> str:
    if not len(table):
        return _("Nobody passed anything on")
    steps = int(table["step"].max())
    said = ngettext(
        "The largest cascade: {people} passed it on, {steps} step deep, {private} in private",
        "The largest cascade: {people} passed it on, {steps} steps deep, {private} in private",
        steps,
    )
    return said.format(
        people=number(len(table)),
        steps=number(steps),
        private=percent(float(table["private"].mean())),
    )
