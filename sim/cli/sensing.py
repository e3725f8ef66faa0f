"""`adda sensitivity`: what an answer hangs on."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import days_option, market_option
from sim.cli.screen import say, say_json, say_table
from sim.cli.studying import (
    behaviour_option,
    check_picture,
    how,
    leave_picture,
    one_of,
    outcome_option,
    over_option,
    pair_of,
    running_options,
    telling_options,
    told_even_if_stopped,
    varied,
)

if TYPE_CHECKING:
    from sim.study.sensitivity import Sensitivity

PAIRS, SHOWN = 4, 15


@click.command(
    cls=Verb,
    short_help="Say which unknowns an answer hangs on.",
    examples=(
        "adda sensitivity brand_centric interest_centric",
        "adda sensitivity brand_centric interest_centric --method one --over tell_rate"
        " --over market.product.quality",
        "adda sensitivity facilitator --outcome affinity --method morris --size 20",
    ),
)
@click.argument("a")
@click.argument("b", required=False)
@over_option
@outcome_option
@click.option(
    "--method", default="both", show_default=True, metavar="both|morris|sobol|one",
    help="Morris over all, then Sobol over the largest; or only one; or one thing at a time.",
)  # fmt: skip
@click.option(
    "--size", type=int, metavar="N", help="Paths of Morris [10], base points of Sobol [64]."
)
@click.option(
    "--keep", type=int, default=8, show_default=True, metavar="N", help="How many Sobol gets."
)
@market_option
@days_option
@click.option(
    "--replicates", "--pairs", type=int, default=PAIRS, show_default=True, metavar="N",
    help="Runs, or pairs of runs, at each point.",
)  # fmt: skip
@running_options
@behaviour_option
@telling_options
def sensitivity(a: str, b: str | None, as_json: bool, **asked: Any) -> int:
    """Find what the difference between A and B (or A's own outcome) hangs on.

    Without --over: every behaviour parameter, within its plausible range. What it costs is said
    before it starts; finished points are kept in runs/ and not run again. With --uncertain, what
    is not varied is drawn.
    """
    from sim import words
    from sim.study.sensitivity import sensitivity as find

    words.translator(asked["lang"])
    check_picture(asked["picture"])
    sides = (one_of(a, asked), None) if b is None else pair_of(a, b, asked)

    def tell(found: "Sensitivity") -> None:
        if as_json:
            say_json(_tree(found, asked["lang"]))
        else:
            with words.speaking(asked["lang"]):
                for stage in (found.sifted, found):
                    if stage is not None:
                        _say(stage, asked["lang"])
        leave_picture(lambda: found.figure(asked["lang"]), asked["picture"])

    study = partial(
        find, a=sides[0], b=sides[1],
        over=varied(asked["over"]) or None, outcome=asked["outcome"], method=asked["method"],
        size=asked["size"], keep=asked["keep"], **how(asked),
    )  # fmt: skip
    return told_even_if_stopped(study, "what it hangs on", tell)


def _tree(found: "Sensitivity", lang: str) -> dict[str, Any]:
    told = {"sentence": found.sentence(lang), "method": found.method, "outcome": found.outcome,
            "runs": found.runs, "table": found.table(lang).to_dict("records")}  # fmt: skip
    return told if found.sifted is None else {**told, "sifted": _tree(found.sifted, lang)}


def _say(found: "Sensitivity", lang: str) -> None:
    from sim.words import _, number

    table = found.table(lang).head(SHOWN)
    columns = [name for name in table.columns if name not in ("axis", "label")]
    rows = [
        (row["label"], *(number(row[name]) for name in columns)) for _n, row in table.iterrows()
    ]
    say(found.sentence(lang))
    say_table(_("effects, the largest first"), ("", *columns), rows, range(1, len(columns) + 1))
