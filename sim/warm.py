"""`python -m sim.warm`: compile all that a simulation needs, and keep it for later processes."""

import time
from importlib import import_module
from pathlib import Path


def is_warm() -> bool:
    """Has everything been compiled on this machine, so that nobody will wait for it?"""
    # by name: what imports it is taken for compiled code, which is compiled anew when it changes
    compiled = import_module("sim.compiled")
    place = compiled.cache_folder()
    return place is not None and (Path(place) / compiled.READY).exists()


def warm() -> float:
    """Compile everything, by small runs that use it. Returns the seconds it took."""
    began = time.perf_counter()
    from sim.outcomes import measure
    from sim.running import run
    from sim.scenarios import scenario
    from sim.world import World

    for market in ("neighbourhood", "neutral"):
        case = scenario("facilitator", market, days=2).changed({"market.brand.members": 0.1})
        measure(run(case, start=[("conversation", 3, 1)], until="quiet"))
    ring = [(i, (i + 1) % 9) for i in range(9)]
    given = World.from_edges(9, close=ring, groups=[range(5)], follows=ring)
    run(scenario("do_nothing", "neutral", days=1), world=given)
    return time.perf_counter() - began


def main() -> int:
    """Compile everything, and say how long it took."""
    seconds = warm()
    print(f"The simulation is compiled ({seconds:.0f} seconds).")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
