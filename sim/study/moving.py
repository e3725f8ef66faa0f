"""Moving: both strategies lived under assumptions moved one at a time, pair by pair."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sim.outcomes import OUTCOMES, Window, horizons
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Drawn
from sim.study.store import Study
from sim.study.work import Arrays, Work

AT_ONCE = 8  # assumptions that a task moves on one world
Ways = Sequence[Mapping[str, float]]


@dataclass(frozen=True)
class Lived:
    """Runs both strategies under assumptions. luck: seed and people of every pair."""

    a: Scenario
    b: Scenario
    moved: tuple[Mapping[str, float], ...]
    luck: tuple[tuple[int, Drawn], ...]

    def first(self, pairs: int, work: Work, place: Study | None) -> tuple[np.ndarray, tuple]:
        """Return what is found on the first pairs, with nothing moved and with each assumption."""
        ways = [{}, *self.moved]
        chunks = [ways[at : at + AT_ONCE] for at in range(0, len(ways), AT_ONCE)]
        tasks = [
            partial(measured, self.a, self.b, chunk, [one])
            for one in self.luck[:pairs]
            for chunk in chunks
        ]
        found = work.carried_out(tasks, place, work.threads([self.a], 2))
        return first_values([arrays["values"][:, 0] for arrays in found], pairs)

    def more(
        self, near: Sequence[int], pairs: int, work: Work, place: Study | None
    ) -> list[np.ndarray]:
        """Return [arm, pair, horizon, outcome] on the rest: with nothing moved, then the near."""
        chosen = [0, *(1 + number for number in near)]
        ways = [{}, *self.moved]
        tasks = [
            partial(measured, self.a, self.b, [ways[one]], self.luck[pairs:]) for one in chosen
        ]
        begun = parts_of_first(len(self.moved), pairs)
        numbers = [begun + one for one in chosen]
        threads = work.threads([self.a], 2)
        found = work.carried_out(tasks, place, threads, numbers, begun + len(numbers))
        return [arrays["values"][0].swapaxes(0, 1) for arrays in found]


def measured(a: Scenario, b: Scenario, moved: Ways, luck: Sequence[tuple[int, Drawn]]) -> Arrays:
    """Return outcomes under several assumptions: values[moved, pair, arm, horizon, outcome].

    Every pair lives on one world, whatever is moved.
    """
    from sim.world import World

    values = []
    for seed, people in luck:
        arms = (people.at(a), people.at(b))
        world = World.from_market(arms[0].market, seed)
        behaviour = [people.moved(given).behaviour for given in moved]
        values.append([
            [_read(run(arm, seed, world=world, parameters=given)) for arm in arms]
            for given in behaviour
        ])  # fmt: skip
    return {"values": np.array(values).swapaxes(0, 1)}


def _read(lived: Any) -> list[list[float]]:
    windows = [Window(lived, day) for day in horizons(lived.scenario.days)]
    return [[one.measure(window) for one in OUTCOMES.values()] for window in windows]


def first_values(parts: Sequence[np.ndarray], pairs: int) -> tuple[np.ndarray, tuple]:
    """Return what was found with nothing moved and with each assumption, from parts in order.

    A part holds AT_ONCE of them at most on one world: [moved, arm, horizon, outcome].
    """
    joined = np.concatenate(parts)
    whole = joined.reshape(pairs, len(joined) // pairs, *joined.shape[1:])
    base, *rest = (whole[:, number].swapaxes(0, 1) for number in range(whole.shape[1]))
    return base, tuple(rest)


def parts_of_first(moved: int, pairs: int) -> int:
    """Return how many parts the first pairs take; those of more pairs are numbered after them."""
    return pairs * math.ceil((1 + moved) / AT_ONCE)
