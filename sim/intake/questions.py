"""What becomes of questions: how often somebody asks, whether and how soon that is answered."""

import numpy as np

from sim.intake.activity import Writers
from sim.intake.answers import linked_answers
from sim.intake.chat import Chat
from sim.intake.intervals import Array, median_interval, ratio_spread, resampled, share_interval
from sim.intake.kinds import Kind, Mark
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld
from sim.words import N_

_HOUR = 3600
_QUIET = 30 * 60


def questions(chat: Chat, writers: Writers) -> list[Measure]:
    """Return how often somebody asks out of the blue, and how often and soon that is answered."""
    name = "answered_share_linked" if chat.reading.has_replies else "answered_share"
    names = ("questions_per_writer_day", name, "first_answer")
    rows = opening_questions(chat, writers)
    people = len(np.unique(chat.member[rows]))
    if people < FEWEST_PEOPLE:
        return [too_few(each, people) for each in names]
    asked = np.zeros(len(chat), dtype=bool)
    asked[rows] = True
    per_writer = writers.per_writer(asked)
    spread = ratio_spread(resampled(len(writers)), per_writer, writers.days)
    value = float(per_writer.sum() / writers.days.sum())
    rate = Measure(names[0], value, *spread, len(writers), len(rows), "bootstrap, people")
    waits = first_answers(chat, writers, rows)
    known = waits[waits >= 0] / 60
    share = share_interval(len(known), len(rows))
    answered = Measure(name, len(known) / len(rows), *share, people, len(rows), "exact")
    return [rate, answered, _first_answer(known)]


def _first_answer(minutes: Array) -> Measure:
    if len(minutes) < FEWEST_PEOPLE:
        return withheld("first_answer", N_("fewer than five answered questions"))
    value = float(np.median(minutes))
    return Measure("first_answer", value, *median_interval(minutes), 0, len(minutes), "exact")


def opening_questions(chat: Chat, writers: Writers) -> Array:
    """Return rows of questions that answer nothing: not a reply, and after half an hour's quiet
    of the others where replies are not known."""
    rows = writers.rows
    asks = (chat.kind[rows] == Kind.TEXT) & chat.has(Mark.QUESTION)[rows]
    if chat.reading.has_replies:
        return rows[asks & (chat.reply_to[rows] < 0)]
    place = np.arange(len(rows))
    new_turn = np.concatenate(([True], chat.member[rows[1:]] != chat.member[rows[:-1]]))
    turn_start = np.maximum.accumulate(np.where(new_turn, place, 0))
    before = turn_start - 1
    since = chat.time[rows] - chat.time[rows[np.maximum(before, 0)]]
    return rows[asks & ((before < 0) | (since >= _QUIET))]


def first_answers(chat: Chat, writers: Writers, rows: Array) -> Array:
    """Return seconds until another member answers each row, -1 for never.

    By reply links where the export has them; else the next message of somebody else within an
    hour counts.
    """
    if chat.reading.has_replies:
        row, to_row = linked_answers(chat, writers)
        first = np.full(len(chat), np.iinfo(np.int64).max)
        np.minimum.at(first, to_row, chat.time[row])
        waits = first[rows] - chat.time[rows]
        return np.where(first[rows] < np.iinfo(np.int64).max, np.maximum(waits, 0), -1)
    return _next_by_other(chat, writers, rows)


def _next_by_other(chat: Chat, writers: Writers, rows: Array) -> Array:
    """Return seconds until the next turn begins, -1 if that is more than an hour away."""
    own, place = writers.rows, np.arange(len(writers.rows))
    changes = np.flatnonzero(chat.member[own[1:]] != chat.member[own[:-1]]) + 1
    at = np.searchsorted(own, rows)
    after = np.searchsorted(changes, place[at], side="right")
    answered = after < len(changes)
    found = np.full(len(rows), -1, dtype=np.int64)
    next_rows = own[changes[after[answered]]] if len(changes) else np.empty(0, dtype=np.int64)
    found[answered] = chat.time[next_rows] - chat.time[rows[answered]]
    return np.where(found <= _HOUR, found, -1)
