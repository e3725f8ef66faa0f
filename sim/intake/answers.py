"""Who answers whom, how soon, and what becomes of questions.

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
    share_interval,
    spread_of,
    weighted_median,
)
from sim.intake.kinds import Kind, Mark
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld

_HOUR = 3600
_BUSY = 50
_LONGEST_WAIT = 12 * _HOUR
_QUIET = 30 * 60


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
    row, to_row = _linked(chat, writers) if linked else _guessed(chat, writers)
    place = np.full(len(chat), -1, dtype=np.int64)
    place[writers.rows] = writers.writer
    minutes = np.maximum((chat.time[row] - chat.time[to_row]) / 60, 0.5)
    return Answers(row, to_row, place[row], place[to_row], minutes, linked)


def _linked(chat: Chat, writers: Writers) -> tuple[Array, Array]:
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
    """Return how soon and how mutually people answer, and what becomes of questions."""
    answers = answers_of(chat, writers)
    found = [*_waits(answers, writers), *_mutual(answers, len(writers))]
    found += _questions(chat, writers)
    return found + (_threads(chat, writers) if answers.linked else [])


def _waits(answers: Answers, writers: Writers) -> list[Measure]:
    middle = "reply_latency_linked" if answers.linked else "reply_latency"
    names = (middle, "reply_log_mean", "reply_log_spread")
    people = answers.people()
    if people < FEWEST_PEOPLE:
        return [too_few(name, people) for name in names]
    if not answers.linked and len(answers) * 4 < len(writers.rows) * 0.5:
        return [withheld(name, "too busy to guess who answers whom") for name in names]
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
    about = (people, len(keys), "bootstrap, people")
    reciprocity = Measure("reciprocity", float(mutual.mean()), *spread, *about)
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


def _questions(chat: Chat, writers: Writers) -> list[Measure]:
    """Return how often somebody asks out of the blue, and how often and soon that is answered."""
    name = "answered_share_linked" if chat.reading.has_replies else "answered_share"
    names = ("questions_per_writer_day", name, "first_answer")
    rows = _opening_questions(chat, writers)
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
        return withheld("first_answer", "fewer than five answered questions")
    value = float(np.median(minutes))
    return Measure("first_answer", value, *median_interval(minutes), 0, len(minutes), "exact")


def _opening_questions(chat: Chat, writers: Writers) -> Array:
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
        row, to_row = _linked(chat, writers)
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


def _threads(chat: Chat, writers: Writers) -> list[Measure]:
    """Return the size of threads tied by replies, and the share of messages in none."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    names = ("reply_share", "thread_size", "single_share")
    if len(writers) < FEWEST_PEOPLE:
        return [too_few(name, len(writers)) for name in names]
    row, to_row = _linked(chat, writers)
    place = np.full(len(chat), -1, dtype=np.int64)
    place[writers.rows] = np.arange(len(writers.rows))
    size = len(writers.rows)
    links = coo_array((np.ones(len(row)), (place[row], place[to_row])), shape=(size, size))
    _, thread = connected_components(links, directed=False)
    sizes = np.bincount(thread)
    marked = np.zeros(len(chat), dtype=bool)
    marked[row] = True
    everything = np.ones(len(chat), dtype=bool)
    weights = resampled(len(writers))
    spread = ratio_spread(weights, writers.per_writer(marked), writers.per_writer(everything))
    about = (len(writers), size)
    single = int(np.sum(sizes == 1))
    joined = sizes[sizes > 1]
    thread_size = float(joined.mean()) if len(joined) else None
    return [
        Measure("reply_share", len(row) / size, *spread, *about, "bootstrap, people"),
        Measure("thread_size", thread_size, *_mean_spread(joined), *about, "bootstrap, threads"),
        Measure("single_share", single / size, *share_interval(single, size), *about, "exact"),
    ]


def _mean_spread(sizes: Array) -> tuple[float, float] | tuple[None, None]:
    if len(sizes) < FEWEST_PEOPLE:
        return None, None
    return ratio_spread(resampled(len(sizes)), sizes.astype(float), np.ones(len(sizes)))


