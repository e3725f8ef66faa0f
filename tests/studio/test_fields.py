"""Fields of the studio: figures in the reader's digits, wrong entries told, nothing lost."""

import pytest

import sim
from sim import facts
from sim.plan import plan_posts
from sim.studio.labels import date_of
from sim.studio.mix import shares
from sim.studio.number_field import NumberField
from sim.studio.opener import Opener
from sim.studio.state import StudioState
from sim.words import speaking
from sim.words.typed import Span


@pytest.fixture
def state():
    return StudioState("brand_centric", "interest_centric", market="neighbourhood", days=15)


@pytest.fixture(scope="module")
def studio():
    made = sim.Studio("brand_centric", "interest_centric", "neighbourhood", 10, 3, 2)
    made.run()
    assert made.panel
    return made


def control(studio, arm: int, path: str):
    return next(one for one in studio.panel.cards[arm].controls if one.lever.path == path)


def test_the_figure_follows_the_slider_in_the_digits_of_the_reader(state):
    state.lang = "bn"
    with speaking("bn"):
        field = NumberField(Span(0, 1, percent=True), state.spoken, 0.35, slider=True)
    assert field.text.value == "৩৫%"
    field.slider.value = 0.5700000000000001  # as a browser answers
    assert field.text.value == "৫৭%"
    assert field.value == 0.57
    state.lang = "bn-u-nu-latn"
    field.slider.value = 0.58
    assert field.text.value == "58%"


def test_a_typed_figure_moves_the_slider_and_is_written_as_it_is_everywhere(state):
    field = NumberField(Span(0, 1, percent=True), state.spoken, 0.35, slider=True)
    field.text.value = "৪০"
    assert field.value == field.slider.value == 0.4
    assert field.text.value == "40%"


def test_a_wrong_entry_changes_nothing_and_says_what_is_allowed(state):
    field = NumberField(Span(0, 30, whole=True), state.spoken, 7)
    field.text.value = "<b>often</b>"
    assert field.value == 7
    assert "is not a number, allowed is 0 to 30; 7 stays." in field.wrong.value
    assert "<b>" not in field.wrong.value
    field.text.value = "8"
    assert field.value == 8
    assert field.wrong.value == ""


def test_days_that_are_out_of_range_are_told_beside_their_field(studio):
    days = studio.panel.toolbar.days
    days.text.value = "99999"
    assert studio.state.days == 10
    assert "allowed is 1 to 3,650" in days.wrong.value
    days.text.value = "10"
    assert days.wrong.value == ""


def test_a_plan_without_a_home_says_so_in_its_menu(studio):
    home = control(studio, 1, "presence.home")
    before = studio.state.b
    home.field.value = ""
    assert studio.state.b.presence.home is None
    assert home.field.label == "nowhere"
    studio.state.undo()
    assert studio.state.b == before
    assert home.field.value == before.presence.home


def test_shares_of_the_mix_are_those_that_are_drawn():
    case = sim.scenario("brand_centric", "neighbourhood", 3650)
    case = case.changed({"strategy.calendar": [], "strategy.posts_per_week": 50.0})
    case = case.changed({"strategy.offers.per_month": 0.0})
    posts = plan_posts(case, facts.best_values()["quality_spread"], seed=1)
    kinds = list(facts.kinds())
    expected = shares(case.strategy)
    for number, kind in enumerate(kinds):
        drawn = sum(post.kind == number for post in posts) / len(posts)
        assert drawn == pytest.approx(expected.get(f"content.{kind}", 0.0), abs=0.012), kind
    assert sum(expected.get(f"content.{kind}", 0.0) for kind in kinds) == pytest.approx(1)


def test_a_row_of_the_calendar_is_dated_and_says_when_it_comes_too_late(studio):
    editor = studio.panel.cards[0].calendar
    editor.day.value, editor.kind.value, editor.every.value = 200, "raffle", 0
    editor.add.click()
    said = editor.rows.children[-1].children[1].value
    assert date_of(studio.state.start_date, 200) in said
    assert "after the 10 days" in said
    assert len(editor.rows.children) == len(studio.state.a.calendar)
    studio.state.undo()


def test_another_language_keeps_what_is_open_chosen_and_half_typed(studio):
    panel = studio.panel
    panel.views.box.selected_index = 1
    panel.views.over_time.menu.value = "reactance"
    panel.cards[1].levers.selected_index = 2
    panel.cards[1].calendar.day.value = 9
    panel.toolbar.shocks.people.value = 12
    old = panel.cards[0].menu
    panel.toolbar.lang.value = "bn"
    try:
        assert panel.views.box.selected_index == 1
        assert panel.views.over_time.menu.value == "reactance"
        assert panel.cards[1].levers.selected_index == 2
        assert panel.cards[1].calendar.day.value == 9
        assert panel.cards[1].calendar.day.text.value == "৯"
        assert panel.toolbar.shocks.people.value == 12
        assert panel.cards[0].menu is not old
        assert old.comm is None
    finally:
        panel.toolbar.lang.value = "en"
        panel.views.box.selected_index = 0


def test_a_report_outlives_a_change_of_language_and_tells_its_age(studio):
    studio._kept(b"<html></html>")
    studio._report_of = studio.state.settings()
    studio.panel.reported()
    studio.panel.toolbar.lang.value = "bn"
    assert studio.panel.toolbar.page.content == b"<html></html>"
    studio.panel.toolbar.lang.value = "en"
    assert studio.panel.toolbar.page.label == "Save the report"
    studio.state.change("a", "control", 0.9)
    assert studio.panel.toolbar.page.label == "Save the report from before the last change"
    studio.state.undo()
    assert studio.panel.toolbar.page.label == "Save the report"


def test_an_opened_plan_stands_in_the_menu_as_the_readers_own(studio):
    card = studio.panel.cards[1]
    card._opened([("mine.yaml", studio.state.yaml("a").replace("0.75", "0.5").encode())])
    assert card.menu.label == "Around the brand (your own)"
    card.menu.value = "brand_centric"  # the shipped one can be had again
    assert studio.state.b.brand_talk == 0.75
    studio.state.undo()
    studio.state.undo()
    assert card.menu.label == "Around what members care about"


def test_a_file_that_is_too_large_is_told_and_changes_nothing(studio):
    before = studio.state.b
    studio.panel.cards[1]._opened([("film.mp4", None)])
    assert "film.mp4 is larger than 1,000 kB" in studio.panel.toolbar.alert.value
    assert studio.state.b is before


def test_slices_of_files_are_put_together_in_order():
    got = []
    opener = Opener(got.append, label="", most=8, several=True)
    told = {"name": "a", "size": 6, "first": True, "ended": False, "last": False}
    opener.arrived(told, [b"one"])
    opener.arrived(told | {"first": False, "ended": True}, [memoryview(b"two")])
    assert got == []
    opener.arrived({"name": "b", "size": 9, "first": False, "ended": True, "last": True}, [b""])
    assert got == [[("a", b"onetwo"), ("b", None)]]
