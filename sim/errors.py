"""One way to tell a user what is wrong: a single sentence, and the nearest known name."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_NUMBER = 10_000  # bits; Python refuses to write out much longer ones


class AddaError(ValueError):
    """Input that cannot be used: the message says what, where and what is allowed.

    The command line prints the message and exits with 2; workbooks show it in a box.
    """


def nearest(name: object, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known name most like `name`, or an empty string."""
    names = {known_name.lower(): known_name for known_name in map(str, known)}
    found = get_close_matches(str(name).lower()[:200], list(names), n=1, cutoff=0.5)
    return f"; did you mean '{names[found[0]]}'?" if found else ""


def shown(value: object, limit: int = 60) -> str:
    """Return `value` as text that is safe in a terminal and in a sentence: printable, and short."""
    endless = isinstance(value, int) and value.bit_length() > LONGEST_NUMBER
    text = "a number of thousands of digits" if endless else str(value)
    text = "".join(letter if letter.isprintable() else "?" for letter in text[: limit + 1])
    return text if len(text) <= limit else text[:limit] + "…"
