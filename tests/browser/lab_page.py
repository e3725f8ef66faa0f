"""Lab: JupyterLab as a person meets it: a workbook is opened, run, its cells are written in."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from tests.browser.serving import TOKEN, Server
from tests.browser.watching import Watched

READY = """() => {
  const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === "idle";
}"""
START = """name => {
  window.addaRan = false;
  jupyterapp.commands.execute(name).then(() => { window.addaRan = true; });
}"""
ERRORS = ".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']"


class Lab:
    """A running JupyterLab for one test."""

    def __init__(self, server: Server, open_page: Callable[..., Watched], workbooks: Path):
        self.server, self._open, self._workbooks = server, open_page, workbooks

    @property
    def folder(self) -> Path:
        """What JupyterLab shows; a notebook may be put here."""
        return self.server.folder / "workbooks"

    def open(self, name: str, width: int = 1400) -> "LabPage":
        """Open a copy of a workbook, or a notebook that was put into the folder."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            shutil.copyfile(self._workbooks / name, place)
        watched = self._open(width)
        watched.page.goto(f"{self.server.address}/lab/tree/{name}?token={TOKEN}&reset")
        watched.page.wait_for_function(READY)
        return LabPage(watched)


class LabPage:
    """A notebook that is open in JupyterLab."""

    def __init__(self, watched: Watched):
        self.watched, self.page = watched, watched.page

    def run_all(self, seconds: float = 240) -> None:
        """Run every cell and wait for the last."""
        self.page.evaluate(START, "runmenu:run-all")
        self.ran(seconds)

    def restart_and_run_all(self) -> None:
        """Restart the kernel, say yes when asked, run every cell and wait for the last."""
        self.page.evaluate(START, "runmenu:restart-and-run-all")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.ran()

    def ran(self, seconds: float = 240) -> None:
        """Wait until what was started has been run."""
        self.page.wait_for_function("window.addaRan", timeout=1000 * seconds)

    def errors(self) -> list[str]:
        """Return the error boxes under the cells, and complaints that are printed there."""
        return self.page.locator(ERRORS).all_text_contents()

    def plots(self, least: int) -> None:
        """Wait until so many pictures are drawn, with something in each of them."""
        self.page.wait_for_function(
            """least => {
              const all = [...document.querySelectorAll(".js-plotly-plot")];
              return all.length >= least &&
                all.every(one => one.querySelectorAll("path, rect").length > 5);
            }""",
            arg=least,
        )

    def texts(self) -> list[str]:
        """Return what the cells print."""
        found = self.page.locator(".jp-OutputArea-output[data-mime-type*='stdout']")
        return [one.strip() for one in found.all_text_contents()]

    def cell(self, text: str) -> Locator:
        """Return the code cell in which something is written."""
        written = self.page.locator(".jp-InputArea-editor", has_text=re.compile(re.escape(text)))
        return self.page.locator(".jp-CodeCell").filter(has=written).first

    def write_and_run(self, cell: Locator, code: str) -> Any:
        """Write other code into a cell, by keys, and run it by keys."""
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("ControlOrMeta+Enter")
        place = prompt.element_handle()
        self.page.wait_for_function(
            "([place, before]) => /\\d/.test(place.innerText) && place.innerText !== before",
            arg=[place, before],
        )
        return cell.locator(".jp-OutputArea-output").first.inner_text()
