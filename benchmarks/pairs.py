"""Taking turns: A B A B ... in one process, so that a busy moment hits both alike."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter

LEAST_TO_WARM_UP = 3

Timed = Callable[[int], float]


def timed(ready: Callable[[int], object], run: Callable[[int], object]) -> Timed:
    """Return a function that makes a run of a seed ready, then tells its seconds."""

    def seconds(seed: int) -> float:
        ready(seed)
        gc.collect()
        began = perf_counter()
        run(seed)
        return perf_counter() - began

    return seconds


def take_turns(ours: Timed, theirs: Timed, most: int, seconds: float) -> list[tuple[float, float]]:
    """Return pairs of seconds; stops after `most` pairs, or when `seconds` are over.

    The first pair warms up and is dropped, unless the runs are so slow that few pairs remain.
    """
    taken: list[tuple[float, float]] = []
    began = perf_counter()
    for seed in range(1, most + 2):
        taken.append((ours(seed), theirs(seed)))
        if perf_counter() - began > seconds:
            break
    return taken[1:] if len(taken) > LEAST_TO_WARM_UP else taken


def repeat(run: Timed, most: int, seconds: float) -> list[float]:
    """Return the seconds of runs by themselves, with the same rules as `take_turns`."""
    return [one for one, _none in take_turns(run, lambda _seed: 0.0, most, seconds)]


def spread(values: list[float]) -> dict[str, float]:
    """Return median, least and most."""
    return {"median": median(values), "min": min(values), "max": max(values), "runs": len(values)}


def compared(pairs: list[tuple[float, float]]) -> dict[str, dict[str, float]]:
    """Return seconds of both, and how many times as long the other took, pair by pair."""
    return {
        "ours": spread([ours for ours, _theirs in pairs]),
        "theirs": spread([theirs for _ours, theirs in pairs]),
        "ratio": spread([theirs / ours for ours, theirs in pairs]),
    }
