"""Adda through its front door: the neutral market, ties that are given, `sim.run`."""

from math import log

import sim
from benchmarks.works import CHANCE, DAYS, POST, READ, Cascade, Posts


class CascadeRun:
    """One decision for every share read, sure passing to all contacts, until it is quiet."""

    def __init__(self, work: Cascade):
        self.work = work
        self.world = sim.World.from_edges(work.people, close=work.pairs)
        self.scenario = sim.scenario("do_nothing", "neutral")

    def ready(self, seed: int) -> None:
        """Draw who starts."""
        self.start = [("conversation", self.work.starters(seed), 0)]

    def run(self, seed: int) -> int:
        """Count those who passed it on: everybody does so once, to all contacts at a time."""
        run = sim.run(
            self.scenario,
            seed,
            world=self.world,
            parameters={"share_probability": CHANCE},
            start=self.start,
            until="quiet",
        )
        return len(run.tables["shares"]["sender"])


class PostsRun:
    """One story that everybody keeps in mind and passes on in the group from day to day."""

    def __init__(self, work: Posts):
        self.world = sim.World.from_edges(work.people, groups=work.groups)
        neutral = sim.scenario("do_nothing", "neutral", days=DAYS)
        self.scenario = neutral.changed({"market.tick_hours": 24})
        self.start = [("conversation", range(work.people), 0)]
        self.parameters = {
            "open_group": READ,
            "private_to_group": 1.0,
            "chats_per_share": 1.0,
            "repass_rate": -log(1.0 - POST),
        }

    def ready(self, seed: int) -> None:
        """Nothing is kept from run to run."""

    def run(self, seed: int) -> int:
        """Count the readings; what is posted on a day is delivered on the next."""
        run = sim.run(
            self.scenario, seed, world=self.world, parameters=self.parameters, start=self.start
        )
        return int(run.tables["shares"]["read"].sum())
