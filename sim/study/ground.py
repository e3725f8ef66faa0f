"""Ground: on which markets each strategy wins, by how much people care and how loved the brand is.

A check on the model as much as an answer: a model in which one way of running a community wins
everywhere would have been built to say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, shown
from sim.outcomes import OUTCOMES, horizons, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, drawn, told_apart
from sim.study.compare import checked_arms, replicate_seeds
from sim.study.moving import measured
from sim.study.paired import Paired, paired
from sim.study.runner import Progress
from sim.study.store import Store, identity
from sim.study.verdict import slight
from sim.study.work import Tell, Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

INTEREST = (0.4, 0.7, 1.0, 1.3)
AFFINITY = (0.0, 0.15, 0.3, 0.45)


@dataclass(frozen=True, eq=False)
class Ground:
    """Who wins where: values[cell, arm, pair, horizon, outcome]; a cell is (interest, affinity)."""

    a: Scenario
    b: Scenario
    horizons: tuple[int, ...]
    cells: tuple[tuple[float, float], ...]
    values: np.ndarray = field(repr=False)

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two strategies: their titles, or A and B where these are alike."""
        a, b = self.a.strategy.title, self.b.strategy.title
        return (a, b) if a != b else ("A", "B")

    def paired(self, cell: int, name: str, day: int) -> Paired:
        """Return what the pairs of a cell say about an outcome at a horizon."""
        column = list(OUTCOMES).index(outcome(name).name)
        mine = self.values[cell, :, :, self.horizons.index(day), column]
        return paired(mine[0], mine[1])

    def table(self, name: str = "sales", lang: str = "en") -> "pandas.DataFrame":
        """Return one row a cell and horizon.

        interest (share of the market's own), affinity (of the brand at the start), day, mean_a,
        mean_b, difference (B - A) with low and high (95 %), winner ("a", "b", "" for open). No
        column has words, whatever the language.
        """
        import pandas

        one, rows = outcome(name), []
        for cell, (interest, affinity) in enumerate(self.cells):
            for day in self.horizons:
                found = self.paired(cell, name, day)
                who = "" if slight(found, one) else found.favours(one.better)
                rows.append({
                    "interest": interest, "affinity": affinity, "day": day,
                    "mean_a": found.mean_a, "mean_b": found.mean_b,
                    "difference": found.difference, "low": found.low, "high": found.high,
                    "winner": who,
                })  # fmt: skip
        return pandas.DataFrame(rows)

    def sentence(self, name: str = "sales", lang: str = "en") -> str:
        """Return in how many places each strategy wins."""
        say, winners = translator(lang), self.table(name)["winner"]
        said = say.gettext(
            "{label}: of {places} places and times, “{a}” wins in {n_a}, “{b}” in {n_b}; in {open}"
            " it is too close to call."
        )
        counts = {key: say.number(int((winners == key).sum())) for key in ("a", "b", "")}
        return said.format(
            label=say(outcome(name).label), places=say.number(len(winners)), a=say(self.names[0]),
            b=say(self.names[1]), n_a=counts["a"], n_b=counts["b"], open=counts[""],
        )  # fmt: skip

    def figure(self, name: str = "sales") -> Any:
        """Return a map of who wins, one for each horizon."""
        from sim.figures.holding import ground_picture

        return ground_picture(self, name)


def where_each_wins(  # noqa: PLR0913 - the front door; all but the two scenarios are optional
    a: Scenario,
    b: Scenario,
    interest: Sequence[float] = INTEREST,
    affinity: Sequence[float] = AFFINITY,
    *,
    replicates: int = 8,
    seed: int = 0,
    days: int | None = None,
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Ground:
    """Compare two strategies on markets that differ in how much people care and love the brand.

    interest: by which the middle interest of every segment is multiplied (at most to .95).
    affinity: attitude to the brand at the start, -1 to 1. The rest as in `sim.sweep`; progress in
    markets. Raises AddaError for what is no such number, and Cancelled on request.
    """
    a, b = checked_arms(a, b, days)
    cells = _cells(interest, affinity)
    seeds = replicate_seeds(seed, replicates)
    people = drawn(parameters, a.market, replicates, seed)
    arms = [(_moved(a, cell), _moved(b, cell)) for cell in cells]
    luck = tuple(zip(seeds, (one.beside(_paths(a)) for one in people), strict=True))
    tasks = [partial(measured, *pair, [{}], luck) for pair in arms]
    work = Work(workers, scheduler, progress, cancel, store, tell)
    work.say_cost(a, 2 * len(tasks) * replicates, partial(run, a, seeds[0]))
    inputs = {"a": identity(a), "b": identity(b), "cells": cells, "seed": seed, "pairs": replicates,
              "parameters": told_apart(parameters or {})}  # fmt: skip
    title = f"{a.strategy.name} against {b.strategy.name} on markets like {a.market.name}"
    found = work.carried_out(tasks, work.place("ground", inputs, title), work.threads([a], 2))
    return ground_of(a, b, cells, [arrays["values"] for arrays in found])


def ground_of(
    a: Scenario, b: Scenario, cells: Sequence[tuple[float, float]], parts: Sequence[np.ndarray]
) -> Ground:
    """Return who wins where, from a part a cell: [1, pair, arm, horizon, outcome]."""
    values = np.concatenate(parts).swapaxes(1, 2)
    return Ground(a, b, horizons(a.days), tuple(cells), values)


def _cells(interest: Sequence[float], affinity: Sequence[float]) -> tuple[tuple[float, float], ...]:
    for name, values, low, high in (("interest", interest, 0, 10), ("affinity", affinity, -1, 1)):
        good = [one for one in values if isinstance(one, int | float) and low <= one <= high]
        if not good or len(good) < len(values):
            raise AddaError(
                "{name} is {values}, allowed are one or more numbers from {low} to {high}",
                name=name,
                values=shown(values),
                low=low,
                high=high,
            )
    return tuple((float(one), float(two)) for one in interest for two in affinity)


def _moved(scenario: Scenario, cell: tuple[float, float]) -> Scenario:
    interest, affinity = cell
    changes: dict[str, Any] = {"market.brand.affinity": affinity}
    for path, segment in zip(_paths(scenario)[1:], scenario.market.segments, strict=True):
        changes[path] = min(0.95, segment.interest.middle * interest)
    return scenario.changed(changes)


def _paths(scenario: Scenario) -> list[str]:
    """Return what is varied, by key path."""
    middles = (f"market.segments.{n}.interest.middle" for n in range(len(scenario.market.segments)))
    return ["market.brand.affinity", *middles]
