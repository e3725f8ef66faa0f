"""Market map: people as dots, their closest ties as lines, what the brand is to them in colour."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.figures.style import ARMS, INK, NEUTRAL, PRIVATE, SOFT, Picture, picture
from sim.words import _, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

MOST_PEOPLE = 400
STATES = ("unaware", "aware", "customer", "member")
MARKS = {
    "unaware": ("circle-open", NEUTRAL, 6),
    "aware": ("circle", "#AEB4BA", 6),
    "customer": ("diamond", ARMS[0], 10),
    "member": ("square", PRIVATE, 10),
}


def map_tables(run: "Run") -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """Return people (person, x, y, state) and their closest ties (one, other) at the run's end.

    People live on a ring with their neighbours beside them, so the first `MOST_PEOPLE` are a
    neighbourhood, not a random few. Needs a run whose world is in memory.
    """
    import pandas as pd

    world: Any = run.world
    people = min(MOST_PEOPLE, world.people)
    ties = _closest(world, people)
    last = run.tables["people"]
    states = np.full(people, "unaware", dtype=object)
    states[last["aware"][:people] > 0] = "aware"
    states[last["stage"][:people] == 1] = "customer"
    states[last["member"][:people] > 0] = "member"
    x, y = _layout(people, ties)
    frame = pd.DataFrame({"person": np.arange(people), "x": x, "y": y, "state": states})
    return frame, pd.DataFrame(ties, columns=["one", "other"])


def market_map(people: "pd.DataFrame", ties: "pd.DataFrame") -> Picture:
    """Draw the tables of `map_tables`: ties as thin lines, people by what the brand is to them."""
    said = _("Lines: each person's closest contacts. Where a dot lies has no meaning but nearness.")
    said += " " + _("From one run.")
    made = picture(_finding(people), said, 500, legend=True)
    x, y = people["x"].to_numpy(), people["y"].to_numpy()
    one, other = ties["one"].to_numpy(), ties["other"].to_numpy()
    gap = np.full(len(ties), np.nan)
    made.add_scatter(
        x=np.column_stack([x[one], x[other], gap]).ravel(),
        y=np.column_stack([y[one], y[other], gap]).ravel(),
        mode="lines", line={"color": "#B9BEC3", "width": 0.8},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    for state in STATES:
        rows = people[people["state"] == state]
        symbol, colour, size = MARKS[state]
        made.add_scatter(
            x=rows["x"], y=rows["y"], mode="markers", hoverinfo="skip",
            name=_("{state}: {count}").format(state=_label(state), count=number(len(rows))),
            marker={"symbol": symbol, "color": colour, "size": size,
                    "line": {"color": INK if size > 6 else SOFT, "width": 0.7}},
        )  # fmt: skip
    made.update_xaxes(visible=False)
    made.update_yaxes(visible=False, scaleanchor="x")
    return made


def _closest(world: Any, people: int) -> np.ndarray:
    """Return each tie of the innermost layer among the first `people`, once."""
    owner = np.repeat(np.arange(world.people), np.diff(world.close_ptr))
    inner = world.close_strength >= 0.999 * world.close_strength.max(initial=0.0)
    kept = (owner < world.close_to) & (world.close_to < people) & inner
    return np.column_stack([owner[kept], world.close_to[kept]])


def _layout(people: int, ties: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return places in which near people are near: a spring model that starts from the ring.

    Neighbours on the ring pull a little too, so that nobody without a tie flies off.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(((i, (i + 1) % people) for i in range(people)), weight=0.3)
    graph.add_edges_from(ties.tolist(), weight=1.0)
    angle = 2 * np.pi * np.arange(people) / people
    start = {i: (np.cos(a), np.sin(a)) for i, a in enumerate(angle)}
    found = nx.spring_layout(graph, pos=start, iterations=60, seed=0, k=3 / np.sqrt(people))
    places = np.array([found[i] for i in range(people)])
    return places[:, 0], places[:, 1]


def _label(state: str) -> str:
    return {
        "unaware": _("never heard of it"),
        "aware": _("knows it"),
        "customer": _("customer"),
        "member": _("member of the community"),
    }[state]


def _finding(people: "pd.DataFrame") -> str:
    counts = people["state"].value_counts()
    said = _("Among {people} people: {members} members and {customers} further customers")
    return said.format(
        people=number(len(people)),
        members=number(int(counts.get("member", 0))),
        customers=number(int(counts.get("customer", 0))),
    )
