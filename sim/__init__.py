"""Adda: how talk about a product spreads through private groups and public feeds.

The front door; heavy parts are loaded when they are first used.
"""

from importlib import import_module
from typing import Any

_DOORS = {
    "scenario": "sim.scenarios",
    "read_scenario": "sim.scenarios",
    "Scenario": "sim.scenarios",
    "shipped_markets": "sim.scenarios",
    "shipped_strategies": "sim.scenarios",
    "Shock": "sim.scenarios",
    "Market": "sim.market",
    "Strategy": "sim.strategy",
    "World": "sim.world",
    "Story": "sim.running",
    "run": "sim.running",
    "load_run": "sim.trace",
    "Run": "sim.trace",
    "CommunityModel": "sim.model",
    "Person": "sim.agents",
    "compare": "sim.study.compare",
    "explain": "sim.study.explain",
    "sweep": "sim.study.sweep",
    "sensitivity": "sim.study.sensitivity",
    "discover": "sim.study.discovery",
    "optimise": "sim.study.optimise",
    "flips": "sim.study.holding",
    "try_out": "sim.study.try_out",
    "where_each_wins": "sim.study.ground",
    "again": "sim.study.again",
    "unseen": "sim.study.unseen",
    "friday_night": "sim.study.crisis_drill",
    "lesson": "sim.lessons",
    "pictures": "sim.figures",
    "Meeting": "sim.report",
    "assumptions": "sim.report",
    "reasons": "sim.validation.reasons",
    "validate": "sim.validation.lines",
    "Studio": "sim.studio",
    "YourCommunity": "sim.studio",
    "AddaError": "sim.errors",
}
__all__ = sorted(_DOORS)


def __getattr__(name: str) -> Any:
    """Load the part of the product that holds `name`."""
    if name not in _DOORS:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)


def __dir__() -> list[str]:
    return __all__
