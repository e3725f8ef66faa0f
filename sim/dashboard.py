"""Dashboard: what the brand sees of a run, beside what truly happened.

The brand sees public feeds, its own pages and rooms, and what web analytics know of a visit:
referrer, campaign tag, landing page. It does not see direct chats, private groups, talk face to
face, or why somebody typed the address. Everything here is counted from the tables of a run, so
each count that the brand can make is part of the true one, and the usual estimates of the unseen
part can be scored.
"""

from typing import TYPE_CHECKING

import numpy as np

from sim import facts, tables
from sim.outcomes.window import BOUGHT, OWN, ROOM, Window
from sim.share_sums import ABOUT_US, IN_SIGHT
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas

    from sim.trace import Run

LOOKBACK_DAYS = 30
SOURCES = ("tag", "referrer", "search", "direct", "none")
TAGGED, REFERRED, SEARCHED, DIRECT, UNKNOWN = range(5)
SOURCE_LABELS = {
    "tag": N_("a tagged link"),
    "referrer": N_("a social referrer"),
    "search": N_("a search engine"),
    "direct": N_("direct"),
    "none": N_("no visit known"),
}
QUANTITIES = {
    "shares": (N_("Shares by people"), N_("shares")),
    "mentions": (N_("Shares about the product"), N_("shares")),
    "negative": (N_("Shares that speak against the product"), N_("shares")),
    "talkers": (N_("People who talk about the product"), N_("people")),
    "readings": (N_("Readings of talk about the product"), N_("readings")),
    "visits": (N_("Visits that a story brought"), N_("visits")),
    "sales": (N_("Sales that a story had part in"), N_("purchases")),
}
VENUE_LABELS = {
    "direct": N_("direct chats"),
    "group": N_("private groups"),
    "feed": N_("public feeds"),
    "page": N_("brand pages"),
    "room": N_("the brand's community"),
    "meeting": N_("face to face"),
}
ESTIMATES = {
    "direct_deep": N_("Direct visits to deep pages"),
    "direct_deep_new": N_("Direct first visits to deep pages"),
    "direct": N_("All direct visits"),
}


def table(run: "Run", lang: str = "en", day: int | None = None) -> "pandas.DataFrame":
    """Return what the brand can count beside the truth: quantity, label, seen, truth, unit.

    `seen` never exceeds `truth`: what is seen is part of what happened. Readings are those up to
    the end of the run, of shares made up to the day. A story had part in a sale when it moved the
    buyer, or brought the last visit in the 30 days before; the brand sees it when that visit
    carries a tag or a social referrer (last click).
    """
    import pandas

    say, counted = translator(lang), counts(Window(run, day))
    rows = [
        (name, say(label), *counted[name], say(unit)) for name, (label, unit) in QUANTITIES.items()
    ]
    return pandas.DataFrame(rows, columns=["quantity", "label", "seen", "truth", "unit"])


def counts(window: Window) -> dict[str, tuple[int, int]]:
    """Return (seen, truth) for each quantity of the dashboard."""
    sorts, by_person = window.sorts, window.senders > 0
    talk, seen = sorts["by_people"], sorts["in_sight"]
    about = talk & sorts["about_us"]

    def made(which: np.ndarray, amount: str = "shares") -> tuple[int, int]:
        return window.made(which & seen, amount), window.made(which, amount)

    found = {
        "shares": made(talk),
        "mentions": made(about),
        "negative": made(about & sorts["against"]),
    }
    found["talkers"] = (
        int(by_person[:, ABOUT_US | IN_SIGHT].sum()),
        int(by_person[:, ABOUT_US::2].any(axis=1).sum()),
    )
    found["readings"] = made(about, "read")
    known = np.isin(visit_sources(window), (TAGGED, REFERRED))
    found["visits"] = _both(window.through_shares, known)
    sales = _Sales(window)
    found["sales"] = _both(sales.had_a_story, np.isin(sales.source, (TAGGED, REFERRED)))
    return found


def visit_sources(window: Window) -> np.ndarray:
    """Return the source of each visit as analytics name it: an index of `SOURCES`."""
    visits = window.visits
    by_search = visits["cause"] == tables.SEARCHED
    source = np.full(len(visits["tick"]), DIRECT)
    source[visits["referrer"] != 0] = REFERRED
    source[(visits["referrer"] != 0) & by_search] = SEARCHED
    source[visits["tag"] != 0] = TAGGED
    return source


