"""`adda sweep` and `adda discover`: two strategies under many circumstances, and who wins when."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import days_option, market_option
from sim.cli.screen import say, say_json, say_table
from sim.cli.showing import chosen
from sim.cli.studying import (
    axes_option,
    behaviour_option,
    check_picture,
    how,
    leave_picture,
    outcome_option,
    over_option,
    pair_of,
    running_options,
    telling_options,
    told_even_if_stopped,
    varied,
)
from sim.errors import AddaError

if TYPE_CHECKING:
    import pandas

    from sim.study.sweep import Sweep

POINTS, PAIRS = 200, 8
SHOWN = 12

points_option = click.option(
    "--points", type=int, default=POINTS, show_default=True, metavar="N",
    help="Points of a Latin hypercube.",
)  # fmt: skip
pairs_option = click.option(
    "--replicates", "--pairs", type=int, default=PAIRS, show_default=True, metavar="N",
    help="Pairs of runs at each point.",
)  # fmt: skip


@click.command(
    cls=Verb,
    short_help="Compare two strategies under many circumstances.",
    examples=(
        "adda sweep brand_centric interest_centric --over days=30..365 --over tell_rate",
        "adda sweep facilitator do_nothing --over b.strategy.posts_per_week=0..10 --grid 6",
        "adda sweep brand_centric do_nothing --over market.brand.affinity --points 50 --json",
    ),
)
@click.argument("a")
@click.argument("b")
@over_option
@points_option
@click.option("--grid", type=int, metavar="N", help="A grid instead, of N values each.")
@axes_option
@outcome_option
@market_option
@days_option
@pairs_option
@running_options
@behaviour_option
@telling_options
def sweep(a: str, b: str, as_json: bool, **asked: Any) -> int:
    """Compare strategies A and B at many points of what is varied with --over.

    Every point meets the same people and luck. Finished points are kept in runs/ and not run again.
    """
    from sim import words

    words.translator(asked["lang"])
    check_picture(asked["picture"])
    across = chosen(asked, varied(asked["over"]))

    def tell(found: "Sweep") -> None:
        found.judged_by(asked["outcome"])
        if as_json:
            say_json(_tree(found, asked["outcome"], asked["lang"]))
        else:
            with words.speaking(asked["lang"]):
                _say_points(found, asked["outcome"], asked["lang"])
        leave_picture(
            lambda: found.figure(asked["outcome"], *across, asked["lang"]), asked["picture"]
        )

    return _swept(a, b, asked, asked["grid"], tell)


@click.command(
    cls=Verb,
    short_help="Say under which circumstances the usual winner does not win.",
    examples=(
        "adda discover brand_centric interest_centric --over market.brand.affinity"
        " --over market.segments.0.privacy.middle",
        "adda discover brand_centric interest_centric --over days=30..365 --outcome margin --json",
    ),
)
@click.argument("a")
@click.argument("b")
@over_option
@points_option
@outcome_option
@market_option
@days_option
@pairs_option
@running_options
@behaviour_option
@telling_options
def discover(a: str, b: str, as_json: bool, **asked: Any) -> int:
    """Sweep strategies A and B, and find the boxes in which the usual winner wins or does not.

    A sweep that is kept in runs/ is not run again.
    """
    from sim import words

    words.translator(asked["lang"])
    check_picture(asked["picture"])

    def tell(swept: "Sweep") -> None:
        found = swept.discover(asked["outcome"])
        limits = found.table(asked["lang"])
        if as_json:
            say_json({"sentence": found.sentence(asked["lang"]), "boxes": limits.to_dict("records"),
                      **_asked(swept, asked["outcome"])})  # fmt: skip
        else:
            say(found.sentence(asked["lang"]))
            if len(limits):
                with words.speaking(asked["lang"]):
                    _say_boxes(limits)
        leave_picture(lambda: found.figure(asked["lang"]), asked["picture"])

    return _swept(a, b, asked, None, tell)


def _swept(a: str, b: str, asked: dict[str, Any], grid: int | None, tell: Any) -> int:
    from sim.outcomes import outcome
    from sim.study.sweep import sweep as run_points

    if not asked["over"]:
        raise AddaError("name with --over what to vary, such as --over tell_rate")
    if outcome(asked["outcome"]).better == "neither":
        raise AddaError(
            "--outcome {name}: which way is better is yours to say", name=asked["outcome"]
        )
    sides = pair_of(a, b, asked)
    title = f"{sides[0].strategy.name} against {sides[1].strategy.name}, point by point"
    study = partial(
        run_points, a=sides[0], b=sides[1], over=varied(asked["over"]),
        points=asked["points"], grid_steps=grid, **how(asked),
    )  # fmt: skip
    return told_even_if_stopped(study, title, tell)


def _asked(found: "Sweep", name: str) -> dict[str, Any]:
    names = (found.a.strategy.name, found.b.strategy.name if found.b else None)
    return {"a": names[0], "b": names[1], "market": found.a.market.name, "outcome": name,
            "over": [axis.name for axis in found.axes], "points": len(found.points),
            "pairs": found.replicates, "seed": found.seed, "ahead": found.counts(name)}  # fmt: skip


def _tree(found: "Sweep", name: str, lang: str) -> dict[str, Any]:
    return {"sentence": found.sentence(name, lang), **_asked(found, name),
            "table": found.table(name).to_dict("records")}  # fmt: skip


def _say_points(found: "Sweep", name: str, lang: str) -> None:
    from sim.outcomes import outcome
    from sim.words import _, current, number

    say(found.sentence(name, lang))
    one, table, words = outcome(name), found.table(name), current()
    shown = table.reindex(table["difference"].abs().sort_values(ascending=False).index).head(SHOWN)
    heads = [axis.label(words) for axis in found.axes]
    rows = [
        (
            *(axis.said(row[axis.name], words) for axis in found.axes),
            one.apart(row["difference"], words, signed=True),
            f"{one.apart(row['low'], words)} – {one.apart(row['high'], words)}",
            row["ahead"].upper(),
        )
        for _place, row in shown.iterrows()
    ]
    title = _("The {count} largest differences of {points}").format(
        count=number(len(shown)), points=number(len(table))
    )
    columns: Sequence[int] = range(len(heads) + 2)
    say_table(title, (*heads, "B − A", _("95 % interval"), _("ahead")), rows, numbers=columns)


def _say_boxes(limits: "pandas.DataFrame") -> None:
    from sim.words import _, number, percent

    rows = []
    for row in limits.itertuples():
        span = ", ".join(row.options) or f"{number(row.low)} – {number(row.high)}"
        whole = (percent(row.coverage), percent(row.density), percent(row.mass))
        rows.append((number(row.box), row.label, span, *whole, number(row.luck, decimals=3)))
    heads = ("", "", _("from – to"), _("coverage"), _("density"), _("mass"), _("luck"))
    say_table(_("Boxes"), heads, rows, numbers=(3, 4, 5, 6))
