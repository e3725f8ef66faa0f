"""`adda new`: a strategy or a market of one's own, as a file that explains itself."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.front import VerbGroup
from sim.cli.screen import say
from sim.cli.writing import write_whole
from sim.errors import AddaError, Said, shown

if TYPE_CHECKING:
    from sim.schema import Part

from_option = click.option("--from", "template", metavar="TEMPLATE", help="What to start from.")


@click.group(
    cls=VerbGroup,
    short_help="Write a strategy or a market of your own.",
    examples=(
        "adda new strategy mine",
        "adda new strategy mine --from facilitator",
        "adda new market our_town --from boutique",
    ),
)
def new() -> None:
    """Write a strategy or a market of your own, with a comment on every key."""


@new.command()
@click.argument("name")
@from_option
@click.option("--out", default="my_strategies", show_default=True, help="Folder to write to.")
def strategy(name: str, template: str | None, out: str) -> None:
    """Write my_strategies/NAME.yaml, a copy of a template with every lever explained."""
    from sim.scenarios import read_strategy

    file = write_new(read_strategy(template or "interest_centric"), name, Path(out))
    say(f"wrote {file}; change it, then: adda compare brand_centric {file}")


@new.command()
@click.argument("name")
@from_option
@click.option("--out", default="my_markets", show_default=True, help="Folder to write to.")
def market(name: str, template: str | None, out: str) -> None:
    """Write my_markets/NAME.yaml, a copy of a market with every key explained."""
    from sim.scenarios import read_market

    file = write_new(read_market(template or "boutique"), name, Path(out))
    say(f"wrote {file}; change it, then: adda run interest_centric --market {file}")


def write_new(template: "Part", name: str, folder: Path) -> Path:
    """Write a copy of `template` called `name` to a new file, and return the file's path.

    Raises AddaError for a name that is no short name, and where the file is there already.
    """
    from sim.cli.commented import commented_yaml

    name = name.removesuffix(".yaml")
    part = type(template).parse({**template.tree(), "name": name}, Said("the new file"))
    file = folder / f"{name}.yaml"
    if file.exists():
        raise AddaError(
            "'{file}' is already there and is left as it is; choose a new name", file=shown(file)
        )
    if folder.exists() and not folder.is_dir():
        raise AddaError("'{folder}' is a file, not a folder to write to", folder=shown(folder))
    address = schema_address(type(part), folder)
    if is_beside(address):
        write_whole(folder / address, schema_text(address))
    write_whole(file, commented_yaml(part, address))
    return file


def schema_address(kind: "type[Part]", folder: Path) -> str:
    """Return where editors find the schema of `kind`, as seen from a file in `folder`.

    In the project's own tree that is docs/schema; elsewhere it is to be written beside the file.
    """
    from sim import facts

    name = f"{kind.__name__.lower()}.schema.json"
    project, place = facts.folder("data").parent, folder.absolute()
    shipped = project / "docs" / "schema" / name
    if shipped.is_file() and place.is_relative_to(project):
        return Path(os.path.relpath(shipped, place)).as_posix()
    return name


def is_beside(address: str) -> bool:
    """Is a schema's address that of a file beside the one that names it?"""
    return "/" not in address


def schema_text(name: str) -> str:
    """Return the text of a schema file such as market.schema.json."""
    from sim.schema_files import schema_texts

    return schema_texts()[name]
