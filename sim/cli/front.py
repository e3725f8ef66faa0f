"""The front of `adda`: its verbs, and how a mistake becomes one sentence and an exit code.

0: done. 1: something outside failed, such as a full disk. 2: the input cannot be used.
130: stopped by Ctrl-C. Only an error of our own making shows a traceback.
"""

import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, NoReturn

import click

from sim.cli.screen import complain, note
from sim.cli.stopping import SAID, STOPPED, asked_to_stop, stoppable
from sim.cli.usage import usage
from sim.errors import AddaError, Said, nearest, shown
from sim.words import ENGLISH, TONGUES, speaking

OPENS_IN = {"max_content_width": 100, "help_option_names": ["-h", "--help"]}


class Verb(click.Command):
    """A command whose help ends with examples that can be copied."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any):
        super().__init__(*args, **settings)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, one a line, as they are typed."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class VerbGroup(Verb, click.Group):
    """A command with commands of its own, such as `adda import whatsapp`."""

    command_class = Verb

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of their importance."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for, or say which one is nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            hint = nearest(name, known) or Said("; there are {known}", known=", ".join(known))
            raise _NoSuchVerb(
                Said("there is no command '{name}'{hint}", name=shown(name), hint=hint), ctx
            )
        return super().resolve_command(ctx, args)


class _NoSuchVerb(click.UsageError):
    def __init__(self, said: Said, ctx: click.Context):
        super().__init__(str(said), ctx)
        self.said = said


class Front(VerbGroup):
    """The whole program."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **settings: Any) -> NoReturn:
        """Do what the words on the command line ask for, then leave with an exit code."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a console that lacks a letter shows "?"
        args = sys.argv[1:] if args is None else list(args)
        with stoppable(), warnings.catch_warnings(), speaking(_language(args)):
            str(SAID)  # reads the catalogue: where Ctrl-C is heard there is no time for that
            warnings.showwarning = _careful  # type: ignore[assignment]
            code = self._exit_code(args, *rest, **{**settings, "standalone_mode": False})
        sys.exit(code)

    def _exit_code(self, args: Sequence[str] | None, *rest: Any, **settings: Any) -> int:
        try:
            code = super().main(args, *rest, **settings)
        except BaseException as error:
            return STOPPED if asked_to_stop() else _exit_code_of(error)
        return code if isinstance(code, int) else 0


def _exit_code_of(error: BaseException) -> int:
    """Say in a sentence what went wrong; an error of our own making is raised again."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return error.exit_code
        case click.ClickException():
            complain(usage(error))
            return 2
        case AddaError():
            complain(str(error))
            return 2
        case KeyboardInterrupt() | click.Abort():
            complain(SAID)
            return STOPPED
        case BrokenPipeError():
            _close_quietly()
            return 1
        case OSError() | MemoryError():
            complain(_from_outside(error))
            return 1
    raise error


def _careful(message: Warning | str, *_where: Any) -> None:
    """Show a warning as a remark, without the line of code that it comes from."""
    note(str(Said("careful: {warning}", warning=message)))


def _language(args: Sequence[str]) -> str:
    """Return the language that --lang asks for, so that every complaint is in it.

    English for one that is not there: the verb refuses it.
    """
    asked = [after for before, after in pairwise(args) if before == "--lang"]
    asked += [arg.removeprefix("--lang=") for arg in args if arg.startswith("--lang=")]
    return asked[-1] if asked and asked[-1] in TONGUES else ENGLISH.lang


def _from_outside(error: OSError | MemoryError) -> Said:
    if isinstance(error, MemoryError):
        return Said("there is not enough memory for this; fewer people or shorter runs need less")
    reason = error.strerror or type(error).__name__
    if not error.filename:
        return Said("a file cannot be used: {reason}", reason=reason)
    return Said("'{name}' cannot be used: {reason}", name=error.filename, reason=reason)


def _close_quietly() -> None:
    """Let go of a pipe whose reader has left, so that Python says nothing about it at exit."""
    with suppress(BrokenPipeError):
        sys.stdout.close()
