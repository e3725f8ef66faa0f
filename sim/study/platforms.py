"""Platforms: one or two pages, or all of them? The same plan and hours on more and more of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, Said
from sim.outcomes import OUTCOMES, outcome
from sim.scenarios import Scenario
from sim.study.accepted import Drawn
from sim.study.among import difference_interval
from sim.study.choices import page_channels
from sim.study.compare import replicate_seeds
from sim.study.paired import paired
from sim.study.points import measured
from sim.study.work import Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

FRESH_SEED = 1


@dataclass(frozen=True, eq=False)
class Platforms:
    """One plan with no page, with the one that most people use, with two, … with all.

    channels: by how many people use them. values[pages, pair, outcome].
    """

    scenario: Scenario
    channels: tuple[str, ...]
    ends: tuple[str, ...]
    values: np.ndarray = field(repr=False)

    def table(self, lang: str = "en") -> "pandas.DataFrame":
        """Return one row a number of pages and outcome.

        pages, outcome, label, mean, low, high (95 %), more (than with all), more_low, more_high:
        intervals that hold for all numbers of pages at once (Bonferroni).
        """
        import pandas

        say, rows = translator(lang), []
        for name in self.ends:
            each = self._of(name)
            for pages, mine in enumerate(each):
                found = paired(np.zeros_like(mine), mine)
                low, high = difference_interval(each[-1], mine, len(each) - 1)
                more = float((mine - each[-1]).mean())
                rows.append((pages, name, say(outcome(name).label), found.mean_b, found.low,
                             found.high, more, low, high))  # fmt: skip
        columns = ["pages", "outcome", "label", "mean", "low", "high", "more", "more_low"]
        return pandas.DataFrame(rows, columns=[*columns, "more_high"])

    def best(self, name: str) -> int:
        """Return the number of pages with the best mean."""
        up = outcome(name).better != "lower"
        means = self._of(name).mean(axis=1)
        return int(np.argmax(means if up else -means))

    def sentence(self, lang: str = "en") -> str:
        """Return, for each end, how many pages are best and whether that is clear."""
        say = translator(lang)
        table = self.table(lang).set_index(["outcome", "pages"])
        said = []
        for name in self.ends:
            one, pages = outcome(name), self.best(name)
            row: Any = table.loc[(name, pages)]
            clear = row["more_low"] > 0 or row["more_high"] < 0
            text = say.gettext(
                "{label}: best with {pages} of {all} pages, {more} against all (95% interval {low}"
                " to {high})."
            )
            open_ = say.gettext(
                "{label}: best with {pages} of {all} pages, but not clearly better than with all"
                " (95% interval of the difference {low} to {high})."
            )
            last = say.gettext("{label}: best with all {all} pages.")
            words = {"label": say(one.label), "pages": say.number(pages),
                     "all": say.number(len(self.channels)),
                     "more": one.apart(row["more"], say, signed=True),
                     "low": one.apart(row["more_low"], say, signed=True),
                     "high": one.apart(row["more_high"], say, signed=True)}  # fmt: skip
            chosen = last if pages == len(self.channels) else text if clear else open_
            said.append(chosen.format(**words))
        return "\n".join(said)

    def _of(self, name: str) -> np.ndarray:
        return np.nan_to_num(self.values[:, :, list(OUTCOMES).index(outcome(name).name)])


def platforms(
    plan: Scenario, ends: Sequence[str], replicates: int = 16, *, workers: int | None = None
) -> Platforms:
    """Run one plan with 0, 1, 2, … pages, hours and everything else the same.

    Pages come in the order of how many people of the market use their channel. Dated posts for a
    channel without a page go everywhere. Raises AddaError where the market has no public channel.
    """
    channels = page_channels(plan)
    if not channels:
        raise AddaError(
            "nobody on the market '{name}' uses a public channel", name=plan.market.name
        )
    seeds = replicate_seeds(FRESH_SEED, replicates)
    tasks = [
        partial(measured, (_on(plan, channels[:count]),), seeds, [Drawn({})] * replicates)
        for count in range(len(channels) + 1)
    ]
    work = Work(workers)
    found = work.carried_out(tasks, None, work.threads([plan], 1))
    values = np.stack([arrays["values"][0] for arrays in found])
    return Platforms(plan, channels, tuple(ends), values)


def _on(plan: Scenario, pages: Sequence[str]) -> Scenario:
    places = (*pages, plan.strategy.presence.home, None)
    calendar = tuple(
        entry.tree() | ({} if entry.channel in places else {"channel": None})
        for entry in plan.strategy.calendar
    )
    # Both at once: a dated post may stand only where the plan is.
    tree = plan.strategy.tree()
    tree["presence"]["pages"], tree["calendar"] = list(pages), list(calendar)
    return plan.with_strategy(type(plan.strategy).parse(tree, Said("the plan")))
