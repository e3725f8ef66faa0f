"""`adda validate`: is a file of a scenario, strategy or market what it should be?"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option
from sim.cli.screen import complain, say, say_json
from sim.errors import AddaError, shown

if TYPE_CHECKING:
    from sim.schema import Part


@click.command(
    cls=Verb,
    short_help="Check a file of a scenario, strategy or market.",
    examples=("adda validate my_strategies/mine.yaml", "adda validate my_markets/*.yaml --json"),
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@json_option
def validate(files: tuple[str, ...], as_json: bool) -> int:
    """Check files that hold a scenario, a strategy or a market; leaves with 2 if one is wrong."""
    told = [_looked_at(Path(file)) for file in files]
    if as_json:
        say_json(told)
    for one in told:
        if one["error"]:
            complain(one["error"])
        elif not as_json:
            say(f"{one['file']}: a {one['kind']}, '{one['title']}', nothing wrong")
    return 2 if any(one["error"] for one in told) else 0


def _looked_at(file: Path) -> dict[str, Any]:
    try:
        kind, part = read_any(file)
    except AddaError as error:
        return {"file": str(file), "kind": None, "title": None, "error": str(error)}
    return {"file": str(file), "kind": kind, "title": _title(part), "error": None}


def _title(part: Any) -> str:
    return part.title if hasattr(part, "title") else f"{part.strategy.title} on {part.market.title}"


def read_any(file: Path) -> "tuple[str, Part]":
    """Read a file as what its keys say it is. Returns scenario, strategy or market, and the part.

    Raises AddaError with one sentence where the file does not hold what it should.
    """
    from sim.market import Market
    from sim.scenarios import read_market, read_scenario, read_strategy
    from sim.strategy import Strategy
    from sim.yaml_text import read_yaml

    tree, _lines = read_yaml(file)
    if not isinstance(tree, dict):
        raise AddaError(f"{shown(file)}: expected the keys of a scenario, a strategy or a market")
    if file.suffix not in (".yaml", ".yml"):
        raise AddaError(f"{shown(file)}: the name must end in .yaml, or no command will take it")
    if {"strategy", "market"} & set(tree):
        return "scenario", read_scenario(file)
    about_market = set(tree) & set(Market.model_fields)
    if len(about_market) > len(set(tree) & set(Strategy.model_fields)):
        return "market", read_market(file)
    return "strategy", read_strategy(file)
