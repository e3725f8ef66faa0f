"""Who stays and who goes: members, retention, leaving, muting, unfollowing (R12)."""

from functools import partial

import numpy as np

from sim import tables
from sim.outcomes.outcome import Outcome, total, whole
from sim.outcomes.window import Window
from sim.words import N_


def _stayed(seen: Window, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how often each person joined long enough ago, and how often they then stayed."""
    span = days * seen.ticks_per_day
    rows = np.flatnonzero(seen.those(tables.JOINED, tables.LEFT))
    person, tick = seen.events["person"][rows], seen.events["tick"][rows]
    joined = seen.events["kind"][rows] == tables.JOINED
    order = np.argsort(person, kind="stable")
    person, tick, joined = person[order], tick[order], joined[order]
    gone = np.full(len(person), np.iinfo(np.int64).max)
    next_is_mine = person[1:] == person[:-1]
    gone[:-1][next_is_mine] = tick[1:][next_is_mine]
    asked = joined & (tick + span <= seen.ticks)
    stayed = asked & (gone >= tick + span)
    return seen.each(person[stayed]), seen.each(person[asked])


def _retention(seen: Window, days: int) -> float:
    return whole(_stayed(seen, days))


def _events(seen: Window, kind: int) -> np.ndarray:
    return seen.each(seen.events["person"][seen.those(kind)])


STAYING = (
    Outcome(
        name="members",
        label=N_("Members"),
        unit=N_("people"),
        definition=N_("Members of the community at the end of the day."),
        better="higher",
        kind="community",
        course=lambda daily: daily["members"],
        persons=lambda seen: (seen.now("member"), None),
    ),
    Outcome(
        name="retention_30",
        label=N_("Members who stay 30 days"),
        unit=N_("share of those who joined"),
        definition=N_("Share of those who joined at least 30 days ago and stayed 30 days or more."),
        better="higher",
        kind="community",
        form="share",
        value=partial(_retention, days=30),
        persons=partial(_stayed, days=30),
    ),
    Outcome(
        name="retention_90",
        label=N_("Members who stay 90 days"),
        unit=N_("share of those who joined"),
        definition=N_("Share of those who joined at least 90 days ago and stayed 90 days or more."),
        better="higher",
        kind="community",
        form="share",
        value=partial(_retention, days=90),
        persons=partial(_stayed, days=90),
    ),
    Outcome(
        name="leaves",
        label=N_("Members who left"),
        unit=N_("times"),
        definition=N_("How often somebody left the community."),
        better="lower",
        kind="community",
        course=lambda daily: total(daily, "leaves"),
        persons=lambda seen: (_events(seen, tables.LEFT), None),
    ),
    Outcome(
        name="mutes",
        label=N_("Rooms muted"),
        unit=N_("times"),
        definition=N_("How often a member muted the community and read no more."),
        better="lower",
        kind="community",
        course=lambda daily: total(daily, "mutes"),
        persons=lambda seen: (_events(seen, tables.MUTED), None),
    ),
    Outcome(
        name="unfollows",
        label=N_("Pages unfollowed"),
        unit=N_("times"),
        definition=N_("How often somebody stopped following a page of the brand."),
        better="lower",
        kind="community",
        course=lambda daily: total(daily, "unfollows"),
        persons=lambda seen: (_events(seen, tables.UNFOLLOWED), None),
    ),
    Outcome(
        name="removed_posts",
        label=N_("Posts removed"),
        unit=N_("posts"),
        definition=N_("Posts of members that the brand took down."),
        better="lower",
        kind="community",
        course=lambda daily: total(daily, "removed_posts"),
        persons=lambda seen: (_events(seen, tables.POST_REMOVED), None),
    ),
)
