"""Explain: which groups of levers make the difference, or which mechanisms carry it.

Shapley values (Shapley 1953): the levers that differ are taken over from A to B group by group, in
every order, and each group is credited with its mean step. The groups of one pair of strategies
are few, so every combination is run and the values are exact for each world; the credits add up to
the whole difference, and pairs of worlds with common luck give their intervals.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from sim.errors import AddaError, Cancelled, nearest, shown
from sim.levers import GROUPS
from sim.outcomes import OUTCOMES, measure, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, Drawn, drawn, told_apart
from sim.study.blending import blend, differing_levers, groups_that_differ, shapley, subsets
from sim.study.compare import checked_arms, replicate_seeds
from sim.study.mechanisms import Mechanisms, carried
from sim.study.paired import Paired, paired
from sim.study.runner import Progress
from sim.study.store import Store, identity
from sim.study.work import Arrays, Tell, Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

AT_ONCE = 8  # scenarios that a task runs on one world


@dataclass(frozen=True, eq=False)
class Explanation:
    """What each group of levers does for each outcome.

    groups: those in which the strategies differ. credits[pair, group, outcome] add up over the
    groups to totals[pair, outcome], which is B minus A; NaN where an outcome does not apply.
    """

    a: Scenario
    b: Scenario
    seeds: tuple[int, ...]
    groups: tuple[str, ...]
    credits: np.ndarray
    totals: np.ndarray

    def __repr__(self) -> str:
        sides = f"{self.a.strategy.name} against {self.b.strategy.name}"
        return f"Explanation({sides}, {len(self.groups)} groups of levers, {len(self.seeds)} pairs)"

    def credit(self, group: str, name: str) -> Paired:
        """Return what a group of levers does for an outcome, over the pairs."""
        if group not in self.groups:
            hint = nearest(group, self.groups)
            raise AddaError(
                "'{group}' is no group of levers that differ{hint}", group=shown(group), hint=hint
            )
        steps = self.credits[:, self.groups.index(group), _number(name)]
        return paired(np.zeros(len(steps)), steps)

    def table(self, name: str = "sales", lang: str = "en") -> "pandas.DataFrame":
        """Return the groups by the size of what they do for an outcome, then the whole difference.

        Columns: group ("all" for the whole), label, difference, low, high (95 %), call, levers
        (how many differ).
        """
        import pandas

        say, number = translator(lang), _number(name)
        levers = differing_levers(self.a.strategy, self.b.strategy)
        rows = []
        for group in self.groups:
            found = self.credit(group, name)
            rows.append(_row(group, say(GROUPS[group]), found, len(levers[group])))
        rows.sort(key=lambda row: -abs(row["difference"]))
        totals = self.totals[:, number]
        every = sum(map(len, levers.values()))
        whole = paired(np.zeros(len(totals)), totals)
        rows.append(_row("all", say.gettext("All together"), whole, every))
        return pandas.DataFrame(rows)

    def sentence(self, name: str = "sales", lang: str = "en") -> str:
        """Return which group of levers does most."""
        say, table = translator(lang), self.table(name, lang)
        one, top = outcome(name), table.iloc[0]
        clear = table.iloc[:-1][table["call"].iloc[:-1].isin(["higher", "lower"])]
        words = {"label": say(one.label), "group": (top if clear.empty else clear.iloc[0])["label"]}
        if clear.empty:
            said = "{label}: no group of levers makes a difference that is clear."
            return say.gettext(said).format(**words)
        currency = self.a.market.prices.currency
        found = one.said_apart(float(clear.iloc[0]["difference"]), say, currency, signed=True)
        whole = one.said_apart(float(table.iloc[-1]["difference"]), say, currency, signed=True)
        said = say.gettext("{label}: “{group}” does most, {found}; all levers together do {whole}.")
        return said.format(**words, found=found, whole=whole)

    def figure(self, name: str = "sales", lang: str = "en") -> Any:
        """Return the waterfall from A's value to B's, a step a group of levers."""
        from sim.figures.levers import waterfall
        from sim.words import speaking

        with speaking(lang):
            currency = self.a.market.prices.currency
            return waterfall(self.table(name, lang), name, len(self.seeds), currency)


@overload
def explain(
    a: Scenario, b: Scenario, replicates: int = ..., seed: int = ..., *,
    by: Literal["levers"] = ..., days: int | None = ..., parameters: Behaviour | None = ...,
    workers: int | None = ..., scheduler: str | None = ..., progress: Progress | None = ...,
    cancel: Event | None = ..., store: Store | str | Path | None = ..., tell: Tell | None = ...,
) -> Explanation: ...  # fmt: skip
@overload
def explain(
    a: Scenario, b: Scenario, replicates: int = ..., seed: int = ..., *,
    by: Literal["mechanisms"], days: int | None = ..., parameters: Behaviour | None = ...,
    workers: int | None = ..., scheduler: str | None = ..., progress: Progress | None = ...,
    cancel: Event | None = ..., store: Store | str | Path | None = ..., tell: Tell | None = ...,
) -> Mechanisms: ...  # fmt: skip
def explain(  # noqa: PLR0913 - the front door; all but the two scenarios are optional
    a: Scenario,
    b: Scenario,
    replicates: int = 8,
    seed: int = 0,
    *,
    by: Literal["levers", "mechanisms"] = "levers",
    days: int | None = None,
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Explanation | Mechanisms:
    """Find what makes the difference from strategy A to strategy B.

    by: "levers": which groups of levers make it; with g groups that differ, 2**g strategies are
    run on each of `replicates` worlds. "mechanisms": which behaviours of people carry it, by
    switching each off in turn, for both strategies alike. tell: is told the cost before it starts;
    the rest as in `compare`. Raises AddaError when no lever differs, and Cancelled on request;
    its `partial` is what the worlds say, or the mechanisms, that were finished.
    """
    a, b = checked_arms(a, b, days)
    if by not in ("levers", "mechanisms"):
        raise AddaError("by is {by}, allowed is levers, mechanisms", by=shown(by))
    if a.shocks != b.shocks:
        raise AddaError("a and b meet different shocks: only strategies can be explained")
    if not any(differing_levers(a.strategy, b.strategy).values()):
        raise AddaError("no lever differs between the two strategies, there is nothing to explain")
    work = Work(workers, scheduler, progress, cancel, store, tell)
    make = carried if by == "mechanisms" else _credited
    return make(a, b, replicates, seed, (parameters or {}, work))


def _credited(
    a: Scenario, b: Scenario, replicates: int, seed: int, how: tuple[Behaviour, Work]
) -> Explanation:
    """Run every combination of the groups that differ, on every world."""
    parameters, work = how
    groups = groups_that_differ(a, b)
    seeds = replicate_seeds(seed, replicates)
    sets = drawn(parameters, a.market, replicates, seed)
    every = subsets(len(groups))
    mixed = [blend(a, b, [groups[i] for i in subset]) for subset in every]
    chunks = [mixed[i : i + AT_ONCE] for i in range(0, len(mixed), AT_ONCE)]
    tasks = [
        partial(_measured, chunk, pair, people)
        for pair, people in zip(seeds, sets, strict=True)
        for chunk in chunks
    ]
    work.say_cost(a, len(every) * len(seeds), partial(run, a, seeds[0]))
    inputs = {
        "a": identity(a),
        "b": identity(b),
        "seed": seed,
        "parameters": told_apart(parameters),
    }
    title = f"{a.strategy.name} to {b.strategy.name} on {a.market.name}, {a.days} days"
    place = work.place("explain", inputs, title)
    try:
        done = dict(enumerate(work.carried_out(tasks, place, work.threads([a], 1))))
    except Cancelled as stop:
        some = of_whole_pairs(a, b, seeds, stop.finished)
        raise Cancelled(stop.finished, some) from None
    found = of_whole_pairs(a, b, seeds, done)
    assert found is not None
    return found


def of_whole_pairs(
    a: Scenario, b: Scenario, seeds: Sequence[int], parts: Mapping[int, Arrays]
) -> Explanation | None:
    """Return what those pairs say of which every part is there; None of fewer than two.

    parts: by number, so many a pair: values[scenario, outcome], in the order of `subsets`.
    """
    groups = groups_that_differ(a, b)
    each = parts_of_pair(len(groups))
    ends = [range(each * pair, each * (pair + 1)) for pair in range(len(seeds))]
    whole = [pair for pair, numbers in enumerate(ends) if parts.keys() >= set(numbers)]
    if len(whole) < 2:
        return None
    values = [np.concatenate([parts[number]["values"] for number in ends[pair]]) for pair in whole]
    return with_credits(a, b, tuple(seeds[pair] for pair in whole), groups, np.stack(values))


def parts_of_pair(groups: int) -> int:
    """Return in how many parts the combinations of so many groups are run, on one world."""
    return math.ceil(2**groups / AT_ONCE)


def with_credits(
    a: Scenario,
    b: Scenario,
    seeds: tuple[int, ...],
    groups: tuple[str, ...],
    values: np.ndarray,
) -> Explanation:
    """Return the explanation of values[pair, subset, outcome], in the order of `subsets`."""
    given = np.stack([shapley(one, len(groups)) for one in values])
    return Explanation(a, b, seeds, groups, given, values[:, -1] - values[:, 0])


def _measured(scenarios: Sequence[Scenario], seed: int, people: Drawn) -> Arrays:
    """Return the outcomes at the end of each scenario, on one world: values[scenario, outcome]."""
    from sim.world import World

    cases = [people.at(case) for case in scenarios]
    world = World.from_market(cases[0].market, seed)
    runs = (run(case, seed, world=world, parameters=people.behaviour) for case in cases)
    return {"values": np.array([list(measure(one).values()) for one in runs])}


def _number(name: str) -> int:
    return list(OUTCOMES).index(outcome(name).name)


def _row(group: str, label: str, found: Paired, levers: int) -> dict[str, Any]:
    return {
        "group": group,
        "label": label,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "call": found.call,
        "levers": levers,
    }
