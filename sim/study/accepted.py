"""Accepted: the parameter sets that calibration did not rule out, for studies to draw from.

Luck is one reason why a result could have been another; not knowing the people is the other. A
study that draws a parameter set for each replicate lets both reach its verdict.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np

from sim import draws, facts
from sim.errors import AddaError, shown
from sim.market import Market
from sim.scenarios import Scenario
from sim.study import own_sets

DRAWN_SET = 201  # purposes of draws: 200 and up belong to studies
FILE = "calibration/accepted.csv"
ACCEPTED: Literal["accepted"] = "accepted"
Behaviour = Mapping[str, float] | str | own_sets.OwnSets


class Drawn(NamedTuple):
    """What is taken for one pair: behaviour by name, and what differs in the market, by path."""

    behaviour: Mapping[str, float]
    market: Mapping[str, float] = MappingProxyType({})

    def at(self, case: Scenario) -> Scenario:
        """Return a scenario on the market that was drawn."""
        return case.changed(dict(self.market)) if self.market else case

    def beside(self, varied: Iterable[str]) -> "Drawn":
        """Return it without those market values that a study varies itself."""
        named = tuple(varied)
        kept = {
            path: value
            for path, value in self.market.items()
            if not any(path == name or path.startswith(f"{name}.") for name in named)
        }
        return Drawn(self.behaviour, kept)

    def moved(self, values: Mapping[str, float]) -> "Drawn":
        """Return it with other values of some of the behaviour."""
        return Drawn({**self.behaviour, **values}, self.market)


@cache
def accepted() -> tuple[Mapping[str, float], ...]:
    """Return every parameter set of data/calibration/accepted.csv, by parameter name.

    A set holds the parameters that the calibration varied; all others keep their best values.
    Raises AddaError where there is no such file, or where it holds what is no parameter.
    """
    try:
        rows = facts.table(FILE)
    except FileNotFoundError:
        raise AddaError(
            "data/{file} is missing; `adda calibrate --write` makes it", file=FILE
        ) from None
    known = facts.parameters()
    sets = [{name: float(text) for name, text in row.items() if name in known} for row in rows]
    if not sets:
        raise AddaError(
            "data/{file} holds no parameter set; `adda calibrate --write` makes some", file=FILE
        )
    return tuple(facts.check_values(one, f"data/{FILE}") for one in sets)


def parameter_sets(n: int, seed: int = 0) -> list[dict[str, float]]:
    """Return n parameter sets, each drawn with the same chance from the accepted ones.

    n: from 1. seed: 0 to 2**64-1; the first sets stay the same when more are asked for. Each is a
    fresh dict of parameter name to value that `sim.run(..., parameters=one)` takes. Replicate i of
    a study gives both arms set i, so that they still differ in nothing but the strategy.
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise AddaError("n is {n}, it must be a whole number from 1", n=shown(n))
    sets = accepted()
    luck = draws.uniforms(seed, DRAWN_SET, 0, n)
    return [dict(sets[draws.below(u, len(sets))]) for u in luck.tolist()]


def behaviours(
    parameters: Behaviour | None, market: Market, n: int, seed: int
) -> list[dict[str, float]]:
    """Return the behaviour that differs in each of n replicates.

    parameters: values by name, the same for all; or "accepted", a set drawn for each replicate,
    without what the market itself says about its people; or the path of a file of sets
    (`sim.study.own_sets`), or what was read from it. Raises AddaError for anything else.
    """
    parameters = taken(parameters)
    if isinstance(parameters, own_sets.OwnSets):
        return [behaviour for behaviour, _market in parameters.drawn(n, seed)]
    if not isinstance(parameters, str):
        return [facts.check_values(parameters or {}, "parameters")] * n
    if parameters != ACCEPTED:
        raise AddaError(
            "parameters is {parameters}, allowed is '{accepted}', a .csv file of sets, or"
            " values by name",
            parameters=shown(parameters),
            accepted=ACCEPTED,
        )
    own = market.behaviour
    return [
        {name: value for name, value in one.items() if name not in own}
        for one in parameter_sets(n, seed)
    ]


def market_changes(parameters: Behaviour | None, n: int, seed: int) -> list[dict[str, float]]:
    """Return what differs in the market in each of n replicates, by path; only a file says so."""
    parameters = taken(parameters)
    if isinstance(parameters, own_sets.OwnSets):
        return [market for _behaviour, market in parameters.drawn(n, seed)]
    return [{}] * n


def taken(parameters: Behaviour | None) -> Behaviour:
    """Return behaviour with the sets of a file in place of its path: it may change or be gone."""
    if isinstance(parameters, str) and own_sets.is_file(parameters):
        return own_sets.read_sets(parameters)
    return parameters or {}


def drawn(parameters: Behaviour | None, market: Market, n: int, seed: int) -> list[Drawn]:
    """Return what each of n pairs lives with; the first stay when more are asked for."""
    people = behaviours(parameters, market, n, seed)
    return [Drawn(*both) for both in zip(people, market_changes(parameters, n, seed), strict=True)]


def told_apart(parameters: Behaviour) -> dict[str, float] | str:
    """Return behaviour as what tells one study from another in the store."""
    if isinstance(parameters, own_sets.OwnSets):
        return str(parameters)
    return fingerprint(parameters) if isinstance(parameters, str) else dict(parameters)


def fingerprint(parameters: str = ACCEPTED) -> str:
    """Return a text that changes with the sets, for the store of studies."""
    if own_sets.is_file(parameters):
        return own_sets.content_of(parameters)
    content = repr([sorted(one.items()) for one in accepted()])
    return f"{ACCEPTED} {hashlib.sha256(content.encode()).hexdigest()[:16]}"


def spread() -> dict[str, tuple[float, float, float]]:
    """Return the lowest, middle and highest accepted value of every parameter that was varied."""
    sets = accepted()
    return {
        name: (float(low), float(middle), float(high))
        for name in sets[0]
        for low, middle, high in [np.quantile([one[name] for one in sets], (0.0, 0.5, 1.0))]
    }
