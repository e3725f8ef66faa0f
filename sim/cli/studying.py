"""What the verbs of studies share: what to vary, where to run, cost, progress, and Ctrl-C."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.inputs import (
    changes_of,
    for_each_side,
    json_option,
    lang_option,
    scenario_of,
    seed_option,
    set_option,
    with_changes,
    workers_option,
)
from sim.cli.screen import complain, note, progress
from sim.cli.stopping import SAID, STOPPED, study_stopped_first
from sim.cli.writing import refuse_unwritable
from sim.errors import AddaError, Cancelled, Said, shown

if TYPE_CHECKING:
    from sim.scenarios import Scenario

STORE = "runs"
RANGE = ".."

scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS",
    help="Run on a Dask cluster, such as tcp://127.0.0.1:8786, instead of on this machine.",
)  # fmt: skip
over_option = click.option(
    "--over", "over", multiple=True, metavar="NAME[=RANGE]",
    help="Vary this: tell_rate, strategy.control, b.strategy.posts_per_week=0..10, days=30..365, or"
    " strategy.presence.home=[whatsapp, telegram]. Repeatable.",
)  # fmt: skip
outcome_option = click.option(
    "--outcome", default="sales", show_default=True, metavar="NAME", help="Judged by which outcome."
)
behaviour_option = click.option(
    "--uncertain", is_flag=True,
    help="Draw how people behave, pair by pair, from what calibration did not rule out, or, for a"
    " market fitted to a chat, from what your chat did not rule out.",
)  # fmt: skip
axes_option = click.option(
    "--axes", metavar="X,Y", help="Which two of those varied the picture shows."
)
picture_option = click.option(
    "--picture", metavar="FILE.html", help="Leave a picture that opens in any browser."
)


def running_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Let a verb be told which luck its study has, and where it runs."""
    return seed_option(workers_option(scheduler_option(verb)))


def telling_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Let a verb be told what to change, and how to tell what its study found."""
    return set_option(picture_option(lang_option(json_option(verb))))


def pair_of(a: str, b: str, asked: dict[str, Any]) -> tuple["Scenario", "Scenario"]:
    """Return the two scenarios that are asked for, with the changes of each side."""
    case_a, case_b = (
        with_changes(scenario_of(name, asked["market"], asked["days"]), changes)
        for name, changes in zip((a, b), for_each_side(asked["sets"]), strict=True)
    )
    return case_a, case_b


def one_of(name: str, asked: dict[str, Any]) -> "Scenario":
    """Return the one scenario that is asked for."""
    case = scenario_of(name, asked["market"], asked["days"])
    return with_changes(case, changes_of(asked["sets"]))


def varied(texts: Sequence[str]) -> dict[str, Any]:
    """Return what `--over` names, with bounds as (low, high), options as a list, or None.

    Raises AddaError where a text is not understood.
    """
    from sim.yaml_text import parse_yaml

    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if name in found:
            raise AddaError("--over {name}: named twice", name=shown(name))
        if not equals:
            found[name] = None
            continue
        low, dots, high = value.partition(RANGE)
        if dots:
            found[name] = (_number(name, low), _number(name, high))
            continue
        options, _lines = parse_yaml(value, f"--over {shown(name)}")
        if not isinstance(options, list):
            raise AddaError(
                "--over {text}: expected LOW..HIGH or a list, as in {name}=0..10",
                text=shown(text),
                name=shown(name),
            )
        found[name] = options
    return found


def how(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what every study takes from the command line, as its front door calls it."""
    return {
        "replicates": asked["replicates"],
        "seed": asked["seed"],
        "workers": asked["workers"],
        "scheduler": asked["scheduler"],
        "parameters": drawn_from(asked["market"]) if asked["uncertain"] else None,
        "store": STORE,
        "tell": note,
    }


def drawn_from(market: str | None) -> str:
    """Return the sets to draw behaviour from: those beside a market's file, else the accepted."""
    from sim.study import own_sets
    from sim.study.accepted import ACCEPTED

    return own_sets.beside(market) or ACCEPTED


@contextmanager
def studied(title: str) -> Iterator[dict[str, Any]]:
    """Give a study `progress` and `cancel`; Ctrl-C lets what is running come to its end."""
    with study_stopped_first() as cancel, progress(title) as tick:
        yield {"progress": tick, "cancel": cancel}


def told_even_if_stopped(study: Callable[..., Any], title: str, tell: Callable[[Any], None]) -> int:
    """Run a study and tell what it found, or after Ctrl-C what its finished part says.

    study: takes `progress` and `cancel`. Returns the exit code.
    """
    try:
        with studied(title) as with_bar:
            found = study(**with_bar)
    except Cancelled as stop:
        went_on = Said(
            "stopped, as you asked, after {done} parts; the same command goes on from there",
            done=len(stop.finished),
        )
        complain(went_on if stop.finished else SAID)
        if stop.partial is not None:
            tell(stop.partial)
        return STOPPED
    tell(found)
    return 0


def leave_picture(draw: Callable[[], Any], place: str | None) -> None:
    """Write a picture as one page that needs no net, if a place for it is given."""
    if place is None:
        return
    path = Path(place)
    check_picture(place)
    # A name of our own: the one that plotly draws by lot would make every page another one.
    draw().write_html(path, include_plotlyjs=True, full_html=True, div_id="picture")
    note(f"picture: {path.as_posix()}")


def check_picture(place: str | None) -> None:
    """Refuse a place for a picture that cannot be one, before anything is run."""
    if place is None:
        return
    path = Path(place)
    if path.suffix != ".html":
        raise AddaError("--picture {place}: a picture is written as .html", place=shown(place))
    if not path.parent.is_dir():
        raise AddaError(
            "--picture {place}: there is no folder '{parent}'",
            place=shown(place),
            parent=shown(path.parent),
        )
    refuse_unwritable(path, Said("the picture"))


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise AddaError(
            "--over {name}: '{text}' is not a number, expected LOW..HIGH",
            name=shown(name),
            text=shown(text),
        ) from None
