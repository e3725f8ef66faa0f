"""`adda import`: a chat export or an edge list becomes numbers, a picture and a market."""

import shutil
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option, replace_option
from sim.cli.screen import progress, say, say_json
from sim.cli.stopping import undone_if_stopped
from sim.cli.writing import UNFINISHED
from sim.errors import AddaError, nearest, shown

if TYPE_CHECKING:
    from sim.cli.findings import Found

CHATS = ("whatsapp", "telegram", "messenger")
KINDS = (*CHATS, "edges")
FOLDER = "my_markets"


@click.command(
    "import",
    cls=Verb,
    short_help="Make a market of a chat export or an edge list.",
    examples=(
        "adda import whatsapp chat.zip --members 40 --market our_group",
        "adda import telegram result.json --json",
        "adda import edges contacts.csv.gz --market our_contacts",
        "adda compare brand_centric facilitator --market my_markets/our_group.yaml",
    ),
)
@click.argument("kind", metavar="whatsapp|telegram|messenger|edges")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]),
    help="Which number is the day, where a WhatsApp export leaves it open.",
)  # fmt: skip
@click.option(
    "--members", type=int, metavar="N", help="How many members there are, with the silent ones."
)
@click.option(
    "--market", "name", metavar="NAME", help="Name of the market  [default: such as my_whatsapp]"
)
@click.option("--out", metavar="FOLDER", help=f"Where to write it  [default: {FOLDER}]")
@replace_option
@json_option
def import_(kind: str, files: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Turn what a community left behind into a market that `run` and `compare` take.

    Prints what was found, and writes NAME.yaml and a picture, NAME.html. With --json nothing is
    written unless --market or --out asks for it. All happens on this machine, and neither names
    nor words of members are kept.
    """
    wanted = not as_json or bool(asked["name"] or asked["out"])
    folder = Path(asked["out"] or FOLDER)
    name = asked["name"] or _free_name(kind, folder)
    if wanted and asked["name"] and not asked["replace"]:
        _refuse_taken(folder, name)
    with progress(f"reading {kind}"):
        found = _read(kind, files, asked["members"], asked["date_order"])
        written = _write(found, name, folder) if wanted else []
    if as_json:
        say_json({**found.tree(), "written": [str(path) for path in written]})
        return
    found.say()
    for path in written:
        if path.suffix != ".json":
            say(f"wrote {path}")
    say(f"next: adda compare brand_centric interest_centric --market {written[0]}")


def _read(kind: str, files: Sequence[str], members: int | None, date_order: str | None) -> "Found":
    """Read the files of a kind. Raises AddaError for a kind that is not known or does not fit."""
    from sim.cli import findings

    if kind in CHATS:
        return findings.of_chat(kind, files, members, date_order)
    if kind != "edges":
        known = ", ".join(KINDS)
        raise AddaError(f"'{shown(kind)}' cannot be imported, only {known}{nearest(kind, KINDS)}")
    if len(files) != 1:
        raise AddaError(f"edges are read from one file, {len(files)} were given")
    if members is not None or date_order is not None:
        raise AddaError("--members and --date-order are for chats, an edge list needs neither")
    return findings.of_edges(files[0])


def _write(found: "Found", name: str, folder: Path) -> list[Path]:
    """Write market, picture and what belongs to them, all or nothing; the market comes first."""
    if folder.exists() and not folder.is_dir():
        raise AddaError(f"'{shown(folder)}' is a file, not a folder to write to")
    made_folder = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    undo = partial(_clear, place, folder if made_folder else None)
    try:
        with undone_if_stopped(undo):
            _fill(place, found, name, folder)
        made = sorted(place.iterdir(), key=lambda path: path.suffix != ".yaml")
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

    market = Market.parse(found.market(name, place), "the new market")
    address = schema_address(Market, folder)
    if is_beside(address):
        (place / address).write_text(schema_text(address), encoding="utf-8", newline="\n")
    file = place / f"{name}.yaml"
    file.write_text(commented_yaml(market, address), encoding="utf-8", newline="\n")
    found.draw(place / f"{name}.html", file)


def _free_name(kind: str, folder: Path) -> str:
    """Return my_whatsapp, or my_whatsapp_2 and so on where that is taken."""
    known = "network" if kind not in CHATS else kind
    names = (f"my_{known}{'' if count == 1 else f'_{count}'}" for count in range(1, 10_000))
    return next(name for name in names if not (folder / f"{name}.yaml").exists())


def _refuse_taken(folder: Path, name: str) -> None:
    file = folder / f"{name}.yaml"
    if file.exists():
        raise AddaError(
            f"'{shown(file)}' is already there; choose another --market or add --replace"
        )
