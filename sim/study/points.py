"""Points: one or two strategies under many circumstances, each on the same worlds and luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sim.errors import AddaError, Cancelled
from sim.outcomes import OUTCOMES, measure
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, Drawn, drawn, told_apart
from sim.study.compare import replicate_seeds
from sim.study.designs import Values
from sim.study.space import Axis, placed
from sim.study.store import Study, identity
from sim.study.work import Arrays, Work

Sets = Sequence[Drawn]


@dataclass(frozen=True)
class Points:
    """What is asked: arms, what is varied, at which values, on which luck.

    Pair i has the same seed at every point, so that points differ in nothing but their values.
    parameters: behaviour that differs everywhere, or what is drawn for each pair, as in `compare`;
    what is varied is not drawn.
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
        people = drawn(self.parameters, self.arms[0].market, self.replicates, self.seed)
        sets = [one.beside(axis.path for axis in self.axes) for one in people]
        put = [placed(self.arms, self.axes, values) for values in self.values]
        workers = work.threads([cases[0] for cases, _extra in put], len(self.arms))
        tasks = [
            partial(measured, cases, seeds, [one.moved(extra) for one in sets])
            for cases, extra in put
        ]
        work.say_cost(put[0][0][0], self.runs, partial(run, put[0][0][0], seeds[0]))
        place = self.place(kind, work, asked)
        try:
            found = work.carried_out(tasks, place, workers)
        except Cancelled as stop:
            values = {point: arrays["values"] for point, arrays in stop.finished.items()}
            raise Cancelled(values) from None
        return np.stack([arrays["values"] for arrays in found])

    def place(self, kind: str, work: Work, asked: Mapping[str, Any] | None = None) -> Study | None:
        """Return where the points are kept, if anywhere."""
        return work.place(kind, self.inputs(), self.title(), asked)

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


def measured(cases: Sequence[Scenario], seeds: Sequence[int], sets: Sets) -> Arrays:
    """Return the outcomes at the end, pair by pair on one world: values[arm, pair, outcome]."""
    from sim.world import World

    found = np.empty((len(cases), len(seeds), len(OUTCOMES)))
    for pair, (seed, one) in enumerate(zip(seeds, sets, strict=True)):
        here = [one.at(case) for case in cases]
        world = World.from_market(here[0].market, seed)
        for arm, case in enumerate(here):
            lived = run(case, seed, world=world, parameters=one.behaviour)
            found[arm, pair] = list(measure(lived).values())
    return {"values": found}


def checked_alone(a: Scenario, days: int | None) -> Scenario:
    """Return a scenario over some days, or raise AddaError when it is none."""
    if not isinstance(a, Scenario):
        raise AddaError("a is no scenario, as sim.scenario(...) makes one")
    return a if days is None else a.changed({"days": days})
