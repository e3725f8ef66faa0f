"""Patterns: how each published statistic of data/patterns.csv is computed from runs.

Every function takes runs of one scenario (same length, other seeds) and returns the statistic with
the unit of the file; NaN where the runs do not hold what it needs.
"""

from collections.abc import Callable, Sequence

import numpy as np

from sim import cascades, facts, rules, tables
from sim.trace import Run

Runs = Sequence[Run]
CRITICAL_MESSAGES = 100


def dark_share_of_shares(runs: Runs) -> float:
    """Return private shares among all shares made by people."""
    private = _total(runs, "shares_private")
    return _ratio(private, private + _total(runs, "shares_public"))


def dark_share_of_visits(runs: Runs) -> float:
    """Return visits by a share without referrer and tag, among all visits by a share."""
    dark = all_visits = 0
    for run in runs:
        visits = run.tables["visits"]
        by_share = visits["cause"] == tables.BY_SHARE
        all_visits += by_share.sum()
        dark += (by_share & (visits["referrer"] == 0) & (visits["tag"] == 0)).sum()
    return _ratio(dark, all_visits)


def participation_gini(runs: Runs) -> float:
    """Return the mean Gini coefficient of messages over the writers of groups and rooms."""
    return _mean([_gini(written) for written in _conversations(runs)])


def participation_top10(runs: Runs) -> float:
    """Return the mean share of messages by the most active tenth of the writers."""
    shares = []
    for written in _conversations(runs):
        top = max(1, round(0.1 * len(written)))
        shares.append(np.sort(written)[-top:].sum() / written.sum())
    return _mean(shares)


def never_write(runs: Runs) -> float:
    """Return the share of members at the end, joined half of the run ago, who wrote nothing."""
    silent = members = 0
    for run in runs:
        people, messages = run.tables["people"], run.tables["messages"]
        early = run.scenario.ticks // 2
        long = (people["member"] == 1) & (people["joined"] <= early)
        wrote = np.isin(people["person"], messages["author"])
        members += long.sum()
        silent += (long & ~wrote).sum()
    return _ratio(silent, members)


def group_messages_per_member_day(runs: Runs) -> float:
    """Return messages a member and day in private groups that spoke."""
    rates = []
    for run in runs:
        groups = run.tables["groups"]
        messages = np.bincount(groups["group"], weights=groups["messages"])
        members = np.bincount(groups["group"])
        spoke = messages > 0
        rates.append(messages[spoke].sum() / members[spoke].sum() / run.scenario.days)
    return _mean(rates)


def group_size_mean(runs: Runs) -> float:
    """Return the mean number of members of a private group."""
    sizes = [np.bincount(run.tables["groups"]["group"]) for run in runs]
    return _mean([found[found > 0].mean() for found in sizes if len(found)])


def groups_per_person(runs: Runs) -> float:
    """Return the mean number of private groups of those who are in any."""
    counts = [np.bincount(run.tables["groups"]["person"]) for run in runs]
    return _mean([found[found > 0].mean() for found in counts if len(found)])


def page_reach(runs: Runs) -> float:
    """Return the mean share of real followers who read a page's post."""
    shares = [run.tables["shares"] for run in runs]
    of_pages = [table["venue_kind"] == rules.PAGE for table in shares]
    public = ~np.array([row.private for row in facts.channels().rows])
    read = audience = 0
    for table, is_page in zip(shares, of_pages, strict=True):
        posts = is_page & public[table["channel"]]
        read += table["read"][posts].sum()
        audience += table["audience"][posts].sum()
    return _ratio(read, audience)


def personal_reach(runs: Runs) -> float:
    """Return the mean share of a person's audience who read a public post."""
    read = audience = 0
    for run in runs:
        table = run.tables["shares"]
        posts = (table["venue_kind"] == rules.FEED) & (table["audience"] > 0)
        read += table["read"][posts].sum()
        audience += table["audience"][posts].sum()
    return _ratio(read, audience)


def one_generation(runs: Runs) -> float:
    """Return the share of public cascades that end within one generation."""
    depths = np.concatenate([_public(run).depths for run in runs])
    return _ratio((depths <= 1).sum(), len(depths))


def hundred_plus(runs: Runs) -> float:
    """Return the share of public cascades of a hundred people or more."""
    sizes = np.concatenate([_public(run).sizes for run in runs])
    return _ratio((sizes >= 100).sum(), len(sizes))


