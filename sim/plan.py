"""Plan: what the strategy means to post, when, where and about what, before anything happens.

The same list feeds the manager, the calendar's picture and the budget meter.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from sim import draws, facts, purposes, rules
from sim.compiled import compiled
from sim.scenarios import Scenario

ALL_CHANNELS = -1
MOST_DAYS = 10_000
# Posts of the calendar and offers are drawn under items of their own, so that a further weekly
# post does not change the luck of a planned one.
CALENDAR_ITEMS = 1000
OFFER_ITEMS = 500_000
ROUNDING = 1e-9
_BUSY_HOURS = (8, 12, 18, 20)


class Post(NamedTuple):
    """A planned post: when, which kind, about what (4 is the product), where, how good it is."""

    tick: int
    kind: int
    driver: int
    quality: float
    key: int
    channel: int = ALL_CHANNELS
    flexible: bool = False
    title: str = ""


class Luck(NamedTuple):
    """What is drawn for a post: numbers in [0, 1), and how good it will be."""

    hour: float
    talk: float
    kind: float
    driver: float
    quality: float


def plan_posts(scenario: Scenario, quality_spread: float, seed: int) -> tuple[Post, ...]:
    """Return the posts of a scenario in the order of their ticks.

    The weekly rhythm spreads `posts_per_week` evenly and draws each post's kind and driver from
    the strategy's mix; the calendar adds its dated entries; `offers.per_month` adds offers.
    """
    presence = scenario.strategy.presence
    if presence.home is None and not presence.pages:
        return ()
    planner = Planner(scenario, quality_spread, seed)
    posts = [*planner.weekly(), *planner.dated(), *planner.offers()]
    before_the_end = [post for post in posts if post.tick < scenario.ticks]
    return tuple(sorted(before_the_end, key=lambda post: post.tick))


class Planner:
    """Turns a strategy's rhythm, calendar and offers into posts. `seed` decides what is drawn."""

    def __init__(self, scenario: Scenario, quality_spread: float, seed: int):
        self.scenario, self.strategy = scenario, scenario.strategy
        self.quality_spread, self.seed = quality_spread, seed
        self.per_day = scenario.market.ticks_per_day

    def weekly(self) -> Iterator[Post]:
        """The weekly posts, spread evenly, at a busy hour; a share is kept for the last minute."""
        a_week = self.strategy.posts_per_week
        number = math.ceil(self.scenario.days / 7.0 * a_week - ROUNDING)
        share = self.strategy.flexible_share
        days = [int(i * 7.0 / a_week) for i in range(number)]
        for i, luck in enumerate(self.luck(range(number), days)):
            hour = _BUSY_HOURS[min(int(luck.hour * len(_BUSY_HOURS)), len(_BUSY_HOURS) - 1)]
            flexible = int((i + 1) * share) > int(i * share)
            post = self.post(self.tick(days[i], hour), self.kind(luck), i, luck)
            yield post._replace(flexible=True) if flexible else post

    def dated(self) -> Iterator[Post]:
        """The calendar's posts, each as often as it repeats."""
        for row, entry in enumerate(self.strategy.calendar):
            days = range(entry.day, self.scenario.days, entry.every_days or MOST_DAYS)
            items = [(CALENDAR_ITEMS + row) * MOST_DAYS + day for day in days]
            chosen: dict[str, Any] = {"title": entry.title}
            if entry.driver is not None:
                chosen["driver"] = facts.DRIVER_NUMBER[entry.driver]
            if entry.channel is not None:
                chosen["channel"] = facts.channels().number(entry.channel)
            for day, item, luck in zip(days, items, self.luck(items, days), strict=True):
                post = self.post(self.tick(day, entry.hour), entry.kind, item, luck)
                yield post._replace(**chosen)

    def offers(self) -> Iterator[Post]:
        """Offers besides the mix, spread evenly over the months."""
        a_month = self.strategy.offers.per_month
        number = math.ceil(self.scenario.days / 30.0 * a_month - ROUNDING)
        items = range(OFFER_ITEMS, OFFER_ITEMS + number)
        for i, luck in enumerate(self.luck(items, [0] * number)):
            tick = int(i * 30.0 / a_month * self.per_day)
            yield self.post(tick, "offer", OFFER_ITEMS + i, luck)

    def post(self, tick: int, kind: str, item: int, luck: Luck) -> Post:
        """Return a post of a kind; `item` tells it from others, what else it is luck decides."""
        known = facts.kinds()[kind]
        driver = facts.PRODUCT if known.about_product else self.driver(luck)
        if kind == "invitation":
            driver = rules.COMMUNITY
        key = draws.key(known.number, -1, tick, item)
        return Post(tick, known.number, driver, luck.quality, key)

    def kind(self, luck: Luck) -> str:
        """Return a drawn kind: about the product with the chance `brand_talk`, then by the mix."""
        fitting = self.mix[luck.talk < self.strategy.brand_talk]
        return list(fitting)[_by_weight(list(fitting.values()), luck.kind)]

    def driver(self, luck: Luck) -> int:
        """Return the drive, as drawn, that a post is about."""
        return _by_weight(self.drives, luck.driver)

    def luck(self, items: Sequence[int], days: Sequence[int]) -> Iterator[Luck]:
        """Return what is drawn for posts, each by its item and the day on which it is due."""
        if not items:
            return iter(())
        numbers, due = np.array(items, dtype=np.int64), np.array(days, dtype=np.int64)
        found = _luck(np.uint64(self.seed), numbers, due, self.quality_spread)
        return map(Luck._make, found.tolist())

    def tick(self, day: int, hour: int) -> int:
        """Return the tick of an hour of a day."""
        return day * self.per_day + hour * self.per_day // 24

    @cached_property
    def mix(self) -> dict[bool, dict[str, float]]:
        """The weights of the kinds that are about the product, and of those that are not."""
        weights, kinds = self.strategy.content.model_dump(), facts.kinds()
        found = {
            about: {kind: w for kind, w in weights.items() if kinds[kind].about_product == about}
            for about in (True, False)
        }
        usual = {True: "product_news", False: "conversation"}
        return {
            about: fitting if sum(fitting.values()) else {usual[about]: 1.0}
            for about, fitting in found.items()
        }

    @cached_property
    def drives(self) -> list[float]:
        """The weights of the drives that a post may be about."""
        return list(self.strategy.gather_around.weights())


