"""L7: what needs more than one sender spreads further in clusters than at random."""

import math
from collections.abc import Iterator, Sequence
from functools import partial

import sim
from sim.validation.claim import Claim, mean_of
from sim.validation.networks import hexagonal_torus, rewired
from sim.validation.setups import neutral, someone
from sim.validation.trials import Trials
from sim.words import N_

PEOPLE = 128
FIRST, LATER = 0.08, 0.5  # chance to adopt at the first signal, and at each later one
CENTOLA = "Centola 2010"


def complex_contagion(trials: Trials, runs: int, rewirings: int = 10) -> Iterator[Claim]:
    """L7: 128 people with six ties each, tied in a lattice or at random."""
    lattice = hexagonal_torus(8, 16)
    arms = {"clustered": [lattice], "random": [rewired(lattice, each) for each in range(rewirings)]}
    scenario, found = neutral(PEOPLE, 200), {}
    for arm, graphs in arms.items():
        worlds = [sim.World.from_edges(PEOPLE, close=graph) for graph in graphs]
        found[arm] = mean_of(trials.each(partial(_adopters, scenario, worlds), runs))
    for arm, known, low, high in (("clustered", 0.54, 0.46, 0.62), ("random", 0.38, 0.30, 0.47)):
        ours, spread = found[arm]
        said = N_("share who adopt")
        yield Claim(f"L7 {arm}", said, CENTOLA, known, ours, low, high, spread)
    gap = found["clustered"][0] - found["random"][0]
    spread = math.hypot(found["clustered"][1], found["random"][1])
    said = N_("adopters with clustered ties less those with random ones")
    yield Claim("L7 gap", said, CENTOLA, 0.16, gap, 0.08, 0.26, spread)


def _adopters(scenario: "sim.Scenario", worlds: Sequence["sim.World"], seed: int) -> float:
    """Return the share who adopt after a person and their contacts have."""
    world = worlds[seed % len(worlds)]
    first = someone(PEOPLE, seed)
    ties = slice(world.close_ptr[first], world.close_ptr[first + 1])
    start = [("conversation", [first, *world.close_to[ties].tolist()], 0)]
    proof = {
        "share_probability": 1,
        "proof_first": FIRST,
        "proof_second": LATER,
        "proof_later": LATER,
    }
    run = sim.run(scenario, seed, world=world, parameters=proof, start=start, until="quiet")
    return float(run.tables["heard"]["passed"].sum() / PEOPLE)
