"""Lesson 4: the iceberg and attribution. What analytics name, and what there was."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import dashboard
from sim.lessons.exercise import Exercise
from sim.lessons.lesson import Lesson, spoken
from sim.outcomes import Window
from sim.study.among import mean
from sim.study.unseen import Unseen, unseen
from sim.words import N_, _, number, percent

if TYPE_CHECKING:
    from sim.figures import Pictures
    from sim.trace import Run

OTHER = "brand_centric"
LETTERS = {"a": "mentions", "b": "visits", "c": "sales"}


class Attribution(Lesson):
    """A brand with web analytics, and people who pass links on where analytics cannot look."""

    @cached_property
    def seen(self) -> Unseen:
        """The plan and another one, many pairs: what shows on the dashboard, and what there was."""
        other = self.plan.with_strategy(OTHER)
        return unseen(self.plan, other, self.replicates, self.seed, self.lang)

    @cached_property
    def pictures(self) -> "Pictures":
        """The pictures of the first pair: A is the plan."""
        return self.seen.pictures()

    @property
    def run(self) -> "Run":
        """The first run of the plan, with all its tables."""
        return self.seen.ways.runs[0]

    @spoken
    def analytics(self) -> str:
        """Return the visits of the run as web analytics name their sources."""
        window = Window(self.run)
        source, deep = dashboard.visit_sources(window), window.visits["landing"] != 0
        lines = []
        for code, name in enumerate(dashboard.SOURCES[:-1]):
            mine = source == code
            said = _("{source}: {visits} visits, {deep} of them to deep pages")
            lines.append(
                said.format(
                    source=_(dashboard.SOURCE_LABELS[name]), visits=number(int(mine.sum())),
                    deep=number(int((mine & deep).sum())),
                )
            )  # fmt: skip
        return "\n".join(lines)

    @spoken
    def truth(self) -> str:
        """Return what truly brought the direct visits of the run."""
        window = Window(self.run)
        direct = dashboard.visit_sources(window) == dashboard.DIRECT
        dark = int((direct & window.in_the_dark).sum())
        said = _(
            "Of {all} direct visits, {dark} came from a story that somebody had passed on; the"
            " others typed the address, had a bookmark or searched. In all, {truth} visits came"
            " from the dark."
        )
        return said.format(
            all=number(int(direct.sum())), dark=number(dark),
            truth=number(int(window.in_the_dark.sum())),
        )  # fmt: skip

    @spoken
    def credit(self) -> str:
        """Return the sales of the run by last click, beside what truly moved the buyers."""
        seen, truth = dashboard.counts(Window(self.run))["sales"]
        said = _(
            "{all} sales. A story had part in {truth} of them; of these, the last click credits"
            " {seen} to a tagged link or a social referrer."
        )
        sold = int(dashboard.sales(self.run)["sales"].sum())
        return said.format(all=number(sold), truth=number(truth), seen=number(seen))

    def made(self) -> dict[str, Exercise]:
        """Return the exercises."""
        return {
            "share": Exercise(
                question=N_("Of 100 times that people pass on something about the product, how many"
                            " does the dashboard show?"),
                answer=lambda: 100 * mean(self.seen.share("mentions")[0]),
                near=5.0,
                hints=(N_("Where did you last pass something on: in public, or in a chat?"),
                       N_("`talk.pictures.dashboard()` says it, line two.")),
                why=N_("{answer}. It sees public feeds, its own pages and its own rooms."),
                decimals=0,
            ),
            "dark": Exercise(
                question=N_("How many visits from the dark would you report, by the rule “direct"
                            " visits to deep pages”?"),
                answer=lambda: float(self._estimate()["value"]),
                near=0.5,
                hints=(N_("One line of `talk.analytics()` holds it."),
                       N_("Direct, and to deep pages: not all direct ones.")),
                why=N_("{answer}: nobody types a long address, so a deep page without a source must"
                       " have come by a link."),
                decimals=0,
            ),
            "error": Exercise(
                question=N_("By how many per cent is that too high (+) or too low (−), against all"
                            " visits from the dark?"),
                answer=self._error,
                near=3.0,
                hints=(N_("Reported less true, by true."),
                       N_("`talk.truth()` tells the true number.")),
                why=N_("{answer} per cent: {right} of what the rule counts is dark social, and it"
                       " finds {found} of it."),
                figures=lambda: {name: percent(float(self._estimate()[name]))
                                 for name in ("right", "found")},
                decimals=0,
            ),
            "credit": Exercise(
                question=N_("Of the sales that a story had part in, which share does the last click"
                            " credit to talk? (0 to 1)"),
                answer=self._credited,
                near=0.03,
                share=True,
                hints=(N_("`talk.credit()` holds both numbers."),
                       N_("Between the story and the purchase, what happens to a link?")),
                why=N_("{answer}. Whoever pays by last click pays the wrong ones."),
                decimals=2,
            ),
            "decide": Exercise(
                question=N_("You compare two plans by dashboard alone. Which line most often names"
                            " the wrong plan, or sees no difference?"),
                options={"a": N_("Shares about the product"),
                         "b": N_("Visits that a story brought"),
                         "c": N_("Sales that a story had part in")},
                answer=lambda: max(LETTERS, key=lambda letter: self._failing(LETTERS[letter])),
                hints=(N_("Where are the numbers smallest?"),
                       N_("Run `print(talk.seen.judged())`.")),
                why=N_("{answer}: it fails in {share} of the runs. Small counts, and the part that"
                       " is seen is not the same part every time."),
                figures=lambda: {"share": percent(max(map(self._failing, LETTERS.values())))},
            ),
        }  # fmt: skip

    def _estimate(self) -> Any:
        table = dashboard.estimates(self.run)
        return table[table["estimate"] == "direct_deep"].iloc[0]

    def _error(self) -> float:
        found = self._estimate()
        return 100.0 * float(found["error"]) / max(1.0, float(found["truth"]))

    def _credited(self) -> float:
        seen, truth = dashboard.counts(Window(self.run))["sales"]
        return seen / max(1, truth)

    def _failing(self, quantity: str) -> float:
        """Return the share of runs in which the dashboard names the wrong plan, or none."""
        seen, truth = (self.seen.ways.of(f"{side}.{quantity}") for side in ("seen", "truth"))
        apart, shown = np.sign(truth[1] - truth[0]), np.sign(seen[1] - seen[0])
        differ = apart != 0
        return float((shown != apart)[differ].mean()) if differ.any() else 0.0
