"""Exercise: a question whose answer is computed from runs, with hints that do not give it away."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.errors import AddaError, shown
from sim.words import _, number


@dataclass(frozen=True)
class Exercise:
    """A question of a lesson.

    question, options, hints, why: English messages. options: letter -> text, for a choice; without
    them the answer is a number. answer: computes the right one, a letter or a number, and is asked
    for only when it is needed. near: how far off a number may be. figures: what `why` tells, by
    name, beside {answer}. decimals: how a number is written.
    """

    question: str
    answer: Callable[[], str | float]
    hints: Sequence[str]
    why: str
    options: Mapping[str, str] = field(default_factory=dict)
    near: float = 0.0
    figures: Callable[[], Mapping[str, str]] = dict
    decimals: int | None = None

    def asked(self) -> str:
        """Return the question with its options."""
        lines = [_(self.question), *(f"  {key}) {_(text)}" for key, text in self.options.items())]
        return "\n".join(lines)

    def given(self, answer: Any) -> str | float:
        """Return a student's answer as a letter or a number; raises AddaError for another thing."""
        if self.options:
            letter = str(answer).strip().lower()
            if letter not in self.options:
                known = ", ".join(self.options)
                raise AddaError(f"the answer is {shown(answer)}, it must be one of {known}")
            return letter
        whole = isinstance(answer, int | float) and not isinstance(answer, bool)
        if not whole or not math.isfinite(answer):
            raise AddaError(f"the answer is {shown(answer)}, it must be a number")
        return float(answer)

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