@compiled(signatures="float64[:,::1](uint64,int64[::1],int64[::1],float64)")
def _luck(seed, items, days, quality_spread):
    found = np.empty((len(items), 5))
    for row in range(len(items)):
        item = np.uint64(items[row])
        found[row, 0] = draws.uniform(seed, purposes.POST_HOUR, days[row], -1, item)
        found[row, 1] = draws.uniform(seed, purposes.POST_TALK, 0, -1, item)
        found[row, 2] = draws.uniform(seed, purposes.POST_KIND, 0, -1, item)
        found[row, 3] = draws.uniform(seed, purposes.POST_DRIVER, 0, -1, item)
        z = draws.normal(draws.uniform(seed, purposes.POST_QUALITY, 0, -1, item))
        found[row, 4] = rules.story_quality(z, quality_spread)
    return found


def _by_weight(weights: list[float], u: float) -> int:
    """Return a position, drawn by weight."""
    ahead = u * sum(weights)
    for position, weight in enumerate(weights):
        ahead -= weight
        if ahead < 0:
            return position
    return max(position for position, weight in enumerate(weights) if weight > 0)


def plan_arrays(posts: tuple[Post, ...]) -> dict[str, np.ndarray]:
    """Return a plan as columns, for the compiled loops."""
    kinds = {"key": np.uint64, "quality": np.float64}
    columns = dict(zip(Post._fields, zip(*posts, strict=True), strict=False))
    names = ("tick", "kind", "driver", "channel", "quality", "flexible", "key")
    return {
        name: np.array(columns.get(name, ()), dtype=kinds.get(name, np.int64)) for name in names
    }
