"""`adda compare`: two strategies, pair by pair with the same luck, and what that says."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import (
    days_option,
    json_option,
    lang_option,
    market_option,
    replicates_option,
    seed_option,
    set_option,
    workers_option,
)
from sim.cli.screen import note, progress, say, say_json, say_table
from sim.cli.studying import (
    STORE,
    behaviour_option,
    drawn_from,
    pair_of,
    scheduler_option,
    told_even_if_stopped,
)

if TYPE_CHECKING:
    import pandas

    from sim.scenarios import Scenario
    from sim.study.comparison import Comparison


@click.command(
    cls=Verb,
    short_help="Compare two strategies, the main thing that Adda does.",
    examples=(
        "adda compare brand_centric interest_centric --report",
        "adda compare facilitator my_strategies/mine.yaml --market my_markets/ours.yaml --days 365",
        "adda compare facilitator facilitator --set b.strategy.presence.room_size=20",
        "adda compare brand_centric do_nothing --json > result.json",
    ),
)
@click.argument("a")
@click.argument("b")
@market_option
@days_option
@replicates_option
@seed_option
@workers_option
@scheduler_option
@set_option
@behaviour_option
@click.option("--all", "everything", is_flag=True, help="Every outcome, not only the main ones.")
@click.option("--report", "wants_report", is_flag=True, help="Leave a report that opens anywhere.")
@lang_option
@json_option
def compare(a: str, b: str, wants_report: bool, as_json: bool, **asked: Any) -> int:
    """Compare strategies A and B on one market.

    Each pair of runs has its own people and luck, the same for A and B, so that they differ in
    nothing but the strategy. Finished pairs are kept in runs/ and not run again. With --set, a
    path that begins with a. or b. changes one side, any other both.
    """
    from sim import words
    from sim.cli import reporting
    from sim.study.compare import compare as run_pairs

    words.translator(asked["lang"])
    sides = pair_of(a, b, asked)
    if wants_report:
        reporting.check_reportable(sides)

    def tell(found: "Comparison") -> None:
        if as_json:
            say_json(json.loads(found.to_json(asked["lang"])))
        else:
            with words.speaking(asked["lang"]):
                say_scores(found, asked["lang"], asked["everything"])
        if wants_report and found.replicates == asked["replicates"]:
            place = reporting.leave_report(found, asked["lang"])
            (note if as_json else say)(f"report: {place.as_posix()}")

    a_name, b_name = (side.strategy.name for side in sides)
    study = partial(
        run_pairs, a=sides[0], b=sides[1], replicates=asked["replicates"], seed=asked["seed"],
        workers=asked["workers"], scheduler=asked["scheduler"], store=STORE,
        parameters=drawn_from(asked["market"]) if asked["uncertain"] else None,
    )  # fmt: skip
    return told_even_if_stopped(study, f"{a_name} against {b_name} on {sides[0].market.name}", tell)


def compared(
    sides: tuple["Scenario", "Scenario"], pairs: int, seed: int, workers: int | None
) -> "Comparison":
    """Run the pairs that are not kept yet, with a bar, and return what they say."""
    from sim.study.compare import compare as run_pairs

    a, b = sides
    with progress(f"{a.strategy.name} against {b.strategy.name} on {a.market.name}") as tick:
        return run_pairs(a, b, pairs, seed, workers=workers, progress=tick, store=STORE)


def say_scores(found: "Comparison", lang: str, everything: bool = False) -> None:
    """Print the score board and the verdict."""
    from sim.figures import main_rows
    from sim.study.verdict import sentences
    from sim.words import _, current, number

    table = found.table(lang)
    title = _("{a} (A) and {b} (B) on {market}: {people} people, {days} days, {pairs} pairs")
    said = title.format(
        a=found.names[0], b=found.names[1], market=found.a.market.title,
        people=number(found.a.market.people), days=number(found.days),
        pairs=number(found.replicates),
    )  # fmt: skip
    heads = ("", _("outcome"), "A", "B", "B − A", _("95 % interval"), _("unit"), _("better"))
    lines = _lines(table[table.day == found.days] if everything else main_rows(table))
    say_table(said, heads, lines, numbers=(2, 3, 4, 5))
    if not isinstance(found.parameters, Mapping):
        say(_("Each pair has its own behaviour, drawn from what was not ruled out."))
    first, *others = sentences(found, current(), found.days)
    say(first)
    for sentence in others:
        say(f"- {sentence}")


def _lines(rows: "pandas.DataFrame") -> Iterator[tuple[str, ...]]:
    """Yield the lines of the score board, kind by kind; what applies to neither is left out."""
    from sim.outcomes import KINDS, OUTCOMES
    from sim.words import _, current

    kinds = list(KINDS)
    rows = rows[rows.call != "none"].sort_values("kind", key=lambda names: names.map(kinds.index))
    for row, first in zip(rows.itertuples(), ~rows.kind.duplicated(), strict=True):
        one = OUTCOMES[row.outcome]
        low, high = (one.apart(end, current()) for end in (row.low, row.high))
        yield (
            _(KINDS[row.kind]) if first else "",
            row.label,
            one.figure(row.mean_a, current()),
            one.figure(row.mean_b, current()),
            one.apart(row.difference, current(), signed=True),
            _("{low} to {high}").format(low=low, high=high),
            row.unit,
            row.favours.upper(),
        )
