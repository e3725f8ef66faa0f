"""Bless: run the workbooks again and keep the answers that nbval compares.

    python -m tests.workbooks.bless               writes what came out
    python -m tests.workbooks.bless 03 class/2    only those whose path begins so
    python -m tests.workbooks.bless --check       says what would change, and changes nothing

Figures and widgets (tagged `nbval-ignore-output`) keep no output; every cell gets the count 1,
because nbval does not compare a cell without a count. The same answers give the same bytes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
IGNORED = "nbval-ignore-output"
TIMEOUT = 300
# Nothing but the studio, which the browser tests look at.
FACES = ("app.ipynb",)


def main() -> int:
    """Bless every workbook, or check them. Returns 1 when something is not as it should be."""
    checking = "--check" in sys.argv[1:]
    wanted = tuple(name for name in sys.argv[1:] if not name.startswith("--")) or ("",)
    wrong = 0
    for path in workbooks():
        if not path.relative_to(WORKBOOKS).as_posix().startswith(wanted):
            continue
        before = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(before, as_version=4)
        if not checking:
            run(notebook)
            cleaned(notebook)
        faults = list(unguarded(notebook)) if path.name not in FACES else []
        text = as_text(cleaned(notebook))
        if checking and text != before:
            faults.append("holds what a fresh blessing would not")
        if not checking and text != before:
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: written")
        wrong += len(faults)
        for fault in faults:
            print(f"{path.name}: {fault}")
    return int(wrong > 0)


def workbooks() -> list[Path]:
    """Return the notebooks that the project keeps, but for twins in other languages."""
    left_out = {".ipynb_checkpoints", "bn"}
    return sorted(path for path in WORKBOOKS.rglob("*.ipynb") if not left_out & set(path.parts))


def run(notebook: nbformat.NotebookNode) -> None:
    """Execute a notebook in the folder of the workbooks."""
    NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(WORKBOOKS)}},
        extra_arguments=["--IPKernelApp.log_level=40"],
        store_widget_state=False,
    ).execute()


def cleaned(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Keep only what is compared, and nothing that differs from run to run."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        cell.execution_count = 1
        # What goes to stderr is about this machine: that the simulation is compiled, once.
        told = [output for output in cell.outputs if output.get("name") != "stderr"]
        cell.outputs = [] if ignored(cell) else told
        for output in cell.outputs:
            output.pop("execution_count", None)
            if output.output_type == "execute_result":
                output.execution_count = 1
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return notebook


def unguarded(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """Yield what keeps nbval from noticing a change."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not any(cell.outputs and not ignored(cell) for cell in code):
        yield "has no cell whose answer is compared"
    for cell in code:
        if cell.execution_count is None:
            yield f"cell {cell.id} has no count, so nbval does not compare it"


def ignored(cell: nbformat.NotebookNode) -> bool:
    """Say whether nbval leaves the output of a cell alone."""
    return IGNORED in cell.metadata.get("tags", ())


def as_text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as the text of its file."""
    return nbformat.writes(notebook, version=4) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
