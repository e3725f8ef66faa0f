"""Holding: does the conclusion hang on us? Which assumption, moved alone, changes the winner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError
from sim.outcomes import OUTCOMES, Window, horizons, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.compare import checked_arms, replicate_seeds
from sim.study.paired import Paired, paired
from sim.study.runner import Progress
from sim.study.store import Store, identity
from sim.study.stress import Change, changes
from sim.study.verdict import slight
from sim.study.work import Arrays, Tell, Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

AT_ONCE = 8  # assumptions that a task moves on one world


@dataclass(frozen=True, eq=False)
class Holding:
    """What the winner is under every assumption moved alone.

    moved: the assumptions, one at a time. base and found[number]: [arm, pair, horizon, outcome]
    with everything at its best value, and with each assumption moved; those that could turn the
    answer round have more pairs.
    """

    a: Scenario
    b: Scenario
    horizons: tuple[int, ...]
    moved: tuple[Change, ...]
    base: np.ndarray = field(repr=False)
    found: tuple[np.ndarray, ...] = field(repr=False)

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two strategies: their titles, or A and B where these are alike."""
        a, b = self.a.strategy.title, self.b.strategy.title
        return (a, b) if a != b else ("A", "B")

    def winner(self, name: str = "sales", day: int | None = None, number: int | None = None) -> str:
        """Return who is ahead for sure: "a", "b", or "" where it is open or slight.

        number: of the assumption that is moved; None: of none.
        """
        one = outcome(name)
        pairs = self.paired(name, day, number)
        return "" if slight(pairs, one) else pairs.favours(one.better)

    def paired(
        self, name: str = "sales", day: int | None = None, number: int | None = None
    ) -> Paired:
        """Return what the pairs say about an outcome at a horizon (default: the last)."""
        values = self.base if number is None else self.found[number]
        column = list(OUTCOMES).index(outcome(name).name)
        mine = values[:, :, self._horizon(day), column]
        return paired(mine[0], mine[1])

    def table(self, name: str = "sales", lang: str = "en") -> "pandas.DataFrame":
        """Return one row an assumption, end and horizon, the largest shift first.

        name, label, structural, grade, end ("low", "high", "other"), value, day, difference (B - A)
        with low and high (95 %), base (the difference with nothing moved), shift, winner and usual
        ("a", "b" or "" for open), turns ("flips": another winner for sure; "opens": open where it
        was sure; "closes": sure where it was open; "" otherwise), pairs.
        """
        import pandas

        say = translator(lang)
        rows = []
        for number, change in enumerate(self.moved):
            for day in self.horizons:
                row: dict[str, Any] = {
                    "name": change.name,
                    "label": say(change.label),
                    "end": change.end,
                }
                row |= {"structural": change.structural, "grade": change.grade}
                rows.append({**row, "value": change.value, **self._row(name, day, number)})
        table = pandas.DataFrame(rows)
        order = table["shift"].abs().sort_values(ascending=False, kind="stable").index
        return table.loc[order].reset_index(drop=True)

    def _row(self, name: str, day: int, number: int) -> dict[str, Any]:
        # Against nothing moved, on the same pairs: more pairs alone would make the answer surer.
        pairs = self.found[number].shape[1]
        still = replace(self, base=self.base[:, :pairs])
        here, usual = self.paired(name, day, number), still.paired(name, day)
        who, usually = self.winner(name, day, number), still.winner(name, day)
        return {
            "day": day, "difference": here.difference, "low": here.low, "high": here.high,
            "base": usual.difference, "shift": here.difference - usual.difference, "winner": who,
            "usual": usually, "turns": _turns(usually, who), "pairs": here.pairs,
        }  # fmt: skip

    def flips(self, name: str = "sales", lang: str = "en") -> "pandas.DataFrame":
        """Return the rows of `table` in which the winner is another one for sure."""
        table = self.table(name, lang)
        return table[table["turns"] == "flips"].reset_index(drop=True)

    def sentence(self, name: str = "sales", day: int | None = None, lang: str = "en") -> str:
        """Return whether the conclusion holds, in words."""
        say, table = translator(lang), self.table(name, lang)
        day = self.horizons[self._horizon(day)]
        here = table[table["day"] == day]
        usual = self.winner(name, day)
        words = {
            "label": say(outcome(name).label),
            "days": say.number(day),
            "moves": say.number(len(here)),
            "flips": say.number(int((here["turns"] == "flips").sum())),
            "opens": say.number(int((here["turns"] == "opens").sum())),
            "closes": say.number(int((here["turns"] == "closes").sum())),
            "winner": self.names["ab".index(usual)] if usual else "",
        }
        if usual:
            said = say.gettext(
                "{label} after {days} days: “{winner}” is ahead. Of {moves} assumptions moved one"
                " at a time, {flips} give another winner and {opens} leave it open."
            )
        else:
            said = say.gettext(
                "{label} after {days} days: too close to call. Of {moves} assumptions moved one"
                " at a time, {closes} make a winner."
            )
        return said.format(**words)

    def figure(self, name: str = "sales", day: int | None = None, most: int = 12) -> Any:
        """Return the picture of the assumptions that shift the difference most."""
        from sim.figures.holding import holding_picture

        return holding_picture(self, name, self.horizons[self._horizon(day)], most)

    def _horizon(self, day: int | None) -> int:
        if day is None:
            return len(self.horizons) - 1
        if day not in self.horizons:
            known = ", ".join(map(str, self.horizons))
            raise AddaError(f"day is {day}, the answer was read at {known}")
        return self.horizons.index(day)


