"""Workbooks tell, modules do: how every workbook is built, and that it runs with other values."""

import ast
import itertools
import re
from pathlib import Path

import nbformat
import pytest

from sim.report.making import run_workbook
from tests.workbooks import twins
from tests.workbooks.bless import FACES, cleaned, ignored, unguarded, workbooks

PATHS = workbooks()
CLASS = [path for path in PATHS if path.parent.name == "class"]
TOLD = [path for path in PATHS if path.name not in (*FACES, "report.ipynb") and path not in CLASS]
PARAMETERS = {"a", "b", "market", "days", "replicates", "seed", "lang"}
FURTHER = {  # of one workbook
    "store",
    "shocks",
    "start_date",
    "chat",
    "messenger",
    "members",
    "date_order",
    "parameters",
}
NO_PICTURE = ("sim.assumptions(", "studio\n", "ours\n", "ours.fitted(")
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
    assert {
        "03_iceberg.ipynb",
        "04_calendar_and_copy.ipynb",
        "05_rooms_and_platforms.ipynb",
    } <= names
    assert {"06_crisis_drill.ipynb", "report.ipynb", "app.ipynb"} <= names
    assert [path.name[:2] for path in CLASS] == [f"{number}_" for number in range(1, 7)]


def test_the_first_code_cell_holds_the_parameters_and_nothing_else(workbook):
    first = code(workbook)[0]
    assert first.metadata["tags"] == ["parameters"]
    lines = ast.parse(first.source).body
    assert all(isinstance(line, ast.Assign) for line in lines)
    names = {line.targets[0].id for line in lines}
    assert names <= PARAMETERS | FURTHER
    assert {"replicates", "seed", "lang"} <= names


def test_a_code_cell_is_a_call_of_at_most_eight_lines(workbook):
    for cell in code(workbook)[1:]:
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
            said = cell.source.startswith(("print(", "sim.")) or cell.source.endswith(".finding")
            drawn = ignored(cell) and cell.source.count("\n") == 0
            assert said or drawn, cell.source


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


@pytest.mark.parametrize("path", [*TOLD, *CLASS], ids=lambda path: path.name)
def test_its_links_lead_somewhere(path):
    words = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)]+)\)", words):
        assert (path.parent / target).is_file(), target


@pytest.mark.parametrize("path", [*TOLD, *CLASS], ids=lambda path: path.name)
def test_beside_every_picture_stands_a_number_that_is_compared(path):
    cells = code(read(path))
    for here, after in zip(cells, [*cells[1:], None], strict=True):
        a_call = ignored(here) and "\n" not in here.source
        if a_call and not f"{here.source}\n".startswith(NO_PICTURE):
            assert after is not None
            assert after.source == f"{here.source}.finding"
            assert not ignored(after)


@pytest.mark.parametrize("path", CLASS, ids=lambda path: path.name)
def test_a_lesson_asks_before_it_shows_and_tells_no_answer_unasked(path):
    notebook = read(path)
    sources = [cell.source for cell in code(notebook)]
    expected = next(place for place, source in enumerate(sources) if ", None)" in source)
    shows = ("picture", ".submit(")
    shown = next(i for i, source in enumerate(sources) if any(one in source for one in shows))
    assert expected < shown
    assert any(".check(" in source for source in sources)
    assert any(".reveal(" in source for source in sources)
    # Nobody has answered yet: every reveal sends back to the question.
    for cell in code(notebook):
        if ".reveal(" in cell.source:
            (output,) = cell.outputs
            assert output.text.startswith("First say what you expect")


@pytest.mark.parametrize("path", CLASS, ids=lambda path: path.name)
def test_the_parts_of_a_lesson_fill_fifty_minutes(path):
    words = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    assert sum(map(int, re.findall(r"\((\d+) minutes\)", words))) == 50
    assert "What this cannot tell you" in words
    assert "Where to go" in words


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


# A workbook with a twin runs in Bengali as that: tests/workbooks/test_twins.py.
TWINNED = {twins.twin_file(texts).stem for texts in twins.text_files()}
RUNS = [
    (path, name) for path in PATHS for name in SETS if name == "small" or path.stem not in TWINNED
]


@pytest.mark.parametrize(("path", "name"), RUNS, ids=lambda one: getattr(one, "name", one))
def test_it_runs_with_other_values(path, name, tmp_path):
    taken = {line.targets[0].id for line in ast.parse(code(read(path))[0].source).body}
    values = {key: value for key, value in SETS[name].items() if key in taken}
    done = run_workbook(path, tmp_path / "run.ipynb", values)
    outputs = [output for cell in done.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    assert outputs
    # No widget state and no copy of plotly is kept.
    assert (tmp_path / "run.ipynb").stat().st_size < 3_000_000
