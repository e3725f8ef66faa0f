"""Job: work that takes a while, of which only the latest start counts.

In a notebook or an app the work runs in a thread and reports to the page's loop; without a loop
(a test, a script) it simply runs. A job that `follows` shows every answer it gets, in order, so
that a picture keeps moving while a slider is being dragged.
"""

import asyncio
import contextvars
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import traitlets

REPORT_SECONDS = 0.1
STANDS_BACK = 10  # of 19: how far the threads of long work let those go first that somebody sees
Work = Callable[["Ticket"], Any]


class Ticket:
    """What a running piece of work holds: whether it was cancelled, and whom to tell how far."""

    def __init__(self, report: Callable[[int, int], None]):
        self.cancel = threading.Event()
        self._report, self._last = report, 0.0

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is; at most ten times a second, but always the end."""
        now = time.monotonic()
        if done >= total or now - self._last >= REPORT_SECONDS:
            self._last = now
            self._report(done, total)


class Job(traitlets.HasTraits):
    """Runs the latest work it was given. An older answer never arrives after a newer one.

    follows: a new start lets what runs finish, and its answer arrives too; else it is cancelled,
    and what runs stands back, with all threads it starts, for what somebody is looking at.
    """

    status = traitlets.Enum(["idle", "running", "done", "cancelled", "error"], "idle")
    done = traitlets.Int(0)
    total = traitlets.Int(0)
    error = traitlets.Instance(Exception, allow_none=True)

    def __init__(self, follows: bool = False) -> None:
        super().__init__()
        self.follows = follows
        self._threads = ThreadPoolExecutor(
            1, thread_name_prefix="adda-job", initializer=None if follows else _stand_back
        )
        self._task: asyncio.Task | None = None
        self._ticket: Ticket | None = None
        self._latest = self._stopped = 0
        self._started = 0.0

    def start(self, work: Work, arrived: Callable[[Any], None], delay: float = 0.0) -> None:
        """Begin `work` after `delay` seconds, in place of what ran before.

        work: takes a Ticket, whose `cancel` it should heed. arrived: is given what it returns.
        """
        self._supersede()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._run_here(work, arrived)
            return
        before = self._task
        self._task = loop.create_task(self._run(work, arrived, before, delay))

    def cancel(self) -> None:
        """Stop what runs or waits to run. What it would still return is thrown away.

        Where nothing runs, what the last work came to no longer counts either.
        """
        self._latest += 1
        self._stopped = self._latest
        if self.status in ("done", "error"):
            self.done = self.total = 0
            self.error, self.status = None, "idle"
        if self._ticket is not None:
            self._ticket.cancel.set()

    def _supersede(self) -> None:
        """Let a newer start take the place of what ran before."""
        if self.follows:
            self._latest += 1
        else:
            self.cancel()

    def _wanted(self, mine: int) -> bool:
        """Is an answer to the start of this number still to be shown?"""
        return mine >= self._stopped if self.follows else mine == self._latest

    async def wait(self) -> None:
        """Wait until nothing runs any more."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    @property
    def seconds_left(self) -> float:
        """Time still needed, if the rest goes as fast as what is done; 0 while nothing is known."""
        if not self.done or self.status != "running":
            return 0.0
        return (time.monotonic() - self._started) / self.done * (self.total - self.done)

    def _run_here(self, work: Work, arrived: Callable[[Any], None]) -> None:
        ticket = self._begin(self._tell)
        try:
            found = work(ticket)
            self.status = "done"
            arrived(found)
        except Exception as error:
            self._fail(error)
            raise
        finally:
            self._ticket = None

    async def _run(
        self, work: Work, arrived: Callable[[Any], None], before: asyncio.Task | None, delay: float
    ) -> None:
        mine = self._latest
        await asyncio.sleep(delay)
        if before is not None:
            await asyncio.wait([before])
        if mine != self._latest:
            return
        loop = asyncio.get_running_loop()

        def tell(done: int, total: int) -> None:
            loop.call_soon_threadsafe(self._tell, done, total)

        ticket = self._begin(tell)
        try:
            context = contextvars.copy_context()
            found = await loop.run_in_executor(self._threads, context.run, work, ticket)
            if self._wanted(mine):
                self.status = "done"
                arrived(found)
        except Exception as error:
            if mine == self._latest:
                self._fail(error)
        finally:
            self._ticket = None
        if not self._wanted(mine):
            self.status = "cancelled"

    def _begin(self, report: Callable[[int, int], None]) -> Ticket:
        self._ticket = Ticket(report)
        self._started = time.monotonic()
        self.done = self.total = 0
        self.error, self.status = None, "running"
        return self._ticket

    def _tell(self, done: int, total: int) -> None:
        self.total, self.done = total, done

    def _fail(self, error: Exception) -> None:
        self.error, self.status = error, "error"


def _stand_back() -> None:
    """Let other threads go first, where a thread can have a priority of its own (Linux)."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), STANDS_BACK)
