"""L6: a limit on forwarding delays what spreads; it does not block it."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

import sim
from sim.validation.claim import Claim, ratio_of, share_of
from sim.validation.networks import poisson_graph
from sim.validation.setups import neutral, someone
from sim.validation.trials import Trials
from sim.words import N_

LIMITS = (5, 20, 256)
A_TICK = 0.1  # chance that a holder passes on in a tick
# Long after nine of ten have heard. Once all hold it, everybody is sent it limit / 10 times a tick.
TICKS = {5: 96, 20: 48, 256: 24}
MELO = "Melo et al. 2019"


def forwarding(
    trials: Trials, runs: int, people: int = 20_000, degree: int = 400
) -> Iterator[Claim]:
    """L6: the time until nine of ten have heard, under limits of 5, 20 and 256 chats at once."""
    world = sim.World.from_edges(people, close=poisson_graph(people, degree, 6))
    found = {limit: trials.each(partial(_heard_at, world, limit), runs) for limit in LIMITS}
    late = {
        limit: [float(ticks[int(0.9 * people)]) for ticks in some] for limit, some in found.items()
    }
    slow = ratio_of(late[5], late[256])
    said = N_("how much slower it is with 5 chats at once than with 256")
    yield Claim("L6 5 to 256", said, MELO, 10, slow[0], 5, 20, slow[1], "times")
    slow = ratio_of(late[5], late[20])
    said = N_("how much slower it is with 5 chats at once than with 20")
    yield Claim("L6 5 to 20", said, MELO, math.nan, slow[0], 1.8, 4.5, slow[1], "times")
    for limit, some in found.items():
        reach = share_of(sum(map(len, some)), people * len(some))
        said = N_("share who hear of it in the end")
        yield Claim(f"L6 reach {limit}", said, MELO, 1, reach[0], 0.99, 1)


def _heard_at(world: "sim.World", limit: int, seed: int) -> np.ndarray:
    """Return the ticks at which people heard of it, in order."""
    scenario = neutral(world.people, TICKS[limit] // 24, tick_hours=1)
    parameters = {"forward_limit": limit, "repass_rate": -math.log(1 - A_TICK) * 24}
    start = [("conversation", [someone(world.people, seed)], 1)]
    run = sim.run(scenario, seed, world=world, parameters=parameters, start=start)
    return np.sort(run.tables["heard"]["tick"])
