"""Cascades: the trees that a story grows as people pass it on. Sizes, depth, breadth, virality.

A node is whoever passed a story on (its teller, the brand, or a person), once a story, however
many chats or pages they sent it to: Goel et al. (2012, 2016) count adopters who posted, and the
percolation limit counts distinct people who passed on. Who only read is no node; readings stand in
the share table. A node hangs below the sender whose share led to its first share; without one it
is the root of a tree, so a story told by several people has several trees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.compiled import compiled
from sim.errors import AddaError, nearest, shown
from sim.tables import VENUES

Columns = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Forest:
    """All trees that grew from a table of shares: one slot a node, parents before children.

    story, person (-1: the brand), tick of the first share, share (its row), parent (node, -1 for a
    root), tree (its number), depth (0 for a root), below (nodes of the subtree, itself included).
    """

    story: np.ndarray
    person: np.ndarray
    tick: np.ndarray
    share: np.ndarray
    parent: np.ndarray
    tree: np.ndarray
    depth: np.ndarray
    below: np.ndarray

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.parent)

    @cached_property
    def roots(self) -> np.ndarray:
        """Node of each tree's root."""
        return np.flatnonzero(self.parent < 0)

    @property
    def sizes(self) -> np.ndarray:
        """Nodes of each tree: who told or passed on, the root included (the brand is one)."""
        return self.below[self.roots]

    @cached_property
    def depths(self) -> np.ndarray:
        """Generations of each tree after its root."""
        deepest = np.zeros(len(self.roots), np.int64)
        np.maximum.at(deepest, self.tree, self.depth)
        return deepest

    @cached_property
    def breadths(self) -> np.ndarray:
        """Most people of one generation, a tree."""
        widest = np.zeros(len(self.roots), np.int64)
        if len(self):
            rows = self.tree.astype(np.int64) * (int(self.depth.max()) + 1) + self.depth
            level, count = np.unique(rows, return_counts=True)
            np.maximum.at(widest, level // (int(self.depth.max()) + 1), count)
        return widest

    @cached_property
    def virality(self) -> np.ndarray:
        """Structural virality of each tree: mean steps between two of its people; NaN for one."""
        size = self.sizes.astype(float)
        below = self.below.astype(float)
        apart = np.bincount(
            self.tree, weights=below * (size[self.tree] - below), minlength=len(size)
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(size > 1, 2.0 * apart / (size * (size - 1.0)), np.nan)

    def largest(self, count: int = 1) -> np.ndarray:
        """Return the numbers of the largest trees, the largest first, older first among equals."""
        return np.argsort(-self.sizes, kind="stable")[:count]


def cascades(shares: Columns, venues: Sequence[str] | None = None) -> Forest:
    """Return the trees of a share table (rows in the order of time).

    venues: only shares made there count (e.g. `("feed", "page")` for what is public); who was
    reached elsewhere is then the root of a tree of their own, as an observer of these venues sees.
    Raises AddaError for a venue that does not exist.
    """
    keep = np.ones(len(shares["story"]), np.bool_)
    if venues is not None:
        for name in venues:
            if name not in VENUES:
                raise AddaError(
                    "'{name}' is no venue{hint}", name=shown(name), hint=nearest(name, VENUES)
                )
        keep = np.isin(shares["venue_kind"], [VENUES.index(name) for name in venues])
    story, sender, parent = (
        np.array(shares[name], dtype=np.int64) for name in ("story", "sender", "parent")
    )
    first, above, tree, depth, below = _grow(story, sender, parent, keep)
    return Forest(
        story=shares["story"][first],
        person=shares["sender"][first],
        tick=shares["tick"][first],
        share=first,
        parent=above,
        tree=tree,
        depth=depth,
        below=below,
    )


def structural_virality(parents: Sequence[int] | np.ndarray) -> float:
    """Return the mean steps between two nodes of one tree (Goel et al. 2016), by the fast formula.

    parents: for each node the number of the one above it, -1 for the root; parents come first.
    A branch of s among n nodes is crossed by s (n - s) pairs, so the mean is
    2 Σ s (n - s) / (n (n - 1)). NaN for a single node. Raises AddaError when it is no tree.
    """
    above = np.array(parents, dtype=np.int64)
    n = len(above)
    if n == 0 or above[0] != -1 or (above[1:] < 0).any() or (above >= np.arange(n)).any():
        raise AddaError("parents do not form a tree: one root first, then each after its parent")
    _tree, _depth, below = _climb(above)
    if n == 1:
        return float("nan")
    size = below.astype(float)
    return float(2.0 * np.sum(size * (n - size)) / (n * (n - 1.0)))


@compiled
def _grow(story, sender, parent, keep):
    """Find the node of every share, then what hangs below what."""
    rows = len(story)
    slots = 16
    while slots < 2 * rows:
        slots *= 2
    taken = np.full(slots, -1, np.int64)  # open addressing: slot -> node
    node_of = np.full(rows, -1, np.int64)
    first = np.empty(rows, np.int64)
    nodes = 0
    for row in range(rows):
        if not keep[row]:
            continue
        slot = _slot(story[row], sender[row], slots)
        while taken[slot] >= 0:
            known = first[taken[slot]]
            if story[known] == story[row] and sender[known] == sender[row]:
                break
            slot = (slot + 1) & (slots - 1)
        if taken[slot] < 0:
            taken[slot] = nodes
            first[nodes] = row
            nodes += 1
        node_of[row] = taken[slot]
    first = first[:nodes].copy()
    above = np.full(nodes, -1, np.int64)
    for node in range(nodes):
        led = parent[first[node]]
        if led >= 0:
            above[node] = node_of[led]
    tree, depth, below = _climb(above)
    return first, above, tree, depth, below


@compiled
def _slot(story, sender, slots):
    mixed = np.uint64(story) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= np.uint64(sender + 1) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0x165667B19E3779F9)
    return np.int64((mixed >> np.uint64(32)) & np.uint64(slots - 1))


@compiled
def _climb(above):
    """Return tree, depth and size of the subtree of each node; parents come before children."""
    nodes, trees = len(above), 0
    tree, depth = np.empty(nodes, np.int64), np.zeros(nodes, np.int64)
    below = np.ones(nodes, np.int64)
    for node in range(nodes):
        if above[node] < 0:
            tree[node] = trees
            trees += 1
        else:
            tree[node] = tree[above[node]]
            depth[node] = depth[above[node]] + 1
    for node in range(nodes - 1, -1, -1):
        if above[node] >= 0:
            below[above[node]] += below[node]
    return tree, depth, below
