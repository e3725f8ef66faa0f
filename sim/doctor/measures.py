"""Measures: figures of a run that show what a lever does where no outcome shows it alone."""

from collections.abc import Callable, Mapping

import numpy as np

from sim import outcomes, tables
from sim.outcomes import Window
from sim.trace import Run
from sim.words import translator

PAGE = tables.VENUES.index("page")


def _of_brand(seen: Window, amount: str) -> float:
    return float(seen.made(~seen.sorts["by_people"], amount))


def _a_post(seen: Window, amount: str) -> float:
    posts = _of_brand(seen, "shares")
    return _of_brand(seen, amount) / posts if posts else np.nan


def _on_pages(seen: Window) -> float:
    return float(seen.made(seen.sorts["venue_kind"] == PAGE, "read"))


def _work(seen: Window, activity: int, what: str) -> float:
    table = seen.rows("manager")
    return float(table[what][table["activity"] == activity].sum())


def _when_read(seen: Window) -> float:
    """Return the mean day on which the readings took place."""
    reads = seen.daily["reads"]
    return float((reads * np.arange(len(reads))).sum() / max(1.0, reads.sum()))


def _hours_of_day(seen: Window) -> float:
    """Return the mean hour of the day at which the brand's shares were made."""
    shares = seen.shares
    mine = shares["sender"] < 0
    ticks = shares["tick"][mine] % seen.ticks_per_day
    return float(ticks.mean() * 24 / seen.ticks_per_day) if mine.any() else np.nan


MEASURES: Mapping[str, tuple[str, str, Callable[[Window], float]]] = {
    "posts": ("posts published", "posts", lambda seen: _work(seen, tables.POSTS, "done")),
    "post_hours": ("hours spent on posts", "hours", lambda s: _work(s, tables.POSTS, "hours")),
    "reads_of_posts": ("readings of the brand's posts", "readings", lambda s: _of_brand(s, "read")),
    "reads_a_post": ("readings a post", "readings", lambda seen: _a_post(seen, "read")),
    "clicks_of_posts": ("clicks on the brand's posts", "clicks", lambda s: _of_brand(s, "clicks")),
    "page_reads": ("readings of posts on pages", "readings", _on_pages),
    "when_read": ("day on which people read, on average", "day", _when_read),
    "hour_of_posts": ("hour at which posts go out, on average", "hour", _hours_of_day),
    "sales_at_offers": (
        "purchases at a read offer", "purchases",
        lambda seen: float(seen.those(tables.BOUGHT_AT_OFFER).sum()),
    ),
    "solved_by_manager": (
        "questions that the manager solved", "questions",
        lambda seen: float(seen.daily["solved_manager"].sum()),
    ),
    "fit": ("how well the product fits people", "0 to 1",
            lambda seen: float(seen.now("fit").mean())),
}  # fmt: skip


def measure(run: Run, name: str) -> float:
    """Return a measure, or an outcome, of a run at its end."""
    if name in MEASURES:
        return MEASURES[name][2](Window(run))
    return outcomes.measure(run, names=[name])[name]


def said(name: str) -> tuple[str, str]:
    """Return what a measure or outcome is called, and its unit, in English."""
    if name in MEASURES:
        return MEASURES[name][:2]
    one, say = outcomes.outcome(name), translator("en")
    return say(one.label).lower(), outcomes.unit_of(one, say, "money")
