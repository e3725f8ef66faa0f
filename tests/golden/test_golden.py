"""The same world and the same run, bit by bit, on every supported Python."""

import json

import pytest

from sim import facts
from tests.golden.__main__ import BEHAVIOUR, HASHES, behaviour, found, machine


@pytest.fixture(scope="module")
def golden() -> dict:
    kept = json.loads(HASHES.read_text(encoding="utf-8"))
    if kept.pop("holds on") != machine():
        pytest.skip("logarithms may differ in the last bit on this kind of machine")
    return kept


def test_worlds_and_runs_are_what_they_were(golden):
    now = found()
    assert now.keys() == golden.keys()
    moved = [f"{what}: {name}" for what, tables in golden.items()
             for name in tables if tables[name] != now[what].get(name)]  # fmt: skip
    assert not moved, f"python -m tests.golden writes them anew, if that was meant: {moved}"


def test_the_golden_behaviour_is_complete_so_that_no_estimate_can_move_it():
    advice = f"python -m tests.golden adds to {BEHAVIOUR.name}"
    assert list(behaviour()) == list(facts.parameters()), advice
