"""Stopped: a study that is cancelled gives what its finished part says, and goes on from there."""

from threading import Event

import numpy as np
import pytest

import sim
from sim.errors import Cancelled
from sim.study.explain import parts_of_pair

FEW = {"replicates": 3, "days": 3, "workers": 1}
OVER = {"tell_rate": None, "b.strategy.control": (0.0, 0.8)}
ENDS = ("sales", "hours")


def stopped_after(count, study, *given, **how):
    """Return how a study is cancelled once `count` of its parts are done."""
    enough = Event()

    def watch(done, _total):
        if done >= count:
            enough.set()

    with pytest.raises(Cancelled) as stop:
        study(*given, progress=watch, cancel=enough, **how)
    return stop.value


def test_an_explanation_gives_the_worlds_that_were_finished(brand, interest, tmp_path):
    whole = sim.explain(brand, interest, **FEW)
    two = 2 * parts_of_pair(len(whole.groups))
    stop = stopped_after(two, sim.explain, brand, interest, store=tmp_path, **FEW)
    assert len(stop.finished) == two
    assert stop.partial.seeds == whole.seeds[:2]
    assert np.array_equal(stop.partial.credits, whole.credits[:2], equal_nan=True)
    went_on = sim.explain(brand, interest, store=tmp_path, **FEW)
    assert np.array_equal(went_on.credits, whole.credits, equal_nan=True)


def test_mechanisms_give_those_that_were_switched_off(brand, interest):
    how = {**FEW, "by": "mechanisms"}
    whole = sim.explain(brand, interest, **how)
    stop = stopped_after(4, sim.explain, brand, interest, **how)
    assert stop.partial.names == whole.names[:3]
    assert np.array_equal(stop.partial.without, whole.without[:3], equal_nan=True)
    assert stopped_after(1, sim.explain, brand, interest, **how).partial is None


def test_a_sensitivity_gives_what_morris_said_once_that_is_known(brand, interest):
    given = (brand, interest, OVER, "hours")
    how = {**FEW, "size": 4}
    sifted = sim.sensitivity(*given, **how).sifted
    seen = []

    def watch(done, total):
        seen.append((done, total))
        if total != seen[0][1] and done >= 2:
            enough.set()

    enough = Event()
    with pytest.raises(Cancelled) as stop:
        sim.sensitivity(*given, progress=watch, cancel=enough, **how)
    assert stop.value.partial.table().equals(sifted.table())


def test_a_search_says_how_many_plans_were_tried_in_all(interest, tmp_path):
    how = {**FEW, "ends": ENDS, "trials": 30, "fresh": 2}
    stop = stopped_after(27, sim.optimise, interest, store=tmp_path, **how)
    assert set(stop.finished) == set(range(27))
    went_on = sim.optimise(interest, store=tmp_path, **how)
    assert went_on.table().equals(sim.optimise(interest, **how).table())
