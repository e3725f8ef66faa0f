"""Effects: for every lever a change, and what a rule says that it does; measured in pairs of runs.

Both runs of a pair live on one world and share every draw that means the same, so what differs is
the lever. The markets are made so that a lever has something to act on, not to be like any real
one; sizes are therefore not forecasts. `python -m sim.doctor` writes docs/levers.md.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np

from sim.doctor.measures import measure
from sim.doctor.stage import stage
from sim.running import run
from sim.scenarios import Scenario
from sim.study.paired import Paired, paired
from sim.world import World

Way = Literal["higher", "lower"]
PAIRS = 24


class Effect(NamedTuple):
    """What a change of a lever does. given: what else is so in both arms, by key path."""

    lever: str
    before: Any
    after: Any
    measure: str
    way: Way
    rule: str
    because: str
    given: Mapping[str, Any] = MappingProxyType({})


class Measured(NamedTuple):
    """An effect as it came out."""

    effect: Effect
    paired: Paired

    @property
    def holds(self) -> bool:
        """Is the difference clear, and in the direction that the rule states?"""
        return self.paired.call == self.effect.way


def measured(effect: Effect, pairs: int = PAIRS) -> Measured:
    """Run an effect's two arms on the same worlds with the same luck, and compare them."""
    given = stage(effect.given)
    arms = [given.changed({f"strategy.{effect.lever}": value})
            for value in (effect.before, effect.after)]  # fmt: skip
    values = [[_value(arm, seed, effect.measure) for arm in arms] for seed in range(1, pairs + 1)]
    before, after = np.array(values).T
    return Measured(effect, paired(before, after))


def _value(arm: Scenario, seed: int, name: str) -> float:
    return measure(run(arm, seed, world=World.from_market(arm.market, seed)), name)