def flips(  # noqa: PLR0913 - the front door; all but the two scenarios are optional
    a: Scenario,
    b: Scenario,
    names: Iterable[str] | None = None,
    *,
    outcomes: Sequence[str] = ("sales",),
    replicates: int = 4,
    more: int = 12,
    seed: int = 0,
    days: int | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Holding:
    """Find which assumptions, moved one at a time, change the winner of two strategies.

    Every behaviour parameter is taken to both ends of its plausible range, and every structural
    choice is switched, with everything else at its best value; `replicates` pairs each, all on the
    same worlds and luck. Those under which the winner of one of `outcomes` differs at a horizon get
    `more` pairs. names: only these parameters and structures (see `sim.study.stress`). The rest as
    in `sim.sweep`; progress counts tasks, of which a second part may be added.

    Example: `holding = flips(a, b, days=365); holding.flips("sales"); holding.figure("sales")`.
    """
    a, b = checked_arms(a, b, days)
    judged = tuple(outcome(name).name for name in outcomes)
    moved = changes(a.market, names)
    seeds = replicate_seeds(seed, replicates + max(0, more))
    work = Work(workers, scheduler, progress, cancel, store, tell)
    lived = _Lived(a, b, work, seed)
    first = lived.all((Change("", "", {}, 0.0, "", ""), *moved), seeds[:replicates], "first")
    found = Holding(a, b, horizons(a.days), moved, first[0], tuple(first[1:]))
    near = [number for number in range(len(moved)) if _turned(found, judged, number)]
    if not near or more <= 0:
        return found
    again = [Change("", "", {}, 0.0, "", ""), *(moved[number] for number in near)]
    second = lived.all(again, seeds[replicates:], "more")
    values = list(found.found)
    for number, further in zip(near, second[1:], strict=True):
        values[number] = np.concatenate([values[number], further], axis=1)
    base = np.concatenate([found.base, second[0]], axis=1)
    return Holding(a, b, found.horizons, moved, base, tuple(values))


def _turned(found: Holding, names: Sequence[str], number: int) -> bool:
    """Say whether a moved assumption may change the winner somewhere."""
    return any(
        found.winner(name, day, number) != found.winner(name, day)
        for name in names
        for day in found.horizons
    )


def _turns(usual: str, here: str) -> str:
    if usual == here:
        return ""
    if not usual:
        return "closes"
    return "flips" if here else "opens"


@dataclass(frozen=True)
class _Lived:
    """Runs both strategies under assumptions."""

    a: Scenario
    b: Scenario
    work: Work
    seed: int

    def all(self, moved: Sequence[Change], seeds: Sequence[int], part: str) -> list[np.ndarray]:
        """Return values[arm, pair, horizon, outcome] under each assumption."""
        given = [change.parameters for change in moved]
        chunks = [given[at : at + AT_ONCE] for at in range(0, len(given), AT_ONCE)]
        tasks = [
            partial(measured, self.a, self.b, chunk, each) for each in seeds for chunk in chunks
        ]
        runs = 2 * len(given) * len(seeds)
        if part == "first":
            self.work.say_cost(self.a, runs, partial(run, self.a, seeds[0]))
        inputs = {"a": identity(self.a), "b": identity(self.b), "seed": self.seed, "part": part}
        inputs |= {"moved": [dict(one) for one in given], "pairs": len(seeds)}
        title = f"{self.a.strategy.name} against {self.b.strategy.name}, assumptions moved ({part})"
        place = self.work.place("holding", inputs, title)
        threads = self.work.threads([self.a], 1)
        found = self.work.carried_out(tasks, place, threads)
        values = np.concatenate([arrays["values"] for arrays in found])
        shaped = values.reshape(len(seeds), len(given), *values.shape[1:])
        return [shaped[:, number].swapaxes(0, 1) for number in range(len(given))]


def measured(a: Scenario, b: Scenario, moved: Sequence[Mapping[str, float]], seed: int) -> Arrays:
    """Return outcomes under several assumptions on one world: [moved, arm, horizon, outcome]."""
    from sim.world import World

    world = World.from_market(a.market, seed)
    values = [
        [_read(run(arm, seed, world=world, parameters=given)) for arm in (a, b)] for given in moved
    ]
    return {"values": np.array(values)}


def _read(lived: Any) -> list[list[float]]:
    windows = [Window(lived, day) for day in horizons(lived.scenario.days)]
    return [[one.measure(window) for one in OUTCOMES.values()] for window in windows]
