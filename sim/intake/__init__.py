"""From what a community left behind to a market: chats and edge lists in, no words and no names.

Everything is read on this machine. A chat keeps, for each message, when, by which numbered
person, what kind and how long; bodies and names are dropped while the file is being read.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "read_chat": "sim.intake.read",
    "profile": "sim.intake.profiles",
    "read_edges": "sim.intake.edges",
    "market_from_profile": "sim.intake.markets",
    "market_from_edges": "sim.intake.markets",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Fetch a public function on its first use, so that importing the package stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"sim.intake has no '{name}'")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found
