"""Lessons: what students meet. Hints that give nothing away, answers that follow from the runs."""

import math
import re

import pytest

import sim
from sim.errors import AddaError
from sim.lessons import LESSONS

PLACES = {"loyalty": ("study_groups", "cosmetics", 30)}
SMALL = ("interest_centric", "neighbourhood", 20)


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return sim.lesson(request.param, *PLACES.get(request.param, SMALL), replicates=4, seed=3)


def wrong(exercise):
    """Return an answer that is not right."""
    right = exercise.answer()
    if isinstance(right, str):
        return next(letter for letter in exercise.options if letter != right)
    return right + 3 * exercise.near + 1


def test_every_right_answer_is_taken_and_a_wrong_one_is_not(lesson):
    for name, exercise in lesson.exercises.items():
        assert lesson.check(name, exercise.answer()).startswith("Right"), name
        assert lesson.check(name, wrong(exercise)).startswith("Not yet"), name


def test_every_answer_is_something_that_can_be_said(lesson):
    for name, exercise in lesson.exercises.items():
        answer = exercise.answer()
        if exercise.options:
            assert answer in exercise.options, name
        else:
            assert math.isfinite(answer), name
            assert exercise.near > 0, name
        assert "{" not in exercise.explained(), name


def test_no_hint_holds_the_answer(lesson):
    for name, exercise in lesson.exercises.items():
        assert len(exercise.hints) >= 2, name
        for hint in exercise.hints:
            if exercise.options:
                assert exercise.options[exercise.answer()].lower() not in hint.lower(), name
            else:
                told = [float(found) for found in re.findall(r"\d+(?:\.\d+)?", hint)]
                assert not any(exercise.right(value) for value in told), (name, hint)


def test_a_further_wrong_answer_brings_a_further_hint():
    lesson = sim.lesson("spreading", replicates=2)
    first, second, third = (lesson.check("ratio", value) for value in (7.0, 8.0, 9.0))
    assert first != second
    assert second == third


def test_nothing_is_revealed_to_whoever_has_not_tried():
    lesson = sim.lesson("ties", replicates=2)
    before = lesson.reveal("stuck")
    assert "10" not in before
    lesson.predict("stuck", 400)
    assert "10" in lesson.reveal("stuck")
    assert "400" in lesson.reveal("stuck")


def test_an_open_question_asks_for_an_answer_and_counts_as_no_try():
    lesson = sim.lesson("ties", replicates=2)
    assert "in place of None" in lesson.check("half")
    assert "in place of None" in lesson.predict("half")
    assert lesson.reveal("half").startswith("First say")


def test_what_is_no_answer_is_refused_in_a_sentence():
    lesson = sim.lesson("ties", replicates=2)
    for name, answer in (("half", "soon"), ("half", True), ("half", math.nan), ("alone", "z")):
        with pytest.raises(AddaError, match="the answer is"):
            lesson.check(name, answer)
    with pytest.raises(AddaError, match="did you mean"):
        lesson.check("hlaf", 3)
    with pytest.raises(AddaError, match="not a lesson"):
        sim.lesson("spraeding")


def test_the_answers_change_with_the_luck():
    one, other = (sim.lesson("spreading", replicates=2, seed=seed) for seed in (1, 2))
    assert one.exercises["mean_size"].answer() != other.exercises["mean_size"].answer()


def test_stories_below_the_threshold_are_as_large_as_theory_says():
    lesson = sim.lesson("spreading", replicates=64, seed=5)
    sizes = lesson.sizes(0.05)
    expected = 1 / (1 - 0.05 * lesson.contacts)
    spread = sizes.std(ddof=1) / math.sqrt(len(sizes))
    assert abs(sizes.mean() - expected) < 4 * spread


def test_friends_alone_never_leave_their_circle():
    from sim.lessons.ties import CIRCLE, PEOPLE

    lesson = sim.lesson("ties", replicates=2, seed=9)
    assert lesson.course(0.06, 0)[-1] * PEOPLE == pytest.approx(CIRCLE)


def test_what_members_buy_more_is_what_they_would_have_plus_what_was_caused():
    lesson = sim.lesson("loyalty", *PLACES["loyalty"], replicates=4, seed=2)
    members, others, truth, selection = lesson.rounds[:, :4].T
    without_others = members - truth - selection
    # Others differ a little too, because members talk to them.
    assert abs((without_others - others).mean()) < 0.05


def test_a_plan_over_the_budget_is_not_run():
    lesson = sim.lesson("budget", *SMALL, replicates=2)
    assert "12" in lesson.submit({"hours_per_week": 20})
    assert "budget" in lesson.submit({"advertising.money_per_day": 500.0})
    assert "It keeps to the budget" in lesson.submit({"posts_per_week": 1.0})


def test_a_lesson_speaks_bengali():
    lesson = sim.lesson("ties", replicates=2, lang="bn")
    assert re.search(r"[০-৯]", lesson.tell(0.06, 0))
