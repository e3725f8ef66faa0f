"""Optimise: the best few plans within hours and money, for several ends at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from threading import Event

import numpy as np

from sim.errors import AddaError, Cancelled, check_whole
from sim.outcomes import outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, drawn, told_apart
from sim.study.choices import Budget, as_decided, choices, decided
from sim.study.compare import replicate_seeds
from sim.study.judging import Aim, Front, Tried, front, judged
from sim.study.plans import LETTERS, Plans
from sim.study.points import Sets, checked_alone, measured
from sim.study.runner import Progress, Task
from sim.study.search import POPULATION, Decisions, Ends, search
from sim.study.store import Store, Study, identity
from sim.study.work import Arrays, Tell, Work

ENDS = ("sales", "belonging", "affinity", "hours")


def optimise(  # noqa: PLR0913 - the front door; all but the scenario are optional
    start: Scenario,
    hours: float | None = None,
    money: float | None = None,
    ends: Sequence[str] = ENDS,
    trials: int = 240,
    *,
    replicates: int = 4,
    fresh: int = 16,
    most: int = 6,
    seed: int = 0,
    days: int | None = None,
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Plans:
    """Search for plans that do well on several outcomes within hours a week and money.

    start: the plan to begin with; what is not decided (`choices`) stays as it has it. hours: a week
    at most (default: those of the start). money: for everything that is paid, over the whole time;
    advertising is decided within it (default: no limit, advertising as the start has it). ends:
    outcomes with a better direction; one that does not apply counts as 0. trials: plans tried, each
    on `replicates` worlds; then the front is run again on `fresh` worlds that the search did not
    see, and at most `most` plans of it are returned. tell and the rest as in `compare`.

    Raises AddaError for what cannot be searched, and Cancelled on request; what was tried is kept
    in the store, and the same call goes on from there.
    """
    start = checked_alone(start, days)
    budget = Budget(start.strategy.hours_per_week if hours is None else hours, money)
    aim = Aim(start, budget, checked_ends(ends))
    _checked_counts(trials, fresh, most)
    searched = replicate_seeds(seed, replicates)
    seeds = (*searched, *replicate_seeds(seed, replicates + fresh)[replicates:])
    sets = drawn(parameters, start.market, replicates + fresh, seed)
    work = Work(workers, scheduler, progress, cancel, store, tell)
    runs = trials * replicates + (most * 2 + 1) * fresh
    work.say_cost(start, runs, partial(run, start, seeds[0]))
    inputs = {"hours": budget.hours, "money": budget.money, "ends": list(aim.ends), "seed": seed,
              "replicates": replicates, "trials": trials, "most": most, "population": POPULATION,
              "optuna": version("optuna"), "parameters": told_apart(parameters or {})}  # fmt: skip
    title = f"{start.strategy.name} on {start.market.name}, {budget.hours:g} h a week"
    place = work.place("optimise", {"a": identity(start), **inputs}, title, {"fresh": fresh})
    trier = _Trier(aim, work, place, trials + fresh)
    luck = (searched, sets[:replicates])
    found = search(
        choices(start, budget), aim.upwards, trials, (as_decided(start, budget), seed),
        partial(trier.tried, luck),
    )  # fmt: skip
    few = front(aim, [Tried(trier.case(one.decisions), one.ends, one.over) for one in found], most)
    values = trier.judged(few, seeds[replicates:], sets[replicates:])
    return judged(aim, few, values, most)


@dataclass(frozen=True)
class _Trier:
    """Runs plans and keeps what became of them: a part a trial, then one a pair of fresh luck."""

    aim: Aim
    work: Work
    place: Study | None
    parts: int
    found: dict[int, Arrays] = field(default_factory=dict)

    def case(self, decisions: Decisions) -> Scenario:
        """Return the scenario of what was decided."""
        return decided(self.aim.start, self.aim.budget, decisions)

    def tried(
        self, luck: tuple[Sequence[int], Sets], plans: Sequence[Decisions], before: int
    ) -> Ends:
        """Return the ends of a generation, and by how much money each plan is over budget."""
        cases = [self.case(plan) for plan in plans]
        tasks = [partial(plan_tried, case, *luck) for case in cases]
        lived = self._done(tasks, before, 1)
        read = [self.aim.read(*both) for both in zip(cases, lived, strict=True)]
        return [(one.ends, one.over) for one in read]

    def judged(self, few: Front, seeds: Sequence[int], sets: Sets) -> np.ndarray:
        """Return what becomes of the start and the few on fresh luck: [plan, pair, outcome]."""
        cases = (self.aim.start, *(one.case for one in few.few))
        each = zip(seeds, sets, strict=True)
        tasks = [partial(measured, cases, [seed], [people]) for seed, people in each]
        return np.concatenate(self._done(tasks, few.tried, 2), axis=1)

    def _done(self, tasks: Sequence[Task[Arrays]], before: int, runs: int) -> list[np.ndarray]:
        numbers = range(before, before + len(tasks))
        threads = self.work.threads([self.aim.start], runs)
        try:
            found = self.work.carried_out(tasks, self.place, threads, numbers, self.parts)
        except Cancelled as stop:
            now = {numbers[task]: arrays for task, arrays in stop.finished.items()}
            raise Cancelled(self.found | now) from None
        self.found.update(zip(numbers, found, strict=True))
        return [arrays["values"] for arrays in found]


def plan_tried(case: Scenario, seeds: Sequence[int], sets: Sets) -> Arrays:
    """Return the plan itself as JSON, and what becomes of it: values[pair, outcome]."""
    text = json.dumps(case.strategy.tree(), sort_keys=True)
    return {"values": measured((case,), seeds, sets)["values"][0], "plan": np.array(text)}


def checked_ends(ends: Sequence[str]) -> tuple[str, ...]:
    """Return the names of ends, or raise AddaError for what is none."""
    names = tuple(outcome(name).name for name in ends)
    if not names or len(set(names)) < len(names):
        raise AddaError("ends: name one or more outcomes, each once")
    for name in names:
        if outcome(name).better == "neither":
            raise AddaError("'{name}' is no end: which way is better is yours to say", name=name)
    return names


def _checked_counts(trials: int, fresh: int, most: int) -> None:
    limits = {"trials": (trials, 2, 100_000), "fresh": (fresh, 2, 10_000)}
    for name, (value, low, high) in {**limits, "most": (most, 1, len(LETTERS))}.items():
        check_whole(name, value, low, high)
