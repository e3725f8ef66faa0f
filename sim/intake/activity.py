"""Who writes how much: rates, inequality, readers who never write, and what is written."""

from dataclasses import dataclass

import numpy as np

from sim.intake.chat import Chat
from sim.intake.intervals import (
    Array,
    mapped,
    ratio_spread,
    resampled,
    share_interval,
    spread_of,
    weighted_median,
)
from sim.intake.kinds import Kind, Mark
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld
from sim.words import N_

DAY = 86_400
_FEWEST_DAYS = 7
_BY_PEOPLE = "bootstrap, people"


@dataclass(frozen=True)
class Writers:
    """The people who wrote, and for each message by a known member its row and writer.

    rows: message rows in order of time. writer: place of its author among the writers.
    counts: messages a writer. days: how long each has been there, at least a week.
    """

    rows: Array
    writer: Array
    counts: Array
    days: Array

    def __len__(self) -> int:
        """Return the number of writers."""
        return len(self.counts)

    def per_writer(self, rows: Array) -> Array:
        """Return how many of the marked rows (bool, one a row of the chat) each writer has."""
        return np.bincount(self.writer[rows[self.rows]], minlength=len(self)).astype(float)


def writers_of(chat: Chat) -> Writers:
    """Return the people who wrote in a chat."""
    rows = np.flatnonzero(chat.said & (chat.member >= 0))
    people, writer, counts = np.unique(chat.member[rows], return_inverse=True, return_counts=True)
    first = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(first, writer, chat.time[rows])
    start = np.minimum(first, _joined(chat, people))
    end = chat.time[rows].max() if len(rows) else 0
    days = np.maximum((end - start) / DAY, _FEWEST_DAYS)
    return Writers(rows, writer, counts, days)


def _joined(chat: Chat, people: Array) -> Array:
    """Return when each of `people` (sorted) first joined or was added, far away if unknown."""
    joined = np.full(len(people), np.iinfo(np.int64).max)
    times, members = chat.moves(Kind.JOIN, Kind.ADD)
    at = np.searchsorted(people, members)
    known = (at < len(people)) & (members >= 0)
    known[known] = people[at[known]] == members[known]
    np.minimum.at(joined, at[known], times[known])
    return joined


def activity(chat: Chat, writers: Writers, members: int | None) -> list[Measure]:
    """Return how much is written, by how many, and how unequally."""
    found = [*_sizes(chat, writers, members), _lurkers(len(writers), members)]
    names = ("rate_median", "rate_spread", "gini", "hill_alpha", "top_1_share", "top_10_share")
    if len(writers) < FEWEST_PEOPLE:
        return found + [too_few(name, len(writers)) for name in names]
    return found + _rates(writers) + _inequality(writers)


def _sizes(chat: Chat, writers: Writers, members: int | None) -> list[Measure]:
    span = (chat.time[-1] - chat.time[0]) / DAY if len(chat) else 0.0
    found = [
        Measure("messages", chat.messages, people=len(writers), cases=chat.messages),
        Measure("writers", len(writers), people=len(writers)),
        Measure("days", float(span)),
        _per_day(chat, float(span)),
    ]
    return [Measure("members", members, people=members), *found] if members else found


def _per_day(chat: Chat, span: float) -> Measure:
    """Return messages a day, with an interval from resampled weeks."""
    value = chat.messages / max(span, 1.0)
    weeks = int(np.ceil(span / 7))
    if weeks < 4:
        return Measure("messages_per_day", value, cases=chat.messages)
    week = (chat.time[chat.said] - chat.time[0]) // (7 * DAY)
    per_week = np.bincount(np.minimum(week, weeks - 1), minlength=weeks).astype(float)
    days = np.append(np.full(weeks - 1, 7.0), span - 7 * (weeks - 1))
    low, high = ratio_spread(resampled(weeks), per_week, days)
    return Measure("messages_per_day", value, low, high, 0, chat.messages, "bootstrap, weeks")


def _lurkers(writers: int, members: int | None) -> Measure:
    if members is None:
        return withheld("lurker_share", N_("the number of members is not known; give it"))
    if members < max(writers, FEWEST_PEOPLE):
        return withheld("lurker_share", N_("more people wrote than there are members"))
    silent = members - writers
    return Measure(
        "lurker_share", silent / members, *share_interval(silent, members), members, silent, "exact"
    )


def _rates(writers: Writers) -> list[Measure]:
    rates = np.log(writers.counts / writers.days)
    order = np.argsort(rates)
    weights = resampled(len(writers))[:, order]
    ordered = rates[order]
    medians = mapped(lambda row: weighted_median(ordered, row), weights)
    total = weights.sum(axis=1)
    mean = weights @ ordered / total
    deviation = np.sqrt(np.maximum(weights @ ordered**2 / total - mean**2, 0))
    about = (len(writers), int(writers.counts.sum()))
    middle = float(np.exp(np.median(rates)))
    return [
        Measure("rate_median", middle, *spread_of(np.exp(medians)), *about, _BY_PEOPLE),
        Measure("rate_spread", float(np.std(rates)), *spread_of(deviation), *about, _BY_PEOPLE),
    ]


