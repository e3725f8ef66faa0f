"""Stress: every assumption of ours that a conclusion could hang on, moved one at a time."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sim import facts
from sim.errors import AddaError, nearest, shown
from sim.market import Market
from sim.words import N_

LOW, HIGH, OTHER = "low", "high", "other"
TRUSTS = ("trust_direct", "trust_group", "trust_room", "trust_feed", "trust_brand")
# Ways in which the model itself could have been built otherwise.
STRUCTURES = {
    "fading": N_("What is felt fades with a long tail, not by half-lives"),
    "trust_alike": N_("Everybody is believed alike, close friends and the brand too"),
    "trust_reversed": N_("The order of credibility is turned round"),
    "share_once": N_("People pass on at once or never"),
    "share_again": N_("People never pass on at once, only later, and again"),
}


class Change(NamedTuple):
    """One assumption moved. end: low or high of its range, or "other" for a structural choice.

    parameters: behaviour that differs; value: of the parameter, NaN for a structural choice.
    """

    name: str
    end: str
    parameters: Mapping[str, float]
    value: float
    label: str
    grade: str

    @property
    def structural(self) -> bool:
        """Is it about how the model is built, not about a number in it?"""
        return self.end == OTHER


def changes(
    market: Market,
    names: Iterable[str] | None = None,
    behaviour: Mapping[str, float] = MappingProxyType({}),
) -> tuple[Change, ...]:
    """Return every parameter at both ends of its range, and every structural choice.

    names: only these parameters and structures. behaviour: that differs from the market's own
    anyway. Raises AddaError for an unknown one.
    """
    wanted = None if names is None else tuple(names)
    known = (*STRUCTURES, *facts.parameters())
    for name in wanted or ():
        if name not in known:
            raise AddaError(
                "'{name}' is no parameter or structure{hint}",
                name=shown(name),
                hint=nearest(name, known),
            )
    values = {**facts.best_values(), **market.behaviour, **behaviour}
    found = [change(name, OTHER, given) for name, given in structures(values).items()]
    for one in facts.parameters().values():
        if one.low < one.high:
            for end, value in ((LOW, one.low), (HIGH, one.high)):
                found.append(change(one.name, end, {one.name: value}))
    return tuple(one for one in found if wanted is None or one.name in wanted)


def change(name: str, end: str, parameters: Mapping[str, float]) -> Change:
    """Return an assumption moved as a study has kept it; raises AddaError for an unknown one."""
    if end == OTHER and name in STRUCTURES:
        return Change(name, end, parameters, float("nan"), STRUCTURES[name], "guess")
    one = facts.parameters().get(name)
    if one is None:
        raise AddaError(
            "'{name}' is no parameter or structure any more: run it again", name=shown(name)
        )
    return Change(name, end, parameters, parameters[name], one.meaning, one.grade)


def structures(values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return what each structural choice changes, from the values that hold otherwise."""
    trusts = sorted(values[name] for name in TRUSTS)
    ranked = sorted(TRUSTS, key=lambda name: -values[name])
    return {
        "fading": {"fading_form": 1.0},
        "trust_alike": dict.fromkeys(TRUSTS, sum(trusts) / len(trusts)),
        "trust_reversed": dict(zip(ranked, trusts, strict=True)),
        "share_once": {"repass_rate": 0.0},
        "share_again": {"share_probability": 0.0, "repass_rate": _as_many_again(values)},
    }


def _as_many_again(values: Mapping[str, float]) -> float:
    """Return the rate of telling again at which one who reads passes on as often as before."""
    if values["hold_probability"] <= 0.0:
        return values["repass_rate"]
    held = values["lose_interest_rate"] / values["hold_probability"]
    return values["repass_rate"] + values["share_probability"] * held
