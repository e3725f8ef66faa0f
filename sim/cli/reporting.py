"""`adda report`, and `--report` of a comparison: one page for the meeting."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.comparing import compared
from sim.cli.front import Verb
from sim.cli.inputs import (
    days_option,
    lang_option,
    market_option,
    replicates_option,
    seed_option,
    set_option,
    workers_option,
)
from sim.cli.screen import progress, say
from sim.cli.stopping import gently
from sim.cli.studying import STORE, pair_of
from sim.cli.writing import refuse_unwritable
from sim.errors import AddaError, Said, shown

if TYPE_CHECKING:
    from sim.scenarios import Scenario
    from sim.study.comparison import Comparison


@click.command(
    cls=Verb,
    short_help="Write a page for the meeting that opens anywhere.",
    examples=(
        "adda report brand_centric interest_centric",
        "adda report facilitator my_strategies/mine.yaml --market my_markets/ours.yaml --lang bn",
        "adda report brand_centric facilitator --out meeting.pdf",
    ),
)
@click.argument("a")
@click.argument("b")
@market_option
@days_option
@replicates_option
@seed_option
@workers_option
@set_option
@lang_option
@click.option("--out", metavar="FILE", help="Where to  [default: a folder of its own in runs/]")
def report(a: str, b: str, out: str | None, **asked: Any) -> None:
    """Compare strategies A and B, and write what came out as one page, HTML or PDF.

    The page needs no net: everything is in it. Pairs that were run before are not run again.
    """
    from sim import words

    words.translator(asked["lang"])
    sides = pair_of(a, b, asked)
    _check_page(out)
    check_reportable(sides)
    found = compared(sides, asked["replicates"], asked["seed"], asked["workers"])
    place = leave_report(found, asked["lang"], None if out is None else Path(out))
    say(f"report: {place.as_posix()}")


def check_reportable(sides: tuple["Scenario", "Scenario"]) -> None:
    """Raise AddaError where the same things do not happen to both: a report tells them once."""
    a, b = sides
    if a.shocks != b.shocks:
        raise AddaError("a and b meet different shocks: a report needs the same for both")


def _check_page(out: str | None) -> None:
    """Raise AddaError where no page can be written, before anything is run for it."""
    if out is None:
        return
    refuse_unwritable(Path(out), Said("the report"))
    if Path(out).suffix.lower() not in (".html", ".htm", ".pdf"):
        raise AddaError("'{out}': a report is written as .html or .pdf", out=shown(out))
    if Path(out).suffix.lower() == ".pdf":
        from sim.report.paper import needed

        needed()


def leave_report(found: "Comparison", lang: str, out: Path | None = None) -> Path:
    """Write the report of a comparison and return where it is.

    Its pairs are in the store, so that the report's workbook finds them instead of running them.
    """
    from sim.report import report as make

    a, b = found.a.strategy, found.b.strategy
    place = out or Path(STORE) / _folder_name(found, lang) / "report.html"
    with progress("writing the report"), gently():
        return make(
            a, b, found.a.market, found.days, found.replicates, found.seed, lang, place,
            store=STORE, shocks=found.a.shocks, start_date=found.a.start_date,
            parameters=found.parameters,
        )  # fmt: skip


def _folder_name(found: "Comparison", lang: str) -> str:
    """Return a name that can be read, and that only the same comparison has."""
    inputs = [found.a.to_yaml(), found.b.to_yaml(), str(found.seeds), lang]
    if found.parameters:
        inputs.append(str(found.parameters))
    digest = hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:6]
    return f"{found.a.strategy.name}-{found.b.strategy.name}-{digest}"
