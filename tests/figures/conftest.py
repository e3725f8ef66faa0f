"""Runs that the tests of the pictures share: two strategies, a few pairs, few days."""

import pytest

import sim
from sim.figures import Pictures
from sim.running import run


@pytest.fixture(scope="session")
def arms():
    """Two runs of each of two strategies, on the same worlds."""
    cases = [
        sim.scenario(name, "neighbourhood", days=35)
        for name in ("brand_centric", "interest_centric")
    ]
    return [[run(case, seed) for seed in (1, 2)] for case in cases]


@pytest.fixture(scope="session")
def comparison():
    """Three pairs."""
    a = sim.scenario("brand_centric", "neighbourhood", days=20)
    return sim.compare(a, a.with_strategy("interest_centric"), replicates=3, seed=4)


@pytest.fixture(scope="session")
def gallery(comparison):
    """The pictures of the comparison, in English."""
    return Pictures(comparison.runs, comparison)
