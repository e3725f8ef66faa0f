"""PyNetIM (C++): its independent cascade model."""

from pynetim import IMGraph, IndependentCascadeModel

from benchmarks.works import CHANCE, Cascade


class CascadeRun:
    """The graph is built from a list of pairs, the one way it takes them."""

    def __init__(self, work: Cascade):
        self.work = work
        pairs = list(map(tuple, work.pairs.tolist()))
        self.graph = IMGraph(pairs, weights=CHANCE, directed=False)
        self.model = IndependentCascadeModel(self.graph, set())

    def ready(self, seed: int) -> None:
        """Give it its starters."""
        self.model.set_seeds(set(self.work.starters(seed)))

    def run(self, seed: int) -> int:
        """Count the activated."""
        return self.model.run_single_simulation(random_seed=seed)
