"""Calendar: a month of planned posts, as a sheet that hangs on a wall."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import facts
from sim.figures.style import GRID, INK, ON_COLOUR, PAPER, SOFT, Picture, picture, safe
from sim.plan import plan_posts
from sim.scenarios import Scenario
from sim.words import _, day_name, month_name, number

if TYPE_CHECKING:
    import pandas as pd

ABOUT, BESIDE = "#E5923A", "#CFE3F1"  # told apart in grey, too
MOST_LINES = 3
NARROW_LETTERS = 6  # of a post's kind, on a phone
Marks = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # boxes, texts


def calendar_table(scenario: Scenario, seed: int = 0) -> "pd.DataFrame":
    """Return the planned posts: date, hour, kind, about_product, flexible, note; one row a post."""
    import pandas as pd

    spread = facts.best_values()["quality_spread"]
    start = date.fromisoformat(scenario.start_date)
    kinds, per_day = list(facts.kinds().values()), scenario.market.ticks_per_day
    rows = [
        (
            start + timedelta(days=post.tick // per_day),
            post.tick % per_day * scenario.market.tick_hours,
            kinds[post.kind].title,
            kinds[post.kind].about_product,
            post.flexible,
            post.title,
        )
        for post in plan_posts(scenario, spread, seed)
    ]
    columns = ["date", "hour", "kind", "about_product", "flexible", "note"]
    return pd.DataFrame(rows, columns=columns)


def calendar_month(table: "pd.DataFrame", year: int, month: int) -> Picture:
    """Draw one month of the table of `calendar_table`: weeks down, Monday to Sunday across."""
    first = date(year, month, 1)
    here = _where(table, lambda day: (day.year, day.month) == (year, month))
    weeks = _weeks(first)
    made = picture(
        _finding(here, first),
        _("Orange: about the product. Blue: anything else. Dotted: left for the last minute."),
        30 + 92 * len(weeks),
    )  # fmt: skip
    shapes, letters = [], []
    for row, monday in enumerate(weeks):
        for column in range(7):
            day = monday + timedelta(days=column)
            if day.month == month:
                boxes, texts = _cell(_where(here, day.__eq__), day, (row, column))
                shapes += boxes
                letters += texts
    # All at once: plotly goes through those that are there for every one that is added.
    made.layout.shapes, made.layout.annotations = shapes, letters
    made.update_xaxes(
        tickvals=[i + 0.5 for i in range(7)], ticktext=[day_name(i) for i in range(7)],
        side="top", range=[0, 7], showgrid=False, zeroline=False, fixedrange=True,
    )  # fmt: skip
    made.update_yaxes(range=[len(weeks), 0], visible=False, fixedrange=True)
    made.update_layout(margin_t=made.layout.margin.t + 22, height=made.layout.height + 22)
    made.update_layout(meta={**made.layout.meta, "narrow_letters": NARROW_LETTERS})
    return made


def calendar_quarter(table: "pd.DataFrame", first: date, days: int = 91) -> Picture:
    """Draw a quarter of the table of `calendar_table`: weeks across, Monday to Sunday down."""
    last = first + timedelta(days=days - 1)
    here = _where(table, lambda day: first <= day <= last)
    monday = first - timedelta(days=first.weekday())
    made = picture(
        _quarter_finding(here, first, last),
        _("A square a day, larger with more posts; the fuller, the more about the product."),
        270,
    )
    by_day = here.groupby("date")["about_product"].agg(["size", "mean"])
    at = [divmod((day - monday).days, 7) for day in by_day.index]
    made.add_scatter(
        x=[week for week, _day in at], y=[day for _week, day in at], mode="markers+text",
        marker={
            "symbol": "square", "size": [15 + 3 * min(count, 5) for count in by_day["size"]],
            "color": by_day["mean"], "cmin": 0, "cmax": 1, "colorscale": [[0, BESIDE], [1, ABOUT]],
            "line": {"color": INK, "width": 0.6},
        },
        text=[number(count) for count in by_day["size"]], textfont={"size": 11, "color": ON_COLOUR},
        hovertext=[f"{day.isoformat()}: {number(size)}" for day, size in by_day["size"].items()],
        hoverinfo="text",
    )  # fmt: skip
    weeks = range((last - monday).days // 7 + 1)
    made.update_xaxes(
        tickvals=list(weeks), ticktext=[_short(monday + timedelta(days=7 * w)) for w in weeks],
        tickangle=-60, showgrid=False, range=[-0.7, len(weeks) - 0.3], title_text=_("week from"),
    )  # fmt: skip
    made.update_yaxes(
        tickvals=list(range(7)), ticktext=[day_name(i) for i in range(7)], range=[6.6, -0.6],
        showgrid=False, zeroline=False,
    )  # fmt: skip
    return made


def _short(day: date) -> str:
    return f"{number(day.day)} {month_name(day.month, 'abbreviated')}"


def _quarter_finding(posts: "pd.DataFrame", first: date, last: date) -> str:
    span = f"{_short(first)} – {_short(last)}"
    if not len(posts):
        return _("{month}: nothing is planned").format(month=span)
    said = _("{month}: {count} posts, {about} of them about the product")
    about = int(posts["about_product"].sum())
    return said.format(month=span, count=number(len(posts)), about=number(about))


def _where(table: "pd.DataFrame", chosen: Callable[[date], bool]) -> "pd.DataFrame":
    return table.loc[np.array([chosen(day) for day in table["date"]], dtype=bool)]


def _weeks(first: date) -> list[date]:
    """Return the Mondays of the weeks that a month touches."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday < after:
        found.append(monday)
        monday += timedelta(days=7)
    return found


