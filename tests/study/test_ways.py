"""Several ways side by side: common luck, leaders that are leaders, questions that hold still."""

import numpy as np
import pytest

import sim
from sim.errors import AddaError
from sim.outcomes import OUTCOMES
from sim.study.among import difference_interval
from sim.study.crisis_drill import friday_night
from sim.study.side_by_side import run_ways
from sim.study.try_out import QUESTIONS, try_out, used_pages
from sim.study.unseen import unseen
from sim.study.ways import Ways


@pytest.fixture(scope="module")
def plan():
    return sim.scenario("interest_centric", "neighbourhood", 40)


def made_up(values: np.ndarray, plan: sim.Scenario) -> Ways:
    """Return ways whose sales are these: [way, round]."""
    place = list(OUTCOMES).index("sales")
    every = np.zeros((*values.shape, len(OUTCOMES)))
    every[:, :, place] = values
    labels = tuple("abcdef"[: len(values)])
    seeds = tuple(range(values.shape[1]))
    return Ways(labels, (plan,) * len(values), seeds, OUTCOMES, every, {}, ())


def test_a_way_lives_as_the_same_scenario_lives_alone(plan):
    other = plan.changed({"strategy.posts_per_week": 9.0})
    ways = run_ways({"one": plan, "other": other}, 3, 4)
    for way, case in enumerate((plan, other)):
        alone = sim.run(case, ways.seeds[0]).tables["daily"]
        assert ways.daily["affinity"][way, 0].tolist() == alone["affinity"].tolist()
    twice = run_ways({"a": plan, "b": plan}, 2, 4)
    assert np.array_equal(twice.values[0], twice.values[1], equal_nan=True)


def test_two_ways_say_what_the_comparison_of_two_says(plan):
    other = plan.changed({"strategy.posts_per_week": 9.0})
    found = sim.compare(plan, other, 4, 7).paired("sales")
    assert (
        run_ways({"a": plan, "b": other}, 4, 7).against("sales", 1).difference == found.difference
    )


def test_more_rounds_only_add_to_those_there_were(plan):
    ways = {"a": plan, "b": plan.changed({"strategy.control": 0.9})}
    few, many = run_ways(ways, 2, 1), run_ways(ways, 4, 1)
    assert np.array_equal(few.values, many.values[:, :2], equal_nan=True)


def test_a_clear_leader_is_alone_and_equals_lead_together(plan):
    rng = np.random.default_rng(3)
    luck = rng.normal(50, 10, 30)
    clear = made_up(np.stack([luck, luck + 5 + rng.normal(0, 1, 30), luck - 3]), plan)
    assert clear.leaders("sales") == (1,)
    alike = made_up(
        np.stack([luck, luck + rng.normal(0, 1, 30), luck + rng.normal(0, 1, 30)]), plan
    )
    assert alike.leaders("sales") == (0, 1, 2)


def test_among_ways_that_do_not_differ_a_leader_is_found_in_at_most_one_of_twenty(plan):
    rng = np.random.default_rng(11)
    alone = 0
    for _study in range(200):
        values = 50 + rng.normal(0, 5, (5, 16))
        alone += len(made_up(values, plan).leaders("sales")) < 5
    # Dunnett-like, with the best chosen afterwards: 5 % against the best by Bonferroni is a bound
    # for four given comparisons; choosing the best costs some more.
    assert alone <= 0.2 * 200


def test_an_interval_for_several_questions_is_wider(plan):
    rng = np.random.default_rng(5)
    a, b = rng.normal(0, 1, (2, 20))
    one, four = (difference_interval(a, b, questions) for questions in (1, 4))
    assert four[0] < one[0] < one[1] < four[1]


def test_a_way_to_which_an_outcome_does_not_apply_leads_nothing(plan):
    ways = made_up(np.stack([np.full(8, 3.0), np.full(8, np.nan), np.full(8, 2.0)]), plan)
    assert 1 not in ways.leaders("sales")
    assert "{" not in ways.answer("sales")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_known_question_changes_the_plan_and_nothing_else(name, plan):
    case = plan
    made = QUESTIONS[name].ways(case)
    assert len(made) >= 2
    scenarios = list(made.values())
    assert all(one.days == case.days for one in scenarios)
    assert len({one.model_dump_json() for one in scenarios}) == len(scenarios)
    for one in scenarios:
        assert one.strategy.hours_per_week == case.strategy.hours_per_week


@pytest.mark.parametrize("strategy", sim.shipped_strategies())
def test_every_template_can_be_asked_every_question(strategy):
    plan = sim.scenario(strategy, "neighbourhood", 40)
    for question in QUESTIONS.values():
        assert len(question.ways(plan)) >= 2


def test_an_unknown_question_and_a_single_way_are_refused(plan):
    with pytest.raises(AddaError, match="did you mean"):
        try_out("how_oftne", plan)
    with pytest.raises(AddaError, match="ways were given"):
        try_out({"alone": {}}, plan)
    with pytest.raises(AddaError, match="days"):
        run_ways({"a": plan, "b": plan.changed({"days": 5})})


def test_pages_are_taken_in_the_order_in_which_people_use_them(plan):
    pages = used_pages(plan)
    users = [sum(s.share * s.channels.get(p, 0) for s in plan.market.segments) for p in pages]
    assert users == sorted(users, reverse=True)
    assert users[-1] > 0


def test_a_friday_night_begins_when_saturday_does(plan):
    from datetime import date, timedelta

    night = friday_night(plan)
    (shock,) = night.shocks
    assert (date.fromisoformat(plan.start_date) + timedelta(days=shock.day)).weekday() == 5
    assert shock.where == "private"
    assert friday_night(night) == night
    with pytest.raises(AddaError, match="Friday"):
        friday_night(plan.changed({"days": 4}))


def test_an_answer_is_never_earlier_with_a_longer_delay(plan):
    ways = try_out("delay", friday_night(plan), 4, 2)
    hours = ways.of("hours_to_answer")
    for round_ in hours.T:
        there = round_[np.isfinite(round_)]
        assert (np.diff(there) >= 0).all()


def test_whoever_says_nothing_gives_no_answer(plan):
    ways = try_out("tone", friday_night(plan), 3, 2)
    assert np.isnan(ways.of("hours_to_answer")[-1]).all()


def test_a_dashboard_never_shows_more_than_there_is(plan):
    found = unseen(plan, plan.with_strategy("brand_centric"), 3, 1)
    table = found.table().pivot_table(index=["arm", "quantity"], columns="side", values="mean")
    assert (table["seen"] <= table["truth"]).all()
    said = found.answer() + found.judged() + found.estimates()
    assert "{" not in said


def test_pictures_of_ways_say_what_the_answer_says(plan):
    ways = try_out("copy", plan, 3, 1)
    assert ways.picture().finding == ways.answer("sales")
    assert ways.over_time("sales").finding.startswith("Sales after 40 days")
