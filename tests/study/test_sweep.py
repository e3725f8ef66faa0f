"""Sweep: the same luck at every point, each point a comparison, and a region that is found."""

from threading import Event

import numpy as np
import pytest

import sim
from sim.outcomes import OUTCOMES
from sim.study.prim import Column, boxes
from sim.study.store import Store
from sim.study.sweep import Sweep

OVER = {"b.strategy.control": (0.0, 1.0), "tell_rate": (0.0, 0.5)}


@pytest.fixture(scope="module")
def swept(brand, interest) -> Sweep:
    return sim.sweep(brand, interest, OVER, points=8, replicates=3, seed=2, days=4)


def test_each_point_is_a_comparison_under_its_values(swept, brand, interest):
    point = swept.points[5]
    b = interest.changed({"strategy.control": point["b.strategy.control"], "days": 4})
    parameters = {"tell_rate": point["tell_rate"]}
    same = sim.compare(brand.changed({"days": 4}), b, 3, 2, parameters=parameters)
    assert np.array_equal(swept.values[5], same.values[:, :, -1], equal_nan=True)


def test_the_number_of_threads_changes_no_byte(swept, brand, interest):
    for workers in (1, 3):
        again = sim.sweep(
            brand, interest, OVER, points=8, replicates=3, seed=2, days=4, workers=workers
        )
        assert again.values.tobytes() == swept.values.tobytes()
        assert again.table("hours").equals(swept.table("hours"))


def test_a_strategy_is_never_ahead_of_itself(brand):
    twins = sim.sweep(brand, brand, ["tell_rate"], points=4, replicates=2, days=3)
    assert twins.counts("sales") == {"a": 0, "b": 0, "open": 4}
    assert twins.discover("sales").usual == ""
    assert "neither is clearly ahead" in twins.discover("sales").sentence()


def test_one_strategy_alone_has_values_and_no_winner(brand):
    alone = sim.sweep(brand, None, {"days": (2, 5)}, grid_steps=4, replicates=2)
    assert alone.table("hours")["mean"].is_monotonic_increasing
    assert alone.shape == (4,)
    with pytest.raises(sim.AddaError, match="a winner takes two"):
        alone.ahead("sales")


def test_what_it_costs_is_told_before_it_starts(brand, interest):
    heard = []
    sim.sweep(
        brand, interest, ["tell_rate"], points=3, replicates=2, days=2, tell=heard.append,
        progress=lambda done, total: heard.append((done, total)),
    )  # fmt: skip
    assert heard[0].startswith("This takes 12 runs of 300 people over 2 days")
    assert heard[1:] == [(done, 3) for done in range(4)]


def test_a_stopped_sweep_can_be_used_and_goes_on(brand, interest, swept, tmp_path):
    stop = Event()
    given = {"over": OVER, "points": 8, "replicates": 3, "seed": 2, "days": 4, "store": tmp_path}

    def after_three(done: int, total: int) -> None:
        if done >= 3:
            stop.set()

    with pytest.raises(sim.errors.Cancelled) as caught:
        sim.sweep(brand, interest, **given, workers=1, progress=after_three, cancel=stop)
    partial = caught.value.partial
    assert 3 <= len(partial.points) < 8
    assert "circumstances" in partial.sentence("sales")
    went_on = sim.sweep(brand, interest, **given)
    assert went_on.values.tobytes() == swept.values.tobytes()
    assert Store(tmp_path).entries()[0].parts == 8


def test_an_outcome_for_which_neither_way_is_better_makes_no_winner(swept):
    with pytest.raises(sim.AddaError, match="makes no winner"):
        swept.ahead("dark_share")
    with pytest.raises(sim.AddaError, match="was not varied"):
        swept.figure("sales", x="strategy.control")


def planted(sweep: Sweep, low: float, noise: float) -> Sweep:
    """Return a sweep in which A is ahead where B controls a lot and little is told, B elsewhere."""
    rng = np.random.Generator(np.random.PCG64(4))
    points = [
        {"b.strategy.control": float(u), "tell_rate": float(v)}
        for u, v in rng.uniform((0, 0), (1, 0.5), (400, 2))
    ]
    values = np.zeros((400, 2, 4, len(OUTCOMES)))
    for place, point in enumerate(points):
        inside = point["b.strategy.control"] > low and point["tell_rate"] < 0.2
        if rng.random() < noise:
            inside = not inside
        lead = (9.0, 10.0, 11.0, 10.0)
        values[place, int(not inside), :, list(OUTCOMES).index("sales")] = lead
    return Sweep(sweep.a, sweep.b, sweep.axes, tuple(points), values)


@pytest.mark.parametrize("noise", [0.0, 0.08])
def test_a_planted_region_is_found_and_told_in_a_sentence(swept, noise):
    found = planted(swept, 0.6, noise).discover("sales")
    assert found.usual == "b"
    assert found.unless
    (box, *_others) = found.boxes
    control, told = box.limits[0], box.limits[1]
    assert control.low == pytest.approx(0.6, abs=0.05)
    assert told.high == pytest.approx(0.2, abs=0.03)
    assert not np.isfinite([control.high, told.low]).any()
    assert box.density > 0.85
    assert box.coverage > (0.95 if noise == 0 else 0.6)
    said = found.sentence()
    assert "“Around what members care about” wins in" in said
    assert "unless" in said
    assert "B · Control is at least" in said


def test_a_rare_winner_is_told_by_where_it_wins(swept):
    found = planted(swept, 0.6, 0.0)
    other = np.flip(found.values, axis=1).copy()
    other[np.array(found.ahead("sales")) == "b"] = 0.0
    rare = Sweep(found.a, found.b, found.axes, found.points, other).discover("sales")
    assert not rare.unless
    assert "mostly where" in rare.sentence()


def test_no_box_is_found_in_noise():
    rng = np.random.Generator(np.random.PCG64(9))
    found = 0
    for _ in range(30):
        columns = [Column(rng.random(200)) for _axis in range(5)]
        found += len(boxes(columns, rng.random(200) < 0.3))
    assert found <= 1


def test_a_box_over_options_is_found():
    rng = np.random.Generator(np.random.PCG64(10))
    option, number = rng.integers(0, 3, 300).astype(float), rng.random(300)
    cases = (option == 2) & (number > 0.5)
    (box, *_others) = boxes([Column(option, options=True), Column(number)], cases)
    assert box.limits[0].options == {2}
    assert box.limits[1].low == pytest.approx(0.5, abs=0.05)
    assert box.density == box.coverage == 1.0
