"""The app: who may come in, in which language, in which window, and what stays when they leave."""

import pytest

from tests.browser.serving import TOKEN
from tests.browser.studio_page import FIRST_PLOT, StudioPage

BENGALI_DIGIT = "/[০-৯]/.test(document.querySelector('.adda-status').innerText)"


@pytest.fixture
def visit(app, open_page):
    """Return a function that opens the app in a page of its own."""

    def opened(width: int = 1400, scheme: str = "light") -> StudioPage:
        watched = open_page(width, scheme)
        watched.page.goto(app.page)
        return StudioPage(watched).ready()

    return opened


def test_without_the_token_there_is_nothing_to_see(app, open_page):
    page = open_page().page
    page.goto(app.address)
    page.wait_for_load_state()
    assert page.locator(".adda-studio").count() == 0
    page.goto(f"{app.address}/?token={TOKEN}x")
    page.wait_for_load_state()
    assert page.locator(".adda-studio").count() == 0


def test_the_language_changes_at_once(studio):
    page = studio.page
    before = studio.series()
    studio.speak("বাংলা", "bn")
    page.wait_for_function(BENGALI_DIGIT)
    assert not studio.card("a").inner_text().isascii()
    studio.drawn()
    assert studio.series() == before, "another language, the same numbers"
    studio.speak("English", "en")
    studio.settled()
    assert page.locator(".adda-studio").inner_text().count("ব") <= 2  # the name of the language


def test_a_lever_moves_in_bengali_too(studio):
    studio.speak("বাংলা", "bn")
    studio.drawn()
    before = studio.series()
    studio.lever("b", "brand_talk").press("Home")
    studio.series_changes(before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_narrow_window_nothing_is_cut_off(visit, scheme):
    studio = visit(390, scheme)
    studio.page.wait_for_function("document.documentElement.scrollWidth <= 390")
    for title in ("Score board", "Over time"):
        studio.tab(title).click()
        studio.drawn()
    assert studio.lever("a", "brand_talk").bounding_box()["x"] < 390
    studio.page.wait_for_function("document.documentElement.scrollWidth <= 390")
    studio.watched.in_order()


def test_two_tabs_do_not_know_of_each_other(app, visits, studio, visit):
    other = visit()
    untouched = studio.found(), studio.series()
    moved = other.series()
    other.set_field("seed", 7)
    other.series_changes(moved)
    other.speak("বাংলা", "bn")
    studio.lever("b", "brand_talk").press("PageUp")
    studio.page.wait_for_selector(".adda-changed")
    assert other.page.locator(".adda-changed").count() == 0
    studio.undo_all()
    assert (studio.found(), studio.series()) == untouched
    other.watched.in_order()


def test_a_page_that_is_left_ends_its_kernel_even_at_work(app, browser, visit):
    before = len(app.kernels())
    studio = visit()
    app.kernels_become(before + 1)
    studio.set_field("pairs", 4000)
    studio.page.wait_for_function(
        "/ of 4,000/.test(document.querySelector('.adda-left').innerText)"
    )
    studio.page.goto("about:blank")
    app.kernels_become(before)


def test_a_page_loaded_again_starts_anew(app, visit):
    studio = visit()
    kernels = len(app.kernels())
    studio.lever("b", "brand_talk").press("PageUp")
    studio.page.wait_for_selector(".adda-changed")
    studio.page.reload()
    studio.page.wait_for_selector(FIRST_PLOT)
    studio.ready()
    assert studio.page.locator(".adda-changed").count() == 0
    app.kernels_become(kernels)
    studio.watched.in_order()