def virality_at_100(runs: Runs) -> float:
    """Return the median structural virality of public cascades of 80 to 120 people."""
    forests = [_public(run) for run in runs]
    found = [f.virality[(f.sizes >= 80) & (f.sizes <= 120)] for f in forests]
    return _median(np.concatenate(found))


def retweets_per_generation(runs: Runs) -> float:
    """Return the mean onward shares a share, over the generations one to five."""
    by_depth = np.zeros(8)
    for run in runs:
        by_depth += np.bincount(np.minimum(_public(run).depth, 7), minlength=8)
    ratios = [by_depth[d + 1] / by_depth[d] for d in range(1, 6) if by_depth[d] >= 20]
    return _mean(ratios)


def private_copies_hill(runs: Runs) -> float:
    """Return the Hill exponent of copies of a story in private groups, seen at least twice."""
    copies: list[int] = []
    for run in runs:
        shares = run.tables["shares"]
        counts = np.bincount(shares["story"][shares["venue_kind"] == rules.GROUP])
        copies.extend(counts[counts >= 2].tolist())
    if len(copies) < 20:
        return float("nan")
    return 1.0 + len(copies) / float(np.log(np.array(copies) / 1.5).sum())


def newcomer_unanswered(runs: Runs) -> float:
    """Return the chance to post again after a first post without a reply."""
    _answered, again, without = _newcomers(runs)
    return _ratio(again[without].sum(), without.sum())


def newcomer_answered(runs: Runs) -> float:
    """Return the chance to post again after a first post that was answered."""
    _answered, again, without = _newcomers(runs)
    return _ratio(again[~without].sum(), (~without).sum())


def first_post_answered(runs: Runs) -> float:
    """Return the share of members' first posts that get a reply."""
    answered, _again, _without = _newcomers(runs)
    return _ratio(answered.sum(), len(answered))


def thread_speakers(runs: Runs) -> float:
    """Return the mean distinct speakers of threads with two messages or more."""
    speakers = []
    for run in runs:
        messages = run.tables["messages"]
        thread = _threads(messages["reply_to"])
        pairs = np.unique(np.stack([thread, messages["author"]]), axis=1)[0]
        speaking = np.bincount(pairs, minlength=len(thread))
        speakers.extend(speaking[np.bincount(thread, minlength=len(thread)) >= 2].tolist())
    return _mean(speakers)


def invite_join(runs: Runs) -> float:
    """Return the share of people who heard an invitation and could join who joined."""
    kind = facts.kinds()["invitation"].number
    joined = heard = 0
    for run in runs:
        table, people = run.tables["heard"], run.tables["people"]
        invited = run.tables["stories"]["kind"][table["story"]] == kind
        who = np.unique(table["person"][invited])
        heard += len(who)
        joined += (people["joined"][who] >= 0).sum()
    return _ratio(joined, heard)


def word_positive(runs: Runs) -> float:
    """Return good experiences told for each bad one."""
    good = bad = 0
    kind = facts.kinds()["experience"].number
    for run in runs:
        stories = run.tables["stories"]
        told = stories["kind"] == kind
        good += (told & (stories["valence"] > 0)).sum()
        bad += (told & (stories["valence"] < 0)).sum()
    return _ratio(good, bad)


def unfollow_promotions(runs: Runs) -> float:
    """Return the share of unfollows and mutes whose largest contribution is reactance."""
    pushed = gone = 0
    for run in runs:
        events = run.tables["events"]
        left = np.isin(events["kind"], (tables.MUTED, tables.UNFOLLOWED))
        grounds = np.stack([events[name] for name in ("reactance", "boredom", "load", "contagion")])
        gone += left.sum()
        pushed += (left & (grounds.argmax(axis=0) == 0) & (grounds.max(axis=0) > 0)).sum()
    return _ratio(pushed, gone)


def cascade_halftime_hours(runs: Runs) -> float:
    """Return the median hours to half of the final size, of public cascades of three or more."""
    hours = []
    for run in runs:
        forest = _public(run)
        order = np.lexsort((forest.tick, forest.tree))
        starts = np.searchsorted(forest.tree[order], np.arange(len(forest.sizes)))
        large = forest.sizes >= 3
        half = starts[large] + forest.sizes[large] // 2
        ticks = forest.tick[order]
        hours.extend(
            ((ticks[half] - ticks[starts[large]]) * run.scenario.market.tick_hours).tolist()
        )
    return _median(hours)


