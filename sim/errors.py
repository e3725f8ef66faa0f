"""One way to tell a user what is wrong: a single sentence, and the nearest known name."""

from collections.abc import Iterable
from difflib import get_close_matches
from os import PathLike
from typing import Any

LONGEST_NUMBER = 10_000  # bits; Python refuses to write out much longer ones


class AddaError(ValueError):
    """Input that cannot be used: the message says what, where and what is allowed.

    The command line prints the message and exits with 2; workbooks show it in a box.
    """


class Cancelled(AddaError):
    """A run or a study was stopped on request.

    `finished`: results of a study so far, by the number of their task; `partial` holds what the
    study can already say of them, or None.
    """

    def __init__(self, finished: dict[int, Any] | None = None, partial: Any = None):
        super().__init__("stopped on request")
        self.finished, self.partial = finished or {}, partial


def nearest(name: object, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known name most like `name`, or an empty string."""
    names = {known_name.lower(): known_name for known_name in map(str, known)}
    found = get_close_matches(str(name).lower()[:200], list(names), n=1, cutoff=0.5)
    return f"; did you mean '{names[found[0]]}'?" if found else ""


def shown(value: object, limit: int = 60) -> str:
    """Return `value` as text that is safe in a terminal and in a sentence: printable, and short.

    A long path loses its beginning, as its end says which file it is; other text loses its end.
    """
    endless = isinstance(value, int) and value.bit_length() > LONGEST_NUMBER
    text = "a number of thousands of digits" if endless else str(value)
    if len(text) <= limit:
        return _printable(text)
    if isinstance(value, PathLike):
        return "…" + _printable(text[-limit:])
    return _printable(text[:limit]) + "…"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
