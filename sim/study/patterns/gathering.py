"""What happens in a community: who joins, comes back, answers, tells and goes."""

import numpy as np

from sim import facts, tables
from sim.study.patterns.statistic import Part
from sim.trace import Run

GROUNDS = ("reactance", "boredom", "load", "contagion")
# First posts of the last quarter of a run are left out: there was no time to come back.
EARLY = 0.75


def newcomer_unanswered(run: Run) -> Part:
    """Return (people who posted again, people) after a first post that nobody had answered."""
    answered, again = _first_posts(run)
    return np.array([again[~answered].sum(), (~answered).sum()], float)


def newcomer_answered(run: Run) -> Part:
    """Return (people who posted again, people) after a first post that was answered."""
    answered, again = _first_posts(run)
    return np.array([again[answered].sum(), answered.sum()], float)


def first_post_answered(run: Run) -> Part:
    """Return (first posts that got a reply, first posts)."""
    answered, _again = _first_posts(run)
    return np.array([answered.sum(), len(answered)], float)


def thread_speakers(run: Run) -> Part:
    """Return the distinct speakers of every thread with two messages or more."""
    messages = run.tables["messages"]
    thread = _threads(messages["reply_to"])
    pairs = np.unique(np.stack([thread, messages["author"]]), axis=1)[0]
    speakers = np.bincount(pairs, minlength=len(thread))
    return speakers[np.bincount(thread, minlength=len(thread)) >= 2].astype(float)


def invite_join(run: Run) -> Part:
    """Return (people who joined, people who heard an invitation)."""
    kind = facts.kinds()["invitation"].number
    table, people = run.tables["heard"], run.tables["people"]
    invited = run.tables["stories"]["kind"][table["story"]] == kind
    who = np.unique(table["person"][invited])
    return np.array([(people["joined"][who] >= 0).sum(), len(who)], float)


def word_positive(run: Run) -> Part:
    """Return (good, bad) experiences told."""
    stories = run.tables["stories"]
    told = stories["kind"] == facts.kinds()["experience"].number
    return np.array([(told & (stories["valence"] > 0)).sum(),
                     (told & (stories["valence"] < 0)).sum()], float)  # fmt: skip


def unfollow_promotions(run: Run) -> Part:
    """Return (those with reactance for the largest ground, all) of unfollows and mutes."""
    events = run.tables["events"]
    left = np.isin(events["kind"], (tables.MUTED, tables.UNFOLLOWED))
    grounds = np.stack([events[name] for name in GROUNDS])
    pushed = left & (grounds.argmax(axis=0) == 0) & (grounds.max(axis=0) > 0)
    return np.array([pushed.sum(), left.sum()], float)


def _first_posts(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Return for every early first post: was it answered in time, did its author post again.

    A reply counts where it came before the author's next post, if there was one: what came later
    cannot have brought the author back. A word of thanks is no post.
    """
    messages = run.tables["messages"]
    author, target, tick = messages["author"], messages["reply_to"], messages["tick"]
    posts = np.flatnonzero((author >= 0) & (messages["kind"] != tables.THANKS))
    _people, first, person = np.unique(author[posts], return_index=True, return_inverse=True)
    second = np.full(len(first), np.iinfo(np.int64).max)
    later = np.ones(len(posts), bool)
    later[first] = False
    np.minimum.at(second, person[later], tick[posts[later]].astype(np.int64))
    reply = np.full(len(author), np.iinfo(np.int64).max)
    replies = np.flatnonzero(target >= 0)
    np.minimum.at(reply, target[replies], tick[replies].astype(np.int64))
    rows = posts[first]
    early = tick[rows] < EARLY * run.scenario.ticks
    never = np.iinfo(np.int64).max
    answered = (reply[rows] < never) & (reply[rows] <= second)
    return answered[early], (second < never)[early]


def _threads(reply_to: np.ndarray) -> np.ndarray:
    """Return the first message of each message's thread."""
    thread = np.arange(len(reply_to))
    for row, target in enumerate(reply_to.tolist()):
        if target >= 0:
            thread[row] = thread[target]
    return thread
