"""Every strategy and market that comes with the product can be read, told apart and compared."""

import re

import pytest

from sim import facts
from sim.market import Market
from sim.plan import plan_posts
from sim.scenarios import (
    read_market,
    read_strategy,
    scenario,
    shipped_markets,
    shipped_strategies,
)
from sim.strategy import Strategy
from sim.yaml_text import parse_yaml

COMPARABLE = (
    "brand_centric",
    "interest_centric",
    "facilitator",
    "public_feed_first",
    "messenger_first",
)
MATCHED = {
    "cosmetics_whatsapp": "cosmetics",
    "study_groups": "school",
    "book_club": "readers",
    "boutique_feedback": "handloom",
    "home_business": "home_kitchen",
    "freelancer": "clients",
}


def test_all_promised_strategies_and_markets_are_there():
    assert {*COMPARABLE, "do_nothing", *MATCHED} == set(shipped_strategies())
    assert {"boutique", "neighbourhood", "city", "neutral", *MATCHED.values()} == set(
        shipped_markets()
    )


@pytest.mark.parametrize("name", shipped_strategies())
def test_a_strategy_read_back_from_its_own_yaml_is_equal(name):
    strategy = read_strategy(name)
    assert strategy.name == name
    assert Strategy.parse(*_parsed(strategy.to_yaml())) == strategy


@pytest.mark.parametrize("name", shipped_markets())
def test_a_market_read_back_from_its_own_yaml_is_equal(name):
    market = read_market(name)
    assert market.name == name
    assert Market.parse(*_parsed(market.to_yaml())) == market


@pytest.mark.parametrize("name", shipped_strategies())
def test_a_strategy_tells_its_story_in_two_sentences_and_has_a_whole_swot(name):
    strategy = read_strategy(name)
    assert len(re.findall(r"[.!?](?:\s|$)", strategy.story)) == 2
    assert all(strategy.swot.tree().values())
    assert strategy.title != Strategy(name=name, title="x").title


@pytest.mark.parametrize("folder", ["strategy_templates", "data/markets"])
def test_every_file_names_the_schema_that_editors_check_it_with(root, folder):
    for path in sorted((root / folder).glob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        relative = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert relative, f"{path.name} begins with {first!r}"
        assert (path.parent / relative[1]).resolve().is_file()


def test_no_two_strategies_pull_the_same_levers():
    told = {"name", "title", "story", "mission", "swot"}
    seen = {}
    for name in shipped_strategies():
        levers = read_strategy(name).model_dump_json(exclude=told)
        assert levers not in seen, f"{name} and {seen[levers]} are the same strategy"
        seen[levers] = name


def test_the_comparable_strategies_have_the_same_hours_and_money():
    strategies = [read_strategy(name) for name in COMPARABLE]
    assert {strategy.hours_per_week for strategy in strategies} == {12.0}
    assert len({strategy.advertising.money_per_day for strategy in strategies}) == 1
    assert {strategy.bought_likes for strategy in strategies} == {0}
    assert {strategy.seeding.how_many * strategy.seeding.reward for strategy in strategies} == {0.0}


def test_doing_nothing_takes_no_hours_no_money_and_no_place():
    nothing = read_strategy("do_nothing")
    assert nothing.hours_per_week == nothing.posts_per_week == 0
    assert nothing.presence.places == ()
    assert plan_posts(scenario(nothing, days=365), 1.0, seed=1) == ()


@pytest.mark.parametrize("name", [*COMPARABLE, *MATCHED])
def test_a_strategy_plans_no_more_than_its_hours_can_hold(name):
    strategy = read_strategy(name)
    places = [facts.channels()[place] for place in strategy.presence.places]
    kept_back = sum(place.upkeep_hours for place in places) + strategy.crisis_plan.monitoring_hours
    left = (strategy.hours_per_week - kept_back) * (1 - strategy.replies - strategy.encouragement)
    weeks = 52
    kinds = list(facts.kinds().values())
    spent = 0.0
    for post in plan_posts(scenario(name, days=7 * weeks), 1.0, seed=3):
        chosen = [place for place in places if post.channel in (-1, _number(place))]
        versions = [place.native_hours for place in chosen]
        if strategy.copy_style == "cross_posted":
            versions = versions[:1]
        spent += (kinds[post.kind].hours + sum(versions)) * (1.25 if post.flexible else 1.0)
    assert spent / weeks <= 1.1 * left, (
        f"{spent / weeks:.1f} hours of posts a week, {left:.1f} left"
    )


@pytest.mark.parametrize("name", shipped_markets())
def test_the_segments_of_a_market_share_its_people_out(name):
    assert sum(segment.share for segment in read_market(name).segments) == pytest.approx(1.0)


@pytest.mark.parametrize(("strategy", "market"), MATCHED.items())
def test_the_places_of_a_strategy_are_used_by_the_people_of_its_market(strategy, market):
    segments = read_market(market).segments
    for place in read_strategy(strategy).presence.places:
        use = sum(segment.share * segment.channels.get(place, 0.0) for segment in segments)
        assert use > 0.25, f"{use:.0%} use {place}"


def test_the_neutral_market_switches_every_behaviour_off():
    switched = read_market("neutral").behaviour
    neutral = {name: one.neutral for name, one in facts.parameters().items()}
    assert switched == neutral, (
        f"put these into data/markets/neutral.yaml: {dict(neutral.items() - switched.items())}"
    )


def test_people_of_the_neutral_market_are_all_alike_and_tied_to_nobody():
    market = read_market("neutral")
    (segment,) = market.segments
    for trait in (segment.interest, segment.need, segment.fit, segment.privacy):
        assert (trait.middle, trait.spread) == (1.0, 0.0)
    network = market.network
    assert (network.close_ties.inner, network.close_ties.middle, network.close_ties.outer) == (
        0.0,
        0.0,
        0.0,
    )
    assert network.groups.per_person == network.follows.mean == market.brand.press_per_day == 0.0


def _parsed(text):
    tree, lines = parse_yaml(text)
    return tree, "its own text", lines


def _number(place):
    return facts.channels().number(place.name)
