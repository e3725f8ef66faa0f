"""Compiled code is there for the next process, and a compiled run loads no library in vain."""

import os
import subprocess
import sys

RUN = """
import sys, sim
run = sim.run(sim.scenario("facilitator", "neighbourhood", days=3), 1, start=[("survey", 2, 1)])
"""
LOADED = (
    RUN
    + """
assert run.manifest["engine"] == "compiled"
print(*[name for name in ("mesa", "pandas", "plotly", "pyarrow") if name in sys.modules])
"""
)
COMPILED = (
    RUN
    + """
from numba.core.dispatcher import Dispatcher
print(*{
    function.__name__
    for name, module in list(sys.modules.items()) if name.startswith("sim.")
    for function in vars(module).values()
    if isinstance(function, Dispatcher) and sum(function.stats.cache_misses.values())
})
"""
)


def fresh(code: str) -> subprocess.CompletedProcess:
    """Run code in a process of its own, with the cache that all tests share."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    return done


def test_a_compiled_run_loads_neither_mesa_nor_pandas_nor_plotly():
    assert fresh(LOADED).stdout.split() == []


def test_what_was_compiled_once_is_found_by_the_next_process_and_nobody_is_told_to_wait():
    fresh("from sim import warm; warm.warm()")
    done = fresh(COMPILED)
    assert done.stdout.split() == []
    assert "Compiling" not in done.stderr
