"""`adda health`: how a community is doing, in the terms of CHAOSS and Orbit, beside a run."""

from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.importing import CHATS
from sim.cli.inputs import (
    days_option,
    json_option,
    lang_option,
    market_option,
    scenario_of,
    seed_option,
)
from sim.cli.screen import progress, say, say_json, say_table
from sim.errors import AddaError, nearest, shown

if TYPE_CHECKING:
    import pandas

    from sim.intake.measure import Measure


@click.command(
    cls=Verb,
    short_help="How a community is doing, beside a simulated one.",
    examples=(
        "adda health whatsapp chat.zip --members 40",
        "adda health telegram result.json --members 300 --beside facilitator --days 180",
        "adda health run facilitator --market neighbourhood",
    ),
)
@click.argument("kind", metavar="|".join((*CHATS, "run")))
@click.argument("files", nargs=-1, required=True, metavar="FILE...|STRATEGY")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="As in adda import.")
@click.option("--chat", metavar="NAME", help="As in adda import.")
@click.option("--members", type=int, metavar="N", help="How many members there are.")
@click.option("--beside", metavar="STRATEGY", help="A strategy whose simulated room stands beside.")
@market_option
@days_option
@seed_option
@lang_option
@json_option
def health(kind: str, files: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Count the health terms of CHAOSS and of the Orbit model in a chat export.

    With --beside, the same terms are counted by the same functions in a room of a run (the first
    one), from what its export would hold. "run STRATEGY" counts a run alone. Nothing is written.
    """
    from sim import words
    from sim.intake.vital_signs import health_table

    words.translator(asked["lang"])

    sides: dict[str, tuple[Measure, ...]] = {}
    with progress(words._("counting")):
        if kind == "run":
            sides["simulated"] = _of_run(files[0] if len(files) == 1 else "", asked)
        else:
            sides["yours"] = _of_chat(kind, files, asked)
            if asked["beside"]:
                sides["simulated"] = _of_run(asked["beside"], asked)
    table = health_table(sides)
    if as_json:
        say_json(table.to_dict("records"))
    else:
        _say(table, tuple(sides))


def _of_chat(kind: str, files: tuple[str, ...], asked: dict[str, Any]) -> "tuple[Measure, ...]":
    from sim import intake

    if kind not in CHATS:
        known = ", ".join((*CHATS, "run"))
        raise AddaError(
            "there is no health of '{kind}', only {known}{hint}",
            kind=shown(kind),
            known=known,
            hint=nearest(kind, CHATS),
        )
    chat = intake.read_chat(kind, list(files), asked["date_order"], asked["chat"])
    return intake.health(chat, asked["members"])


def _of_run(strategy: str, asked: dict[str, Any]) -> "tuple[Measure, ...]":
    from sim import intake
    from sim.running import run

    if not strategy:
        raise AddaError("name one strategy, as in adda health run facilitator")
    scenario = scenario_of(strategy, asked["market"], asked["days"])
    return intake.health_of_run(run(scenario, asked["seed"]))


def _say(table: "pandas.DataFrame", sides: tuple[str, ...]) -> None:
    from sim.cli.findings import said, span
    from sim.words import _

    heads = {"yours": _("yours"), "simulated": _("simulated")}
    rows = []
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        cells = []
        for side in sides:
            value = row[side]
            text = "–" if value is None else said(int(value) if value == int(value) else value)
            cells += [text, span(row[f"{side}_low"], row[f"{side}_high"])]
        rows.append((row["model"], _(row["label"]), *cells, _(row["unit"])))
    columns = [part for side in sides for part in (heads[side], _("95 % interval"))]
    numbers = tuple(range(2, 2 + len(columns)))
    say_table(_("community health"), ("", "", *columns, ""), rows, numbers)
    if table[[f"{side}_why" for side in sides]].astype(bool).to_numpy().any():
        say(_("–: not told, mostly because it would speak of fewer than five people (--json)"))
