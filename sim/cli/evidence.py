"""`adda evidence`: where a number of behaviour comes from, and how far to trust it."""

from typing import Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option
from sim.cli.screen import say, say_json, say_table
from sim.errors import AddaError, Said, nearest, shown


@click.command(
    cls=Verb,
    short_help="Say where a number comes from and how far to trust it.",
    examples=("adda evidence", "adda evidence mute_rate", "adda evidence mute_rate --json"),
)
@click.argument("name", required=False)
@json_option
def evidence(name: str | None, as_json: bool) -> None:
    """Print one behaviour parameter with its range, source and grade; without NAME, all of them."""
    from sim.facts import parameters

    known = parameters()
    if name is not None and name not in known:
        hint = nearest(name, known) or Said("; `adda evidence` lists them")
        raise AddaError("'{name}' is not a behaviour parameter{hint}", name=shown(name), hint=hint)
    if as_json:
        say_json([told(one) for one in known] if name is None else told(name))
    elif name is None:
        rows = [(one.name, f"{one.best:g}", one.unit, one.grade) for one in known.values()]
        say_table("how people behave", ("parameter", "best", "unit", "grade"), rows, numbers=(1,))
    else:
        _say_one(told(name))


def told(name: str) -> dict[str, Any]:
    """Return a parameter with the citation of its source."""
    from dataclasses import asdict

    from sim.evidence import source
    from sim.facts import parameters

    one = parameters()[name]
    return {**asdict(one), "cited": source(one.source).cite()}


def _say_one(one: dict[str, Any]) -> None:
    fitted = "; fitted to published patterns" if one["calibrated"] else ""
    say(f"{one['name']} = {one['best']:g} {one['unit']}")
    say(f"  {one['meaning']}")
    say(f"  plausible {one['low']:g} to {one['high']:g}")
    say(f"  allowed {one['least']:g} to {one['most']:g}; switched off at {one['neutral']:g}")
    say(f"  used by rule {one['acts_on']}")
    say(f"  grade: {one['grade']}{fitted}")
    say(f"  source: {one['cited']}")
