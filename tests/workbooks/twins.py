"""Twins: workbooks in Bengali, made from the English ones and a file of texts beside them.

    python -m tests.workbooks.twins           writes workbooks/bn/ from workbooks/words/bn/
    python -m tests.workbooks.twins --check   says what is missing, stale or not yet written
    python -m tests.workbooks.twins --stamp   marks every text as fitting the English of today

A file of texts holds, for every cell of prose, a line `<!-- id sum -->` and the cell in Bengali.
The sum is that of the English text it was made from: where that has changed, the text is stale.
Code, ids and order come from the English workbook, so nothing but words can differ. Twins keep no
outputs; they are run by a test.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from tests.workbooks.bless import WORKBOOKS, as_text

LANG = "bn"
WORDS, TWINS = WORKBOOKS / "words" / LANG, WORKBOOKS / LANG
MARK = re.compile(r"^<!-- (\S+)(?: ([0-9a-f]{8}))? -->$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+\.ipynb)\)")


def main() -> int:
    """Write the twins, check them, or stamp their texts. Returns 1 when something is wrong."""
    wrong = 0
    for texts in text_files():
        if "--stamp" in sys.argv[1:]:
            stamp(texts)
        found = list(faults(texts))
        if "--check" in sys.argv[1:]:
            found += unwritten(texts) if not found else []
        elif not found:
            twin_file(texts).parent.mkdir(parents=True, exist_ok=True)
            twin_file(texts).write_text(as_text(twin(texts)), encoding="utf-8")
        wrong += len(found)
        for fault in found:
            print(f"{texts.name}: {fault}")
    return int(wrong > 0)


def text_files() -> list[Path]:
    """Return the files of texts."""
    return sorted(WORDS.rglob("*.md"))


def twin_file(texts: Path) -> Path:
    """Return where the twin of a file of texts stands."""
    return TWINS / texts.relative_to(WORDS).with_suffix(".ipynb")


def english(texts: Path) -> nbformat.NotebookNode:
    """Return the workbook that the texts are of."""
    path = WORKBOOKS / texts.relative_to(WORDS).with_suffix(".ipynb")
    return nbformat.read(path, as_version=4)


def read(texts: Path) -> dict[str, tuple[str, str]]:
    """Return the texts of a file by the id of their cell, each with its sum."""
    parts = MARK.split(texts.read_text(encoding="utf-8"))
    found = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {name: (text.strip(), sum_ or "") for name, sum_, text in found}


def sum_of(text: str) -> str:
    """Return the sum of an English text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def faults(texts: Path) -> Iterator[str]:
    """Yield what keeps a twin from being right: texts that are missing, left over or stale."""
    said, cells = read(texts), {cell.id: cell for cell in english(texts).cells}
    prose = [name for name, cell in cells.items() if cell.cell_type == "markdown"]
    for name in prose:
        if name not in said:
            yield f"{name} has no text"
        elif said[name][1] != sum_of(cells[name].source):
            yield f"{name}: the English has changed since; see to the text, then --stamp"
    yield from (f"{name} is no cell of prose" for name in said if name not in prose)


def unwritten(texts: Path) -> list[str]:
    """Return a fault where the twin is not what would be written."""
    file = twin_file(texts)
    fits = file.is_file() and file.read_text(encoding="utf-8") == as_text(twin(texts))
    return [] if fits else ["its twin is not what would be written"]


def twin(texts: Path) -> nbformat.NotebookNode:
    """Return the twin of a workbook."""
    notebook, said = english(texts), read(texts)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lambda link: _link(link[1], texts), said[cell.id][0])
        else:
            cell.outputs, cell.execution_count = [], None
            if "parameters" in cell.metadata.get("tags", ()):
                cell.source = cell.source.replace('lang = "en"', f'lang = "{LANG}"')
    return notebook


def _link(target: str, texts: Path) -> str:
    """Return a link to a workbook as the twin has it: to the twin of it, if there is one."""
    inside = Path(os.path.normpath(texts.relative_to(WORDS).parent / target))
    if (WORDS / inside).with_suffix(".md").is_file():
        return f"]({target})"
    back = os.path.relpath(WORKBOOKS / inside, twin_file(texts).parent)
    return f"]({Path(back).as_posix()})"


def stamp(texts: Path) -> None:
    """Write the sums of today's English beside the texts."""
    cells = {cell.id: cell.source for cell in english(texts).cells}

    def marked(mark: re.Match[str]) -> str:
        return f"<!-- {mark[1]} {sum_of(cells.get(mark[1], ''))} -->"

    texts.write_text(MARK.sub(marked, texts.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
