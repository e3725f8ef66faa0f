"""Stage: the small, busy market and plain strategy on which the effects of levers are measured."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sim.scenarios import Scenario, Shock, scenario
from sim.strategy import Strategy

DAYS, PEOPLE = 40, 250
# People who join, write, ask and react more often than usual: small runs then show effects.
BUSY = {
    "join_probability": 1.0, "first_post_rate": 0.3, "need_rate": 0.2, "room_write": 1.0,
    "invite_rate": 0.3, "click_rate": 0.3, "offer_buy": 0.5, "shy_asks": 1.0,
    "background_load": 5.0,
}  # fmt: skip
BRAND = {"awareness": 0.5, "customers": 0.2, "followers": 0.5, "affinity": 0.3}
PLAIN = {
    "name": "plain",
    "title": "A bit of everything",
    "content": {"product_news": 1.0, "conversation": 1.0},
    "posts_per_week": 7.0,
    "presence": {"pages": ["facebook"], "home": "whatsapp", "room_size": 60},
    "hours_per_week": 30.0,
    "flexible_share": 0.0,
}
RUMOUR = {"day": 10, "kind": "crisis", "strength": 1.0, "people": 40, "where": "public"}


@cache
def _plain() -> Scenario:
    case = scenario(Strategy.parse(PLAIN, "the stage's strategy"), "neighbourhood", days=DAYS)
    return case.changed(
        {
            "market.people": PEOPLE,
            **{f"market.behaviour.{name}": value for name, value in BUSY.items()},
            **{f"market.brand.{name}": value for name, value in BRAND.items()},
        }
    )


def stage(given: Mapping[str, Any]) -> Scenario:
    """Return the plain scenario, changed: by key path; "drive": the one drive that people have."""
    changes = dict(given)
    case = _plain()
    if drive := changes.pop("drive", None):
        only = {name: float(name == drive) for name in
                ("problems", "beliefs", "hobbies", "aspirations")}  # fmt: skip
        for number in range(len(case.market.segments)):
            changes[f"market.segments.{number}.drives"] = only
    if rumour := changes.pop("rumour", None):
        case = case.model_copy(update={"shocks": (Shock(**{**RUMOUR, "where": rumour}),)})
    return case.changed(changes)
