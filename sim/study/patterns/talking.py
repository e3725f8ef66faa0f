"""What people say in groups, rooms and feeds, and how much of it a brand can see."""

import numpy as np

from sim import facts, rules, tables
from sim.study.patterns.statistic import Part
from sim.trace import Run

FEWEST_MESSAGES = 100
FEWEST_WRITERS = 5


def dark_share_of_shares(run: Run) -> Part:
    """Return (private shares, shares) made by people."""
    private, public = (float(run.tables["daily"][f"shares_{where}"].sum())
                       for where in ("private", "public"))  # fmt: skip
    return np.array([private, private + public])


def dark_share_of_visits(run: Run) -> Part:
    """Return (visits by a share without referrer and tag, visits by a share)."""
    visits = run.tables["visits"]
    by_share = visits["cause"] == tables.BY_SHARE
    dark = by_share & (visits["referrer"] == 0) & (visits["tag"] == 0)
    return np.array([dark.sum(), by_share.sum()], float)


def participation_gini(run: Run) -> Part:
    """Return the Gini coefficient of messages over the writers of every lively conversation."""
    return np.array([_gini(written) for written in _conversations(run)])


def participation_top10(run: Run) -> Part:
    """Return the share of messages by the most active tenth, of every lively conversation."""
    return np.array([
        np.sort(written)[-max(1, round(0.1 * len(written))):].sum() / written.sum()
        for written in _conversations(run)
    ])  # fmt: skip


def never_write(run: Run) -> Part:
    """Return (members since half of the run ago who wrote nothing, all such members)."""
    people, messages = run.tables["people"], run.tables["messages"]
    long = (people["member"] == 1) & (people["joined"] <= run.scenario.ticks // 2)
    wrote = np.isin(people["person"], messages["author"])
    return np.array([(long & ~wrote).sum(), long.sum()], float)


def group_messages_per_member_day(run: Run) -> Part:
    """Return (messages, member days) of the private groups that spoke."""
    groups = run.tables["groups"]
    messages = np.bincount(groups["group"], weights=groups["messages"])
    members = np.bincount(groups["group"])
    spoke = messages > 0
    return np.array([messages[spoke].sum(), members[spoke].sum() * run.scenario.days], float)


def group_size_mean(run: Run) -> Part:
    """Return (memberships, private groups)."""
    return _each(run.tables["groups"]["group"])


def groups_per_person(run: Run) -> Part:
    """Return (memberships, people in any private group)."""
    return _each(run.tables["groups"]["person"])


def page_reach(run: Run) -> Part:
    """Return (readings, followers at the time) over the posts of the brand's public pages."""
    shares = run.tables["shares"]
    public = ~np.array([row.private for row in facts.channels().rows])
    posts = (shares["venue_kind"] == rules.PAGE) & public[shares["channel"]]
    return np.array([shares["read"][posts].sum(), shares["audience"][posts].sum()], float)


def personal_reach(run: Run) -> Part:
    """Return (readings, followers) over people's public posts."""
    shares = run.tables["shares"]
    posts = (shares["venue_kind"] == rules.FEED) & (shares["audience"] > 0)
    return np.array([shares["read"][posts].sum(), shares["audience"][posts].sum()], float)


def _each(of: np.ndarray) -> Part:
    return np.array([len(of), len(np.unique(of))], float)


def _conversations(run: Run) -> list[np.ndarray]:
    """Return messages a writer of every private group and room with enough messages."""
    groups, messages = run.tables["groups"], run.tables["messages"]
    by_members = messages["author"] >= 0
    room, author = messages["room"][by_members], messages["author"][by_members]
    found: list[np.ndarray] = []
    for place, person, count in (
        (groups["group"], groups["person"], groups["messages"]),
        (room, author, np.ones(len(room))),
    ):
        found += _lively(place, person, count, run.scenario.market.people)
    return found


def _lively(
    place: np.ndarray, person: np.ndarray, count: np.ndarray, people: int
) -> list[np.ndarray]:
    slots, position = np.unique(place.astype(np.int64) * people + person, return_inverse=True)
    written = np.bincount(position, weights=count, minlength=len(slots))
    slots, written = slots[written > 0], written[written > 0]
    _places, first = np.unique(slots // people, return_index=True)
    conversations = np.split(written, first[1:])
    return [
        one for one in conversations if one.sum() >= FEWEST_MESSAGES and len(one) >= FEWEST_WRITERS
    ]


def _gini(values: np.ndarray) -> float:
    ordered, n = np.sort(values), len(values)
    return float(2 * (np.arange(1, n + 1) * ordered).sum() / (n * ordered.sum()) - (n + 1) / n)
