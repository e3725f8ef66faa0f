"""Every lever does what a rule says that it does, on worlds and luck that both arms share."""

from pathlib import Path

import pytest

from sim.doctor.claims import EFFECTS
from sim.doctor.effects import Effect, measured
from sim.doctor.levers import leaves, probe
from sim.strategy import Strategy
from tests.house.source import ROOT

PAGE = ROOT / "docs" / "levers.md"


def test_every_lever_has_an_effect_that_is_claimed():
    levers = {
        path for path, _values in leaves(probe().strategy.tree(), Strategy.model_json_schema())
    }
    assert levers == {effect.lever for effect in EFFECTS}


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: f"{effect.lever}-{effect.measure}")
def test_a_lever_acts_in_the_direction_that_its_rule_states(effect: Effect):
    found = measured(effect)
    assert found.holds, f"{effect.because}: {found.paired}"


def test_the_same_strategy_twice_has_no_effect_at_all():
    effect = EFFECTS[0]
    found = measured(effect._replace(after=effect.before), pairs=3)
    assert (found.paired.call, found.paired.difference) == ("same", 0.0)


def test_the_page_about_levers_has_a_row_for_every_effect():
    page = Path(PAGE).read_text(encoding="utf-8")
    for effect in EFFECTS:
        assert f"| `{effect.lever}` |" in page
        assert effect.because in page
    assert "not as stated" not in page
