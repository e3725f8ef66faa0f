"""Setting: everything that one run holds fixed, as plain numbers and small arrays.

A scenario is words and nested parts, for people; rules and compiled loops want numbers. This is
the one place where the first becomes the second. Rates a day become chances a tick here.
"""

from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from sim import draws, facts, purposes, rules
from sim.compiled import compiled
from sim.scenarios import Scenario
from sim.world import World
from sim.world_parts.beginning import first_members

# Below this chance of reading, an audience is walked from one success to the next.
SPARSE = 0.1
# How far personal treatment can go on what the data use allows to know.
FITTED = {"minimal": 0.4, "consented": 1.0, "intrusive": 1.0}
MEMBERS_SEEDED_DAY = 14
# A page's first figures count as if so many impressions had gone before, of the usual kind.
PRIOR_IMPRESSIONS = 50.0
MANY = 1_000_000  # trials of a binomial that stands for a Poisson
# The manager's habits.
LIST_DAYS = 28  # days between invitations to the list of customers
LATE_DAYS = 3  # a post that is later than this is dropped
CRISIS_HOURS = 2.0
CROSS_POST_HOURS = 0.1
LAST_MINUTE = 1.25  # hours of a post that was left open, against a planned one
# What keeps draws of one person in one tick apart: added to the ordinal of a message.
ASKING, HELPING, THANKING = 9, 20, 30


class Setting(NamedTuple):
    """The levers, product, brand and channels of a scenario as numbers; units as in the schema."""

    seed: np.uint64
    ticks: int
    ticks_per_day: int
    days_per_tick: float
    memory: int
    # the strategy
    brand_talk: float
    around: np.ndarray  # f64[4], sum 1
    control: float
    peer_enablement: float
    personalisation: float
    intrusive: float
    acts_on_feedback: float
    invitations: float
    discount: float
    home: int
    room_size: int
    first_members: np.ndarray  # i64: who is in the community when the run begins
    first_belonging: float
    holdout: float
    bought_likes: int
    pages: np.ndarray  # i64: numbers of the channels with a brand page
    page_mask: int
    places: np.ndarray  # i64: pages, then the home if it is not among them
    first_place: int
    cross_posted: bool
    seed_tick: int
    seed_count: int
    seed_members: bool
    seed_order: np.ndarray  # i64: whom to ask first
    seed_reward: float
    ad_money_per_tick: float
    hundred_likes: float
    hours_per_tick: float
    upkeep_per_tick: float
    room_upkeep_per_tick: float
    replies: float
    encouragement: float
    monitoring_hours_per_tick: float
    response_ticks: int
    calm: float
    # the market
    quality: float
    repurchase_days: float
    problem_rate: float
    sensitivity: float
    price: float
    margin: float
    support_case: float
    external_chance: float
    usual_load: float
    # the channels, by number
    private_mask: int
    forward_limit: np.ndarray
    often_hops: np.ndarray
    often_limit: np.ndarray
    reach_of_page: np.ndarray
    reach_of_person: np.ndarray
    engagement_rate: np.ndarray  # engagements an impression, usual on the channel
    halflife_ticks: np.ndarray
    found_chance: np.ndarray  # chance a tick that a person comes upon an old post by search
    referrer_loss: np.ndarray
    favoured: np.ndarray  # bool[channel, kind]
    native_hours: np.ndarray


