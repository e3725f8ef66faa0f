"""L8: the shape of a cascade is what its definition says, the mean steps between two people."""

from collections.abc import Iterator

import numpy as np

import sim
from sim import cascades, draws
from sim.validation.claim import Claim, exactly
from sim.validation.setups import neutral
from sim.validation.trials import Trials
from sim.words import N_

BRANCH = 203
TOLERANCE = 1e-9
GOEL = "Goel et al. 2016, by definition"


def shape(trials: Trials, trees: int, people: int = 200) -> Iterator[Claim]:
    """L8: a star is 2 (n - 1) / n, a chain (n + 1) / 3, two people 1; any tree its mean distance.

    Everybody passes on what they read, so a story grows along every tie of a network that is a
    tree.
    """
    hub = np.stack([np.zeros(people - 1, np.int64), np.arange(1, people)], axis=1)
    chain = np.stack([np.arange(people - 1), np.arange(1, people)], axis=1)
    for name, ties, known in (
        ("star", hub, 2 * (people - 1) / people),
        ("chain", chain, (people + 1) / 3),
        ("two", chain[:1], 1.0),
    ):
        said = N_("structural virality, as computed by hand")
        figure = (virality(ties), 0.0)
        yield exactly(f"L8 {name}", said, GOEL, figure, (known, TOLERANCE), "steps")
    apart = trials.each(lambda seed: _difference(random_tree(people, seed)), trees)
    said = N_("largest difference from the mean shortest path on random trees")
    yield exactly("L8 trees", said, GOEL, (max(apart), 0.0), (0.0, TOLERANCE), "steps")


def virality(ties: np.ndarray) -> float:
    """Return the structural virality of the one cascade that runs along all of a tree's ties."""
    people = len(ties) + 1
    world = sim.World.from_edges(people, close=ties)
    run = sim.run(
        neutral(people, 2 * people),
        world=world,
        parameters={"share_probability": 1},
        start=[("conversation", [0], 0)],
        until="quiet",
    )
    return float(cascades.cascades(run.tables["shares"]).virality[0])


def random_tree(people: int, seed: int) -> np.ndarray:
    """Return a tree in which everybody is tied to somebody of a lower number."""
    luck = draws.uniforms(seed, BRANCH, 0, people)
    above = [draws.below(float(luck[i]), i) for i in range(1, people)]
    return np.stack([np.array(above), np.arange(1, people)], axis=1)


def _difference(ties: np.ndarray) -> float:
    return abs(virality(ties) - mean_distance(ties))


def mean_distance(ties: np.ndarray) -> float:
    """Return the mean shortest path between two different people, found by walking from each."""
    people = int(ties.max()) + 1
    near = np.zeros((people, people), bool)
    near[ties[:, 0], ties[:, 1]] = near[ties[:, 1], ties[:, 0]] = True
    reached = np.eye(people, dtype=bool)
    total, steps, found = 0, 0, people
    while found < people * people:
        steps += 1
        reached = reached | (reached @ near)
        total += steps * (int(reached.sum()) - found)
        found = int(reached.sum())
    return total / (people * (people - 1))
