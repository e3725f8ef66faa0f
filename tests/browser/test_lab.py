"""The studio in JupyterLab: what the app does, done where a strategist works."""

import nbformat
import pytest

from tests.browser.serving import ROOT
from tests.browser.studio_page import StudioPage

TO_THE_NOTEBOOK = "jupyterapp.shell.currentWidget.content.activate()"
SLIDER_HERE = """() => {
  const one = document.activeElement;
  return one.getAttribute("role") === "slider" ? one.getAttribute("aria-label") : "";
}"""
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def test_the_studio_of_workbook_02_works_in_lab(lab):
    opened = lab.open("02_strategy_studio.ipynb")
    page = opened.page
    page.evaluate("jupyterapp.commands.execute('runmenu:run-all')")
    studio = StudioPage(opened.watched).ready()
    studio.watch_outcome("Feeling pushed")
    handle = studio.lever("b", "brand_talk")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = studio.series()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=6)
    studio.series_changes(before)
    page.mouse.up()
    studio.set_field("pairs", 4000)
    page.wait_for_function("/ of 4,000/.test(document.querySelector('.adda-left').innerText)")
    studio.button("Stop").click()
    page.wait_for_function("document.querySelector('.adda-left').innerText === 'stopped'")
    studio.speak("বাংলা", "bn")
    page.wait_for_function("/[০-৯]/.test(document.querySelector('.adda-status').innerText)")
    studio.tab("স্কোর বোর্ড").or_(studio.tabs().nth(1)).first.click()
    studio.drawn()
    opened.watched.in_order()


def test_keys_alone_run_a_workbook_in_lab_and_move_a_lever(lab):
    opened = lab.open("app.ipynb")
    page = opened.page
    page.locator(".jp-Cell").first.wait_for()
    page.evaluate(TO_THE_NOTEBOOK)
    page.keyboard.press("Escape")
    for _cell in range(page.locator(".jp-CodeCell, .jp-MarkdownCell").count()):
        page.keyboard.press("Shift+Enter")
    studio = StudioPage(opened.watched).ready()
    studio.watch_outcome("Feeling pushed")
    before = studio.series()
    page.evaluate(TO_THE_NOTEBOOK)
    page.keyboard.press("Escape")  # out of the empty cell that Lab put behind the last one
    for _press in range(200):  # and back from there, for an editor keeps Tab to itself
        page.keyboard.press("Shift+Tab")
        found = page.evaluate(SLIDER_HERE)
        if found == "B, Talk about the product":
            break
    assert found == "B, Talk about the product"
    page.keyboard.press("Home")
    studio.series_changes(before)
    opened.watched.in_order()


def test_in_a_narrow_lab_the_studio_is_not_cut_off(lab):
    opened = lab.open("app.ipynb", width=700)
    opened.run_all()
    studio = StudioPage(opened.watched).ready()
    studio.page.wait_for_function(
        "(one => one.scrollWidth <= one.clientWidth)(document.querySelector('.adda-studio'))"
    )


@pytest.mark.parametrize("file", ["made_up_whatsapp_android.txt"])
def test_a_chat_is_uploaded_and_read_on_this_machine(lab, file):
    """The upload panel of workbook 09, alone in a notebook."""
    cell = nbformat.v4.new_code_cell("import sim\n\nsim.YourCommunity()")
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL)
    nbformat.write(notebook, lab.folder / "upload.ipynb")
    opened = lab.open("upload.ipynb")
    opened.run_all()
    page = opened.page
    said = page.locator(".adda-upload-said")
    said.wait_for()
    before = said.inner_text()
    page.locator(".adda-upload-kind select").select_option(label="WhatsApp")
    with page.expect_file_chooser() as chooser:
        page.locator(".adda-upload-file").click()
    chooser.value.set_files(ROOT / "data" / "samples" / file)
    page.get_by_role("button", name="Read it here, on this machine", exact=True).click()
    page.wait_for_function(
        "before => document.querySelector('.adda-upload-said').innerText !== before", arg=before
    )
    text = said.inner_text()
    assert any(letter.isdigit() for letter in text)
    assert "Anika" not in text
    opened.watched.in_order()
