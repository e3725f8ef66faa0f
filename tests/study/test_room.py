"""Room: the estimate of memory is not below what a run takes, nor far above it."""

import numpy as np

import sim
from sim.study.room import run_bytes, threads_that_fit
from sim.tables import Table
from sim.world_parts.memory import needed_bytes


def held(part: object) -> int:
    """Return the bytes of the arrays and tables that an object holds, each counted once."""
    found, seen = 0, set()
    for value in vars(part).values():
        if isinstance(value, np.ndarray):
            whole = value
            while isinstance(whole.base, np.ndarray):
                whole = whole.base
            found += whole.nbytes if id(whole) not in seen else 0
            seen.add(id(whole))
        elif isinstance(value, Table):
            found += sum(column.nbytes for column in value.columns.values())
    return found


def test_a_run_takes_about_what_is_reckoned():
    case = sim.scenario("interest_centric", market="boutique", days=10)
    model = sim.CommunityModel(case, rng=1)
    for _tick in range(case.ticks):
        model.step()
    reckoned = run_bytes(case) - needed_bytes(case.market, case.market.people)
    assert 0.5 * reckoned < held(model.state) < 1.1 * reckoned


def test_more_threads_than_fit_are_not_begun(monkeypatch):
    case = sim.scenario("interest_centric", market="boutique", days=10)
    monkeypatch.setattr("sim.study.room.available_bytes", lambda: 3 * run_bytes(case, 2))
    assert threads_that_fit(case, 2, wanted=8) == 2
    assert threads_that_fit(case, 2, wanted=1) == 1
    monkeypatch.setattr("sim.study.room.available_bytes", lambda: None)
    assert threads_that_fit(case, 2, wanted=8) == 8
