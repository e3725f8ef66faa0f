"""A file of weighted sets is drawn from by weight, and refused when it is none."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.errors import AddaError
from sim.study import own_sets
from sim.study.accepted import behaviours, fingerprint, market_changes
from sim.study.again import again
from sim.study.store import SETS, Store


@pytest.fixture
def sets(tmp_path: Path) -> str:
    rows = [
        {"weight": 3.0, "leave_rate": 0.001, "market.segments.0.silent": 0.1},
        {"weight": 1.0, "leave_rate": 0.002, "market.segments.0.silent": 0.2},
        {"weight": 0.0, "leave_rate": 0.003, "market.segments.0.silent": 0.3},
    ]
    own_sets.write_sets(tmp_path / "ours_sets.csv", rows)
    return str(tmp_path / "ours_sets.csv")


def test_sets_are_drawn_by_weight_and_those_of_no_weight_never(sets):
    drawn = [one["leave_rate"] for one in behaviours(sets, sim.Market, 2000, 1)]
    counts = Counter(drawn)
    assert set(counts) == {0.001, 0.002}
    # 1,500 expected; five standard deviations are 97.
    assert 1403 < counts[0.001] < 1597


def test_behaviour_and_market_come_from_the_same_set(sets):
    both = zip(behaviours(sets, sim.Market, 50, 4), market_changes(sets, 50, 4), strict=True)
    for behaviour, changes in both:
        assert changes["market.segments.0.silent"] == behaviour["leave_rate"] * 100


def test_the_first_sets_stay_when_more_are_asked_for(sets):
    assert behaviours(sets, sim.Market, 5, 2) == behaviours(sets, sim.Market, 9, 2)[:5]


def test_a_changed_file_is_another_question(sets):
    before = fingerprint(sets)
    Path(sets).write_text("weight,leave_rate\n1,0.004\n")
    assert fingerprint(sets) != before
    assert behaviours(sets, sim.Market, 1, 0) == [{"leave_rate": 0.004}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no parameter set"),
        ("weight,leave_rate\n0,0.001\n", "weight above 0"),
        ("weight,leave_rate\nx,0.001\n", "not a table"),
        ("weight,leave_rat\n1,0.001\n", "did you mean 'leave_rate'"),
        ("weight,leave_rate\n1,7\n", "allowed is"),
        ("weight,leave_rate\n1,0.1,5\n", "not a table"),
        ("weight,leave_rate\n-1,0.001\n", "weight above 0"),
    ],
)
def test_a_file_that_is_none_is_refused(text, said, tmp_path):
    place = tmp_path / "x_sets.csv"
    place.write_text(text)
    with pytest.raises(AddaError, match=said):
        own_sets.drawn_sets(str(place), 1, 0)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(AddaError, match="cannot be read"):
        fingerprint(str(tmp_path / "none_sets.csv"))


def test_sets_are_found_beside_their_market(sets, tmp_path):
    assert own_sets.beside(tmp_path / "ours.yaml") == Path(sets).as_posix()
    assert own_sets.beside(tmp_path / "other.yaml") is None
    assert own_sets.beside("boutique") is None
    assert own_sets.beside(None) is None


def test_a_comparison_on_own_sets_is_repeatable_from_what_is_stored(sets, tmp_path):
    first = sim.scenario("facilitator", days=3)
    arms = first, first.with_strategy("do_nothing")
    made = sim.compare(*arms, 2, 1, parameters=sets, store=tmp_path / "runs")
    Path(sets).unlink()
    (entry,) = Store(tmp_path / "runs").entries()
    back = again(entry.folder)
    assert back.to_json() == made.to_json()
    assert str(tmp_path) not in made.to_json()
    assert back.runs[0].manifest["parameters"] == made.runs[0].manifest["parameters"]
    assert np.array_equal(
        sim.compare(*arms, 2, 1, parameters=back.parameters).values, made.values, equal_nan=True
    )
    Store(tmp_path / "runs").clean()
    assert not entry.folder.exists()


def test_sets_that_were_changed_beside_a_study_are_noticed(sets, tmp_path):
    first = sim.scenario("facilitator", days=2)
    arms = first, first.with_strategy("do_nothing")
    sim.compare(*arms, 2, 1, parameters=sets, store=tmp_path / "runs")
    (entry,) = Store(tmp_path / "runs").entries()
    (entry.folder / SETS).write_text("weight,leave_rate\n1,0.004\n")
    with pytest.raises(AddaError, match="other sets"):
        again(entry.folder)
