"""Space and designs: names of the schema, bounds where they are declared, points that fill."""

import numpy as np
import pytest

import sim
from sim import facts
from sim.study.designs import grid, latin_hypercube
from sim.study.space import axes, placed, uncertain_parameters
from sim.words import translator


def test_bounds_are_read_where_the_thing_is_declared(brand):
    control, tell = axes(["strategy.control", "tell_rate"], brand)
    assert (control.low, control.high) == (0.0, 1.0)
    known = facts.parameters()["tell_rate"]
    assert (tell.low, tell.high) == (known.low, known.high)


def test_every_uncertain_parameter_can_be_varied(brand):
    found = axes(uncertain_parameters(), brand)
    for axis in found:
        facts.check_values({axis.name: axis.low}, "low")
        facts.check_values({axis.name: axis.high}, "high")


@pytest.mark.parametrize(
    ("over", "said"),
    [
        (["strategy.contrl"], "did you mean 'strategy.control'"),
        (["tel_rate"], "did you mean 'tell_rate'"),
        (["strategy.presence.room_size"], "no natural bounds"),
        (["strategy.presence.home"], "name two or more values"),
        ({"tell_rate": (0.2, 0.1)}, "the lower one first"),
        ({"tell_rate": (-1, 0.1)}, "allowed is 0 to"),
        (["a.market.people"], "only levers of a strategy"),
        (["proof_first"], "its plausible range is one value"),
        ([], "nothing is named"),
        ({"strategy.presence.home": ["telegram", "telegram"]}, "names a value twice"),
    ],
)
def test_what_cannot_be_varied_is_told_in_a_sentence(brand, over, said):
    with pytest.raises(sim.AddaError, match=said):
        axes(over, brand)


def test_a_value_reaches_the_side_that_it_names(brand, interest):
    over = {"b.strategy.control": (0, 1), "market.product.quality": (0, 1), "tell_rate": None}
    values = {"b.strategy.control": 0.7, "market.product.quality": 0.25, "tell_rate": 0.2}
    along = axes(over, brand)
    (a, b), parameters = placed((brand, interest), along, values)
    assert a.strategy == brand.strategy
    assert b.strategy.control == 0.7
    assert (a.market.product.quality, b.market.product.quality) == (0.25, 0.25)
    assert parameters == {"tell_rate": 0.2}


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_axis(brand):
    along = axes({"strategy.control": None, "tell_rate": None, "days": (10, 40)}, brand)
    points = latin_hypercube(along, 31, seed=3)
    for axis in along[:2]:
        u = np.array([(one[axis.name] - axis.low) / (axis.high - axis.low) for one in points])
        assert sorted((u * 31).astype(int).tolist()) == list(range(31))
    assert sorted(one["days"] for one in points) == list(range(10, 41))
    assert points == latin_hypercube(along, 31, seed=3)
    assert points != latin_hypercube(along, 31, seed=4)


def test_a_grid_holds_every_combination_with_its_ends(brand):
    over = {"days": (10, 12), "strategy.copy_style": None, "strategy.control": (0.0, 0.5)}
    points = grid(axes(over, brand), 3)
    assert len(points) == len({tuple(one.values()) for one in points}) == 3 * 2 * 3
    assert {one["strategy.control"] for one in points} == {0.0, 0.25, 0.5}
    assert {one["strategy.copy_style"] for one in points} == {"native", "cross_posted"}


def test_an_axis_and_its_values_have_names_in_both_languages(brand):
    home, control = axes(
        {"b.strategy.presence.home": ["whatsapp", None], "strategy.offers.discount": (0, 0.5)},
        brand,
    )
    for lang in ("en", "bn"):
        say = translator(lang)
        assert home.label(say).startswith("B · ")
        assert ": " in control.label(say)
        assert home.said(None, say) != home.said("whatsapp", say)
