"""Runner: a list of independent tasks becomes a list of results, in the order of the tasks.

Threads in this process by default (the compiled kernel lets others work beside it), or a Dask
cluster by the address of its scheduler. What a task returns depends on the task alone, so the
results are the same whatever the number of workers and whoever finishes first.
"""

import logging
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from sim.errors import AddaError, Cancelled, shown
from sim.told import check_told

if TYPE_CHECKING:
    import distributed

T = TypeVar("T")
Task = Callable[[], T]
Progress = Callable[[int, int], None]
LOOK_SECONDS = 0.05
MOST_WORKERS = 1024
ANSWER_SECONDS = 5
FETCH_SECONDS = 5
PATIENCE_SECONDS = 20  # without any result, before the cluster is asked whether it has workers


def run_tasks(
    tasks: Sequence[Task[T]],
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> list[T]:
    """Run every task and return their results in the order of the tasks.

    workers: threads (default: as many as this process may use processors). scheduler: address of a
    Dask scheduler such as "tcp://127.0.0.1:8786", instead of threads; tasks must then be picklable.
    progress: called with (done, total) in the caller's thread. cancel: no further task begins once
    it is set, and Cancelled is raised with what was finished.

    An error in a task ends the run; of several, that of the earliest task is raised.
    """
    check_told(progress, cancel)
    found: dict[int, T] = {}
    if progress is not None:
        progress(0, len(tasks))
    try:
        with closing(finished(tasks, workers, scheduler, cancel)) as results:
            for number, result in results:
                found[number] = result
                if progress is not None:
                    progress(len(found), len(tasks))
    except Cancelled:
        raise Cancelled(found) from None
    return [found[number] for number in range(len(tasks))]


def finished(
    tasks: Sequence[Task[T]],
    workers: int | None = None,
    scheduler: str | None = None,
    cancel: Event | None = None,
) -> Generator[tuple[int, T]]:
    """Yield (number of the task, result) as they come; arguments as in `run_tasks`."""
    count = min(worker_count(workers), max(1, len(tasks)))
    stop = cancel or Event()
    if scheduler is not None:
        yield from _on_cluster(tasks, scheduler, stop)
    elif count == 1:
        yield from _one_by_one(tasks, stop)
    else:
        yield from _in_threads(tasks, count, stop)


def check_scheduler(scheduler: Any) -> None:
    """Refuse what is no address."""
    if scheduler is not None and not (isinstance(scheduler, str) and scheduler):
        raise AddaError(
            "scheduler is {given}, it must be an address such as 'tcp://127.0.0.1:8786', or None",
            given=shown(scheduler),
        )


def reached(scheduler: str) -> None:
    """Raise AddaError where no cluster that could do our work answers at an address."""
    _client(scheduler).close()


def worker_count(workers: int | None = None) -> int:
    """Return the number of threads to use; raises AddaError for an impossible one."""
    if workers is None:
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise AddaError(
            "workers is {workers}, it must be a whole number from 1", workers=shown(workers)
        )
    return min(workers, MOST_WORKERS)


def _one_by_one(tasks: Sequence[Task[T]], stop: Event) -> Iterator[tuple[int, T]]:
    for number, task in enumerate(tasks):
        if stop.is_set():
            raise Cancelled
        yield number, task()


def _in_threads(tasks: Sequence[Task[T]], count: int, stop: Event) -> Iterator[tuple[int, T]]:
    pool = ThreadPoolExecutor(count, thread_name_prefix="adda")
    running: dict[Future[T], int] = {}
    begun = 0
    try:
        while begun < len(tasks) or running:
            if stop.is_set():
                raise Cancelled
            # One more for each thread lies ready, so that nobody waits while a result is kept;
            # not all, so that a stop is quick.
            while begun < len(tasks) and len(running) < 2 * count:
                running[pool.submit(tasks[begun])] = begun
                begun += 1
            done, _rest = wait(running, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
            if any(future.exception() is not None for future in done):
                _raise_earliest(running)
            for future in sorted(done, key=running.__getitem__):
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _raise_earliest(running: dict[Future[T], int]) -> None:
    """Wait for what is running and raise the error of the earliest task.

    Tasks begin in order: every earlier one is finished or has begun, so which error it is does not
    depend on who was faster. Those that have not begun come later.
    """
    begun = [future for future in running if not future.cancel()]
    wait(begun)
    for future in sorted(begun, key=running.__getitem__):
        error = future.exception()
        if error is not None:
            raise error


def _on_cluster(tasks: Sequence[Task[T]], address: str, stop: Event) -> Iterator[tuple[int, T]]:
    """Yield results from a cluster. What a lost worker was doing, another one does again."""
    if not tasks:
        return
    with _client(address) as client:
        running = {client.submit(task, pure=False): number for number, task in enumerate(tasks)}
        watch = _Watch(client, address)
        try:
            while running:
                if stop.is_set():
                    raise Cancelled
                done = [future for future in running if future.done()]
                arrived = 0
                for future in sorted(done, key=running.__getitem__):
                    try:
                        result = watch.result(future)
                    except TimeoutError:  # its worker is lost: another one does it again
                        continue
                    arrived += 1
                    yield running.pop(future), result
                watch.look(seen=arrived > 0)
                if not arrived:
                    time.sleep(LOOK_SECONDS)
        finally:
            watch.let_go(list(running))


class _Watch:
    """Notices when a cluster is gone, so that nobody waits for it for ever."""

    def __init__(self, client: "distributed.Client", address: str):
        self.client, self.address = client, shown(address)
        self.alive = time.monotonic()

    def look(self, seen: bool) -> None:
        """Raise AddaError when the scheduler is gone, or all workers are and none comes back."""
        now = time.monotonic()
        if self.client.status not in ("running", "connecting"):
            raise self._gone()
        if seen:
            self.alive = now
        elif now - self.alive > PATIENCE_SECONDS:
            if not self._answers():
                raise self._gone()
            self.alive = now

    def result(self, future: "distributed.Future") -> Any:
        """Return what a task gave; raises TimeoutError when it is not there after all."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError

        try:
            return future.result(timeout=FETCH_SECONDS)
        except (FutureCancelledError, KilledWorker, CommClosedError) as error:
            raise self._gone() from error

    def let_go(self, rest: "list[distributed.Future]") -> None:
        """Tell the cluster that the rest is not wanted, where there still is one."""
        if rest and self.client.status == "running":
            with suppress(OSError, TimeoutError):
                self.client.cancel(rest)

    def _answers(self) -> bool:
        try:
            return bool(self.client.nthreads())
        except (OSError, TimeoutError):
            return False

    def _gone(self) -> AddaError:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it says the same in pages
        return AddaError(
            "the Dask cluster at '{address}' is gone, or has lost all its workers; what"
            " was finished is kept where there is a store, and the same study goes on"
            " from there",
            address=self.address,
        )


def _client(address: str) -> "distributed.Client":
    """Return a connection to a Dask cluster whose workers run the sources that we run."""
    import distributed

    from sim.running import source_hash

    try:
        client = distributed.Client(address, timeout=f"{ANSWER_SECONDS}s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise AddaError(
            "no Dask scheduler answers at '{address}'", address=shown(address)
        ) from error
    theirs = client.run(source_hash)
    if not theirs or set(theirs.values()) != {source_hash()}:
        client.close()
        if not theirs:
            raise AddaError(
                "the Dask cluster at '{address}' has no workers", address=shown(address)
            )
        raise AddaError(
            "the Dask cluster at '{address}' has workers with another version of Adda",
            address=shown(address),
        )
    return client
