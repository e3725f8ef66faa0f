"""Lessons: what students meet. Hints that give nothing away, answers that follow from the runs."""

import math
import re

import pytest

import sim
from sim.errors import AddaError
from sim.lessons import LESSONS
from sim.lessons.answers import readings

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
    off = 3 * exercise.near + (0 if exercise.share else 1)
    return right + off if not exercise.share or right + off <= 1 else right - off


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


def test_what_is_no_answer_is_told_so_and_counts_as_no_try():
    lesson = sim.lesson("ties", replicates=2)
    for name, answer in (("half", "soon"), ("half", True), ("half", math.nan), ("half", "2 or 3")):
        assert lesson.check(name, answer).startswith("The answer is one number"), answer
        assert lesson.predict(name, answer).startswith("The answer is one number"), answer
    assert "one of a, b, c, in quotes" in lesson.check("alone", "z")
    assert not lesson.tries
    assert lesson.reveal("half").startswith("First say")
    share = sim.lesson("spreading", replicates=2).check("large", 40)
    assert share == "The answer is a share, from 0 to 1: 40% is 0.4."


def test_what_cannot_be_asked_is_refused_in_a_sentence():
    lesson = sim.lesson("ties", replicates=2)
    with pytest.raises(AddaError, match="did you mean"):
        lesson.check("hlaf", 3)
    with pytest.raises(AddaError, match="not a lesson"):
        sim.lesson("spraeding")


@pytest.mark.parametrize(
    "written",
    [0.5, "0.5", "0,5", " ০.৫ ", "০,৫", "1/2", "১/২", "about 0.5", "50%", "৫০ শতাংশ", "50 per cent"],
)
def test_a_share_is_understood_as_students_write_it(written):
    exercise = sim.lesson("spreading", replicates=2).exercises["large"]
    assert exercise.given(written) == 0.5


@pytest.mark.parametrize(
    ("written", "number"),
    [("ten", 10), ("দশ", 10), ("১০ জন", 10), ("day 29", 29), ("-12%", -12), ("−১২", -12),
     ("+112 %", 112), ("1,000,000", 1e6), ("১,২৩,৪৫৬", 123456), ("2,5", 2.5), (".5", 0.5)],
)  # fmt: skip
def test_a_number_is_understood_as_students_write_it(written, number):
    assert readings(written) == (number,)


@pytest.mark.parametrize("written", ["", "soon", "2 or 3", "1.2.3,4", "one or two", "--"])
def test_what_holds_no_one_number_is_not_guessed(written):
    assert readings(written) == ()


def test_a_comma_that_may_mean_two_things_is_read_as_the_one_that_fits():
    assert readings("2,062") == (2062, 2.062)
    exercise = sim.lesson("spreading", replicates=2).exercises["mean_size"]
    assert exercise.given("2,062") == 2.062


@pytest.mark.parametrize("written", ["b", "B", " b)", "(b)", "only meetings", "Only meetings"])
def test_a_letter_is_understood_as_students_write_it(written):
    lesson = sim.lesson("ties", replicates=2)
    assert lesson.exercises["alone"].given(written) == "b"


def test_the_words_of_a_choice_are_understood_in_bengali():
    lesson = sim.lesson("ties", replicates=2, lang="bn")
    words = lesson.ask("alone").splitlines()[2].strip().removeprefix("b) ")
    assert re.search(r"[\u0980-\u09ff]", words)
    assert words in lesson.predict("alone", words)


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
