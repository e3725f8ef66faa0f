"""Report: a workbook run with other values, as one page that opens anywhere, also without a net."""

from importlib import import_module
from typing import Any

_HOMES = {"report": "making", "Meeting": "meeting", "assumptions": "meeting"}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load what makes reports when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"sim.report has no '{name}'")
    return getattr(import_module(f"sim.report.{_HOMES[name]}"), name)
