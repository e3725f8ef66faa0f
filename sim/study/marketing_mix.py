"""Marketing mix: the weekly series that mix models read, and the truth that they try to find.

One geo is one simulated world. What a mix model is given is what the brand knows: money, posts and
their impressions, offers, purchases. What it is to find stands in a table of its own: how many
purchases less there would have been, week by week, with the same people and luck, without a
channel. Advertising is steady within a world, so between geos its money differs by known factors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import facts, tables
from sim.errors import AddaError, Said, check_whole
from sim.outcomes.window import Window
from sim.running import run
from sim.scenarios import Scenario
from sim.study.compare import replicate_seeds
from sim.study.points import checked_alone
from sim.study.work import Arrays, Work

if TYPE_CHECKING:
    import pandas

WEEK = 7
FACTORS = (1.0, 0.5, 1.5, 0.0, 2.0)
MOST_GEOS = 1000
ADVERTISING, SEEDING, COMMUNITY = "advertising", "seeding", "community"
PAID = (ADVERTISING, SEEDING)
PAGE = tables.VENUES.index("page")
ROOM = tables.VENUES.index("room")


@dataclass(frozen=True, eq=False)
class MarketingMix:
    """Weekly series of several geos, with the truth beside them.

    series: geo, week (its first day), then what the brand knows: `<channel>_spend` of what is paid,
    `<channel>_impressions`, offers, purchases, revenue. truth: geo, week, `<channel>` (purchases
    that would not have been without it), base (purchases with none of them), and the talk about the
    product, seen and unseen. paid, organic: names of channels.
    """

    scenario: Scenario
    seed: int
    paid: tuple[str, ...]
    organic: tuple[str, ...]
    series: "pandas.DataFrame"
    truth: "pandas.DataFrame"


def marketing_mix(
    scenario: Scenario,
    geos: int = 5,
    seed: int = 0,
    days: int | None = None,
    work: Work | None = None,
) -> MarketingMix:
    """Run a strategy on so many worlds, and on each without every channel in turn.

    geos: how many worlds; the money for advertising goes round `FACTORS`. Whole weeks are told.
    Raises AddaError for a strategy that is nowhere, or for less than two weeks.
    """
    case, work = checked_alone(scenario, days), work or Work()
    check_whole("geos", geos, 1, MOST_GEOS)
    if case.days < 2 * WEEK:
        raise AddaError(
            "days is {days}, a weekly series takes at least {least}",
            days=case.days,
            least=2 * WEEK,
        )
    channels = channels_of(case)
    if not channels:
        raise AddaError(
            "'{name}' has no page, community, advertising or seeds", name=case.strategy.name
        )
    seeds = replicate_seeds(seed, max(2, geos))[:geos]
    factors = [FACTORS[geo % len(FACTORS)] if geos > 1 else 1.0 for geo in range(geos)]
    tasks = [
        partial(_world, _with_money(case, factor), channels, one)
        for factor, one in zip(factors, seeds, strict=True)
    ]
    found = work.carried_out(tasks, None, work.threads([case], 2))
    paid = tuple(name for name in channels if name in PAID)
    organic = tuple(name for name in channels if name not in PAID)
    return MarketingMix(
        case, seed, paid, organic, _frame(case, found, "series"), _frame(case, found, "truth")
    )


def channels_of(case: Scenario) -> tuple[str, ...]:
    """Return what a strategy reaches people by: paid channels, pages, the community."""
    strategy = case.strategy
    paid = [ADVERTISING] * (strategy.advertising.money_per_day > 0)
    paid += [SEEDING] * (strategy.seeding.how_many > 0)
    home = [COMMUNITY] * (strategy.presence.home is not None)
    return (*paid, *strategy.presence.pages, *home)


def without(case: Scenario, channels: Sequence[str]) -> Scenario:
    """Return a strategy without some channels; dated posts for them go everywhere."""
    tree = case.strategy.tree()
    presence = tree["presence"]
    presence["pages"] = [name for name in presence["pages"] if name not in channels]
    if COMMUNITY in channels:
        presence["home"] = None
    if ADVERTISING in channels:
        tree["advertising"]["money_per_day"] = 0.0
    if SEEDING in channels:
        tree["seeding"]["how_many"] = 0
    places = (*presence["pages"], presence["home"], None)
    tree["calendar"] = [
        entry if entry["channel"] in places else {**entry, "channel": None}
        for entry in tree["calendar"]
    ]
    return case.with_strategy(
        type(case.strategy).parse(tree, Said("the strategy without a channel"))
    )


def _with_money(case: Scenario, factor: float) -> Scenario:
    money = case.strategy.advertising.money_per_day
    if factor == 1.0 or not money:
        return case
    return case.changed({"strategy.advertising.money_per_day": factor * money})


def _world(case: Scenario, channels: Sequence[str], seed: int) -> Arrays:
    """Return the columns of one geo: series.<name> and truth.<name>, an entry a week."""
    from sim.world import World

    world = World.from_market(case.market, seed)
    lived = Window(run(case, seed, world=world))
    bought = _weekly(lived.daily["purchases"])
    columns: dict[str, np.ndarray] = {}
    for name in channels:
        for kind, values in _known(lived, name).items():
            columns[f"series.{name}_{kind}"] = values
        less = Window(run(without(case, [name]), seed, world=world))
        columns[f"truth.{name}"] = bought - _weekly(less.daily["purchases"])
    none = Window(run(without(case, channels), seed, world=world))
    columns["series.offers"] = _posted(lived, facts.kinds()["offer"].number)
    columns["series.purchases"] = bought
    columns["series.revenue"] = _weekly(lived.daily["revenue"])
    columns["truth.base"] = _weekly(none.daily["purchases"])
    about = lived.by_people & lived.about_us
    columns["truth.talk_seen"] = _by_week(lived, about & lived.in_sight)
    columns["truth.talk_unseen"] = _by_week(lived, about & ~lived.in_sight)
    return columns


def _known(lived: Window, name: str) -> Mapping[str, np.ndarray]:
    """Return what the brand knows of a channel, by kind of column."""
    if name == ADVERTISING:
        spent = _weekly(lived.daily["ad_money"])
        return {"spend": spent, "impressions": spent / lived.market.prices.ad_contact}
    if name == SEEDING:
        spent = _weekly(lived.daily["reward_money"])
        people = lived.run.scenario.strategy.seeding.how_many
        return {"spend": spent, "impressions": np.where(spent > 0, people, 0.0)}
    shares = lived.shares
    mine = ~lived.by_people
    if name == COMMUNITY:
        mine &= shares["venue_kind"] == ROOM
    else:
        mine &= (shares["venue_kind"] == PAGE) & (
            shares["channel"] == facts.channels().number(name)
        )
    return {"impressions": _by_week(lived, mine, shares["read"])}


def _posted(lived: Window, kind: int) -> np.ndarray:
    """Return how many stories of a kind the brand made, week by week."""
    stories = lived.stories
    mine = (stories["kind"] == kind) & (stories["origin"] < 0)
    week = stories["tick"][mine] // lived.ticks_per_day // WEEK
    return np.bincount(week, minlength=_weeks(lived))[: _weeks(lived)].astype(float)


def _by_week(lived: Window, which: np.ndarray, amount: np.ndarray | None = None) -> np.ndarray:
    week = lived.shares["tick"][which] // lived.ticks_per_day // WEEK
    weights = None if amount is None else amount[which].astype(float)
    counted = np.bincount(week, weights=weights, minlength=_weeks(lived))
    return counted[: _weeks(lived)].astype(float)


def _weekly(daily: np.ndarray) -> np.ndarray:
    weeks = len(daily) // WEEK
    return daily[: weeks * WEEK].reshape(weeks, WEEK).sum(axis=1).astype(float)


def _weeks(lived: Window) -> int:
    return lived.day // WEEK


def _frame(case: Scenario, found: Sequence[Arrays], part: str) -> "pandas.DataFrame":
    import pandas

    first = date.fromisoformat(case.start_date)
    frames = []
    for geo, columns in enumerate(found):
        mine: dict[str, Any] = {
            name.removeprefix(f"{part}."): values
            for name, values in columns.items()
            if name.startswith(f"{part}.")
        }
        weeks = len(next(iter(mine.values())))
        days = [(first + timedelta(days=WEEK * week)).isoformat() for week in range(weeks)]
        frames.append(pandas.DataFrame({"geo": f"geo{geo}", "week": days, **mine}))
    return pandas.concat(frames, ignore_index=True)
