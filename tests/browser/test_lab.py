"""The studio in JupyterLab: a workbook is run, a lever moved, the picture follows."""

import shutil

import nbformat
import pytest

from tests.browser.conftest import ROOT, SETTLED, TOKEN, serve

READY = (
    "window.jupyterapp && jupyterapp.shell.currentWidget &&"
    " jupyterapp.shell.currentWidget.sessionContext &&"
    " jupyterapp.shell.currentWidget.sessionContext.isReady"
)
SERIES = "document.querySelector('.adda-studio .js-plotly-plot').calcdata.flat().map(p => p.y)"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A copy of the workbooks: Lab saves what it ran."""
    folder = tmp_path_factory.mktemp("lab") / "workbooks"
    shutil.copytree(ROOT / "workbooks", folder)
    return folder


@pytest.fixture(scope="module")
def address(place):
    yield from serve("lab", place.parent / "log", folder=str(place))


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
    page.wait_for_function(SETTLED)
    page.locator(".adda-outcome select").select_option(label="Feeling pushed")
    page.locator(".adda-finding:visible", has_text="Feeling pushed after").first.wait_for()
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


def test_a_chat_is_uploaded_and_read_on_this_machine(address, open_page, place):
    """The upload panel of workbook 09, alone in a notebook."""
    cell = nbformat.v4.new_code_cell("import sim\n\nsim.YourCommunity()")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
    nbformat.write(notebook, place / "upload.ipynb")
    watched = open_page(1300)
    page = opened(watched, address, "upload.ipynb")
    said = page.locator(".adda-upload-said")
    said.wait_for()
    before = said.inner_text()
    page.locator(".adda-upload-kind select").select_option(label="WhatsApp")
    with page.expect_file_chooser() as chooser:
        page.locator(".adda-upload-file").click()
    chooser.value.set_files(ROOT / "data" / "samples" / "made_up_whatsapp_android.txt")
    page.get_by_role("button", name="Read it here, on this machine", exact=True).click()
    page.wait_for_function(
        "before => document.querySelector('.adda-upload-said').innerText !== before", arg=before
    )
    text = said.inner_text()
    assert any(letter.isdigit() for letter in text)
    assert "Anika" not in text
    assert watched.outside == []
