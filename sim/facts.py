"""What is known, read from data/: behaviour parameters, channels, kinds of story, sources.

Every number stands once, in a file, with its source and grade; everything else reads it here.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sim.errors import AddaError, Said, nearest, shown
from sim.yaml_text import read_yaml

T = TypeVar("T")

GRADES = ("measured", "published", "expert", "guess")
PRODUCT = 4
DRIVER_NUMBER = {"problems": 0, "beliefs": 1, "hobbies": 2, "aspirations": 3, "product": PRODUCT}


@cache
def folder(name: str) -> Path:
    """Return the folder of shipped files called `name` (data, strategy_templates, workbooks)."""
    package = Path(__file__).resolve().parent
    for place in (package.parent / name, package / "shipped" / name):
        if place.is_dir():
            return place
    raise AddaError("the folder '{name}' that belongs to this installation is missing", name=name)


@dataclass(frozen=True)
class Parameter:
    """One number of behaviour: how people act, with its range and where it comes from."""

    name: str
    meaning: str
    unit: str
    low: float
    best: float
    high: float
    least: float
    most: float
    source: str
    grade: str
    acts_on: str
    neutral: float
    calibrated: bool = False

    @property
    def title(self) -> str:
        """The name as a label, for axes and tables."""
        return self.name.replace("_", " ")


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return every behaviour parameter of data/behaviour.yaml by name."""
    return entries("behaviour.yaml", lambda name, entry: Parameter(name=name, **entry))


def entries(file: str, make: Callable[[str, dict[str, Any]], T]) -> dict[str, T]:
    """Return what `make` makes of each entry of a file in data/, by its name there."""
    tree, lines = read_yaml(folder("data") / file)
    found = {}
    for name, entry in tree.items():
        try:
            found[name] = make(name, entry)
        except TypeError as error:
            raise AddaError(
                "{file}, line {line}: '{name}' {error}",
                file=file,
                line=lines[(name,)],
                name=name,
                error=error,
            ) from None
    return found


@cache
def parameter_type() -> type:
    """Return the named tuple type with a float field for every behaviour parameter."""
    fields = [(name, float) for name in parameters()]
    return NamedTuple("Parameters", fields)  # type: ignore[return-value]


def __getattr__(name: str) -> Any:
    """Give the parameters' type under its name, where the compiler's cache looks for it again."""
    if name == "Parameters":
        return parameter_type()
    raise AttributeError(f"module 'sim.facts' has no attribute {name!r}")


def best_values() -> dict[str, float]:
    """Return the best estimate of every behaviour parameter."""
    return {name: float(parameter.best) for name, parameter in parameters().items()}


def check_values(values: Mapping[str, Any], where: str) -> dict[str, float]:
    """Return `values` as floats, or raise AddaError for an unknown name or a value out of range.

    A value may lie anywhere from `least` to `most`; `low` to `high` is what is thought plausible.
    """
    for name, value in values.items():
        if said := fault(name, value):
            raise AddaError("{where}: '{name}' {said}", where=where, name=shown(name), said=said)
    return {name: float(value) for name, value in values.items()}


def fault(name: str, value: Any) -> Said | None:
    """Return what is wrong with the value of a behaviour parameter, or None."""
    if name not in parameters():
        return Said("is not a behaviour parameter{hint}", hint=nearest(name, parameters()))
    parameter = parameters()[name]
    if isinstance(value, bool) or not isinstance(value, Real) or value != value:
        return Said("is {value}, it must be a number", value=shown(value))
    number: Any = value  # NumPy's numbers compare and print like Python's
    if parameter.least <= number <= parameter.most:
        return None
    return Said(
        "is {value}, allowed is {least} to {most} {unit}",
        value=f"{number:g}" if abs(number) < 1e300 else Said("a number beyond 1e300"),
        least=parameter.least,
        most=parameter.most,
        unit=Said(parameter.unit),
    )


@dataclass(frozen=True)
class Channel:
    """One place where people talk, as a row of data/channels.csv."""

    name: str
    title: str
    category: str
    private: bool
    group_cap: int
    forward_limit: int
    often_hops: int
    often_limit: int
    page_reach: float
    person_reach: float
    engagement: float
    half_life_hours: float
    found_per_day: float
    referrer_loss: float
    native_hours: float
    upkeep_hours: float
    favours: tuple[str, ...]


class Channels:
    """The channels in the order of their file; the order gives each its number."""

    def __init__(self, rows: list[Channel]):
        self.rows = tuple(rows)
        self.names = tuple(row.name for row in rows)

    def __getitem__(self, name: str) -> Channel:
        return self.rows[self.number(name)]

    def __len__(self) -> int:
        return len(self.rows)

    def number(self, name: str) -> int:
        """Return the number of a channel, or raise AddaError with the nearest known name."""
        if name not in self.names:
            raise AddaError(
                "'{name}' is not a known channel{hint}", name=name, hint=nearest(name, self.names)
            )
        return self.names.index(name)


@cache
def channels() -> Channels:
    """Return the channels of data/channels.csv."""
    rows = [_channel(row) for row in table("channels.csv")]
    if len(rows) > 31:
        raise AddaError("channels.csv: at most 31 channels are possible")
    return Channels(rows)


def _channel(row: dict[str, str]) -> Channel:
    texts = {"name", "title", "category"}
    whole = {"group_cap", "forward_limit", "often_hops", "often_limit"}
    values: dict[str, Any] = {}
    for key, text in row.items():
        if key in texts:
            values[key] = text
        elif key == "private":
            values[key] = text == "1"
        elif key == "favours":
            values[key] = tuple(text.split("|")) if text else ()
        else:
            values[key] = int(text) if key in whole else float(text)
    return Channel(**values)


@dataclass(frozen=True)
class StoryKind:
    """What a kind of story is like before anybody reads it, as a row of data/kinds.csv."""

    name: str
    number: int
    title: str
    about_product: bool
    pushiness: float
    valence: float
    hours: float


@cache
def kinds() -> Mapping[str, StoryKind]:
    """Return the kinds of story of data/kinds.csv by name; the order gives each its number."""
    return {
        row["name"]: StoryKind(
            name=row["name"],
            number=number,
            title=row["title"],
            about_product=row["about_product"] == "1",
            pushiness=float(row["pushiness"]),
            valence=float(row["valence"]),
            hours=float(row["hours"]),
        )
        for number, row in enumerate(table("kinds.csv"))
    }


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file in data/, as texts by column."""
    with (folder("data") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
