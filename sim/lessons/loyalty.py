"""Lesson 5: does community cause loyalty? What members buy, an experiment, and the truth."""

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.lessons.exercise import Exercise
from sim.lessons.lesson import Lesson, spoken
from sim.study.compare import replicate_seeds
from sim.study.runner import run_tasks
from sim.validation.claim import mean_of
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    from sim.figures import Picture

HALF = 0.5
KNOWN = {
    "naive": N_("members less others, as the shop counts"),
    "experiment": N_("experiment, for each who joined"),
    "truth": N_("truth: the same members with and without"),
    "selection": N_("the same gap with no community at all"),
}


class Round(NamedTuple):
    """One world: purchases a person in several ways of looking at it."""

    members: float  # a member's, with the community
    others: float  # everybody else's
    truth: float  # a member's, with less without the community
    selection: float  # the later members' less the others', without any community
    invited: float  # of those who may be invited, in the experiment
    never: float  # of those who never are
    joined: float  # share of the former who are members in the end
    keener: float  # interest of members less that of others


class Loyalty(Lesson):
    """A community, the same world without it, and the same world where a coin is tossed."""

    @cached_property
    def rounds(self) -> "np.ndarray":
        """Every round as a row, its columns as in `Round`; rounds without a member are left out."""
        seeds = replicate_seeds(self.seed, self.replicates)
        lived = run_tasks([partial(self._round, seed) for seed in seeds])
        found = np.array(lived)
        return found[np.isfinite(found).all(axis=1)]

    def _round(self, seed: int) -> Round:
        from sim.running import run
        from sim.world import World

        world = World.from_market(self.plan.market, seed)
        lever = "strategy.invite_holdout"
        ways = {share: self.plan.changed({lever: share}) for share in (0.0, HALF, 1.0)}
        people = {
            share: run(way, seed, world=world).tables["people"] for share, way in ways.items()
        }
        with_it, tossed, without = (people[share] for share in ways)
        member = with_it["member"] != 0
        bought, else_bought = with_it["purchases"], without["purchases"]
        never = tossed["holdout"] != 0
        return Round(
            members=_mean(bought, member),
            others=_mean(bought, ~member),
            truth=_mean(bought, member) - _mean(else_bought, member),
            selection=_mean(else_bought, member) - _mean(else_bought, ~member),
            invited=_mean(tossed["purchases"], ~never),
            never=_mean(tossed["purchases"], never),
            joined=_mean(tossed["member"] != 0, ~never),
            keener=_mean(with_it["interest"], member) - _mean(with_it["interest"], ~member),
        )

    def figure(self, name: str) -> tuple[float, float]:
        """Return a figure of `KNOWN` (purchases a person) and half its 95 % interval."""
        column = dict(zip(Round._fields, self.rounds.T, strict=True))
        if name == "naive":
            return mean_of(column["members"] - column["others"])
        if name == "experiment":
            # Who was invited and did not join was not changed: the difference is the joiners'.
            middle, half = mean_of(column["invited"] - column["never"])
            joined = float(column["joined"].mean())
            return (middle / joined, half / joined) if joined > 0 else (0.0, 0.0)
        return mean_of(column[name])

    @spoken
    def naive(self) -> str:
        """Return what members and others buy."""
        members, others = (float(self.rounds[:, place].mean()) for place in (0, 1))
        said = _("A member buys {members} times, everybody else {others} times.")
        return said.format(members=number(members, 2), others=number(others, 2))

    @spoken
    def experiment(self) -> str:
        """Return what the coin shows: a random half of the people is never invited."""
        column = dict(zip(Round._fields, self.rounds.T, strict=True))
        middle, half = mean_of(100 * (column["invited"] - column["never"]))
        said = _(
            "A hundred people who may be invited buy {invited} times, a hundred who never are"
            " {never} times: {apart} apart (95% interval {low} to {high}). Of the former {joined}"
            " are members in the end."
        )
        return said.format(
            invited=number(100 * column["invited"].mean(), 1), low=number(middle - half, 1),
            never=number(100 * column["never"].mean(), 1), high=number(middle + half, 1),
            apart=number(middle, 1), joined=percent(column["joined"].mean(), 1),
        )  # fmt: skip

    @spoken
    def picture(self) -> "Picture":
        """Return the picture of all four figures."""
        from sim.figures.lessons import bars_picture

        bars = {}
        for name, label in KNOWN.items():
            middle, half = self.figure(name)
            bars[_(label)] = (middle, middle - half, middle + half)
        said = _("Members buy {naive} more than others; the community caused {truth} of it")
        title = said.format(
            naive=number(self.figure("naive")[0], 2), truth=number(self.figure("truth")[0], 2)
        )
        unit = _("purchases a person")
        return bars_picture(bars, title, _("Mean of {runs} worlds, with 95% interval.").format(
            runs=number(len(self.rounds))), unit)  # fmt: skip

    def made(self) -> dict[str, Exercise]:
        """Return the exercises."""
        return {
            "naive": Exercise(
                question=N_("How many purchases more does a member make than somebody else?"),
                answer=lambda: self.figure("naive")[0],
                near=0.03,
                hints=(N_("`loyalty.naive()` tells both numbers."), N_("More, not times as much.")),
                why=N_("{answer}. Many a slide stops here and calls it the value of the"
                       " community."),
                decimals=2,
            ),
            "caused": Exercise(
                question=N_("How much of that did the community cause?"),
                options={"a": N_("nearly all of it"), "b": N_("about half"),
                         "c": N_("little or nothing"), "d": N_("less than nothing: they buy less")},
                answer=self._caused,
                hints=(N_("Who joins a community around a product?"),
                       N_("What would the same people have bought without it?")),
                why=N_("{answer}: {truth} of {naive}. With no community at all, the same people"
                       " would have been {selection} ahead of the others."),
                figures=lambda: {name: number(self.figure(name)[0], 2)
                                 for name in ("truth", "naive", "selection")},
            ),
            "who": Exercise(
                question=N_("Who becomes a member?"),
                options={"a": N_("people who care more about the subject than others"),
                         "b": N_("people like everybody else"),
                         "c": N_("people who care less about it")},
                answer=self._who,
                hints=(N_("Who gets invited, and who says yes?"),
                       N_("Compare the interest of both groups before anything happened.")),
                why=N_("{answer}. Their interest is {apart} higher, on a scale from 0 to 1; they"
                       " differed before they joined."),
                figures=lambda: {
                    "apart": number(float(self.rounds[:, 7].mean()), 2, signed=True)
                },
            ),
            "coin": Exercise(
                question=N_("Toss a coin: half of the people are never invited. How many purchases"
                            " more do a hundred of the invited make?"),
                answer=lambda: float(100 * (self.rounds[:, 4] - self.rounds[:, 5]).mean()),
                near=0.3,
                hints=(N_("`loyalty.experiment()` tells it."),
                       N_("Members do not come into it: compare all who may be invited with all who"
                          " never are.")),
                why=N_("{answer}. The coin knows nothing about people, so nothing but the"
                       " invitation can make the difference."),
                decimals=1,
            ),
            "diluted": Exercise(
                question=N_("Which share of those who may be invited is a member in the end? (0 to"
                            " 1)"),
                answer=lambda: float(self.rounds[:, 6].mean()),
                near=0.01,
                share=True,
                hints=(N_("`loyalty.experiment()` tells it in per cent."),
                       N_("The others dilute what joining does.")),
                why=N_("{answer}: so the difference for a joiner is that of the invited divided by"
                       " this, and so is its interval. That is why such an experiment needs many"
                       " people."),
                decimals=2,
            ),
        }  # fmt: skip

    def _caused(self) -> str:
        part = self.figure("truth")[0] / self.figure("naive")[0]
        return "d" if part < -0.1 else "c" if part < 0.3 else "b" if part < 0.75 else "a"

    def _who(self) -> str:
        apart = float(self.rounds[:, 7].mean())
        return "b" if abs(apart) < 0.02 else "a" if apart > 0 else "c"


def _mean(values: np.ndarray, which: np.ndarray) -> float:
    return float(values[which].mean()) if which.any() else float("nan")
