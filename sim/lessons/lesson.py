"""Lesson: what a class does with an exercise. Predict, check with hints, reveal."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sim import words
from sim.errors import AddaError, nearest, shown
from sim.lessons.exercise import Exercise
from sim.scenarios import Scenario, scenario
from sim.words import _

P = ParamSpec("P")
T = TypeVar("T")
L = TypeVar("L", bound="Lesson")


def spoken(act: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
    """Do it in the language of the lesson."""

    @wraps(act)
    def done(self: L, *given: P.args, **named: P.kwargs) -> T:
        with words.speaking(self.lang):
            return act(self, *given, **named)

    return done


class Lesson:
    """A lesson: experiments of its own (in the classes derived from it) and exercises."""

    def __init__(  # noqa: PLR0913 - the parameters cell of a workbook
        self,
        strategy: str = "interest_centric",
        market: str = "boutique",
        days: int = 90,
        replicates: int = 16,
        seed: int = 1,
        lang: str = "en",
    ):
        words.translator(lang)
        self.strategy, self.market, self.days, self.lang = strategy, market, days, lang
        self.replicates, self.seed = replicates, seed
        self.predictions: dict[str, str | float] = {}
        self.tries: dict[str, int] = {}
        self.exercises: dict[str, Exercise] = self.made()

    @cached_property
    def plan(self) -> Scenario:
        """The strategy on the market, in the lessons that take place on one."""
        return scenario(self.strategy, self.market, self.days)

    def made(self) -> dict[str, Exercise]:
        """Return the exercises of this lesson by name."""
        raise NotImplementedError

    @spoken
    def ask(self, name: str) -> str:
        """Return a question."""
        return self._exercise(name).asked()

    @spoken
    def predict(self, name: str, expected: Any = None) -> str:
        """Write down what a student expects before the run. Returns what is noted, or asks."""
        exercise = self._exercise(name)
        if expected is None:
            return f"{exercise.asked()}\n{exercise.place()}"
        try:
            self.predictions[name] = exercise.given(expected)
        except AddaError as unclear:
            return str(unclear)
        said = _("Noted: you expect {expected}. Now run it.")
        return said.format(expected=exercise.written(self.predictions[name]))

    @spoken
    def check(self, name: str, answer: Any = None) -> str:
        """Return whether an answer is right; for a wrong one, a hint, each time a further one.

        What is no answer at all is told so, and counts as no try.
        """
        exercise = self._exercise(name)
        if answer is None:
            return f"{exercise.asked()}\n{exercise.place()}"
        try:
            given = exercise.given(answer)
        except AddaError as unclear:
            return str(unclear)
        tries = self.tries[name] = self.tries.get(name, 0) + 1
        if exercise.right(given):
            return _("Right. Say in a sentence why, then compare with `reveal`.")
        hint = exercise.hints[min(tries, len(exercise.hints)) - 1]
        return _("Not yet. Hint: {hint}").format(hint=_(hint))

    @spoken
    def reveal(self, name: str) -> str:
        """Return the answer and why, to whoever has said what they expect or has tried."""
        exercise = self._exercise(name)
        if name not in self.predictions and name not in self.tries:
            return _("First say what you expect, or try an answer.")
        said = exercise.explained()
        if name in self.predictions:
            expected = exercise.written(self.predictions[name])
            said += " " + _("You expected {expected}.").format(expected=expected)
        return said

    @spoken
    def key(self) -> str:
        """Return every question with its answer: for the teacher."""
        parts = [
            f"[{name}] {one.asked()}\n→ {one.explained()}" for name, one in self.exercises.items()
        ]
        return "\n\n".join(parts)

    def _exercise(self, name: str) -> Exercise:
        if name not in self.exercises:
            hint = nearest(name, self.exercises)
            raise AddaError(
                "'{name}' is not an exercise of this lesson{hint}", name=shown(name), hint=hint
            )
        return self.exercises[name]
