"""Optimise: a front that is one, within the budget, repeatable, and judged on fresh luck."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.outcomes import OUTCOMES
from sim.study.choices import Budget, as_decided, choices, decided, page_channels
from sim.study.optimise import optimise
from sim.study.platforms import platforms
from sim.study.search import best_few, not_beaten
from sim.study.verdict import slight

SMALL = {"trials": 30, "replicates": 2, "fresh": 3, "days": 6, "seed": 3}
ENDS = ("sales", "affinity", "hours")


MONEY = 150  # paid support comes out of it too


@pytest.fixture(scope="module")
def plans(interest):
    return sim.optimise(interest, hours=8, money=MONEY, ends=ENDS, **SMALL)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30))
def test_the_front_is_what_no_other_plan_beats(rows):
    ends, upwards = np.array(rows, dtype=float), [True, False]
    front = not_beaten(ends, upwards)
    assert front.any()
    for mine, kept in zip(rows, front, strict=True):
        beaten = any(one != mine and one[0] >= mine[0] and one[1] <= mine[1] for one in rows)
        assert kept != beaten
    few = best_few(ends, upwards, 4)
    assert len(set(few)) == len(few) <= 4
    assert ends[few, 0].max() == ends[:, 0].max()
    assert ends[few, 1].min() == ends[:, 1].min()


def test_every_plan_keeps_to_the_hours_and_the_money(plans):
    money = list(OUTCOMES).index("money")
    for plan in plans.plans:
        assert plan.strategy.hours_per_week <= 8
        assert plan.scenario.strategy.advertising.money_per_day * 6 <= MONEY
        assert plan.fresh[:, money].mean() <= MONEY
    assert plans.tried == 30


def test_no_plan_that_is_returned_beats_another(plans):
    upwards = [True, True, False]
    ends = np.array([[plan.end(name).mean_b for name in ENDS] for plan in plans.plans])
    assert not_beaten(ends, upwards).all()


def test_the_search_takes_the_same_way_whatever_the_number_of_workers(plans, interest, tmp_path):
    again = optimise(interest, hours=8, money=MONEY, ends=ENDS, workers=1, store=tmp_path, **SMALL)
    assert again.table().equals(plans.table())
    parts = sorted(tmp_path.rglob("*.npz"))
    for part in parts[5:]:
        part.unlink()
    went_on = optimise(interest, hours=8, money=MONEY, ends=ENDS, store=tmp_path, **SMALL)
    assert went_on.table().equals(plans.table())


def test_more_fresh_luck_only_adds_to_what_is_there(interest, tmp_path):
    given = {**SMALL, "trials": 8, "ends": ENDS, "store": tmp_path}
    sim.optimise(interest, 8, **given)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.npz")}
    more = sim.optimise(interest, 8, **{**given, "fresh": 5})
    after = {path: path.read_bytes() for path in tmp_path.rglob("*.npz")}
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 2
    assert len(more.start.fresh) == 5
    alone = sim.optimise(interest, 8, **{**given, "fresh": 5, "store": None})
    assert alone.table().equals(more.table())


def test_plans_are_judged_on_luck_that_the_search_has_not_seen(plans, interest):
    from sim.study.accepted import Drawn
    from sim.study.compare import replicate_seeds
    from sim.study.points import measured

    fresh = replicate_seeds(3, 5)[2:]
    best = plans.plans[0]
    lived = measured((best.scenario,), fresh, [Drawn({})] * 3)["values"][0]
    assert np.array_equal(lived, best.fresh, equal_nan=True)


def test_a_plan_that_is_not_clearly_better_is_not_called_better(plans):
    said = plans.sentence().splitlines()
    for name, line in zip(ENDS, said, strict=False):
        one, found = OUTCOMES[name], plans.best(name).against(plans.start, name)
        clear = found.favours(one.better) == "b" and not slight(found, one)
        assert line.startswith(f"{one.label}: ")
        assert ("does best" in line) == clear
        assert ("no plan found is clearly better than the start" in line) == (not clear)
    led = {plans.best(name).letter for name in ENDS}
    assert [line[5] for line in said if line.startswith("Plan ")] == sorted(led)


def test_a_start_that_is_too_dear_for_the_money_is_named_so(plans):
    said = "The start itself spends"
    assert (said in plans.sentence()) == (plans.start.end("money").mean_b > MONEY)
    for money, told in ((0.5, True), (1e6, False)):
        asked = dataclasses.replace(plans, budget=Budget(8.0, money))
        assert (said in asked.sentence()) == told


def test_a_saved_plan_is_a_strategy_file_that_every_verb_takes(plans, tmp_path):
    path = plans.save("a", tmp_path / "mine" / "our_plan.yaml")
    read = sim.scenario(path, "neighbourhood").strategy
    assert read.name == "our_plan"
    mine = plans.plan("A").strategy.tree()
    about = ("name", "title", "story")
    assert {k: v for k, v in read.tree().items() if k not in about} == {
        k: v for k, v in mine.items() if k not in about
    }
    with pytest.raises(sim.AddaError, match="already there"):
        plans.save("A", path)
    with pytest.raises(sim.AddaError, match="there is no plan 'Z'"):
        plans.save("Z", tmp_path / "z.yaml")


def test_only_channels_that_somebody_uses_are_decided_on(brand):
    used = {name for one in brand.market.segments for name, s in one.channels.items() if s > 0}
    assert set(page_channels(brand)) <= used
    budget = Budget(10.0)
    start = decided(brand, budget, as_decided(brand, budget))
    assert set(start.strategy.presence.pages) <= set(brand.strategy.presence.pages)
    assert start.strategy.hours_per_week <= 10
    assert "ad_money" not in {one.name for one in choices(brand, budget)}


def test_the_number_of_pages_is_asked_with_everything_else_the_same(brand):
    found = platforms(brand.changed({"days": 5}), ("sales", "hours"), 3)
    assert found.values.shape[0] == len(page_channels(brand)) + 1
    table = found.table().query("outcome == 'hours'")
    assert (table["more_low"] <= table["more"]).all()
    assert table["more"].iloc[-1] == 0.0
    assert found.best("hours") == table["mean"].to_numpy().argmin()
    assert "pages" in found.sentence()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"hours": -1}, "hours is -1"),
        ({"money": float("nan")}, "money is nan"),
        ({"ends": ("sales", "dark_share")}, "'dark_share' is no end"),
        ({"ends": ()}, "one or more"),
        ({"trials": 1}, "trials is 1"),
        ({"replicates": 1}, "replicates is 1"),
        ({"most": 0}, "most is 0"),
    ],
)
def test_what_cannot_be_searched_is_told_in_a_sentence(interest, given, said):
    with pytest.raises(sim.AddaError, match=said):
        sim.optimise(interest, **given)
