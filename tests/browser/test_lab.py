"""The studio in JupyterLab: a workbook is run, a lever moved, the picture follows."""

import shutil

import pytest

from tests.browser.conftest import ROOT, TOKEN, serve

READY = (
    "window.jupyterapp && jupyterapp.shell.currentWidget &&"
    " jupyterapp.shell.currentWidget.sessionContext &&"
    " jupyterapp.shell.currentWidget.sessionContext.isReady"
)
SERIES = "document.querySelector('.adda-studio .js-plotly-plot').calcdata.flat().map(p => p.y)"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "workbooks", place / "workbooks")  # Lab saves what it ran
    yield from serve("lab", place / "log", folder=str(place / "workbooks"))


def opened(watched, address: str, name: str):
    """Open a workbook in Lab and run all of it."""
    page = watched.page
    page.goto(f"{address}/lab/tree/{name}?token={TOKEN}&reset")
    page.wait_for_function(READY)
    page.evaluate("jupyterapp.commands.execute('runmenu:run-all')")
    return page


def test_a_lever_moved_in_lab_changes_the_picture(address, open_page):
    watched = open_page(1500)
    page = opened(watched, address, "app.ipynb")
    page.wait_for_selector(".adda-studio .js-plotly-plot")
    page.wait_for_function(
        "!document.querySelector('.adda-status').innerText.startsWith('One pair')"
    )
    page.locator(".adda-outcome select").select_option(label="Feeling pushed")
    page.get_by_text("Feeling pushed after").wait_for()
    page.evaluate(f"window.before = JSON.stringify({SERIES})")
    page.locator(".adda-b-brand_talk .noUi-handle").focus()
    for _step in range(8):
        page.keyboard.press("PageUp")
    page.wait_for_function(f"JSON.stringify({SERIES}) !== window.before")
    assert watched.outside == []


def test_a_workbook_shows_its_pictures_in_lab(address, open_page):
    watched = open_page(1300)
    page = opened(watched, address, "01_first_look.ipynb")
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot').length >= 5")
    assert watched.outside == []
