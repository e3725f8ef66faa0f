"""Twins: two strategies that are the same differ by exactly nothing, whatever is asked of them."""

import numpy as np
import pytest

import sim

FEW = {"replicates": 2, "days": 5, "seed": 6}
OVER = {"tell_rate": None, "strategy.control": None, "market.brand.affinity": (0.0, 0.5)}


@pytest.fixture(scope="module", params=[None, "accepted"], ids=["best", "accepted"])
def how(request) -> dict:
    """People as they are best known, and drawn pair by pair."""
    return {**FEW, "parameters": request.param}


@pytest.fixture(scope="module")
def twin(brand):
    return brand.changed({"strategy.title": "Another name", "strategy.name": "another"})


def test_a_comparison_of_twins_is_the_same_on_every_outcome_and_day(brand, twin, how):
    found = sim.compare(brand, twin, **how)
    assert found.same
    assert all(np.array_equal(*course, equal_nan=True) for course in found.daily.values())


def test_a_sweep_of_twins_has_no_winner_at_any_point(brand, twin, how):
    found = sim.sweep(brand, twin, OVER, 5, **how)
    assert np.array_equal(found.values[:, 0], found.values[:, 1], equal_nan=True)
    assert found.counts("sales") == {"a": 0, "b": 0, "open": 5}
    assert found.discover("sales").boxes == ()
    assert "neither" in found.discover("sales").sentence()


@pytest.mark.parametrize("method", ["morris", "sobol", "one"])
def test_the_difference_of_twins_hangs_on_nothing(brand, twin, how, method):
    size = {"morris": 2, "sobol": 2, "one": None}[method]
    found = sim.sensitivity(brand, twin, OVER, "affinity", method, size=size, **how)
    assert {row["effect"] for row in found.effects} == {0.0}


def test_twins_have_nothing_to_be_explained_by_levers_or_mechanisms(brand, twin, how):
    for by in ("levers", "mechanisms"):
        with pytest.raises(sim.AddaError, match="no lever differs"):
            sim.explain(brand, twin, by=by, **how)


def test_no_assumption_and_no_market_makes_a_winner_of_twins(brand, twin, how):
    held = sim.flips(brand, twin, ["tell_rate", "trust_alike"], **how).table("affinity")
    assert not held[["difference", "low", "high", "shift"]].any(axis=None)
    ground = sim.where_each_wins(brand, twin, (0.5, 1.0), (0.0, 0.4), **how).table("affinity")
    assert not ground["difference"].any()
    assert set(ground["winner"]) == {""}


def test_a_plan_is_no_better_than_itself(brand, how):
    start = sim.optimise(brand, ends=("sales", "affinity"), trials=2, fresh=2, **how).start
    assert start.against(start, "sales").difference == 0.0
    again = sim.optimise(
        brand.changed({"strategy.title": "Another name"}), ends=("sales", "affinity"), trials=2,
        fresh=2, **how,
    ).start  # fmt: skip
    assert np.array_equal(again.fresh, start.fresh, equal_nan=True)
