"""`python -m docs.site`: writes the site."""

import sys
from pathlib import Path

import click

from docs.site.build import ROOT, build


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "build" / "docs",
              help="Folder for the pages.", show_default="build/docs")  # fmt: skip
@click.option("--without-running", is_flag=True, help="Show kept answers only, no pictures.")
def main(out: Path, without_running: bool) -> None:
    """Write the documentation as pages that work without a net."""
    pages = build(out, running=not without_running, said=click.echo)
    click.echo(f"{len(pages)} pages; begin with {out / 'index.html'}")


if __name__ == "__main__":
    sys.exit(main())
