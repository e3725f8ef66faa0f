"""Interrupts: Ctrl-C waits while compiled code runs, and comes when the state is whole again."""

import signal
import threading
from types import FrameType
from typing import Any


class HeldBack:
    """`with HeldBack():` lets Ctrl-C act after the block instead of in its middle.

    Compiled code calls back into Python, and an exception that is raised in such a callback would
    be lost. Python handles signals in the main thread only, so other threads need nothing.
    """

    def __init__(self) -> None:
        self._before: Any = None
        self._asked: tuple[int, FrameType | None] | None = None

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            before = signal.getsignal(signal.SIGINT)
            if callable(before):  # else it is ignored, or ends the process without Python
                self._before = before
                signal.signal(signal.SIGINT, self._ask)

    def __exit__(self, *_raised: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            if self._asked is not None:
                self._before(*self._asked)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = (number, frame)
