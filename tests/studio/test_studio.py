"""The studio with and without its panel: both show what the same calls find."""

import pytest

import sim
from sim.studio import labels
from sim.studio.budget import budget
from sim.studio.levers import levers


@pytest.fixture(scope="module")
def studio():
    return sim.Studio("brand_centric", "interest_centric", "neighbourhood", 15, 3, 2)


@pytest.fixture(scope="module")
def panel(studio):
    studio.run()
    return studio.panel


def test_run_is_compare_with_what_is_set(studio):
    a = sim.scenario("brand_centric", "neighbourhood", 15)
    expected = sim.compare(a, a.with_strategy("interest_centric"), replicates=2, seed=3)
    assert studio.run().to_json() == expected.to_json()


def test_the_preview_is_the_first_pair_of_the_comparison(studio):
    compared = studio.run().runs
    previewed = studio.preview().runs
    for one, other in zip(previewed, compared, strict=True):
        for name, columns in one.tables.items():
            for key, column in columns.items():
                assert (column == other.tables[name][key]).all(), (name, key)


def test_every_lever_has_a_control_that_shows_the_plan(studio, panel):
    for card in panel.cards:
        paths = {control.lever.path for control in card.controls} | {"calendar"}
        assert paths == {lever.path for lever in levers()}
    control = next(one for one in panel.cards[0].controls if one.lever.path == "control")
    assert control.field.value == studio.state.a.control


def test_a_moved_control_changes_the_plan_and_what_is_shown(studio, panel):
    panel.views.box.selected_index = 0
    panel.views.over_time.menu.value = "reactance"
    before = panel.views.over_time.picture.tree
    control = next(one for one in panel.cards[1].controls if one.lever.path == "brand_talk")
    control.field.value = 0.95
    assert studio.state.b.brand_talk == 0.95
    assert "adda-changed" in control.mark.value
    assert panel.views.over_time.picture.tree != before
    assert studio.comparison is not None
    studio.state.undo()
    assert control.field.value == 0.12
    assert "adda-changed" not in control.mark.value


def test_a_control_that_was_set_to_the_impossible_goes_back(studio, panel):
    control = next(one for one in panel.cards[0].controls if one.lever.path == "replies")
    encouragement = studio.state.a.encouragement
    control.field.value = 1.0
    assert studio.state.a.replies + encouragement <= 1
    assert control.field.value == studio.state.a.replies
    assert "more than all hours" in panel.toolbar.alert.value
    studio.state.change("a", "control", 0.3)
    studio.state.undo()


def test_each_tab_draws_when_it_is_opened(studio, panel):
    studio.run()
    for place in range(1, len(panel.views.tabs)):
        panel.views.box.selected_index = place
        for picture in panel.views.tabs[place].pictures:
            assert picture.picture.finding
            assert picture.tree["layout"]
    panel.views.box.selected_index = 0


def test_every_control_has_a_name_for_screen_readers(panel):
    for card in panel.cards:
        for control in card.controls:
            assert panel.names.names[control.name] == control.spoken
            assert control.name in control.field._dom_classes


def test_the_verdict_follows_the_language(studio, panel):
    studio.run()
    panel.toolbar.lang.value = "bn"
    shown = studio.panel.status.value
    assert any("ঀ" <= letter <= "৿" for letter in shown)
    assert studio.panel.names.lang == "bn"
    studio.panel.toolbar.lang.value = "en"
    assert studio.panel.status.value != shown


def test_all_pictures_of_a_page_share_one_copy_of_plotly(panel):
    pictures = [panel.views.over_time.picture]
    pictures += [one for tab in panel.views.tabs[1:] for one in tab.pictures]
    assert len({id(picture.store) for picture in pictures}) == 1
    assert all(len(picture._esm) < 20_000 for picture in pictures)
    assert len(pictures[0].store.source) > 1_000_000


def test_hostile_names_are_shown_as_text(studio, panel):
    hostile = studio.state.a.model_copy(update={"title": "<img src=x onerror=alert(1)>"})
    studio.state.choose("a", hostile)
    shown = panel.status.value + panel.cards[0].budget.value
    assert "<img" not in shown
    studio.state.undo()


def test_a_calendar_entry_can_be_added_and_taken_out(studio, panel):
    from sim.studio.calendar_editor import CalendarEditor

    editor = CalendarEditor(studio.state, "b")
    before = studio.state.b.calendar
    editor.day.value, editor.every.value = 9, 14
    editor.kind.value = "survey"
    editor.add.click()
    assert studio.state.b.calendar[-1].kind == "survey"
    assert len(editor.rows.children) == len(before) + 1
    (row,) = [one for one in editor.rows.children if "day 9 " in one.children[1].value]
    row.children[0].click()
    assert studio.state.b.calendar == before


