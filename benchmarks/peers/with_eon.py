"""EoN: its discrete SIR, in which an infection lasts one step. Beyond 100,000 people its networkx
graph alone takes gigabytes."""

import random

import EoN
import networkx as nx

from benchmarks.works import CHANCE, Cascade


class CascadeRun:
    """`basic_discrete_SIR`: an infected node passes on along each tie with one chance."""

    def __init__(self, work: Cascade):
        self.work = work
        self.graph = nx.empty_graph(work.people)
        self.graph.add_edges_from(work.pairs.tolist())

    def ready(self, seed: int) -> None:
        """Draw who starts, and fix the luck."""
        random.seed(seed)
        self.starters = self.work.starters(seed)

    def run(self, seed: int) -> int:
        """Count the recovered."""
        _times, _susceptible, _infected, recovered = EoN.basic_discrete_SIR(
            self.graph, CHANCE, initial_infecteds=self.starters
        )
        return int(recovered[-1])
