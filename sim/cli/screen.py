"""What a user sees in the terminal: tables, sentences, progress, JSON; always text, never codes.

Everything that came from a file or a command line goes through `printable`, so that it cannot
move the cursor, change colours or turn the writing direction.
"""

import json
import math
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sim.cli.stopping import undone_if_stopped
from sim.errors import Said

if TYPE_CHECKING:
    from rich.console import Console

LONGEST_SENTENCE = 600
WIDTH_OF_A_FILE = 110
# Format characters without which Bengali and other scripts are misspelt; they move nothing.
JOINERS = "\u200c\u200d"
Tick = Callable[[int, int], None]


def printable(value: object, limit: int = 2000) -> str:
    """Return `value` as one line of text without anything that a terminal would obey."""
    text = str(value)
    kept = "".join(map(_safe, text[:limit]))
    return kept if len(text) <= limit else kept + "…"


def _safe(letter: str) -> str:
    if letter in JOINERS:
        return letter
    if letter in "\n\r\t":
        return " "
    return "?" if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") else letter


def complain(sentence: Said | str) -> None:
    """Say on standard error what is wrong."""
    click.echo(f"adda: {printable(sentence, LONGEST_SENTENCE)}", err=True)


def say(sentence: str = "") -> None:
    """Print a sentence on standard output, folded to the width of the screen."""
    screen().print(printable(sentence), soft_wrap=not sys.stdout.isatty())


def note(sentence: str) -> None:
    """Print a remark on standard error, out of the way of what a script reads."""
    click.echo(printable(sentence), err=True)


def say_json(tree: Any) -> None:
    """Print `tree` as JSON, and nothing else; a number that is none becomes null."""
    click.echo(json.dumps(_plain(tree), indent=2, allow_nan=False))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if type(value).__module__ == "numpy":
        return _plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def say_table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()
) -> None:
    """Print a table; `numbers` are the columns to be set flush right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE)
    for place, head in enumerate(heads):
        right = place in numbers
        table.add_column(printable(head), justify="right" if right else "left", no_wrap=right)
    for row in rows:
        table.add_row(*map(printable, row))
    screen().print(Text(printable(title), style="bold"), soft_wrap=True)
    screen().print(table)


def screen() -> "Console":
    """Return the terminal to print on: text as it is, no markup, no emoji codes."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH_OF_A_FILE
    return Console(markup=False, emoji=False, highlight=False, width=width)


@contextmanager
def progress(title: str) -> Iterator[Tick]:
    """Show a bar on standard error while something is done; only on a terminal.

    Gives a function to call with (done, total); before its first call the bar only pulses.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.TextColumn("{task.fields[of]}"),
        bars.TimeElapsedColumn(),
        bars.TimeRemainingColumn(),
    )
    shown_on = Console(stderr=True, emoji=False)
    bar = bars.Progress(*columns, console=shown_on, transient=True)
    with undone_if_stopped(bar.stop), bar:
        task = bar.add_task(printable(title), total=None, of="")

        def tick(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, of=f"{done} of {total}")

        yield tick
