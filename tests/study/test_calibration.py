"""History matching: the space, the emulators, what is ruled out, what is left on record."""

from dataclasses import replace

import numpy as np
import pytest
import yaml

import sim
from sim import facts
from sim.study.calibration import procedure, record
from sim.study.calibration.emulator import fit
from sim.study.calibration.points import distance, fitted, in_band, seeds
from sim.study.calibration.space import hypercube, judged_space
from sim.study.calibration.trial import try_last
from sim.study.calibration.waves import Search, implausibility, left_over, searched
from sim.study.patterns.cases import cases


@pytest.fixture(scope="module")
def small():
    """A search that looks at one cheap set-up only."""
    interest = replace(cases("neighbourhood")[0], few=1)
    return Search((interest,), judged_space(), 1, 30, 3, workers=2)


@pytest.fixture(scope="module")
def found(small):
    begun = searched(small)
    try_last(small, begun)
    return begun


def test_only_judged_parameters_are_searched_and_all_of_them():
    grades = {facts.parameters()[name].grade for name in judged_space().names}
    assert grades == {"guess", "expert"}


def test_a_place_and_its_values_belong_together():
    space = judged_space()
    places = hypercube(space, 8, 1)
    for place in places:
        assert space.place(space.values(place)) == pytest.approx(place, abs=2e-3)
    assert list(space.values(np.zeros(len(space.names))).values()) == pytest.approx(space.low)
    assert list(space.values(np.ones(len(space.names))).values()) == pytest.approx(space.high)


def test_a_hypercube_visits_every_slice_of_every_axis_once():
    places = hypercube(judged_space(), 25, 7)
    assert (np.sort(np.floor(places * 25), axis=0) == np.arange(25)[:, None]).all()


@pytest.mark.parametrize("pattern", fitted(), ids=lambda one: one.id)
def test_a_figure_is_two_away_at_the_edge_of_its_band(pattern):
    assert distance(pattern, pattern.published) == 0
    for edge in (pattern.low, pattern.high):
        if edge != pattern.published:
            assert distance(pattern, edge) == pytest.approx(2)
    assert distance(pattern, float("nan")) == float("inf")


@pytest.mark.parametrize("pattern", fitted(), ids=lambda one: one.id)
def test_a_figure_is_accepted_in_its_band_or_within_luck_of_it(pattern):
    width = pattern.high - pattern.low
    assert in_band(pattern, pattern.published, 0.0)
    assert not in_band(pattern, pattern.high + 0.1 * width, 0.04 * width)
    assert in_band(pattern, pattern.high + 0.1 * width, 0.06 * width)
    assert not in_band(pattern, float("nan"), 1.0)


def test_luck_makes_a_distance_mean_less():
    pattern = fitted()[0]
    assert distance(pattern, pattern.high, 1.0) < distance(pattern, pattern.high, 0.1)


def test_an_emulator_finds_what_matters_and_knows_its_error():
    rng = np.random.default_rng(5)
    places = rng.random((200, 60))

    def truth(at):
        return 3 * at[:, 7] - 2 * (at[:, 11] - 0.5) ** 2

    made = fit(places, truth(places) + rng.normal(0, 0.05, 200))
    assert set(made.active) == {7, 11}
    fresh = rng.random((500, 60))
    value, error = made.expected(fresh)
    inside = np.abs(value - truth(fresh)) < 2 * error
    assert inside.mean() > 0.9
    assert error.mean() < 0.1


def test_noise_has_no_emulator():
    rng = np.random.default_rng(6)
    assert fit(rng.random((120, 60)), rng.normal(size=120)) is None
    assert fit(rng.random((120, 60)), np.full(120, 2.0)) is None


def test_places_left_over_are_plausible_to_every_emulator(small, found):
    places = left_over(small, found.waves, 40)
    for wave in found.waves:
        for values in implausibility(wave.emulators, places).values():
            assert (values < 3).all()


def test_a_search_is_the_same_however_many_do_it(small, found):
    alone = replace(small, workers=1)
    again = searched(alone)
    try_last(alone, again)
    assert np.array_equal(again.finalists, found.finalists)
    assert str(again.figures) == str(found.figures)


def test_more_runs_begin_with_the_same_ones():
    assert seeds(4, 9)[:3] == seeds(4, 3)


def test_what_is_recorded_can_be_read_again(small, found, tmp_path):
    record.save(found, small, "neighbourhood", tmp_path)
    manifest = yaml.safe_load((tmp_path / "manifest.yaml").read_text(encoding="utf-8"))
    assert (manifest["seed"], manifest["points"]) == (3, 30)
    waves = np.genfromtxt(tmp_path / "waves.csv", delimiter=",", names=True)
    assert set(waves["wave"]) == {1, 2}
    first = small.space.values(found.waves[0].places[0])
    assert waves["tell_rate"][0] == first["tell_rate"]


def test_writing_back_changes_best_values_and_nothing_else(tmp_path):
    before = (facts.folder("data") / "behaviour.yaml").read_text(encoding="utf-8")
    path = tmp_path / "behaviour.yaml"
    path.write_text(before, encoding="utf-8")
    record.write_back({"tell_rate": 0.123, "experience_appeal": 0.4}, path)
    record.write_back({"tell_rate": 0.123, "experience_appeal": 0.4}, path)
    old, new = yaml.safe_load(before), yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, value in (("tell_rate", 0.123), ("experience_appeal", 0.4)):
        assert new[name] == {**old[name], "best": value, "calibrated": True}
    assert {k: v for k, v in new.items() if k not in ("tell_rate", "experience_appeal")} == {
        k: v for k, v in old.items() if k not in ("tell_rate", "experience_appeal")
    }
    assert len(path.read_text(encoding="utf-8").splitlines()) <= len(before.splitlines()) + 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"waves": 0}, "waves is 0, allowed is 1 to 10"),
        ({"points": 3}, "points is 3, allowed is 40 to 5,000"),
        ({"points": 2.5}, "points is 2.5"),
        ({"market": "boutiqe"}, "did you mean 'boutique'"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_an_impossible_calibration_is_refused_in_one_sentence(asked, said):
    with pytest.raises(sim.AddaError) as caught:
        procedure.planned(**asked)
    assert said in str(caught.value)


def test_the_shipped_values_come_from_the_shipped_calibration():
    folder = facts.folder("data") / "calibration"
    manifest = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))
    assert manifest["accepted"] == len(facts.table("calibration/accepted.csv")) > 0
    seen = {row["parameter"] for row in record.identifiability() if row["patterns"]}
    moved = {one.name for one in facts.parameters().values() if one.calibrated}
    assert moved == seen
    for name in moved:
        one = facts.parameters()[name]
        assert one.low <= one.best <= one.high


def test_the_patterns_rule_out_a_part_of_the_space_and_later_waves_no_less():
    left: dict[int, float] = {}
    for row in record.regions():
        left[int(row["wave"])] = float(row["left_after_wave"])
    shares = [left[wave] for wave in sorted(left)]
    assert shares == sorted(shares, reverse=True)
    assert 0 < shares[-1] < 0.9