def _cell(posts: "pd.DataFrame", day: date, at: tuple[int, int]) -> Marks:
    """Return the sheet's square of a day: its boxes and its texts."""
    row, column = at
    boxes = [{
        "type": "rect", "x0": column, "x1": column + 1, "y0": row, "y1": row + 1,
        "line": {"color": GRID, "width": 1},
    }]  # fmt: skip
    texts = [{
        "x": column + 0.05, "y": row + 0.14, "text": number(day.day), "showarrow": False,
        "xanchor": "left", "font": {"size": 12, "color": SOFT},
    }]  # fmt: skip
    entries = list(posts.itertuples())
    for line, post in enumerate(entries[:MOST_LINES]):
        last = line == MOST_LINES - 1 and len(entries) > MOST_LINES
        more = _("and {count} more").format(count=number(len(entries) - line)) if last else None
        box, said = _entry(post, more, (row + 0.25 + 0.24 * line, column))
        boxes += box
        texts += said
    return boxes, texts


def _entry(post: Any, more: str | None, at: tuple[float, int]) -> Marks:
    """Return the line of a post, or of all that have no line left (`more`)."""
    top, column = at
    colour = ABOUT if post.about_product else BESIDE
    kind = _(post.kind)
    boxes = [{
        "type": "rect", "x0": column + 0.03, "x1": column + 0.97, "y0": top + 0.01,
        "y1": top + 0.22, "fillcolor": PAPER if post.flexible else colour, "layer": "below",
        "line": {"color": colour, "width": 2, "dash": "dot" if post.flexible else "solid"},
    }]  # fmt: skip
    said = f"{post.hour:02d}:00 {kind}" + (f" · {safe(_(post.note))}" if post.note else "")
    texts = [{
        "x": column + 0.5, "y": top + 0.12, "showarrow": False, "hovertext": said,
        "text": more or (kind if len(kind) <= 17 else kind.split()[0]),
        "font": {"size": 11, "color": INK if post.flexible or more else ON_COLOUR},
    }]  # fmt: skip
    return ([] if more else boxes), texts


def _finding(posts: "pd.DataFrame", first: date) -> str:
    month = f"{month_name(first.month)} {number(first.year, grouped=False)}"
    if not len(posts):
        return _("{month}: nothing is planned").format(month=month)
    said = _("{month}: {count} posts, {about} of them about the product")
    about = int(posts["about_product"].sum())
    return said.format(month=month, count=number(len(posts)), about=number(about))