def bass_q_word_of_mouth(runs: Runs) -> float:
    """Return the yearly internal influence of a Bass curve fitted to first purchases."""
    from scipy.optimize import curve_fit

    first = np.mean([run.tables["daily"]["first_purchases"] for run in runs], axis=0)
    adopted = np.cumsum(first)
    if len(first) < 365 or adopted[-1] <= 0:
        return float("nan")
    years = np.arange(1, len(first) + 1) / 365.0

    def curve(t: np.ndarray, p: float, q: float, m: float) -> np.ndarray:
        fading = np.exp(-(p + q) * t)
        return m * (1 - fading) / (1 + q / p * fading)

    bounds = ([1e-5, 1e-5, adopted[-1] * 0.9], [3.0, 10.0, runs[0].scenario.market.people * 1.0])
    start = (0.1, 0.4, min(adopted[-1] * 1.5, bounds[1][2]))
    found, _covariance = curve_fit(curve, years, adopted, p0=start, bounds=bounds, maxfev=20_000)
    return float(found[1])


_NAMED: dict[str, Callable[[Runs], float]] = {
    function.__name__: function
    for function in (
        dark_share_of_shares, dark_share_of_visits, participation_gini, participation_top10,
        never_write, group_messages_per_member_day, group_size_mean, groups_per_person, page_reach,
        personal_reach, one_generation, hundred_plus, virality_at_100, retweets_per_generation,
        private_copies_hill, newcomer_unanswered, newcomer_answered, first_post_answered,
        invite_join, word_positive, unfollow_promotions, cascade_halftime_hours,
        bass_q_word_of_mouth,
    )
}  # fmt: skip
# What data/patterns.csv calls each statistic.
FUNCTIONS = {
    **_NAMED,
    "thread_speakers_brand": thread_speakers,
    "thread_speakers_interest": thread_speakers,
}


def _public(run: Run) -> "cascades.Forest":
    """Return the trees that can be seen in public: of posts on feeds and pages."""
    return cascades.cascades(run.tables["shares"], ("feed", "page"))


def _conversations(runs: Runs) -> list[np.ndarray]:
    """Return messages per writer of every private group and room with enough messages."""
    found = []
    for run in runs:
        groups, messages = run.tables["groups"], run.tables["messages"]
        places = [(groups["group"], groups["person"], groups["messages"])]
        by_members = messages["author"] >= 0
        room, author = messages["room"][by_members], messages["author"][by_members]
        places.append((room, author, np.ones(len(room))))
        for place, person, count in places:
            if not len(place):
                continue
            slot = place.astype(np.int64) * run.scenario.market.people + person
            slots, position = np.unique(slot, return_inverse=True)
            written = np.bincount(position, weights=count)
            where = slots // run.scenario.market.people
            for number in np.unique(where):
                mine = written[(where == number) & (written > 0)]
                if mine.sum() >= CRITICAL_MESSAGES and len(mine) >= 5:
                    found.append(mine)
    return found


def _newcomers(runs: Runs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for every first post: was it answered, did its author post again, was it unanswered.

    First posts of the last quarter of a run are left out: there was no time to come back.
    """
    answered, again = [], []
    for run in runs:
        messages = run.tables["messages"]
        author, target, tick = messages["author"], messages["reply_to"], messages["tick"]
        kept = np.flatnonzero((author >= 0) & (messages["kind"] != tables.THANKS))
        people, first = np.unique(author[kept], return_index=True)
        rows = kept[first]
        early = tick[rows] < 0.75 * run.scenario.ticks
        replied = np.isin(rows, target[target >= 0])
        posts = np.bincount(author[kept], minlength=people.max() + 1 if len(people) else 0)
        answered.append(replied[early])
        again.append((posts[people] > 1)[early])
    all_answered = np.concatenate(answered) if answered else np.zeros(0, bool)
    all_again = np.concatenate(again) if again else np.zeros(0, bool)
    return all_answered, all_again, ~all_answered


def _threads(reply_to: np.ndarray) -> np.ndarray:
    """Return the first message of each message's thread."""
    thread = np.arange(len(reply_to))
    for row, target in enumerate(reply_to.tolist()):
        if target >= 0:
            thread[row] = thread[target]
    return thread


def _gini(values: np.ndarray) -> float:
    ordered = np.sort(values)
    n = len(ordered)
    return float(2 * (np.arange(1, n + 1) * ordered).sum() / (n * ordered.sum()) - (n + 1) / n)


def _total(runs: Runs, name: str) -> float:
    return float(sum(run.tables["daily"][name].sum() for run in runs))


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _median(values: Sequence[float] | np.ndarray) -> float:
    return float(np.median(values)) if len(values) else float("nan")
