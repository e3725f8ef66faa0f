"""Points: one or two strategies under many circumstances, each on the same worlds and luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sim.errors import AddaError, Cancelled, shown
from sim.market import Market
from sim.outcomes import OUTCOMES, measure
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import ACCEPTED, Behaviour, behaviours, fingerprint
from sim.study.compare import replicate_seeds
from sim.study.designs import Values
from sim.study.space import Axis, placed
from sim.study.store import identity
from sim.study.work import Arrays, Work

Sets = Sequence[Mapping[str, float]]


@dataclass(frozen=True)
class Points:
    """What is asked: arms, what is varied, at which values, on which luck.

    Pair i has the same seed at every point, so that points differ in nothing but their values.
    parameters: behaviour that differs everywhere, or "accepted", as in `compare`.
    """

    arms: tuple[Scenario, ...]
    axes: tuple[Axis, ...]
    values: tuple[Values, ...]
    replicates: int
    seed: int
    parameters: Behaviour

    def run(self, kind: str, work: Work, asked: Mapping[str, Any] | None = None) -> np.ndarray:
        """Return what every point gives: [point, arm, pair, outcome]; NaN: does not apply.

        kind: of the study, in the store. asked: what the runs are for, kept beside them. Raises
        Cancelled, whose `finished` holds the arrays by the number of their point.
        """
        seeds = replicate_seeds(self.seed, self.replicates)
        sets = drawn(self.parameters, self.arms[0].market, self.replicates, self.seed)
        put = [placed(self.arms, self.axes, values) for values in self.values]
        workers = work.threads([cases[0] for cases, _extra in put], len(self.arms))
        tasks = [
            partial(measured, cases, seeds, [{**one, **extra} for one in sets])
            for cases, extra in put
        ]
        work.say_cost(put[0][0][0], self.runs, partial(run, put[0][0][0], seeds[0]))
        place = work.place(kind, self.inputs(), self.title(), asked)
        try:
            found = work.carried_out(tasks, place, workers)
        except Cancelled as stop:
            values = {point: arrays["values"] for point, arrays in stop.finished.items()}
            raise Cancelled(values) from None
        return np.stack([arrays["values"] for arrays in found])

    @property
    def runs(self) -> int:
        """How many runs it takes."""
        return len(self.values) * len(self.arms) * self.replicates

    def inputs(self) -> dict[str, Any]:
        """Return all that the runs depend on, for the store."""
        names = "ab"[: len(self.arms)]
        return {
            **{side: identity(arm) for side, arm in zip(names, self.arms, strict=True)},
            "axes": [axis.name for axis in self.axes],
            "values": [[one[axis.name] for axis in self.axes] for one in self.values],
            "replicates": self.replicates,
            "seed": self.seed,
            "parameters": told_apart(self.parameters),
        }

    def title(self) -> str:
        """Return what it is, for a list of studies."""
        who = " against ".join(arm.strategy.name for arm in self.arms)
        names = ", ".join(axis.name for axis in self.axes[:3])
        more = f" and {len(self.axes) - 3} more" if len(self.axes) > 3 else ""
        where = f"on {self.arms[0].market.name}"
        return f"{who} {where}, {len(self.values)} points over {names}{more}"


def drawn(parameters: Behaviour, market: Market, n: int, seed: int) -> list[dict[str, float]]:
    """Return the behaviour of each of n pairs; raises AddaError for a file of sets."""
    if isinstance(parameters, str) and parameters != ACCEPTED:
        raise AddaError(
            f"parameters is {shown(parameters)}, allowed here is '{ACCEPTED}' or values"
        )
    return behaviours(parameters, market, n, seed)


def told_apart(parameters: Behaviour) -> dict[str, float] | str:
    """Return behaviour as what tells one study from another in the store."""
    return fingerprint(parameters) if isinstance(parameters, str) else dict(parameters)


def measured(cases: Sequence[Scenario], seeds: Sequence[int], sets: Sets) -> Arrays:
    """Return the outcomes at the end, pair by pair on one world: values[arm, pair, outcome]."""
    from sim.world import World

    found = np.empty((len(cases), len(seeds), len(OUTCOMES)))
    for pair, (seed, parameters) in enumerate(zip(seeds, sets, strict=True)):
        world = World.from_market(cases[0].market, seed)
        for arm, case in enumerate(cases):
            lived = run(case, seed, world=world, parameters=parameters)
            found[arm, pair] = list(measure(lived).values())
    return {"values": found}


def checked_alone(a: Scenario, days: int | None) -> Scenario:
    """Return a scenario over some days, or raise AddaError when it is none."""
    if not isinstance(a, Scenario):
        raise AddaError("a is no scenario, as sim.scenario(...) makes one")
    return a if days is None else a.changed({"days": days})
