"""The statistics of a chat are what they say they are."""

import csv
import gzip
import math
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import facts
from sim.errors import AddaError
from sim.intake import profile, read_chat
from sim.intake.activity import writers_of
from sim.intake.answers import answers_of
from sim.intake.chat import Chat, Reading
from sim.intake.intervals import (
    median_interval,
    rate_interval,
    resampled,
    share_interval,
    weighted_median,
)
from sim.intake.kinds import Mark
from sim.intake.meanings import MEANINGS
from sim.intake.questions import first_answers
from sim.intake.turnover import newcomers_of
from sim.market import Segment
from tests.intake.conftest import SAMPLES

HOUR, DAY, WEEK = 3600, 86_400, 7 * 86_400


def chat_of(rows: list[tuple[int, int, bool]], replies: list[int] | None = None) -> Chat:
    """Return a chat of texts: (seconds, member, asks) in order of time."""
    rows = sorted(rows, key=lambda row: row[0])
    count = len(rows)
    return Chat(
        time=np.array([row[0] for row in rows], dtype=np.int64),
        member=np.array([row[1] for row in rows], dtype=np.int32),
        kind=np.zeros(count, dtype=np.int8),
        length=np.full(count, 10, dtype=np.int32),
        marks=np.array([Mark.QUESTION.value * row[2] for row in rows], dtype=np.int8),
        domain=np.full(count, -1, dtype=np.int16),
        reply_to=np.array(replies or [-1] * count, dtype=np.int64),
        move_row=np.zeros(0, dtype=np.int64),
        move_member=np.zeros(0, dtype=np.int32),
        ends=(rows[0][0], rows[-1][0]) if rows else (0, 0),
        reading=Reading("whatsapp", "made up", 1, count, has_replies=replies is not None),
    )


chats = st.lists(
    st.tuples(st.integers(0, 20 * WEEK), st.integers(0, 9), st.booleans()), min_size=1, max_size=150
).map(chat_of)


@pytest.fixture(scope="module")
def students(shared: Path, tmp_path_factory):
    """The college messages as a WhatsApp export of ten years later, and its profile."""
    path = shared / "data" / "networks" / "college_messages.csv.gz"
    with gzip.open(path, "rt") as file:
        rows = list(csv.reader(file))[1:]
    lines = [f"{when.replace('/04 ', '/14, ')} - p{source}: x\n" for source, _, when in rows]
    export = tmp_path_factory.mktemp("students") / "chat.txt"
    export.write_text("".join(lines), encoding="utf-8")
    return profile(read_chat("whatsapp", export), 1899)


@pytest.mark.parametrize(
    ("name", "known", "digits"),
    [
        ("messages", 59_835, 0),
        ("writers", 1_350, 0),
        ("lurker_share", 0.289, 3),
        ("gini", 0.715, 3),
        ("top_1_share", 0.15, 2),
        ("top_10_share", 0.56, 2),
        ("hill_alpha", 2.59, 2),
        ("burstiness", 0.50, 2),
        ("memory", 0.13, 2),
    ],
)
def test_student_messages_give_the_values_computed_elsewhere(students, name, known, digits):
    measure = students[name]
    assert round(measure.value, digits) == known
    if measure.low is not None:
        assert measure.low < measure.value < measure.high


def test_the_same_community_looks_the_same_through_two_messengers():
    one = profile(read_chat("whatsapp", SAMPLES / "made_up_whatsapp_iphone.zip"), 100)
    two = profile(read_chat("telegram", SAMPLES / "made_up_telegram.json"), 100)
    for name in ("messages", "writers", "gini", "lurker_share", "media_share", "leave_rate"):
        assert one.value(name) == pytest.approx(two.value(name), rel=1e-9)
    assert one["rate_median"].value == pytest.approx(two["rate_median"].value, rel=1e-3)
    assert "reply_latency" in one.measures
    assert "reply_latency_linked" in two.measures
    assert one["reply_latency"].bias != two["reply_latency_linked"].bias


@given(chat=chats)
def test_activity_agrees_with_counting_by_hand(chat: Chat):
    counts = Counter(chat.member.tolist())
    writers = writers_of(chat)
    assert writers.counts.tolist() == [counts[member] for member in sorted(counts)]
    if len(counts) >= 5:
        values = sorted(counts.values())
        pairs = sum(abs(a - b) for a in values for b in values)
        gini = pairs / (2 * len(values) * sum(values))
        told = profile(chat)
        assert told["gini"].value == pytest.approx(gini)
        asked = sum(chat.has(Mark.QUESTION).tolist())
        assert told["question_share"].value == pytest.approx(asked / len(chat))
        assert sum(share or 0 for share in told.hour_of_week) <= 1.0001


