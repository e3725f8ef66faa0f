"""`adda optimise`: the best few plans within hours and money."""

import os
from functools import partial
from pathlib import Path
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
    one_of,
    running_options,
    telling_options,
    told_even_if_stopped,
)
from sim.errors import AddaError, shown

if TYPE_CHECKING:
    from sim.study.plans import Plans

TRIALS, PAIRS, FRESH = 240, 4, 16


@click.command(
    cls=Verb,
    short_help="Find the best plans for so many hours a week and so much money.",
    examples=(
        "adda optimise interest_centric --hours 12 --money 500",
        "adda optimise facilitator --hours 6 --ends sales,affinity --save my_strategies",
        "adda optimise interest_centric --platforms",
    ),
)
@click.argument("start")
@click.option(
    "--hours", type=float, metavar="H", help="Hours a week at most  [default: the plan's]"
)
@click.option("--money", type=float, metavar="M", help="Money at most, over the whole time.")
@click.option(
    "--ends", metavar="NAMES", help="Outcomes to do well on, such as sales,belonging,hours."
)
@click.option(
    "--trials", type=int, default=TRIALS, show_default=True, metavar="N", help="Plans to try."
)
@click.option(
    "--fresh", type=int, default=FRESH, show_default=True, metavar="N",
    help="Fresh runs of each of the best.",
)  # fmt: skip
@axes_option
@click.option("--platforms", is_flag=True, help="Also: one page, two, or all of them?")
@click.option("--save", metavar="FOLDER", help="Save the plans there as strategy files.")
@market_option
@days_option
@click.option(
    "--replicates", type=int, default=PAIRS, show_default=True, metavar="N",
    help="Runs of each plan in the search.",
)  # fmt: skip
@running_options
@behaviour_option
@telling_options
def optimise(start: str, as_json: bool, **asked: Any) -> int:
    """Search for plans that do well on several outcomes, beginning with START.

    Decided are pages and home of the community, size of its rooms, posts a week, content mix, copy,
    how the hours are used and, with --money, advertising. The best are run again on fresh luck,
    because the winner of many tries is partly a lucky one. What was tried is kept in runs/.
    """
    from sim import words
    from sim.study.optimise import ENDS
    from sim.study.optimise import optimise as find

    words.translator(asked["lang"])
    check_picture(asked["picture"])
    check_folder(asked["save"], start)
    ends = [one.strip() for one in asked["ends"].split(",")] if asked["ends"] else ENDS
    across = chosen(asked, ends)

    def tell(found: "Plans") -> None:
        pages = found.platforms(workers=asked["workers"]) if asked["platforms"] else None
        lang = asked["lang"]
        if as_json:
            more = {"platforms": pages.table(lang).to_dict("records")} if pages else {}
            say_json({"sentence": found.sentence(lang), "tried": found.tried,
                      "table": found.table(lang).to_dict("records"), **more})  # fmt: skip
        else:
            with words.speaking(lang):
                _say(found, lang)
            if pages:
                say(pages.sentence(lang))
        _save(found, asked["save"], as_json)
        leave_picture(lambda: found.figure(*across, lang), asked["picture"])

    study = partial(
        find, start=one_of(start, asked), hours=asked["hours"],
        money=asked["money"], ends=ends, trials=asked["trials"], fresh=asked["fresh"], **how(asked),
    )  # fmt: skip
    return told_even_if_stopped(study, "plans", tell)


def check_folder(folder: str | None, start: str) -> None:
    """Refuse a folder in which a plan cannot be saved, before anything is run."""
    if folder is None:
        return
    path = Path(folder)
    if path.exists() and not path.is_dir():
        raise AddaError("--save {folder}: that is a file, not a folder", folder=shown(folder))
    above = next(one for one in (path, *path.absolute().parents) if one.is_dir())
    if not os.access(above, os.W_OK):
        raise AddaError("--save {folder}: nothing can be written there", folder=shown(folder))
    taken = sorted(path.glob(f"{_stem(start)}_plan_?.yaml"))
    if taken:
        raise AddaError(
            "--save {folder}: '{name}' is already there", folder=shown(folder), name=taken[0].name
        )


def _save(found: "Plans", folder: str | None, as_json: bool) -> None:
    if folder is None:
        return
    stem = _stem(found.start.strategy.name)
    for one in found.plans:
        path = found.save(one.letter, Path(folder) / f"{stem}_plan_{one.letter.lower()}.yaml")
        if not as_json:
            say(f"saved: {path.as_posix()}")


def _stem(start: str) -> str:
    return Path(start).stem


def _say(found: "Plans", lang: str) -> None:
    from sim.outcomes import outcome
    from sim.words import _, current

    words = current()
    say(found.sentence(lang))
    ends = [outcome(name) for name in found.ends]
    rows = []
    for plan in (found.start, *found.plans):
        said = [one.figure(plan.end(one.name).mean_b, words) for one in ends]
        rows.append((plan.letter, *said, plan.said(lang)))
    heads = ("", *(_(one.label) for one in ends), _("what it does"))
    say_table(_("Plans, on fresh luck"), heads, rows, numbers=range(1, len(ends) + 1))