def test_the_budget_counts_posts_as_the_manager_does():
    case = sim.scenario("brand_centric", "neighbourhood", 56)
    plan = budget(case)
    work = sim.run(case, seed=2).tables["manager"]
    posts = work["activity"] == sim.trace.CODES["manager", "activity"].index("posts")
    worked = work["hours"][posts].sum() / 8
    dropped = work["dropped"][posts].sum()
    assert worked <= plan.posts_have + 1e-6
    if not dropped:
        assert worked == pytest.approx(plan.posts_need, rel=0.1)


def test_a_plan_without_hours_drops_all_its_posts():
    case = sim.scenario("brand_centric", "neighbourhood", 30)
    plan = budget(case.changed({"strategy.hours_per_week": 0.0}))
    assert plan.share_dropped == 1.0
    assert "100%" in plan.warning()
    assert plan.money < budget(case).money


def test_a_value_is_written_in_words():
    assert labels.written(("facebook", "x")) == "Facebook; X"
    assert labels.written(None) == "nowhere"
    assert labels.written(0.35) == "0.35"


def test_the_panel_offers_the_report_that_was_made(studio, panel):
    studio.start_report()  # without a loop it is made here
    offered = panel.toolbar.page
    assert offered.content == studio.report_page
    assert b"</html>" in offered.content
    assert offered.label == "Save the report"


def test_what_happens_from_outside_happens_to_both_and_can_be_taken_back(studio, panel):
    editor = panel.toolbar.shocks
    editor.day.value = 4
    editor.add.click()
    assert [shock.day for shock in studio.state.scenario("a").shocks] == [4]
    assert studio.state.scenario("b").shocks == studio.state.scenario("a").shocks
    assert "The rumour" in studio.pictures.crisis().finding
    editor.rows.children[0].children[0].click()
    assert studio.state.shocks == ()


def test_the_first_day_moves_the_calendar(studio, panel):
    studio.state.set(start_date="2026-03-02")
    assert studio.run().runs[0].scenario.start_date == "2026-03-02"
    assert "March 2026" in studio.pictures.calendar("a").finding
    with pytest.raises(ValueError, match="must be a date"):
        studio.state.set(start_date="2 March")
    studio.state.undo()


def test_every_lever_says_what_it_rests_on():
    from sim import evidence, facts
    from sim.studio.grounds import ACTS_THROUGH, as_details, grounds

    paths = [lever.path for lever in levers()]
    for path in ACTS_THROUGH:
        assert any(one == path or one.startswith(f"{path}.") for one in paths), path
    for lever in levers():
        assert grounds(lever.path)
        for one in grounds(lever.path):
            assert one.source in evidence.sources()
            assert one.name in facts.parameters()
        assert as_details(lever.path, "<b>").count("<li>") == len(grounds(lever.path))
        assert "<b>" not in as_details(lever.path, "<b>")


def test_why_is_the_explanation_of_what_is_set(studio, panel):
    studio.state.set(days=6)
    found = studio.explain()
    assert found.a == studio.state.scenario("a")
    panel.views.box.selected_index = panel.views.tabs.index(panel.views.why)
    bars = [one for one in panel.views.why.pictures[0].tree["data"] if one["type"] == "bar"]
    assert len(bars) == len(found.groups) + 1
    studio.state.change("b", "control", 0.9)
    assert studio.explanation is None
    studio.state.undo()
    studio.state.undo()
    panel.views.box.selected_index = 0


def test_the_meter_shows_what_will_be_dropped(studio):
    from sim.studio.meter import meter

    case = sim.scenario("brand_centric", "neighbourhood", 30)
    assert "adda-lacking" not in meter(budget(case.changed({"strategy.posts_per_week": 0.5})))
    assert "adda-lacking" in meter(budget(case.changed({"strategy.posts_per_week": 60.0})))


def test_a_plan_that_is_opened_is_taken_or_refused_whole(studio, panel):
    card = panel.cards[1]
    text = studio.state.yaml("a").replace("brand_talk: 0.75", "brand_talk: 0.4")
    card._opened([("mine.yaml", text.encode())])
    assert studio.state.b.brand_talk == 0.4
    card._opened([("bad.yaml", b"title: [")])
    assert "bad.yaml" in studio.state.error
    card._opened([("bad.yaml", b"\xff\xfe\x00")])
    assert "UTF-8" in studio.state.error
    assert studio.state.b.brand_talk == 0.4
    studio.state.undo()
