"""Which levers act is found by pulling them, not by a list."""

import pytest

from sim.doctor import levers
from sim.running import run
from sim.strategy import Strategy

WORDS = {"name", "title", "story", "mission", "swot"}


@pytest.fixture(scope="module")
def case():
    return levers.probe()


@pytest.fixture(scope="module")
def before(case):
    return [run(case, seed) for seed in levers.SEEDS]


def test_every_lever_of_the_schema_is_tried(case):
    tried = {path for path, _ in levers.leaves(case.strategy.tree(), Strategy.model_json_schema())}
    assert {path.split(".")[0] for path in tried} == set(Strategy.model_fields) - WORDS
    assert {"presence.room_size", "content.raffle", "calendar.0.kind"} <= tried


def test_every_lever_is_tried_with_another_value_than_it_has(case):
    for path, values in levers.leaves(case.strategy.tree(), Strategy.model_json_schema()):
        part = case.strategy.tree()
        for key in path.split("."):
            part = part[int(key) if key.isdigit() else key]
        assert values
        assert part not in values


def test_a_lever_that_alters_a_run_is_seen_to_act(case, before):
    assert levers.acts(case, "posts_per_week", [0.0], before)
    assert levers.acts(case, "seeding.reward", [0.0], before)


def test_what_only_people_read_is_seen_not_to_act(case, before):
    assert not levers.acts(case, "mission", ["Something else"], before)
    assert not levers.acts(case, "calendar.0.title", ["Something else"], before)


def test_a_value_that_is_not_allowed_is_passed_over(case, before):
    assert not levers.acts(case, "control", [7.0, "much"], before)


def test_what_was_found_is_remembered_until_asked_afresh(monkeypatch, tmp_path):
    monkeypatch.setenv("ADDA_CACHE", str(tmp_path))
    tried: list[int] = []
    first = levers.acting_levers(lambda done, _total: tried.append(done))
    count = len(tried)
    assert count == len(first.acting) + len(first.idle) > 40
    assert levers.acting_levers(lambda done, _total: tried.append(done)) == first
    assert len(tried) == count


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"acting": 3}'])
def test_a_broken_memory_is_no_memory(kept, tmp_path):
    file = tmp_path / "levers.json"
    file.write_text(kept)
    assert levers._read(file) is None
