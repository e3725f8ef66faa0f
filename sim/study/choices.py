"""Choices: what a plan may decide, and how a list of decisions becomes a strategy.

Presence (pages, home, size of a room), cadence, content mix, copy, how the hours are used, how many
of them, and advertising within the money; everything else stays as the plan that the search starts
from has it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim import facts
from sim.errors import AddaError, shown
from sim.levers import ContentMix
from sim.scenarios import Scenario

MOST_POSTS = 14.0  # a week
LEAST_ROOM, MOST_ROOM = 8, 1000
NOWHERE = "nowhere"


@dataclass(frozen=True)
class Choice:
    """One decision: a number from low to high (log: by factors), or one of some options."""

    name: str
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    options: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Budget:
    """Hours a week and money over the whole time (None: as the plan has it, no limit)."""

    hours: float
    money: float | None = None

    def __post_init__(self) -> None:
        _positive("hours", self.hours, 400)
        if self.money is not None:
            _positive("money", self.money, 1e9)


def choices(start: Scenario, budget: Budget) -> tuple[Choice, ...]:
    """Return what may be decided on a market: only channels that somebody there uses."""
    pages = [Choice(f"page {name}", options=(False, True)) for name in page_channels(start)]
    homes = (NOWHERE, *room_channels(start))
    kinds = [Choice(f"mix {kind}") for kind in ContentMix.model_fields]
    found = [
        *pages,
        Choice("home", options=homes),
        Choice("room_size", LEAST_ROOM, MOST_ROOM, log=True),
        Choice("posts_per_week", 0.0, MOST_POSTS),
        *kinds,
        Choice("copy_style", options=("native", "cross_posted")),
        Choice("brand_talk"),
        Choice("replies", 0.0, 0.6),
        Choice("encouragement", 0.0, 0.4),
        Choice("hours_per_week", 0.0, budget.hours),
    ]
    if budget.money is not None:
        found.append(Choice("ad_money", 0.0, budget.money))
    return tuple(one for one in found if one.options or one.low < one.high)


def decided(start: Scenario, budget: Budget, made: Mapping[str, Any]) -> Scenario:
    """Return the scenario of a plan that was decided on, in numbers that a person would write."""
    home = None if made["home"] == NOWHERE else made["home"]
    cap = facts.channels()[home].group_cap if home else MOST_ROOM
    pages = tuple(name for name in page_channels(start) if made[f"page {name}"])
    strategy = start.strategy
    places = (*pages, home)
    calendar = [
        entry.tree() | ({} if entry.channel in (None, *places) else {"channel": None})
        for entry in strategy.calendar
    ]
    changes: dict[str, Any] = {
        "strategy.presence.pages": pages,
        "strategy.presence.home": home,
        "strategy.presence.room_size": min(round(made["room_size"]), cap),
        "strategy.posts_per_week": round(made["posts_per_week"], 1),
        "strategy.content": {
            kind: round(made[f"mix {kind}"], 2) for kind in ContentMix.model_fields
        },
        "strategy.calendar": tuple(calendar),
        "strategy.hours_per_week": min(budget.hours, round(made.get("hours_per_week", 0.0), 1)),
        "strategy.copy_style": made["copy_style"],
    }
    for name in ("brand_talk", "replies", "encouragement"):
        changes[f"strategy.{name}"] = round(made[name], 2)
    if budget.money is not None:
        # Rounded down: what is decided must stay within the money.
        daily = math.floor(100 * made.get("ad_money", 0.0) / start.days) / 100
        changes["strategy.advertising.money_per_day"] = daily
    return start.changed(changes)


def as_decided(start: Scenario, budget: Budget) -> dict[str, Any]:
    """Return the plan that the search starts from as decisions, cut to the budget."""
    strategy = start.strategy
    heaviest = max((*strategy.content.tree().values(), 1e-9))
    made: dict[str, Any] = {
        "home": strategy.presence.home or NOWHERE,
        "room_size": strategy.presence.room_size,
        "posts_per_week": strategy.posts_per_week,
        "copy_style": strategy.copy_style,
        "brand_talk": strategy.brand_talk,
        "replies": strategy.replies,
        "encouragement": strategy.encouragement,
        "hours_per_week": strategy.hours_per_week,
        "ad_money": strategy.advertising.money_per_day * start.days,
        **{f"mix {kind}": w / heaviest for kind, w in strategy.content.tree().items()},
        **{f"page {name}": name in strategy.presence.pages for name in page_channels(start)},
    }
    return {one.name: _allowed(one, made[one.name]) for one in choices(start, budget)}


def page_channels(case: Scenario) -> tuple[str, ...]:
    """Return the public channels of a market, those that most people use first."""
    return _used(case, lambda channel: not channel.private)


def room_channels(case: Scenario) -> tuple[str, ...]:
    """Return the channels of a market that can host a community, the most used first."""
    return _used(case, lambda channel: channel.group_cap > 0)


def _used(case: Scenario, fits: Any) -> tuple[str, ...]:
    users: dict[str, float] = {}
    for segment in case.market.segments:
        for name, share in segment.channels.items():
            users[name] = users.get(name, 0.0) + segment.share * share
    known = [one.name for one in facts.channels().rows if fits(one) and users.get(one.name, 0) > 0]
    return tuple(sorted(known, key=lambda name: -users[name]))


def _allowed(one: Choice, value: Any) -> Any:
    if one.options:
        return value if value in one.options else one.options[0]
    return min(max(float(value), one.low), one.high)


def _positive(name: str, value: Any, most: float) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not 0 <= value <= most:
        raise AddaError(
            "{name} is {value}, allowed is a number from 0 to {most}",
            name=name,
            value=shown(value),
            most=most,
        )
