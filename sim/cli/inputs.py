"""From words on the command line to scenarios: names, files, and `--set path=value`."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import sizes
from sim.errors import AddaError, nearest, shown

if TYPE_CHECKING:
    from sim.scenarios import Scenario

YAML = (".yaml", ".yml")
PARTS = ("strategy", "market", "shocks", "days", "start_date")

market_option = click.option(
    "--market", metavar="M",
    help=f"Where: a shipped market (`adda list`) or a .yaml file  [default: {sizes.MARKET}]",
)  # fmt: skip
days_option = click.option(
    "--days", type=int, metavar="D", help=f"How long, in days  [default: {sizes.DAYS}]"
)
seed_option = click.option(
    "--seed", type=int, default=sizes.SEED, metavar="S", show_default=True,
    help="Which luck; the same seed gives the same numbers.",
)  # fmt: skip
replicates_option = click.option(
    "--replicates", "--pairs", type=int, default=sizes.PAIRS, metavar="N", show_default=True,
    help="Pairs of runs, 2 or more.",
)  # fmt: skip
workers_option = click.option(
    "--workers", type=int, metavar="N", help="Pairs at once  [default: all processors]"
)
set_option = click.option(
    "--set", "sets", multiple=True, metavar="PATH=VALUE",
    help="Change one value, such as strategy.control=0.5 or market.people=500. Repeatable.",
)  # fmt: skip
lang_option = click.option(
    "--lang", default="en", show_default=True, metavar="en|bn", help="Language of what is printed."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON and nothing else, for scripts."
)
replace_option = click.option(
    "--replace", is_flag=True, help="Write over what is already there under this name."
)


def scenario_of(name: str, market: str | None, days: int | None) -> "Scenario":
    """Return the scenario that is asked for.

    name: a strategy template, a strategy file, or a file with a whole scenario, whose market and
    days `market` and `days` then replace. Raises AddaError where a name is unknown.
    """
    from sim.scenarios import read_scenario, scenario

    if not _is_whole_scenario(name):
        return scenario(name, market or sizes.MARKET, sizes.DAYS if days is None else days)
    read = read_scenario(name)
    read = read if market is None else read.with_market(market)
    return read if days is None else read.changed({"days": days})


def _is_whole_scenario(name: str) -> bool:
    if not name.endswith(YAML) or not Path(name).is_file():
        return False
    from sim.yaml_text import read_yaml

    tree, _lines = read_yaml(Path(name))
    return isinstance(tree, dict) and "strategy" in tree


def changes_of(sets: Iterable[str]) -> dict[str, Any]:
    """Return `path=value` texts as key paths and values; a value is read as YAML."""
    from sim.yaml_text import parse_yaml

    changes: dict[str, Any] = {}
    for text in sets:
        path, equals, value = text.partition("=")
        if not equals or not path.strip():
            raise AddaError(
                "--set {text}: expected PATH=VALUE, as in strategy.control=0.5", text=shown(text)
            )
        changes[path.strip()], _lines = parse_yaml(value, f"--set {shown(path)}")
    return changes


def with_changes(scenario: "Scenario", changes: dict[str, Any]) -> "Scenario":
    """Return the scenario with values replaced; an unknown path is told with the nearest known."""
    for path in changes:
        if path.split(".")[0] not in PARTS:
            full = f"strategy.{path}"
            known = [*PARTS, *_paths(scenario.tree())]
            hint = nearest(full, [full]) if full in known else nearest(path, known)
            raise AddaError(
                "--set {path}: that is not a key of a scenario{hint}", path=shown(path), hint=hint
            )
    return scenario.changed(changes) if changes else scenario


def _paths(tree: Any, at: str = "") -> Iterable[str]:
    """Yield every key path below a tree, e.g. `strategy.offers.discount`."""
    for key, inner in tree.items() if isinstance(tree, dict) else ():
        path = f"{at}.{key}" if at else key
        yield path
        yield from _paths(inner, path)


def for_each_side(sets: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split changes of a comparison: `a.` and `b.` for one side, without either for both."""
    sides: dict[str, dict[str, Any]] = {"a": {}, "b": {}}
    for path, value in changes_of(sets).items():
        first, _dot, rest = path.partition(".")
        if first in sides and not rest:
            raise AddaError(
                "--set {path}: expected a key of one side, as in {path}.strategy.control=0.5",
                path=shown(path),
            )
        for side in sides:
            if first == side:
                sides[side][rest] = value
            elif first not in sides:
                sides[side][path] = value
    return sides["a"], sides["b"]
