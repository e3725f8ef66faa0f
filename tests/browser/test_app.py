"""The studio as an app: whatever a person does there, done by a person's means."""

import re

import pytest

from tests.browser.conftest import SETTLED, TOKEN, serve

SERIES = "document.querySelector('.adda-studio .js-plotly-plot').calcdata.flat().map(p => p.y)"
# Every picture of the open tab is drawn: a film counts as one.
SHOWN = """() => {
  const seen = (kind) =>
    [...document.querySelectorAll(`.adda-studio ${kind}`)].filter((one) => one.offsetParent);
  const plots = seen(".adda-plot");
  const drawn = plots.filter((one) => one.calcdata && one.clientWidth > 200);
  return plots.length + seen(".adda-film").length > 0 && drawn.length === plots.length;
}"""
REPORT_MS = 300_000  # a report runs a whole workbook
# Time from a key to the picture painted anew, in a list of its own.
STOPWATCH = """() => {
  window.waited = [];
  let pressed = 0;
  document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  document.querySelector(".adda-studio .js-plotly-plot").on("plotly_afterplot", () => {
    if (pressed) window.waited.push(performance.now() - pressed);
    pressed = 0;
  });
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    yield from serve("app", tmp_path_factory.mktemp("app") / "log")


@pytest.fixture(scope="module")
def opened(address, open_pages):
    """One visit that most tests share; each leaves the plans as it found them."""
    watched = open_pages(1400)
    watched.page.goto(f"{address}/?token={TOKEN}")
    watched.page.wait_for_selector(".adda-studio .js-plotly-plot")
    return watched


@pytest.fixture
def studio(opened):
    opened.page.wait_for_function(SETTLED)
    tab(opened.page, "Over time").click()
    yield opened
    assert opened.outside == []
    assert opened.errors == []


def tab(page, title: str):
    """Return a tab of the studio by its whole title."""
    return page.locator(".adda-studio .lm-TabBar-tab", has_text=re.compile(rf"^\s*{title}\s*$"))


def finding(page, text: str):
    """Return the title of a picture that can be seen: others speak of the same thing."""
    return page.locator(".adda-studio .adda-finding:visible", has_text=text).first


def button(place, name: str):
    """Return the button of exactly this name in a part of the page."""
    return place.get_by_role("button", name=name, exact=True).first


def header(place, title: str):
    """Return the header of a folding group, whose name has an arrow before it."""
    return place.locator("[role=button].jupyter-widget-Collapse-header", has_text=title).first


def show_feeling_pushed(page) -> None:
    page.locator(".adda-outcome select").select_option(label="Feeling pushed")
    finding(page, "Feeling pushed after").wait_for()


def undo_all(page) -> None:
    """Take every change back: press Undo until there is nothing left to take back."""
    page.wait_for_function(
        """() => {
          const found = [...document.querySelectorAll(".adda-studio button")];
          const undo = found.find(one => one.innerText.trim() === "Undo");
          if (!undo.disabled) undo.click();
          return undo.disabled;
        }""",
        polling=200,
    )
    page.wait_for_function(SETTLED)


def test_without_the_token_there_is_nothing_to_see(address, open_page):
    page = open_page().page
    page.goto(address)
    assert page.locator(".adda-studio").count() == 0


def test_a_lever_moved_by_keyboard_changes_the_picture(studio):
    page = studio.page
    show_feeling_pushed(page)
    page.evaluate(f"window.before = JSON.stringify({SERIES})")
    handle = page.locator(".adda-b-brand_talk .noUi-handle")
    assert handle.get_attribute("aria-label") == "B, Talk about the product"
    handle.focus()
    page.evaluate(STOPWATCH)
    for step in range(8):
        page.keyboard.press("PageUp")
        page.wait_for_function(f"window.waited.length > {step}")
    waited = sorted(page.evaluate("window.waited"))
    print(f"from key to repaint: median {waited[4]:.0f} ms of {[round(one) for one in waited]}")
    page.wait_for_function(f"JSON.stringify({SERIES}) !== window.before")
    assert page.locator(".adda-changed").count() == 1
    undo_all(page)
    assert page.locator(".adda-changed").count() == 0


def test_a_dragged_slider_repaints_on_its_way(studio):
    page = studio.page
    show_feeling_pushed(page)
    page.evaluate(
        "() => { window.painted = 0; document.querySelector('.adda-studio .js-plotly-plot')"
        ".on('plotly_afterplot', () => { window.painted += 1; }); }"
    )
    box = page.locator(".adda-b-brand_talk .noUi-handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 4):  # held down, each stretch of the way is painted before the next
        page.mouse.move(x + 30 * step, y, steps=6)
        page.wait_for_function(f"window.painted >= {step}")
    page.mouse.up()
    page.wait_for_function(SETTLED)
    undo_all(page)


def test_every_tab_draws_its_pictures(studio):
    page = studio.page
    tabs = page.locator(".adda-studio .lm-TabBar-tab")
    assert tabs.count() == 10
    for place in range(tabs.count()):
        tabs.nth(place).click()
        page.wait_for_function(SHOWN)


def test_the_film_plays_without_the_kernel(studio):
    page = studio.page
    tab(page, "Map").click()
    play = page.locator(".adda-film-play")
    play.wait_for()
    page.evaluate("document.querySelector('.adda-film-day').scrollIntoView()")
    play.click()
    page.wait_for_function("document.querySelector('.adda-film').dataset.playing === 'true'")
    page.wait_for_function(
        "(day => day > 1 && day < 89)(Number(document.querySelector('.adda-film').dataset.day))"
    )
    play.click()
    page.wait_for_function("document.querySelector('.adda-film').dataset.playing === 'false'")
    page.locator(".adda-film-day").focus()
    page.keyboard.press("Home")
    page.wait_for_function("document.querySelector('.adda-film').dataset.day === '0.00'")


def test_many_pairs_can_be_started_and_stopped(studio):
    page = studio.page
    pairs = page.locator(".adda-pairs input")
    stop = button(page, "Stop")
    pairs.fill("4000")
    pairs.press("Enter")
    page.wait_for_function("/ of 4,000/.test(document.querySelector('.adda-left').innerText)")
    stop.click()
    page.wait_for_function("document.querySelector('.adda-left').innerText === 'stopped'")
    undo_all(page)


def test_why_is_found_out_when_asked(studio):
    page = studio.page
    page.locator(".adda-people input").fill("150")
    page.locator(".adda-people input").press("Enter")
    page.locator(".adda-days input").fill("20")
    page.locator(".adda-days input").press("Enter")
    finding(page, "after 20 days").wait_for()
    page.wait_for_function(SETTLED)
    tab(page, "Why").click()
    button(page, "Find out why").click()
    page.wait_for_function(
        "[...document.querySelectorAll('.adda-studio .js-plotly-plot')].filter(one =>"
        " one.offsetParent).some(one => one.data.filter(two => two.type === 'bar').length > 1)"
    )
    undo_all(page)


def test_something_can_happen_from_outside(studio):
    page = studio.page
    listed = page.locator(".adda-shocks", has_text="day 30: a crisis")
    header(page, "What happens from outside").click()
    button(page, "Let it happen").click()
    listed.wait_for()
    page.wait_for_function(SETTLED)
    tab(page, "Community").click()
    finding(page, "The rumour is passed on").wait_for()
    undo_all(page)
    listed.wait_for(state="detached")
    header(page, "What happens from outside").click()


def test_beside_a_lever_stands_what_it_rests_on(studio):
    page = studio.page
    why = page.locator(".adda-card-a .adda-why").first
    why.locator("summary").click()
    why.get_by_text("It acts through").wait_for()
    assert why.locator("li").count() >= 1
    why.locator("summary").click()


def test_a_plan_can_be_saved_and_opened_again(studio, tmp_path):
    page = studio.page
    with page.expect_download() as saved:
        page.locator(".adda-card-a a", has_text="Save the plan").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert file.name == "brand_centric.yaml"
    file.write_text(text.replace("brand_talk: 0.75", "brand_talk: 0.5"), encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator(".adda-card-b .adda-opener button").click()
    chooser.value.set_files(file)
    readout = "document.querySelector('.adda-b-brand_talk .widget-readout').innerText"
    page.wait_for_function(f"{readout} === '0.50'")
    file.write_text("title: [", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator(".adda-card-b .adda-opener button").click()
    chooser.value.set_files(file)
    page.wait_for_function("document.querySelector('.adda-alert').innerText.length > 10")
    assert page.evaluate(readout) == "0.50"
    undo_all(page)


def test_the_report_is_made_and_saved(studio, tmp_path):
    page = studio.page
    button(page, "Make the report").click()
    link = page.locator(".adda-studio a", has_text="Save the report")
    link.wait_for(timeout=REPORT_MS)
    with page.expect_download() as saved:
        link.click()
    file = tmp_path / "report.html"
    saved.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "What this cannot tell you" in text
    assert "Around the brand" in text


def test_keys_alone_reach_every_part_of_the_page(studio):
    page = studio.page
    focused = (
        "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
    )
    page.locator(".adda-market select[aria-label]").focus()
    wanted = {
        "people", "first day", "language", "What happens from outside", "A, Talk about the product",
        "How we run it", "Save the plan", "B, Talk about the product", "Over time", "outcome",
    }  # fmt: skip
    seen = set()
    for _press in range(120):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(focused).strip())
        if wanted <= seen:
            break
    assert wanted <= seen


def test_a_folding_group_and_a_tab_open_by_keys(studio):
    page = studio.page
    card = page.locator(".adda-card-a")
    header(card, "How we run it").focus()
    page.keyboard.press("Enter")
    page.locator(".adda-a-control .noUi-handle").wait_for()
    header(card, "Who it is about").focus()
    page.keyboard.press("Enter")
    page.locator(".adda-a-brand_talk .noUi-handle").wait_for()
    tab(page, "Over time").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    said = page.locator(".adda-studio .adda-said:visible", has_text="To the right B is better")
    said.first.wait_for()


def test_the_language_changes_at_once(studio):
    page = studio.page
    page.locator(".adda-lang select").select_option(label="বাংলা")
    page.wait_for_function("document.querySelector('.adda-studio').lang === 'bn'")
    page.wait_for_function("/[০-৯]/.test(document.querySelector('.adda-status').innerText)")
    assert not page.locator(".adda-card-a").inner_text().isascii()
    page.locator(".adda-lang select").select_option(label="English")
    page.wait_for_function("document.querySelector('.adda-studio').lang === 'en'")
    page.wait_for_function(SETTLED)


def test_in_a_narrow_window_nothing_is_cut_off(address, open_page):
    watched = open_page(390)
    watched.page.goto(f"{address}/?token={TOKEN}")
    watched.page.wait_for_selector(".adda-studio .js-plotly-plot")
    watched.page.wait_for_function("document.documentElement.scrollWidth <= 390")
    assert watched.outside == []
