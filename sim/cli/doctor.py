"""`adda doctor`: what works here, what is missing, and which levers do nothing yet."""

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option
from sim.cli.screen import progress, say, say_json, say_table

SIGNS = {True: "ok", False: "missing", None: ""}


@click.command(
    cls=Verb,
    short_help="Say what works here and what is missing.",
    examples=("adda doctor", "adda doctor --quick", "adda doctor --json"),
)
@click.option("--quick", is_flag=True, help="Leave out what takes seconds: kernel and levers.")
@json_option
def doctor(quick: bool, as_json: bool) -> int:
    """Look at versions, memory, folders, browser, fonts and workbooks, and try every lever.

    A lever acts when changing it alone changes any table of a run; that is found by running, and
    remembered until the sources change. Leaves with 1 if something needed is missing.
    """
    from sim.doctor import acting_levers, findings

    with progress("looking"):
        found = list(findings(deep=not quick))
    with progress("trying the levers") as tick:
        levers = None if quick else acting_levers(tick)
    if as_json:
        tree = {"findings": [one._asdict() for one in found]}
        say_json(tree | ({} if levers is None else {"levers": levers._asdict()}))
    else:
        rows = [(SIGNS[one.fine], one.about, one.said, one.advice) for one in found]
        say_table("this installation", ("", "", "", "what to do"), rows)
        if levers is not None:
            say(_told(levers.acting, levers.idle))
    return int(any(one.fine is False for one in found))


def _told(acting: tuple[str, ...], idle: tuple[str, ...]) -> str:
    said = f"{len(acting)} of {len(acting) + len(idle)} levers change something in a run"
    if not idle:
        return f"{said}; there is none that does not act yet."
    return f"{said}. Not acting yet: {', '.join(idle)}."
