"""Room: whether a study fits into memory, and on how many threads at once."""

from sim.errors import AddaError
from sim.scenarios import Scenario
from sim.world_parts.memory import available_bytes, needed_bytes, state_bytes

# Bytes a person and day of a run's tables. Measured on the shipped markets; those of lively ones
# are about half of this.
TABLES_DAY = 6
KEPT_PART = 0.8  # of what is free; the rest is for what else the machine does


def run_bytes(scenario: Scenario, runs: int = 1) -> int:
    """Return an estimate of the bytes that a world and so many runs on it take together."""
    market = scenario.market
    each = state_bytes(market, market.people) + market.people * TABLES_DAY * scenario.days
    return needed_bytes(market, market.people) + runs * each


def threads_that_fit(scenario: Scenario, runs: int, wanted: int) -> int:
    """Return how many of the wanted threads fit into memory, each with `runs` runs on a world.

    Raises AddaError when not even one does, with how many people would.
    """
    available = available_bytes()
    if available is None:
        return wanted
    each = run_bytes(scenario, runs)
    fit = int(KEPT_PART * available / each)
    if fit < 1:
        people = scenario.market.people
        fewer = max(1000, int(people * KEPT_PART * available / each) // 1000 * 1000)
        raise AddaError(
            "market '{name}': {runs} runs of {people} people over {days} days need about"
            " {each} GB of memory and {available} GB are free; about {fewer} people would"
            " fit",
            name=scenario.market.name,
            runs=runs,
            people=people,
            days=scenario.days,
            each=each / 1e9,
            available=available / 1e9,
            fewer=fewer,
        )
    return min(wanted, fit)
