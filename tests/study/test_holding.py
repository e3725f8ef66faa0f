"""Does the conclusion hang on us? Every assumption is moved, and what turns the answer is told."""

import numpy as np
import pytest

import sim
from sim import facts
from sim.errors import AddaError
from sim.study.ground import where_each_wins
from sim.study.holding import flips
from sim.study.stress import STRUCTURES, TRUSTS, changes, structures


@pytest.fixture(scope="module")
def arms():
    a = sim.scenario("brand_centric", "neighbourhood", 40)
    return a, a.with_strategy("interest_centric")


@pytest.fixture(scope="module")
def found(arms):
    return flips(*arms, ["share_probability", "fading"], replicates=3, more=3)


def test_every_uncertain_number_is_taken_to_both_ends_and_every_choice_is_switched(arms):
    moved = changes(arms[0].market)
    uncertain = {one.name for one in facts.parameters().values() if one.low < one.high}
    ends = {(one.name, one.end) for one in moved if not one.structural}
    assert ends == {(name, end) for name in uncertain for end in ("low", "high")}
    assert {one.name for one in moved if one.structural} == set(STRUCTURES)


def test_the_middle_is_what_a_comparison_finds(arms, found):
    pairs = found.base.shape[1]
    same = sim.compare(*arms, replicates=pairs)
    for day in found.horizons:
        assert found.paired("sales", day) == same.paired("sales", day)


def test_a_moved_number_does_what_the_same_number_does_alone(arms, found):
    (number,) = (
        place
        for place, one in enumerate(found.moved)
        if (one.name, one.end) == ("share_probability", "high")
    )
    alone = sim.compare(
        *arms, replicates=found.found[number].shape[1],
        parameters={"share_probability": facts.parameters()["share_probability"].high},
    )  # fmt: skip
    assert found.paired("sales", None, number) == alone.paired("sales")


def test_identical_strategies_have_no_winner_whatever_is_moved(arms):
    same = flips(arms[0], arms[0], ["buy_rate"], replicates=2, more=0)
    table = same.table("sales")
    assert not table["difference"].any()
    assert not table["turns"].any()
    assert same.flips().empty


def test_the_table_tells_whose_answer_turns(found):
    table = found.table("sales")
    assert set(table["turns"]) <= {"", "flips", "opens", "closes"}
    assert len(table) == len(found.moved) * len(found.horizons)
    flipped = table[table["turns"] == "flips"]
    assert (flipped["winner"] != flipped["usual"]).all()
    assert "assumptions" in found.sentence()


def test_telling_again_passes_on_as_often_as_telling_once_did():
    values = facts.best_values()
    again = structures(values)["share_again"]
    held = values["hold_probability"] / values["lose_interest_rate"]
    before = values["share_probability"] + held * values["repass_rate"]
    assert again["repass_rate"] * held == pytest.approx(before)


def test_turning_credibility_round_keeps_the_figures_and_their_number():
    values = facts.best_values()
    turned = structures(values)["trust_reversed"]
    assert sorted(turned.values()) == sorted(values[name] for name in TRUSTS)
    most = max(TRUSTS, key=lambda name: values[name])
    assert turned[most] == min(values[name] for name in TRUSTS)


def test_a_long_tail_keeps_more_of_an_old_feeling_and_half_of_a_half_life_old_one():
    from sim import rules

    assert rules.fade_slowly(10.0, 10.0) == pytest.approx(rules.fade(10.0, 10.0))
    assert rules.fade_slowly(10.0, 60.0) > 3 * rules.fade(10.0, 60.0)
    assert rules.fade_slowly(0.0, 60.0) == 1.0


def test_where_each_wins_is_read_on_the_markets_that_it_names(arms):
    ground = where_each_wins(*arms, (0.5, 1.5), (0.0, 0.4), replicates=2)
    table = ground.table("sales")
    assert len(table) == 4 * len(ground.horizons)
    assert np.isfinite(table["difference"]).all()
    loved, unloved = (table[table["affinity"] == at]["mean_a"].sum() for at in (0.4, 0.0))
    assert loved > unloved
    assert ground.figure().finding


def test_an_unknown_assumption_is_an_error_with_the_nearest(arms):
    with pytest.raises(AddaError, match="did you mean 'share_once'"):
        flips(*arms, ["share_onse"])
