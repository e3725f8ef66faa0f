"""Starsim: an SIR disease on a static network. One time step is infectious, one chance a tie.

Beyond 100,000 people its networkx graph and its lists of ties take minutes to build.
"""

import networkx as nx
import numpy as np
import starsim as ss

from benchmarks.works import CHANCE, Cascade

STEPS = 300


class CascadeRun:
    """`ss.SIR` on `ss.StaticNet`, step by step until nobody is infected."""

    def __init__(self, work: Cascade):
        self.work = work
        self.graph = nx.empty_graph(work.people)
        self.graph.add_edges_from(work.pairs.tolist())

    def given(self, n: int) -> nx.Graph:
        """Return the graph; one that is handed over as it is would be searched for settings."""
        return self.graph

    def ready(self, seed: int) -> None:
        """Make and prepare a simulation: Starsim runs each once."""
        chosen = np.zeros(self.work.people, bool)
        chosen[self.work.starters(seed)] = True
        disease = ss.SIR(
            beta=ss.probperday(CHANCE),
            init_prev=ss.bernoulli(p=lambda uids: chosen[uids].astype(float)),
            dur_inf=ss.constant(ss.days(2)),  # from the step of infection to the end of the next
            p_death=ss.bernoulli(p=0),
        )
        self.sim = ss.Sim(
            n_agents=self.work.people,
            networks=ss.StaticNet(graph=self.given),
            diseases=disease,
            start="2026-01-01",
            dur=STEPS,
            dt=ss.days(1),
            rand_seed=seed,
            verbose=0,
            copy_inputs=False,
        )
        self.sim.init()

    def run(self, seed: int) -> int:
        """Count those who were ever infected."""
        disease = self.sim.diseases[0]
        while disease.infected.any():
            self.sim.run_one_step()
        return int(disease.recovered.sum())
