"""Lesson 3: simple and complex contagion. What one friend can pass on, and what needs several."""

from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.lessons.exercise import Exercise
from sim.lessons.lesson import Lesson, spoken
from sim.validation.networks import hexagonal_torus, rewired
from sim.validation.setups import neutral, someone
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    from sim.figures import Picture
    from sim.scenarios import Scenario
    from sim.world import World

ROWS, COLUMNS = 8, 16
PEOPLE = ROWS * COLUMNS
NETWORKS = {"clustered": N_("neighbourhoods"), "random": N_("scattered friends")}
# Chance to take it up at the first, the second and each later friend who does.
RULES = {
    "news": (N_("news: one friend is enough"), (0.3, 0.3, 0.3)),
    "habit": (N_("a habit: it takes several friends"), (0.08, 0.5, 0.5)),
}
RUNS = 6  # times the replicates
WIRINGS = 4


class Contagion(Lesson):
    """128 people with six friends each: neighbours who know each other, or friends far apart."""

    @cached_property
    def worlds(self) -> "dict[str, list[World]]":
        """Both networks; the scattered one drawn several times."""
        from sim.world import World

        lattice = hexagonal_torus(ROWS, COLUMNS)
        graphs = {
            "clustered": [lattice],
            "random": [rewired(lattice, self.seed + each, 8) for each in range(WIRINGS)],
        }
        return {
            name: [World.from_edges(PEOPLE, close=graph.tolist()) for graph in several]
            for name, several in graphs.items()
        }

    def shares(self, rule: str, network: str) -> np.ndarray:
        """Return the share of people who took it up, run by run.

        rule: "news" or "habit"; network: "clustered" or "random".
        """
        return self._shares(rule, network)

    @cached_property
    def _shares(self):
        @cache
        def taken(rule: str, network: str) -> np.ndarray:
            worlds, seeds = self.worlds[network], range(self.seed, self.seed + self._runs)
            return np.array([_taken_up(worlds[seed % len(worlds)], rule, seed) for seed in seeds])

        return taken

    @property
    def _runs(self) -> int:
        return RUNS * self.replicates

    @spoken
    def tell(self, rule: str, network: str) -> str:
        """Return how far it gets."""
        shares = self.shares(rule, network)
        said = _("{rule}, {network}: {share} of the people take it up on average ({runs} runs).")
        return said.format(
            rule=_(RULES[rule][0]), network=_(NETWORKS[network]), share=percent(shares.mean()),
            runs=number(len(shares)),
        )  # fmt: skip

    @spoken
    def picture(self) -> "Picture":
        """Return the picture of both rules on both networks."""
        from sim.figures.lessons import bars_picture

        bars = {}
        for rule, (label, _proof) in RULES.items():
            for network, place in NETWORKS.items():
                shares = 100 * self.shares(rule, network)
                half = 1.96 * shares.std(ddof=1) / np.sqrt(len(shares))
                middle = float(shares.mean())
                bars[f"{_(label)} · {_(place)}"] = (middle, middle - half, middle + half)
        said = _("News: {news} more with scattered friends; the habit: {habit} more with"
                 " neighbourhoods (percentage points)")  # fmt: skip
        title = said.format(news=number(-100 * self._gap("news"), 0, signed=True),
                            habit=number(100 * self._gap("habit"), 0, signed=True))  # fmt: skip
        unit = _("people who take it up, %")
        return bars_picture(bars, title, _("Mean and 95% interval of {runs} runs each.").format(
            runs=number(self._runs)), unit)  # fmt: skip

    def made(self) -> dict[str, Exercise]:
        """Return the exercises."""
        places = {
            "a": N_("neighbourhoods"), "b": N_("scattered friends"), "c": N_("about the same"),
        }  # fmt: skip
        return {
            "news": Exercise(
                question=N_("News that one friend can pass on: where does it get further?"),
                options=places,
                answer=lambda: self._where("news"),
                hints=(N_("How many of your friends' friends are new people, in each network?"),
                       N_("In a neighbourhood, who hears it from you may have heard it already.")),
                why=N_("{answer}: {clustered} in neighbourhoods, {random} with scattered friends."
                       " Telling somebody who knows is wasted."),
                figures=lambda: self._both("news"),
            ),
            "habit": Exercise(
                question=N_("A habit that is taken up when several friends have it: where does it"
                            " get further?"),
                options=places,
                answer=lambda: self._where("habit"),
                hints=(N_("What was wasted for news: is it wasted here?"),
                       N_("Where do you have two friends who are friends of the same people?")),
                why=N_("{answer}: {clustered} in neighbourhoods, {random} with scattered friends."
                       " The second friend counts more than the first."),
                figures=lambda: self._both("habit"),
            ),
            "gap": Exercise(
                question=N_("By how many percentage points do the two networks differ for the"
                            " habit?"),
                answer=lambda: 100 * abs(self._gap("habit")),
                near=3.0,
                hints=(N_("`spread.tell(...)` says both shares."),
                       N_("A difference of shares, not a ratio.")),
                why=N_("{answer} percentage points. In an experiment with real people (Centola"
                       " 2010) it was 16."),
                decimals=0,
            ),
            "rooms": Exercise(
                question=N_("Your product is something one has to change a habit for. Which rooms"
                            " would you open for it?"),
                options={"a": N_("one room for everybody"),
                         "b": N_("rooms of people who know each other"),
                         "c": N_("rooms of people drawn by lot")},
                answer=lambda: "b" if self._gap("habit") > 0 else "c",
                hints=(N_("Which of the two networks does each of them resemble?"),
                       N_("Who sees the same person's example twice?")),
                why=N_("{answer}, because the habit got further in {better}."),
                figures=lambda: {"better": self._better_place()},
            ),
        }  # fmt: skip

    def _gap(self, rule: str) -> float:
        return float(self.shares(rule, "clustered").mean() - self.shares(rule, "random").mean())

    def _better_place(self) -> str:
        name = "clustered" if self._gap("habit") > 0 else "random"
        return _(NETWORKS[name])

    def _where(self, rule: str) -> str:
        gap = self._gap(rule)
        return "c" if abs(gap) < 0.03 else "a" if gap > 0 else "b"

    def _both(self, rule: str) -> dict[str, str]:
        return {name: percent(self.shares(rule, name).mean()) for name in NETWORKS}


@cache
def _nobody_else() -> "Scenario":
    return neutral(PEOPLE, 200)


def _taken_up(world: "World", rule: str, seed: int) -> float:
    """Return the share who take it up after one person and their friends have."""
    from sim.running import run

    first, (one, two, more) = someone(PEOPLE, seed), RULES[rule][1]
    friends = world.close_to[world.close_ptr[first] : world.close_ptr[first + 1]].tolist()
    parameters = {
        "share_probability": 1, "proof_first": one, "proof_second": two, "proof_later": more,
    }  # fmt: skip
    start = [("conversation", [first, *friends], 0)]
    done = run(_nobody_else(), seed, world=world, parameters=parameters, start=start,
               until="quiet")  # fmt: skip
    return float(done.tables["heard"]["passed"].sum() / PEOPLE)
