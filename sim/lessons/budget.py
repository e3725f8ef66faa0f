"""Lesson 6: design a strategy under a budget. Hours are the scarce thing."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sim.lessons.exercise import Exercise
from sim.lessons.lesson import Lesson, spoken
from sim.outcomes import OUTCOMES
from sim.scenarios import Scenario
from sim.studio.budget import Budget, budget
from sim.study.compare import compare
from sim.study.leading import sentence
from sim.study.side_by_side import run_ways
from sim.study.try_out import used_pages
from sim.study.ways import Ways
from sim.words import N_, _, current, number, speaking

COUNTS = ("sales", "margin", "belonging", "affinity")
MOST_POSTS = 40
EXTRA_HOURS = 2.0
TO_CHOOSE = "affinity"


class Budgeting(Lesson):
    """A plan with so many hours a week, and a better one to be found that needs no more."""

    def changed(self, changes: Mapping[str, Any]) -> Scenario:
        """Return the plan with levers changed, by key such as "posts_per_week"."""
        return self.plan.changed({f"strategy.{key}": value for key, value in changes.items()})

    @spoken
    def hours(self, changes: Mapping[str, Any] | None = None) -> str:
        """Return where the hours and the money of a plan go, before anything is run."""
        return str(budget(self.changed(changes or {})))

    @spoken
    def submit(self, changes: Mapping[str, Any]) -> str:
        """Return whether a plan keeps to the budget and what it does better or worse."""
        mine, theirs = self.changed(changes), self.plan
        over = _over(budget(mine), budget(theirs))
        if over:
            return over
        found = compare(theirs, mine, self.replicates, self.seed)
        lines = [_("It keeps to the budget. Against the plan as it was:")]
        for name in COUNTS:
            one, pair = OUTCOMES[name], found.paired(name)
            verdict = {"a": _("worse"), "b": _("better"), "": _("too close to call")}
            said = _("{label}: {verdict} ({before} before, {now} now).")
            lines.append(
                said.format(
                    label=_(one.label), verdict=verdict[pair.favours(one.better)],
                    before=one.said(pair.mean_a, current(), found.currency),
                    now=one.said(pair.mean_b, current(), found.currency),
                )
            )  # fmt: skip
        return "\n".join(lines)

    @cached_property
    def two_hours(self) -> Ways:
        """Two more hours a week, spent in three ways."""
        with speaking(self.lang):
            hours = self.plan.strategy.hours_per_week + EXTRA_HOURS
            more = {"hours_per_week": hours}
            replies = min(1.0 - self.plan.strategy.encouragement,
                          self.plan.strategy.replies + EXTRA_HOURS / hours)  # fmt: skip
            pages = dict.fromkeys([*self.plan.strategy.presence.pages, *used_pages(self.plan)[:3]])
            ways = {
                _("as it is"): self.plan,
                _("answers"): self.changed({**more, "replies": replies}),
                _("posts"): self.changed({**more, "posts_per_week": 1.5 * self._posts}),
                _("a further page"): self.changed({**more, "presence.pages": list(pages)}),
            }
        return run_ways(ways, self.replicates, self.seed, main=(TO_CHOOSE, *COUNTS[:3]),
                        lang=self.lang)  # fmt: skip

    @cached_property
    def doubled(self) -> Ways:
        """Twice the posts in the same hours."""
        with speaking(self.lang):
            ways = {
                _("as it is"): self.plan,
                _("twice the posts"): self.changed({"posts_per_week": 2 * self._posts}),
            }
        return run_ways(ways, self.replicates, self.seed, main=("sales", "dropped"), lang=self.lang)

    def made(self) -> dict[str, Exercise]:
        """Return the exercises."""
        return {
            "left": Exercise(
                question=N_("How many hours a week are left for posts, before a word is written?"),
                answer=lambda: budget(self.plan).posts_have,
                near=0.1,
                hints=(N_("`design.hours()` tells where they go."),
                       N_("What is kept for answers and praise is not there for posts.")),
                why=N_("{answer} of {hours}: pages and rooms take upkeep first, and answers and"
                       " praise have their share."),
                figures=lambda: {"hours": number(self.plan.strategy.hours_per_week)},
                decimals=1,
            ),
            "full": Exercise(
                question=N_("With everything else as it is: from how many posts a week (a whole"
                            " number) on is something dropped?"),
                answer=self._full,
                near=0.5,
                hints=(N_("Try `design.hours({\"posts_per_week\": ...})` with other numbers."),
                       N_("Look for the first number at which a warning appears.")),
                why=N_("From {answer} on. The plan has {posts} and its calendar besides."),
                figures=lambda: {"posts": number(self._posts)},
                decimals=0,
            ),
            "twice": Exercise(
                question=N_("Twice the posts in the same hours: what becomes of sales?"),
                options={"a": N_("clearly more"), "b": N_("clearly less"),
                         "c": N_("it cannot be told")},
                answer=self._twice,
                hints=(N_("Where do the hours for them come from?"),
                       N_("Does every reader see every post?")),
                why=N_("{answer}. {said}"),
                figures=lambda: {"said": sentence(self.doubled, "sales")},
            ),
            "two_hours": Exercise(
                question=N_("Two more hours a week. Where do they bring most goodwill?"),
                options={"a": N_("answers"), "b": N_("posts"), "c": N_("a further page"),
                         "d": N_("it cannot be told")},
                answer=self._best_use,
                hints=(N_("Who notices an answer, and who a post?"),
                       N_("Run `print(design.two_hours.answer())`, and read the intervals.")),
                why=N_("{answer}. {said}"),
                figures=lambda: {"said": sentence(self.two_hours, TO_CHOOSE)},
            ),
        }  # fmt: skip

    @property
    def _posts(self) -> float:
        return self.plan.strategy.posts_per_week

    def _full(self) -> float:
        for many in range(1, MOST_POSTS):
            if budget(self.changed({"posts_per_week": many})).share_dropped > 0:
                return float(many)
        return float(MOST_POSTS)

    def _twice(self) -> str:
        call = self.doubled.against("sales", 1).call
        return {"higher": "a", "lower": "b"}.get(call, "c")

    def _best_use(self) -> str:
        leaders = self.two_hours.leaders(TO_CHOOSE)
        return {1: "a", 2: "b", 3: "c"}.get(leaders[0], "d") if len(leaders) == 1 else "d"


def _over(mine: Budget, theirs: Budget) -> str:
    """Return by how much a plan is over the budget, in words; empty where it is not."""
    if mine.hours > theirs.hours:
        return _("It takes {mine} h a week, the budget is {theirs}.").format(
            mine=number(mine.hours), theirs=number(theirs.hours)
        )
    if mine.money > theirs.money + 0.5:
        return _("It costs {mine} {currency}, the budget is {theirs}.").format(
            mine=number(round(mine.money)), theirs=number(round(theirs.money)),
            currency=mine.currency,
        )  # fmt: skip
    return ""
