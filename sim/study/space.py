"""Space: what a study varies. Any lever, market value or behaviour parameter, with its bounds.

Names are those of the schema: `strategy.control` (for both strategies), `b.strategy.control` (for
one), `market.product.price`, `days`; a behaviour parameter goes by its own name. Bounds are read
where the thing is declared: low to high of data/behaviour.yaml, least to most of a lever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim import facts
from sim.choices import CHOICES
from sim.errors import AddaError, nearest, shown
from sim.scenarios import Scenario
from sim.schema import fields_of
from sim.words import Words

SIDES = ("a", "b")
WIDEST = 1000  # a lever that may be larger than this is not swept over all that it may be
Bounds = tuple[float, float] | Sequence[Any] | None
Over = Mapping[str, Bounds] | Sequence[str]


@dataclass(frozen=True)
class Axis:
    """One thing that is varied: a number from low to high, or one of some options.

    name: as the user writes it. side: "a", "b" or "" for both. path: key path in a scenario, empty
    for a behaviour parameter. whole: only whole numbers. title: in English, to be translated.
    """

    name: str
    side: str
    path: str
    title: str
    under: str = ""
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    whole: bool = False
    options: tuple[Any, ...] = ()

    def value(self, u: float) -> Any:
        """Return the value at u, 0 to 1 along the axis."""
        if self.options:
            return self.options[min(int(u * len(self.options)), len(self.options) - 1)]
        if self.whole:
            steps = int(self.high) - int(self.low) + 1
            return int(self.low) + min(int(u * steps), steps - 1)
        return self.low + u * (self.high - self.low)

    def position(self, value: Any) -> float:
        """Return a value as a number: itself, or the number of the option."""
        return float(self.options.index(value) if self.options else value)

    def steps(self, count: int) -> list[Any]:
        """Return evenly spaced values, both ends among them; all options where there are some."""
        if self.options:
            return list(self.options)
        wide = self.high - self.low
        found = [self.low + wide * i / (count - 1) for i in range(count)]
        return list(dict.fromkeys(round(one) for one in found)) if self.whole else found

    def label(self, say: Words) -> str:
        """Return what the axis is called."""
        said = say(self.title)
        if self.under:
            said = f"{say(self.under)}: {said}"
        return f"{self.side.upper()} · {said}" if self.side else said

    def said(self, value: Any, say: Words) -> str:
        """Return a value of the axis as words."""
        if self.options:
            return _option(value, say)
        return say.number(value) if self.unit != "share" else say.percent(value)


def axes(over: Over, case: Scenario, sides: int = 2) -> tuple[Axis, ...]:
    """Return the axes of a study. Raises AddaError for a name or bounds that cannot be used.

    over: names, or names with bounds: (low, high) for numbers, a list of options for anything.
    sides: 2 where the study has an A and a B.
    """
    wanted = over if isinstance(over, Mapping) else dict.fromkeys(over)
    if not wanted:
        raise AddaError("nothing is named to be varied, such as strategy.control or tell_rate")
    return tuple(_axis(str(name), bounds, case, sides) for name, bounds in wanted.items())


def described(along: Iterable[Axis]) -> dict[str, dict[str, Any]]:
    """Return the bounds or options of axes, so that they can be made again."""
    return {
        axis.name: {"low": axis.low, "high": axis.high, "options": list(axis.options)}
        for axis in along
    }


def uncertain_parameters() -> tuple[str, ...]:
    """Return the behaviour parameters whose plausible range is more than one value."""
    return tuple(one.name for one in facts.parameters().values() if one.low < one.high)


def placed(
    arms: Sequence[Scenario], along: Iterable[Axis], values: Mapping[str, Any]
) -> tuple[tuple[Scenario, ...], dict[str, float]]:
    """Return the arms with the values of a point, and the behaviour parameters that differ there.

    Raises AddaError where the values do not go together.
    """
    changes: list[dict[str, Any]] = [{} for _arm in arms]
    parameters = {}
    for axis in along:
        value = values[axis.name]
        if not axis.path:
            parameters[axis.name] = float(value)
        for side, changed in zip(SIDES, changes, strict=False):
            if axis.path and axis.side in ("", side):
                changed[axis.path] = value
    moved = zip(arms, changes, strict=True)
    return tuple(arm.changed(changed) if changed else arm for arm, changed in moved), parameters


def _axis(name: str, bounds: Bounds, case: Scenario, sides: int) -> Axis:
    if name in facts.parameters():
        return _of_parameter(name, bounds)
    side, _dot, path = name.partition(".")
    if side not in SIDES:
        side, path = "", name
    elif SIDES.index(side) >= sides:
        raise AddaError("'{name}': there is only one strategy in this study", name=shown(name))
    if side and not path.startswith("strategy."):
        raise AddaError(
            "'{name}': only levers of a strategy can differ between A and B", name=shown(name)
        )
    field, above = _field(path, name, case)
    return _of_field(Axis(name, side, path, "", _title(above)), field, bounds)


def _of_parameter(name: str, bounds: Bounds) -> Axis:
    one = facts.parameters()[name]
    low, high = _ends(name, bounds, one.low, one.high)
    facts.check_values({name: low}, "over")
    facts.check_values({name: high}, "over")
    return Axis(name, "", "", one.title, "", one.unit, low, high)


def _of_field(axis: Axis, field: FieldInfo, bounds: Bounds) -> Axis:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    title, unit = field.title or axis.path.rpartition(".")[2], str(extra.get("unit", ""))
    kind = _kind(field.annotation)
    named = Axis(axis.name, axis.side, axis.path, title, axis.under, unit)
    if get_origin(kind) is Literal:
        return _with_options(named, bounds or get_args(kind))
    if kind not in (float, int):
        return _with_options(named, bounds)
    limits = {key: getattr(one, key) for one in field.metadata for key in ("ge", "gt", "le")
              if getattr(one, key, None) is not None}  # fmt: skip
    low, high = limits.get("ge", limits.get("gt")), limits.get("le")
    if isinstance(bounds, list):
        return _with_options(named, bounds)
    ends = _ends(axis.name, bounds, low, high)
    return Axis(*_common(named), *ends, whole=kind is int)


def _with_options(axis: Axis, bounds: Bounds) -> Axis:
    options = tuple(tuple(one) if isinstance(one, list) else one for one in bounds or ())
    if len(options) < 2:
        raise AddaError(
            "'{name}' is no number: name two or more values to try", name=shown(axis.name)
        )
    if len(set(options)) < len(options):
        raise AddaError("'{name}' names a value twice", name=shown(axis.name))
    return Axis(*_common(axis), options=options)


def _common(axis: Axis) -> tuple[str, str, str, str, str, str]:
    return axis.name, axis.side, axis.path, axis.title, axis.under, axis.unit


def _ends(name: str, bounds: Bounds, low: Any, high: Any) -> tuple[float, float]:
    """Return the bounds that were given, or those that are declared."""
    given = bounds is not None
    if not given and (low is None or high is None or high > WIDEST):
        raise AddaError(
            "'{name}' has no natural bounds: name low and high, such as 0..10", name=shown(name)
        )
    ends = tuple(bounds) if bounds is not None else (low, high)
    numbers = [one for one in ends if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) != 2 or len(ends) != 2 or not ends[0] < ends[1]:
        if not given:
            raise AddaError(
                "'{name}' is varied from {ends}: name two numbers, its plausible range is one"
                " value",
                name=shown(name),
                ends=shown(ends),
            )
        raise AddaError(
            "'{name}' is varied from {ends}: name two numbers, the lower one first",
            name=shown(name),
            ends=shown(ends),
        )
    return float(ends[0]), float(ends[1])


def _field(path: str, name: str, case: Scenario) -> tuple[FieldInfo, FieldInfo | None]:
    """Return the declaration of a value, and of what it is a part of."""
    keys: list[str | int] = [int(key) if key.isdigit() else key for key in path.split(".")]
    known = fields_of(Scenario, keys[:-1])
    if keys[-1] not in known or path in ("market", "strategy", "shocks"):
        raise AddaError(
            "'{name}' cannot be varied; name days, a behaviour parameter such as"
            " tell_rate, or a key such as strategy.control{hint}",
            name=shown(name),
            hint=nearest(name, _names(case)),
        )
    above = [key for key in keys[:-1] if not isinstance(key, int)]
    outer = fields_of(Scenario, above[:-1]).get(str(above[-1])) if len(above) > 1 else None
    return known[str(keys[-1])], outer


def _names(case: Scenario) -> Iterable[str]:
    yield from facts.parameters()
    yield from _paths(case.tree())


def _paths(tree: Any, at: str = "") -> Iterable[str]:
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(tree, dict):
        pairs = tree.items()
    elif isinstance(tree, list):
        pairs = enumerate(tree)
    for key, inner in pairs:
        path = f"{at}.{key}" if at else str(key)
        yield path
        yield from _paths(inner, path)


def _kind(annotation: Any) -> Any:
    """Return the one type that a value has, apart from None and what pydantic wraps around it."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 and len(get_args(annotation)) == 1 else None
    return annotation


def _title(field: FieldInfo | None) -> str:
    return (field.title or "") if field is not None else ""


def _option(value: Any, say: Words) -> str:
    if value is None:
        return say.gettext("none")
    if isinstance(value, tuple):
        return " + ".join(_option(one, say) for one in value) or say.gettext("none")
    if isinstance(value, bool | str):
        if value in facts.channels().names:
            return say(facts.channels()[value].title)
        return say(CHOICES[value]) if value in CHOICES else str(value)
    return say.number(value)
