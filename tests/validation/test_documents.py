"""The description of the model is what code and data say."""

import importlib.util

import pytest


@pytest.fixture(scope="module")
def odd(root):
    spec = importlib.util.spec_from_file_location("odd", root / "docs" / "odd.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_model_document_is_in_step(odd):
    text = odd.DOCUMENT.read_text(encoding="utf-8")
    assert text == odd.document(), "run: python docs/odd.py"


def test_it_follows_the_parts_of_odd_and_leaves_nothing_unfilled(odd):
    text = odd.document()
    parts = ("1 Purpose and patterns", "Entities, state variables and scales", "Process overview",
             "# Design concepts", "Initialisation", "Input data", "Submodels")  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "{{" not in text
    assert "|  |\n" not in text.split("What changes:")[1].split("**Story**")[0]


def test_every_rule_parameter_lever_and_outcome_is_in_it(odd):
    from sim import facts
    from sim.outcomes import OUTCOMES
    from sim.tick import STAGES

    text = odd.document()
    for name in (*facts.parameters(), *OUTCOMES, *STAGES):
        assert name in text, name