@given(chat=chats)
def test_guessed_answers_agree_with_walking_through_the_chat(chat: Chat):
    writers = writers_of(chat)
    per_hour = Counter((chat.time // HOUR).tolist())
    wanted = []
    for row in range(1, len(chat)):
        wait = int(chat.time[row] - chat.time[row - 1])
        quiet = per_hour[int(chat.time[row]) // HOUR] <= 50
        if chat.member[row] != chat.member[row - 1] and wait <= 12 * HOUR and quiet:
            wanted.append((row, max(wait / 60, 0.5)))
    answers = answers_of(chat, writers)
    assert list(zip(answers.row.tolist(), answers.minutes.tolist(), strict=True)) == wanted


@given(chat=chats)
def test_first_answers_agree_with_walking_through_the_chat(chat: Chat):
    rows = np.arange(len(chat))
    for row, wait in enumerate(first_answers(chat, writers_of(chat), rows).tolist()):
        later = [at for at in rows[row + 1 :] if chat.member[at] != chat.member[row]]
        since = int(chat.time[later[0]] - chat.time[row]) if later else 2 * HOUR
        assert wait == (since if since <= HOUR else -1)


@given(chat=chats)
def test_newcomers_agree_with_looking_at_each(chat: Chat):
    times = defaultdict(list)
    for time, member in zip(chat.time.tolist(), chat.member.tolist(), strict=True):
        times[member].append(time)
    start, end = int(chat.time[0]), int(chat.time[-1])
    wanted = [
        any(12 * HOUR <= time - own[0] <= 30 * DAY for time in own)
        for _, own in sorted(times.items())
        if own[0] >= start + 28 * DAY and own[0] + 30 * DAY <= end
    ]
    assert newcomers_of(chat, writers_of(chat)).returned.tolist() == wanted


@given(chat=chats, week=st.sampled_from([1, 2, 4, 8]))
def test_retention_agrees_with_looking_at_each(chat: Chat, week: int):
    times = defaultdict(list)
    for time, member in zip(chat.time.tolist(), chat.member.tolist(), strict=True):
        times[member].append(time)
    start, end = int(chat.time[0]), int(chat.time[-1])
    seen = [
        any((time - own[0]) // WEEK == week for time in own)
        for own in times.values()
        if own[0] >= start + 28 * DAY and own[0] + (week + 1) * WEEK <= end
    ]
    value = profile(chat).value(f"retention_week_{week}")
    assert value == (pytest.approx(np.mean(seen)) if len(seen) >= 5 else None)


def test_linked_answers_are_taken_as_the_export_has_them():
    rows = [(60 * number, number % 6, number % 3 == 0) for number in range(12)]
    replies = [-1, 0, 0, -1, 3, 3, -1, 1, 1, -1, 9, 9]
    told = profile(chat_of(rows, replies))
    assert told["reply_share"].value == pytest.approx(7 / 12), "an own message is no answer"
    assert told["single_share"].value == pytest.approx(2 / 12)
    assert told["thread_size"].value == pytest.approx(10 / 3)


def test_a_busy_chat_is_not_guessed_at():
    rows = [(number * 5, number % 7, False) for number in range(4000)]
    measure = profile(chat_of(rows))["reply_latency"]
    assert measure.value is None
    assert measure.withheld


def test_intervals_hold_the_truth_as_often_as_they_say():
    luck = np.random.default_rng(5)
    held = {"share": 0, "rate": 0, "median": 0}
    for _ in range(1000):
        low, high = share_interval(int(luck.binomial(60, 0.3)), 60)
        held["share"] += low <= 0.3 <= high
        low, high = rate_interval(int(luck.poisson(12)), 4.0)
        held["rate"] += low <= 3 <= high
        low, high = median_interval(luck.exponential(1.0, 41))
        held["median"] += low <= math.log(2) <= high
    # Exact intervals hold at least 950 of 1,000 in the mean; 920 is five deviations below.
    assert min(held.values()) >= 920


def test_a_bootstrap_holds_the_mean_about_as_often_as_it_says():
    luck = np.random.default_rng(6)
    held = 0
    for _ in range(300):
        sample = luck.exponential(1.0, 80)
        means = resampled(80) @ sample / 80
        held += np.quantile(means, 0.025) <= 1 <= np.quantile(means, 0.975)
    assert held / 300 > 0.88


@given(values=st.lists(st.floats(-10, 10), min_size=1, max_size=30))
def test_a_weighted_median_lies_in_the_middle(values: list[float]):
    ordered = np.sort(values)
    middle = weighted_median(ordered, np.ones(len(ordered)))
    assert np.sum(ordered < middle) <= len(ordered) / 2
    assert np.sum(ordered > middle) <= len(ordered) / 2


def test_the_same_chat_gives_the_same_profile_to_the_last_digit():
    path = SAMPLES / "made_up_whatsapp_android.txt"
    texts = {profile(read_chat("whatsapp", path), 100).to_json() for _ in range(2)}
    assert len(texts) == 1


def test_lurkers_need_the_number_of_members():
    chat = read_chat("whatsapp", SAMPLES / "made_up_whatsapp_android.txt")
    assert "give it" in profile(chat)["lurker_share"].withheld
    assert profile(chat, 100)["lurker_share"].value == pytest.approx(1 - chat.members / 100)
    assert profile(chat, chat.members - 1)["lurker_share"].value is None
    for members in (0, -3, 4, 10**9):
        with pytest.raises(AddaError, match="members is a number of people"):
            profile(chat, members)


def test_an_unknown_statistic_names_the_nearest():
    with pytest.raises(AddaError, match="did you mean 'gini'"):
        profile(chat_of([(0, 0, False)]))["ginni"]


def test_every_statistic_says_what_it_informs_and_that_exists():
    for name, meaning in MEANINGS.items():
        where, _, key = meaning.informs.rpartition(".")
        if where == "behaviour":
            assert key in facts.parameters(), name
        elif where == "segments":
            assert key in Segment.model_fields, name
        else:
            assert meaning.informs in ("", "people"), name


def test_notes_alone_make_a_profile_without_people(written):
    text = "13/01/24, 10:00 - Ada left\n14/01/24, 10:00 - Bo left\n"
    chat = read_chat("whatsapp", written(text))
    told = profile(chat)
    assert (chat.messages, chat.first, told.value("messages")) == (0, None, 0)


@settings(max_examples=30)
@given(chat=chats)
def test_any_profile_is_valid_json_and_a_table(chat: Chat):
    told = profile(chat, 50)
    assert "NaN" not in told.to_json()
    assert len(told.table()) == len(told.measures)
    for measure in told:
        if measure.value is not None and measure.low is not None:
            assert measure.low <= measure.high
            assert measure.interval
