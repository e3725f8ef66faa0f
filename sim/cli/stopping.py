"""Ctrl-C: one sentence and exit code 130 at once, wherever the program is.

An exception cannot be raised safely in the middle of compiled code and its callbacks, so the
program ends there and then, after undoing what is half done. Only where others must be told to stop
(the kernel that runs a workbook) an exception is raised, as Python does.
"""

import _thread
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from sim.errors import Said

STOPPED = 130
SAID = Said("stopped, as you asked; nothing half-done is left behind")
AGAIN_SECONDS, PATIENCE = 4.0, 3
STUDY_SECONDS = 10.0  # how long what is running may take to come to its end

_undoing: list[Callable[[], object]] = []
_gentle = threading.Event()
_study: list[tuple[threading.Event, threading.Event]] = []  # asked to stop, has ended
_asked_for, _heard = threading.Event(), threading.Event()


@contextmanager
def stoppable() -> Iterator[None]:
    """Listen for Ctrl-C for a while, where this is the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _asked)
    try:
        yield
    finally:
        _heard.set()
        signal.signal(signal.SIGINT, before)


@contextmanager
def undone_if_stopped(undo: Callable[[], object]) -> Iterator[None]:
    """Call `undo` if Ctrl-C ends the program meanwhile."""
    _undoing.append(undo)
    try:
        yield
    finally:
        _undoing.remove(undo)


@contextmanager
def gently() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt meanwhile, for what has others to stop."""
    _gentle.set()
    try:
        yield
    finally:
        _gentle.clear()


@contextmanager
def study_stopped_first() -> Iterator[threading.Event]:
    """Let the first Ctrl-C only set the event that is given, the next one end the program.

    For studies: what is running comes to its end, and what was finished is told. If that takes too
    long, the program ends all the same; finished parts are kept.
    """
    study = threading.Event(), threading.Event()
    _study.append(study)
    try:
        yield study[0]
    finally:
        study[1].set()
        _study.remove(study)


def asked_to_stop() -> bool:
    """Was Ctrl-C pressed? Says so, once, in a sentence."""
    if _asked_for.is_set() and not _heard.is_set():
        _heard.set()
        click.echo(f"adda: {SAID}", err=True)
    return _asked_for.is_set()


def _asked(_number: int, _frame: FrameType | None) -> None:
    if _study and not _study[-1][0].is_set():
        asked, ended = _study[-1]
        asked.set()
        threading.Thread(target=_leave_unless, args=(ended,), daemon=True).start()
        return
    if not _gentle.is_set():
        _leave()
    if not _asked_for.is_set():
        _asked_for.set()
        threading.Thread(target=_insist, daemon=True).start()
    raise KeyboardInterrupt


def _leave() -> None:
    """Undo what is half done, say so, and end without unwinding."""
    for undo in reversed(_undoing):
        with suppress(Exception):
            undo()
    click.echo(f"adda: {SAID}", err=True)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(STOPPED)


def _leave_unless(ended: threading.Event) -> None:
    """End the program if the study does not in time."""
    if not ended.wait(STUDY_SECONDS):
        _leave()


def _insist() -> None:
    """Interrupt again where a callback swallowed it; end in the last resort."""
    for _ in range(PATIENCE):
        if _heard.wait(AGAIN_SECONDS):
            return
        _interrupt()
    _leave()


def _interrupt() -> None:
    """Send Ctrl-C to the main thread; a real signal wakes it where it waits for others."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
