"""Compare: two scenarios, pair by pair, on the same worlds and with the same luck."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from sim import draws
from sim.errors import AddaError, check_whole
from sim.outcomes import OUTCOMES, Window, horizons
from sim.running import run
from sim.scenarios import Scenario, check_scenario
from sim.study.accepted import Behaviour, drawn, taken, told_apart
from sim.study.comparison import Comparison
from sim.study.own_sets import OwnSets
from sim.study.room import threads_that_fit
from sim.study.runner import Cancelled, Progress, check_scheduler, finished, worker_count
from sim.study.store import SETS, Store, Study, check_store, identity
from sim.told import check_told
from sim.world import checked_seed

if TYPE_CHECKING:
    from sim.trace import Run
    from sim.world import World

REPLICATE = 200  # purposes of draws: 200 and up belong to studies
MOST_PAIRS = 100_000


@dataclass(frozen=True)
class Pair:
    """What is kept of one pair of runs: values[arm, horizon, outcome], daily name -> [arm, day]."""

    values: np.ndarray
    daily: Mapping[str, np.ndarray]
    runs: "tuple[Run, Run] | None" = field(default=None, repr=False)


def compare(  # noqa: PLR0913 - the front door; all but the two scenarios are optional
    a: Scenario,
    b: Scenario,
    replicates: int = 32,
    seed: int = 0,
    *,
    days: int | None = None,
    fix_world: bool = False,
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
) -> Comparison:
    """Run two scenarios in pairs that differ in nothing but the strategy, and compare them.

    Pair i lives on a world of its own, drawn from the pair's seed and the same for both arms
    (`fix_world`: all on the world of the first pair), and both arms share every draw that means
    the same. days: instead of the scenarios' own. parameters: behaviour that differs, by name, or
    "accepted": a set for each pair, the same for both arms, from those that calibration did not
    rule out, so that not knowing people better reaches the verdict beside luck, or the path of a
    file of sets of one's own (or its `OwnSets`), from which the market's people are drawn too.
    workers, scheduler, progress, cancel: as in `run_tasks`, in pairs. store: where finished pairs
    are kept and found again, so that a study that was stopped goes on, and one with more pairs only
    adds to it.

    Raises AddaError for scenarios that cannot be compared, and Cancelled on request; its `partial`
    is the comparison of the pairs that were finished, if there are two or more.
    """
    a, b = checked_arms(a, b, days)
    check_told(progress, cancel)
    check_scheduler(scheduler)
    check_store(store)
    seed = checked_seed(seed)
    seeds = replicate_seeds(seed, replicates)
    parameters = taken(parameters)
    people = drawn(parameters, a.market, replicates, seed)
    question = Question(a, b, seed, fix_world, parameters)
    arms = [(one.at(a), one.at(b)) for one in people]
    world = _world(arms[0][0], seeds[0]) if fix_world else None
    # A run on this machine stops in its tracks; one elsewhere cannot hear of it.
    heard = cancel if scheduler is None else None
    tasks = [
        partial(run_pair, *both, pair_seed, one.behaviour, world, heard)
        for both, pair_seed, one in zip(arms, seeds, people, strict=True)
    ]
    workers = threads_that_fit(a, 2, worker_count(workers))
    start = partial(finished, workers=workers, scheduler=scheduler, cancel=cancel)
    found: dict[int, Pair] = {}
    try:
        _live(tasks, found, question.place_in(store), start, progress)
    except Cancelled:
        some = question.answered(seeds, found) if len(found) > 1 else None
        raise Cancelled(dict(found), some) from None
    return question.answered(seeds, found)


@dataclass(frozen=True)
class Question:
    """What a comparison asks: all that its pairs depend on, besides how many there are."""

    a: Scenario
    b: Scenario
    seed: int
    fix_world: bool
    parameters: Behaviour

    def place_in(self, store: Store | str | Path | None) -> Study | None:
        """Return the place of this question in a store; however many pairs, it is the same one."""
        if store is None:
            return None
        place = store if isinstance(store, Store) else Store(store)
        a, b = self.a, self.b
        title = f"{a.strategy.name} against {b.strategy.name} on {a.market.name}, {a.days} days"
        inputs = {
            "a": identity(a),
            "b": identity(b),
            "seed": self.seed,
            "fix_world": self.fix_world,
            "parameters": told_apart(self.parameters),
        }
        study = place.study("compare", inputs, title)
        own = self.parameters
        return replace(study, files={SETS: own.content}) if isinstance(own, OwnSets) else study

    def answered(self, seeds: tuple[int, ...], found: Mapping[int, Pair]) -> Comparison:
        """Return the comparison of the pairs found, in the order of their numbers."""
        numbers = sorted(found)
        pairs = [found[number] for number in numbers]
        names = pairs[0].daily
        return Comparison(
            self.a,
            self.b,
            self.seed,
            seeds=tuple(seeds[number] for number in numbers),
            horizons=horizons(self.a.days),
            values=np.stack([pair.values for pair in pairs], axis=1),
            daily={name: np.stack([pair.daily[name] for pair in pairs], axis=1) for name in names},
            fix_world=self.fix_world,
            parameters=self.parameters,
            first=pairs[0].runs if numbers[0] == 0 else None,
        )


def checked_arms(a: Scenario, b: Scenario, days: int | None = None) -> tuple[Scenario, Scenario]:
    """Return both scenarios over the same days, or raise AddaError when they cannot be compared."""
    for name, arm in (("a", a), ("b", b)):
        check_scenario(arm, name)
    if days is not None:
        a, b = a.changed({"days": days}), b.changed({"days": days})
    if a.market != b.market:
        raise AddaError(
            "a is on market '{one}' and b on '{other}' or a changed one: only"
            " strategies on the same market can be compared",
            one=a.market.name,
            other=b.market.name,
        )
    for key in ("days", "start_date"):
        mine, theirs = getattr(a, key), getattr(b, key)
        if mine != theirs:
            raise AddaError(
                "a has {key} {mine} and b {theirs}, they must be the same",
                key=key,
                mine=mine,
                theirs=theirs,
            )
    return a, b


def replicate_seeds(seed: int, replicates: int) -> tuple[int, ...]:
    """Return the seed of each pair, below 2**53; the first ones stay when more are asked for."""
    seed = checked_seed(seed)
    check_whole("replicates", replicates, 2, MOST_PAIRS)
    return tuple(int(draws.hash5(seed, REPLICATE, 0, i, 0)) >> 11 for i in range(replicates))


def run_pair(  # noqa: PLR0913 - what a pair depends on, and what stops it
    a: Scenario,
    b: Scenario,
    seed: int,
    parameters: Mapping[str, float],
    world: "World | None" = None,
    cancel: Event | None = None,
) -> Pair:
    """Run both arms on one world with one seed, and keep outcomes and daily columns.

    cancel: once it is set, Cancelled is raised.
    """
    world = world or _world(a, seed)
    runs = (
        run(a, seed, world=world, parameters=parameters, cancel=cancel),
        run(b, seed, world=world, parameters=parameters, cancel=cancel),
    )
    windows = [[Window(arm, day) for day in horizons(a.days)] for arm in runs]
    values = np.array(
        [[[one.measure(seen) for one in OUTCOMES.values()] for seen in arm] for arm in windows]
    )
    ends = [arm[-1].daily for arm in windows]
    daily = {name: np.stack([end[name] for end in ends]) for name in ends[0]}
    return Pair(values, daily, runs)


def _world(scenario: Scenario, seed: int) -> "World":
    from sim.world import World

    return World.from_market(scenario.market, seed)


def _live(
    tasks: Sequence[Callable[[], Pair]],
    found: dict[int, Pair],
    study: Study | None,
    start: Callable,
    progress: Progress | None,
) -> None:
    """Fill `found` with every pair: from the study's place, else by running it."""
    if study is not None:
        found.update(_kept(study, len(tasks)))
    missing = [number for number in range(len(tasks)) if number not in found]
    if progress is not None:
        progress(len(found), len(tasks))
    with closing(start([tasks[number] for number in missing])) as results:
        for place, pair in results:
            number = missing[place]
            # The tables of one pair are kept, those of all would not fit.
            found[number] = pair if number == 0 else Pair(pair.values, pair.daily)
            if study is not None:
                study = _write(study, number, pair)
            if progress is not None:
                progress(len(found), len(tasks))


def _kept(study: Study, pairs: int) -> dict[int, Pair]:
    found = {}
    for number in range(pairs):
        columns = study.read(number)
        if columns is not None:
            values = columns.pop("values")
            found[number] = Pair(values, columns)
    return found


def _write(study: Study, number: int, pair: Pair) -> Study | None:
    """Keep a pair; a disk that is full does not end a study that is going well."""
    try:
        study.write(number, {"values": pair.values, **pair.daily})
    except OSError as error:
        warnings.warn(
            f"finished pairs can no longer be kept in '{study.folder}': {error.strerror}",
            stacklevel=2,
        )
        return None
    return study
