"""What the studio is set to: every change can be taken back, an impossible one changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.levers import GROUPS
from sim.scenarios import read_strategy
from sim.strategy import Strategy
from sim.studio import StudioState
from sim.studio.labels import value_at
from sim.studio.levers import levers

SHARES = [lever for lever in levers() if lever.form == "number" and lever.high == 1]


@pytest.fixture
def state():
    return StudioState("brand_centric", "interest_centric", market="neighbourhood", days=30)


def test_there_is_a_lever_for_everything_that_a_strategy_says_it_does():
    said = {
        name
        for name, field in Strategy.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and "group" in field.json_schema_extra
    }
    assert {lever.path.split(".")[0] for lever in levers()} == said
    assert {lever.group for lever in levers()} == set(GROUPS)


@pytest.mark.parametrize("lever", levers(), ids=lambda lever: lever.path)
def test_a_lever_has_a_title_a_meaning_and_the_value_of_the_template_in_range(lever):
    value = value_at(read_strategy("brand_centric"), lever.path)
    assert lever.title
    assert lever.meaning
    if lever.form in ("number", "whole"):
        assert lever.low <= value <= lever.high
    if lever.form == "choice":
        assert value in lever.options


def test_a_change_is_marked_against_the_template_and_reset_clears_it(state):
    assert state.change("a", "control", 0.9)
    assert state.changed_levers("a") == {"control": (0.35, 0.9)}
    assert state.changed_levers("b") == {}
    state.reset("a")
    assert state.changed_levers("a") == {}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("control", 1.5, "allowed is 0 to 1"),
        ("control", "much", "must be a number"),
        ("controll", 0.5, "is not a key"),
        ("presence.room_size", 10**9, "allowed is 2 to 1,000,000"),
        ("calendar", [{"day": 1, "kind": "ofer"}], "did you mean 'offer'"),
    ],
)
def test_an_impossible_value_changes_nothing_and_is_told(state, path, value, said):
    before = state.a
    assert not state.change("a", path, value)
    assert state.a is before
    assert said in state.error
    assert not state.can_undo
    assert state.change("a", "control", 0.5)
    assert state.error == ""


def test_a_smaller_home_takes_the_room_size_with_it(state):
    assert state.change("a", "presence.home", "telegram")
    assert state.change("a", "presence.room_size", 50_000)
    assert state.change("a", "presence.home", "whatsapp")
    assert state.a.presence.room_size == 1024


@given(st.lists(st.tuples(st.sampled_from(SHARES), st.sampled_from("ab"), st.floats(0, 1))))
def test_undo_goes_back_through_every_change_and_redo_forth_again(moves):
    state = StudioState("brand_centric", "interest_centric", market="neighbourhood", days=30)
    seen = [(state.a, state.b)]
    for lever, arm, value in moves:
        state._moved = ("", 0.0)  # each a move of its own, however fast
        if state.change(arm, lever.path, value):
            seen.append((state.a, state.b))
    for step in reversed(seen[:-1]):
        state.undo()
        assert (state.a, state.b) == step
    assert not state.can_undo
    for step in seen[1:]:
        state.redo()
        assert (state.a, state.b) == step
    assert not state.can_redo


def test_taking_another_template_back_compares_with_the_one_before(state):
    state.change("a", "control", 0.77)
    state.choose("a", "facilitator")
    assert state.changed_levers("a") == {}
    state.undo()
    assert list(state.changed_levers("a")) == ["control"]
    state.redo()
    assert state.changed_levers("a") == {}


def test_dragging_a_slider_is_one_step_back(state):
    for value in (0.4, 0.5, 0.6):
        state.change("a", "control", value)
    state.undo()
    assert state.a.control == 0.35
    assert not state.can_undo


def test_a_plan_that_is_saved_and_opened_is_the_same_plan(state):
    state.change("a", "control", 0.77)
    text = state.yaml("a")
    state.load("b", text)
    assert state.b == state.a
    assert state.changed_levers("b") == {}


def test_a_file_that_is_no_plan_is_told_with_its_line(state):
    before = state.a
    with pytest.raises(AddaError, match=r"mine\.yaml, line 2: 'controll' is not a known key"):
        state.load("a", "name: x\ncontroll: 1\ntitle: X\n", "mine.yaml")
    assert state.a is before


def test_impossible_days_are_told_in_a_sentence(state):
    with pytest.raises(AddaError):
        state.set(days=0)
    assert state.days == 30
