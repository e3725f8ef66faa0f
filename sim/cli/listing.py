"""`adda list`: what comes with the product."""

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option
from sim.cli.screen import say_json, say_table


@click.command(
    "list",
    cls=Verb,
    short_help="Name the templates and markets that come with Adda.",
    examples=("adda list", "adda list markets", "adda list strategies --json"),
)
@click.argument("what", type=click.Choice(["strategies", "markets"]), required=False)
@json_option
def list_shipped(what: str | None, as_json: bool) -> None:
    """Name the strategy templates and the markets that come with Adda, each with its story."""
    found = {key: read() for key, read in _SHELVES.items() if what in (None, key)}
    if as_json:
        say_json(found)
        return
    for key, entries in found.items():
        heads = tuple(head for head in ("name", "people", "title", "story") if head in entries[0])
        rows = [[entry[head] for head in heads] for entry in entries]
        say_table(key, heads, rows)


def strategies() -> list[dict[str, str]]:
    """Return name, title and story of each strategy template."""
    from sim.scenarios import read_strategy, shipped_strategies

    read = [read_strategy(name) for name in shipped_strategies()]
    return [{"name": one.name, "title": one.title, "story": one.story} for one in read]


def markets() -> list[dict[str, str]]:
    """Return name, size, title and story of each market."""
    from sim.scenarios import read_market, shipped_markets

    read = [read_market(name) for name in shipped_markets()]
    return [
        {"name": one.name, "people": f"{one.people:,}", "title": one.title, "story": one.story}
        for one in read
    ]


_SHELVES = {"strategies": strategies, "markets": markets}
