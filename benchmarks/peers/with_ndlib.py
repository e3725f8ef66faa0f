"""NDlib: its independent cascade model. Beyond 100,000 people its networkx graph alone takes
gigabytes, and a threshold is kept for every tie."""

import random

import ndlib.models.epidemics as epidemics
import ndlib.models.ModelConfig as configuration
import networkx as nx
import numpy as np

from benchmarks.works import CHANCE, Cascade

INFECTED = 1


class CascadeRun:
    """`IndependentCascadesModel`, step by step until nobody is infected."""

    def __init__(self, work: Cascade):
        self.work = work
        self.graph = nx.empty_graph(work.people)
        self.graph.add_edges_from(work.pairs.tolist())
        self.model = epidemics.IndependentCascadesModel(self.graph)
        self.settings = configuration.Configuration()
        for tie in self.graph.edges():
            self.settings.add_edge_configuration("threshold", tie, CHANCE)

    def ready(self, seed: int) -> None:
        """Set who starts, and fix the luck."""
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the state that NDlib draws from
        starters = self.work.starters(seed)
        self.settings.add_model_initial_configuration("Infected", starters)
        self.model.set_initial_status(self.settings)
        self.model.reset(infected_nodes=starters)

    def run(self, seed: int) -> int:
        """Count the removed."""
        counts = self.model.iteration(node_status=False)["node_count"]
        while counts[INFECTED]:
            counts = self.model.iteration(node_status=False)["node_count"]
        return counts[2]
