"""Who answers whom, and how soon.

Telegram says which message answers which. WhatsApp and Messenger do not: there, the first message
of a turn is taken to answer the last message before it, in hours that are not too busy for that.
"""

from dataclasses import dataclass

import numpy as np

from sim.intake.activity import Writers
from sim.intake.chat import Chat
from sim.intake.intervals import (
    Array,
    mapped,
    median_interval,
    ratio_spread,
    resampled,
    spread_of,
    weighted_median,
)
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld
from sim.words import N_

_HOUR = 3600
_BUSY = 50
_LONGEST_WAIT = 12 * _HOUR


@dataclass(frozen=True)
class Answers:
    """Answers to another member: who, to whom (places among the writers), after how long.

    `row`, `to_row`: rows of the chat. minutes: waiting time, at least half a minute.
    linked: known from the export, else guessed.
    """

    row: Array
    to_row: Array
    who: Array
    whom: Array
    minutes: Array
    linked: bool

    def __len__(self) -> int:
        """Return the number of answers."""
        return len(self.row)

    def people(self) -> int:
        """Return how many people answered."""
        return len(np.unique(self.who))


def answers_of(chat: Chat, writers: Writers) -> Answers:
    """Return the answers in a chat, linked if the export links them, else guessed."""
    linked = chat.reading.has_replies
    row, to_row = linked_answers(chat, writers) if linked else _guessed(chat, writers)
    place = np.full(len(chat), -1, dtype=np.int64)
    place[writers.rows] = writers.writer
    minutes = np.maximum((chat.time[row] - chat.time[to_row]) / 60, 0.5)
    return Answers(row, to_row, place[row], place[to_row], minutes, linked)


def linked_answers(chat: Chat, writers: Writers) -> tuple[Array, Array]:
    row = writers.rows[chat.reply_to[writers.rows] >= 0]
    to_row = chat.reply_to[row]
    to_other = (chat.member[to_row] != chat.member[row]) & (chat.member[to_row] >= 0)
    real = to_other & chat.said[to_row]
    return row[real], to_row[real]


def _guessed(chat: Chat, writers: Writers) -> tuple[Array, Array]:
    rows = writers.rows
    row, to_row = rows[1:], rows[:-1]
    wait = chat.time[row] - chat.time[to_row]
    hours = chat.time[row] // _HOUR
    _, at, counts = np.unique(hours, return_inverse=True, return_counts=True)
    turn = (chat.member[row] != chat.member[to_row]) & (wait <= _LONGEST_WAIT)
    real = turn & (counts[at] <= _BUSY)
    return row[real], to_row[real]


def answering(chat: Chat, writers: Writers) -> list[Measure]:
    """Return how soon and how mutually people answer each other."""
    answers = answers_of(chat, writers)
    return [*_waits(answers, writers), *_mutual(answers, len(writers))]


def _waits(answers: Answers, writers: Writers) -> list[Measure]:
    middle = "reply_latency_linked" if answers.linked else "reply_latency"
    names = (middle, "reply_log_mean", "reply_log_spread")
    people = answers.people()
    if people < FEWEST_PEOPLE:
        return [too_few(name, people) for name in names]
    if not answers.linked and len(answers) * 4 < len(writers.rows) * 0.5:
        return [withheld(name, N_("too busy to guess who answers whom")) for name in names]
    logs = np.log(answers.minutes)
    per_person = [
        np.bincount(answers.who, values, minlength=len(writers))
        for values in (np.ones(len(logs)), logs, logs**2)
    ]
    weights = resampled(len(writers))
    cases, total, squares = (weights @ values for values in per_person)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / cases
        deviation = np.sqrt(np.maximum(squares / cases - mean**2, 0))
    about = (people, len(answers))
    value = float(np.median(answers.minutes))
    return [
        Measure(middle, value, *median_interval(answers.minutes), *about, "exact"),
        Measure(names[1], float(logs.mean()), *spread_of(mean), *about, "bootstrap, people"),
        Measure(names[2], float(logs.std()), *spread_of(deviation), *about, "bootstrap, people"),
    ]


def _mutual(answers: Answers, writers: int) -> list[Measure]:
    people = answers.people()
    if people < FEWEST_PEOPLE:
        return [too_few(name, people) for name in ("reciprocity", "top_tie_share")]
    keys, counts = np.unique(answers.who * writers + answers.whom, return_counts=True)
    who, whom = keys // writers, keys % writers
    mutual = np.isin(whom * writers + who, keys)
    hits = np.bincount(who, mutual, minlength=writers)
    pairs = np.bincount(who, minlength=writers).astype(float)
    spread = ratio_spread(resampled(writers), hits, pairs)
    about = (people, len(keys))
    reciprocity = Measure("reciprocity", float(mutual.mean()), *spread, *about, "bootstrap, people")
    return [reciprocity, _top_tie(who, counts)]


def _top_tie(who: Array, counts: Array) -> Measure:
    """Return the share of answers that go to the most answered partner (five answers or more)."""
    total, most = np.bincount(who, counts), np.zeros(who.max() + 1)
    np.maximum.at(most, who, counts)
    shares = np.sort((most / np.maximum(total, 1))[total >= 5])
    return median_of("top_tie_share", shares)


def median_of(name: str, values: Array) -> Measure:
    """Return the middle of one value a person, with an interval from resampled people."""
    values = np.sort(values)
    if len(values) < FEWEST_PEOPLE:
        return too_few(name, len(values))
    medians = mapped(lambda row: weighted_median(values, row), resampled(len(values)))
    middle, people = float(np.median(values)), len(values)
    return Measure(name, middle, *spread_of(medians), people, people, "bootstrap, people")
