"""The documentation site: every page holds together and asks nobody for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from docs.site import notebooks
from docs.site.build import ROOT, build

ASKING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src",
          "video": "src", "audio": "src", "object": "data", "form": "action"}  # fmt: skip


class Addresses(HTMLParser):
    """Every address of a page: those that a browser asks for by itself, and links."""

    def __init__(self, text: str):
        super().__init__()
        self.asked: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"])
        if tag in ASKING and given.get(ASKING[tag]):
            self.asked.append(given[ASKING[tag]])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> list[Path]:
    return build(tmp_path_factory.mktemp("site") / "pages", running=False)


def test_it_has_a_page_for_every_text_and_workbook(site):
    names = {path.name for path in site}
    assert {"index.html", "limitations.html", "parameters.html", "outcomes.html"} <= names
    for book in [*ROOT.glob("workbooks/0*.ipynb"), *ROOT.glob("workbooks/class/*.ipynb")]:
        assert book.with_suffix(".html").name in names


def test_no_page_asks_for_anything_outside(site):
    for path in site:
        found = Addresses(path.read_text(encoding="utf-8"))
        assert found.asked
        for address in found.asked:
            assert not re.match(r"[a-z]+:|//", address), (path.name, address)
            assert (path.parent / address).is_file(), (path.name, address)
    sheets = "".join(p.read_text() for p in (site[0].parent / "assets").glob("*.css"))
    assert "http" not in sheets
    assert "@import" not in sheets


def test_every_link_of_ours_leads_somewhere(site):
    for path in site:
        for link in Addresses(path.read_text(encoding="utf-8")).links:
            if re.match(r"[a-z]+:", link):
                assert link.startswith("https://"), (path.name, link)
                continue
            target, _sharp, part = link.partition("#")
            there = (path.parent / target) if target else path
            assert there.is_file(), (path.name, link)
            if part:
                ids = Addresses(there.read_text(encoding="utf-8")).ids
                assert part in ids, (path.name, link)


def test_every_number_of_behaviour_stands_on_its_page(site):
    from sim import facts

    page = next(path for path in site if path.name == "parameters.html").read_text(encoding="utf-8")
    assert all(f"<td>{name}: " in page for name in facts.parameters())


def test_a_workbook_that_is_run_brings_its_pictures_and_is_run_once(tmp_path):
    book = tmp_path / "small.ipynb"
    _write(book, "# Why?\n\nText with [a link](small.ipynb).")
    title, body, trees = notebooks.rendered(book, tmp_path / "kept")
    assert title == "Why?"
    assert len(trees) == 1
    assert body.count('class="adda-picture"') == 1
    (kept,) = (tmp_path / "kept").glob("*.ipynb")
    before = kept.stat().st_mtime_ns
    assert notebooks.rendered(book, tmp_path / "kept")[2] == trees
    assert kept.stat().st_mtime_ns == before


def test_what_a_user_named_stays_text(tmp_path):
    book = tmp_path / "hostile.ipynb"
    _write(book, "# Why?", said="<script>alert(1)</script>")
    _title, body, _trees = notebooks.rendered(book, tmp_path / "kept")
    assert "<script>" not in body
    assert "&lt;script&gt;" in body


def _write(path: Path, words: str, said: str = "x") -> None:
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    drawn = "import sim\nfrom sim.figures.style import picture\npicture('Finding')"
    cells = [new_markdown_cell(words), new_code_cell(drawn), new_code_cell(f"print({said!r})")]
    nbformat.write(new_notebook(cells=cells), path)
