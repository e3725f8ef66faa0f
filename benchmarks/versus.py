"""Adda beside a peer, or beside the memory-bound limit: first the answer, then the time."""

import gc
from time import perf_counter
from typing import Any

from benchmarks.machine import forget_peak, peak_megabytes, resident_megabytes
from benchmarks.pairs import compared, take_turns, timed
from benchmarks.peers import runner_of
from benchmarks.works import WORKS

CHECK_PEOPLE = 10_000

Task = dict[str, Any]


def pair(task: Task) -> Task:
    """Let Adda and `peer` do `work` with so many `people` in turns; not timed if they disagree."""
    names = {"ours": "Adda", "theirs": task["peer"]}
    kinds = {who: runner_of(name, task["work"]) for who, name in names.items()}
    small = WORKS[task["work"]].of(min(task["people"], CHECK_PEOPLE))
    answers = {who: answer(kind, small, task["checks"]) for who, kind in kinds.items()}
    if not all(each["agrees"] for each in answers.values()):
        return {"answers": answers, "agrees": False}
    work = WORKS[task["work"]].of(task["people"])
    if task["work"] == "cascade":
        work.rows  # noqa: B018 - made once, so that nobody's building pays for it
    built, runners = {}, []
    for who, kind in kinds.items():
        began = perf_counter()
        runners.append(kind(work))
        built[who] = perf_counter() - began
    ours, theirs = (timed(runner.ready, runner.run) for runner in runners)
    pairs = take_turns(ours, theirs, task["pairs"], task["seconds"])
    return {"answers": answers, "agrees": True, "built": built, **compared(pairs)}


def answer(kind: type, work: Any, runs: int) -> Task:
    """Return the mean answer over some runs beside the expected one."""
    runner = kind(work)
    counts = []
    for seed in range(runs):
        runner.ready(seed)
        counts.append(runner.run(seed))
    mean = sum(counts) / len(counts)
    expected = work.expected if getattr(kind, "decides", True) else work.people
    agrees = abs(mean - expected) <= work.tolerance(len(counts))
    return {"mean": mean, "expected": expected, "agrees": bool(agrees), "people": work.people}


def memory(task: Task) -> Task:
    """Return the most megabytes that building and one run take beyond the graph itself."""
    kind = runner_of(task["peer"], task["work"])
    work = WORKS[task["work"]].of(task["people"])
    if task["work"] == "cascade":
        work.rows  # noqa: B018 - as above
    gc.collect()
    before = resident_megabytes()
    forget_peak()
    runner = kind(work)
    runner.ready(1)
    runner.run(1)
    return {"megabytes": peak_megabytes() - before}
