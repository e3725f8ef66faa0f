"""Scenario: a market, a strategy, shocks and days: everything that a run needs but luck."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from sim import facts
from sim.changes import differences, put
from sim.errors import AddaError, Said, nearest, shown
from sim.market import Market
from sim.schema import Misfit, Part
from sim.strategy import Driver, Strategy
from sim.yaml_text import read_yaml


class Shock(Part):
    """Something that happens from outside on a day."""

    day: int = Field(ge=0, le=3650, title="Day")
    kind: Literal["launch", "crisis", "competitor_offer", "press"] = Field(title="What happens")
    strength: float = Field(0.5, ge=0, le=1, title="How strong")
    people: int = Field(5, ge=0, le=1_000_000, title="How many it starts with")
    where: Literal["private", "public"] = Field("private", title="Where it starts")
    about: Driver = Field("product", title="What it is about")
    title: str = Field("", max_length=200, title="Note")


class ByName:
    """Says in the JSON Schema that a file may name a shipped part, or a file, instead of it."""

    def __init__(self, names: Callable[[], Iterable[str]]):
        self.names = names

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        named = {"enum": list(self.names()), "title": "shipped"}
        file = {"type": "string", "pattern": r"\.ya?ml$", "title": "file"}
        return {"anyOf": [handler(core), named, file]}


class Scenario(Part):
    """A market, a strategy and what happens from outside, over a number of days."""

    market: Annotated[Market, ByName(lambda: shipped_markets())]
    strategy: Annotated[Strategy, ByName(lambda: shipped_strategies())]
    shocks: Annotated[tuple[Shock, ...], Field(strict=False)] = Field((), max_length=100)
    days: int = Field(90, ge=1, le=3650, title="Days")
    start_date: str = Field("2026-01-05", title="First day", json_schema_extra={"format": "date"})

    @field_validator("start_date")
    @classmethod
    def _is_a_date(cls, text: str) -> str:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            said = Said("is {value}, it must be a date such as 2026-01-05", value=shown(text))
            raise Misfit(said) from None
        if not 1970 <= day.year <= 2200 or text != day.isoformat():
            said = Said(
                "is {value}, it must be a date from 1970-01-01 to 2200-12-31", value=shown(text)
            )
            raise Misfit(said)
        return text

    def with_strategy(self, strategy: "str | Path | Strategy") -> "Scenario":
        """Return this scenario with another strategy: a template's name, a file, or a Strategy."""
        return self.model_copy(update={"strategy": read_strategy(strategy)})

    def with_market(self, market: "str | Path | Market") -> "Scenario":
        """Return this scenario on another market: a shipped name, a file, or a Market."""
        return self.model_copy(update={"market": read_market(market)})

    def changed(self, changes: Mapping[str, Any]) -> "Scenario":
        """Return this scenario with values replaced, e.g. `{"strategy.control": 0.5}`.

        A number in a path counts from 0: `market.segments.1.share`. None takes a channel or a
        behaviour parameter out.
        Raises AddaError for an unknown key path or a value that is not allowed.
        """
        tree = self.tree()
        if not isinstance(changes, Mapping):
            raise AddaError(
                "changes are {changes}, they must be values by key path, such as"
                ' {{"strategy.control": 0.5}}',
                changes=shown(changes),
            )
        for path, value in changes.items():
            put(tree, str(path), value)
        return Scenario.parse(tree, Said("the changed scenario"))

    def diff(self, other: "Scenario") -> dict[str, tuple[Any, Any]]:
        """Return the key paths in which two scenarios differ, with both values.

        `a.changed({path: theirs for path, (mine, theirs) in a.diff(b).items()})` equals b.
        """
        return dict(differences(self.tree(), other.tree()))

    @property
    def notes(self) -> tuple[Said, ...]:
        """What is asked for and cannot come about, a sentence each: shocks after the last day.

        No errors, as whoever looks at fewer days of a plan need not take its later shocks out.
        """
        return tuple(
            Said(
                "shocks.{number}: the {kind} on day {day} never comes, as day {last} is the last"
                " one (days: {days})",
                number=str(number),
                kind=shock.kind.replace("_", " "),
                day=shock.day,
                last=self.days - 1,
                days=self.days,
            )
            for number, shock in enumerate(self.shocks)
            if shock.day >= self.days
        )

    @property
    def ticks(self) -> int:
        """Ticks that the scenario lasts."""
        return self.days * self.market.ticks_per_day


