"""Plan: what the strategy means to post, when, where and about what, before anything happens.

The same list feeds the manager, the calendar's picture and the budget meter.
"""

from dataclasses import dataclass

import numpy as np

from sim import draws, facts, purposes, rules
from sim.scenario import Scenario

ALL_CHANNELS = -1
_BUSY_HOURS = (8, 12, 18, 20)


@dataclass(frozen=True)
class Post:
    """A planned post: when, which kind, about what (0-3 a drive, 4 the product), where, how good."""

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
    strategy = scenario.strategy
    if strategy.presence.home is None and not strategy.presence.pages:
        return ()
    posts = [
        *_weekly(scenario, quality_spread, seed),
        *_dated(scenario, quality_spread, seed),
        *_offers(scenario, quality_spread, seed),
    ]
    last = scenario.ticks
    return tuple(sorted((post for post in posts if post.tick < last), key=lambda post: post.tick))


def _weekly(scenario: Scenario, spread: float, seed: int) -> list[Post]:
    strategy = scenario.strategy
    per_day = scenario.market.ticks_per_day
    number = int(scenario.days / 7.0 * strategy.posts_per_week + 1e-9)
    flexible = _spread_evenly(number, strategy.flexible_share)
    posts = []
    for i in range(number):
        day = int(i * 7.0 / strategy.posts_per_week)
        u = draws.uniform(seed, purposes.POST_HOUR, day, -1, i)
        hour = _BUSY_HOURS[draws.below(u, len(_BUSY_HOURS))]
        kind = _kind(scenario, seed, i)
        tick = day * per_day + hour * per_day // 24
        posts.append(_post(scenario, seed, spread, tick, kind, i, flexible=i in flexible))
    return posts


def _dated(scenario: Scenario, spread: float, seed: int) -> list[Post]:
    per_day = scenario.market.ticks_per_day
    posts = []
    for row, entry in enumerate(scenario.strategy.calendar):
        for day in range(entry.day, scenario.days, entry.every_days or scenario.days):
            tick = day * per_day + entry.hour * per_day // 24
            item = (1000 + row) * 10_000 + day
            driver = None if entry.driver is None else facts.DRIVER_NUMBER[entry.driver]
            channel = facts.channels().number(entry.channel) if entry.channel else ALL_CHANNELS
            post = _post(scenario, seed, spread, tick, entry.kind, item, driver=driver)
            posts.append(_replaced(post, channel=channel, title=entry.title))
    return posts


def _offers(scenario: Scenario, spread: float, seed: int) -> list[Post]:
    per_month = scenario.strategy.offers.per_month
    per_day = scenario.market.ticks_per_day
    number = int(scenario.days / 30.0 * per_month + 1e-9)
    return [
        _post(scenario, seed, spread, int(i * 30.0 / per_month * per_day), "offer", 500_000 + i)
        for i in range(number)
    ]


def _post(scenario, seed, spread, tick, kind, item, driver=None, flexible=False) -> Post:
    known = facts.kinds()[kind]
    if driver is None:
        driver = facts.PRODUCT if known.about_product else _driver(scenario, seed, item)
    z = draws.normal(draws.uniform(seed, purposes.POST_QUALITY, 0, -1, item))
    quality = rules.story_quality(z, spread)
    name = draws.key(known.number, -1, tick, item)
    return Post(tick, known.number, driver, ALL_CHANNELS, quality, flexible, "", name)


def _kind(scenario: Scenario, seed: int, item: int) -> str:
    """Draw a kind: about the product with the chance `brand_talk`, then by the mix's weights."""
    strategy = scenario.strategy
    weights = strategy.content.model_dump()
    about = draws.uniform(seed, purposes.POST_TALK, 0, -1, item) < strategy.brand_talk
    fitting = {k: w for k, w in weights.items() if facts.kinds()[k].about_product == about}
    if not sum(fitting.values()):
        fitting = {"product_news": 1.0} if about else {"conversation": 1.0}
    u = draws.uniform(seed, purposes.POST_KIND, 0, -1, item)
    return _by_weight(fitting, u)


def _driver(scenario: Scenario, seed: int, item: int) -> int:
    weights = dict(enumerate(scenario.strategy.gather_around.weights()))
    return _by_weight(weights, draws.uniform(seed, purposes.POST_DRIVER, 0, -1, item))


def _by_weight(weights: dict, u: float):
    ahead = u * sum(weights.values())
    for name, weight in weights.items():
        ahead -= weight
        if ahead < 0:
            return name
    return next(name for name, weight in reversed(weights.items()) if weight > 0)


def _spread_evenly(number: int, share: float) -> set[int]:
    return {i for i in range(number) if int((i + 1) * share) > int(i * share)}


def _replaced(post: Post, **changes) -> Post:
    from dataclasses import replace

    return replace(post, **changes)


def plan_arrays(posts: tuple[Post, ...]) -> dict[str, np.ndarray]:
    """Return a plan as columns, for the compiled loops."""
    kinds = {"key": np.uint64, "quality": np.float64}
    names = ("tick", "kind", "driver", "channel", "quality", "flexible", "key")
    return {
        name: np.array([getattr(post, name) for post in posts], dtype=kinds.get(name, np.int64))
        for name in names
    }
