"""Prepare: all that a run is given, once, in the form that both engines take."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from sim import facts, setting
from sim.errors import AddaError, shown
from sim.plan import plan_arrays, plan_posts
from sim.scenarios import Scenario, Shock
from sim.world import World

# Where a story goes: as the teller is, or to a kind of venue, or to close contacts only.
BY_PRIVACY, PRIVATE, PUBLIC, TO_CONTACTS = 0, 1, 2, 3
WHERE = {"private": PRIVATE, "public": PUBLIC}
# What people hear of a shock: a kind of story, and how it speaks at full strength.
HEARD = {
    "launch": ("product_news", 0.5),
    "crisis": ("rumour", -1.0),
    "competitor_offer": ("competitor_offer", -0.5),
    "press": ("experience", 0.6),
}


class Happening(NamedTuple):
    """A shock as numbers: when, the story it makes, how many hear it, and where they tell it."""

    tick: int
    kind: int
    driver: int
    valence: float
    quality: float
    people: int
    crisis: bool  # who hears of a crisis tells it on
    where: int


class Prepared(NamedTuple):
    """The circumstances of one run. Nothing in it changes."""

    scenario: Scenario
    world: World
    values: Any  # the behaviour parameters, as `facts.parameter_type()`
    fixed: setting.Setting
    chances: setting.Chances
    plan: dict[str, np.ndarray]
    happenings: tuple[Happening, ...]


def prepare(
    scenario: Scenario,
    seed: int,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Prepared:
    """Return what a run of a scenario is given.

    seed: 0 to 2**64-1. world: who lives here, else drawn from the seed. parameters: behaviour that
    differs from the best estimates and from the market's. Raises AddaError for an unknown
    parameter or a value out of range.
    """
    if parameters is not None and not isinstance(parameters, Mapping):
        raise AddaError(
            "parameters are {parameters}, they must be numbers by name, such as"
            ' {{"tell_rate": 0.2}}',
            parameters=shown(parameters),
        )
    world = world or World.from_market(scenario.market, seed)
    changed = {**scenario.market.behaviour, **(parameters or {})}
    checked = facts.check_values(changed, "parameters")
    values: Any = facts.parameter_type()(**{**facts.best_values(), **checked})
    fixed = setting.setting(scenario, world, values, seed)
    return Prepared(
        scenario=scenario,
        world=world,
        values=values,
        fixed=fixed,
        chances=setting.chances(values, fixed),
        plan=plan_arrays(plan_posts(scenario, values.quality_spread, seed)),
        happenings=tuple(_happening(shock, fixed, values) for shock in scenario.shocks),
    )


def _happening(shock: Shock, fixed: setting.Setting, values: Any) -> Happening:
    kind, valence = HEARD[shock.kind]
    crisis = shock.kind == "crisis"
    return Happening(
        tick=shock.day * fixed.ticks_per_day,
        kind=facts.kinds()[kind].number,
        driver=facts.DRIVER_NUMBER[shock.about],
        valence=(valence * values.rumour_spark if crisis else valence) * shock.strength,
        quality=1.0 + 3.0 * shock.strength if crisis else 1.0 + shock.strength,
        people=shock.people,
        crisis=crisis,
        where=WHERE[shock.where],
    )
