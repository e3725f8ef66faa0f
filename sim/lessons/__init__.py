"""Lessons: six lessons for a class. Say what you expect, run it, explain it, and check yourself.

    first = sim.lesson("spreading")
    print(first.predict("how_far", "a"))
    print(first.check("ratio", 0.5))

Every right answer is computed from runs when it is asked for; none stands in the program.
"""

from importlib import import_module

from sim.errors import AddaError, nearest, shown
from sim.lessons.lesson import Lesson
from sim.words import speaking

__all__ = ["LESSONS", "Lesson", "lesson"]

LESSONS = {
    "spreading": "Spreading",
    "ties": "Ties",
    "contagion": "Contagion",
    "attribution": "Attribution",
    "loyalty": "Loyalty",
    "budget": "Budgeting",
}


def lesson(  # noqa: PLR0913 - the parameters cell of a workbook
    name: str,
    strategy: str = "interest_centric",
    market: str = "boutique",
    days: int = 90,
    replicates: int = 16,
    seed: int = 1,
    lang: str = "en",
) -> Lesson:
    """Return a lesson by name (`LESSONS`): its experiments and its exercises.

    strategy, market, days: what, where and how long, in the lessons that take place on a market.
    replicates: how often an experiment is repeated. Raises AddaError for an unknown lesson or
    language.
    """
    if name not in LESSONS:
        with speaking(lang):
            raise AddaError(
                "'{name}' is not a lesson{hint}", name=shown(name), hint=nearest(name, LESSONS)
            )
    made = getattr(import_module(f"sim.lessons.{name}"), LESSONS[name])
    return made(strategy, market, days, replicates, seed, lang)
