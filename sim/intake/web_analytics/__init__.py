"""Web analytics exports: visits by landing page and source, and what they tell of dark social.

GA4, Plausible and Matomo. Everything is read on this machine; of an address only a path without
its query is kept, and only where at least five visits landed on it.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "read_analytics": "sim.intake.web_analytics.read",
    "Analytics": "sim.intake.web_analytics.analytics",
    "Assumptions": "sim.intake.web_analytics.assumptions",
    "Range": "sim.intake.web_analytics.assumptions",
    "dark_share": "sim.intake.web_analytics.dark",
    "DarkShare": "sim.intake.web_analytics.dark",
    "seen_by_analytics": "sim.intake.web_analytics.seen",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Fetch a public name on its first use."""
    if name not in _HOMES:
        raise AttributeError(f"sim.intake.web_analytics has no '{name}'")
    return getattr(import_module(_HOMES[name]), name)
