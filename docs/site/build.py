"""Build: gathers the pages, writes them, and sees to it that their links hold."""

import html
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docs.site import notebooks, reference
from docs.site.page import ASSETS, Page, written
from sim.figures import page as pictures

ROOT = Path(__file__).resolve().parents[2]
# The map of the site: heading -> (source below the root, or None for a page made from the data).
MAP = {
    "Start": ("README.md",),
    "Workbooks": ("workbooks/0*.ipynb", "workbooks/1*.ipynb"),
    "For a class": ("workbooks/class/*.ipynb",),
    "বাংলায়": ("workbooks/bn/*.ipynb", "workbooks/bn/class/*.ipynb"),
    "What it rests on": ("docs/limitations.md", "docs/*.md"),
}
NOT_SHOWN = ("docs/README.md",)
# What `make bench` and its like leave behind may not be there yet; such a link becomes plain text.
MADE_LATER = ("benchmarks/results/",)
LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#|$)", re.IGNORECASE)

Said = Callable[[str], None]
Map = Mapping[str, tuple[str, ...]]


def build(
    out: Path, running: bool = True, said: Said = lambda _text: None, sources: Map = MAP
) -> list[Path]:
    """Write the site into a folder. Returns its pages.

    running: run the workbooks, so that their pictures show; else only what they keep. sources:
    heading -> patterns of files below the root. Raises ValueError for a link that leads nowhere.
    """
    out.mkdir(parents=True, exist_ok=True)
    pages = list(_pages(out, running, said, sources))
    made = {page.source: page for page in pages}
    outline = _outline(pages)
    for page in pages:
        page.body = _linked(page, made, out)
        target = out / page.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(written(page, outline), encoding="utf-8")
    _assets(out)
    return [out / page.target for page in pages]


def _pages(out: Path, running: bool, said: Said, sources: Map) -> Iterator[Page]:
    seen: set[Path] = set()
    for heading, patterns in sources.items():
        for source in (path for pattern in patterns for path in sorted(ROOT.glob(pattern))):
            place = source.relative_to(ROOT)
            if source in seen or place.as_posix() in NOT_SHOWN:
                continue
            seen.add(source)
            said(f"{place.as_posix()}")
            yield _page(source, heading, running, out)
    yield reference.parameters()
    yield reference.outcomes()


def _page(source: Path, heading: str, running: bool, out: Path) -> Page:
    place = source.relative_to(ROOT)
    if source.suffix == ".ipynb":
        kept = out.parent / f".{out.name}-runs" if running else None
        title, body, trees = notebooks.rendered(source, kept)
        return Page(place.as_posix(), place.with_suffix(".html").as_posix(), heading, title, body,
                    trees)  # fmt: skip
    target = "index.html" if place.name == "README.md" else place.with_suffix(".html").as_posix()
    title, body = notebooks.prose(source.read_text(encoding="utf-8"))
    return Page(place.as_posix(), target, heading, title, body)


def _outline(pages: list[Page]) -> dict[str, list[Page]]:
    outline: dict[str, list[Page]] = {}
    for page in pages:
        outline.setdefault(page.heading, []).append(page)
    return outline


def _linked(page: Page, made: dict[str, Page], out: Path) -> str:
    """Return the body of a page with links that hold on the site; other files come along."""
    here = Path(page.source).parent

    def turned(found: re.Match[str]) -> str:
        kind, address = found[1], html.unescape(found[2])
        if OUTSIDE.match(address):
            return found[0]
        path, _sharp, part = address.partition("#")
        source = Path(os.path.normpath(here / path)).as_posix()
        if source in made:
            target = made[source].target
        elif (ROOT / source).is_file():
            target = _brought(source, out)
        elif source.startswith(MADE_LATER):
            return ""
        else:
            raise ValueError(f"{page.source}: the link to '{address}' leads nowhere")
        link = Path(os.path.relpath(target, Path(page.target).parent)).as_posix()
        return f'{kind}="{html.escape(link + (f"#{part}" if part else ""))}"'

    return LINK.sub(turned, page.body)


def _brought(source: str, out: Path) -> str:
    """Copy a file of the project to the site; one without an ending is text. Returns its place."""
    target = source if Path(source).suffix else f"{source}.txt"
    (out / target).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / source, out / target)
    return target


def _assets(out: Path) -> None:
    folder = out / ASSETS
    folder.mkdir(parents=True, exist_ok=True)
    sheet = (Path(__file__).parent / "site.css").read_text(encoding="utf-8")
    show = (Path(__file__).parent / "show.js").read_text(encoding="utf-8")
    (folder / "site.css").write_text(sheet + pictures.sheet(), encoding="utf-8")
    (folder / "plotly.js").write_text(pictures.plotly_script(), encoding="utf-8")
    (folder / "show.js").write_text(pictures.painter() + show, encoding="utf-8")
