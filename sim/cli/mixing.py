"""`adda export`: weekly series for marketing-mix tools, with the truth that they try to find."""

import json
from pathlib import Path
from typing import Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import (
    changes_of,
    days_option,
    json_option,
    market_option,
    scenario_of,
    seed_option,
    set_option,
    with_changes,
    workers_option,
)
from sim.cli.screen import say, say_json
from sim.cli.studying import scheduler_option, studied
from sim.cli.writing import whole_folder
from sim.errors import AddaError, nearest, shown

FOLDER = "my_series"


@click.command(
    cls=Verb,
    short_help="Write weekly series for marketing-mix tools, with the truth beside.",
    examples=(
        "adda export pymc brand_centric --days 365",
        "adda export meridian interest_centric --days 730 --geos 20 --out my_series/meridian",
        "adda export robyn brand_centric --days 730 --geos 1",
    ),
)
@click.argument("tool", metavar="pymc|meridian|robyn")
@click.argument("strategy")
@click.option(
    "--geos", type=int, default=5, show_default=True, metavar="N",
    help="How many simulated places; advertising money differs between them.",
)  # fmt: skip
@click.option("--out", metavar="FOLDER", help=f"Where  [default: {FOLDER}/TOOL_STRATEGY]")
@market_option
@days_option
@seed_option
@workers_option
@scheduler_option
@set_option
@json_option
def export(tool: str, strategy: str, as_json: bool, **asked: Any) -> None:
    """Write the weekly series of a simulated STRATEGY as TOOL reads it.

    series.csv is what a brand would know; columns.json names the columns as TOOL's arguments;
    truth.csv says, channel by channel and week by week, how many purchases there would not have
    been without it. All of it is made up, and says so.
    """
    from sim.study.marketing_mix import marketing_mix
    from sim.study.mix_layouts import LAYOUTS
    from sim.study.work import Work

    if tool not in LAYOUTS:
        raise AddaError(
            "'{tool}' is no tool that is known, there are {layouts}{hint}",
            tool=shown(tool),
            layouts=", ".join(LAYOUTS),
            hint=nearest(tool, LAYOUTS),
        )
    case = scenario_of(strategy, asked["market"], asked["days"])
    case = with_changes(case, changes_of(asked["sets"]))
    place = Path(asked["out"] or f"{FOLDER}/{tool}_{case.strategy.name}")
    if place.exists():
        raise AddaError("'{place}' is already there; choose another --out", place=shown(place))
    with studied(f"{case.strategy.name}, world by world") as bar:
        work = Work(asked["workers"], asked["scheduler"], **bar)
        mix = marketing_mix(case, asked["geos"], asked["seed"], work=work)
    table, named = LAYOUTS[tool](mix)
    about = {
        "made_up": "Simulated by Adda: no real people, no real sales.",
        "tool": tool, "strategy": case.strategy.name, "market": case.market.name,
        "days": case.days, "geos": asked["geos"], "seed": asked["seed"], "columns": named,
    }  # fmt: skip
    with whole_folder(place) as folder:
        table.to_csv(folder / "series.csv", index=False, lineterminator="\n")
        mix.truth.to_csv(folder / "truth.csv", index=False, lineterminator="\n")
        (folder / "columns.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    told = {**about, "folder": place.as_posix(), "weeks": len(table)}
    if as_json:
        say_json(told)
    else:
        say(f"wrote {place.as_posix()}/: series.csv ({len(table)} rows), truth.csv, columns.json")
