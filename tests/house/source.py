"""Reads the project's own source: which modules there are, and what each of them imports."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Import:
    """One import statement's target, where it stands, and when it happens."""

    target: str  # a dotted name: "sim.world", "plotly.graph_objects"
    line: int
    late: bool = False  # inside a function: happens when called
    for_types: bool = False  # under `if TYPE_CHECKING:`: never happens


def modules() -> dict[str, Path]:
    """Return every module of the package by dotted name; the front door is "sim"."""
    paths = sorted((ROOT / "sim").rglob("*.py"))
    return {_dotted(path.relative_to(ROOT)): path for path in paths}


def python_files() -> list[Path]:
    """Return all Python files that are ours."""
    folders = ("sim", "tests", "benchmarks")
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def project_files() -> list[Path]:
    """Return all files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def imports(source: str, known: frozenset[str] = frozenset()) -> list[Import]:
    """Return what `source` imports; `from sim import x` is `sim.x` where x is a `known` module."""
    return list(_imports(ast.parse(source), known, late=False, for_types=False))


def part_of(module: str) -> str:
    """Return the part of the package that a module belongs to: "study" for "sim.study.runner"."""
    return module.split(".")[1] if "." in module else module


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(node: ast.AST, known: frozenset[str], late: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for name in child.names:
                yield Import(name.name, child.lineno, late, for_types)
        elif isinstance(child, ast.ImportFrom):
            for name in child.names:
                longer = f"{child.module}.{name.name}"
                target = longer if longer in known else child.module or ""
                yield Import(target, child.lineno, late, for_types)
        else:
            in_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            under_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            yield from _imports(child, known, late or in_function, for_types or under_types)
