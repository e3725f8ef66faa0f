"""L1, L2: one decision for every share read is percolation, and a branching process on a tree."""

import math
from collections.abc import Iterator
from functools import partial
from itertools import chain

import numpy as np

import sim
from sim.validation.claim import Claim, exactly, mean_of, share_of
from sim.validation.networks import configuration_graph, poisson_graph
from sim.validation.setups import cascade_size, neutral, tree_sizes
from sim.validation.trials import Trials
from sim.words import N_

BOND = "bond percolation on G(n, c/n)"
LARGE = 0.05
STORIES = 25


def percolation(
    trials: Trials, trees: int, runs: int, people: int = 5000, degree: int = 10
) -> Iterator[Claim]:
    """L1: one decision for every share read is bond percolation on the ties.

    trees: how many small cascades are grown below the threshold; runs: stories above it.
    """
    scenario = neutral(people, 400)
    world = sim.World.from_edges(people, close=poisson_graph(people, degree, 1))
    for ratio, mean, tolerance in ((0.3, 1.43, 0.05), (0.5, 2.0, 0.06)):
        grown = partial(tree_sizes, world, scenario, ratio / degree, STORIES)
        figure = mean_of(list(chain(*trials.each(grown, trees // STORIES))))
        said = N_("mean cascade is 1 / (1 - R)")
        yield exactly(f"L1 R={ratio}", said, BOND, figure, (mean, tolerance * mean))
    for ratio, final, wide, narrow in ((1.5, 0.583, 0.035, 0.015), (2.0, 0.797, 0.03, 0.01)):
        lived = partial(cascade_size, world, scenario, ratio / degree)
        sizes = np.array(trials.each(lived, runs)) / people
        large = sizes[sizes > LARGE]
        said = N_("chance of a large cascade")
        share = share_of(len(large), len(sizes))
        yield exactly(f"L1 R={ratio} P", said, BOND, share, (final, wide))
        said = N_("share of people in a large cascade")
        yield exactly(f"L1 R={ratio} size", said, BOND, mean_of(large), (final, narrow))


def percolation_configured(trials: Trials, trees: int, people: int = 20_000) -> Iterator[Claim]:
    """L1: on given degrees, cascades diverge at T = <k> / (<k²> - <k>).

    A tenth of the people have 30 close ties, the others 4. Below the threshold the mean cascade is
    1 + T <k> / (1 - T / Tc).
    """
    degrees = np.where(np.arange(people) % 10 == 0, 30, 4)
    world = sim.World.from_edges(people, close=configuration_graph(degrees, 2))
    true = np.diff(world.close_ptr).astype(float)
    threshold = true.mean() / ((true**2).mean() - true.mean())
    scenario = neutral(people, 400)
    for part in (0.3, 0.6):
        chance = part * threshold
        grown = partial(tree_sizes, world, scenario, chance, STORIES)
        figure = mean_of(list(chain(*trials.each(grown, trees // STORIES))))
        known = float(1 + chance * true.mean() / (1 - part))
        said = N_("mean cascade below the threshold of a graph of given degrees")
        band = (known, 0.06 * known)
        yield exactly(f"L1 T={part} Tc", said, "Newman 2002", figure, band)


def branching(trials: Trials, trees: int, people: int = 40_000) -> Iterator[Claim]:
    """L2: on a tree-like network, cascades are Galton-Watson trees with Poisson offspring."""
    ratio, degree, stories = 0.8, 20, 100
    world = sim.World.from_edges(people, close=poisson_graph(people, degree, 3))
    grown = partial(tree_sizes, world, neutral(people, 400), ratio / degree, stories)
    sizes = list(chain(*trials.each(grown, trees // stories)))
    source = "Galton-Watson, Borel"
    yield exactly("L2 mean", N_("mean tree of R = .8"), source, mean_of(sizes), (5.0, 0.25))
    alone = share_of(sizes.count(1), len(sizes))
    yield exactly("L2 P(1)", N_("share of trees of one"), source, alone, (math.exp(-ratio), 0.015))
