"""Studio: two strategies side by side, set by hand, with what becomes of them.

studio = sim.Studio(a="brand_centric", b="interest_centric", market="boutique")
studio                        # in a notebook: the panel
studio.state.change("a", "control", 0.1)
studio.run()                  # the same without a panel
"""

from importlib import import_module
from typing import Any

_HOMES = {"Studio": "panel", "StudioState": "state", "YourCommunity": "upload"}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load the studio when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"sim.studio has no '{name}'")
    return getattr(import_module(f"sim.studio.{_HOMES[name]}"), name)
