"""What this machine and this installation have, and what is missing."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from sim import facts
from sim.errors import AddaError

LIBRARIES = (
    "adda", "mesa", "numpy", "numba", "pandas", "pyarrow", "pydantic", "plotly", "ipywidgets",
    "jupyterlab", "papermill", "voila",
)  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
BENGALI = "bn"
SHIPPED = (("data", "**/*.*"), ("strategy_templates", "*.yaml"), ("workbooks", "*.ipynb"))
# Below this, a thousand people still fit; studies of a city do not.
LITTLE_MEMORY = 2e9


class Finding(NamedTuple):
    """One thing looked at. `fine` is None where it is only told; `advice` says what to do."""

    about: str
    said: str
    fine: bool | None = None
    advice: str = ""


def findings(deep: bool = True) -> Iterator[Finding]:
    """Look at one thing after another; `deep` starts a workbook's kernel too (some seconds)."""
    yield Finding("python", f"{platform.python_version()} on {platform.system()}")
    yield from map(_library, LIBRARIES)
    yield _memory_and_cores()
    yield from _shipped()
    yield _compiled_cache()
    yield _runs_folder()
    yield _chromium()
    yield _fonts()
    if deep:
        yield _workbooks()


def _library(name: str) -> Finding:
    try:
        return Finding(name, version(name), True)
    except PackageNotFoundError:
        return Finding(name, "not installed", False, "run `make setup` again")


def _memory_and_cores() -> Finding:
    from sim.world_parts.memory import available_bytes

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    free = available_bytes()
    if free is None:
        return Finding("machine", f"{cores} cores; the system does not tell its memory")
    said = f"{cores} cores, {free / 1e9:.1f} GB free"
    if free > LITTLE_MEMORY:
        return Finding("machine", said, True)
    return Finding("machine", said, None, "close other programs before studies of a city")


def _shipped() -> Iterator[Finding]:
    for name, pattern in SHIPPED:
        try:
            place = facts.folder(name)
        except AddaError as error:
            yield Finding(name, str(error), False, "install Adda again")
            continue
        count = len(list(place.glob(pattern)))
        yield Finding(name, f"{count} files in {short(place)}", count > 0)


def _compiled_cache() -> Finding:
    import warnings

    from sim.compiled import cache_folder

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        place = cache_folder()
    if place is None:
        advice = "set ADDA_CACHE to a folder that can be written"
        return Finding("compiled code", "cannot be kept: every start compiles again", False, advice)
    count = len(list(Path(place).rglob("*.nbi")))
    said = f"{count} functions kept" if count else "nothing yet: the first run compiles"
    return Finding("compiled code", f"{said} in {short(Path(place))}", True)


def _runs_folder() -> Finding:
    place = Path("runs")
    if place.is_dir():
        fine = os.access(place, os.W_OK)
    else:
        fine = not place.exists() and os.access(Path.cwd(), os.W_OK)
    said = "runs/ in this folder" if fine else "runs/ cannot be written here"
    return Finding("results", said, fine, "" if fine else "go to a folder of your own")


def _chromium() -> Finding:
    found = next((name for name in BROWSERS if shutil.which(name)), None)
    if found:
        return Finding("browser for pictures", found, True)
    said = "no Chromium: figures show and reports work, only PNG and SVG files cannot be made"
    return Finding("browser for pictures", said, None, "install Chromium if you want such files")


def _fonts() -> Finding:
    """Say whether this system has letters for Bengali; only Linux is asked, others bring them."""
    if sys.platform in ("win32", "darwin"):
        return Finding("Bengali letters", "part of this system", True)
    if not shutil.which("fc-list"):
        return Finding("Bengali letters", "unknown: fontconfig is not here", None)
    asked = [shutil.which("fc-list") or "", f":lang={BENGALI}", "family"]
    listed = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)
    families = sorted({line.split(",")[0] for line in listed.stdout.splitlines() if line.strip()})
    if families:
        return Finding("Bengali letters", families[0], True)
    return Finding("Bengali letters", "no font has them", None, "install fonts-noto-core")


def _workbooks() -> Finding:
    """Start a kernel as a workbook would, and let it open the front door."""
    try:
        said = _asked_of_a_kernel("import sim; print(sim.scenario('do_nothing').market.people)")
    except Exception as error:  # whatever a notebook stack may raise, the doctor goes on
        reason = f"{type(error).__name__}: {error}"[:200]
        return Finding(
            "kernel", f"a workbook's kernel does not start ({reason})", False, "make setup"
        )
    works = said.strip().isdigit()
    return Finding("kernel", "workbooks can run" if works else f"it said: {said[:200]}", works)


def _asked_of_a_kernel(code: str) -> str:
    """Return what a fresh kernel of this Python prints for `code`."""
    from jupyter_client.manager import KernelManager

    manager = KernelManager()
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.blocking_client()
    printed: list[str] = []
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        client.execute_interactive(
            code,
            timeout=60,
            output_hook=lambda message: printed.append(_text_of(message["content"])),
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return "".join(printed)


def _text_of(content: dict) -> str:
    """Return what an output message says: printed text, or an error's name and sentence."""
    if "ename" in content:
        return f"{content['ename']}: {content['evalue']}"
    return content.get("text", "")


def short(path: Path) -> str:
    """Return a path as seen from here, or from the user's home, if that is shorter."""
    for base, sign in ((Path.cwd(), "."), (Path.home(), "~")):
        if path.is_relative_to(base):
            return (Path(sign) / path.relative_to(base)).as_posix()
    return str(path)
