"""Mesa as its examples write it: `Network` of cells, `FixedAgent`, every agent steps, shuffled.

Beyond 100,000 people one cascade takes minutes, and its objects gigabytes.
"""

import mesa
import networkx as nx
from mesa.discrete_space import FixedAgent, Network

from benchmarks.works import CHANCE, DAYS, POST, READ, Cascade, Posts

SUSCEPTIBLE, ACTIVE, DONE = 0, 1, 2


class Spreader(FixedAgent):
    """Tries each contact once, in the step after hearing."""

    def __init__(self, model, cell):
        super().__init__(model)
        self.cell = cell
        self.state = SUSCEPTIBLE

    def step(self):
        """Pass on to contacts who have not heard yet."""
        if self.state == ACTIVE:
            for contact in self.cell.neighborhood.agents:
                if contact.state == SUSCEPTIBLE and self.random.random() < CHANCE:
                    contact.state = ACTIVE
            self.state = DONE


class Spreading(mesa.Model):
    """People on a network."""

    def __init__(self, work: Cascade):
        super().__init__(rng=0)
        graph = nx.empty_graph(work.people)
        graph.add_edges_from(work.pairs.tolist())
        self.grid = Network(graph, capacity=1, random=self.random)
        cells = list(self.grid.all_cells)
        self.spreaders = list(Spreader.create_agents(self, work.people, cells))

    def step(self):
        """Let everybody act."""
        self.agents.shuffle_do("step")


class CascadeRun:
    """Steps until nobody is active."""

    def __init__(self, work: Cascade):
        self.work = work
        self.model = Spreading(work)

    def ready(self, seed: int) -> None:
        """Put everybody back, and let the starters hear."""
        self.model.random.seed(seed)
        for spreader in self.model.spreaders:
            spreader.state = SUSCEPTIBLE
        for person in self.work.starters(seed):
            self.model.spreaders[person].state = ACTIVE

    def run(self, seed: int) -> int:
        """Count who is done."""
        while self.model.agents.select(lambda agent: agent.state == ACTIVE, at_most=1):
            self.model.step()
        return sum(spreader.state == DONE for spreader in self.model.spreaders)


class Poster(mesa.Agent):
    """Posts in a group and reads."""

    def __init__(self, model):
        super().__init__(model)
        self.group = []
        self.reads = 0

    def post(self):
        """Let the other members read."""
        for member in self.group:
            if member is not self and self.random.random() < READ:
                member.reads += 1

    def step(self):
        """Post, or not."""
        if self.random.random() < POST:
            self.post()


class PostsRun:
    """Groups as lists of agents."""

    def __init__(self, work: Posts):
        self.model = mesa.Model(rng=0)
        self.people = list(Poster.create_agents(self.model, work.people))
        for members in work.groups:
            group = [self.people[member] for member in members.tolist()]
            for poster in group:
                poster.group = group

    def ready(self, seed: int) -> None:
        """Nobody has read anything yet."""
        self.model.random.seed(seed)
        for poster in self.people:
            poster.reads = 0

    def run(self, seed: int) -> int:
        """Count the readings."""
        agents = self.model.agents
        agents.shuffle_do("post")
        for _day in range(DAYS - 1):
            agents.shuffle_do("step")
        return sum(poster.reads for poster in self.people)
