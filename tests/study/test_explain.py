"""Explain: credits of groups of levers, exact for each world, adding up to the whole difference."""

from itertools import permutations

import numpy as np
import pytest

import sim
from sim.outcomes import OUTCOMES
from sim.study.blending import blend, differing_levers, lever_groups, shapley, subsets
from sim.study.explain import explain


def test_every_lever_has_a_group():
    from sim.levers import GROUPS

    about_itself = {"name", "title", "story", "mission", "swot"}
    assert set(lever_groups()) == set(sim.Strategy.model_fields) - about_itself
    assert set(lever_groups().values()) == set(GROUPS)


def test_a_shapley_value_is_the_mean_step_over_all_orders():
    groups = 4
    values = np.random.Generator(np.random.PCG64(1)).normal(size=(2**groups, 3))
    row = {subset: number for number, subset in enumerate(subsets(groups))}
    steps = np.zeros((groups, 3))
    orders = list(permutations(range(groups)))
    for order in orders:
        for place, group in enumerate(order):
            before, after = tuple(sorted(order[:place])), tuple(sorted(order[: place + 1]))
            steps[group] += values[row[after]] - values[row[before]]
    assert shapley(values, groups) == pytest.approx(steps / len(orders))


def test_what_changes_nothing_gets_no_credit_and_equals_share():
    """Three groups: the outcome is 6 where both of the first two are taken over, else 0."""
    values = np.array([[6.0 if {0, 1} <= set(subset) else 0.0] for subset in subsets(3)])
    assert shapley(values, 3)[:, 0].tolist() == [3.0, 3.0, 0.0]


def test_a_blend_of_nothing_is_a_and_of_everything_is_b(brand, interest):
    groups = list(set(lever_groups().values()))
    assert blend(brand, interest, []) == brand
    everything = blend(brand, interest, groups)
    assert not any(differing_levers(everything.strategy, interest.strategy).values())


def test_a_calendar_entry_without_its_channel_goes_everywhere(brand):
    dated = ({"day": 1, "kind": "helpful", "channel": "instagram"},)
    a = brand.changed({"strategy.calendar": dated})
    b = brand.changed(
        {"strategy.presence": {"pages": ["x"], "home": None}, "strategy.calendar": ()}
    )
    mixed = blend(a, b, ["where"])
    assert mixed.strategy.calendar[0].channel is None
    assert mixed.strategy.presence.pages == ("x",)


@pytest.fixture(scope="module")
def explained(brand):
    """Two strategies that differ in three groups, on two worlds."""
    changes = {
        "strategy.brand_talk": 0.1,
        "strategy.peer_enablement": 0.9,
        "strategy.posts_per_week": 0.0,
        "strategy.calendar": (),
        "strategy.offers.per_month": 0.0,
    }
    b = brand.changed({**changes, "strategy.title": "Quiet"})
    return explain(brand, b, replicates=2, seed=4, days=5)


def test_credits_add_up_to_the_difference_in_every_pair(explained):
    sums = explained.credits.sum(axis=1)
    assert explained.groups == ("who", "how", "what")
    assert np.allclose(sums, explained.totals, atol=1e-9, equal_nan=True)
    assert np.nanmax(abs(explained.totals)) > 0


def test_totals_are_those_of_a_comparison(explained):
    same = sim.compare(explained.a, explained.b, replicates=2, seed=4)
    steps = same.values[1, :, -1] - same.values[0, :, -1]
    assert np.array_equal(steps, explained.totals, equal_nan=True)


def test_the_table_ends_with_the_whole_difference(explained):
    table = explained.table("hours")
    assert table["group"].tolist()[-1] == "all"
    assert table["difference"].iloc[:-1].sum() == pytest.approx(table["difference"].iloc[-1])
    assert table["levers"].tolist()[-1] == 5
    assert set(table["group"]) == {"who", "how", "what", "all"}


def test_a_group_that_is_alike_in_both_has_no_credit(explained):
    with pytest.raises(sim.AddaError, match=r"'where' is no group of levers that differ"):
        explained.credit("where", "sales")
    assert explained.credit("what", "hours").pairs == 2
    assert len(OUTCOMES) == explained.totals.shape[1]


def test_twins_have_nothing_to_explain(brand):
    with pytest.raises(sim.AddaError, match=r"no lever differs"):
        explain(brand, brand.changed({"strategy.title": "Other"}))
