"""Told: who is told how far a long piece of work is, and what may stop it."""

from typing import Any

from sim.errors import AddaError, shown


def check_told(progress: Any, cancel: Any) -> None:
    """Refuse a `progress` that cannot be called, and a `cancel` that cannot be set."""
    if progress is not None and not callable(progress):
        raise AddaError(
            "progress is {given}, it must be a function of (done, total), or None",
            given=shown(progress),
        )
    if cancel is not None and not callable(getattr(cancel, "is_set", None)):
        raise AddaError(
            "cancel is {given}, it must be a threading.Event that somebody sets, or None",
            given=shown(cancel),
        )
