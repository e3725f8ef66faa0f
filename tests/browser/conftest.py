"""A browser, servers for it to look at, and a watch on every request that it makes."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "adda-test"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SLOW = "Failed to initialize model"
# The status line of the studio once all pairs have been run.
SETTLED = """() => !/^(One pair|The first pair|The simulation is compiled)/.test(
  document.querySelector(".adda-status")?.innerText ?? "The first pair")"""
OURS = ("http://127.0.0.1:", "http://localhost:", "ws://127.0.0.1:", "data:", "blob:", "file:")


@pytest.fixture(scope="session")
def browser(chromium, tmp_path_factory):
    """A headless Chromium with a fresh profile."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


class Watched:
    """A page, and what it asked for and complained of."""

    def __init__(self, page):
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._asked)
        page.on("pageerror", self._complained)
        page.set_default_timeout(240_000)

    def until(self, expression: str, seconds: float = 240) -> None:
        """Wait until an expression is true. Works on pages whose policy forbids `eval`, too."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.05)

    def _complained(self, error) -> None:
        # anywidget's clock of two seconds, which a busy machine misses; a widget that then is not
        # there fails the test that needs it.
        if SLOW not in str(error):
            self.errors.append(str(error))

    def _asked(self, request) -> None:
        if not request.url.startswith(OURS):
            self.outside.append(request.url)


def _opener(browser) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def opened(width: int = 1400, scheme: str = "light") -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        return Watched(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a page of a width, light or dark, for one test."""
    yield from _opener(browser)


@pytest.fixture(scope="module")
def open_pages(browser):
    """Return the same for a page that the tests of a file share."""
    yield from _opener(browser)


def serve(call: str, log: Path, **settings: str) -> Iterator[str]:
    """Start one of `sim.doors` as a process of its own; yield its address; stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"port": port, "browser": False, "token": TOKEN, **settings}
    code = f"from sim import doors; doors.{call}(**{given!r})"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_PATH": str(_settings(log))},
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _await(f"{address}/api/status?token={TOKEN}" if call == "lab" else f"{address}/?x", log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _settings(log: Path) -> Path:
    """Return a folder of settings that lets a test call Lab's own commands."""
    folder = log.parent / "config"
    folder.mkdir()
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (folder / "jupyter_lab_config.json").write_text(json.dumps(exposed), encoding="utf-8")
    return folder


def _await(address: str, log: Path) -> None:
    for _try in range(600):  # what is not compiled yet is compiled first
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers: that it wants a token is as it should be
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"{address} does not answer:\n{log.read_text()[-2000:]}")
