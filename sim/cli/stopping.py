"""Ctrl-C: heard at once, also where compiled code or waiting threads would swallow it."""

import _thread
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sim.cli.screen import complain

STOPPED = 130
SAID = "stopped, as you asked; nothing half-done is left behind"
AGAIN_SECONDS, PATIENCE = 0.5, 10


class Stopping:
    """What is known of a wish to stop: `asked` by the user, `heard` by the program."""

    def __init__(self) -> None:
        self.asked, self.heard = threading.Event(), threading.Event()

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Interrupt what is going on, and see to it that this is heard."""
        if not self.asked.is_set():
            self.asked.set()
            threading.Thread(target=self._insist, daemon=True).start()
        raise KeyboardInterrupt

    def leave(self, code: int) -> int:
        """Return `code`, or end at once where threads of a stopped study may still be at work."""
        self.heard.set()
        if self.asked.is_set():
            sys.stdout.flush()
            os._exit(code)
        return code

    def _insist(self) -> None:
        """Interrupt again and again, for callbacks swallow errors; end in the last resort."""
        for _ in range(PATIENCE):
            if self.heard.wait(AGAIN_SECONDS):
                return
            _interrupt()
        complain(SAID)
        os._exit(STOPPED)


def _interrupt() -> None:
    """Send Ctrl-C to the main thread; a real signal wakes it where it waits for others."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


@contextmanager
def stoppable() -> Iterator[Stopping]:
    """Listen for Ctrl-C for a while, where this is the main thread."""
    stopping = Stopping()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    before = signal.signal(signal.SIGINT, stopping.ask)
    try:
        yield stopping
    finally:
        stopping.heard.set()
        signal.signal(signal.SIGINT, before)
