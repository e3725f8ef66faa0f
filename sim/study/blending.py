"""Blending: in which groups of levers two strategies differ, what lies between, and whose it is."""

from collections.abc import Sequence
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

from sim.errors import Said
from sim.levers import GROUPS
from sim.scenarios import Scenario
from sim.strategy import Strategy


def groups_that_differ(a: Scenario, b: Scenario) -> tuple[str, ...]:
    """Return the groups with a lever in which the strategies differ."""
    levers = differing_levers(a.strategy, b.strategy)
    return tuple(group for group, names in levers.items() if names)


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
    return a.with_strategy(Strategy.parse(tree, Said("the blend of both strategies")))


def _placed(entry: dict[str, Any], places: Sequence[str]) -> dict[str, Any]:
    return entry if entry["channel"] in (None, *places) else {**entry, "channel": None}


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


def subsets(groups: int) -> list[tuple[int, ...]]:
    """Return every subset of so many groups, from none to all."""
    return [subset for size in range(groups + 1) for subset in combinations(range(groups), size)]
