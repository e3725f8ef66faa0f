"""The two pieces of work that everybody does alike, and what they must give.

W1, a cascade: ten people start a story on a configuration graph of mean degree 20; each who passes
it on reaches all contacts, and each contact then passes it on with one decision of chance `CHANCE`,
until nobody is left. Counted are the people who passed it on.

W2, posts in groups: 90 days in groups of 30. On the first day everybody posts, and then everybody
again with chance `POST` a day; every other member reads a post with chance `READ`, one decision
for each post and member. Counted are the readings: 1.45 a person and day.
"""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from scipy import sparse

MEAN_DEGREE = 20
CHANCE = 0.075
STARTERS = 10

DAYS = 90
GROUP = 30
READ = 0.5
POST = 8 / (DAYS - 1)

Pairs = np.ndarray


@dataclass(frozen=True)
class Cascade:
    """W1: a graph, and what percolation theory says about a cascade on it."""

    people: int
    pairs: Pairs  # i64[m, 2], each tie once

    @classmethod
    def of(cls, people: int) -> "Cascade":
        """Draw a configuration graph with Poisson degrees; loops and doubles are dropped."""
        rng = np.random.default_rng(people)
        degrees = rng.poisson(MEAN_DEGREE, people)
        degrees[0] += degrees.sum() % 2
        ends = rng.permutation(np.repeat(np.arange(people, dtype=np.int64), degrees))
        one, other = ends[::2], ends[1::2]
        apart = one != other
        ties = _matrix(one[apart], other[apart], people)
        ties = sparse.triu(ties + ties.T, format="csr")
        ties.sum_duplicates()
        row = np.repeat(np.arange(people), np.diff(ties.indptr))
        pairs = np.stack([row, ties.indices], axis=1).astype(np.int64)
        return cls(people, pairs[rng.permutation(len(pairs))])

    def starters(self, seed: int) -> list[int]:
        """Return who starts in the run of this seed."""
        rng = np.random.default_rng((seed, self.people))
        return rng.choice(self.people, STARTERS, replace=False).tolist()

    @cached_property
    def rows(self) -> tuple[np.ndarray, np.ndarray]:
        """The graph as rows end to end: `(ptr, to)`, each tie in both rows."""
        one, other = self.pairs.T
        both = _matrix(np.concatenate([one, other]), np.concatenate([other, one]), self.people)
        both.sort_indices()
        return both.indptr.astype(np.int64), both.indices.astype(np.int32)

    @cached_property
    def expected(self) -> float:
        """People reached: the giant part of bond percolation on these degrees (Newman 2002)."""
        degrees = np.bincount(self.pairs.ravel(), minlength=self.people)
        p = np.bincount(degrees) / self.people
        k = np.arange(len(p))
        q = p[1:] * k[1:] / (p * k).sum()  # degrees beyond the tie that one came by
        u = 0.5
        for _ in range(1000):
            u = float((q * (1 - CHANCE + CHANCE * u) ** (k[1:] - 1)).sum())
        return self.people * (1.0 - float((p * (1 - CHANCE + CHANCE * u) ** k).sum()))

    def tolerance(self, runs: int) -> float:
        """People by which the mean of so many runs may miss: 5 standard errors, and the few
        whom starters outside the giant part reach."""
        reached = self.expected / self.people
        slope = 1 - CHANCE * MEAN_DEGREE * (1 - reached)
        spread = sqrt(self.people * reached * (1 - reached)) / slope
        return 5 * spread / sqrt(runs) + 2 * STARTERS


@dataclass(frozen=True)
class Posts:
    """W2: people in groups; person i is in group i // 30."""

    people: int

    @classmethod
    def of(cls, people: int) -> "Posts":
        """Return the work for so many people."""
        return cls(people)

    @cached_property
    def groups(self) -> list[np.ndarray]:
        """The members of each group; the last may be smaller."""
        return np.split(np.arange(self.people), range(GROUP, self.people, GROUP))

    @property
    def readers(self) -> int:
        """Pairs of an author and another member."""
        return sum(len(group) * (len(group) - 1) for group in self.groups)

    @property
    def expected(self) -> float:
        """Readings in all."""
        return self.readers * READ * (1 + POST * (DAYS - 1))

    def tolerance(self, runs: int) -> float:
        """Readings by which the mean of so many runs may miss: 5 standard errors."""
        posts = self.people * POST * (DAYS - 1)
        others = self.readers / self.people
        variance = posts * (1 - POST) * (others * READ) ** 2
        variance += (posts + self.people) * others * READ * (1 - READ)
        return 5 * sqrt(variance / runs)


def _matrix(row: np.ndarray, column: np.ndarray, people: int) -> sparse.csr_array:
    ones = np.ones(len(row), np.int8)
    return sparse.coo_array((ones, (row, column)), shape=(people, people)).tocsr()


WORKS = {"cascade": Cascade, "posts": Posts}
