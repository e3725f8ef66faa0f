"""Parameter sets that calibration left, and comparisons that draw from them."""

import numpy as np
import pytest

import sim
from sim import facts
from sim.study.accepted import ACCEPTED, accepted, behaviours, parameter_sets, spread


def test_every_accepted_value_lies_in_the_published_range_of_its_parameter():
    for one in accepted():
        for name, value in one.items():
            known = facts.parameters()[name]
            slack = 1e-3 * (known.high - known.low)
            assert known.low - slack <= value <= known.high + slack, name


def test_more_sets_begin_with_the_same_ones():
    assert parameter_sets(9, 4)[:3] == parameter_sets(3, 4)
    assert parameter_sets(9, 4) != parameter_sets(9, 5)


def test_many_draws_visit_every_accepted_set():
    drawn = {tuple(one.values()) for one in parameter_sets(60 * len(accepted()), 1)}
    assert drawn == {tuple(one.values()) for one in accepted()}


@pytest.mark.parametrize("n", [0, -1, 1.5, True, "3"])
def test_an_impossible_number_of_sets_is_refused(n):
    with pytest.raises(sim.AddaError, match="must be a whole number from 1"):
        parameter_sets(n)


def test_what_a_market_says_of_its_people_is_not_drawn(brand):
    market = brand.changed({"market.behaviour": {"buy_rate": 0.03}}).market
    for one in behaviours(ACCEPTED, market, 5, 0):
        assert "buy_rate" not in one
        assert "tell_rate" in one


def test_an_unknown_word_for_parameters_is_refused(brand, interest):
    with pytest.raises(sim.AddaError, match="allowed is 'accepted'"):
        sim.compare(brand, interest, 2, parameters="acepted")


def test_two_identical_strategies_do_not_differ_whatever_people_are_like(brand):
    found = sim.compare(brand, brand, 4, 6, parameters="accepted")
    assert found.same


def test_each_pair_lives_with_a_set_of_its_own(brand, interest):
    found = sim.compare(brand, interest, 4, 6, parameters="accepted")
    fixed = sim.compare(brand, interest, 4, 6)
    assert not np.array_equal(found.values, fixed.values, equal_nan=True)
    values = behaviours(ACCEPTED, brand.market, 4, 6)[2]
    again = sim.run(brand, found.seeds[2], parameters=values)
    assert again.tables["daily"]["aware"][-1] == found.daily["aware"][0, 2, -1]


def test_a_comparison_with_drawn_behaviour_is_found_again_in_the_store(tmp_path, brand, interest):
    first = sim.compare(brand, interest, 3, 6, parameters="accepted", store=tmp_path)
    again = sim.compare(brand, interest, 3, 6, parameters="accepted", store=tmp_path)
    assert again.to_json() == first.to_json()
    assert again.runs[0].manifest["parameters"] == first.runs[0].manifest["parameters"]
    sim.compare(brand, interest, 3, 6, store=tmp_path)
    assert len(list(tmp_path.glob("compare-*"))) == 2


def test_the_spread_of_a_parameter_holds_its_middle():
    for low, middle, high in spread().values():
        assert low <= middle <= high
