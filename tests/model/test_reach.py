"""Reach counts everybody whom a story about the product reached, however much they forget."""

import numpy as np

import sim
from sim import outcomes

QUIET = {"strategy.advertising.money_per_day": 0.0, "market.brand.press_per_day": 0.0}


def run(memory: int, days: int = 60) -> sim.Run:
    case = sim.scenario("brand_centric", "neighbourhood", days=days)
    return sim.run(case.changed({"market.people": 200, "market.memory": memory, **QUIET}), 5)


def who_remembers(run: sim.Run) -> np.ndarray:
    heard, about = run.tables["heard"], run.tables["stories"]["mentions"] != 0
    came_by_a_share = about[heard["story"]] & (heard["share"] >= 0)
    return np.unique(heard["person"][came_by_a_share])


def test_where_nothing_is_forgotten_those_reached_are_those_who_remember():
    elephants = run(32, days=10)
    assert elephants.tables["heard"]["person"].size < 200 * 32 / 2  # no memory is full
    reached = np.flatnonzero(elephants.tables["people"]["reached"] >= 0)
    assert elephants.tables["stories"]["key"].size if "key" in elephants.tables["stories"] else 1
    assert np.array_equal(reached, who_remembers(elephants))
    assert outcomes.measure(elephants)["reach"] == len(reached) / 200


def test_where_most_is_forgotten_those_reached_are_still_counted():
    forgetful = run(1)
    reached = np.flatnonzero(forgetful.tables["people"]["reached"] >= 0)
    assert np.isin(who_remembers(forgetful), reached).all()
    assert len(reached) > len(who_remembers(forgetful))


def test_reach_never_falls_from_one_day_to_a_later_one():
    long = run(1)
    course = [outcomes.measure(long, day, ["reach"])["reach"] for day in (5, 20, 60)]
    assert 0 < course[0] <= course[1] <= course[2] == outcomes.measure(long)["reach"]
