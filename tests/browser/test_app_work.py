"""The app: long work is started, watched and stopped, and what it finds is shown."""

from tests.browser.pace import bound_if_free, keys_to_repaint
from tests.browser.studio_page import SETTLED

AT_WORK = "/ of 4,000/.test(document.querySelector('.adda-left').innerText)"
STOPPED = "document.querySelector('.adda-left').innerText === 'stopped'"
REPAINT_BESIDE_WORK_MS = 500
REPORT_MS = 300_000  # a report runs a whole workbook


def test_many_pairs_can_be_started_and_stopped(studio):
    page = studio.page
    studio.set_field("pairs", 4000)
    page.wait_for_function(AT_WORK)
    studio.button("Stop").click()
    page.wait_for_function(STOPPED)
    assert not page.evaluate(SETTLED), "what was stopped is not shown as if it had been run"
    assert studio.button("Run all pairs").is_enabled()
    studio.button("Run all pairs").click()
    page.wait_for_function(AT_WORK)
    studio.button("Stop").click()
    page.wait_for_function(STOPPED)


def test_a_lever_repaints_while_many_pairs_run(studio):
    page = studio.page
    studio.watch_outcome("Feeling pushed")
    studio.set_field("pairs", 4000)
    handle = studio.lever("b", "brand_talk")

    def measure() -> list[float]:
        return keys_to_repaint(studio, handle, before_each=lambda: page.wait_for_function(AT_WORK))

    bound_if_free("from key to repaint while pairs run", measure, REPAINT_BESIDE_WORK_MS, busy=True)


def test_why_is_found_out_when_asked(studio):
    page = studio.page
    studio.set_field("people", 150)
    studio.set_field("days", 20)
    studio.finding("after 20 days").wait_for()
    studio.settled()
    studio.tab("Why").click()
    studio.button("Find out why").click()
    page.wait_for_function(
        "[...document.querySelectorAll('.adda-studio .js-plotly-plot')].filter(one =>"
        " one.offsetParent).some(one => one.data.filter(two => two.type === 'bar').length > 1)"
    )


def test_the_report_is_made_and_saved_and_asks_nothing_of_the_net(studio, open_page, tmp_path):
    page = studio.page
    link = page.locator(".adda-studio a", has_text="Save the report")
    assert not link.is_visible(), "another test made a report on this page"
    studio.button("Make the report").click()
    link.wait_for(timeout=REPORT_MS)
    with page.expect_download() as saved:
        link.click()
    file = tmp_path / "report.html"
    saved.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "What this cannot tell you" in text
    assert "Around the brand" in text
    shown = open_page()
    shown.page.goto(file.as_uri())
    shown.until("document.querySelectorAll('.adda-picture .js-plotly-plot').length > 5")
    shown.in_order()
