"""One lively run that the tests of outcomes, cascades and dashboard look at from all sides."""

import pytest

import sim

# People join, write, ask and leave far more than usual, so that every outcome has something to see.
LIVELY = {
    "join_probability": 1.0,
    "first_post_rate": 0.5,
    "need_rate": 0.3,
    "leave_rate": 0.02,
    "room_write": 1.0,
    "click_rate": 0.5,
    "invite_rate": 1.0,
    "trust_brand": 1.0,
}
CRISIS = sim.Shock(day=20, kind="crisis", strength=1.0, people=20, where="public")


@pytest.fixture(scope="session")
def lively_case() -> sim.Scenario:
    """A facilitated repair café with offers and a crisis on day 20."""
    case = sim.scenario("facilitator", market="neighbourhood", days=40, shocks=(CRISIS,))
    return case.changed(
        {
            "strategy.offers.per_month": 8.0,
            "strategy.invitations": 1.0,
            "market.brand.customers": 0.4,
            "market.product.problems_per_year": 30.0,
        }
    )


@pytest.fixture(scope="session")
def lively(lively_case) -> sim.Run:
    """A run of it."""
    return sim.run(lively_case, seed=5, parameters=LIVELY)


@pytest.fixture(scope="session")
def silent() -> sim.Run:
    """A run where the brand does nothing and nobody ever passes anything on."""
    case = sim.scenario("do_nothing", market="neighbourhood", days=3)
    still = {"tell_rate": 0.0, "tell_rate_disappointed": 0.0, "typed_rate": 0.0, "search_rate": 0.0}
    return sim.run(case, seed=1, parameters=still)
