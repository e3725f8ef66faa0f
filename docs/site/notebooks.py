"""Notebooks: workbooks and other texts as pieces of a page."""

import hashlib
import html
import re
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.filters.markdown import markdown2html

from sim.running import source_hash

PICTURE = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
PARAMETERS = "parameters"
NEEDS_A_KERNEL = "This panel moves only in a running workbook: make lab."
NOT_RUN = "A picture: it shows where the workbook is run."
ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL)


def prose(text: str) -> tuple[str, str]:
    """Return the title and the body of a Markdown text."""
    first = next((line for line in text.splitlines() if line.startswith("# ")), "# Adda")
    return first[2:].replace("*", "").strip(), _markdown(text)


def rendered(path: Path, kept: Path | None) -> tuple[str, str, list[dict[str, Any]]]:
    """Return title, body and pictures of a workbook.

    kept: a folder where run workbooks are kept, so that nothing is run twice; None: do not run it,
    show the answers that stand in it.
    """
    notebook = nbformat.read(path, as_version=4)
    if kept is not None:
        notebook = _run(path, kept)
    title, _body = prose(notebook.cells[0].source)
    parts: list[str] = []
    trees: list[dict[str, Any]] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(_markdown(cell.source))
        elif cell.cell_type == "code":
            if cell.source.endswith(".finding"):
                continue  # the sentence above its picture, kept in workbooks for nbval
            parts.append(_code(cell))
            parts += [_output(output, trees) for output in cell.outputs]
            if kept is None and not cell.outputs and "nbval-ignore-output" in _tags(cell):
                parts.append(f'<p class="note">{NOT_RUN}</p>')
    return title, "\n".join(filter(None, parts)), trees


def _markdown(text: str) -> str:
    return ANCHOR.sub("", markdown2html(text))


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", ()))


def _code(cell: Any) -> str:
    """Return the code of a cell."""
    kind = " parameters" if PARAMETERS in _tags(cell) else ""
    return f'<pre class="code{kind}"><code>{html.escape(cell.source)}</code></pre>'


def _output(output: Any, trees: list[dict[str, Any]]) -> str:
    if output.output_type == "stream":
        return "" if output.name == "stderr" else _text(output.text)
    data = output.get("data", {})
    if PICTURE in data:
        trees.append(data[PICTURE])
        said = html.escape(data.get("text/plain", ""))
        return f'<div class="adda-picture">{said}</div>'
    if WIDGET in data:
        return f'<p class="note">{NEEDS_A_KERNEL}</p>'
    if "text/html" in data:
        return f'<div class="shown">{data["text/html"]}</div>'
    return _text(data.get("text/plain", ""))


def _text(text: str) -> str:
    return f'<pre class="answer">{html.escape(text.rstrip())}</pre>' if text.strip() else ""


def _run(path: Path, kept: Path) -> nbformat.NotebookNode:
    """Return a workbook with fresh outputs; the same workbook and sources are not run again."""
    from nbclient import NotebookClient

    kept.mkdir(parents=True, exist_ok=True)
    mark = hashlib.sha256(path.read_bytes() + source_hash().encode()).hexdigest()[:16]
    file = kept / f"{path.stem}-{mark}.ipynb"
    if file.is_file():
        return nbformat.read(file, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=600, kernel_name="python3", store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--IPKernelApp.log_level=40"],
    ).execute()  # fmt: skip
    for older in kept.glob(f"{path.stem}-*.ipynb"):
        older.unlink()
    nbformat.write(notebook, file)
    return notebook