def _inequality(writers: Writers) -> list[Measure]:
    counts = np.sort(writers.counts).astype(float)
    weights = resampled(len(counts))
    about = (len(counts), int(counts.sum()))
    one = np.ones(len(counts))
    gini = Measure(
        "gini", _gini(counts, one), *spread_of(_ginis(counts, weights)), *about, _BY_PEOPLE
    )
    return [gini, _tail(counts, weights), *(_top(counts, weights, part) for part in (0.01, 0.1))]


def _gini(counts: Array, weights: Array) -> float:
    return float(_ginis(counts, weights[None, :])[0])


def _ginis(counts: Array, weights: Array) -> Array:
    """Return the Gini index of sorted counts for each row of weights."""
    part = np.cumsum(weights * counts, axis=1)
    before = np.concatenate((np.zeros((len(weights), 1)), part[:, :-1]), axis=1)
    area = np.sum(weights * (part + before), axis=1)
    return 1 - area / (weights.sum(axis=1) * part[:, -1])


def _top(counts: Array, weights: Array, part: float) -> Measure:
    """Return the share of messages by the most active part of the writers (rounded up)."""
    name = f"top_{part * 100:.0f}_share"
    top = int(np.ceil(part * len(counts) - 1e-9))
    if top < FEWEST_PEOPLE:
        return too_few(name, top)
    falling, drawn = counts[::-1], weights[:, ::-1]
    before = np.cumsum(drawn, axis=1) - drawn
    taken = np.clip(top - before, 0, drawn)
    values = (taken @ falling) / (drawn @ falling)
    value = float(falling[:top].sum() / falling.sum())
    return Measure(name, value, *spread_of(values), len(counts), int(counts.sum()), _BY_PEOPLE)


def _tail(counts: Array, weights: Array) -> Measure:
    """Return the exponent of the density of the tail, by Hill's estimate on the top 10 %."""
    top = len(counts) // 10
    if top < FEWEST_PEOPLE:
        return too_few("hill_alpha", top)
    falling = np.log(counts[::-1])
    edge = falling[top]
    excess = float(np.sum(falling[:top] - edge))
    if excess <= 0:
        return withheld("hill_alpha", N_("the most active writers wrote alike"), len(counts))
    drawn = weights[:, ::-1]
    before = np.cumsum(drawn, axis=1) - drawn
    taken = np.clip(top - before, 0, drawn)
    edges = falling[np.minimum(np.argmax(before + drawn > top, axis=1), len(falling) - 1)]
    with np.errstate(divide="ignore"):
        values = 1 + top / (taken @ falling - top * edges)
    return Measure("hill_alpha", 1 + top / excess, *spread_of(values), len(counts), top, _BY_PEOPLE)


def content(chat: Chat, writers: Writers) -> list[Measure]:
    """Return what is written: shares of messages with links, media, questions and so on."""
    said, text = chat.said, chat.kind == Kind.TEXT
    long_text = text & (chat.length >= 40)
    pairs = {
        "question_share": (text & chat.has(Mark.QUESTION), text),
        "link_share": (text & chat.has(Mark.LINK), text),
        "media_share": (chat.kind == Kind.MEDIA, said),
        "repeated_share": (long_text & chat.has(Mark.REPEATED), long_text),
        "edited_share": (said & chat.has(Mark.EDITED), said),
        "deleted_share": (chat.kind == Kind.DELETED, said),
    }
    if chat.reading.messenger == "telegram":
        pairs["forwarded_share"] = (said & chat.has(Mark.FORWARDED), said)
        del pairs["deleted_share"]  # Telegram leaves no trace of what was taken back
    weights = resampled(len(writers)) if len(writers) >= FEWEST_PEOPLE else None
    return [_share(name, hit, of, writers, weights) for name, (hit, of) in pairs.items()]


def _share(name: str, hit: Array, of: Array, writers: Writers, weights: Array | None) -> Measure:
    """Return a share of messages, with an interval from resampled people."""
    above, below = writers.per_writer(hit), writers.per_writer(of)
    people = int(np.count_nonzero(below))
    if weights is None or people < FEWEST_PEOPLE:
        return too_few(name, people)
    value, cases = float(above.sum() / below.sum()), int(below.sum())
    if not above.any():
        return Measure(name, 0.0, 0.0, share_interval(0, cases)[1], people, cases, "exact")
    return Measure(name, value, *ratio_spread(weights, above, below), people, cases, _BY_PEOPLE)
