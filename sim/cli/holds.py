"""`adda holds`: does the winner hang on an assumption of ours?"""

from typing import Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import days_option, json_option, lang_option, market_option, seed_option
from sim.cli.screen import note, progress, say, say_json, say_table

PAIRS, MORE = 4, 12


@click.command(
    cls=Verb,
    short_help="Which assumption, moved alone, changes the winner?",
    examples=(
        "adda holds brand_centric interest_centric --days 365",
        "adda holds brand_centric interest_centric --outcome belonging --only tell_rate",
    ),
)
@click.argument("a")
@click.argument("b")
@market_option
@days_option
@seed_option
@click.option("--outcome", default="sales", show_default=True, help="What decides.")
@click.option(
    "--only", multiple=True, metavar="NAME", help="Only this assumption; may be repeated."
)
@click.option(
    "--pairs", type=int, default=PAIRS, show_default=True,
    help="Pairs of runs for each; where the winner may change there are more.",
)  # fmt: skip
@lang_option
@json_option
def holds(a: str, b: str, as_json: bool, **asked: Any) -> None:
    """Move every assumption of ours alone, and say which ones change who wins.

    Each number of behaviour is taken to both ends of its plausible range, and each choice of how
    the model is built is switched, on the same worlds and luck. Read at 30, 90 and 365 days, as
    far as --days reaches.
    """
    from sim import words
    from sim.cli.inputs import scenario_of
    from sim.study.holding import flips

    words.translator(asked["lang"])
    first = scenario_of(a, asked["market"], asked["days"])
    second = first.with_strategy(scenario_of(b, asked["market"], asked["days"]).strategy)
    with progress(f"{a} against {b}") as tick:
        found = flips(
            first, second, asked["only"] or None, outcomes=(asked["outcome"],),
            replicates=asked["pairs"], more=MORE, seed=asked["seed"], progress=tick, tell=note,
        )  # fmt: skip
    table = found.table(asked["outcome"], asked["lang"])
    if as_json:
        sentences = {day: found.sentence(asked["outcome"], day) for day in found.horizons}
        say_json({"sentences": sentences, "moves": table.to_dict("records")})
        return
    with words.speaking(asked["lang"]):
        for day in found.horizons:
            say(found.sentence(asked["outcome"], day, asked["lang"]))
        _say_turns(found.names, table)


def _say_turns(names: tuple[str, str], table: Any) -> None:
    """Print what changes the winner, then what shifts the difference most."""
    from sim.words import _, number

    turned = table[table["turns"] != ""]
    rows = [
        (row.label, number(row.value) if not row.structural else "", number(row.day),
         number(row.difference), number(row.low), number(row.high),
         names["ab".index(row.winner)] if row.winner else _("open"))
        for row in (turned if len(turned) else table.head(10)).itertuples()
    ]  # fmt: skip
    heads = (
        _("assumption"),
        _("moved to"),
        _("day"),
        _("B minus A"),
        _("from"),
        _("to"),
        _("ahead"),
    )
    title = _("What changes the answer") if len(turned) else _("What moves the difference most")
    say_table(title, heads, rows, numbers=(1, 2, 3, 4, 5))