def scenario(
    strategy: str | Path | Strategy,
    market: str | Path | Market = "boutique",
    days: int = 90,
    shocks: tuple[Shock, ...] = (),
) -> Scenario:
    """Put a strategy on a market for some days. Names of templates, files, or parts serve alike.

    Raises AddaError when a name is unknown or a file does not hold what it should.
    """
    parts = {"market": read_market(market), "strategy": read_strategy(strategy)}
    return Scenario.parse({**parts, "days": days, "shocks": shocks}, Said("the scenario"))


def check_scenario(given: Any, name: str = "scenario") -> None:
    """Refuse what is no scenario, such as the bare name of a template."""
    if not isinstance(given, Scenario):
        raise AddaError(
            "{name} is {given}, it must be a scenario, as sim.scenario(...) makes one",
            name=name,
            given=shown(given),
        )


def read_scenario(path: str | Path) -> Scenario:
    """Read a whole scenario from a YAML file.

    Market and strategy are written out, or named: a shipped name, or a file beside this one.
    """
    path = Path(path)
    tree, lines = read_yaml(path)
    if isinstance(tree, dict):
        for key, read_part in (("market", read_market), ("strategy", read_strategy)):
            if isinstance(tree.get(key), str):
                try:
                    tree[key] = read_part(_beside(path, tree[key]))
                except AddaError as error:
                    raise AddaError(
                        "{file}, line {line}: '{key}': {error}",
                        file=shown(path),
                        line=lines[(key,)],
                        key=key,
                        error=error,
                    ) from None
    read = Scenario.parse(tree, shown(path), lines)
    return read.model_copy(update={"market": _placed(read.market, path)})


def read_market(name: str | Path | Market) -> Market:
    """Return a market by shipped name, by file, or as it is. Edge files are found beside it."""
    if isinstance(name, Market):
        return name
    path = _find(name, facts.folder("data") / "markets", Said("market"))
    tree, lines = read_yaml(path)
    return _placed(Market.parse(tree, shown(path), lines), path)


def read_strategy(name: str | Path | Strategy) -> Strategy:
    """Return a strategy by template name, by file, or as it is."""
    if isinstance(name, Strategy):
        return name
    path = _find(name, facts.folder("strategy_templates"), Said("strategy template"))
    tree, lines = read_yaml(path)
    return Strategy.parse(tree, shown(path), lines)


def shipped_markets() -> tuple[str, ...]:
    """Return the names of the markets that come with the product."""
    return _names(facts.folder("data") / "markets")


def shipped_strategies() -> tuple[str, ...]:
    """Return the names of the strategy templates that come with the product."""
    return _names(facts.folder("strategy_templates"))


def _names(place: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in place.glob("*.yaml")))


def _find(name: str | Path, place: Path, what: Said) -> Path:
    text = str(name)
    if not text.endswith((".yaml", ".yml")) and "/" not in text and "\\" not in text:
        known = _names(place)
        if text in known:
            return place / f"{text}.yaml"
        raise AddaError(
            "'{text}' is not a known {what}{hint} (known: {known}; or give a .yaml file)",
            text=shown(text),
            what=what,
            hint=nearest(text, known),
            known=", ".join(known),
        )
    return Path(text)


def _beside(path: Path, name: str) -> str | Path:
    """Return a name as it is, and a file's path as one that starts where `path` is."""
    return path.parent / name if name.endswith((".yaml", ".yml")) else name


def _placed(market: Market, path: Path) -> Market:
    """Return the market with its edge file, if it has one, looked for beside `path`."""
    edges = market.network.edges
    if edges is None or Path(edges).is_absolute():
        return market
    placed = market.network.model_copy(update={"edges": str((path.parent / edges).resolve())})
    return market.model_copy(update={"network": placed})
