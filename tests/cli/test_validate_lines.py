"""`adda validate` without a file: what the engine must land on, told and judged."""

import json

import pytest

import sim
from sim.validation import shape


def test_the_command_line_prints_each_figure_and_leaves_with_zero_when_all_hold(adda):
    told = adda("validate", "L8", "--quick")
    assert told.exit_code == 0
    assert "L8 chain" in told.stdout
    assert "all hold" in told.stdout


def test_it_leaves_with_one_when_a_figure_does_not_hold(adda, monkeypatch):
    monkeypatch.setattr(shape, "TOLERANCE", -1.0)  # nothing can lie in an empty band
    told = adda("validate", "L8", "--quick")
    assert told.exit_code == 1
    assert "do not hold" in told.stdout


def test_as_json_it_is_json_and_nothing_else(adda):
    tree = json.loads(adda("validate", "L8", "--json").stdout)
    assert tree["held"] is True
    assert tree["claims"][0]["name"] == "L8 star"


def test_lines_and_files_are_not_mixed(adda):
    told = adda("validate", "L8", "some.yaml")
    assert told.exit_code == 2
    assert "together" in told.stderr


def test_one_line_may_be_named_by_itself():
    assert sim.validate("l8").equals(sim.validate(["L8"]))
    with pytest.raises(sim.AddaError, match="'L99' is no line of the validation"):
        sim.validate("L99")
    with pytest.raises(sim.AddaError, match="lines are 3, they must be names"):
        sim.validate(3)
