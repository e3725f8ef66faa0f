"""NetworKit (C++): it has no cascade; ties are kept by chance, then a breadth-first search counts.

Keeping each tie with the chance of passing on gives the same reach (bond percolation).
"""

import networkit
import numpy as np

from benchmarks.works import CHANCE, Cascade


class CascadeRun:
    """The graph of kept ties is made anew in every run: that is where the luck is."""

    def __init__(self, work: Cascade):
        self.work = work
        networkit.setNumberOfThreads(1)
        self.one, self.other = work.pairs.T.copy()

    def ready(self, seed: int) -> None:
        """Draw who starts, and fix the luck."""
        self.rng = np.random.default_rng(seed)
        self.starters = self.work.starters(seed)

    def run(self, seed: int) -> int:
        """Count those in the parts of the starters."""
        kept = self.rng.random(len(self.one)) < CHANCE
        ties = (self.one[kept], self.other[kept])
        graph = networkit.GraphFromCoo(ties, n=self.work.people, directed=False)
        parts = networkit.components.ConnectedComponents(graph)
        parts.run()
        sizes = parts.getComponentSizes()
        return sum(sizes[part] for part in {parts.componentOfNode(p) for p in self.starters})
