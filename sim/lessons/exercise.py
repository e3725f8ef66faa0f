"""Exercise: a question whose answer is computed from runs, with hints that do not give it away."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.errors import AddaError, shown
from sim.lessons.answers import readings
from sim.words import _, number


@dataclass(frozen=True)
class Exercise:
    """A question of a lesson.

    question, options, hints, why: English messages. options: letter -> text, for a choice; without
    them the answer is a number. answer: computes the right one, a letter or a number, and is asked
    for only when it is needed. near: how far off a number may be. figures: what `why` tells, by
    name, beside {answer}. decimals: how a number is written. share: the answer is a part of one, so
    that 40% is 0.4.
    """

    question: str
    answer: Callable[[], str | float]
    hints: Sequence[str]
    why: str
    options: Mapping[str, str] = field(default_factory=dict)
    near: float = 0.0
    figures: Callable[[], Mapping[str, str]] = dict
    decimals: int | None = None
    share: bool = False

    def asked(self) -> str:
        """Return the question with its options."""
        lines = [_(self.question), *(f"  {key}) {_(text)}" for key, text in self.options.items())]
        return "\n".join(lines)

    def given(self, answer: Any) -> str | float:
        """Return a student's answer as a letter or a number; raises AddaError for another thing.

        A letter may be said with its bracket, in capitals, or by the words behind it.
        """
        if self.options:
            return self._letter(str(answer))
        if isinstance(answer, str):
            answer = self._read(answer)
        whole = isinstance(answer, int | float) and not isinstance(answer, bool)
        if not whole or not math.isfinite(answer):
            raise AddaError(
                "The answer is one number, such as 0.5 or 12; Bengali digits, words and a per cent"
                " sign stand in quotes."
            )
        if self.share and not 0 <= answer <= 1:
            raise AddaError("The answer is a share, from 0 to 1: 40% is 0.4.")
        return float(answer)

    def _read(self, text: str) -> float | None:
        """Return the number in a text; of two readings the one nearer to what is right."""
        read = readings(text, self.share)
        if len(read) < 2:
            return read[0] if read else None
        wanted = self.answer()
        return min(read, key=lambda each: abs(each - float(wanted)))

    def _letter(self, answer: str) -> str:
        said = answer.strip().lower()
        for key, text in self.options.items():
            if said in (key, f"{key})", f"({key})", text.lower(), _(text).lower()):
                return key
        raise AddaError(
            'The answer is {answer}, it must be one of {known}, in quotes, such as "{first}".',
            answer=shown(answer),
            known=", ".join(self.options),
            first=next(iter(self.options)),
        )

    def place(self) -> str:
        """Return what to write, and where."""
        if self.options:
            return _('Write the letter in place of None, in quotes, such as "a".')
        if self.share:
            return _("Write a number from 0 to 1 in place of None.")
        return _("Write a number in place of None.")

    def right(self, given: str | float) -> bool:
        """Is an answer right, or near enough?"""
        wanted = self.answer()
        if isinstance(given, str) or isinstance(wanted, str):
            return given == wanted
        return abs(given - wanted) <= self.near

    def written(self, answer: str | float) -> str:
        """Return an answer in words."""
        if isinstance(answer, str):
            return f"{answer}) {_(self.options[answer])}"
        return number(answer, self.decimals)

    def explained(self) -> str:
        """Return the right answer and why it is."""
        return _(self.why).format(answer=self.written(self.answer()), **self.figures())
