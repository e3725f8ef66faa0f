"""Explain: which groups of levers make the difference, or which mechanisms carry it.

Shapley values (Shapley 1953): the levers that differ are taken over from A to B group by group, in
every order, and each group is credited with its mean step. The groups of one pair of strategies
are few, so every combination is run and the values are exact for each world; the credits add up to
the whole difference, and pairs of worlds with common luck give their intervals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import factorial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from sim.errors import AddaError, nearest, shown
from sim.levers import GROUPS
from sim.outcomes import OUTCOMES, measure, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.strategy import Strategy
from sim.study.accepted import Behaviour
from sim.study.compare import checked_arms, replicate_seeds
from sim.study.mechanisms import Mechanisms, carried
from sim.study.paired import Paired, paired
from sim.study.points import drawn, told_apart
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

    def credit(self, group: str, name: str) -> Paired:
        """Return what a group of levers does for an outcome, over the pairs."""
        if group not in self.groups:
            hint = nearest(group, self.groups)
            raise AddaError(f"'{shown(group)}' is no group of levers that differ{hint}")
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
    the rest as in `compare`. Raises AddaError when no lever differs, and Cancelled on request.
    """
    a, b = checked_arms(a, b, days)
    if by not in ("levers", "mechanisms"):
        raise AddaError(f"by is {shown(by)}, allowed is levers, mechanisms")
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
    levers = differing_levers(a.strategy, b.strategy)
    groups = tuple(group for group, names in levers.items() if names)
    seeds = replicate_seeds(seed, replicates)
    sets = drawn(parameters, a.market, replicates, seed)
    every = subsets(len(groups))
    mixed = [blend(a, b, [groups[i] for i in subset]) for subset in every]
    chunks = [mixed[i : i + AT_ONCE] for i in range(0, len(mixed), AT_ONCE)]
    tasks = [
        partial(_measured, chunk, pair, behaviour)
        for pair, behaviour in zip(seeds, sets, strict=True)
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
    found = work.carried_out(tasks, place, work.threads([a], 1))
    joined = np.concatenate([arrays["values"] for arrays in found])
    values = joined.reshape(len(seeds), len(every), len(OUTCOMES))
    return with_credits(a, b, seeds, groups, values)


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


def differing_levers(a: Strategy, b: Strategy) -> dict[str, list[str]]:
    """Return the levers in which two strategies differ, by group."""
    found: dict[str, list[str]] = {group: [] for group in GROUPS}
    for name, group in lever_groups().items():
        if getattr(a, name) != getattr(b, name):
            found[group].append(name)
    return found


def lever_groups() -> dict[str, str]:
    """Return the group of each lever of a strategy, as the schema declares it."""
    found = {}
    for name, declared in Strategy.model_fields.items():
        extra = declared.json_schema_extra
        if isinstance(extra, dict) and "group" in extra:
            found[name] = str(extra["group"])
    return found


def blend(a: Scenario, b: Scenario, groups: Sequence[str]) -> Scenario:
    """Return A with B's levers of these groups.

    A calendar entry for a channel on which the blend has no presence is published everywhere.
    """
    theirs = {name for name, group in lever_groups().items() if group in groups}
    mine, other = a.strategy.tree(), b.strategy.tree()
    tree = {name: (other if name in theirs else mine)[name] for name in mine}
    presence = (b if "presence" in theirs else a).strategy.presence
    tree["calendar"] = [_placed(entry, presence.places) for entry in tree["calendar"]]
    return a.with_strategy(Strategy.parse(tree, "the blend of both strategies"))


def shapley(values: np.ndarray, groups: int) -> np.ndarray:
    """Return the Shapley value of each group: [group, outcome].

    values[subset, outcome]: of every subset of the groups, in the order of `subsets`.
    """
    every = subsets(groups)
    row = {subset: number for number, subset in enumerate(every)}
    found = np.zeros((groups, values.shape[1]))
    for subset in every[:-1]:
        orders = factorial(len(subset)) * factorial(groups - len(subset) - 1)
        for group in sorted(set(range(groups)) - set(subset)):
            bigger = row[tuple(sorted((*subset, group)))]
            found[group] += orders / factorial(groups) * (values[bigger] - values[row[subset]])
    return found


def _placed(entry: dict[str, Any], places: Sequence[str]) -> dict[str, Any]:
    return entry if entry["channel"] in (None, *places) else {**entry, "channel": None}


def subsets(groups: int) -> list[tuple[int, ...]]:
    """Return every subset of so many groups, from none to all."""
    return [subset for size in range(groups + 1) for subset in combinations(range(groups), size)]


def _measured(scenarios: Sequence[Scenario], seed: int, parameters: Mapping[str, float]) -> Arrays:
    """Return the outcomes at the end of each scenario, on one world: values[scenario, outcome]."""
    from sim.world import World

    world = World.from_market(scenarios[0].market, seed)
    runs = (run(case, seed, world=world, parameters=parameters) for case in scenarios)
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
