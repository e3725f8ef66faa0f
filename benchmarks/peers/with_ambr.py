"""AMBER (ambr), its vectorised lane: columns, selections, `scatter_add`."""

import ambr as am
import numpy as np

from benchmarks.works import CHANCE, DAYS, GROUP, POST, READ, Cascade, Posts

SUSCEPTIBLE, ACTIVE, DONE = 0, 1, 2


class Spreading(am.Model):
    """People with a state; ties as rows end to end."""

    def setup(self):
        """Nobody has heard yet."""
        self.ptr, self.to = self.p["work"].rows
        self.add_agents(self.p["work"].people, state=SUSCEPTIBLE)

    def step_vectorized(self):
        """Let the active try their contacts."""
        agents = self.agents
        state = agents.array("state")
        active = np.flatnonzero(state == ACTIVE)
        rows = self.ptr[active + 1] - self.ptr[active]
        within = np.arange(rows.sum()) - np.repeat(rows.cumsum() - rows, rows)
        tried = self.to[np.repeat(self.ptr[active], rows) + within]
        heard = tried[self.rng.random(len(tried)) < CHANCE]
        state = state.copy()
        state[active] = DONE
        state[heard[state[heard] == SUSCEPTIBLE]] = ACTIVE
        agents.set(state=state)


class CascadeRun:
    """Steps until nobody is active."""

    def __init__(self, work: Cascade):
        self.work = work
        self.model = _placed(Spreading, work)

    def ready(self, seed: int) -> None:
        """Put everybody back, and let the starters hear."""
        self.model.rng = np.random.default_rng(seed)
        state = np.full(self.work.people, SUSCEPTIBLE)
        state[self.work.starters(seed)] = ACTIVE
        self.model.agents.set(state=state)

    def run(self, seed: int) -> int:
        """Count who is done."""
        agents = self.model.agents
        while (agents.state == ACTIVE).any():
            self.model.run_step()
        return int((agents.state == DONE).sum())


class Posting(am.Model):
    """People with a count of readings."""

    def setup(self):
        """Nobody has read anything yet."""
        self.sizes = np.array([len(group) for group in self.p["work"].groups])
        self.add_agents(self.p["work"].people, reads=0)

    def post(self, chance: float):
        """Let some post, and the other members of their groups read."""
        authors = np.flatnonzero(self.rng.random(len(self.agents)) < chance)
        size = self.sizes[authors // GROUP]
        within = np.arange(size.sum()) - np.repeat(size.cumsum() - size, size)
        readers = np.repeat(authors // GROUP * GROUP, size) + within
        shown = readers[readers != np.repeat(authors, size)]
        read = shown[self.rng.random(len(shown)) < READ]
        self.agents.at[self.ids[read]].scatter_add(reads=1)

    def step_vectorized(self):
        """A day."""
        self.post(POST)


class PostsRun:
    """Ninety days."""

    def __init__(self, work: Posts):
        self.model = _placed(Posting, work)
        self.model.ids = self.model.agents.ids.to_numpy()

    def ready(self, seed: int) -> None:
        """Nobody has read anything yet."""
        self.model.rng = np.random.default_rng(seed)
        self.model.agents.reads = 0

    def run(self, seed: int) -> int:
        """Count the readings."""
        self.model.post(1.0)
        for _day in range(DAYS - 1):
            self.model.run_step()
        return int(self.model.agents.reads.sum())


def _placed(kind: type[am.Model], work: Cascade | Posts) -> am.Model:
    """Return a model that is set up, in the vectorised lane."""
    model = kind({"work": work, "steps": 1000, "seed": 0, "show_progress": False})
    model.cpu(mode="vectorized").run(steps=0)
    return model
