"""Trees: how large cascades become and how far from a broadcast, beside what was published."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim import evidence
from sim.cascades import Forest, cascades
from sim.figures.across import Arms
from sim.figures.style import (
    ARMS,
    DASHES,
    INK,
    PRIVATE,
    PUBLIC,
    SYMBOLS,
    Picture,
    arm_name,
    picture,
)
from sim.tables import VENUES
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

PUBLIC_VENUES = ("feed", "page")
LEAST = 5  # people in a tree that has a shape


def sizes_table(arms: Arms) -> "pd.DataFrame":
    """Return arm, public (bool: only what is public counts), size, share of trees that large."""
    import pandas as pd

    rows = []
    for arm, runs in enumerate(arms):
        for public in (False, True):
            venues = PUBLIC_VENUES if public else None
            found = [cascades(run.tables["shares"], venues).sizes for run in runs]
            sizes = np.sort(np.concatenate(found))
            at = np.unique(sizes)
            share = 1 - np.searchsorted(sizes, at) / max(1, len(sizes))
            rows += [
                (arm, public, size, part)
                for size, part in zip(at.tolist(), share.tolist(), strict=True)
            ]
    return pd.DataFrame(rows, columns=["arm", "public", "size", "share"])


def cascade_sizes(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `sizes_table`, with the published share of public trees of a hundred."""
    said = _("Share of cascades with at least so many people. Thin: only what is public, as the")
    said += " " + _("published figure counts; its mark spans the band that was measured.")
    made = picture(_sizes_finding(table, len(names)), said, 380, legend=True)
    for arm, name in enumerate(names):
        for public in (False, True):
            mine = table[(table["arm"] == arm) & (table["public"] == public)]
            label = arm_name(arm, name)
            made.add_scatter(
                x=mine["size"], y=mine["share"], mode="lines+markers",
                name=_("{arm}, public only").format(arm=label[0]) if public else label,
                line={"color": ARMS[arm], "width": 1.2 if public else 3, "dash": DASHES[arm],
                      "shape": "vh"},
                marker={"size": 5 if public else 7, "symbol": SYMBOLS[arm],
                        "color": ARMS[arm]},
                hovertemplate="%{x}: %{y:.2%}<extra></extra>",
            )  # fmt: skip
    _published(made, "hundred_plus", 100, _("published: public, a hundred or more"))
    made.update_xaxes(type="log", title_text=_("people who told it or passed it on"), dtick=1)
    made.update_yaxes(type="log", title_text=_("share of cascades"), tickformat="~%", dtick=1)
    return made


def virality_table(arms: Arms) -> "pd.DataFrame":
    """Return arm, size, virality, private (share) of each tree of `LEAST` people or more."""
    import pandas as pd

    rows = []
    for arm, runs in enumerate(arms):
        for run in runs:
            forest = cascades(run.tables["shares"])
            private = _private(forest, run.tables["shares"]["venue_kind"])
            for tree in np.flatnonzero(forest.sizes >= LEAST).tolist():
                shape = float(forest.virality[tree])
                rows.append((arm, int(forest.sizes[tree]), shape, float(private[tree])))
    return pd.DataFrame(rows, columns=["arm", "size", "virality", "private"])


def cascade_virality(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `virality_table`: size across, steps between two of its people up."""
    said = _("Structural virality: mean steps between two people of a cascade; 2 is a broadcast.")
    said += " " + _("Cascades of five or more; colour: where most of it happened.")
    made = picture(_shape_finding(table), said, 380, legend=True)
    for arm, name in enumerate(names):
        for private, colour in ((True, PRIVATE), (False, PUBLIC)):
            mine = table[(table["arm"] == arm) & ((table["private"] >= 0.5) == private)]
            where = _("mostly private") if private else _("mostly public")
            made.add_scatter(
                x=mine["size"], y=mine["virality"], mode="markers",
                name=f"{arm_name(arm, name)[0]}, {where}",
                marker={"symbol": SYMBOLS[arm], "color": colour, "size": 9, "opacity": 0.75,
                        "line": {"color": INK, "width": 0.5}},
                hovertemplate="%{x}: %{y:.1f}<extra></extra>",
            )  # fmt: skip
    _published(made, "virality_at_100", 100, _("published: public, about a hundred"))
    made.update_xaxes(type="log", title_text=_("people who told it or passed it on"), dtick=1)
    made.update_yaxes(title_text=_("steps between two of them"), rangemode="tozero")
    return made


def _published(made: Picture, name: str, size: int, label: str) -> None:
    one = evidence.patterns()[name]
    made.add_scatter(
        x=[size], y=[one.published], mode="markers", name=label,
        marker={"symbol": "star", "size": 14, "color": INK},
        error_y={"type": "data", "symmetric": False, "array": [one.high - one.published],
                 "arrayminus": [one.published - one.low], "color": INK},
        hovertemplate="%{y:.3g}<extra></extra>",
    )  # fmt: skip


def _private(forest: Forest, venue_kind: np.ndarray) -> np.ndarray:
    """Return the share of each tree's people who passed it on in private."""
    open_kinds = [VENUES.index(name) for name in PUBLIC_VENUES]
    private = (~np.isin(venue_kind[forest.share], open_kinds)).astype(float)
    count = np.bincount(forest.tree, weights=private, minlength=len(forest.sizes))
    return count / np.maximum(1, forest.sizes)


def _sizes_finding(table: "pd.DataFrame", arms: int) -> str:
    every = table[~table["public"]]
    if not len(every):
        return _("Nobody passed anything on")
    largest = [number(int(every.loc[every["arm"] == arm, "size"].max())) for arm in range(arms)]
    if arms == 1:
        return _("People in the largest cascade: {count}").format(count=largest[0])
    said = _("People in the largest cascade: {a} with A, {b} with B")
    return said.format(a=largest[0], b=largest[1])


def _shape_finding(table: "pd.DataFrame") -> str:
    if not len(table):
        return _("No cascade has five people")
    deep = float((table["virality"] > 3).mean())
    said = _("{share} of the larger cascades are passed from hand to hand rather than broadcast")
    return said.format(share=percent(deep))
