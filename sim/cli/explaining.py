"""`adda explain`: which levers make the difference, and which mechanism carries it."""

from functools import partial
from typing import Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import days_option, market_option
from sim.cli.screen import say, say_json, say_table
from sim.cli.studying import (
    behaviour_option,
    check_picture,
    how,
    leave_picture,
    outcome_option,
    pair_of,
    running_options,
    telling_options,
    told_even_if_stopped,
)

PAIRS = 8


@click.command(
    cls=Verb,
    short_help="Say which levers make the difference, and what carries it.",
    examples=(
        "adda explain brand_centric interest_centric",
        "adda explain brand_centric interest_centric --by mechanisms --outcome belonging",
    ),
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--by", default="levers", show_default=True, metavar="levers|mechanisms",
    help="Take levers over group by group, or switch behaviours of people off one by one.",
)  # fmt: skip
@outcome_option
@market_option
@days_option
@click.option(
    "--replicates", "--pairs", type=int, default=PAIRS, show_default=True, metavar="N",
    help="Worlds on which everything is run.",
)  # fmt: skip
@running_options
@behaviour_option
@telling_options
def explain(a: str, b: str, as_json: bool, **asked: Any) -> int:
    """Explain the difference from strategy A to strategy B.

    By levers: Shapley values of the groups of levers that differ, which add up to the difference.
    By mechanisms: what is gone of the difference when a behaviour is switched off for both.
    """
    from sim import words
    from sim.outcomes import outcome
    from sim.study.explain import explain as find

    words.translator(asked["lang"])
    check_picture(asked["picture"])
    name = outcome(asked["outcome"]).name
    sides = pair_of(a, b, asked)

    def tell(found: Any) -> None:
        if as_json:
            table = found.table(name, asked["lang"])
            say_json({"sentence": found.sentence(name, asked["lang"]), "by": asked["by"],
                      "outcome": name, "table": table.to_dict("records")})  # fmt: skip
        else:
            with words.speaking(asked["lang"]):
                _say(found, name, asked["lang"])
        leave_picture(lambda: found.figure(name, asked["lang"]), asked["picture"])

    title = f"{sides[0].strategy.name} to {sides[1].strategy.name}, step by step"
    study = partial(
        find, a=sides[0], b=sides[1], by=asked["by"], **how(asked),
    )  # fmt: skip
    return told_even_if_stopped(study, title, tell)


def _say(found: Any, name: str, lang: str) -> None:
    from sim.outcomes import outcome
    from sim.words import _, current

    one, words = outcome(name), current()
    say(found.sentence(name, lang))
    rows = [
        (
            row.label,
            one.apart(row.difference, words, signed=True),
            f"{one.apart(row.low, words)} – {one.apart(row.high, words)}",
        )
        for row in found.table(name, lang).itertuples()
    ]
    say_table(_(one.label), ("", "B − A", _("95 % interval")), rows, numbers=(1, 2))
