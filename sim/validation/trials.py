"""Trials: the same set-up lived through with many seeds, on several processors."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TypeVar

from sim.study.runner import Progress, run_tasks

T = TypeVar("T")
# A task of several short runs: handing out each one alone would cost more than some of them.
TASKS = 100


@dataclass(frozen=True)
class Trials:
    """How trials are run. workers, progress, cancel: as in `sim.study.runner.run_tasks`."""

    workers: int | None = None
    progress: Progress | None = None
    cancel: Event | None = None

    def each(self, trial: Callable[[int], T], count: int, first: int = 0) -> list[T]:
        """Return trial(seed) for so many seeds from `first` on, in their order."""
        step = max(1, count // TASKS)
        ends = range(first, first + count, step)
        tasks = [partial(_several, trial, at, min(at + step, first + count)) for at in ends]
        found = run_tasks(tasks, self.workers, None, self.progress, self.cancel)
        return [one for some in found for one in some]


def _several(trial: Callable[[int], T], first: int, last: int) -> list[T]:
    return [trial(seed) for seed in range(first, last)]
