"""`python -m tests.browser.measure`: how long a person waits for the screen, and what it takes.

Starts the app and JupyterLab as `make app` and `make lab` do, with a Chromium in front, and writes
the table into docs/benchmarks.md. Each time is the median over `--times` starts (default 3).
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import sync_playwright

from tests.browser.lab_page import Lab
from tests.browser.pace import keys_to_repaint
from tests.browser.serving import ROOT, Server, serve
from tests.browser.studio_page import FIRST_PLOT, StudioPage
from tests.browser.watching import FLAGS, Watched, watched_page

PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- screen: written by python -m tests.browser.measure -->", "<!-- end of screen -->"
AT_WORK = "/ of 4,000/.test(document.querySelector('.adda-left').innerText)"
FIRST = "00_start_here.ipynb"  # which Lab is told to open
PLOT = ".js-plotly-plot"
Found = dict[str, list[float]]


def main() -> None:
    """Measure, print, and write the page."""
    asked = argparse.ArgumentParser(prog="python -m tests.browser.measure", description=__doc__)
    asked.add_argument("--times", type=int, default=3, help="starts of each door")
    asked.add_argument("--dry", action="store_true", help="print only")
    wanted = asked.parse_args()
    load = psutil.cpu_percent(3)
    found: Found = {}
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=FLAGS)
        for _time in range(wanted.times):
            _app(browser, found)
            for name in ("01_first_look.ipynb", "02_strategy_studio.ipynb"):
                _lab(browser, found, name)
        browser.close()
    text = _table(found, load)
    print(text)
    if not wanted.dry:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _app(browser: Any, found: Found) -> None:
    """From `make app` to the first picture and on, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        with serve("app", Path(folder)) as server, watched_page(browser) as watched:
            _note(found, "the app answers, s", time.monotonic() - began)
            watched.page.goto(server.page)
            watched.page.wait_for_selector(FIRST_PLOT)
            _note(found, "app, from start to first picture, s", time.monotonic() - began)
            studio = StudioPage(watched).ready()
            _note(found, "app, from start to all pairs run, s", time.monotonic() - began)
            again = time.monotonic()
            watched.page.reload()
            watched.page.wait_for_selector(FIRST_PLOT)
            _note(found, "app, a further visit to first picture, s", time.monotonic() - again)
            studio.ready()
            _levers(studio, found)
            _note(found, "app, server, MB", _megabytes(server.process))
            _note(found, "app, kernel of a visit, MB", _megabytes(*server.kernels()))


def _levers(studio: StudioPage, found: Found) -> None:
    """Keys on a lever at 1,000 people: alone, and while many pairs run behind."""
    studio.watch_outcome("Feeling pushed")
    handle = studio.lever("b", "brand_talk")
    found.setdefault("key to repaint, ms", []).extend(keys_to_repaint(studio, handle))
    studio.settled()
    studio.set_field("pairs", 4000)

    def at_work() -> None:
        studio.page.wait_for_function(AT_WORK)

    found.setdefault("key to repaint while pairs run, ms", []).extend(
        keys_to_repaint(studio, handle, at_work)
    )
    began = time.monotonic()
    at_work()
    studio.button("Stop").click()
    studio.page.wait_for_function("document.querySelector('.adda-left').innerText === 'stopped'")
    _note(found, "from Stop to stopped (with the wait for work), s", time.monotonic() - began)


def _lab(browser: Any, found: Found, name: str) -> None:
    """From `make lab` to the first picture of a workbook that is run whole."""
    number = name[:2]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "workbooks").mkdir()
        shutil.copyfile(ROOT / "workbooks" / FIRST, folder / "workbooks" / FIRST)
        began = time.monotonic()
        with (
            serve("lab", folder, folder=str(folder / "workbooks")) as server,
            watched_page(browser) as watched,
        ):
            _note(found, "Lab answers, s", time.monotonic() - began)
            page = Lab(server, _this(watched), ROOT / "workbooks").open(name)
            _note(found, "Lab, from start to a workbook that is ready, s", time.monotonic() - began)
            asked = time.monotonic()
            page.page.evaluate("jupyterapp.commands.execute('runmenu:run-all') && null")
            page.page.wait_for_selector(PLOT)
            now = time.monotonic()
            _note(found, f"Lab, workbook {number}, from Run all to first picture, s", now - asked)
            _note(found, f"Lab, workbook {number}, from start to first picture, s", now - began)
            page.page.wait_for_function(
                "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
                ".every(one => /\\d/.test(one.textContent))"
            )
            done = time.monotonic() - asked
            _note(found, f"Lab, workbook {number}, from Run all to its end, s", done)
            _note_memory(found, server, number)


def _note_memory(found: Found, server: Server, number: str) -> None:
    _note(found, "Lab, server, MB", _megabytes(server.process))
    _note(found, f"Lab, kernel of workbook {number}, MB", _megabytes(*server.kernels()))


def _this(watched: Watched) -> Callable[..., Watched]:
    return lambda _width: watched


def _note(found: Found, what: str, value: float) -> None:
    found.setdefault(what, []).append(value)


def _megabytes(*processes: psutil.Process) -> float:
    """Memory that nobody else has a share in."""
    return sum(one.memory_full_info().uss for one in processes) / 1024**2


def _table(found: Found, load: float) -> str:
    said = "free" if load < 10 else "busy with other work"
    lines = [
        f"Measured {time.strftime('%Y-%m-%d')} on {psutil.cpu_count()} cores, {said} ({load:.0f} %"
        " before the start), with what is compiled already compiled.",
        "",
        "| what | median | least | most | times |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for what, values in found.items():
        middle, unit = statistics.median(values), what.rsplit(", ", 1)[1]
        low, high = min(values), max(values)
        digits = 1 if unit == "s" else 0
        lines.append(
            f"| {what.rsplit(', ', 1)[0]} | {middle:.{digits}f} {unit} | {low:.{digits}f} |"
            f" {high:.{digits}f} | {len(values)} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
