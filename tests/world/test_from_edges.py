"""A world of given ties has exactly these ties, and says in a sentence what cannot be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.market import Market
from sim.scenarios import read_market
from sim.world import World
from sim.world_parts import memory
from tests.world.conftest import plain
from tests.world.rows import assert_whole, owners

PEOPLE = 12
PAIRS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), max_size=60)
GROUPS = st.lists(st.lists(st.integers(0, PEOPLE - 1), max_size=20), max_size=6)


@given(close=PAIRS, groups=GROUPS, follows=PAIRS)
def test_a_given_network_is_kept_but_for_self_ties_and_doubles(close, groups, follows):
    world = World.from_edges(PEOPLE, close=close, groups=groups, follows=follows)
    assert_whole(world)
    pairs = zip(owners(world.close_ptr).tolist(), world.close_to.tolist(), strict=True)
    assert set(pairs) == {
        (a, b) for one, two in close for a, b in ((one, two), (two, one)) if a != b
    }
    bounds = zip(world.group_ptr[:-1], world.group_ptr[1:], strict=True)
    assert [world.group_members[a:b].tolist() for a, b in bounds] == [sorted({*g}) for g in groups]
    seen = zip(world.audience.tolist(), owners(world.audience_ptr).tolist(), strict=True)
    assert set(seen) == {(one, two) for one, two in follows if one != two}


def test_arrays_lists_and_tuples_serve_alike():
    pairs = [(0, 1), (1, 2), (4, 2)]
    forms = (pairs, tuple(pairs), np.array(pairs), np.array(pairs, np.uint16), iter(pairs))
    hashes = {World.from_edges(5, close=form).hash() for form in forms}
    assert len(hashes) == 1


def test_without_ties_people_are_alone():
    world = World.from_edges(3)
    assert_whole(world)
    assert len(world.close_to) == len(world.group_members) == len(world.audience) == 0


def test_people_of_the_neutral_market_are_all_alike():
    world = World.from_edges(50, close=[(0, 1)])
    for name in ("interest", "need", "fit", "expertise", "privacy", "baseline", "channels"):
        assert len(np.unique(getattr(world, name))) == 1, name
    assert len(np.unique(world.drives, axis=0)) == 1
    assert world.talkativeness.max() == 0
    assert not np.any(world.aware | world.customer | world.follower)


def test_a_market_says_what_people_on_a_given_network_are_like():
    pairs = np.random.default_rng(1).integers(0, 500, (3000, 2))
    market = read_market("boutique")
    world = World.from_edges(500, close=pairs, market=market, seed=4)
    assert_whole(world)
    assert world.interest.std() > 0.1
    assert world.customer.sum() == round(500 * market.brand.customers)
    assert World.from_edges(500, close=pairs, market=market, seed=5).hash() != world.hash()


def test_alike_people_are_found_along_given_ties():
    """On a ring of people in shuffled order, nearness of numbers means nothing."""
    order = np.random.default_rng(1).permutation(3000)
    pairs = [(order[i], order[(i + step) % 3000]) for i in range(3000) for step in range(1, 6)]
    world = World.from_edges(3000, close=pairs, market=plain(assortativity=0.5), seed=1)
    here, there = world.interest[owners(world.close_ptr)], world.interest[world.close_to]
    assert np.corrcoef(here, there)[0, 1] == pytest.approx(0.5, abs=0.06)
    assert abs(np.corrcoef(world.interest[1:], world.interest[:-1])[0, 1]) < 0.1


def test_ten_million_followers_of_a_star_are_no_square():
    """A hub of many ties takes time in proportion to them."""
    people = 300_000
    spokes = np.stack([np.zeros(people - 1, np.int64), np.arange(1, people)], axis=1)
    world = World.from_edges(people, close=spokes, follows=spokes[:, ::-1], groups=[range(people)])
    assert np.diff(world.close_ptr)[0] == people - 1
    assert np.diff(world.audience_ptr)[0] == people - 1
    assert np.diff(world.group_ptr)[0] == people


WRONG = [
    ({"close": [(0, 5)]}, "close: person 5 does not exist, numbers go from 0 to 4"),
    ({"close": [(-1, 2)]}, "close: person -1 does not exist, numbers go from 0 to 4"),
    ({"close": [(0, 1, 2)]}, "expected pairs of people (m × 2 numbers), found 1 × 3"),
    ({"close": [0, 1]}, "expected pairs of people"),
    ({"close": [(0, 1), (2,)]}, "expected whole numbers in an even shape"),
    ({"close": [(0.0, 1.0)]}, "people are numbered 0, 1, 2"),
    ({"close": [("a", "b")]}, "people are numbered 0, 1, 2"),
    ({"close": [(True, False)]}, "people are numbered 0, 1, 2"),
    ({"close": 7}, "expected whole numbers"),
    ({"follows": [(0, 9)]}, "follows: person 9 does not exist"),
    ({"groups": [[0, 1], [9]]}, "group 1: person 9 does not exist"),
    ({"groups": [[[0, 1]]]}, "group 0: expected a list of people's numbers"),
    ({"groups": [3]}, "group 0: expected whole numbers"),
    ({"people": 0}, "people is 0, allowed is 1 to 20,000,000"),
    ({"people": 2.5}, "people is a whole number, not 2.5"),
    ({"people": True}, "people is a whole number"),
    ({"seed": -1}, "seed is -1, it must be a whole number from 0"),
    ({"seed": 1.5}, "seed is 1.5, it must be a whole number from 0"),
]


@pytest.mark.parametrize(("given_wrong", "sentence"), WRONG)
def test_what_cannot_be_is_said_in_one_sentence(given_wrong, sentence):
    with pytest.raises(AddaError) as caught:
        World.from_edges(**{"people": 5, **given_wrong})
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_ties_need_a_channel_to_run_on():
    tree = plain().tree()
    tree["segments"][0]["channels"] = {"facebook": 1.0}
    market = Market.parse(tree, "the test")
    with pytest.raises(AddaError, match="ties need a private channel and nobody uses one"):
        World.from_edges(5, close=[(0, 1)], market=market)
    assert_whole(World.from_edges(5, follows=[(0, 1)], market=market))


def test_a_world_that_cannot_fit_is_refused_before_it_is_built_with_how_many_would(monkeypatch):
    monkeypatch.setattr(memory, "available_bytes", lambda: 500_000_000)
    with pytest.raises(AddaError, match=r"20,000,000.*2.6 GB.*0.5 GB; about 3,846,000 people"):
        World.from_edges(20_000_000)
