"""Lesson 1: talk as spreading. One number decides whether a story stays small."""

from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.lessons.exercise import Exercise
from sim.lessons.lesson import Lesson, spoken
from sim.validation.networks import poisson_graph
from sim.validation.setups import cascade_size, neutral
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    from sim.figures import Picture
    from sim.world import World

PEOPLE, CONTACTS = 1000, 10
STORIES = 6  # times the replicates
LARGE = 0.05  # share of people from which a story counts as large
LOW, HIGH = 0.05, 0.15
LADDER = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2)


class Spreading(Lesson):
    """A thousand people with about ten contacts each, who tell it to all of them or to none."""

    @cached_property
    def world(self) -> "World":
        """The people and who knows whom."""
        from sim.world import World

        return World.from_edges(PEOPLE, close=poisson_graph(PEOPLE, CONTACTS, self.seed).tolist())

    @cached_property
    def contacts(self) -> float:
        """Contacts of a person, mean."""
        return float(np.diff(self.world.close_ptr).mean())

    def sizes(self, chance: float) -> np.ndarray:
        """Return how many people told each of many stories; chance: that a hearer passes it on."""
        return self._sizes(float(chance))

    @cached_property
    def _sizes(self):
        @cache
        def told(chance: float) -> np.ndarray:
            scenario = neutral(PEOPLE, 400)
            runs = range(self.seed, self.seed + STORIES * self.replicates)
            return np.array([cascade_size(self.world, scenario, chance, each) for each in runs])

        return told

    @spoken
    def tell(self, chance: float) -> str:
        """Return what becomes of stories that each hearer passes on with this chance."""
        sizes = self.sizes(chance)
        said = _(
            "{count} stories; each hearer tells it on with a chance of {chance}. Told by {mean}"
            " people on average, by {middle} in the middle case; the largest by {most}. {large} of"
            " the stories were told by more than {limit} of all people."
        )
        return said.format(
            count=number(len(sizes)), chance=percent(chance, 1), mean=number(sizes.mean()),
            middle=number(float(np.median(sizes))), most=number(int(sizes.max())),
            large=percent((sizes > LARGE * PEOPLE).mean()), limit=percent(LARGE),
        )  # fmt: skip

    @spoken
    def picture(self, chance: float) -> "Picture":
        """Return the picture of the sizes of these stories."""
        from sim.figures.lessons import sizes_picture

        return sizes_picture(self.sizes(chance), chance)

    @spoken
    def ladder(self) -> "Picture":
        """Return the picture of the share of people reached, by how many each hearer wins over."""
        from sim.figures.lessons import ladder_picture

        rows = [(chance * self.contacts, self.sizes(chance) / PEOPLE) for chance in LADDER]
        return ladder_picture(rows)

    def made(self) -> dict[str, Exercise]:
        """Return the exercises."""
        return {
            "how_far": Exercise(
                question=N_(
                    "Everybody has about ten contacts and passes a story on to all of them with a"
                    " chance of 5%. How many people tell it on average?"
                ),
                options={"a": N_("a handful"), "b": N_("about half"), "c": N_("nearly everybody")},
                answer=self._how_far,
                hints=(N_("How many new tellers does one teller win, on average?"),
                       N_("Ten hear it. Which part of the ten tells it on?")),
                why=N_("It is {answer}: {mean} people on average. Each teller wins fewer than one"
                       " new teller, so every story dies out."),
                figures=lambda: {"mean": number(self.sizes(LOW).mean())},
            ),
            "ratio": Exercise(
                question=N_(
                    "How many new tellers does one teller win, on average, at a chance of 5%?"
                    " (`talk.contacts` says how many contacts a person has.)"
                ),
                answer=lambda: LOW * self.contacts,
                near=0.03,
                hints=(N_("It is a product of two numbers that you know."),
                       N_("How many hear it from one teller, and what part of those tell it on?")),
                why=N_("{answer}: contacts times chance. This number is called R."),
                decimals=2,
            ),
            "mean_size": Exercise(
                question=N_(
                    "How large is a story on average at a chance of 5%: one, and what it wins, and"
                    " what those win …? Work it out from R, then compare with the run."
                ),
                answer=lambda: float(self.sizes(LOW).mean()),
                near=0.35,
                hints=(N_("Write the first terms of the sum: 1, R, R times R …"),
                       N_("It is a geometric series.")),
                why=N_("The runs give {answer}; the series gives {theory}, which is 1 / (1 − R)."),
                figures=lambda: {"theory": number(1 / (1 - LOW * self.contacts))},
                decimals=2,
            ),
            "large": Exercise(
                question=N_(
                    "At a chance of 15%, which share of the stories becomes large? (0 to 1)"
                ),
                answer=lambda: float((self.sizes(HIGH) > LARGE * PEOPLE).mean()),
                near=0.08,
                share=True,
                hints=(N_("Not all of them: a story can die with its first teller."),
                       N_("Look at the two humps of the picture: which part is the right one?")),
                why=N_("{answer}. The same story, the same people: whether it becomes large is"
                       " luck of the first few steps."),
                decimals=2,
            ),
            "threshold": Exercise(
                question=N_("From which chance on can a story become large at all? (0 to 1)"),
                answer=lambda: 1.0 / self.contacts,
                near=0.015,
                share=True,
                hints=(N_("Which value of R parts dying out from growing?"),
                       N_("Turn R = contacts × chance round.")),
                why=N_("{answer}: there R is 1. A small step across it makes more difference than a"
                       " large one anywhere else."),
                decimals=3,
            ),
        }  # fmt: skip

    def _how_far(self) -> str:
        share = self.sizes(LOW).mean() / PEOPLE
        return "a" if share < LARGE else "b" if share < 0.75 else "c"
