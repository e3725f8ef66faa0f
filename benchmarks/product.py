"""Adda as users feel it: the full model, worlds, a comparison, two threads, starting up."""

import subprocess
import sys
from functools import partial
from time import perf_counter
from typing import Any

import sim
from benchmarks.machine import peak_megabytes, resident_megabytes
from benchmarks.pairs import compared, repeat, spread, take_turns, timed
from sim.study.runner import run_tasks

STRATEGY, OTHER, MARKET, DAYS = "interest_centric", "brand_centric", "boutique", 90
WARM_UP_PEOPLE = 300

Task = dict[str, Any]


def scenario(people: int, strategy: str = STRATEGY) -> sim.Scenario:
    """Return the default scenario on the default market with so many people."""
    return sim.scenario(strategy, MARKET, days=DAYS).changed({"market.people": people})


def warm_up() -> None:
    """Let everything be loaded and compiled."""
    sim.run(scenario(WARM_UP_PEOPLE), seed=0).outcomes()


def full(task: Task) -> Task:
    """Time the world and the full model at so many `people`, with the most memory it took."""
    warm_up()
    case, before = scenario(task["people"]), resident_megabytes()
    make = timed(_nothing, partial(sim.World.from_market, case.market))
    build = repeat(make, task["pairs"], task["seconds"])
    world = sim.World.from_market(case.market, 1)
    sizes: list[int] = []

    def live(seed: int) -> None:
        run = sim.run(case, seed, world=world)
        sizes.append(sum(column.nbytes for t in run.tables.values() for column in t.values()))

    runs = repeat(timed(_nothing, live), task["pairs"], task["seconds"])
    return {
        "build": spread(build),
        "run": spread(runs),
        "days": DAYS,
        "world_megabytes": world.nbytes / 1024**2,
        "table_megabytes": sizes[-1] / 1024**2,
        "before_megabytes": before,
        "peak_megabytes": peak_megabytes(),
    }


def engines(task: Task) -> Task:
    """Let the compiled and the Mesa engine live through the same run in turns."""
    warm_up()
    case = scenario(task["people"])
    world = sim.World.from_market(case.market, 1)
    ours, mesa = (
        timed(_nothing, partial(_run_on, engine, case, world)) for engine in ("compiled", "mesa")
    )
    return compared(take_turns(ours, mesa, task["pairs"], task["seconds"]))


def _run_on(engine: str, case: sim.Scenario, world: sim.World, seed: int) -> None:
    sim.run(case, seed, world=world, engine=engine)


def compare(task: Task) -> Task:
    """Time the default comparison: two strategies, `replicates` pairs, verdict included."""
    warm_up()
    a, b = scenario(task["people"], OTHER), scenario(task["people"])

    def ask(seed: int) -> None:
        sim.compare(a, b, replicates=task["replicates"], seed=1000 * seed).verdict()

    return {"run": spread(repeat(timed(_nothing, ask), task["pairs"], task["seconds"]))}


def threads(task: Task) -> Task:
    """Let two threads and one do the same replicates in turns, each with a world of its own."""
    warm_up()
    case = scenario(task["people"])

    def replicates(workers: int, seed: int) -> None:
        seeds = range(100 * seed, 100 * seed + task["replicates"])
        run_tasks([partial(_measured, case, one) for one in seeds], workers=workers)

    two, one = (timed(_nothing, partial(replicates, workers)) for workers in (2, 1))
    return compared(take_turns(two, one, task["pairs"], task["seconds"]))


def _measured(case: sim.Scenario, seed: int) -> object:
    return sim.run(case, seed).outcomes()


def starting(task: Task) -> Task:
    """Time new processes: importing `sim`, and importing it and running once."""
    first_run = f"import sim; sim.run(sim.scenario({STRATEGY!r}), seed=1)"
    return {
        name: spread(repeat(partial(_new_process, code), task["pairs"], task["seconds"]))
        for name, code in {"import": "import sim", "first_run": first_run}.items()
    }


def _new_process(code: str, _seed: int) -> float:
    began = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return perf_counter() - began


def _nothing(_seed: int) -> None:
    """There is nothing to make ready."""
