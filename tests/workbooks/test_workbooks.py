"""Workbooks tell, modules do: how every workbook is built, and that it runs with other values."""

import ast
import itertools
import re
from pathlib import Path

import nbformat
import pytest

from sim.report.making import run_workbook
from tests.workbooks.bless import FACES, cleaned, ignored, unguarded, workbooks

PATHS = workbooks()
TOLD = [path for path in PATHS if path.name not in (*FACES, "report.ipynb")]
PARAMETERS = {"a", "b", "market", "days", "replicates", "seed", "lang"}
SETS = {
    "small": {"market": "neighbourhood", "days": 12, "replicates": 2, "seed": 5, "lang": "en"},
    "bengali": {
        "a": "facilitator", "b": "do_nothing", "market": "neighbourhood", "days": 33,
        "replicates": 2, "seed": 11, "lang": "bn",
    },
}  # fmt: skip


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(params=PATHS, ids=lambda path: path.name)
def workbook(request) -> nbformat.NotebookNode:
    return read(request.param)


def test_there_are_the_workbooks_that_a_visitor_is_sent_to():
    names = {path.name for path in PATHS}
    assert {"00_start_here.ipynb", "01_first_look.ipynb", "02_strategy_studio.ipynb"} <= names
    assert {"report.ipynb", "app.ipynb"} <= names


def test_the_first_code_cell_holds_the_parameters_and_nothing_else(workbook):
    first = code(workbook)[0]
    assert first.metadata["tags"] == ["parameters"]
    lines = ast.parse(first.source).body
    assert all(isinstance(line, ast.Assign) for line in lines)
    names = {line.targets[0].id for line in lines}
    assert names - {"store"} == PARAMETERS


def test_a_code_cell_is_a_call_of_at_most_eight_lines(workbook):
    for cell in code(workbook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 8, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For)
            if isinstance(node, ast.Import):
                assert [name.name for name in node.names] == ["sim"]
            assert not isinstance(node, ast.ImportFrom)


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_prose_stands_before_every_call(path):
    cells = read(path).cells
    for before, cell in itertools.pairwise(cells):
        if cell.cell_type == "code" and before.cell_type == "code":
            said = cell.source.startswith(("print(", "look.", "studio.pictures.", "sim."))
            assert said, cell.source


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_it_asks_answers_says_what_it_cannot_tell_and_where_to_go(path):
    cells = read(path).cells
    words = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert cells[0].source.startswith("# ")
    assert "?" in cells[0].source.splitlines()[0]
    assert "answer first" in words.lower()
    assert "What this cannot tell you" in words
    assert "Where to go" in words
    assert any("assumptions" in cell.source for cell in code(read(path)))


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_its_links_lead_somewhere(path):
    words = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)]+)\)", words):
        assert (path.parent / target).is_file(), target


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_beside_every_picture_stands_a_number_that_is_compared(path):
    cells = code(read(path))
    for here, after in zip(cells, [*cells[1:], None], strict=True):
        if ignored(here) and here.source.startswith(("look.", "studio.pictures.")):
            assert after is not None
            assert after.source == f"{here.source}.finding"
            assert not ignored(after)


def test_nbval_compares_its_answers_and_nothing_else_is_kept(workbook, request):
    path = request.node.callspec.params["workbook"]
    before = path.read_text(encoding="utf-8")
    assert path.name in FACES or not list(unguarded(workbook))
    assert nbformat.writes(cleaned(workbook), version=4) + "\n" == before
    assert len(before) < 100_000


def test_a_cell_without_a_count_is_noticed():
    cell = nbformat.v4.new_code_cell("1 + 1", id="x")
    cell.outputs = [nbformat.v4.new_output("stream", text="2")]
    assert list(unguarded(nbformat.v4.new_notebook(cells=[cell])))
    cell.execution_count = 1
    assert not list(unguarded(nbformat.v4.new_notebook(cells=[cell])))


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_it_runs_with_other_values(path, name, tmp_path):
    done = run_workbook(path, tmp_path / "run.ipynb", SETS[name])
    outputs = [output for cell in done.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    assert outputs
    # No widget state and no copy of plotly is kept.
    assert (tmp_path / "run.ipynb").stat().st_size < 3_000_000
