"""`adda holds`: does the winner hang on an assumption of ours, or on the market?"""

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
    outcome_option,
    pair_of,
    running_options,
    telling_options,
    told_even_if_stopped,
)
from sim.errors import AddaError, nearest, shown

if TYPE_CHECKING:
    from sim.study.ground import Ground
    from sim.study.holding import Holding

PAIRS, MORE = 4, 12
WAYS = ("assumptions", "markets")


@click.command(
    cls=Verb,
    short_help="Which assumption, moved alone, changes the winner?",
    examples=(
        "adda holds brand_centric interest_centric --days 365",
        "adda holds brand_centric interest_centric --outcome belonging --only tell_rate",
        "adda holds brand_centric interest_centric --by markets --picture map.html",
    ),
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--by", default="assumptions", show_default=True, metavar="assumptions|markets",
    help="Move our assumptions one by one, or go to markets that care more or less.",
)  # fmt: skip
@click.option(
    "--only", multiple=True, metavar="NAME", help="Only this assumption; may be repeated."
)
@outcome_option
@market_option
@days_option
@click.option(
    "--replicates", "--pairs", type=int, default=PAIRS, show_default=True, metavar="N",
    help="Pairs of runs for each assumption or market.",
)  # fmt: skip
@click.option(
    "--more", type=int, default=MORE, show_default=True, metavar="N",
    help="Further pairs where an assumption may change the winner.",
)  # fmt: skip
@running_options
@behaviour_option
@telling_options
def holds(a: str, b: str, as_json: bool, **asked: Any) -> int:
    """Move every assumption of ours alone, and say which ones change who wins.

    Each number of behaviour is taken to both ends of its plausible range, and each choice of how
    the model is built is switched, on the same worlds and luck. Read at 30, 90 and 365 days, as
    far as --days reaches. By markets: who wins where people care more or less about the subject,
    and love the brand more or less. Finished parts are kept in runs/ and not run again.
    """
    from sim import words
    from sim.outcomes import outcome

    words.translator(asked["lang"])
    check_picture(asked["picture"])
    name, lang, by = outcome(asked["outcome"]).name, asked["lang"], asked["by"]
    if by not in WAYS:
        raise AddaError(
            "by is {by}, allowed is {ways}{hint}",
            by=shown(by),
            ways=", ".join(WAYS),
            hint=nearest(by, WAYS),
        )
    sides = pair_of(a, b, asked)

    def tell(found: "Holding | Ground") -> None:
        table = found.table(name, lang)
        sentences = _sentences(found, name, lang)
        if as_json:
            told = {"sentences": sentences, "sentence": sentences[max(sentences)]}
            say_json({**told, "moves": table.to_dict("records")})
        else:
            for sentence in sentences.values():
                say(sentence)
            with words.speaking(lang):
                (_say_turns if by == "assumptions" else _say_markets)(found.names, table)
        with words.speaking(lang):
            leave_picture(lambda: found.figure(name), asked["picture"])

    return told_even_if_stopped(_study(by, sides, name, asked), f"{a} against {b}", tell)


def _study(by: str, sides: Any, outcome: str, asked: dict[str, Any]) -> Any:
    from sim.study.ground import where_each_wins
    from sim.study.holding import flips

    a, b = sides
    if by == "assumptions":
        return partial(flips, a=a, b=b, names=asked["only"] or None, outcomes=(outcome,),
                       more=asked["more"], **how(asked))  # fmt: skip
    if asked["only"]:
        raise AddaError("--only names an assumption: leave it out with --by markets")
    return partial(where_each_wins, a=a, b=b, **how(asked))


def _sentences(found: Any, name: str, lang: str) -> dict[int, str]:
    """Return what is said of each horizon, or of the last one for all of them."""
    if hasattr(found, "moved"):
        return {day: found.sentence(name, day, lang) for day in found.horizons}
    return {found.horizons[-1]: found.sentence(name, lang)}


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


def _say_markets(names: tuple[str, str], table: Any) -> None:
    """Print who wins on each market."""
    from sim.words import _, number

    rows = [
        (number(row.interest), number(row.affinity), number(row.day), number(row.difference),
         number(row.low), number(row.high),
         names["ab".index(row.winner)] if row.winner else _("open"))
        for row in table.itertuples()
    ]  # fmt: skip
    heads = (_("interest, times ours"), _("attitude to the brand"), _("day"), _("B minus A"),
             _("from"), _("to"), _("ahead"))  # fmt: skip
    say_table(_("Who wins where"), heads, rows, numbers=(0, 1, 2, 3, 4, 5))
