"""One way to tell a user what is wrong: a single sentence, and the nearest known name.

A sentence stands in the sources in English with gaps, and is put together when it is shown, in
the language that is spoken then:

    raise AddaError("day is {day}, this run has the days 1 to {last}", day=shown(day), last=90)

What a user typed, or is to type, goes into a gap as text; a number goes in as a number and is
written as a figure; a piece of language of its own is a `Said`.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from numbers import Integral, Real
from os import PathLike
from typing import Any

LONGEST_NUMBER = 10_000  # bits; Python refuses to write out much longer ones


class Said:
    """A sentence, or a piece of one, that `str` puts together in the language spoken then."""

    def __init__(self, text: str, /, **gaps: Any):
        self.text, self.gaps = text, {name: _kept(value) for name, value in gaps.items()}

    def __str__(self) -> str:
        from sim.words import current  # late: words refuse an unknown language in our way

        words = current()
        if not self.gaps:
            return words.gettext(self.text)
        filled = {
            name: words.number(float(value)) if isinstance(value, Real) else str(value)
            for name, value in self.gaps.items()
        }
        return words.gettext(self.text).format(**filled)

    def __repr__(self) -> str:
        return repr(str(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.text, self.gaps) == (other.text, other.gaps)

    def __hash__(self) -> int:
        return hash((self.text, *self.gaps.items()))


class AddaError(ValueError):
    """Input that cannot be used: the message says what, where and what is allowed.

    The command line prints the message and exits with 2; the studio and its panels show it. `said`
    is the message, which other sentences may hold; `words` are those that were spoken where it was
    raised, for one that is shown where no language is set, such as below a cell of a notebook.
    """

    def __init__(self, said: str | Said, /, **gaps: Any):
        from sim.words import current

        self.said, self.words = said if isinstance(said, Said) else Said(said, **gaps), current()
        super().__init__(self.said)

    def __str__(self) -> str:
        from sim.words import speaking, spoken

        with speaking(spoken() or self.words):
            return str(self.said)


class Cancelled(AddaError):
    """A run or a study was stopped on request.

    `finished`: results of a study so far, by the number of their task; `partial` holds what the
    study can already say of them, or None.
    """

    def __init__(self, finished: dict[int, Any] | None = None, partial: Any = None):
        super().__init__(Said("stopped on request"))
        self.finished, self.partial = finished or {}, partial

    def __reduce__(self) -> tuple[type["Cancelled"], tuple[dict[int, Any], Any]]:
        return type(self), (self.finished, self.partial)


def check_whole(name: str, value: Any, low: int, high: int) -> None:
    """Refuse what is no whole number from `low` to `high`."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or not low <= value <= high:
        raise AddaError(
            "{name} is {value}, allowed is a whole number, {low} to {high}",
            name=name,
            value=shown(value),
            low=low,
            high=high,
        )


def nearest(name: object, known: Iterable[str]) -> Said | str:
    """Return `; did you mean 'x'?` for the known name most like `name`, or an empty text."""
    names = {known_name.lower(): known_name for known_name in map(str, known)}
    found = get_close_matches(str(name).lower()[:200], list(names), n=1, cutoff=0.5)
    return Said("; did you mean '{name}'?", name=names[found[0]]) if found else ""


def one_of(names: Sequence[Said | str]) -> Said | str:
    """Return names as a choice, such as `a, b or c`; a Said among them is translated."""
    chosen = names[0]
    for name in names[1:-1]:
        chosen = Said("{one}, {other}", one=chosen, other=name)
    return Said("{one} or {other}", one=chosen, other=names[-1]) if names[1:] else chosen


def shown(value: object, limit: int = 60) -> str:
    """Return `value` as text that is safe in a terminal and in a sentence: printable, and short.

    A long path loses its beginning, as its end says which file it is; other text loses its end.
    """
    endless = isinstance(value, int) and value.bit_length() > LONGEST_NUMBER
    text = str(Said("a number of thousands of digits")) if endless else str(value)
    if len(text) <= limit:
        return _printable(text)
    if isinstance(value, PathLike):
        return "…" + _printable(text[-limit:])
    return _printable(text[:limit]) + "…"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _kept(value: Any) -> Any:
    """Return what a gap holds until it is shown: a piece of language, a figure, or text."""
    if isinstance(value, AddaError):
        return value.said
    is_figure = isinstance(value, Real) and not isinstance(value, bool)
    return value if is_figure or isinstance(value, Said) else str(value)
