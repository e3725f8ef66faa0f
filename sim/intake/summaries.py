"""What a chat is held against when behaviour is fitted to it: a row of plain numbers.

All are counted alike in an export and in a simulated room. Rates stand on the log scale, with half
an event added so that none is a number too; shares with half a case for either side.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from sim.intake.activity import DAY, Writers, writers_of
from sim.intake.answers import linked_answers
from sim.intake.chat import Chat
from sim.intake.kinds import Kind
from sim.intake.questions import first_answers, opening_questions
from sim.intake.turnover import newcomers_of

FEWEST_WRITERS, FEWEST_MESSAGES = 5, 20
_COMING, _GOING = (Kind.JOIN, Kind.ADD), (Kind.LEAVE, Kind.REMOVE)
_SOON, _LATER = 14 * DAY, 45 * DAY
Summary = dict[str, float]


def summaries(chat: Chat, members: int | None) -> Summary | None:
    """Return the numbers of a chat by name, None where too little is said to tell anything.

    members: how many people there are at the end of the chat; without it, what needs it is left
    out. What only a chat with reply links tells is left out of one without.
    """
    writers = writers_of(chat)
    if len(writers) < FEWEST_WRITERS or len(writers.rows) < FEWEST_MESSAGES:
        return None
    found = _writing(writers) | _asking(chat, writers) | _newcomers(chat, writers)
    found |= _first_posts(chat, writers)
    if members is not None:
        found |= _members(chat, writers, max(members, 1))
    if chat.reading.has_replies:
        found |= _replying(chat, writers)
    return found


def part_of(chat: Chat, begin: float, end: float) -> Chat:
    """Return the part of a chat between two shares (0 to 1) of its time."""
    first, span = int(chat.time[0]), int(chat.time[-1] - chat.time[0])
    low, high = first + begin * span, first + end * span
    kept = (chat.time >= low) & ((chat.time < high) | (end >= 1))
    place = np.cumsum(kept) - 1
    answered = np.where(chat.reply_to >= 0, chat.reply_to, 0)
    reply_to = np.where((chat.reply_to >= 0) & kept[answered], place[answered], -1)[kept]
    moved = kept[chat.move_row]
    columns = ("time", "member", "kind", "length", "marks", "domain")
    cut = {name: getattr(chat, name)[kept].copy() for name in columns}
    rows = place[chat.move_row[moved]]
    return replace(
        chat, **cut, reply_to=reply_to, move_row=rows, move_member=chat.move_member[moved]
    )


def members_at(chat: Chat, members: int | None, end: float) -> int | None:
    """Return how many members there were at a share of a chat's time, from those at its end."""
    if members is None:
        return None
    at = chat.time[0] + end * (chat.time[-1] - chat.time[0])
    came = int(np.sum(chat.moves(*_COMING)[0] > at))
    went = int(np.sum(chat.moves(*_GOING)[0] > at))
    return max(members - came + went, 1)


def _writing(writers: Writers) -> Summary:
    logs = np.log(writers.counts / writers.days)
    falling = np.sort(writers.counts)[::-1].astype(float)
    tenth = max(1, round(0.1 * len(falling)))
    return {
        "rate_middle": float(np.median(logs)),
        "rate_mean": float(np.mean(logs)),
        "rate_spread": float(np.std(logs)),
        "gini": float(1 - 2 * np.mean(np.cumsum(falling[::-1]) / falling.sum()) + 1 / len(falling)),
        "top_tenth": float(falling[:tenth].sum() / falling.sum()),
        "once": _share(int(np.sum(writers.counts == 1)), len(writers)),
    }


def _asking(chat: Chat, writers: Writers) -> Summary:
    rows = opening_questions(chat, writers)
    answered = np.sum(first_answers(chat, writers, rows) >= 0) if len(rows) else 0
    return {
        "asking": _rate(len(rows), float(writers.days.sum())),
        "asking_share": _share(len(rows), len(writers.rows)),
        "answered": _share(answered, len(rows)),
    }


def _newcomers(chat: Chat, writers: Writers) -> Summary:
    new = newcomers_of(chat, writers)
    answered, returned = new.answered, new.returned
    return {
        "newcomer_return": _share(returned.sum(), len(returned)),
        "newcomer_answered": _share(answered.sum(), len(answered)),
        "return_answered": _share((returned & answered).sum(), answered.sum()),
        "return_unanswered": _share((returned & ~answered).sum(), (~answered).sum()),
    }


def _first_posts(chat: Chat, writers: Writers) -> Summary:
    """Return how many of those whose coming is noted have written within two and six weeks."""
    times, people = chat.moves(*_COMING)
    times, people = times[people >= 0], people[people >= 0]
    first = np.full(int(max(chat.member.max(), people.max(initial=-1))) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, chat.member[writers.rows], chat.time[writers.rows])
    found = {}
    for name, wait in (("first_post_soon", _SOON), ("first_post_later", _LATER)):
        watched = times + wait <= chat.time[-1]
        wrote = first[people[watched]] <= times[watched] + wait
        found[name] = _share(wrote.sum(), len(wrote))
    return found


def _members(chat: Chat, writers: Writers, members: int) -> Summary:
    """Return what is told by how many members there are: rates a member and day."""
    going = chat.moves(*_GOING)[0]
    coming = chat.moves(*_COMING)[0]
    end = int(chat.time[-1])
    # Who is here at the end and has no note of coming was here all the time.
    days = members * (end - int(chat.time[0])) - np.sum(end - chat.time[0] - (end - coming))
    days = max(float(days + np.sum(going - chat.time[0])) / DAY, 1.0)
    return {
        "voices": _share(min(len(writers), members), members),
        "talk": _rate(len(writers.rows), days),
        "leaving": _rate(len(going), days),
    }


def _replying(chat: Chat, writers: Writers) -> Summary:
    row, to_row = linked_answers(chat, writers)
    asks = np.zeros(len(chat), dtype=bool)
    asks[opening_questions(chat, writers)] = True
    to_question = int(asks[to_row].sum())
    joined = len(np.unique(np.concatenate((row, to_row))))
    said = len(writers.rows)
    return {
        "replying": _share(len(row) - to_question, said),
        "answering": _rate(to_question, float(asks.sum()) + 0.5),
        "alone": _share(said - joined, said),
    }


def _share(hits: Any, cases: Any) -> float:
    return float((hits + 0.5) / (cases + 1.0))


def _rate(events: int, exposure: float) -> float:
    return float(np.log((events + 0.5) / exposure))
