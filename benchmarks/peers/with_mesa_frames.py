"""mesa-frames: people and ties as polars frames, whole columns at a time."""

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from benchmarks.works import CHANCE, DAYS, GROUP, POST, READ, Cascade, Posts

SUSCEPTIBLE, ACTIVE, DONE = 0, 1, 2


class Spreaders(AgentSetPolars):
    """People with a state, and ties in both directions."""

    def __init__(self, model: ModelDF, work: Cascade):
        super().__init__(model)
        self += _people(work.people, "state")
        ptr, to = work.rows
        sources = np.repeat(np.arange(work.people), np.diff(ptr))
        self.ties = pl.DataFrame({"unique_id": sources, "contact": to.astype(np.int64)})

    def step(self) -> None:
        """Let the active try their contacts."""
        self.select(pl.col("state") == ACTIVE)
        tried = self.active_agents.join(self.ties, on="unique_id").select("contact")
        heard = tried.filter(pl.Series(self.random.random(len(tried)) < CHANCE)).unique()
        self["active", "state"] = DONE
        mine = pl.col("unique_id").is_in(heard["contact"].implode())
        self[(pl.col("state") == SUSCEPTIBLE) & mine, "state"] = ACTIVE


class CascadeRun:
    """Steps until nobody is active."""

    def __init__(self, work: Cascade):
        self.work = work
        self.model = ModelDF(seed=0)
        self.people = Spreaders(self.model, work)
        self.model.agents += self.people

    def ready(self, seed: int) -> None:
        """Put everybody back, and let the starters hear."""
        self.model.reset_randomizer(seed)
        people = self.model.get_agents_of_type(Spreaders)
        people["state"] = SUSCEPTIBLE
        people[pl.col("unique_id").is_in(self.work.starters(seed)), "state"] = ACTIVE
        self.people = people

    def run(self, seed: int) -> int:
        """Count who is done."""
        while (self.people.state == ACTIVE).any():
            self.people.do("step")
        return int((self.people.state == DONE).sum())


class Posters(AgentSetPolars):
    """People with a group and a count of readings."""

    def __init__(self, model: ModelDF, work: Posts):
        super().__init__(model)
        everybody = _people(work.people, "reads")
        self += everybody.with_columns(group=pl.col("unique_id") // GROUP)
        self.members = self.agents.select("group", reader="unique_id")

    def post(self, chance: float) -> None:
        """Let some post, and the other members of their groups read."""
        self.select(pl.Series(self.random.random(len(self)) < chance))
        shown = self.active_agents.join(self.members, on="group")
        shown = shown.filter(pl.col("reader") != pl.col("unique_id")).select("reader")
        read = shown.filter(pl.Series(self.random.random(len(shown)) < READ))
        counts = read.group_by("reader").len().rename({"reader": "unique_id"})
        more = self.agents.select("unique_id").join(counts, on="unique_id", how="left")
        self.select()
        self["reads"] = self.reads + more["len"].fill_null(0).cast(pl.Int64)

    def step(self) -> None:
        """A day."""
        self.post(POST)


class PostsRun:
    """Ninety days."""

    def __init__(self, work: Posts):
        self.model = ModelDF(seed=0)
        self.people = Posters(self.model, work)

    def ready(self, seed: int) -> None:
        """Nobody has read anything yet."""
        self.model.reset_randomizer(seed)
        self.people.select()
        self.people["reads"] = 0

    def run(self, seed: int) -> int:
        """Count the readings."""
        self.people.post(1.0)
        for _day in range(DAYS - 1):
            self.people.do("step")
        return int(self.people.reads.sum())


def _people(count: int, zero: str) -> pl.DataFrame:
    return pl.DataFrame({"unique_id": pl.arange(count, eager=True)}).with_columns(
        pl.lit(0, dtype=pl.Int64).alias(zero)
    )
