"""Unseen: how much of what happens shows on the dashboard, and when the dashboard points wrong.

Everything is counted in many paired runs: what the brand can count, what there was to count, and
what the usual estimate of dark social makes of the visits that nobody can explain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import dashboard
from sim.outcomes.outcome import Outcome
from sim.outcomes.window import Window
from sim.scenarios import Scenario
from sim.study.among import mean
from sim.study.side_by_side import run_ways
from sim.study.ways import Ways
from sim.words import N_, _, number, percent, speaking, translator

if TYPE_CHECKING:
    import pandas

LOW, HIGH = 0.1, 0.9
SIDES = ("seen", "truth")
DARK = ("dark.truth", "dark.direct_deep", "dark.direct")
MAIN = "mentions"


@dataclass(frozen=True, eq=False)
class Unseen:
    """What was seen and what there was, strategy by strategy and run by run."""

    ways: Ways
    names: tuple[str, str]

    def share(self, quantity: str) -> np.ndarray:
        """Return seen over all of a quantity (`dashboard.QUANTITIES`): [strategy, run]."""
        seen, truth = (self.ways.of(f"{side}.{quantity}") for side in SIDES)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(truth > 0, seen / truth, np.nan)

    def table(self) -> "pandas.DataFrame":
        """Return arm, quantity, side ("seen", "truth"), mean, low, high (8 of 10 runs), runs."""
        import pandas

        rows = []
        for arm in range(len(self.names)):
            for quantity in dashboard.QUANTITIES:
                for side in SIDES:
                    values = self.ways.of(f"{side}.{quantity}")[arm]
                    low, high = np.quantile(values, (LOW, HIGH)).tolist()
                    rows.append((arm, quantity, side, mean(values), low, high, len(values)))
        columns = ["arm", "quantity", "side", "mean", "low", "high", "runs"]
        return pandas.DataFrame(rows, columns=columns)

    def answer(self) -> str:
        """Return how much of the talk about the product the dashboard shows, with each strategy."""
        with speaking(self.ways.lang):
            return "\n".join(self._shows(arm) for arm in range(len(self.names)))

    def judged(self) -> str:
        """Return, quantity by quantity, how often the dashboard names the wrong strategy as ahead.

        Counted are the runs in which the two strategies truly differ.
        """
        with speaking(self.ways.lang):
            said = [self._judges(quantity) for quantity in dashboard.QUANTITIES]
            return "\n".join(filter(None, said))

    def estimates(self) -> str:
        """Return what the usual estimates of dark social make of it, against the truth."""
        with speaking(self.ways.lang):
            return " ".join(self._guessed(arm) for arm in range(len(self.names)))

    def picture(self) -> Any:
        """Return the picture: of a hundred that there were, how many the dashboard shows."""
        from sim.figures.truth import dashboard_truth

        with speaking(self.ways.lang):
            return dashboard_truth(self.table(), self.names)

    def pictures(self) -> Any:
        """Return the pictures of the first pair of runs."""
        return self.ways.pictures()

    def _shows(self, arm: int) -> str:
        shares = self.share(MAIN)[arm]
        there = shares[np.isfinite(shares)]
        if not len(there):
            return _("With “{name}” nobody talked about the product.").format(name=self.names[arm])
        said = _(
            "With “{name}” the dashboard shows {share} of the talk about the product ({low} to"
            " {high} in 8 of 10 runs); of the sales that a story had part in, it shows {sales}."
        )
        low, high = np.quantile(there, (LOW, HIGH)).tolist()
        sales = mean(self.share("sales")[arm])
        return said.format(
            name=self.names[arm], share=percent(mean(there)), low=percent(low), high=percent(high),
            sales=percent(sales),
        )  # fmt: skip

    def _judges(self, quantity: str) -> str:
        seen, truth = (self.ways.of(f"{side}.{quantity}") for side in SIDES)
        apart, shown = np.sign(truth[1] - truth[0]), np.sign(seen[1] - seen[0])
        differ = int((apart != 0).sum())
        label = _(dashboard.QUANTITIES[quantity][0])
        if not differ:
            return _("{label}: the same with both.").format(label=label)
        wrong = int(((apart != 0) & (shown == -apart)).sum())
        silent = int(((apart != 0) & (shown == 0)).sum())
        said = _(
            "{label}: in {wrong} of {runs} runs the dashboard has the wrong strategy ahead, in"
            " {silent} it shows no difference."
        )
        words = {"wrong": number(wrong), "runs": number(differ), "silent": number(silent)}
        return said.format(label=label, **words)

    def _guessed(self, arm: int) -> str:
        truth, deep, direct = (mean(self.ways.of(name)[arm]) for name in DARK)
        said = _(
            "With “{name}” {truth} visits came from the dark; “direct visits to deep pages” makes"
            " {deep} of it, “all direct visits” {direct}."
        )
        return said.format(
            name=self.names[arm], truth=number(truth, 0), deep=number(deep, 0),
            direct=number(direct, 0),
        )  # fmt: skip


def unseen(
    a: Scenario, b: Scenario, replicates: int = 16, seed: int = 0, lang: str = "en"
) -> Unseen:
    """Run two strategies in pairs and keep what the dashboard shows beside what there was.

    Raises AddaError for scenarios that cannot be set side by side.
    """
    say = translator(lang)
    titles = say(a.strategy.title), say(b.strategy.title)
    names = titles if titles[0] != titles[1] else ("A", "B")
    ways = dict(zip(names, (a, b), strict=True))
    return Unseen(run_ways(ways, replicates, seed, further=_counted(), lang=lang), names)


def _counted() -> Sequence[Outcome]:
    """Return both sides of every quantity of the dashboard, and the estimates of dark visits."""
    both = [
        _one(f"{side}.{quantity}", label, unit, _side(quantity, number))
        for quantity, (label, unit) in dashboard.QUANTITIES.items()
        for number, side in enumerate(SIDES)
    ]
    visits = N_("visits")
    return [
        *both,
        _one(DARK[0], N_("Visits from the dark"), visits, lambda seen: _sum(seen.in_the_dark)),
        _one(DARK[1], dashboard.ESTIMATES["direct_deep"], visits, _direct_deep),
        _one(DARK[2], dashboard.ESTIMATES["direct"], visits, lambda seen: _sum(_direct(seen))),
    ]


def _one(name: str, label: str, unit: str, value: Callable[[Window], float]) -> Outcome:
    return Outcome(name=name, label=label, unit=unit, definition="", better="neither", kind="talk",
                   value=value)  # fmt: skip


def _side(quantity: str, number: int) -> Callable[[Window], float]:
    return lambda seen: float(dashboard.counts(seen)[quantity][number])


def _direct(seen: Window) -> np.ndarray:
    return dashboard.visit_sources(seen) == dashboard.DIRECT


def _direct_deep(seen: Window) -> float:
    return _sum(_direct(seen) & (seen.visits["landing"] != 0))


def _sum(which: np.ndarray) -> float:
    return float(np.count_nonzero(which))
