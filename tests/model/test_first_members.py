"""A community that is there already when a run begins."""

import numpy as np
import pytest

import sim

SHARE = 0.2
FIRST = {"market.brand.members": SHARE, "market.people": 500, "days": 1}


@pytest.fixture(scope="module")
def scenario() -> sim.Scenario:
    return sim.scenario("interest_centric", "boutique").changed(FIRST)


def test_the_community_begins_with_the_share_that_the_market_says(scenario):
    run = sim.run(scenario, 1)
    first = (run.tables["people"]["joined"] >= 0).sum() - run.daily["joins"].sum()
    assert first == pytest.approx(SHARE * 500, abs=1)


def test_who_cares_more_is_likelier_among_the_first_members(scenario):
    interest, first = [], []
    for seed in range(5):
        world = sim.World.from_market(scenario.market, seed)
        people = sim.run(scenario, seed, world=world).tables["people"]
        interest.append(world.interest)
        first.append(people["joined"] == 0)
    cares, chosen = np.concatenate(interest), np.concatenate(first)
    assert cares[chosen].mean() > cares[~chosen].mean() + 0.02


def test_first_members_use_the_messenger_of_the_community(scenario):
    home = sim.facts.channels().number(scenario.strategy.presence.home)
    world = sim.World.from_market(scenario.market, 3)
    people = sim.run(scenario, 3, world=world).tables["people"]
    assert (world.channels[people["joined"] == 0] >> home & 1).all()


def test_rooms_hold_no_more_than_their_size_on_the_first_day(scenario):
    small = scenario.changed({"strategy.presence.room_size": 12})
    people = sim.run(small, 1).tables["people"]
    rooms = people["room"][people["member"] != 0]
    assert np.bincount(rooms).max() <= 12
    assert len(np.unique(rooms)) > SHARE * 500 / 12 - 1


def test_a_plan_without_a_community_has_no_first_members(scenario):
    nowhere = scenario.changed({"strategy.presence.home": None})
    assert not sim.run(nowhere, 1).tables["people"]["member"].any()


def test_a_community_that_is_there_says_more_than_one_that_has_to_grow(scenario):
    there = scenario.changed({"days": 30})
    grown = there.changed({"market.brand.members": 0.0})
    said = [sum(sim.run(case, seed).daily["messages"].sum() for seed in range(4))
            for case in (there, grown)]  # fmt: skip
    assert said[0] > 2 * said[1] > 0
