"""`adda import`: chats and edge lists become a market, analytics and sales an interval."""

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option, lang_option, replace_option, seed_option
from sim.cli.screen import Tick, progress, say, say_json
from sim.cli.stopping import undone_if_stopped
from sim.cli.writing import UNFINISHED, refuse_unwritable
from sim.errors import AddaError, Said, nearest, one_of, shown

if TYPE_CHECKING:
    from sim.cli.findings import Found

CHATS = ("whatsapp", "telegram", "messenger")
ESTIMATES = ("analytics", "sales")
KINDS = (*CHATS, "edges", *ESTIMATES)
# Which options belong to which kinds; any other combination is refused.
OF_KIND = {
    "members": CHATS,
    "date_order": (*CHATS, "sales"),
    "chat": ("telegram",),
    "direct": ("analytics",),
    "assume": ("analytics",),
    "series": ("sales",),
    "column": ("sales",),
    "fit": CHATS,
    "base": (*CHATS, "edges"),
    "most_people": CHATS,
    "most_days": CHATS,
}
_CHATS = Said("chats")
FOLDER = "my_markets"
ENDS = (".yaml", ".json")
NAME = re.compile(r"[a-z0-9_]{1,80}")


@click.command(
    "import",
    cls=Verb,
    short_help="Read your own chats, contacts, web analytics or sales.",
    examples=(
        "adda import whatsapp chat.zip --members 40 --market our_group",
        "adda import telegram result.json --members 300 --fit --run-as facilitator --base city",
        'adda import telegram result.json --chat "Our book club"',
        "adda import edges contacts.csv.gz --market our_contacts",
        "adda import analytics landing_pages.csv --assume other_direct=off",
        "adda import sales sign_ups.csv",
        "adda compare brand_centric facilitator --market my_markets/our_group.yaml",
    ),
)
@click.argument("kind", metavar="|".join(KINDS))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]),
    help="Which number is the day, where the dates of a file leave it open.",
)  # fmt: skip
@click.option(
    "--members", type=int, metavar="N", help="How many members there are, with the silent ones."
)
@click.option(
    "--base", metavar="M",
    help="chats, edges: the market for all that your file does not tell, shipped or a .yaml file  "
    "[default: boutique]",
)  # fmt: skip
@click.option(
    "--chat", metavar="NAME", help="telegram: the one chat to read, where the export holds several."
)
@click.option("--direct", metavar="FILE", help="analytics: the same export, of direct visits only.")
@click.option(
    "--assume", multiple=True, metavar="NAME=VALUE",
    help="analytics: change an assumption, such as typed=0.1,0.2,0.4 or typed=off. Repeatable.",
)  # fmt: skip
@click.option(
    "--fit", is_flag=True,
    help="chats: fit behaviour, by simulating communities like yours (a minute or more).",
)  # fmt: skip
@click.option(
    "--run-as", default="facilitator", metavar="STRATEGY", show_default=True,
    help="With --fit: how your community is run.",
)  # fmt: skip
@click.option(
    "--draws", type=int, default=800, metavar="N", show_default=True,
    help="With --fit: how many communities to simulate.",
)  # fmt: skip
@click.option(
    "--most-people", type=int, metavar="N",
    help="With --fit: people around a simulated community, at most  [default: 1200]",
)  # fmt: skip
@click.option(
    "--most-days", type=int, metavar="D",
    help="With --fit: how many of the last days of the chat to simulate, at most  [default: 180]",
)  # fmt: skip
@seed_option
@click.option("--series", metavar="NAME", help="sales: which series, where the file has several.")
@click.option("--column", metavar="NAME", help="sales: which column counts the adopters.")
@click.option(
    "--market",
    "name",
    metavar="NAME",
    help="Name of what is written  [default: such as my_whatsapp]",
)
@click.option("--out", metavar="FOLDER", help=f"Where to write it  [default: {FOLDER}]")
@replace_option
@lang_option
@json_option
def import_(kind: str, files: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Turn what a community left behind into what `run` and `compare` take.

    Chats and edge lists become a market, NAME.yaml; web analytics the share of dark social and
    sales a Bass curve, both as NAME.json. A picture, NAME.html, stands beside it. With --json
    nothing is written unless --market or --out asks for it. All happens on this machine, and
    neither names nor words of members are kept.
    """
    from sim.words import _, translator

    translator(asked["lang"])
    wanted = not as_json or bool(asked["name"] or asked["out"])
    _check_options(kind, asked)
    folder = Path(asked["out"] or FOLDER)
    name = asked["name"] or _free_name(kind, folder)
    if wanted and asked["name"] and not asked["replace"]:
        _refuse_taken(folder, name)
    if wanted:
        refuse_unwritable(folder / f"{name}{ENDS[0]}", Said("the market"))
    place = (name, folder) if wanted else None
    with progress(_("reading {kind}").format(kind=kind)) as tick:
        if kind in ESTIMATES:
            written = _estimate(kind, files, asked, place, as_json)
        else:
            found = _read(kind, files, asked, tick)
            written = _market(found, place, as_json)
    for path in written:
        if path.suffix != ".json" or kind in ESTIMATES:
            say(_("wrote {path}").format(path=path))
    if written and kind not in ESTIMATES:
        uncertain = " --uncertain" if asked["fit"] else ""
        command = f"adda compare brand_centric interest_centric --market {written[0]}{uncertain}"
        say(_("next: {command}").format(command=command))


Place = tuple[str, Path] | None


def _market(found: "Found", place: Place, as_json: bool) -> list[Path]:
    """Write the market of a chat or an edge list, and say what was found."""
    written = _write(found, *place) if place else []
    if as_json:
        say_json({**found.tree(), "written": [str(path) for path in written]})
        return []
    found.say()
    return written


def _estimate(
    kind: str, files: Sequence[str], asked: dict[str, Any], place: Place, as_json: bool
) -> list[Path]:
    """Read analytics or sales, write the numbers and a picture, and say what was found."""
    from sim.cli import estimates

    found: estimates.FoundAnalytics | estimates.FoundSales
    if kind == "analytics":
        found = estimates.of_analytics(files, asked["direct"], asked["assume"])
    else:
        found = estimates.of_sales(files, asked["series"], asked["column"], asked["date_order"])

    def fill(folder: Path) -> None:
        (folder / f"{name}.json").write_text(
            estimates.written_json(found.tree()), encoding="utf-8", newline="\n"
        )
        found.draw(folder / f"{name}.html")

    name, folder = place or ("", Path())
    written = _all_or_nothing(folder, fill) if place else []
    if as_json:
        say_json({**found.tree(), "written": [str(path) for path in written]})
        return []
    found.say()
    return written


def _check_options(kind: str, asked: dict[str, Any]) -> None:
    """Refuse an unknown kind, an option that another kind needs, and a name that is no name."""
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise AddaError(
            "'{kind}' cannot be imported, only {known}{hint}",
            kind=shown(kind),
            known=known,
            hint=nearest(kind, KINDS),
        )
    for option, kinds in OF_KIND.items():
        if asked[option] and kind not in kinds:
            raise AddaError(
                "--{option} is for {kinds}, {kind} needs none",
                option=option.replace("_", "-"),
                kinds=one_of(
                    list(dict.fromkeys(_CHATS if name in CHATS else name for name in kinds))
                ),
                kind=kind,
            )
    for option in ("most_people", "most_days"):
        if asked[option] is not None and not asked["fit"]:
            raise AddaError("--{option} goes with --fit", option=option.replace("_", "-"))
    if kind in ESTIMATES and asked["name"] and not NAME.fullmatch(asked["name"]):
        raise AddaError(
            "'{name}' is no name; it may hold letters a-z, 0-9 and _", name=shown(asked["name"])
        )


def _read(kind: str, files: Sequence[str], asked: dict[str, Any], tick: Tick) -> "Found":
    """Read the files of a kind that makes a market, and fit behaviour to them where asked."""
    from sim.cli import findings

    if kind in CHATS and asked["fit"]:
        return findings.of_fit(kind, files, asked, tick)
    if kind in CHATS:
        return findings.of_chat(kind, files, asked)
    if len(files) != 1:
        raise AddaError("edges are read from one file, {count} were given", count=len(files))
    return findings.of_edges(files[0], asked)


def _write(found: "Found", name: str, folder: Path) -> list[Path]:
    """Write market, picture and what belongs to them; the market comes first."""
    return _all_or_nothing(folder, lambda place: _fill(place, found, name, folder))


def _all_or_nothing(folder: Path, fill: Callable[[Path], None]) -> list[Path]:
    """Write several files to a folder, all or nothing; a market or an estimate comes first."""
    made_folder = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    undo = partial(_clear, place, folder if made_folder else None)
    try:
        with undone_if_stopped(undo):
            fill(place)
        made = sorted(
            place.iterdir(), key=lambda path: (path.suffix != ".yaml", path.suffix == ".html")
        )
        return [path.replace(folder / path.name) for path in made]
    finally:
        undo()


def _clear(place: Path, made_folder: Path | None) -> None:
    """Remove a folder for unfinished files, and the folder made for them if it is empty."""
    shutil.rmtree(place, ignore_errors=True)
    if made_folder is not None and not any(made_folder.iterdir()):
        made_folder.rmdir()


def _fill(place: Path, found: "Found", name: str, folder: Path) -> None:
    """Write to `place` what is to stand in `folder`: the market `name` and what belongs to it."""
    from sim.cli.commented import commented_yaml
    from sim.cli.new import is_beside, schema_address, schema_text
    from sim.market import Market

    market = Market.parse(found.market(name, place), Said("the new market"))
    address = schema_address(Market, folder)
    if is_beside(address):
        (place / address).write_text(schema_text(address), encoding="utf-8", newline="\n")
    file = place / f"{name}.yaml"
    file.write_text(commented_yaml(market, address), encoding="utf-8", newline="\n")
    found.draw(place / f"{name}.html", file)


def _free_name(kind: str, folder: Path) -> str:
    """Return my_whatsapp, or my_whatsapp_2 and so on where that is taken."""
    known = "network" if kind == "edges" else kind
    names = (f"my_{known}{'' if count == 1 else f'_{count}'}" for count in range(1, 10_000))
    return next(
        name for name in names if not any((folder / f"{name}{end}").exists() for end in ENDS)
    )


def _refuse_taken(folder: Path, name: str) -> None:
    for file in (folder / f"{name}{end}" for end in ENDS):
        if file.exists():
            raise AddaError(
                "'{file}' is already there; choose another --market or add --replace",
                file=shown(file),
            )
