"""The studio as an app: a lever is moved with the keyboard and the picture follows."""

import pytest

from tests.browser.conftest import TOKEN, serve

SERIES = "document.querySelector('.adda-studio .js-plotly-plot').calcdata.flat().map(p => p.y)"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    yield from serve("app", tmp_path_factory.mktemp("app") / "log")


@pytest.fixture
def studio(address, open_page):
    watched = open_page(1400)
    watched.page.goto(f"{address}/?token={TOKEN}")
    watched.page.wait_for_selector(".adda-studio .js-plotly-plot")
    return watched


def wait_for_all_pairs(page) -> None:
    """Wait until nothing runs behind the panel."""
    page.wait_for_function(
        "!document.querySelector('.adda-status').innerText.startsWith('One pair')"
    )


def test_without_the_token_there_is_nothing_to_see(address, open_page):
    page = open_page().page
    page.goto(address)
    assert page.locator(".adda-studio").count() == 0


def test_a_lever_moved_by_keyboard_changes_the_picture(studio):
    page = studio.page
    wait_for_all_pairs(page)
    page.locator(".adda-outcome select").select_option(label="Feeling pushed")
    page.get_by_text("Feeling pushed after").wait_for()
    page.evaluate(f"window.before = JSON.stringify({SERIES})")
    handle = page.locator(".adda-b-brand_talk .noUi-handle")
    assert handle.get_attribute("aria-label") == "B, Talk about the product"
    handle.focus()
    for _step in range(8):
        page.keyboard.press("PageUp")
    page.wait_for_function(f"JSON.stringify({SERIES}) !== window.before")
    assert page.locator(".adda-changed").count() >= 1
    wait_for_all_pairs(page)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("document.querySelectorAll('.adda-changed').length === 0")
    assert studio.outside == []


def test_every_tab_draws_its_pictures(studio):
    page = studio.page
    wait_for_all_pairs(page)
    tabs = page.locator(".adda-studio .lm-TabBar-tab")
    assert tabs.count() == 8
    for place in range(tabs.count()):
        tabs.nth(place).click()
        page.wait_for_function(
            "[...document.querySelectorAll('.adda-studio .adda-plot')]"
            ".filter(one => one.offsetParent).some(one => one.classList.contains('js-plotly-plot')"
            " && one.clientWidth > 200)"
        )


def test_the_language_changes_at_once(studio):
    page = studio.page
    wait_for_all_pairs(page)
    page.locator(".adda-lang select").select_option(label="বাংলা")
    page.wait_for_function("document.querySelector('.adda-studio').lang === 'bn'")
    page.wait_for_function("/[০-৯]/.test(document.querySelector('.adda-status').innerText)")


def test_a_plan_can_be_saved_and_opened_again(studio, tmp_path):
    page = studio.page
    wait_for_all_pairs(page)
    with page.expect_download() as saved:
        page.locator(".adda-card-a").get_by_text("Save the plan").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert file.name == "brand_centric.yaml"
    file.write_text(text.replace("brand_talk: 0.75", "brand_talk: 0.5"), encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator(".adda-card-b .widget-upload").click()
    chooser.value.set_files(file)
    page.wait_for_function(
        "document.querySelector('.adda-b-brand_talk .widget-readout').innerText === '0.50'"
    )


def test_in_a_narrow_window_nothing_is_cut_off(address, open_page):
    watched = open_page(390)
    watched.page.goto(f"{address}/?token={TOKEN}")
    watched.page.wait_for_selector(".adda-studio .js-plotly-plot")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert watched.outside == []
