"""Optimise: the best few plans within hours and money, for several ends at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from threading import Event

import numpy as np

from sim.errors import AddaError, shown
from sim.outcomes import OUTCOMES, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour
from sim.study.choices import Budget, as_decided, choices, decided
from sim.study.compare import replicate_seeds
from sim.study.plans import LETTERS, Plan, Plans, lettered
from sim.study.points import Sets, checked_alone, drawn, measured, told_apart
from sim.study.runner import Progress
from sim.study.search import POPULATION, Decisions, Found, Tried, best_few, not_beaten, search
from sim.study.store import Store, Study, identity
from sim.study.work import Tell, Work
from sim.words import N_, translator

ENDS = ("sales", "belonging", "affinity", "hours")
START = N_("start")


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
    names = checked_ends(ends)
    _checked_counts(trials, fresh, most)
    seeds = replicate_seeds(seed, replicates + fresh)
    sets = drawn(parameters or {}, start.market, replicates + fresh, seed)
    work = Work(workers, scheduler, progress, cancel, store, tell)
    runs = trials * replicates + (most * 2 + 1) * fresh
    work.say_cost(start, runs, partial(run, start, seeds[0]))
    asked = {"hours": budget.hours, "money": budget.money, "ends": list(names), "seed": seed,
             "replicates": replicates, "trials": trials, "optuna": version("optuna"),
             "population": POPULATION,
             "parameters": told_apart(parameters or {})}  # fmt: skip
    title = f"{start.strategy.name} on {start.market.name}, {budget.hours:g} h a week"
    place = work.place("optimise", {"a": identity(start), **asked}, title)
    trier = _Trier(start, budget, names, (seeds[:replicates], sets[:replicates]), work, place,
                   trials + 2 * most + 1)  # fmt: skip
    first = as_decided(start, budget)
    found = search(choices(start, budget), trier.upwards, trials, (first, seed), trier.tried)
    return _judged(trier, found, (seeds[replicates:], sets[replicates:]), most)


@dataclass(frozen=True)
class _Trier:
    """Runs generations of plans and says how they did."""

    start: Scenario
    budget: Budget
    ends: tuple[str, ...]
    luck: tuple[Sequence[int], Sets]
    work: Work
    place: Study | None
    parts: int

    @property
    def upwards(self) -> list[bool]:
        """Of each end, whether more is better."""
        return [outcome(name).better != "lower" for name in self.ends]

    def tried(self, plans: Sequence[Decisions], before: int) -> Tried:
        """Return the ends of a generation, and by how much money each plan is over budget."""
        cases = [decided(self.start, self.budget, plan) for plan in plans]
        rows = [np.nan_to_num(one).mean(axis=0) for one in self.lived(cases, self.luck, before)]
        return [(row[_numbers(self.ends)], self.over(row)) for row in rows]

    def lived(
        self, cases: Sequence[Scenario], luck: tuple[Sequence[int], Sets], before: int
    ) -> list[np.ndarray]:
        """Return what becomes of each case: [pair, outcome]."""
        tasks = [partial(measured, (case,), *luck) for case in cases]
        threads = self.work.threads(cases, 1)
        found = self.work.carried_out(tasks, self.place, threads, before, self.parts)
        return [arrays["values"][0] for arrays in found]

    def over(self, row: np.ndarray) -> float:
        """Return by how much the money of these mean outcomes is over budget."""
        if self.budget.money is None:
            return 0.0
        return float(max(0.0, row[_numbers(["money"])[0]] - self.budget.money))


def _judged(
    trier: _Trier, found: Sequence[Found], luck: tuple[Sequence[int], Sets], most: int
) -> Plans:
    """Return the best few plans of the front, on luck that the search had not seen."""
    within = [one for one in found if one.over == 0.0]
    if not within:
        raise AddaError("no plan that was tried stays within the money: allow more, or more trials")
    seen = np.stack([one.ends for one in within])
    front = np.flatnonzero(not_beaten(seen, trier.upwards))
    few = [within[front[i]] for i in best_few(seen[front], trier.upwards, 2 * most)]
    cases = [decided(trier.start, trier.budget, one.decisions) for one in few]
    # Numbered after every trial, so that more trials never meet a part of another meaning.
    begun, *fresh = trier.lived([trier.start, *cases], luck, trier.parts - 2 * most - 1)
    judged = [
        (case, one, values, np.nan_to_num(values).mean(axis=0))
        for case, one, values in zip(cases, few, fresh, strict=True)
    ]
    judged = [plan for plan in judged if trier.over(plan[3]) == 0.0]
    if not judged:
        raise AddaError("no plan stays within the money on fresh luck: allow more, or more trials")
    ends = np.stack([means[_numbers(trier.ends)] for *_, means in judged])
    stays = not_beaten(ends, trier.upwards)
    chosen = [i for i in best_few(ends, trier.upwards, len(judged)) if stays[i]][:most]
    plans = [
        Plan("", case, dict(zip(trier.ends, one.ends.tolist(), strict=True)), values)
        for case, one, values, _ in (judged[i] for i in chosen)
    ]
    begin = Plan(translator()(START), trier.start, {}, begun, front=False)
    return Plans(
        trier.budget, trier.ends, begin, lettered(plans), len(found), seen[front], len(front)
    )


def checked_ends(ends: Sequence[str]) -> tuple[str, ...]:
    """Return the names of ends, or raise AddaError for what is none."""
    names = tuple(outcome(name).name for name in ends)
    if not names or len(set(names)) < len(names):
        raise AddaError("ends: name one or more outcomes, each once")
    for name in names:
        if outcome(name).better == "neither":
            raise AddaError(f"'{name}' is no end: which way is better is yours to say")
    return names


def _checked_counts(trials: int, fresh: int, most: int) -> None:
    limits = {"trials": (trials, 2, 100_000), "fresh": (fresh, 2, 10_000)}
    for name, (value, low, high) in {**limits, "most": (most, 1, len(LETTERS))}.items():
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not low <= value <= high:
            said = f"allowed is a whole number, {low} to {high:,}"
            raise AddaError(f"{name} is {shown(value)}, {said}")


def _numbers(names: Sequence[str]) -> list[int]:
    order = list(OUTCOMES)
    return [order.index(name) for name in names]