def setting(scenario: Scenario, world: World, values: Any, seed: int) -> Setting:
    """Return the numbers of a scenario on a world.

    values: the behaviour parameters; seed: 0 to 2**64-1.
    """
    market, strategy = scenario.market, scenario.strategy
    days_per_tick = 1.0 / market.ticks_per_day
    offers, plan, prices = strategy.offers, strategy.crisis_plan, market.prices
    adverts = strategy.advertising.money_per_day / prices.ad_contact / world.people
    tones = {
        "apologise": values.calm_apologise,
        "explain": values.calm_explain,
        "deny": values.calm_deny,
        "silence": 0.0,
    }
    hours_per_week = days_per_tick / 7.0
    return Setting(
        seed=np.uint64(seed),
        ticks=scenario.ticks,
        ticks_per_day=market.ticks_per_day,
        days_per_tick=days_per_tick,
        memory=market.memory,
        brand_talk=float(strategy.brand_talk),
        around=np.array(strategy.gather_around.weights()),
        control=float(strategy.control),
        peer_enablement=float(strategy.peer_enablement),
        personalisation=strategy.personalisation * FITTED[strategy.data_use],
        intrusive=1.0 if strategy.data_use == "intrusive" else 0.0,
        acts_on_feedback=float(strategy.acts_on_feedback),
        invitations=float(strategy.invitations),
        discount=float(offers.discount),
        **_presence(scenario, hours_per_week),
        first_members=_first_members(scenario, world, seed),
        first_belonging=float(market.brand.belonging),
        holdout=float(strategy.invite_holdout),
        bought_likes=strategy.bought_likes,
        cross_posted=strategy.copy_style == "cross_posted",
        **_seeds(scenario, world, seed),
        ad_money_per_tick=strategy.advertising.money_per_day * days_per_tick,
        hundred_likes=float(prices.hundred_likes),
        hours_per_tick=strategy.hours_per_week * hours_per_week,
        replies=float(strategy.replies),
        encouragement=float(strategy.encouragement),
        monitoring_hours_per_tick=plan.monitoring_hours * hours_per_week,
        response_ticks=max(1, round(plan.response_hours / market.tick_hours)),
        calm=tones[plan.tone],
        quality=float(market.product.quality),
        repurchase_days=float(market.product.repurchase_days),
        problem_rate=market.product.problems_per_year / 365.0,
        sensitivity=float(market.product.sensitivity),
        price=float(market.product.price),
        margin=float(market.product.margin),
        support_case=float(prices.support_case),
        external_chance=rules.tick_chance(market.brand.press_per_day + adverts, days_per_tick),
        usual_load=values.background_load * market.tick_hours / 6.0,
        **_channels(market.tick_hours, days_per_tick),
    )


def _presence(scenario: Scenario, hours_per_week: float) -> dict:
    table, presence = facts.channels(), scenario.strategy.presence
    pages = [table.number(name) for name in presence.pages]
    home = -1 if presence.home is None else table.number(presence.home)
    kept = pages + ([home] if home >= 0 and home not in pages else [])
    room = 0.0 if home < 0 else table.rows[home].upkeep_hours
    return {
        "pages": np.array(pages, dtype=np.int64),
        "page_mask": sum(1 << page for page in pages),
        "home": home,
        "places": np.array(kept, dtype=np.int64),
        "first_place": kept[0] if kept else -1,
        "room_size": presence.room_size,
        "upkeep_per_tick": sum(table.rows[c].upkeep_hours for c in kept) * hours_per_week,
        "room_upkeep_per_tick": 0.25 * room * hours_per_week,
    }


def _first_members(scenario: Scenario, world: World, seed: int) -> np.ndarray:
    home, people = scenario.strategy.presence.home, world.people
    members = round(scenario.market.brand.members * people)
    if home is None or members == 0:
        return np.zeros(0, np.int64)
    reachable = (world.channels >> np.uint32(facts.channels().number(home)) & 1) != 0
    traits = (world.baseline, world.interest)
    return np.flatnonzero(
        first_members(np.uint64(seed), members, traits, world.customer, reachable)
    )


def _seeds(scenario: Scenario, world: World, seed: int) -> dict:
    """Return whom to ask: by followers, or in an order drawn from the seed."""
    seeding = scenario.strategy.seeding
    order = np.arange(world.people if seeding.how_many else 0)
    if seeding.who == "most_followed":
        order = np.argsort(-np.diff(world.audience_ptr)[order], kind="stable")
    elif seeding.how_many:
        luck = draws.uniforms(seed, purposes.SEED_PERSON, 1, world.people)
        order = np.argsort(luck, kind="stable")
    members = seeding.who == "members"
    return {
        "seed_tick": MEMBERS_SEEDED_DAY * scenario.market.ticks_per_day if members else 0,
        "seed_count": seeding.how_many,
        "seed_members": members,
        "seed_order": order.astype(np.int64),
        "seed_reward": float(seeding.reward),
    }


