"""When people write: bursts and pauses, and the hours of the week."""

from typing import Any

import numpy as np

from sim.intake.activity import DAY, Writers
from sim.intake.answers import median_of
from sim.intake.chat import Chat
from sim.intake.intervals import Array, resampled, spread_of
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld
from sim.words import N_

_FEWEST_EVENTS = 20
_MONDAY = 4  # 1 January 1970 was a Thursday: day 4 of 1970 was the first Monday.


def rhythm(chat: Chat, writers: Writers) -> list[Measure]:
    """Return burstiness (Goh and Barabási 2008) and memory of members, burstiness of the group."""
    burst, memory = _members(chat, writers)
    return [
        median_of("burstiness", burst),
        median_of("memory", memory),
        _group(chat, writers),
    ]


def _members(chat: Chat, writers: Writers) -> tuple[Array, Array]:
    """Return burstiness and memory of the members with at least twenty messages."""
    order = np.argsort(writers.writer, kind="stable")
    times = chat.time[writers.rows][order]
    ends = np.cumsum(writers.counts)
    found = [
        _bursts(np.diff(times[end - count : end]))
        for end, count in zip(ends, writers.counts, strict=True)
        if count >= _FEWEST_EVENTS
    ]
    table = np.array(found, dtype=float).reshape(-1, 2)
    return table[:, 0], table[np.isfinite(table[:, 1]), 1]


def _bursts(gaps: Array) -> tuple[float, float]:
    mean, deviation = gaps.mean(), gaps.std()
    burst = float((deviation - mean) / (deviation + mean)) if deviation + mean > 0 else 0.0
    before, after = gaps[:-1], gaps[1:]
    spread = before.std() * after.std()
    if spread == 0:
        return burst, np.nan
    return burst, float(np.mean((before - before.mean()) * (after - after.mean())) / spread)


def _group(chat: Chat, writers: Writers) -> Measure:
    """Return the burstiness of all messages together, with an interval from resampled weeks."""
    if len(writers) < FEWEST_PEOPLE:
        return too_few("burstiness_group", len(writers))
    times = chat.time[writers.rows]
    if len(times) < _FEWEST_EVENTS:
        return withheld("burstiness_group", N_("fewer than twenty messages"))
    gaps = np.diff(times).astype(float)
    week = (times[1:] - times[0]) // (7 * DAY)
    sums = [np.bincount(week, values) for values in (np.ones(len(gaps)), gaps, gaps**2)]
    weights = resampled(len(sums[0]))
    cases, total, squares = (weights @ values for values in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / cases
        deviation = np.sqrt(np.maximum(squares / cases - mean**2, 0))
        values = (deviation - mean) / (deviation + mean)
    low, high = spread_of(values) if len(sums[0]) >= 4 else (None, None)
    value, _ = _bursts(gaps)
    return Measure(
        "burstiness_group", value, low, high, len(writers), len(gaps), "bootstrap, weeks"
    )


def hours_of_week(chat: Chat, writers: Writers) -> list[float | None]:
    """Return the share of messages in each hour of the week, Monday 0-1 h first.

    Hours in which one to four people ever wrote are None.
    """
    return _cells(_hour_of_week(chat, writers), 168, writers)


def hours_of_day(chat: Chat, writers: Writers) -> list[float | None]:
    """Return the share of messages in each hour of the day; None where few people ever wrote."""
    return _cells(_hour_of_week(chat, writers) % 24, 24, writers)


def _hour_of_week(chat: Chat, writers: Writers) -> Array:
    hours = chat.time[writers.rows] // 3600 - _MONDAY * 24
    return hours % 168


def _cells(cell: Array, cells: int, writers: Writers) -> list[float | None]:
    if len(writers) < FEWEST_PEOPLE:
        return [None] * cells
    counts = np.bincount(cell, minlength=cells)
    pairs = np.unique(cell * len(writers) + writers.writer)
    people = np.bincount(pairs // len(writers), minlength=cells)
    return [
        None if 0 < who < FEWEST_PEOPLE else round(count / len(cell), 6)
        for count, who in zip(counts.tolist(), people.tolist(), strict=True)
    ]


def weeks(chat: Chat, writers: Writers) -> dict[str, list[Any]]:
    """Return messages and writers a week, from the first; None where one to four people wrote."""
    if len(writers) < FEWEST_PEOPLE:
        return {"messages": [], "writers": []}
    times = chat.time[writers.rows]
    week = (times - times[0]) // (7 * DAY)
    pairs = np.unique(week * len(writers) + writers.writer)
    people = np.bincount(pairs // len(writers)).tolist()
    counts = np.bincount(week, minlength=len(people)).tolist()
    few = [0 < who < FEWEST_PEOPLE for who in people]
    return {
        "messages": [None if hide else n for n, hide in zip(counts, few, strict=True)],
        "writers": [None if hide else n for n, hide in zip(people, few, strict=True)],
    }
