"""Plan: what the strategy means to post, when, where and about what, before anything happens.

The same list feeds the manager, the calendar's picture and the budget meter.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim import draws, facts, purposes, rules
from sim.scenarios import Scenario

ALL_CHANNELS = -1
MOST_DAYS = 10_000
# Posts of the calendar and offers are drawn under items of their own, so that a further weekly
# post does not change the luck of a planned one.
CALENDAR_ITEMS = 1000
OFFER_ITEMS = 500_000
ROUNDING = 1e-9
_BUSY_HOURS = (8, 12, 18, 20)


@dataclass(frozen=True)
class Post:
    """A planned post: when, which kind, about what (4 is the product), where, how good."""

    tick: int
    kind: int
    driver: int
    channel: int
    quality: float
    flexible: bool
    title: str
    key: int


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
        for i in range(number):
            day = int(i * 7.0 / a_week)
            u = self.draw(purposes.POST_HOUR, i, day)
            hour = _BUSY_HOURS[draws.below(u, len(_BUSY_HOURS))]
            flexible = int((i + 1) * share) > int(i * share)
            post = self.post(self.tick(day, hour), self.kind(i), i)
            yield replace(post, flexible=flexible)

    def dated(self) -> Iterator[Post]:
        """The calendar's posts, each as often as it repeats."""
        for row, entry in enumerate(self.strategy.calendar):
            for day in range(entry.day, self.scenario.days, entry.every_days or MOST_DAYS):
                item = (CALENDAR_ITEMS + row) * MOST_DAYS + day
                post = self.post(self.tick(day, entry.hour), entry.kind, item)
                if entry.driver is not None:
                    post = replace(post, driver=facts.DRIVER_NUMBER[entry.driver])
                if entry.channel is not None:
                    post = replace(post, channel=facts.channels().number(entry.channel))
                yield replace(post, title=entry.title)

    def offers(self) -> Iterator[Post]:
        """Offers besides the mix, spread evenly over the months."""
        a_month = self.strategy.offers.per_month
        for i in range(math.ceil(self.scenario.days / 30.0 * a_month - ROUNDING)):
            yield self.post(int(i * 30.0 / a_month * self.per_day), "offer", OFFER_ITEMS + i)

    def post(self, tick: int, kind: str, item: int) -> Post:
        """Return a post; what it is about and how good it is are drawn under its `item`."""
        known = facts.kinds()[kind]
        driver = facts.PRODUCT if known.about_product else self.driver(item)
        if kind == "invitation":
            driver = rules.COMMUNITY
        z = draws.normal(self.draw(purposes.POST_QUALITY, item))
        quality = rules.story_quality(z, self.quality_spread)
        key = draws.key(known.number, -1, tick, item)
        return Post(tick, known.number, driver, ALL_CHANNELS, quality, False, "", key)

    def kind(self, item: int) -> str:
        """Draw a kind: about the product with the chance `brand_talk`, then by the mix."""
        weights = self.strategy.content.model_dump()
        about = self.draw(purposes.POST_TALK, item) < self.strategy.brand_talk
        fitting = {k: w for k, w in weights.items() if facts.kinds()[k].about_product == about}
        if not sum(fitting.values()):
            fitting = {"product_news": 1.0} if about else {"conversation": 1.0}
        names = list(fitting)
        return names[_by_weight(list(fitting.values()), self.draw(purposes.POST_KIND, item))]

    def driver(self, item: int) -> int:
        """Draw which drive a post is about."""
        weights = list(self.strategy.gather_around.weights())
        return _by_weight(weights, self.draw(purposes.POST_DRIVER, item))

    def draw(self, purpose: int, item: int, day: int = 0) -> float:
        """Return the brand's draw for a post."""
        return draws.uniform(self.seed, purpose, day, -1, item)

    def tick(self, day: int, hour: int) -> int:
        """Return the tick of an hour of a day."""
        return day * self.per_day + hour * self.per_day // 24


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
    names = ("tick", "kind", "driver", "channel", "quality", "flexible", "key")
    return {
        name: np.array([getattr(post, name) for post in posts], dtype=kinds.get(name, np.int64))
        for name in names
    }
