"""Side by side: runs several scenarios on the same worlds with the same luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError
from sim.outcomes import OUTCOMES, Outcome, Window
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, Drawn, drawn
from sim.study.compare import replicate_seeds
from sim.study.room import threads_that_fit
from sim.study.runner import Progress, run_tasks, worker_count
from sim.study.ways import Ways
from sim.told import check_told
from sim.words import translator

if TYPE_CHECKING:
    from sim.trace import Run
    from sim.world import World

FEWEST, MOST = 2, 24


def run_ways(  # noqa: PLR0913 - all but the ways are optional
    ways: Mapping[str, Scenario],
    replicates: int = 16,
    seed: int = 0,
    *,
    further: Sequence[Outcome] = (),
    main: Sequence[str] = Ways.main,
    lang: str = "en",
    parameters: Behaviour | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Ways:
    """Run scenarios side by side: round i of all of them has one seed.

    ways: label -> scenario, 2 to 24 of them, over the same days. Those on the same market share
    the world; those on changed markets have worlds of the same seed. further: outcomes besides
    those of the registry. main, lang: what the answer tells of, and in which language. parameters,
    workers, progress, cancel: as in `compare`.

    Raises AddaError for ways that cannot be set side by side, and Cancelled on request.
    """
    if not FEWEST <= len(ways) <= MOST:
        raise AddaError(
            "{count} ways were given, allowed are {least} to {most}",
            count=len(ways),
            least=FEWEST,
            most=MOST,
        )
    scenarios = tuple(ways.values())
    lengths = sorted({each.days for each in scenarios})
    if len(lengths) > 1:
        raise AddaError(
            "the ways last {days} days, they must last the same",
            days=", ".join(map(str, lengths)),
        )
    translator(lang)
    check_told(progress, cancel)
    seeds = replicate_seeds(seed, replicates)
    outcomes = {**OUTCOMES, **{one.name: one for one in further}}
    measured = tuple(outcomes.values())
    sets = drawn(parameters, scenarios[0].market, replicates, seed)
    rounds = zip(seeds, sets, strict=True)
    tasks = [partial(_lived, scenarios, each, measured, people) for each, people in rounds]
    threads = threads_that_fit(scenarios[0], len(scenarios), worker_count(workers))
    first = tasks[0](keep=True)
    rest = run_tasks(tasks[1:], threads, None, progress, cancel)
    lived = [first, *rest]
    return Ways(
        labels=tuple(ways),
        scenarios=scenarios,
        seeds=seeds,
        outcomes=outcomes,
        values=np.stack([each.values for each in lived], axis=1),
        daily={
            name: np.stack([each.daily[name] for each in lived], axis=1) for name in first.daily
        },
        runs=first.runs,
        lang=lang,
        main=tuple(main),
    )


@dataclass(frozen=True)
class _Lived:
    """One round: values[way, outcome], daily name -> [way, day], and the runs where kept."""

    values: np.ndarray
    daily: Mapping[str, np.ndarray]
    runs: "tuple[Run, ...]"


def _lived(
    scenarios: tuple[Scenario, ...],
    seed: int,
    outcomes: tuple[Outcome, ...],
    people: Drawn,
    keep: bool = False,
) -> _Lived:
    """Live through every way once; the tables of the runs are kept only on request."""
    worlds: list[tuple[Any, World]] = []
    values, daily, runs = [], [], []
    for each in map(people.at, scenarios):
        done = run(each, seed, world=_world(each, seed, worlds), parameters=people.behaviour)
        window = Window(done)
        values.append([one.measure(window) for one in outcomes])
        daily.append(window.daily)
        runs += [done] if keep else []
    columns = {name: np.stack([day[name] for day in daily]) for name in daily[0]}
    return _Lived(np.array(values), columns, tuple(runs))


def _world(scenario: Scenario, seed: int, known: "list[tuple[Any, World]]") -> "World":
    """Return the world of a market, drawn once however many ways live on it."""
    from sim.world import World

    for market, world in known:
        if market == scenario.market:
            return world
    known.append((scenario.market, World.from_market(scenario.market, seed)))
    return known[-1][1]
