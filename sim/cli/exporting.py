"""`adda export-chat`: a room of a simulated community, written as a messenger would export it."""

from pathlib import Path
from typing import Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import (
    changes_of,
    days_option,
    market_option,
    replace_option,
    scenario_of,
    seed_option,
    set_option,
    with_changes,
)
from sim.cli.screen import progress, say
from sim.cli.writing import write_whole
from sim.errors import AddaError, shown

SUFFIX = {"whatsapp": "txt", "telegram": "json"}


@click.command(
    "export-chat",
    cls=Verb,
    short_help="Write a simulated community's room as a chat export.",
    examples=(
        "adda export-chat facilitator --as whatsapp",
        "adda export-chat facilitator --as telegram --days 180 --out their_chat.json",
        "adda export-chat my_runs/first --as whatsapp",
    ),
)
@click.argument("source", metavar="STRATEGY|RUN")
@click.option(
    "--as", "form", type=click.Choice(list(SUFFIX)), default="whatsapp", show_default=True,
    help="Telegram's form also tells who answers whom.",
)  # fmt: skip
@click.option("--room", type=int, default=0, show_default=True, metavar="R", help="Which room.")
@market_option
@days_option
@seed_option
@set_option
@click.option("--out", metavar="FILE", help="Where to  [default: NAME_whatsapp.txt and so on]")
@replace_option
def export_chat(source: str, form: str, room: int, out: str | None, **asked: Any) -> None:
    """Write what happened in a room as WhatsApp or Telegram would export it.

    STRATEGY is run once, as `adda run` does; RUN is the folder of a run that was kept. Nobody in
    the file exists, and its first line says so. `adda import` reads it back: what it finds can be
    held against what was put in.
    """
    from sim import intake

    place = Path(out or f"{_name(source)}_{form}.{SUFFIX[form]}")
    if place.exists() and not asked["replace"]:
        raise AddaError(
            "'{place}' is already there; choose another --out or add --replace", place=shown(place)
        )
    if place.is_dir():
        raise AddaError("'{place}' is a folder; name a file with --out", place=shown(place))
    with progress(f"writing a {form} export"):
        write_whole(place, intake.export_chat(_run(source, asked), room, form))
    say(f"wrote {place}")
    say(f"next: adda import {form} {place}")


def _run(source: str, asked: dict[str, Any]) -> Any:
    """Return the run that is kept in a folder, or one that is made now."""
    from sim.running import run
    from sim.trace import load_run

    if Path(source).is_dir():
        if asked["market"] or asked["days"] or asked["sets"]:
            raise AddaError("--market, --days and --set are for a strategy, a kept run has its own")
        return load_run(source)
    scenario = scenario_of(source, asked["market"], asked["days"])
    return run(with_changes(scenario, changes_of(asked["sets"])), asked["seed"])


def _name(source: str) -> str:
    """Return what the file is called after: the strategy, or the folder of the run."""
    return Path(source).name.partition(".")[0] or "room"
