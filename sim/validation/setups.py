"""What the set-ups share: people without properties, and stories that grow into trees.

See docs/limits.md for how to write one of your own.
"""

import numpy as np

import sim
from sim import draws

SOMEBODY = 210  # purposes of draws: 200 and up belong to studies


def neutral(people: int, days: int, tick_hours: int = 24, press: float = 0.0) -> "sim.Scenario":
    """Return the neutral scenario: nobody does anything but what is switched on.

    press: rate per day and person at which somebody hears of the product from outside.
    """
    changes = {
        "market.people": people,
        "market.tick_hours": tick_hours,
        "market.brand.press_per_day": press,
    }
    return sim.scenario("do_nothing", market="neutral", days=days).changed(changes)


def someone(people: int, seed: int, ordinal: int = 0) -> int:
    """Return a person drawn at random."""
    return draws.below(draws.uniform(seed, SOMEBODY, 0, ordinal, 0), people)


def cascade_size(world: "sim.World", scenario: "sim.Scenario", chance: float, seed: int) -> int:
    """Return how many people passed a story on, the first one included."""
    start = [("conversation", [someone(world.people, seed)], 0)]
    once = {"share_probability": chance}
    run = sim.run(scenario, seed, world=world, parameters=once, start=start, until="quiet")
    return int(run.tables["heard"]["passed"].sum())


def tree_sizes(
    world: "sim.World", scenario: "sim.Scenario", chance: float, stories: int, seed: int
) -> list[int]:
    """Return sizes of small cascades of one run: below the threshold stories hardly meet.

    A person remembers four stories here, more than meet in one place where most trees are small.
    """
    start = [("conversation", [someone(world.people, seed, each)], 0) for each in range(stories)]
    once = {"share_probability": chance}
    run = sim.run(scenario, seed, world=world, parameters=once, start=start, until="quiet")
    return np.bincount(run.tables["shares"]["story"], minlength=stories).tolist()
