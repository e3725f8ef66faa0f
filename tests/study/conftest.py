"""One small comparison that several tests look at."""

import pytest

import sim
from sim.study.comparison import Comparison


@pytest.fixture(scope="session")
def brand() -> sim.Scenario:
    """Two weeks around the brand."""
    return sim.scenario("brand_centric", market="neighbourhood", days=14)


@pytest.fixture(scope="session")
def interest(brand) -> sim.Scenario:
    """Two weeks around what people care about."""
    return brand.with_strategy("interest_centric")


@pytest.fixture(scope="session")
def compared(brand, interest) -> Comparison:
    """Eight pairs of both."""
    return sim.compare(brand, interest, replicates=8, seed=11)