@cache
def _channels(tick_hours: int, days_per_tick: float) -> dict:
    rows, kinds = facts.channels().rows, facts.kinds()
    favoured = [[kind in row.favours for kind in kinds] for row in rows]
    usual = [row.engagement / row.page_reach if row.page_reach > 0 else 0.0 for row in rows]
    found = [rules.tick_chance(row.found_per_day, days_per_tick) for row in rows]
    return {
        "private_mask": sum(1 << i for i, row in enumerate(rows) if row.private),
        "forward_limit": np.array([row.forward_limit for row in rows], dtype=np.int64),
        "often_hops": np.array([row.often_hops for row in rows], dtype=np.int64),
        "often_limit": np.array([row.often_limit for row in rows], dtype=np.int64),
        "reach_of_page": np.array([row.page_reach for row in rows]),
        "reach_of_person": np.array([row.person_reach for row in rows]),
        "engagement_rate": np.array(usual),
        "halflife_ticks": np.array([row.half_life_hours / tick_hours for row in rows]),
        "found_chance": np.array(found),
        "referrer_loss": np.array([row.referrer_loss for row in rows]),
        "favoured": np.array(favoured),
        "native_hours": np.array([row.native_hours for row in rows]),
    }


@compiled(signatures="float64[::1](float64,float64,int64,float64)")
def fading(halflife, days_per_tick, ticks, form):
    """Return what is left of 1 after 0, 1, 2, ... ticks, by a half-life in days.

    form: 0, exponentially; 1, with a long tail.
    """
    left = np.empty(ticks)
    for age in range(ticks):
        days = age * days_per_tick
        slow = form >= 0.5
        left[age] = rules.fade_slowly(halflife, days) if slow else rules.fade(halflife, days)
    return left


class Chances(NamedTuple):
    """Rates of behaviour as chances a tick; what is left of fading values after d ticks."""

    repass: float
    lose_interest: float
    typed: float
    search: float
    patience_ticks: int
    newcomer_ticks: int
    affinity_left: np.ndarray  # f64[ticks + 1]
    reactance_left: np.ndarray
    belonging_left: np.ndarray
    load_left: np.ndarray
    left_left: np.ndarray
    told_left: np.ndarray
    news_left: np.ndarray
    engagement_left: np.ndarray


def chances(values: Any, fixed: Setting) -> Chances:
    """Return the per-tick chances and the fading tables of a run."""
    return _chances(values, fixed.days_per_tick, fixed.ticks_per_day, fixed.ticks)


# Many runs of a study have the very same ones; nothing in them changes.
@lru_cache(maxsize=8)
def _chances(values: Any, days_per_tick: float, ticks_per_day: int, ticks: int) -> Chances:
    def left(halflife: float, form: float = 0.0) -> np.ndarray:
        return fading(halflife, days_per_tick, ticks + 2, form)

    felt = values.fading_form

    def chance(rate: float) -> float:
        return rules.tick_chance(rate, days_per_tick)

    return Chances(
        repass=chance(values.repass_rate),
        lose_interest=chance(values.lose_interest_rate),
        typed=chance(values.typed_rate),
        search=chance(values.search_rate),
        patience_ticks=max(1, round(values.patience_days * ticks_per_day)),
        newcomer_ticks=max(1, round(values.newcomer_wait_days * ticks_per_day)),
        affinity_left=left(values.affinity_halflife_days, felt),
        reactance_left=left(values.reactance_halflife_days, felt),
        belonging_left=left(values.belonging_halflife_days, felt),
        load_left=left(values.load_halflife_days),
        left_left=left(values.contagion_halflife_days, felt),
        told_left=left(values.worn_halflife_days, felt),
        news_left=left(values.tell_halflife_days),
        engagement_left=left(14.0),
    )
