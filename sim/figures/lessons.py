"""Lessons: plain pictures for a class. Sizes of stories, courses of a few experiments, bars."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.figures.rows import name_rows, row_height, wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, Picture, picture, safe
from sim.figures.ways import look_of
from sim.words import _, number, percent

BINS = 24


def sizes_picture(sizes: np.ndarray, chance: float) -> Picture:
    """Draw how many people told each story: a bar a class of sizes, on a logarithmic scale."""
    made = picture(
        _("At a chance of {chance} a story is told by {mean} people on average").format(
            chance=percent(chance), mean=number(float(sizes.mean()))
        ),
        _("{count} stories by the number of people who told them.").format(
            count=number(len(sizes))
        ),
        300,
    )
    edges = np.unique(np.round(np.geomspace(1, max(10, sizes.max() + 1), BINS)))
    counts, edges = np.histogram(sizes, bins=np.append(edges, edges[-1] + 1))
    made.add_bar(
        x=np.sqrt(edges[:-1] * edges[1:]), y=counts, width=np.diff(edges) * 0.9,
        marker={"color": ARMS[1]}, hovertemplate="%{x:.0f}: %{y}<extra></extra>",
    )  # fmt: skip
    made.update_xaxes(title_text=_("people who told it"), type="log", dtick=1, showgrid=False)
    made.update_yaxes(title_text=_("stories"))
    return made


def ladder_picture(rows: Sequence[tuple[float, np.ndarray]]) -> Picture:
    """Draw the share of people who told a story, by R: each story a mark, the mean a line."""
    ratios = [ratio for ratio, _shares in rows]
    means = [float(shares.mean()) for _ratio, shares in rows]
    made = picture(
        _("Below one, every story dies; above it, some reach {most} of all").format(
            most=percent(max(float(shares.max()) for _ratio, shares in rows))
        ),
        _("A mark a story; the line is their mean."),
        340,
    )
    made.add_scatter(
        x=np.concatenate([np.full(len(shares), ratio) for ratio, shares in rows]),
        y=100 * np.concatenate([shares for _ratio, shares in rows]), mode="markers",
        marker={"color": NEUTRAL, "size": 5, "opacity": 0.5}, showlegend=False,
        hovertemplate="%{y:.0f}%<extra></extra>",
    )  # fmt: skip
    made.add_scatter(
        x=ratios, y=100 * np.array(means), mode="lines+markers", showlegend=False,
        line={"color": ARMS[1], "width": 3}, hovertemplate="%{y:.0f}%<extra></extra>",
    )  # fmt: skip
    made.add_vline(1.0, line={"color": SOFT, "width": 1.5, "dash": "dot"})
    made.update_xaxes(title_text=_("R: new tellers that one teller wins"))
    made.update_yaxes(title_text=_("people who told it"), ticksuffix="%", rangemode="tozero")
    return made


def courses_picture(courses: Mapping[str, np.ndarray], title: str, unit: str) -> Picture:
    """Draw courses of a share of people by day, 0..1, a line each."""
    made = picture(title, _("Mean of all runs."), 340, legend=True)
    for place, (label, course) in enumerate(courses.items()):
        made.add_scatter(
            x=np.arange(len(course)), y=100 * course, mode="lines", name=safe(label),
            line={**look_of(place), "width": 3},
            hovertemplate="%{y:.0f}%<extra></extra>",
        )  # fmt: skip
    made.update_xaxes(title_text=_("day"), showgrid=False)
    made.update_yaxes(title_text=unit, ticksuffix="%", rangemode="tozero")
    return made


def bars_picture(
    bars: Mapping[str, tuple[float, float, float]], title: str, said: str, unit: str
) -> Picture:
    """Draw a few values with their intervals: label -> (value, low, high), a line each."""
    names = [wrapped(label, 26) for label in bars]
    made = picture(title, said, 50 + row_height(names, 56) * len(bars))
    for place, (value, low, high) in enumerate(bars.values()):
        made.add_bar(
            y=[place], x=[value], orientation="h", width=0.55,
            marker={"color": ARMS[1]},
            error_x={"array": [high - value], "arrayminus": [value - low], "color": INK,
                     "thickness": 2, "width": 5},
            showlegend=False, hovertemplate="%{x:.3g}<extra></extra>",
        )  # fmt: skip
    made.update_xaxes(title_text=unit, zeroline=True, zerolinecolor=SOFT)
    name_rows(made, names)
    return made
