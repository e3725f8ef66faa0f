"""Compile loops and rules to machine code, and keep the result where the next process finds it.

The compiler's own cache does not notice a change in a module that compiled code calls. So the
folder it writes to carries a hash of everything that compiled code is made of.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

# Vector versions of exp and log, where a machine happens to have them, round differently.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import llvmlite
import numba
import numpy
import platformdirs

READY = "ready"
KEPT_FOLDERS = 3  # besides the one in use
RECENTLY = 86_400.0  # seconds: what was used since may be in use by another process
PACKAGE = Path(__file__).resolve().parent
# No fastmath, ever: it lets the compiler reorder sums, and then results depend on the machine.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
_IMPORT = re.compile(
    r"^\s*(?:from (sim[\w.]*) import (\([^)]*\)|[^(\n]+)|import (sim[\w.]+))", re.MULTILINE
)
_PARAMETER = re.compile(r"^\w+(?=:)", re.MULTILINE)


def compiled(
    function: Callable | None = None, /, *, signatures: Any = None, inline: bool = False
) -> Any:
    """Compile `function` to machine code: `@compiled` or `@compiled(signatures=[...])`.

    signatures: numba signatures to compile at once; other argument types are then converted.
        Without them the function is compiled for the types that it meets.
    inline: put the code into every compiled caller instead of calling it. Such functions are
        short: whoever calls one from Python keeps the interpreter's lock, which to give away and
        take back costs more than they do.
    """
    if function is None:
        return lambda given: compiled(given, signatures=signatures, inline=inline)
    options = {**OPTIONS, "nogil": not inline}
    place = cache_folder()
    config: Any = numba.config
    before, config.CACHE_DIR = config.CACHE_DIR, place or ""
    try:
        return numba.njit(signatures, cache=bool(place), forceinline=inline, **options)(function)
    finally:
        # Other packages in this process keep their compiled code where they did before.
        config.CACHE_DIR = before


def inner(function: Callable | None = None, /, *, inline: bool = False) -> Any:
    """Compile `function` for other compiled code only: it is kept in its callers, not by itself.

    That spares most of the compiler's work. Python cannot call it.
    """
    if function is None:
        return lambda given: inner(given, inline=inline)
    bare: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    jit: Any = numba.njit(forceinline=inline, **bare, **OPTIONS)(function)
    find = jit.get_call_template

    def find_for_any_value(arguments: tuple, named: dict) -> Any:
        # else it would be compiled once more for every constant that it is called with
        return find(tuple(map(numba.types.unliteral, arguments)), named)

    jit.get_call_template = find_for_any_value
    return jit


def rule(function: Callable) -> Callable:
    """Compile a scalar function for the types of its annotations, to be put into its callers."""
    names = {float: "float64", int: "int64", bool: "boolean"}
    types = [names[kind] for kind in function.__annotations__.values()]
    *arguments, result = types
    return compiled(signatures=f"{result}({','.join(arguments)})", inline=True)(function)


@cache
def cache_folder() -> str | None:
    """Return the folder for compiled code, or None (with a warning) where none can be written.

    The environment variable ADDA_CACHE names another place than the user's cache folder.
    """
    base = os.environ.get("ADDA_CACHE") or platformdirs.user_cache_dir("adda", appauthor=False)
    place = Path(base) / f"kernel-{source_hash()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError:
        warnings.warn(
            "compiled code cannot be kept, so every start compiles again: "
            "set ADDA_CACHE to a folder that can be written",
            stacklevel=2,
        )
        return None
    return str(place)


def keep_in_mind() -> None:
    """Note that the engine has been compiled on this machine: nobody waits for it again.

    Where it is the first time, what earlier versions of the sources left is cleared away.
    """
    if place := cache_folder():
        note = Path(place) / READY
        if not note.exists():
            _clear_old(Path(place))
        note.touch()


def _clear_old(place: Path) -> None:
    """Remove folders of compiled code besides this one, but for the last used and recent ones."""
    others = [folder for folder in place.parent.glob("kernel-*") if folder != place]
    others.sort(key=_last_used, reverse=True)
    recently = time.time() - RECENTLY
    for folder in others[KEPT_FOLDERS:]:
        if _last_used(folder) < recently:
            shutil.rmtree(folder, ignore_errors=True)


def _last_used(folder: Path) -> float:
    """Return when a folder of compiled code was last used, by the clock; 0: it is gone."""
    times = [path.stat().st_mtime for path in (folder, folder / READY) if path.exists()]
    return max(times, default=0.0)


def say_what_is_waited_for() -> None:
    """Tell the user, on the error stream, that the first use compiles, unless it was done."""
    place = cache_folder()
    if place is None or not (Path(place) / READY).exists():
        # by name: a sentence that is worded anew is no reason to compile anew
        _ = import_module("sim.words")._
        said = _("Compiling the simulation for this machine, once; this takes about a minute.")
        print(said, file=sys.stderr, flush=True)


@cache
def source_hash() -> str:
    """Return a hash of all that compiled code depends on: sources, parameter names, versions."""
    digest = hashlib.sha256()
    for library in (numba, llvmlite, numpy):
        digest.update(f"{library.__name__} {library.__version__}\n".encode())
    digest.update(".".join(map(str, sys.version_info[:3])).encode())
    for path in compiled_sources():
        digest.update(f"\n{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    digest.update(" ".join(_parameter_names()).encode())
    return digest.hexdigest()[:16]


def compiled_sources() -> tuple[Path, ...]:
    """Return the files of this package that hold compiled code, and those that they import."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    found = {path for path, text in texts.items() if "sim.compiled" in _imported(text)}
    waiting = [Path(__file__).resolve(), *found]
    while waiting:
        path = waiting.pop()
        found.add(path)
        for name in _imported(texts[path]):
            file = PACKAGE.parent / (name.replace(".", "/") + ".py")
            if file in texts and file not in found:
                waiting.append(file)
    return tuple(sorted(found))


def _imported(text: str) -> set[str]:
    names = set()
    for package, members, module in _IMPORT.findall(text):
        names.add(module or package)
        names.update(f"{package}.{member}" for member in re.findall(r"\w+", members))
    return names


def _parameter_names() -> list[str]:
    """Return the behaviour parameters in order: compiled code knows them by their position."""
    for place in (PACKAGE.parent, PACKAGE / "shipped"):
        path = place / "data" / "behaviour.yaml"
        if path.is_file():
            return _PARAMETER.findall(path.read_text(encoding="utf-8"))
    return []


say_what_is_waited_for()
