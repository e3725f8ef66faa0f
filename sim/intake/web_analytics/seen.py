"""The visits of a run as web analytics would show them, to lay an export and a run side by side."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import dashboard, facts
from sim.intake.web_analytics.analytics import Analytics, Report, day_text
from sim.intake.web_analytics.origins import APPS, Origin
from sim.intake.web_analytics.pages import Pages
from sim.intake.web_analytics.visits import NEW, NO_SECONDS, RETURNING, UNKNOWN, Visits
from sim.outcomes.window import Window

if TYPE_CHECKING:
    from sim.trace import Run

HOME, DEEP = "/", "/pages/that-a-story-links-to"
_EPOCH = date(1970, 1, 1)


def seen_by_analytics(run: "Run", day: int | None = None) -> Analytics:
    """Return the visits of a run by landing page and source, up to the end of a day (None: all).

    A kept tag names the channel on which its story was first shared, whatever way it came; a kept
    referrer names the channel of the click. Devices and engagement are not simulated.
    """
    window = Window(run, day)
    visits = window.visits
    count = len(visits["tick"])
    first_day = (date.fromisoformat(run.scenario.start_date) - _EPOCH).days
    days = first_day + visits["tick"] // window.ticks_per_day
    origin, app = _origins(window)
    plain = np.full(count, UNKNOWN, dtype=np.int8)
    crossed = Visits(
        page=(visits["landing"] != 0).astype(np.int32),
        origin=origin,
        app=app,
        visitor=_visitors(visits["person"]),
        device=plain,
        inside_app=plain,
        robot_city=np.zeros(count, dtype=np.int8),
        day=days.astype(np.int32),
        sessions=np.ones(count, dtype=np.int64),
        seconds=np.full(count, NO_SECONDS),
    )
    pages = Pages((HOME, DEEP), np.array([0, 2], np.int16), np.array([0, 5], np.int16))
    report = Report("adda", 0, first=day_text(first_day), last=day_text(first_day + window.day - 1))
    return Analytics(pages=pages, report=report, cross=crossed)


def _origins(window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Return the class of each visit's source, and its app as a place in APPS."""
    source, share = dashboard.visit_sources(window), window.visits["share"]
    channel = np.full(len(share), -1)
    by_tag, by_referrer = source == dashboard.TAGGED, source == dashboard.REFERRED
    shares = window.run.tables["shares"]
    channel[by_tag] = _first_channel(shares)[shares["story"][share[by_tag]]]
    channel[by_referrer] = shares["channel"][share[by_referrer]]
    rows = facts.channels().rows
    private = np.array([row.private for row in rows] + [False])
    apps = np.array([APPS.index(row.name) if row.name in APPS else 0 for row in rows] + [0])
    found = np.full(len(share), int(Origin.DIRECT), dtype=np.int8)
    found[source == dashboard.SEARCHED] = Origin.SEARCH
    found[by_tag | by_referrer] = Origin.SOCIAL
    found[by_tag & private[channel]] = Origin.TAGGED
    found[by_referrer & private[channel]] = Origin.MESSENGER
    return found, np.where(private[channel], apps[channel], 0).astype(np.int8)


def _first_channel(shares: Any) -> np.ndarray:
    """Return for each story the channel of its first share."""
    stories, first = np.unique(shares["story"], return_index=True)
    channel = np.full(int(stories.max(initial=-1)) + 1, -1)
    channel[stories] = shares["channel"][first]
    return channel


def _visitors(person: np.ndarray) -> np.ndarray:
    """Return NEW for each person's first visit, RETURNING for later ones."""
    found = np.full(len(person), RETURNING, dtype=np.int8)
    found[np.unique(person, return_index=True)[1]] = NEW
    return found
