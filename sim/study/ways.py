"""Ways: several ways of doing one thing, on the same worlds and with the same luck.

Where `compare` sets two strategies against each other, this sets any number of scenarios side by
side. Which of them leads is said with intervals that hold for all the others at once (Bonferroni),
because among many ways one will always look best.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, nearest, shown
from sim.outcomes import Outcome
from sim.scenarios import Scenario
from sim.study.among import difference_interval, mean, slight_step
from sim.study.paired import Paired, paired

if TYPE_CHECKING:
    import pandas

    from sim.trace import Run


@dataclass(frozen=True, eq=False)
class Ways:
    """Scenarios on the same worlds with the same luck: round by round, each way is lived once.

    labels: what the ways are called, in the language in which they were asked for. seeds: of each
    round. outcomes: those of the registry and what else was asked for, by name. values[way, round,
    outcome] at the end, in that order; daily: name -> [way, round, day]. runs: of the first round.
    lang: the language; main: the outcomes that answers and pictures tell of unless others are
    asked for.
    """

    labels: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    outcomes: Mapping[str, Outcome]
    values: np.ndarray
    daily: Mapping[str, np.ndarray]
    runs: "tuple[Run, ...]" = field(repr=False)
    lang: str = "en"
    main: tuple[str, ...] = ("sales", "belonging")

    def __repr__(self) -> str:
        return f"Ways({', '.join(self.labels)}; {self.replicates} runs of each)"

    @property
    def replicates(self) -> int:
        """Runs of each way."""
        return len(self.seeds)

    @property
    def days(self) -> int:
        """Days that every run lasted."""
        return self.scenarios[0].days

    @property
    def currency(self) -> str:
        """Currency of the market."""
        return self.scenarios[0].market.prices.currency

    def outcome(self, name: str) -> Outcome:
        """Return an outcome by name; raises AddaError with the nearest known name."""
        if name not in self.outcomes:
            raise AddaError(
                "'{name}' is not an outcome{hint}",
                name=shown(name),
                hint=nearest(name, self.outcomes),
            )
        return self.outcomes[name]

    def of(self, name: str) -> np.ndarray:
        """Return the values of an outcome, [way, round]."""
        return self.values[:, :, list(self.outcomes).index(self.outcome(name).name)]

    def course(self, name: str) -> np.ndarray:
        """Return an outcome or a daily column as [way, round, day]; AddaError if not known so."""
        known = self.outcomes.get(name)
        if known is not None and known.course is not None:
            return known.course(self.daily)
        if name not in self.daily:
            raise AddaError("'{name}' is not known day by day", name=shown(name))
        return self.daily[name]

    def against(self, name: str, way: int, other: int = 0) -> Paired:
        """Return what the rounds say about one way less another."""
        values = self.of(name)
        return paired(values[other], values[way])

    def table(self, names: Sequence[str]) -> "pandas.DataFrame":
        """Return one tidy row an outcome and way.

        outcome, way, label, mean; low, high: the 95 % interval of the distance to the leader (to
        the first way where nobody can say what is better), drawn around the mean; runs; leads: the
        way leads or cannot be told from the leader.
        """
        import pandas

        rows = []
        for name in names:
            values, leaders = self.of(name), self.leaders(name)
            other = values[self.best(name) or 0]
            for way, label in enumerate(self.labels):
                middle = mean(values[way])
                low, high = difference_interval(other, values[way], len(self.labels) - 1)
                ends = (mean(other) + low, mean(other) + high)
                rows.append((name, way, label, middle, *ends, self.replicates, way in leaders))
        columns = ["outcome", "way", "label", "mean", "low", "high", "runs", "leads"]
        return pandas.DataFrame(rows, columns=columns)

    def series(self, name: str) -> "pandas.DataFrame":
        """Return the mean course of each way: way, label, day, mean."""
        import pandas

        means = self.course(name).mean(axis=1)
        ways, days = means.shape
        return pandas.DataFrame(
            {
                "way": np.repeat(np.arange(ways), days),
                "label": np.repeat(np.array(self.labels, dtype=object), days),
                "day": np.tile(np.arange(1, days + 1), ways),
                "mean": means.ravel(),
            }
        )

    def best(self, name: str) -> int | None:
        """Return the way with the best mean; None where no way is better, or nothing applies."""
        one, means = self.outcome(name), [mean(row) for row in self.of(name)]
        if one.better == "neither" or not any(map(math.isfinite, means)):
            return None
        sign = 1.0 if one.better == "higher" else -1.0
        scored = [sign * each if math.isfinite(each) else -math.inf for each in means]
        return int(np.argmax(scored))

    def leaders(self, name: str) -> tuple[int, ...]:
        """Return the best way and those that cannot be told from it, or only by next to nothing.

        A way to which the outcome does not apply is none of them.
        """
        best = self.best(name)
        if best is None:
            return ()
        able = self.applies(name)
        return tuple(way for way in able if way == best or not self._behind(name, way, best))

    def applies(self, name: str) -> tuple[int, ...]:
        """Return the ways to which an outcome applies in some round."""
        return tuple(way for way, row in enumerate(self.of(name)) if np.isfinite(row).any())

    def _behind(self, name: str, way: int, best: int) -> bool:
        """Is a way clearly and noticeably worse than the best one?"""
        values = self.of(name)
        low, high = difference_interval(values[best], values[way], len(self.labels) - 1)
        if not math.isfinite(low):
            return False
        steps = abs(mean(values[way]) - mean(values[best]))
        return (low > 0 or high < 0) and steps >= slight_step(
            self.outcome(name), values[[best, way]]
        )

    def answer(self, *names: str) -> str:
        """Return which ways lead on these outcomes (default: `main`), a line each."""
        from sim.study.leading import sentence
        from sim.words import speaking

        with speaking(self.lang):
            return "\n".join(sentence(self, name) for name in names or self.main)

    def picture(self, *names: str) -> Any:
        """Return the picture of these outcomes (default: `main`): a panel each, a line a way."""
        from sim.figures.ways import ways_board
        from sim.words import speaking

        with speaking(self.lang):
            return ways_board(self, names or self.main)

    def over_time(self, name: str) -> Any:
        """Return the picture of the ways' mean courses of one outcome."""
        from sim.figures.ways import ways_course
        from sim.words import speaking

        with speaking(self.lang):
            return ways_course(self, name)

    def pictures(self, first: int = 0, second: int = -1) -> Any:
        """Return the pictures of two of the ways, from the first round."""
        from sim.figures import Pictures

        return Pictures((self.runs[first], self.runs[second]), None, self.lang)
