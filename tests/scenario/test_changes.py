"""Scenarios can be compared with each other and changed by key paths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.scenarios import (
    Scenario,
    Shock,
    read_market,
    read_strategy,
    scenario,
    shipped_markets,
    shipped_strategies,
)
from sim.yaml_text import parse_yaml

strategies = st.sampled_from([read_strategy(name) for name in shipped_strategies()])
markets = st.sampled_from([read_market(name) for name in shipped_markets()])
shocks = st.lists(
    st.builds(
        Shock,
        day=st.integers(0, 400),
        kind=st.sampled_from(["launch", "crisis", "competitor_offer", "press"]),
        strength=st.floats(0, 1),
        people=st.integers(0, 1000),
        title=st.text(max_size=40),
    ),
    max_size=3,
).map(tuple)


@st.composite
def scenarios(draw):
    """Draw any shipped strategy on any shipped market, with shocks."""
    days = draw(st.integers(1, 3650))
    return scenario(draw(strategies), draw(markets), days=days, shocks=draw(shocks))


@given(scenarios())
def test_a_scenario_read_back_from_its_own_yaml_is_equal(one):
    tree, lines = parse_yaml(one.to_yaml())
    assert Scenario.parse(tree, "its own text", lines) == one


@given(scenarios())
def test_a_scenario_does_not_differ_from_itself(one):
    assert one.diff(one) == {}


@given(scenarios(), scenarios())
def test_changing_what_differs_makes_one_scenario_the_other(one, other):
    differences = one.diff(other)
    assert (differences == {}) == (one == other)
    assert one.changed({path: theirs for path, (_, theirs) in differences.items()}) == other


@given(scenarios(), scenarios())
def test_a_difference_read_from_the_other_side_is_the_same_difference(one, other):
    swapped = {path: (theirs, mine) for path, (mine, theirs) in one.diff(other).items()}
    assert other.diff(one) == swapped


def test_a_difference_names_the_lever_and_both_values():
    one = scenario("brand_centric")
    other = one.changed({"strategy.control": 0.9, "market.segments.1.interest.middle": 0.5})
    assert one.diff(other) == {
        "strategy.control": (0.35, 0.9),
        "market.segments.1.interest.middle": (0.45, 0.5),
    }


def test_a_changed_scenario_leaves_the_first_one_alone():
    one = scenario("brand_centric")
    before = one.to_yaml()
    one.changed({"strategy.content.offer": 9.0, "days": 7})
    assert one.to_yaml() == before


def test_channels_and_behaviour_can_be_put_in_and_taken_out():
    one = scenario("brand_centric")
    other = one.changed(
        {"market.behaviour.buy_rate": 0.01, "market.segments.0.channels.youtube": None}
    )
    assert other.market.behaviour == {"buy_rate": 0.01}
    assert "youtube" not in other.market.segments[0].channels
    assert one.diff(other)["market.segments.0.channels.youtube"] == (0.6, None)


def test_numbers_of_numpy_are_numbers():
    one = scenario("brand_centric").changed(
        {"strategy.control": np.float32(0.5), "days": np.int64(30)}
    )
    assert (one.strategy.control, one.days) == (0.5, 30)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("strategy.controll", "did you mean 'control'"),
        ("stratgy.control", "did you mean 'strategy'"),
        ("market.segments.99.share", "there are only 5"),
        ("market.segments.-1.share", "not a key"),
        ("market.segments.1e1.share", "not a key"),
        ("days.x", "not a key"),
        ("", "not a key"),
        (".", "not a key"),
        ("market.behaviour.by_rate", "did you mean 'buy_rate'"),
        ("market.segments.0.channels.whatsap", "did you mean 'whatsapp'"),
    ],
)
def test_a_wrong_key_path_is_one_sentence_with_the_nearest_key(path, said):
    with pytest.raises(AddaError) as caught:
        scenario("brand_centric").changed({path: 0.5})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_strategy_can_be_moved_to_another_market_and_back():
    one = scenario("freelancer", market="clients")
    assert one.with_market("boutique").with_market("clients") == one
    assert one.with_strategy("do_nothing").with_strategy("freelancer") == one
