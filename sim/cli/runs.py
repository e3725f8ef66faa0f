"""`adda runs`: what lies in the folder runs/, and clearing it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from sim.cli.front import Verb, VerbGroup
from sim.cli.inputs import json_option, lang_option
from sim.cli.screen import note, printable, say, say_json, say_table, screen
from sim.cli.studying import check_picture, leave_picture, outcome_option, picture_option
from sim.errors import AddaError, nearest, shown

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
            (one["what"], one["title"], _time(one["changed"]), f"{one['bytes'] / 1e6:,.1f} MB")
            for one in found
        ]
        say_table("runs/", ("", "", "made", "size"), rows, numbers=(3,))
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
        "adda runs show compare-0123456789abcdef --picture sales.html",
    ),
)
@click.argument("name")
@outcome_option
@picture_option
@lang_option
@json_option
def show(name: str, outcome: str, picture: str | None, lang: str, as_json: bool) -> None:
    """Tell again what a kept study says, from its manifest and parts; nothing is run.

    NAME is that of its folder in runs/ (`adda runs --json` has them).
    """
    from sim.outcomes import outcome as known
    from sim.study.again import again
    from sim.study.again import kept as read

    check_picture(picture)
    known(outcome)
    names = [one["name"] for one in kept()]
    if name not in names:
        raise AddaError(f"'{shown(name)}' is not in runs/{nearest(name, names)}")
    found = again(RUNS / name)
    if not read(RUNS / name).as_now:
        note("careful: this was made by other sources of Adda than those that are here now")
    table = _table_of(found, outcome, lang)
    if as_json:
        say_json({"name": name, "table": table.to_dict("records")})
    else:
        say(_said_by(found, outcome, lang))
        for line in table.to_string(index=False).splitlines():
            screen().print(printable(line), soft_wrap=True)
    leave_picture(lambda: _drawn(found, outcome, lang), picture)


def _table_of(found: Any, outcome: str, lang: str) -> Any:
    if hasattr(found, "daily") and hasattr(found, "outcomes"):
        return found.outcomes()
    if hasattr(found, "verdict") or hasattr(found, "sifted"):
        return found.table(lang)
    return found.table(outcome)


def _said_by(found: Any, outcome: str, lang: str) -> str:
    if hasattr(found, "verdict"):
        return str(found.verdict(lang))
    if hasattr(found, "sifted"):
        return str(found.sentence(lang))
    return str(found.sentence(outcome, lang)) if hasattr(found, "sentence") else repr(found)


def _drawn(found: Any, outcome: str, lang: str) -> Any:
    if not hasattr(found, "figure"):
        raise AddaError("a single run has no picture of its own: `adda compare` draws")
    return found.figure(lang) if hasattr(found, "sifted") else found.figure(outcome)


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
