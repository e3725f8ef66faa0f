"""Lesson 2: strong and weak ties. Friends who tell often, and chance meetings that reach far."""

from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.lessons.exercise import Exercise
from sim.lessons.lesson import Lesson, spoken
from sim.validation.networks import cliques
from sim.validation.setups import neutral, someone
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    from sim.figures import Picture
    from sim.scenarios import Scenario
    from sim.world import World

PEOPLE, CIRCLE, DAYS = 600, 10, 60
STRONG, WEAK, MEETINGS = 0.06, 0.012, 8  # chance a tie a day, chance a meeting, meetings a day
HALF = 0.5
SETTINGS = {
    "strong": (N_("only friends"), STRONG, 0),
    "weak": (N_("only meetings"), 0.0, MEETINGS),
    "both": (N_("friends and meetings"), STRONG, MEETINGS),
}


class Ties(Lesson):
    """Six hundred people in closed circles of ten friends, who also meet others by chance."""

    @cached_property
    def world(self) -> "World":
        """The circles of friends."""
        from sim.world import World

        return World.from_edges(PEOPLE, close=cliques(PEOPLE, CIRCLE).tolist())

    @cached_property
    def scenario(self) -> "Scenario":
        """People who do nothing but tell."""
        return neutral(PEOPLE, DAYS)

    def course(self, strong: float, meetings: int, weak: float = WEAK) -> np.ndarray:
        """Return the share of people who have heard, by day.

        strong: chance a day that a friend's word is taken up; meetings: a day; weak: chance that a
        word at a meeting is.
        """
        return self._course(float(strong), int(meetings), float(weak))

    @cached_property
    def _course(self):
        @cache
        def lived(strong: float, meetings: int, weak: float) -> np.ndarray:
            parameters = {
                "repass_rate": 1e6,  # everybody who has heard tells, surely, every day
                "open_direct": strong,
                "open_meeting": weak,
                "random_meetings": meetings,
            }
            return np.mean([self._heard(parameters, each) for each in self._seeds()], axis=0)

        return lived

    def _seeds(self) -> range:
        return range(self.seed, self.seed + max(4, self.replicates // 2))

    def _heard(self, parameters: dict[str, float], seed: int) -> np.ndarray:
        from sim.running import run

        start = [("conversation", [someone(PEOPLE, seed)], 0)]
        done = run(
            neutral(PEOPLE, DAYS), seed, world=self.world, parameters=parameters, start=start
        )
        new = np.bincount(done.tables["heard"]["tick"], minlength=DAYS + 1)[: DAYS + 1]
        return np.cumsum(new) / PEOPLE

    def half_time(self, strong: float, meetings: int, weak: float = WEAK) -> float:
        """Return the day on which half of the people have heard; 60 where they never have."""
        late = np.flatnonzero(self.course(strong, meetings, weak) >= HALF)
        return float(late[0]) if len(late) else float(DAYS)

    @spoken
    def tell(self, strong: float = STRONG, meetings: int = MEETINGS, weak: float = WEAK) -> str:
        """Return how far and how fast the news runs."""
        course, day = self.course(strong, meetings, weak), self.half_time(strong, meetings, weak)
        said = _("After {days} days {share} of the people have heard it ({count} people).")
        told = said.format(
            days=number(DAYS), share=percent(course[-1], 1), count=number(course[-1] * PEOPLE, 0)
        )
        if day < DAYS:
            told += " " + _("Half of them have heard it on day {day}.").format(day=number(day))
        return told

    @spoken
    def picture(self) -> "Picture":
        """Return the picture of the news with friends only, with meetings only, with both."""
        from sim.figures.lessons import courses_picture

        courses = {_(label): self.course(strong, many) for label, strong, many in _settings()}
        last = {label: percent(course[-1]) for label, course in courses.items()}
        said = _("After {days} days: {reached}")
        reached = ", ".join(f"{label} {share}" for label, share in last.items())
        title = said.format(days=number(DAYS), reached=reached)
        return courses_picture(courses, title, _("people who have heard"))

    def made(self) -> dict[str, Exercise]:
        """Return the exercises."""
        return {
            "alone": Exercise(
                question=N_(
                    "A friend's word is taken up five times as often as a word at a chance meeting."
                    " With only one of the two, which carries the news further?"
                ),
                options={"a": N_("only friends"), "b": N_("only meetings"), "c": N_("both alike")},
                answer=self._further,
                hints=(N_("Draw two circles of friends. How does the news get across?"),
                       N_("What happens when all ten in a circle have heard it?")),
                why=N_("{answer}: friends alone reach {strong}, meetings alone {weak}."),
                figures=lambda: {
                    "strong": percent(self.course(STRONG, 0)[-1], 1),
                    "weak": percent(self.course(0.0, MEETINGS)[-1], 1),
                },
            ),
            "stuck": Exercise(
                question=N_("One person starts. How many hear it with friends only, at last?"),
                answer=lambda: float(self.course(STRONG, 0)[-1] * PEOPLE),
                near=0.6,
                hints=(N_("Whom does the tenth friend know?"),
                       N_("The circles are closed: count one of them.")),
                why=N_("{answer}: the circle, and nobody else. A strong tie repeats what its circle"
                       " knows already."),
                decimals=0,
            ),
            "half": Exercise(
                question=N_("With friends and meetings, on which day has half of everybody heard?"),
                answer=lambda: self.half_time(STRONG, MEETINGS),
                near=1.0,
                hints=(N_("Read it off the picture, at the height of 50%."),
                       N_("Or run `ties.half_time(...)` with the same values.")),
                why=N_("On day {answer}; with meetings alone on day {weak}. A meeting carries the"
                       " news across, friends spread it where it lands."),
                figures=lambda: {"weak": number(self.half_time(0.0, MEETINGS))},
                decimals=0,
            ),
            "double": Exercise(
                question=N_("You can double one thing. Which brings that day nearer?"),
                options={"a": N_("the word of friends counts twice"),
                         "b": N_("twice as many meetings"), "c": N_("it makes no difference")},
                answer=self._doubled,
                hints=(N_("Where does the news lose time: within circles, or between them?"),
                       N_("Try both with `ties.tell(...)`, one value changed at a time.")),
                why=N_("{answer}. Half have heard it on day {strong} with stronger friends, on day"
                       " {weak} with more meetings."),
                figures=lambda: {
                    "strong": number(self.half_time(2 * STRONG, MEETINGS)),
                    "weak": number(self.half_time(STRONG, 2 * MEETINGS)),
                },
            ),
        }  # fmt: skip

    def _further(self) -> str:
        strong, weak = self.course(STRONG, 0)[-1], self.course(0.0, MEETINGS)[-1]
        return "c" if abs(strong - weak) < 0.02 else "a" if strong > weak else "b"

    def _doubled(self) -> str:
        strong, weak = self.half_time(2 * STRONG, MEETINGS), self.half_time(STRONG, 2 * MEETINGS)
        return "c" if strong == weak else "a" if strong < weak else "b"


def _settings() -> list[tuple[str, float, int]]:
    return list(SETTINGS.values())
