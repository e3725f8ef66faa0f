"""Worlds that several tests look at, built once."""

from functools import cache

import pytest

from sim.market import Market
from sim.scenarios import read_market
from sim.world import World


def plain(people: int = 2000, **network) -> Market:
    """A made-up market of one segment, all of whom use one messenger and one public channel."""
    tree = {
        "name": "plain",
        "title": "A made-up market",
        "people": people,
        "segments": [{"name": "people", "channels": {"whatsapp": 1.0, "facebook": 1.0}}],
        "network": network,
    }
    return Market.parse(tree, "the test")


@cache
def world_of(name: str, people: int, seed: int = 1) -> World:
    """The world of a shipped market with so many people."""
    return World.from_market(read_market(name).model_copy(update={"people": people}), seed)


@pytest.fixture(scope="session")
def city() -> World:
    """20,000 people of the shipped city."""
    return world_of("city", 20_000)
