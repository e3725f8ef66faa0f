"""Work: how a study is carried out. On how many threads or where, who is told, what is kept."""

import math
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np

from sim.errors import AddaError, Cancelled, shown
from sim.scenarios import Scenario
from sim.study.room import run_bytes, threads_that_fit
from sim.study.runner import Progress, Task, check_scheduler, finished, reached, worker_count
from sim.study.store import Store, Study, check_store
from sim.told import check_told
from sim.words import _, ngettext, number

Arrays = Mapping[str, np.ndarray]
Tell = Callable[[str], None]
MINUTE = 60


@dataclass(frozen=True)
class Work:
    """What every study may be given, besides its question.

    workers: threads (default: all processors). scheduler: address of a Dask cluster instead.
    progress: called with (done, total). cancel: an event that stops the study. store: a folder in
    which finished parts are kept and found again. tell: is told what it will cost before it starts.
    """

    workers: int | None = None
    scheduler: str | None = None
    progress: Progress | None = None
    cancel: Event | None = None
    store: Store | str | Path | None = None
    tell: Tell | None = None

    def __post_init__(self) -> None:
        check_told(self.progress, self.cancel)
        check_scheduler(self.scheduler)
        check_store(self.store)
        if self.tell is not None and not callable(self.tell):
            raise AddaError(
                "tell is {given}, it must be a function that takes a sentence, or None",
                given=shown(self.tell),
            )

    def place(
        self, kind: str, inputs: Mapping, title: str, asked: Mapping | None = None
    ) -> Study | None:
        """Return where the parts of a study are kept, if anywhere."""
        if self.store is None:
            return None
        store = self.store if isinstance(self.store, Store) else Store(self.store)
        return store.study(kind, inputs, title, asked)

    def threads(self, cases: Sequence[Scenario], runs: int) -> int:
        """Return how many threads fit into memory with `runs` runs of the largest case on each."""
        return threads_that_fit(max(cases, key=run_bytes), runs, worker_count(self.workers))

    def say_cost(self, case: Scenario, runs: int, again: Callable[[], object]) -> None:
        """Tell how many runs a study takes and about how long; `again` is one run, timed once."""
        if self.tell is None:
            return
        if self.scheduler is not None:
            reached(self.scheduler)
        again()  # the first one may compile
        began = time.perf_counter()
        again()
        each = time.perf_counter() - began
        threads = None if self.scheduler else self.threads([case], 1)
        self.tell(cost_sentence(case, runs, each, threads))

    def carried_out(
        self,
        tasks: Sequence[Task[Arrays]],
        place: Study | None,
        workers: int,
        numbers: Sequence[int] | None = None,
        total: int | None = None,
    ) -> list[Arrays]:
        """Return what every task gives: read where it was kept, else run.

        numbers: of the parts of the study that the tasks make (default: from 0), after all that
        came before; total: how many parts there will be. Raises Cancelled, with what was finished
        by the number of its task.
        """
        parts = range(len(tasks)) if numbers is None else numbers
        found = _kept(place, parts)
        missing = [task for task in range(len(tasks)) if task not in found]
        report = self.progress or _nobody
        begun = parts[0] if parts else 0
        total = total or begun + len(tasks)
        report(begun + len(found), total)
        results = finished([tasks[task] for task in missing], workers, self.scheduler, self.cancel)
        try:
            with closing(results):
                for order, result in results:
                    found[missing[order]] = result
                    place = kept_if_possible(place, parts[missing[order]], result)
                    report(begun + len(found), total)
        except Cancelled:
            raise Cancelled(dict(found)) from None
        return [found[task] for task in range(len(tasks))]


def kept_if_possible(place: Study | None, part: int, arrays: Arrays) -> Study | None:
    """Keep a part; a disk that is full does not end a study that is going well."""
    if place is None:
        return None
    try:
        place.write(part, arrays)
    except OSError as error:
        said = f"finished parts can no longer be kept in '{place.folder}': {error.strerror}"
        warnings.warn(said, stacklevel=2)
        return None
    return place


def cost_sentence(case: Scenario, runs: int, each: float, threads: int | None) -> str:
    """Return what so many runs take, each of so many seconds; threads None: on a cluster."""
    words = {"runs": number(runs), "people": number(case.market.people), "days": number(case.days)}
    if threads is None:
        said = _(
            "This takes {runs} runs of {people} people over {days} days; one takes {time} here."
        )
        return said.format(**words, time=time_said(each))
    said = ngettext(
        "This takes {runs} runs of {people} people over {days} days, about {time} on {threads}"
        " thread.",
        "This takes {runs} runs of {people} people over {days} days, about {time} on {threads}"
        " threads.",
        threads,
    )
    return said.format(**words, time=time_said(runs * each / threads), threads=number(threads))


def time_said(seconds: float) -> str:
    """Return a time as a person would say it."""
    if seconds < 1:
        return _("{time} ms").format(time=number(math.ceil(1000 * seconds)))
    if seconds < 2 * MINUTE:
        return _("{time} s").format(time=number(math.ceil(seconds)))
    if seconds < 120 * MINUTE:
        return _("{time} min").format(time=number(math.ceil(seconds / MINUTE)))
    return _("{time} h").format(time=number(seconds / MINUTE / MINUTE, decimals=1))


def _kept(place: Study | None, parts: Sequence[int]) -> dict[int, Arrays]:
    if place is None:
        return {}
    read = ((task, place.read(part)) for task, part in enumerate(parts))
    return {task: arrays for task, arrays in read if arrays is not None}


def _nobody(_done: int, _total: int) -> None:
    """Report to nobody."""
