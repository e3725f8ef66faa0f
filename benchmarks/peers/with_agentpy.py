"""agentpy as its examples write it: `ap.Network`, selections of agents, their methods.

Beyond 100,000 people its objects take gigabytes, and a run minutes.
"""

import agentpy as ap
import networkx as nx

from benchmarks.works import CHANCE, DAYS, POST, READ, Cascade, Posts

SUSCEPTIBLE, ACTIVE, DONE = 0, 1, 2


class Spreader(ap.Agent):
    """Tries each contact once, in the step after hearing."""

    def setup(self):
        """Nobody has heard yet."""
        self.state = SUSCEPTIBLE

    def spread(self):
        """Pass on to contacts who have not heard yet."""
        for contact in self.network.neighbors(self):
            if contact.state == SUSCEPTIBLE and self.model.random.random() < CHANCE:
                contact.state = ACTIVE
        self.state = DONE


class Spreading(ap.Model):
    """People on a network."""

    def setup(self):
        """Place everybody on a node."""
        self.agents = ap.AgentList(self, self.p.people, Spreader)
        self.network = self.agents.network = ap.Network(self, self.p.graph)
        self.network.add_agents(self.agents, self.network.nodes)

    def step(self):
        """Let the active act."""
        self.agents.select(self.agents.state == ACTIVE).spread()


class CascadeRun:
    """Steps until nobody is active."""

    def __init__(self, work: Cascade):
        self.work = work
        graph = nx.empty_graph(work.people)
        graph.add_edges_from(work.pairs.tolist())
        self.model = Spreading({"people": work.people, "graph": graph, "steps": 1000})
        self.model.sim_setup()

    def ready(self, seed: int) -> None:
        """Put everybody back, and let the starters hear."""
        self.model.random.seed(seed)
        self.model.agents.state = SUSCEPTIBLE
        for person in self.work.starters(seed):
            self.model.agents[person].state = ACTIVE

    def run(self, seed: int) -> int:
        """Count who is done."""
        agents = self.model.agents
        while any(agents.state == ACTIVE):
            self.model.step()
        return sum(agents.state == DONE)


class Poster(ap.Agent):
    """Posts in a group and reads."""

    def setup(self):
        """Nobody has read anything yet."""
        self.reads = 0

    def post(self):
        """Let the other members read."""
        for member in self.group:
            if member is not self and self.model.random.random() < READ:
                member.reads += 1

    def post_perhaps(self):
        """Post, or not."""
        if self.model.random.random() < POST:
            self.post()


class Posting(ap.Model):
    """People in groups."""

    def setup(self):
        """Give everybody a group."""
        self.agents = ap.AgentList(self, self.p.work.people, Poster)
        for members in self.p.work.groups:
            group = [self.agents[member] for member in members.tolist()]
            for poster in group:
                poster.group = group

    def step(self):
        """Let everybody act."""
        self.agents.post_perhaps()


class PostsRun:
    """Ninety days."""

    def __init__(self, work: Posts):
        self.model = Posting({"work": work, "steps": DAYS})
        self.model.sim_setup()

    def ready(self, seed: int) -> None:
        """Nobody has read anything yet."""
        self.model.random.seed(seed)
        self.model.agents.reads = 0

    def run(self, seed: int) -> int:
        """Count the readings."""
        self.model.agents.post()
        for _day in range(DAYS - 1):
            self.model.step()
        return int(sum(self.model.agents.reads))
