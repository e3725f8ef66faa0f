"""L3: holders who pass on at a rate until they lose interest are an epidemic."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

import sim
from sim.validation.claim import Claim, exactly, mean_of
from sim.validation.regression import jackknife
from sim.validation.setups import neutral
from sim.validation.trials import Trials
from sim.words import N_

FIRST = 10  # people who start together
PASS, STOP = 0.2, 0.1  # rates a day: R0 = 2, early growth PASS - STOP
DAYS, TICKS_A_DAY = 100, 24  # of the early course
SEEN = (0.01, 0.05)  # growth is measured while so many have heard


def epidemic(trials: Trials, runs: int, people: int = 10_000) -> Iterator[Claim]:
    """L3: in one room where everybody meets everybody this is the SIR epidemic."""
    world = sim.World.from_edges(people, groups=[range(people)])
    scenario = neutral(people, 400, tick_hours=24 // TICKS_A_DAY)
    found = trials.each(partial(_heard_at, world, scenario), runs)
    ticks = np.arange(DAYS * TICKS_A_DAY)
    source = "Kermack and McKendrick 1927"
    sizes = mean_of([len(ticks) / people for ticks in found])
    yield exactly("L3 size", N_("final size at R0 = 2"), source, sizes, (0.797, 0.015))
    growth, spread = jackknife(
        partial(_growth, people), [np.searchsorted(each, ticks, "right")[None] for each in found]
    )
    said = N_("early growth rate")
    yield exactly(
        "L3 growth", said, source, (growth, spread), (PASS - STOP, 0.05 * (PASS - STOP)), "1/day"
    )


def _heard_at(world: "sim.World", scenario: "sim.Scenario", seed: int) -> np.ndarray:
    """Return the ticks at which people heard of it, in order."""
    parameters = {
        "open_group": 1 / world.people,
        "private_to_group": 1,
        "repass_rate": PASS,
        "lose_interest_rate": STOP,
    }
    start = [("conversation", FIRST, 0)]
    run = sim.run(scenario, seed, world=world, parameters=parameters, start=start, until="quiet")
    return np.sort(run.tables["heard"]["tick"])


def _growth(people: int, heard: np.ndarray) -> float:
    """Return the early growth rate a day of the mean number who have heard: heard[run, tick].

    Of the mean over the runs, because that is what grows at the rate; the waits of single runs are
    longer on average, the luckier the few are who begin.
    """
    mean = heard.mean(axis=0)
    first, last = (int(np.searchsorted(mean, share * people)) for share in SEEN)
    days = (last - first) / TICKS_A_DAY
    # All who start pass on at once, surely, so that twice as many hold it when the first tick ends.
    return math.log(mean[last] / mean[first]) / days * slowing(2 * FIRST / people, SEEN)


def slowing(first: float, seen: tuple[float, float]) -> float:
    """Return the early growth rate over the mean rate of the deterministic path in a window.

    Those who start count among the heard, and saturation slows growth; this is what both do to
    the path dS = -PASS S I, dI = PASS S I - STOP I, from `first` on, between two shares of people
    who have heard.
    """
    step, susceptible, holding = 0.001, 1 - first, first
    reached: list[float] = []
    tick = 0
    while len(reached) < len(seen):
        if 1 - susceptible >= seen[len(reached)]:
            reached.append(tick * step)
        new = PASS * susceptible * holding * step
        susceptible -= new
        holding += new - STOP * holding * step
        tick += 1
    mean = math.log(seen[1] / seen[0]) / (reached[1] - reached[0])
    return (PASS - STOP) / mean
