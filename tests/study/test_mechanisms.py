"""Mechanisms: switched off one at a time, and what is gone was carried by it."""

import numpy as np
import pytest

import sim
from sim import facts
from sim.outcomes import OUTCOMES
from sim.study.mechanisms import MECHANISMS, off


@pytest.fixture(scope="module")
def carried(brand, interest):
    return sim.explain(brand, interest, 3, 4, by="mechanisms", days=8)


def test_every_switch_is_a_parameter_whose_neutral_value_is_another_than_its_best():
    names = [name for _label, names in MECHANISMS.values() for name in names]
    assert len(set(names)) == len(names)
    known = facts.parameters()
    assert all(known[name].neutral != known[name].best for name in names)


def test_the_steps_add_up_to_the_whole_difference(carried):
    for name in ("sales", "affinity", "shares"):
        table = carried.table(name)
        steps = table[table["mechanism"] != "all"]["difference"].sum()
        assert steps == pytest.approx(table["difference"].iloc[-1])


def test_what_a_mechanism_carries_is_what_is_gone_without_it(carried, brand, interest):
    same = sim.compare(brand, interest, 3, 4, days=8, parameters=off(MECHANISMS["telling"][1]))
    number = carried.names.index("telling")
    left = same.values[1, :, -1] - same.values[0, :, -1]
    assert np.array_equal(left, carried.without[number], equal_nan=True)


def test_without_invitations_that_are_followed_nobody_joins(carried):
    joins = list(OUTCOMES).index("members")
    assert (carried.without[carried.names.index("joining"), :, joins] == 0).all()


def test_it_is_told_and_drawn_in_both_languages(carried):
    for lang in ("en", "bn"):
        assert carried.sentence("members", lang)
        assert carried.figure("members", lang).finding
    with pytest.raises(sim.AddaError, match="allowed is levers, mechanisms"):
        sim.explain(carried.a, carried.b, by="magic")
