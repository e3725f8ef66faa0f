"""`adda calibrate`: which behaviour the published patterns leave possible, searched anew."""

from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option, workers_option
from sim.cli.screen import note, progress, say, say_json, say_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.study.patterns.table import Measured


@click.command(
    cls=Verb,
    short_help="Fit behaviour to published patterns, or show how it was fitted.",
    examples=(
        "adda calibrate --show",
        "adda calibrate --waves 2 --points 60",
        "adda calibrate --write",
    ),
)
@click.option("--show", is_flag=True, help="Show the shipped calibration and run nothing.")
@click.option("--market", default="boutique", show_default=True, metavar="M",
              help="Where the templates run.")  # fmt: skip
@click.option("--waves", type=int, default=2, show_default=True, metavar="N",
              help="How often to learn from what was tried.")  # fmt: skip
@click.option("--points", type=int, default=80, show_default=True, metavar="N",
              help="Parameter sets tried in a wave.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, metavar="S",
              help="Which luck; the same seed gives the same files.")  # fmt: skip
@workers_option
@click.option(
    "--write", is_flag=True,
    help="Write data/calibration, and the best values in data/behaviour.yaml.",
)  # fmt: skip
@json_option
def calibrate(show: bool, write: bool, as_json: bool, **asked: Any) -> None:
    """Search the judged parameters for what the fitted patterns do not rule out.

    History matching: in each wave parameter sets are run, and what a pattern makes implausible is
    left out of the next. Patterns that are held out take no part and are reported apart. Without
    --write nothing is changed.
    """
    from sim.study.patterns import table

    rows = table.shipped() if show else _searched(asked, write)
    if as_json:
        say_json(table.frame(rows).to_dict("records"))
        return
    say_patterns(rows)
    if show or write:
        _say_identifiability()


def _searched(asked: dict[str, Any], write: bool) -> "tuple[Measured, ...]":
    from sim import facts
    from sim.study.calibration import procedure, record

    market = asked["market"]
    search = procedure.planned(
        market, asked["waves"], asked["points"], asked["seed"], asked["workers"]
    )
    minutes = procedure.seconds(search, market) / 60
    note(
        f"{search.waves} waves of {search.points} parameter sets and a last trial, about"
        f" {minutes:.0f} minutes of one processor; Ctrl-C stops it and changes nothing"
    )
    with progress("calibrating") as tick:
        done = procedure.calibrated(search, market, tick)
    if write:
        data = facts.folder("data")
        done.save(data / "calibration")
        record.write_back(done.best, data / "behaviour.yaml")
        say(f"wrote {len(done.best)} values and data/calibration")
    accepted = int(done.found.accepted().sum())
    say(f"{accepted} of {len(done.found.finalists)} sets of the last trial are accepted")
    return done.patterns


def say_patterns(rows: "Iterable[Measured]") -> None:
    """Print the table of patterns, those that were fitted first."""
    heads = ("pattern", "published", "band", "ours", "95 % by luck", "met", "")
    lines = [
        (
            one.pattern.id, f"{one.pattern.published:g}",
            f"{one.pattern.low:g} to {one.pattern.high:g}", f"{one.ours:.3g}",
            f"{one.low:.3g} to {one.high:.3g}", "yes" if one.met else "no",
            one.pattern.fit.replace("_", " "),
        )
        for one in sorted(rows, key=lambda one: one.pattern.fit)
    ]  # fmt: skip
    say_table("published patterns", heads, lines, numbers=(1, 3))


def _say_identifiability() -> None:
    from sim.study.calibration.record import identifiability

    found = identifiability()
    spoken = [row for row in found if row["patterns"]]
    lines = [
        (row["parameter"], row["low"], row["high"], row["accepted_low"], row["accepted_high"],
         f"{float(row['left']):.0%}", row["patterns"].replace("|", ", "))
        for row in spoken
    ]  # fmt: skip
    heads = ("parameter", "from", "to", "accepted from", "to", "left of range", "spoken of by")
    say_table("what the patterns say about parameters", heads, lines, numbers=(1, 2, 3, 4, 5))
    say(f"of {len(found) - len(spoken)} further parameters the patterns say nothing by themselves")
