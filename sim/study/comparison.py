"""Comparison: what many pairs of runs say about two strategies. Tables, series, verdict, JSON."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, Said, nearest, shown
from sim.outcomes import OUTCOMES, Outcome, outcome, unit_of
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, drawn
from sim.study.own_sets import OwnSets
from sim.study.paired import Paired, paired
from sim.words import translator

if TYPE_CHECKING:
    import pandas

    from sim.trace import Run

LOW, HIGH = 0.1, 0.9
ARMS = ("a", "b")


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two scenarios on the same worlds with the same luck, pair by pair.

    seeds: of each pair; `sim.run(a, seed=seeds[i])` is arm A of pair i again (with `fix_world`,
    on the world of the first pair). horizons: days at which outcomes are read, the last one the
    end. values[arm, pair, horizon, outcome] with arms A, B and outcomes in the order of the
    registry; NaN where an outcome does not apply. daily: name -> [arm, pair, day]. parameters:
    behaviour that differs, or "accepted" or sets of one's own, where each pair has a set to itself
    (see `compare`).
    """

    a: Scenario
    b: Scenario
    seed: int
    seeds: tuple[int, ...]
    horizons: tuple[int, ...]
    values: np.ndarray
    daily: Mapping[str, np.ndarray]
    fix_world: bool = False
    parameters: Behaviour = field(default_factory=dict)
    first: "tuple[Run, Run] | None" = field(default=None, repr=False)

    def __repr__(self) -> str:
        a, b = self.names
        return (
            f"Comparison({a} against {b}, {self.replicates} pairs of {self.days} days"
            f" on {self.a.market.name})"
        )

    @property
    def replicates(self) -> int:
        """Number of pairs."""
        return len(self.seeds)

    @property
    def days(self) -> int:
        """Days that every run lasted."""
        return self.horizons[-1]

    @property
    def names(self) -> tuple[str, str]:
        """What to call the arms: the titles of the strategies, or A and B where these are alike."""
        a, b = self.a.strategy.title, self.b.strategy.title
        return (a, b) if a != b else ("A", "B")

    @property
    def currency(self) -> str:
        """Currency of the market."""
        return self.a.market.prices.currency

    @cached_property
    def runs(self) -> "tuple[Run, Run]":
        """The first pair of runs with all its tables; lived again where it came from the store."""
        if self.first is not None:
            return self.first
        from sim.running import run

        (people,) = drawn(self.parameters, self.a.market, 1, self.seed)
        a, b = (
            run(people.at(arm), self.seeds[0], parameters=people.behaviour)
            for arm in (self.a, self.b)
        )
        return a, b

    @property
    def same(self) -> bool:
        """Are both arms the same on every outcome in every pair?"""
        return bool(np.array_equal(self.values[0], self.values[1], equal_nan=True))

    def paired(self, name: str, day: int | None = None) -> Paired:
        """Return what the pairs say about an outcome at a horizon (default: the end)."""
        number = list(OUTCOMES).index(outcome(name).name)
        at = self._horizon(day)
        return self._paired[number, at]

    @cached_property
    def _paired(self) -> dict[tuple[int, int], Paired]:
        shape = self.values.shape
        return {
            (number, at): paired(self.values[0, :, at, number], self.values[1, :, at, number])
            for number in range(shape[3])
            for at in range(shape[2])
        }

    def table(self, lang: str = "en") -> "pandas.DataFrame":
        """Return one tidy row an outcome and horizon.

        outcome, label, unit, kind, better, day; mean_a, mean_b, difference (B - A) with low and
        high; middle with middle_low, middle_high; b_better (share of pairs) with its interval;
        reduction, pairs, more_pairs, call, favours ("a", "b" or ""), as `Paired` explains them.
        """
        import pandas

        say = translator(lang)
        rows = []
        for number, one in enumerate(OUTCOMES.values()):
            words = {
                "outcome": one.name,
                "label": say(one.label),
                "unit": unit_of(one, say, self.currency),
                "kind": one.kind,
                "better": one.better,
            }
            for at, day in enumerate(self.horizons):
                rows.append({**words, "day": day, **_row(self._paired[number, at], one)})
        return pandas.DataFrame(rows)

    def verdict(self, lang: str = "en", day: int | None = None) -> str:
        """Return what the pairs say, made from the numbers: a line each, the main one first."""
        from sim.study.verdict import sentences

        return "\n".join(sentences(self, translator(lang), self.horizons[self._horizon(day)]))

    def series(self, name: str) -> "pandas.DataFrame":
        """Return an outcome's course: arm (0: A, 1: B), day, mean, low, high, runs.

        low and high hold 8 of 10 runs. `name` is an outcome that is known day by day, or a column
        of the daily table. Raises AddaError for another one.
        """
        course = self._course(name)
        return _bands({arm: course[arm] for arm in range(len(ARMS))}, "arm")

    def difference(self, name: str) -> "pandas.DataFrame":
        """Return the course of B minus A, pair by pair: day, mean, low, high, runs."""
        course = self._course(name)
        return _bands({0: course[1] - course[0]}, "arm").drop(columns="arm")

    def figure(self, name: str) -> Any:
        """Return the picture of an outcome over time: both arms, and the difference below."""
        from sim.figures.course import over_time

        course, apart = self.series(name), self.difference(name)
        return over_time(course, name, self.names, apart, self.currency)

    def to_json(self, lang: str = "en") -> str:
        """Return everything but the daily columns as JSON text; null where nothing applies."""
        tree = {
            "strategies": {
                arm: {"name": case.strategy.name, "title": case.strategy.title}
                for arm, case in zip(ARMS, (self.a, self.b), strict=True)
            },
            "market": self.a.market.name,
            "people": self.a.market.people,
            "days": self.days,
            "pairs": self.replicates,
            "seed": self.seed,
            "seeds": list(self.seeds),
            "fix_world": self.fix_world,
            "parameters": self._parameters(),
            "same": self.same,
            "verdict": self.verdict(lang),
            "outcomes": self.table(lang).to_dict("records"),
        }
        return json.dumps(_plain(tree), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def _parameters(self) -> dict[str, float] | str:
        own = self.parameters
        return str(own) if isinstance(own, str | OwnSets) else dict(own)

    def _horizon(self, day: int | None) -> int:
        if day is None:
            return len(self.horizons) - 1
        if day not in self.horizons:
            known = ", ".join(map(str, self.horizons))
            raise AddaError(
                "day is {day}, this comparison was read at day {known}", day=shown(day), known=known
            )
        return self.horizons.index(day)

    def _course(self, name: str) -> np.ndarray:
        """Return the daily values of an outcome or column: [arm, pair, day]."""
        known = OUTCOMES.get(name)
        if known is not None and known.course is not None:
            return known.course(self.daily)
        if known is None and name in self.daily:
            return self.daily[name]
        able = [one.name for one in OUTCOMES.values() if one.course is not None]
        hint = nearest(name, [*able, *self.daily])
        raise AddaError(
            "'{name}' is not known day by day{hint}",
            name=shown(name),
            hint=hint or Said("; known are {known}", known=", ".join(able)),
        )


def _row(one: Paired, about: Outcome) -> dict[str, Any]:
    better, better_low, better_high = one.b_better(about.better)
    return {
        "mean_a": one.mean_a,
        "mean_b": one.mean_b,
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
        "middle": one.middle,
        "middle_low": one.middle_low,
        "middle_high": one.middle_high,
        "b_better": better,
        "b_better_low": better_low,
        "b_better_high": better_high,
        "reduction": one.reduction,
        "pairs": one.pairs,
        "more_pairs": one.more_pairs,
        "call": one.call,
        "favours": one.favours(about.better),
    }


def _bands(courses: Mapping[int, np.ndarray], key: str) -> "pandas.DataFrame":
    """Return mean and the band of 8 of 10 runs of each day, a course [pair, day] an entry."""
    import warnings

    import pandas

    parts = []
    for number, course in courses.items():
        with warnings.catch_warnings():  # a day on which an outcome applies to nobody is NaN
            warnings.simplefilter("ignore", RuntimeWarning)
            mean = np.nanmean(course, axis=0)
            low, high = np.nanquantile(course, (LOW, HIGH), axis=0)
        days = np.arange(1, course.shape[1] + 1)
        columns = {key: number, "day": days, "mean": mean, "low": low, "high": high}
        parts.append(pandas.DataFrame({**columns, "runs": np.isfinite(course).sum(axis=0)}))
    return pandas.concat(parts, ignore_index=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
