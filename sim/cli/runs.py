"""`adda runs`: what lies in the folder runs/, and clearing it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from sim.cli import showing
from sim.cli.front import Verb, VerbGroup
from sim.cli.inputs import json_option, lang_option
from sim.cli.screen import note, printable, say, say_json, say_table, screen
from sim.cli.studying import (
    axes_option,
    check_picture,
    leave_picture,
    outcome_option,
    picture_option,
)

RUNS = Path("runs")
REPORT = "report.html"
DAY = 86_400


@click.group(
    cls=VerbGroup,
    invoke_without_command=True,
    short_help="Show or clear what is in runs/.",
    examples=(
        "adda runs",
        "adda runs --json",
        "adda runs show NAME --picture sales.html",
        "adda runs clean --older-than 30",
    ),
)
@json_option
@click.pass_context
def runs(context: click.Context, as_json: bool) -> None:
    """Show the reports and the finished work that lie in runs/, the newest first."""
    if context.invoked_subcommand is not None:
        return
    found = sorted(kept(), key=lambda one: one["changed"], reverse=True)
    if as_json:
        say_json(found)
    elif found:
        rows = [
            (
                one["name"],
                one["what"],
                one["title"],
                _time(one["changed"]),
                f"{one['bytes'] / 1e6:,.1f} MB",
            )
            for one in found
        ]
        say_table("runs/", ("", "", "", "made", "size"), rows, numbers=(4,))
    else:
        say("there is nothing in runs/ yet; adda compare brand_centric interest_centric --report")


@runs.command(
    cls=Verb, examples=("adda runs clean", "adda runs clean --reports --older-than 30 --yes")
)
@click.option(
    "--older-than", type=click.IntRange(0, 36_500), default=0, metavar="DAYS", help="Only these."
)
@click.option("--reports", is_flag=True, help="Remove reports too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def clean(older_than: int, reports: bool, yes: bool) -> None:
    """Remove finished work from runs/, which can be made again; other files stay."""
    limit = datetime.now(UTC).timestamp() - older_than * DAY
    going = [one for one in kept() if one["changed"] <= limit and (reports or one["pairs"])]
    if not going:
        say("there is nothing to remove from runs/")
        return
    size = sum(one["bytes"] for one in going) / 1e6
    if not yes:
        click.confirm(f"Remove {len(going)} from runs/, {size:,.1f} MB?", abort=True, err=True)
    from sim.study.store import Store

    Store(RUNS).clean(one["name"] for one in going if one["pairs"])
    for one in going:
        if not one["pairs"]:
            _remove_report(RUNS / one["name"])
    say(f"removed {len(going)} from runs/, {size:,.1f} MB")


@runs.command(
    cls=Verb,
    examples=(
        "adda runs show sweep-0123456789abcdef --outcome margin",
        "adda runs show sweep-01 --axes days,tell_rate --picture map.html",
        "adda runs show optimise-01 --axes hours,belonging --picture front.html",
    ),
)
@click.argument("name")
@outcome_option
@axes_option
@click.option("--boxes", is_flag=True, help="Of a sweep: where the usual winner does not win.")
@picture_option
@lang_option
@json_option
def show(name: str, as_json: bool, **asked: Any) -> None:
    """Tell again what a kept study is and says, from its manifest and parts; nothing is run.

    NAME is that of its folder in runs/ (`adda runs` has them), or how that begins.
    """
    from sim import words
    from sim.outcomes import outcome
    from sim.study.again import again
    from sim.study.kept import folder_of
    from sim.study.kept import kept as read

    words.translator(asked["lang"])
    check_picture(asked["picture"])
    how = showing.Asked(
        outcome(asked["outcome"]).name, asked["lang"], showing.two(asked["axes"]), asked["boxes"]
    )
    folder = folder_of(name, RUNS)
    study = read(folder)
    about, told = showing.about(study), showing.told(study.kind, again(folder), how)
    if not about["as_now"]:
        note("careful: this was made by other sources of Adda than those that are here now")
    if as_json:
        rows = told.table.to_dict("records")
        say_json({**about, "sentence": told.sentence, "table": rows})
    else:
        with words.speaking(asked["lang"]):
            _say_study(folder, about, told)
    with words.speaking(asked["lang"]):
        leave_picture(told.draw, asked["picture"])


def _say_study(folder: Path, about: dict[str, Any], told: "showing.Told") -> None:
    """Print what a study is, what it says, and how it is drawn again."""
    from sim.words import _, number

    said = _("{kind}: {title} (seed {seed}; {parts} parts kept)")
    say(said.format(**{**about, "parts": number(about["parts"])}))
    say(told.sentence)
    for line in told.table.to_string(index=False).splitlines():
        screen().print(printable(line), soft_wrap=True)
    say(_("To draw it again: {command}, or in Python {code}").format(
        command=f"adda runs show {folder.name} --picture p.html",
        code=f'sim.again("{folder.as_posix()}").{told.code}',
    ))  # fmt: skip


def kept() -> Iterator[dict[str, Any]]:
    """Yield name, what it is, title, pairs (0: a report), bytes and time of what is in runs/."""
    from sim.study.store import Store

    for entry in Store(RUNS).entries():
        yield {
            "name": entry.name, "what": f"{entry.kind}, {entry.parts} kept", "title": entry.title,
            "pairs": entry.parts, "bytes": entry.bytes, "changed": entry.changed,
        }  # fmt: skip
    for page in sorted(RUNS.glob(f"*/{REPORT}")):
        told = page.stat()
        yield {
            "name": page.parent.name, "what": "report", "title": page.as_posix(), "pairs": 0,
            "bytes": told.st_size, "changed": told.st_mtime,
        }  # fmt: skip


def _remove_report(folder: Path) -> None:
    (folder / REPORT).unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