def visits(run: "Run", lang: str = "en", day: int | None = None) -> "pandas.DataFrame":
    """Return visits by what analytics say and by what truly brought them.

    One row a pair: source (`SOURCES`), label, cause (share, typed, bookmark, search), venue (of
    the share; empty for the others), visits.
    """
    import pandas

    window = Window(run, day)
    say, seen = translator(lang), window.visits
    venue = np.full(len(seen["tick"]), -1)
    clicked = seen["share"] >= 0
    venue[clicked] = run.sums.at("venue_kind", seen["share"][clicked])
    keys = np.stack([visit_sources(window), seen["cause"], venue], axis=1)
    pairs, number = np.unique(keys, axis=0, return_counts=True)
    rows = [
        (
            SOURCES[source],
            say(SOURCE_LABELS[SOURCES[source]]),
            tables.VISIT_CAUSES[cause],
            tables.VENUES[place] if place >= 0 else "",
            int(count),
        )
        for (source, cause, place), count in zip(pairs.tolist(), number, strict=True)
    ]
    return pandas.DataFrame(rows, columns=["source", "label", "cause", "venue", "visits"])


def sales(run: "Run", lang: str = "en", day: int | None = None) -> "pandas.DataFrame":
    """Return sales by last click and by what truly moved the buyer.

    One row a pair: source (`SOURCES`; "none": no visit in the 30 days before), label, venue of the
    story that moved the buyer (empty: none known), by_brand (was it the brand's own share?), sales.
    """
    import pandas

    window, say = Window(run, day), translator(lang)
    found = _Sales(window)
    keys = np.stack([found.source, found.venue, found.by_brand], axis=1)
    pairs, number = np.unique(keys, axis=0, return_counts=True)
    rows = [
        (
            SOURCES[source],
            say(SOURCE_LABELS[SOURCES[source]]),
            tables.VENUES[place] if place >= 0 else "",
            bool(brand),
            int(count),
        )
        for (source, place, brand), count in zip(pairs.tolist(), number, strict=True)
    ]
    return pandas.DataFrame(rows, columns=["source", "label", "venue", "by_brand", "sales"])


def estimates(run: "Run", lang: str = "en", day: int | None = None) -> "pandas.DataFrame":
    """Score the usual estimates of dark social against the truth.

    The truth is the visits that a share brought and that carry neither referrer nor tag. One row
    an estimate: estimate, label, value, truth, error (value - truth), right (share of what it
    counts that is dark social), found (share of dark social that it counts); NaN where none.
    """
    import pandas

    window, say = Window(run, day), translator(lang)
    dark, direct = window.in_the_dark, visit_sources(window) == DIRECT
    deep = direct & (window.visits["landing"] != 0)
    chosen = {"direct_deep": deep, "direct_deep_new": deep & _first_visits(window)}
    chosen["direct"] = direct
    rows = []
    for name, label in ESTIMATES.items():
        value, truth = int(chosen[name].sum()), int(dark.sum())
        hits = int((chosen[name] & dark).sum())
        right, part = _share(hits, value), _share(hits, truth)
        rows.append((name, say(label), value, truth, value - truth, right, part))
    columns = ["estimate", "label", "value", "truth", "error", "right", "found"]
    return pandas.DataFrame(rows, columns=columns)


def iceberg(run: "Run", lang: str = "en", day: int | None = None) -> "pandas.DataFrame":
    """Return the talk iceberg: what people passed on, by venue, above the water line or below.

    One row a kind of venue, those in sight of the brand first: venue, seen (bool), shares, mentions
    (of the product or the brand), talkers (people who mentioned it there), readings of mentions.
    """
    import pandas

    window, say = Window(run, day), translator(lang)
    kind, sender = window.shares["venue_kind"], window.shares["sender"]
    rows = []
    for number, venue in enumerate(tables.VENUES):
        here = window.by_people & (kind == number)
        about = here & window.about_us
        talkers, readings = len(np.unique(sender[about])), int(window.shares["read"][about].sum())
        seen = number in OWN
        counts = (int(here.sum()), int(about.sum()), talkers, readings)
        rows.append((venue, say(VENUE_LABELS[venue]), seen, *counts))
    columns = ["venue", "label", "seen", "shares", "mentions", "talkers", "readings"]
    made = pandas.DataFrame(rows, columns=columns)
    return made.sort_values("seen", ascending=False, kind="stable", ignore_index=True)


