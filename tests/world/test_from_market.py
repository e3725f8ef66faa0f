"""A generated world keeps its promises: lists in order, numbers of the market met."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import facts, rules
from sim.market import Market
from sim.scenarios import read_market, shipped_markets
from sim.world import World
from tests.world.conftest import plain, world_of
from tests.world.rows import assert_whole, owners

PRIVATE = np.uint32(sum(1 << n for n, row in enumerate(facts.channels().rows) if row.private))


@pytest.mark.parametrize("name", shipped_markets())
def test_every_shipped_market_makes_a_whole_world(name):
    people = min(read_market(name).people, 3000)
    assert_whole(world_of(name, people))


SHARE = st.floats(0, 1)
NETWORKS = st.fixed_dictionaries(
    {
        "close_ties": st.fixed_dictionaries(
            {"inner": st.floats(0, 50), "outer": st.floats(0, 200), "far_share": SHARE}
        ),
        "groups": st.fixed_dictionaries(
            {
                "per_person": st.floats(0, 20),
                "mean_size": st.just(2.0),
                "size_spread": st.floats(0, 3),
                "far_share": SHARE,
            }
        ),
        "follows": st.fixed_dictionaries(
            {"mean": st.floats(0, 500), "tail": st.floats(1.51, 10), "local_share": SHARE}
        ),
        "assortativity": SHARE,
    }
)


@given(
    people=st.integers(2, 80),
    network=NETWORKS,
    middle=SHARE,
    use=st.fixed_dictionaries(
        {"whatsapp": SHARE, "messenger": SHARE, "facebook": SHARE, "x": SHARE}
    ),
    seed=st.integers(0, 2**63 - 1),
)
def test_any_allowed_market_makes_a_whole_world(people, network, middle, use, seed):
    trait = {"middle": middle, "spread": 5.0}
    segments = [
        {"name": "a", "share": 0.001, "channels": use, "interest": trait, "drive_spread": 3.0},
        {"name": "b", "channels": {"whatsapp": 0.5, "facebook": 1.0}, "message_spread": 4.0},
    ]
    tree = {"name": "any", "title": "Any", "people": people, "network": network}
    market = Market.parse({**tree, "segments": segments}, "the test")
    assert_whole(World.from_market(market, seed))


def test_the_same_market_and_seed_give_the_same_world():
    market = plain(500)
    assert World.from_market(market, 3).hash() == World.from_market(market, 3).hash()


def test_another_seed_gives_another_world():
    market = plain(500)
    hashes = {World.from_market(market, seed).hash() for seed in range(8)}
    assert len(hashes) == 8


def test_a_channel_more_leaves_ties_on_the_others_where_they_were():
    """Draws are keyed by what they decide, so a change moves only what it means."""
    before = world_of("boutique", 1000)
    market = read_market("boutique")
    closer = market.network.model_copy(
        update={"follows": market.network.follows.model_copy(update={"mean": 10.0})}
    )
    after = World.from_market(market.model_copy(update={"network": closer}), 1)
    assert np.array_equal(before.close_to, after.close_to)
    assert np.array_equal(before.group_members, after.group_members)
    assert np.array_equal(before.interest, after.interest)


@pytest.mark.parametrize("name", ["neighbourhood", "boutique", "city"])
def test_messenger_users_have_as_many_contacts_and_groups_as_the_market_says(name):
    market = read_market(name)
    contacts, groups = [], []
    for seed in range(5):
        world = world_of(name, min(market.people, 5000), seed)
        users = world.channels & PRIVATE != 0
        contacts.append(np.diff(world.close_ptr)[users].mean())
        groups.append(np.diff(world.membership_ptr)[users].mean())
    ties = market.network.close_ties
    assert np.mean(contacts) == pytest.approx(ties.inner + ties.middle + ties.outer, rel=0.06)
    assert np.mean(groups) == pytest.approx(market.network.groups.per_person, rel=0.06)


def test_each_layer_has_its_number_of_contacts(city):
    ties = read_market("city").network.close_ties
    users = np.count_nonzero(city.channels & PRIVATE)
    strengths, counts = np.unique(city.close_strength, return_counts=True)
    assert len(strengths) == 3
    assert counts / users == pytest.approx([ties.outer, ties.middle, ties.inner], rel=0.04)


def test_inner_contacts_are_met_weekly_middle_ones_monthly_outer_ones_yearly(city):
    yearly, monthly, weekly = np.unique(city.close_strength)
    assert weekly == 1
    assert weekly / monthly == pytest.approx(30 / 7)
    assert weekly / yearly == pytest.approx(365 / 7)


def test_groups_have_the_mean_size_and_never_more_than_the_cap(city):
    groups = read_market("city").network.groups
    sizes = np.diff(city.group_ptr)
    caps = np.array([row.group_cap for row in facts.channels().rows])
    assert sizes.mean() == pytest.approx(groups.mean_size, rel=0.05)
    assert np.all(sizes <= caps[city.group_channel])
    assert sizes.min() >= 2


def test_a_group_never_outgrows_its_channel():
    groups = {"mean_size": 240.0, "size_spread": 1.0, "per_person": 3.0}
    tree = plain(3000, groups=groups).tree()
    tree["segments"][0]["channels"] = {"messenger": 1.0}
    world = World.from_market(Market.parse(tree, "the test"), 1)
    cap = facts.channels()["messenger"].group_cap
    assert np.diff(world.group_ptr).max() == cap


def test_people_follow_as_many_on_a_channel_as_the_market_says(city):
    wanted = read_market("city").network.follows.mean
    followed = owners(city.audience_ptr)
    for channel in np.unique(city.audience_channel):
        users = (city.channels >> np.uint32(channel)) & 1 == 1
        here = followed[city.audience_channel == channel]
        counts = np.bincount(here, minlength=city.people)[users]
        assert counts.mean() == pytest.approx(wanted, abs=5 * counts.std() / np.sqrt(len(counts)))


def test_segments_have_their_shares_to_a_person():
    market = read_market("city")
    shares = np.array([segment.share for segment in market.segments])
    counts = np.bincount(world_of("city", 20_000).segment)
    assert np.all(np.abs(counts - 20_000 * shares / shares.sum()) < 1)


def test_the_brand_has_its_shares_to_a_person(city):
    brand = read_market("city").brand
    assert city.customer.sum() == round(brand.customers * city.people)
    assert city.follower.sum() == round(brand.followers * city.people)
    assert city.aware.sum() == round(brand.awareness * city.people)


def test_all_customers_know_the_brand_even_where_few_do():
    tree = plain(1000).tree()
    tree["brand"] = {"awareness": 0.01, "customers": 0.3, "followers": 0.2}
    world = World.from_market(Market.parse(tree, "the test"), 1)
    assert world.customer.sum() == 300
    assert world.follower.sum() == 200
    assert np.array_equal(world.aware, world.customer | world.follower)


def test_who_uses_no_public_channel_follows_no_page():
    tree = plain(1000).tree()
    tree["segments"][0]["channels"] = {"whatsapp": 1.0, "facebook": 0.3}
    tree["brand"] = {"followers": 0.9}
    world = World.from_market(Market.parse(tree, "the test"), 1)
    public = world.channels & ~PRIVATE != 0
    assert np.array_equal(world.follower, public)


def test_a_trait_of_no_spread_or_at_an_end_is_the_same_for_all():
    tree = plain(200).tree()
    tree["segments"][0] |= {
        "interest": {"middle": 0.3, "spread": 0.0},
        "need": {"middle": 0.0, "spread": 2.0},
        "privacy": {"middle": 1.0, "spread": 2.0},
        "drive_spread": 0.0,
    }
    world = World.from_market(Market.parse(tree, "the test"), 1)
    assert set(world.interest.tolist()) == {np.float32(0.3)}
    assert set(world.need.tolist()) == {0.0}
    assert set(world.privacy.tolist()) == {1.0}
    assert np.all(world.drives == 0.25)


def test_the_silent_write_nothing_and_the_middle_writer_what_the_market_says():
    tree = plain(20_000).tree()
    tree["segments"][0] |= {"silent": 0.4, "messages_per_day": 2.5, "message_spread": 1.2}
    talk = World.from_market(Market.parse(tree, "the test"), 1).talkativeness
    assert np.mean(talk == 0) == pytest.approx(0.4, abs=5 * np.sqrt(0.24 / 20_000))
    assert np.median(talk[talk > 0]) == pytest.approx(2.5, rel=0.06)
    assert np.log(talk[talk > 0]).std() == pytest.approx(1.2, rel=0.04)


def test_attention_is_for_a_tick_whatever_its_length():
    short, long = (
        World.from_market(plain(100).model_copy(update={"tick_hours": hours}), 1).attention
        for hours in (6, 24)
    )
    assert np.allclose(long, 4 * short)


def test_the_boutiques_people_care_more_about_the_subject_than_about_the_product():
    """Its story says so; what a product means to a person is R3's."""
    world = World.from_market(read_market("boutique"), 1)
    product = [rules.product_match(n, f) for n, f in zip(world.need, world.fit, strict=True)]
    assert np.mean(world.interest > np.array(product)) > 0.6
