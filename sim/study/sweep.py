"""Sweep: a comparison under many circumstances, over any lever, market value or parameter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.errors import AddaError, Cancelled, Said, nearest, shown
from sim.outcomes import OUTCOMES, Outcome, outcome
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour
from sim.study.compare import checked_arms
from sim.study.designs import Values, grid, latin_hypercube
from sim.study.paired import Paired, paired
from sim.study.points import Points, checked_alone
from sim.study.runner import Progress
from sim.study.space import Axis, Over, axes, described
from sim.study.store import Store
from sim.study.verdict import slight
from sim.study.work import Tell, Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

    from sim.study.discovery import Discovery

Ahead = Literal["a", "b", ""]


@dataclass(frozen=True, eq=False)
class Sweep:
    """Strategies under many circumstances: values[point, arm, pair, outcome].

    b: None where only one strategy was looked at. points: the values of each point, by axis.
    shape: of the grid, an entry an axis; None where the points are none.
    """

    a: Scenario
    b: Scenario | None
    axes: tuple[Axis, ...]
    points: tuple[Values, ...]
    values: np.ndarray = field(repr=False)
    seed: int = 0
    shape: tuple[int, ...] | None = None

    def __repr__(self) -> str:
        sides = " against ".join(one.strategy.name for one in (self.a, self.b) if one)
        return f"Sweep({sides}, {len(self.points)} points, {self.replicates} pairs at each)"

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two strategies: their titles, or A and B where these are alike."""
        a, b = self.a.strategy.title, (self.b or self.a).strategy.title
        return (a, b) if a != b else ("A", "B")

    @property
    def replicates(self) -> int:
        """Pairs of runs at each point."""
        return self.values.shape[2]

    @cached_property
    def _looked_at(self) -> dict[str, list[Paired]]:
        return {}

    def paired(self, name: str) -> list[Paired]:
        """Return what the pairs say at each point; with one strategy, its value against 0."""
        one = outcome(name)
        if one.name not in self._looked_at:
            mine = self.values[:, :, :, list(OUTCOMES).index(one.name)]
            zero = np.zeros_like(mine[:, 0])
            pairs = (zero, mine[:, 0]) if self.b is None else (mine[:, 0], mine[:, 1])
            self._looked_at[one.name] = [paired(x, y) for x, y in zip(*pairs, strict=True)]
        return self._looked_at[one.name]

    def ahead(self, name: str) -> list[Ahead]:
        """Return who is ahead at each point.

        "" where it is open, where the difference is sure but too small to choose by, and where the
        outcome does not apply.
        """
        one = self.judged_by(name)
        return [
            "" if slight(found, one) else found.favours(one.better) for found in self.paired(name)
        ]

    def judged_by(self, name: str) -> Outcome:
        """Return an outcome that tells a winner, or raise AddaError."""
        one = outcome(name)
        if self.b is None:
            raise AddaError("only one strategy was swept: a winner takes two")
        if one.better == "neither":
            raise AddaError(
                "'{name}' makes no winner: which way is better is yours to say", name=one.name
            )
        return one

    def axis(self, name: str) -> Axis:
        """Return an axis by name; raises AddaError with the nearest one that was varied."""
        for axis in self.axes:
            if axis.name == name:
                return axis
        known = [axis.name for axis in self.axes]
        hint = nearest(name, known) or Said("; there are {known}", known=", ".join(known))
        raise AddaError("'{name}' was not varied{hint}", name=shown(name), hint=hint)

    def table(self, name: str = "sales") -> "pandas.DataFrame":
        """Return one tidy row a point: point, a column an axis, then what the pairs say.

        With two strategies: mean_a, mean_b, difference (B - A), low, high (95 %), ahead. With one:
        mean, low, high.
        """
        import pandas

        rows = []
        winners = self.ahead(name) if self.b is not None and _has_winner(name) else None
        for number, found in enumerate(self.paired(name)):
            row: dict[str, Any] = {"point": number, **self.points[number]}
            if self.b is None:
                row |= {"mean": found.mean_b}
            else:
                means = {"mean_a": found.mean_a, "mean_b": found.mean_b}
                row |= {**means, "difference": found.difference}
            row |= {"low": found.low, "high": found.high}
            rows.append(row if winners is None else {**row, "ahead": winners[number]})
        return pandas.DataFrame(rows)

    def counts(self, name: str = "sales") -> dict[str, int]:
        """Return at how many points A is ahead, B is, and it is open."""
        who = self.ahead(name)
        return {"a": who.count("a"), "b": who.count("b"), "open": who.count("")}

    def discover(self, name: str = "sales") -> "Discovery":
        """Find the boxes of circumstances in which the usual winner does not win."""
        from sim.study.discovery import discover

        return discover(self, name)

    def sentence(self, name: str = "sales", lang: str = "en") -> str:
        """Return who wins, how often."""
        say, counts = translator(lang), self.counts(name)
        words = {
            "label": say(outcome(name).label),
            "a": say(self.names[0]),
            "b": say(self.names[1]),
            "points": say.number(len(self.points)),
            **{f"n_{key}": say.number(count) for key, count in counts.items()},
        }
        said = say.gettext(
            "{label}: of {points} circumstances “{a}” is ahead in {n_a} and “{b}” in {n_b}; in"
            " {n_open} it is too close to call."
        )
        return said.format(**words)

    def figure(self, name: str = "sales", x: str = "", y: str = "", lang: str = "en") -> Any:
        """Return a map of who wins over two of the axes (default: the first two)."""
        from sim.figures.winners import winners_map
        from sim.words import speaking

        across = self.axis(x) if x else self.axes[0]
        up = self.axis(y) if y else self.axes[1] if len(self.axes) > 1 else None
        with speaking(lang):
            return winners_map(self, name, across, up)