def own_places(run: "Run", day: int | None = None) -> "pandas.DataFrame":
    """Return the statistics of the brand's own pages and rooms, as their hosts show them.

    One row a page or the community: place (page, community), channel, followers (of a page,
    bought ones among them) or members at the end, posts by the brand, reads and clicks of these,
    messages by members.
    """
    import pandas

    window = Window(run, day)
    presence, channels = run.scenario.strategy.presence, facts.channels()
    last = {name: float(column[-1]) for name, column in window.daily.items()}
    bought = last["bought_followers"] / max(1, len(presence.pages))
    follows = run.tables["people"]["follows"]
    rows = []
    for name in presence.pages:
        number = channels.number(name)
        followers = int((follows >> number & 1).sum()) + round(bought)
        rows.append(("page", name, followers, *_posts(window, number, room=False), 0))
    if presence.home is not None:
        number = channels.number(presence.home)
        written = int((window.messages["author"] >= 0).sum())
        members = int(last["members"])
        rows.append(
            ("community", presence.home, members, *_posts(window, number, room=True), written)
        )
    columns = ["place", "channel", "audience", "posts", "reads", "clicks", "messages"]
    return pandas.DataFrame(rows, columns=columns)


def _first_visits(window: Window) -> np.ndarray:
    """Return which visits are a person's first one: the rows are in the order of time."""
    first = np.zeros(len(window.visits["person"]), dtype=bool)
    first[np.unique(window.visits["person"], return_index=True)[1]] = True
    return first


class _Sales:
    """Purchases up to a day: last click, what moved the buyer, whether a story had part in it."""

    def __init__(self, window: Window):
        bought = window.those(*BOUGHT)
        person, tick = window.events["person"][bought], window.events["tick"][bought]
        share = window.events["share"][bought]
        made = window.run.sums
        visit = _last_visits(window, person, tick)
        self.source = np.full(len(person), UNKNOWN)
        self.source[visit >= 0] = visit_sources(window)[visit[visit >= 0]]
        self.venue = np.full(len(person), -1)
        self.venue[share >= 0] = made.at("venue_kind", share[share >= 0])
        self.by_brand = np.zeros(len(person), dtype=np.int64)
        self.by_brand[share >= 0] = made.at("sender", share[share >= 0]) < 0
        brought = np.zeros(len(person), dtype=bool)
        brought[visit >= 0] = window.through_shares[visit[visit >= 0]]
        self.had_a_story = (share >= 0) | brought


def _last_visits(window: Window, person: np.ndarray, tick: np.ndarray) -> np.ndarray:
    """Return the row of each buyer's last visit in the days before the purchase, -1 for none."""
    ticks = np.int64(window.ticks + 1)
    visits = window.visits
    if not len(visits["tick"]):
        return np.full(len(person), -1)
    when = visits["person"].astype(np.int64) * ticks + visits["tick"]
    order = np.argsort(when, kind="stable")
    place = np.searchsorted(when[order], person.astype(np.int64) * ticks + tick, side="right") - 1
    row = order[np.maximum(place, 0)]
    recent = visits["tick"][row] >= tick - LOOKBACK_DAYS * window.ticks_per_day
    return np.where((place >= 0) & (visits["person"][row] == person) & recent, row, -1)


def _posts(window: Window, channel: int, room: bool) -> tuple[int, int, int]:
    sorts = window.sorts
    mine = ~sorts["by_people"] & (sorts["channel"] == channel)
    mine &= (sorts["venue_kind"] == ROOM) == room
    return window.made(mine), window.made(mine, "read"), window.made(mine, "clicks")


def _both(true: np.ndarray, seen: np.ndarray) -> tuple[int, int]:
    return int(np.count_nonzero(true & seen)), int(np.count_nonzero(true))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
