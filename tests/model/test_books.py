"""The books of a run balance: what flows in and out explains every stock, whatever the strategy."""

import numpy as np
import pytest

import sim
from sim.scenarios import shipped_strategies

DAYS = 30


@pytest.fixture(scope="module", params=["brand_centric", "interest_centric", "study_groups"])
def run(request):
    return sim.run(sim.scenario(request.param, market="neighbourhood", days=DAYS), seed=11)


def test_members_are_those_who_joined_less_those_who_left(run):
    daily = run.tables["daily"]
    balance = np.cumsum(daily["joins"] - daily["leaves"])
    assert np.array_equal(daily["members"], balance)


def test_customers_change_by_purchases_and_lapses_only(run):
    events, daily = run.events, run.tables["daily"]
    lapsed = (events["kind"] == "lapsed").sum()
    people = run.people
    assert daily["lapses"].sum() == lapsed
    assert daily["customers"][-1] == (people["stage"] == "customer").sum()
    assert daily["purchases"].sum() == people["purchases"].sum()


def test_money_adds_up(run):
    daily, product = run.tables["daily"], run.scenario.market.product
    full_price = daily["purchases"].sum() * product.price
    assert np.isclose(daily["revenue"].sum(), full_price - daily["discount_given"].sum())
    margin = full_price * product.margin - daily["discount_given"].sum()
    assert np.isclose(daily["margin"].sum(), margin)


def test_hours_spent_never_exceed_the_hours_there_are(run):
    weekly = run.scenario.strategy.hours_per_week
    spent = np.cumsum(run.tables["daily"]["hours"])
    days = np.arange(1, DAYS + 1)
    assert (spent <= weekly / 7 * days + 1e-6).all()
    assert np.isclose(run.manager["hours"].sum(), spent[-1], rtol=1e-5)


def test_a_share_comes_from_an_earlier_share_of_the_same_story(run):
    shares = run.tables["shares"]
    child = np.flatnonzero(shares["parent"] >= 0)
    parent = shares["parent"][child]
    assert (parent < child).all()
    assert (shares["tick"][parent] < shares["tick"][child]).all()
    assert np.array_equal(shares["story"][parent], shares["story"][child])
    assert np.array_equal(shares["hops"][parent] + 1, shares["hops"][child])


def test_first_readings_are_readings_and_readings_need_an_audience(run):
    shares, daily = run.tables["shares"], run.tables["daily"]
    assert (shares["first_reads"] <= shares["read"]).all()
    assert (shares["read"][shares["audience"] == 0] == 0).all()
    assert shares["read"].sum() == daily["reads"].sum()
    assert shares["first_reads"].sum() == daily["first_reads"].sum()


def test_no_room_holds_more_than_its_size(run):
    people = run.people
    rooms = people.loc[people["member"] == 1, "room"].value_counts()
    assert (rooms <= run.scenario.strategy.presence.room_size).all()
    assert (people.loc[people["member"] == 0, "room"] == -1).all()


def test_every_question_is_settled_once_or_still_open(run):
    questions, daily = run.questions, run.tables["daily"]
    assert len(questions) == daily["questions"].sum()
    solved = questions["solved_by"].value_counts()
    for solver, column in (("peer", "solved_peer"), ("manager", "solved_manager")):
        assert solved[solver] == daily[column].sum()
    assert solved["paid_support"] == daily["solved_support"].sum()
    done = questions[questions["solved_tick"] >= 0]
    assert (done["solved_tick"] >= done["tick"]).all()


def test_answers_stand_in_the_room_of_their_question(run):
    messages = run.tables["messages"]
    answers = np.flatnonzero(messages["reply_to"] >= 0)
    target = messages["reply_to"][answers]
    assert (target < answers).all()
    assert np.array_equal(messages["room"][target], messages["room"][answers])


def test_attitudes_stay_within_their_range(run):
    people = run.people
    assert people["affinity"].between(-1, 1).all()
    for name in ("reactance", "belonging", "boredom"):
        assert people[name].between(0, 1).all()


def test_nobody_belongs_who_is_no_member(run):
    people = run.people
    assert (people.loc[people["member"] == 0, "belonging"] == 0).all()


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    case = sim.scenario("facilitator", market="neighbourhood", days=10)
    once, again, other = sim.run(case, 5), sim.run(case, 5), sim.run(case, 6)
    for name, columns in once.tables.items():
        for key, column in columns.items():
            assert np.array_equal(column, again.tables[name][key]), (name, key)
    assert not np.array_equal(once.tables["people"]["affinity"], other.tables["people"]["affinity"])


def test_a_strategys_name_changes_nothing():
    case = sim.scenario("brand_centric", market="neighbourhood", days=10)
    renamed = case.changed({"strategy.name": "interest_centric", "strategy.title": "Other"})
    mine, other = sim.run(case, 5), sim.run(renamed, 5)
    for name, columns in mine.tables.items():
        for key, column in columns.items():
            assert np.array_equal(column, other.tables[name][key]), (name, key)


@pytest.mark.parametrize("strategy", shipped_strategies())
def test_every_template_runs_and_does_nothing_only_where_nothing_is_done(strategy):
    run = sim.run(sim.scenario(strategy, market="neighbourhood", days=8), seed=2)
    idle = run.scenario.strategy.hours_per_week == 0
    assert (run.tables["daily"]["shares_brand"].sum() == 0) == idle


def test_a_saved_run_comes_back_as_it_was(tmp_path):
    run = sim.run(sim.scenario("facilitator", market="neighbourhood", days=5), seed=3)
    back = sim.load_run(run.save(tmp_path / "run"))
    assert back.scenario == run.scenario
    for name, columns in run.tables.items():
        for key, column in columns.items():
            assert np.array_equal(column, back.tables[name][key]), (name, key)


def test_a_run_stops_when_asked_and_when_all_is_quiet():
    case = sim.scenario("do_nothing", market="neutral", days=20)
    world = sim.World.from_edges(3, close=[(0, 1), (1, 2)])
    start = [("conversation", [0], 0)]
    run = sim.run(case, 1, world=world, start=start, until=3)
    assert run.manifest["ticks"] == 3
    certain = {"share_probability": 1}
    run = sim.run(case, 1, world=world, parameters=certain, start=start, until="quiet")
    assert run.manifest["ticks"] < 10
    assert run.tables["heard"]["passed"].sum() == 3
