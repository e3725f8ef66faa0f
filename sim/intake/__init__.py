"""From what a community left behind to a market: chats and edges in, no words and no names out.

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
    "fit_chat": "sim.intake.fits",
    "market_from_fit": "sim.intake.fitted_markets",
    "write_fit": "sim.intake.fitted_markets",
    "reply_table": "sim.intake.reply_groups",
    "export_chat": "sim.intake.exports",
    "chat_of_run": "sim.intake.room_chat",
    "health": "sim.intake.vital_signs",
    "health_of_run": "sim.intake.vital_signs",
    "read_analytics": "sim.intake.web_analytics",
    "Assumptions": "sim.intake.web_analytics",
    "dark_share": "sim.intake.web_analytics",
    "seen_by_analytics": "sim.intake.web_analytics",
    "read_series": "sim.intake.adoption",
    "fit_bass": "sim.intake.adoption",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Fetch a public function on its first use, so that importing the package stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"sim.intake has no '{name}'")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found
