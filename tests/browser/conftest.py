"""A browser, servers for it to look at, and a watch on every request that is made."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.lab_page import Lab
from tests.browser.serving import ROOT, Server, serve
from tests.browser.studio_page import StudioPage, Visits
from tests.browser.watching import FLAGS, Watched, watched_page

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Remember what failed: the page that it leaves behind is used by nobody else."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def browser(chromium):
    """A headless Chromium with a fresh profile."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Watched]]:
    """Return a function that opens a page of a width, light or dark, for one test."""
    with ExitStack() as stack:
        yield lambda *given, **named: stack.enter_context(watched_page(browser, *given, **named))


@pytest.fixture(scope="session")
def app(browser, tmp_path_factory) -> Iterator[Server]:
    """The studio as an app, for all tests."""
    with serve("app", tmp_path_factory.mktemp("app")) as server:
        yield server
        assert server.spoken_to() == []


@pytest.fixture(scope="session")
def visits(app, browser) -> Iterator[Visits]:
    """The one visit of the app that tests share as long as each leaves it as it was."""
    with Visits(app, browser) as kept:
        yield kept


@pytest.fixture
def studio(visits, request) -> Iterator[StudioPage]:
    """A settled studio in which nothing was changed."""
    page = visits.page()
    yield page
    visits.leave(spent=request.node.stash.get(FAILED, False))
    page.watched.in_order()


@pytest.fixture(scope="session")
def lab_server(browser, tmp_path_factory) -> Iterator[Server]:
    """JupyterLab on copies of the workbooks: Lab saves what it ran."""
    folder = tmp_path_factory.mktemp("lab")
    first = folder / "workbooks" / "00_start_here.ipynb"
    first.parent.mkdir()
    shutil.copyfile(ROOT / "workbooks" / first.name, first)  # which Lab is told to open
    with serve("lab", folder, folder=str(folder / "workbooks")) as server:
        yield server
        assert server.spoken_to() == []


@pytest.fixture
def lab(lab_server, open_page) -> Iterator[Lab]:
    """JupyterLab for one test: its kernels end with it, and nobody else opens its copies."""
    yield Lab(lab_server, open_page, ROOT / "workbooks")
    for session in lab_server.listed("api/sessions"):
        lab_server.delete(f"api/sessions/{session['id']}")
    lab_server.kernels_become(0)
    shutil.rmtree(lab_server.folder / "workbooks")
    (lab_server.folder / "workbooks").mkdir()
