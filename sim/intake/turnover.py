"""Who comes, stays and goes: joins and leaves, weeks after the first message, newcomers."""

from dataclasses import dataclass

import numpy as np

from sim.intake.activity import DAY, Writers
from sim.intake.chat import Chat
from sim.intake.intervals import Array, rate_interval, ratio_spread, resampled, share_interval
from sim.intake.kinds import Kind
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld
from sim.intake.questions import first_answers
from sim.words import N_

WEEK = 7 * DAY
_LATER_DAY = 12 * 3600
_WATCHED = 30 * DAY
_SETTLED = 28 * DAY
_COMING, _GOING = (Kind.JOIN, Kind.ADD), (Kind.LEAVE, Kind.REMOVE)


def turnover(chat: Chat, writers: Writers, members: int | None) -> list[Measure]:
    """Return joins, leaves, retention by week, and whether newcomers come back."""
    found = [_per_week(chat, "joins_per_week", _COMING), _per_week(chat, "leaves_per_week", _GOING)]
    found += [
        _per_member(chat, "join_rate", _COMING, members),
        _per_member(chat, "leave_rate", _GOING, members),
    ]
    return found + _retention(chat, writers) + _newcomers(chat, writers)


def _per_week(chat: Chat, name: str, kinds: tuple[Kind, ...]) -> Measure:
    times, _members = chat.moves(*kinds)
    span = int(chat.time[-1] - chat.time[0]) if len(chat) else 0
    weeks = span // WEEK
    if not len(times):
        return withheld(name, N_("no such note is in the export"))
    if len(times) < FEWEST_PEOPLE:
        return too_few(name, len(times))
    value = len(times) / max(span / WEEK, 1.0)
    if weeks < 4:
        return Measure(name, value, people=len(times), cases=len(times))
    week = (times - chat.time[0]) // WEEK
    counts = np.bincount(week[week < weeks], minlength=weeks).astype(float)
    spread = ratio_spread(resampled(weeks), counts, np.ones(weeks))
    return Measure(name, value, *spread, len(times), len(times), "bootstrap, weeks")


def _per_member(chat: Chat, name: str, kinds: tuple[Kind, ...], members: int | None) -> Measure:
    """Return moves a member and day, with the members at the end as those at risk throughout."""
    times, _members = chat.moves(*kinds)
    days = (chat.time[-1] - chat.time[0]) / DAY if len(chat) else 0.0
    if members is None:
        return withheld(name, N_("the number of members is not known; give it"))
    if not len(times):
        return withheld(name, N_("no such note is in the export"))
    if len(times) < FEWEST_PEOPLE or members < FEWEST_PEOPLE:
        return too_few(name, len(times))
    exposure = members * max(float(days), 1.0)
    spread = rate_interval(len(times), exposure)
    return Measure(name, len(times) / exposure, *spread, members, len(times), "exact")


def _retention(chat: Chat, writers: Writers) -> list[Measure]:
    """Return the share of newcomers who write in the k-th week after their first message."""
    measures = []
    times = chat.time[writers.rows]
    first = _first_times(times, writers)
    new = _is_new(chat, writers, first)
    last = times.max() if len(times) else 0
    for week in (1, 2, 4, 8, 12):
        name = f"retention_week_{week}"
        watched = new & (first + (week + 1) * WEEK <= last)
        since = (times - first[writers.writer]) // WEEK
        wrote = np.zeros(len(writers), dtype=bool)
        wrote[writers.writer[since == week]] = True
        cases, hits = int(watched.sum()), int((wrote & watched).sum())
        measures.append(_share(name, hits, cases))
    return measures


def _share(name: str, hits: int, cases: int) -> Measure:
    if cases < FEWEST_PEOPLE:
        return too_few(name, cases)
    return Measure(name, hits / cases, *share_interval(hits, cases), cases, hits, "exact")


def _first_times(times: Array, writers: Writers) -> Array:
    first = np.full(len(writers), np.iinfo(np.int64).max)
    np.minimum.at(first, writers.writer, times)
    return first


@dataclass(frozen=True)
class Newcomers:
    """Newcomers that could be watched for 30 days: were they answered, did they come back?"""

    answered: Array
    returned: Array


def newcomers_of(chat: Chat, writers: Writers) -> Newcomers:
    """Return the newcomers of a chat.

    A newcomer joined or was added by a note before the first message, or wrote it four weeks or
    more after the export begins. Coming back is a message on a later day (12 hours or more on)
    within 30 days.
    """
    times = chat.time[writers.rows]
    first = _first_times(times, writers)
    end = times.max() if len(times) else 0
    new = _is_new(chat, writers, first) & (first + _WATCHED <= end)
    since = times - first[writers.writer]
    returned = np.zeros(len(writers), dtype=bool)
    returned[writers.writer[(since >= _LATER_DAY) & (since <= _WATCHED)]] = True
    answered = first_answers(chat, writers, _first_rows(writers)) >= 0
    return Newcomers(answered[new], returned[new])


def _is_new(chat: Chat, writers: Writers, first: Array) -> Array:
    start = chat.time[0] if len(chat) else 0
    return (first >= start + _SETTLED) | _noted_before(chat, writers, first)


def _first_rows(writers: Writers) -> Array:
    _, at = np.unique(writers.writer, return_index=True)
    return writers.rows[at]


def _noted_before(chat: Chat, writers: Writers, first: Array) -> Array:
    times, members = chat.moves(*_COMING)
    people = chat.member[_first_rows(writers)] if len(writers) else np.empty(0, dtype=np.int32)
    noted = np.zeros(len(writers), dtype=bool)
    at = np.minimum(np.searchsorted(people, members), max(len(people) - 1, 0))
    for place, member, time in zip(at.tolist(), members.tolist(), times.tolist(), strict=True):
        if len(people) and people[place] == member and time <= first[place]:
            noted[place] = True
    return noted


def _newcomers(chat: Chat, writers: Writers) -> list[Measure]:
    new = newcomers_of(chat, writers)
    answered, returned = new.answered, new.returned
    cases = len(returned)
    return [
        _share("newcomer_return", int(returned.sum()), cases),
        _share("newcomer_answered", int(answered.sum()), cases),
        _share("return_answered", int((returned & answered).sum()), int(answered.sum())),
        _share("return_unanswered", int((returned & ~answered).sum()), int((~answered).sum())),
    ]
