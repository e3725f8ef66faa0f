"""Given networks for the validation: random graphs, cliques, lattices; drawn from keyed draws."""

import numpy as np

from sim import draws
from sim.compiled import compiled

EDGE, STUB, SWAP = 200, 201, 202


@compiled(signatures="int64[:,:](int64,int64,uint64)")
def random_graph(people, ties, seed):
    """Return G(n, m): ties between people drawn at random; the world drops the doubles."""
    edges = np.empty((ties, 2), np.int64)
    for tie in range(ties):
        one = draws.below(draws.uniform(seed, EDGE, 0, tie, 0), people)
        other = draws.below(draws.uniform(seed, EDGE, 1, tie, 0), people - 1)
        edges[tie, 0], edges[tie, 1] = one, other + (other >= one)
    return edges


def poisson_graph(people: int, degree: float, seed: int) -> np.ndarray:
    """Return a random graph of this mean degree."""
    return random_graph(people, round(people * degree / 2), seed)


def configuration_graph(degrees: np.ndarray, seed: int) -> np.ndarray:
    """Return a graph with (nearly) these degrees: stubs are paired at random."""
    stubs = np.repeat(np.arange(len(degrees)), degrees)
    luck = _luck(len(stubs), seed)
    mixed = stubs[np.argsort(luck, kind="stable")]
    pairs = mixed[: len(mixed) // 2 * 2].reshape(-1, 2)
    return pairs[pairs[:, 0] != pairs[:, 1]]


@compiled(signatures="float64[:](int64,uint64)")
def _luck(number, seed):
    luck = np.empty(number)
    for i in range(number):
        luck[i] = draws.uniform(seed, STUB, 0, i, 0)
    return luck


def cliques(people: int, size: int) -> np.ndarray:
    """Return disjoint complete groups of a size (the last may be smaller)."""
    one, other = np.triu_indices(size, 1)
    starts = np.arange(0, people, size)
    pairs = np.stack([(starts[:, None] + one).ravel(), (starts[:, None] + other).ravel()], axis=1)
    return pairs[pairs.max(axis=1) < people]


def hexagonal_torus(rows: int, columns: int) -> np.ndarray:
    """Return a lattice where everybody has six neighbours, without an edge."""
    pairs = []
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            for down, right in ((0, 1), (1, 0), (1, -1)):
                there = (row + down) % rows * columns + (column + right) % columns
                pairs.append((here, there))
    return np.array(pairs)


def rewired(edges: np.ndarray, seed: int, swaps_per_tie: int = 20) -> np.ndarray:
    """Return a graph with the same degrees in which who is tied to whom is random."""
    edges = edges.copy()
    known = {frozenset(pair) for pair in edges.tolist()}
    for swap in range(swaps_per_tie * len(edges)):
        first = draws.below(draws.uniform(seed, SWAP, swap, 0, 0), len(edges))
        second = draws.below(draws.uniform(seed, SWAP, swap, 1, 0), len(edges))
        (a, b), (c, d) = edges[first].tolist(), edges[second].tolist()
        new = (frozenset((a, d)), frozenset((c, b)))
        if len({a, b, c, d}) < 4 or new[0] in known or new[1] in known:
            continue
        known -= {frozenset((a, b)), frozenset((c, d))}
        known |= set(new)
        edges[first], edges[second] = (a, d), (c, b)
    return edges
