"""Ctrl-C, progress and a request to stop, on a run that is under way."""

import subprocess
import sys
import threading

import pytest

import sim

# Tables that move at every row: nearly all of the time is spent in the callback that moves them.
INTERRUPTED = """
import os, signal, sys, threading, time
import numpy as np
import sim
from sim import tables
from sim.engine import CompiledModel
from sim.prepare import prepare

case = sim.scenario("facilitator", "neighbourhood", days=60).changed({"market.people": 250,
    "market.brand.customers": 0.5})
prepared = prepare(case, 2, parameters={"share_probability": 0.6})
CompiledModel(prepared).advance(5)

class Slow(tables.Table):
    def __init__(self, table):
        self._hold(np.zeros(0, table.rows.dtype))
        self.count = 0
    def reserve(self, rows):
        grown = np.zeros(self.count + rows, self.rows.dtype)
        grown[: self.count] = self.rows[: self.count]
        self._hold(grown)

raised = 0
for number in range(20):
    state = CompiledModel(prepared).state
    for name, value in vars(state).items():
        if isinstance(value, tables.Table):
            setattr(state, name, Slow(value))
    model = CompiledModel(prepared, state)
    late = threading.Timer(0.005 + 0.002 * number, os.kill, (os.getpid(), signal.SIGINT))
    try:
        late.start()
        model.advance(prepared.fixed.ticks)
        time.sleep(1)
    except KeyboardInterrupt:
        raised += 1
        assert state.tick <= prepared.fixed.ticks
        fresh = CompiledModel(prepared)
        fresh.advance(state.tick)
        assert fresh.state.shares.count == state.shares.count, "the state is not whole"
print(raised)
"""


def test_ctrl_c_in_the_middle_of_compiled_code_leaves_a_whole_state_and_says_nothing_else():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["20"]
    assert "ignored" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["compiled", "mesa"])
def test_progress_counts_the_days_and_a_request_stops_the_run(engine):
    case = sim.scenario("facilitator", "neighbourhood", days=12).changed({"market.people": 60})
    told: list[tuple[int, int]] = []
    sim.run(case, 1, engine=engine, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 12)
    assert told[-1] == (12, 12)
    assert told == sorted(told)
    stop = threading.Event()
    stop.set()
    with pytest.raises(sim.AddaError, match="stopped on request"):
        sim.run(case, 1, engine=engine, cancel=stop)


def test_what_goes_wrong_while_a_table_grows_is_raised_as_it_is():
    from sim.engine import CompiledModel
    from sim.prepare import prepare

    class Broken(ValueError):
        pass

    def fail(_rows: int) -> None:
        raise Broken("no more")

    case = sim.scenario("facilitator", "neighbourhood", days=3).changed({"market.people": 60})
    model = CompiledModel(prepare(case, 1))
    model.state.stories.reserve = fail  # type: ignore[method-assign]
    model.state.stories.rows = model.state.stories.rows[:0]
    with pytest.raises(Broken, match="no more"):
        model.advance(12)