def sweep(  # noqa: PLR0913 - the front door; all but the strategies and axes are optional
    a: Scenario,
    b: Scenario | None,
    over: Over,
    points: int = 200,
    *,
    grid_steps: int | None = None,
    replicates: int = 8,
    seed: int = 0,
    days: int | None = None,
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Sweep:
    """Compare two strategies (or look at one, b=None) at many points of what is varied.

    over: names such as "strategy.control", "b.strategy.brand_talk", "market.product.price", "days"
    or "tell_rate", or a mapping of names to (low, high) or to a list of options. points: of a
    Latin hypercube over them; grid_steps: a grid instead, with so many values an axis. replicates:
    pairs of runs at each point, on the same worlds everywhere. tell: is told the cost before it
    starts; the rest as in `compare`, progress in points.

    Raises AddaError for what cannot be varied, and Cancelled on request; its `partial` is the sweep
    over the points that were finished.
    """
    arms = (checked_alone(a, days),) if b is None else checked_arms(a, b, days)
    along = axes(over, arms[0], len(arms))
    if grid_steps is None:
        places, shape = latin_hypercube(along, points, seed), None
    else:
        places = grid(along, grid_steps)
        shape = tuple(len(axis.steps(grid_steps)) for axis in along)
    asked = Points(arms, along, tuple(places), replicates, seed, parameters or {})
    work = Work(workers, scheduler, progress, cancel, store, tell)
    other = arms[1] if len(arms) > 1 else None
    try:
        values = asked.run("sweep", work, {"over": described(along), "shape": shape})
    except Cancelled as stop:
        some = partial_sweep(arms, along, places, stop.finished)
        raise Cancelled(stop.finished, some) from None
    return Sweep(arms[0], other, along, tuple(places), values, seed, shape)


def partial_sweep(
    arms: Sequence[Scenario],
    along: tuple[Axis, ...],
    places: Sequence[Values],
    found: Mapping[int, np.ndarray],
) -> Sweep | None:
    """Return the sweep over the points that were finished; None without any."""
    if not found:
        return None
    numbers = sorted(found)
    values = np.stack([found[number] for number in numbers])
    b = arms[1] if len(arms) > 1 else None
    return Sweep(arms[0], b, along, tuple(places[number] for number in numbers), values)


def _has_winner(name: str) -> bool:
    return outcome(name).better != "neither"
