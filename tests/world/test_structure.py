"""A generated world looks like people: clustered, alike where they live, with a few well known.

Seeds are fixed. Limits without a source are five standard errors or wider.
"""

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from sim.market import Market
from sim.scenarios import read_market
from sim.world import World
from tests.world.conftest import plain, world_of
from tests.world.rows import owners


def over_ties(world: World, trait: np.ndarray) -> float:
    """Return the correlation of a trait over the close ties."""
    return np.corrcoef(trait[owners(world.close_ptr)], trait[world.close_to])[0, 1]


def graph_of(world: World) -> nx.Graph:
    graph = nx.Graph(zip(owners(world.close_ptr).tolist(), world.close_to.tolist(), strict=True))
    graph.add_nodes_from(range(world.people))
    return graph


def test_fourteen_in_a_hundred_pairs_of_contacts_know_each_other_or_more():
    world = world_of("city", 5000)
    by_chance = np.diff(world.close_ptr).mean() / world.people
    clustering = nx.average_clustering(graph_of(world))
    assert clustering > 0.14  # Ugander et al. 2011, for the median user
    assert clustering > 10 * by_chance


def test_far_ties_join_all_messenger_users_into_one_small_world():
    world = world_of("city", 5000)
    graph = graph_of(world)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    tied = np.count_nonzero(np.diff(world.close_ptr))
    assert len(largest) > 0.999 * tied
    steps = nx.single_source_shortest_path_length(largest, next(iter(largest)))
    assert np.mean(list(steps.values())) < 6


def test_far_ties_are_as_many_as_the_market_says():
    world = World.from_market(plain(20_000, close_ties={"far_share": 0.25}), 1)
    steps = np.abs(owners(world.close_ptr) - world.close_to)
    steps = np.minimum(steps, world.people - steps)
    assert np.mean(steps > 100) == pytest.approx(0.25, abs=0.01)


def test_without_far_ties_everybody_is_tied_to_neighbours_only():
    world = World.from_market(plain(5000, close_ties={"far_share": 0.0}), 1)
    steps = np.abs(owners(world.close_ptr) - world.close_to)
    assert np.minimum(steps, world.people - steps).max() < 100


def test_with_far_ties_only_the_network_is_random():
    world = World.from_market(plain(3000, close_ties={"far_share": 1.0}), 1)
    by_chance = np.diff(world.close_ptr).mean() / world.people
    assert nx.average_clustering(graph_of(world)) < 2.5 * by_chance


@pytest.mark.parametrize("wanted", [0.2, 0.4, 0.6])
def test_tied_people_are_as_alike_in_interest_as_the_market_says(wanted):
    found = []
    for seed in range(3):
        world = World.from_market(plain(6000, assortativity=wanted), seed)
        found.append(over_ties(world, world.interest))
        assert over_ties(world, world.drives[:, 0]) > 0.5 * wanted
    assert np.mean(found) == pytest.approx(wanted, abs=0.05)


def test_without_assortativity_tied_people_are_not_alike():
    world = World.from_market(plain(6000, assortativity=0.0), 1)
    assert abs(over_ties(world, world.interest)) < 0.04


@pytest.mark.parametrize("name", ["neighbourhood", "boutique", "city"])
def test_in_shipped_markets_contacts_are_alike_in_interest(name):
    people = min(read_market(name).people, 5000)
    found = [
        over_ties(world, world.interest) for world in (world_of(name, people, s) for s in (1, 2))
    ]
    assert min(found) > 0.15


def test_kinds_of_people_live_somewhat_together(city):
    here, there = city.segment[owners(city.close_ptr)], city.segment[city.close_to]
    shares = np.bincount(city.segment) / city.people
    by_chance = np.sum(shares**2)
    assert 1.2 * by_chance < np.mean(here == there) < 3 * by_chance


def test_group_sizes_have_a_heavy_tail(city):
    sizes = np.diff(city.group_ptr)
    assert sizes.max() > 8 * np.median(sizes)
    assert np.mean(sizes) > 1.2 * np.median(sizes)


def test_numbers_of_groups_are_skewed_to_the_right(city):
    groups = np.diff(city.membership_ptr)
    assert stats.skew(groups) > 0.8
    assert np.median(groups) < groups.mean()
    assert np.percentile(groups, 95) > 2 * groups.mean()


def test_members_of_a_group_live_near_each_other_but_some():
    market = plain(20_000, groups={"far_share": 0.15})
    world = World.from_market(market, 1)
    far = []
    for g in range(0, len(world.group_channel), 7):
        members = world.group_members[world.group_ptr[g] : world.group_ptr[g + 1]].astype(float)
        if len(members) >= 10:
            middle = np.median(members)
            far.append(np.mean(np.abs(members - middle) > 2000))
    assert 0.08 < np.mean(far) < 0.25


@pytest.mark.parametrize("tail", [2.2, 3.0])
def test_follower_counts_fall_off_with_the_exponent_of_the_market(tail):
    world = World.from_market(plain(60_000, follows={"mean": 30.0, "tail": tail}), 1)
    counts = np.sort(np.diff(world.audience_ptr))[::-1]
    top = counts[:1500]
    hill = 1 + 1 / np.mean(np.log(top / top[-1]))
    assert hill == pytest.approx(tail, abs=0.25)


def test_follows_are_partly_local():
    market = plain(20_000, follows={"mean": 30.0, "local_share": 0.6})
    world = World.from_market(market, 1)
    steps = np.abs(owners(world.audience_ptr) - world.audience)
    near = np.mean(np.minimum(steps, world.people - steps) <= 2 * 75)
    assert 0.45 < near < 0.7


def test_who_is_well_known_on_one_channel_is_likelier_to_be_on_another():
    tree = plain(5000).tree()
    tree["segments"][0]["channels"] = {"facebook": 1.0, "instagram": 1.0}
    world = World.from_market(Market.parse(tree, "the test"), 1)
    who = owners(world.audience_ptr)
    first, second = (
        np.bincount(who[world.audience_channel == channel], minlength=5000)
        for channel in np.unique(world.audience_channel)
    )
    assert stats.spearmanr(first, second).statistic > 0.15


def test_customers_and_followers_are_not_a_random_lot(city):
    for group in (city.customer, city.follower):
        for trait in (city.baseline, city.interest, city.need):
            gap = trait[group].mean() - trait[~group].mean()
            error = trait.std() / np.sqrt(group.sum())
            assert gap > 3 * error


def test_liking_goes_modestly_with_interest(city):
    assert 0.2 < np.corrcoef(city.baseline, city.interest)[0, 1] < 0.45


def test_affinity_has_the_mean_and_spread_of_the_brand(city):
    brand = read_market("city").brand
    assert city.baseline.mean() == pytest.approx(brand.affinity, abs=0.01)
    assert city.baseline.std() == pytest.approx(brand.affinity_spread, rel=0.05)
