"""The app: levers and fields are moved by mouse and by keys, and the pictures follow."""

from pathlib import Path

from tests.browser.pace import bound_if_free, keys_to_repaint

REPAINT_MS = 300


def test_a_lever_moved_by_keyboard_changes_the_picture(studio):
    studio.watch_outcome("Feeling pushed")
    before = studio.series()
    handle = studio.lever("b", "brand_talk")
    assert handle.get_attribute("aria-label") == "B, Talk about the product"
    bound_if_free("from key to repaint", lambda: keys_to_repaint(studio, handle), REPAINT_MS)
    studio.series_changes(before)
    assert studio.page.locator(".adda-changed").count() == 1
    studio.undo_all()
    assert studio.page.locator(".adda-changed").count() == 0
    assert studio.series() == before


def test_a_dragged_slider_repaints_on_its_way(studio):
    page = studio.page
    studio.watch_outcome("Feeling pushed")
    box = studio.lever("b", "brand_talk").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 4):  # held down, each stretch of the way is painted before the next
        before = studio.series()
        page.mouse.move(x + 30 * step, y, steps=6)
        studio.series_changes(before)
    page.mouse.up()
    studio.settled()
    assert page.locator(".adda-changed").count() == 1


def test_a_step_back_and_forth_gives_the_same_picture(studio):
    studio.watch_outcome("Feeling pushed")
    before = studio.series()
    studio.lever("b", "brand_talk").press("PageUp")
    studio.series_changes(before)
    studio.settled()
    moved = studio.series()
    studio.undo_all()
    assert studio.series() == before
    studio.button("Redo").click()
    studio.series_changes(before)
    studio.settled()
    assert studio.series() == moved


def test_every_tab_draws_its_pictures(studio):
    tabs = studio.tabs()
    assert tabs.count() == 10
    for place in range(tabs.count()):
        tabs.nth(place).click()
        studio.drawn()


def test_the_film_plays_without_the_kernel(studio):
    page = studio.page
    studio.tab("Map").click()
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


def test_something_can_happen_from_outside(studio):
    listed = studio.page.locator(".adda-shocks", has_text="day 30: a crisis")
    studio.fold("What happens from outside").click()
    studio.button("Let it happen").click()
    listed.wait_for()
    studio.settled()
    studio.tab("Community").click()
    studio.finding("The rumour is passed on").wait_for()
    studio.undo_all()
    listed.wait_for(state="detached")


def test_beside_a_lever_stands_what_it_rests_on(studio):
    why = studio.card("a").locator(".adda-why").first
    why.locator("summary").click()
    why.get_by_text("It acts through").wait_for()
    assert why.locator("li").count() >= 1


def test_a_plan_can_be_saved_and_opened_again(studio, tmp_path):
    page = studio.page
    with page.expect_download() as saved:
        studio.card("a").locator("a", has_text="Save the plan").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert file.name == "brand_centric.yaml"
    file.write_text(text.replace("brand_talk: 0.75", "brand_talk: 0.5"), encoding="utf-8")
    _choose(studio, file)
    studio.lever_is("b", "brand_talk", 0.5)
    file.write_text("title: [", encoding="utf-8")
    _choose(studio, file)
    page.wait_for_function("document.querySelector('.adda-alert').innerText.length > 10")
    studio.lever_is("b", "brand_talk", 0.5)


def _choose(studio, file: Path) -> None:
    with studio.page.expect_file_chooser() as chooser:
        studio.card("b").locator(".adda-opener button").click()
    chooser.value.set_files(file)
