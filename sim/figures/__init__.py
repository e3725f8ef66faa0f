"""Figures: tidy table in, picture out. The title says what was found, the axes carry units.

Each module holds one picture: what makes its table from runs, and what draws the table. Tables
have a column `arm` (0: A, 1: B), and mean, low, high where they come from several runs.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Picture": "style",
    "Pictures": "gallery",
    "pictures": "gallery",
    "over_time": "course",
    "score_board": "scores",
    "main_rows": "scores",
    "iceberg": "waterline",
    "iceberg_table": "waterline",
    "dashboard_truth": "truth",
    "truth_table": "truth",
    "talk_by_venue": "venues",
    "venue_table": "venues",
    "sales_flow": "sales",
    "sales_table": "sales",
    "cascade_tree": "cascade",
    "cascade_table": "cascade",
    "calendar_month": "calendar",
    "calendar_table": "calendar",
    "hours_spent": "work",
    "hours_table": "work",
    "member_life": "life",
    "retention_table": "life",
    "help_desk": "questions",
    "help_table": "questions",
    "market_map": "market",
    "map_tables": "market",
    "pattern_board": "band",
    "claims_board": "band",
    "grades_board": "band",
    "holding_picture": "holding",
    "ground_picture": "holding",
    "chat_profile": "rhythm",
    "rhythm_table": "rhythm",
    "winners_map": "winners",
    "boxes_picture": "boxes",
    "sensitivity_picture": "sensitivity",
    "front_picture": "front",
    "mechanisms_waterfall": "mechanisms",
    "reply_graph": "replies",
    "dark_interval": "dark",
    "bass_fit": "adoption",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load the module of a picture when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"sim.figures has no '{name}'")
    return getattr(import_module(f"sim.figures.{_HOMES[name]}"), name)
