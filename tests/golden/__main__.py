"""Golden runs: what a world and two runs are, to the last bit, as hashes of their tables.

The scenario and all behaviour stand in this folder, so that estimates may change without moving
them; a rule that changes moves them, and then `python -m tests.golden` writes the hashes anew (it
takes behaviour that is not in `behaviour.yaml` yet from the estimates, and adds it there).
"""

import hashlib
import json
import platform
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import sim
from sim import facts

HERE = Path(__file__).resolve().parent
HASHES, BEHAVIOUR, SCENARIO = HERE / "hashes.json", HERE / "behaviour.yaml", HERE / "scenario.yaml"
SEED, PEOPLE = 20_260_101, 400


def behaviour() -> dict[str, float]:
    """Return the behaviour of the golden runs: every parameter, by name."""
    return yaml.safe_load(BEHAVIOUR.read_text(encoding="utf-8"))


def machine() -> str:
    """Return on what kind of machine this is: logarithms may differ in the last bit elsewhere."""
    return f"{platform.system()} {platform.machine()}"


def hash_of(columns: Any) -> str:
    """Return a hash of named columns: names, types and every bit."""
    digest = hashlib.sha256()
    for name, column in columns.items():
        array = np.ascontiguousarray(column)
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()[:16]


def found() -> dict[str, dict[str, str]]:
    """Return the hashes of the golden worlds and runs, as they come out here and now."""
    scenario = sim.read_scenario(SCENARIO)
    run = sim.run(scenario, SEED, parameters=behaviour())
    ring = [(i, (i + step) % PEOPLE) for i in range(PEOPLE) for step in (1, 2, 7)]
    given = sim.World.from_edges(PEOPLE, close=ring, follows=ring, seed=SEED)
    plain = sim.scenario("do_nothing", "neutral", days=20)
    spread = sim.run(plain, SEED, world=given, start=[("conversation", 5, 0)],
                     parameters={"share_probability": 0.3, "feed_reach": 0.5})  # fmt: skip
    assert run.world is not None
    return {
        "world of a market": {"arrays": hash_of(run.world.arrays())},
        "world of given ties": {"arrays": hash_of(given.arrays())},
        "run of a community": {name: hash_of(table) for name, table in run.tables.items()},
        "run of a story": {name: hash_of(table) for name, table in spread.tables.items()},
    }


def main() -> None:
    """Write the behaviour and the hashes anew."""
    known = behaviour() if BEHAVIOUR.exists() else {}
    values = {name: known.get(name, value) for name, value in facts.best_values().items()}
    head = (
        "# The behaviour of the golden runs: fixed, whatever the estimates are. See __main__.py.\n"
    )
    BEHAVIOUR.write_text(head + yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
    told = {"holds on": machine(), **found()}
    HASHES.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {HASHES.name} and {BEHAVIOUR.name}")


if __name__ == "__main__":
    main()
