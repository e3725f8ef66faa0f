"""Holding: does the conclusion hang on us? Which assumption, moved alone, changes the winner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, check_whole, shown
from sim.outcomes import OUTCOMES, horizons, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, drawn, told_apart
from sim.study.compare import checked_arms, replicate_seeds
from sim.study.moving import Lived
from sim.study.paired import Paired, paired
from sim.study.runner import Progress
from sim.study.store import Store, identity
from sim.study.stress import Change, changes
from sim.study.verdict import slight
from sim.study.work import Tell, Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

MOST_MORE = 10_000


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

    def __repr__(self) -> str:
        sides = f"{self.a.strategy.name} against {self.b.strategy.name}"
        return f"Holding({sides}, {len(self.moved)} assumptions, one at a time)"

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
            "winner": say(self.names["ab".index(usual)]) if usual else "",
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

    def with_more(self, near: Sequence[int], more: Sequence[np.ndarray]) -> "Holding":
        """Return it with further pairs: of nothing moved, then of the assumptions `near`."""
        values = list(self.found)
        for number, further in zip(near, more[1:], strict=True):
            values[number] = np.concatenate([values[number], further], axis=1)
        base = np.concatenate([self.base, more[0]], axis=1)
        return replace(self, base=base, found=tuple(values))

    def _horizon(self, day: int | None) -> int:
        if day is None:
            return len(self.horizons) - 1
        if day not in self.horizons:
            known = ", ".join(map(str, self.horizons))
            raise AddaError(
                "day is {day}, the answer was read at {known}", day=shown(day), known=known
            )
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
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Holding:
    """Find which assumptions, moved one at a time, change the winner of two strategies.

    Every behaviour parameter is taken to both ends of its plausible range, and every structural
    choice is switched, with everything else as it was, or as it is drawn for each pair
    (parameters); `replicates` pairs each, all on the same worlds and luck. Those under which the
    winner of one of `outcomes` differs at a horizon get `more` pairs. names: only these parameters
    and structures (see `sim.study.stress`). The rest as in `sim.sweep`; progress counts tasks, of
    which a second part may be added.

    Raises AddaError for an unknown assumption, and Cancelled on request; what was lived is kept in
    the store. Example: `holding = flips(a, b, days=365); holding.flips("sales")`.
    """
    a, b = checked_arms(a, b, days)
    judged = tuple(outcome(name).name for name in outcomes)
    check_whole("more", more, 0, MOST_MORE)
    given = parameters if isinstance(parameters, Mapping) else {}
    moved = changes(a.market, names, given)
    first = replicate_seeds(seed, replicates)
    seeds = (*first, *replicate_seeds(seed, replicates + more)[replicates:])
    people = drawn(parameters, a.market, len(seeds), seed)
    work = Work(workers, scheduler, progress, cancel, store, tell)
    luck = tuple(zip(seeds, people, strict=True))
    lived = Lived(a, b, tuple(change.parameters for change in moved), luck)
    work.say_cost(a, 2 * (1 + len(moved)) * replicates, partial(run, a, seeds[0]))
    inputs = {"a": identity(a), "b": identity(b), "seed": seed, "pairs": replicates, "more": more,
              "moved": [[change.name, change.end, dict(change.parameters)] for change in moved],
              "parameters": told_apart(parameters or {})}  # fmt: skip
    title = f"{a.strategy.name} against {b.strategy.name} on {a.market.name}, assumptions moved"
    place = work.place("holding", inputs, title, {"outcomes": judged})
    found = Holding(a, b, horizons(a.days), moved, *lived.first(replicates, work, place))
    near = turned(found, judged) if more else []
    return found.with_more(near, lived.more(near, replicates, work, place)) if near else found


def turned(found: Holding, names: Sequence[str]) -> list[int]:
    """Return the moved assumptions that may change the winner on one of these outcomes."""
    asked = [(name, day) for name in names for day in found.horizons]
    usual = {one: found.winner(*one) for one in asked}
    return [
        number
        for number in range(len(found.moved))
        if any(found.winner(*one, number) != usual[one] for one in asked)
    ]


def _turns(usual: str, here: str) -> str:
    if usual == here:
        return ""
    if not usual:
        return "closes"
    return "flips" if here else "opens"
