"""Scenarios of every sort, small enough for Mesa's engine: levers, markets, shocks, behaviour."""

from typing import Any, NamedTuple

from hypothesis import strategies as st

import sim
from sim import facts
from sim.prepare import Prepared, prepare
from sim.running import Story
from sim.scenarios import Scenario, Shock, shipped_strategies

SHARE = st.sampled_from([0.0, 0.05, 0.3, 0.7, 1.0])
DRIVERS = ("problems", "beliefs", "hobbies", "aspirations", "product")
PLANNED = ("offer", "product_news", "helpful", "conversation", "spotlight", "raffle", "survey",
           "event", "invitation")  # fmt: skip
PAGES = tuple(row.name for row in facts.channels().rows if not row.private)
HOMES = ("whatsapp", "telegram", "messenger", None)
TELLABLE = ("conversation", "rumour", "experience", "invitation", "offer")


class Case(NamedTuple):
    """A run to be had on both engines."""

    scenario: Scenario
    seed: int
    parameters: dict[str, float]
    start: tuple

    def prepared(self) -> Prepared:
        """Return what both engines are given."""
        return prepare(self.scenario, self.seed, None, self.parameters)


@st.composite
def levers(draw: Any) -> dict[str, Any]:
    """Draw levers of the strategy, as changes by their key paths."""
    home = draw(st.sampled_from(HOMES))
    pages = draw(st.lists(st.sampled_from(PAGES), max_size=4, unique=True))
    channels = st.sampled_from([None, *pages, *([home] if home else [])])
    entry = st.fixed_dictionaries({
        "day": st.integers(0, 12),
        "kind": st.sampled_from(PLANNED),
        "every_days": st.sampled_from([0, 1, 4]),
        "hour": st.integers(0, 23),
        "driver": st.sampled_from([None, *DRIVERS]),
        "channel": channels,
    })  # fmt: skip
    shares = ("brand_talk", "control", "peer_enablement", "personalisation", "acts_on_feedback",
              "invitations", "flexible_share")  # fmt: skip
    found = {f"strategy.{name}": draw(SHARE) for name in shares}
    return found | {
        "strategy.presence": {
            "pages": pages, "home": home, "room_size": draw(st.sampled_from([2, 7, 40]))
        },
        "strategy.calendar": draw(st.lists(entry, max_size=3)),
        "strategy.replies": draw(st.sampled_from([0.0, 0.4])),
        "strategy.encouragement": draw(st.sampled_from([0.0, 0.5])),
        "strategy.data_use": draw(st.sampled_from(["minimal", "consented", "intrusive"])),
        "strategy.content": {kind: draw(st.sampled_from([0.0, 1.0])) for kind in PLANNED},
        "strategy.posts_per_week": draw(st.sampled_from([0.0, 4.0, 35.0])),
        "strategy.copy_style": draw(st.sampled_from(["native", "cross_posted"])),
        "strategy.offers": {"discount": draw(SHARE) * 0.5, "per_month": draw(SHARE) * 20},
        "strategy.advertising.money_per_day": draw(st.sampled_from([0.0, 5.0, 60.0])),
        "strategy.seeding": {
            "who": draw(st.sampled_from(["members", "most_followed", "random"])),
            "how_many": draw(st.sampled_from([0, 3, 500])),
            "reward": 2.5,
        },
        "strategy.bought_likes": draw(st.sampled_from([0, 700])),
        "strategy.invite_holdout": draw(st.sampled_from([0.0, 0.3])),
        "strategy.crisis_plan": {
            "monitoring_hours": draw(st.sampled_from([0.0, 8.0])),
            "response_hours": draw(st.sampled_from([0.0, 30.0])),
            "tone": draw(st.sampled_from(["apologise", "explain", "deny", "silence"])),
        },
        "strategy.hours_per_week": draw(st.sampled_from([0.0, 12.0, 60.0])),
    }  # fmt: skip


@st.composite
def circumstances(draw: Any) -> dict[str, Any]:
    """Draw fields of the market, as changes by their key paths."""
    return {
        "market.people": draw(st.integers(30, 80)),
        "market.tick_hours": draw(st.sampled_from([3, 6, 8, 24])),
        "market.memory": draw(st.sampled_from([1, 2, 5, 32])),
        "market.product.problems_per_year": draw(st.sampled_from([0.0, 30.0])),
        "market.product.repurchase_days": draw(st.sampled_from([3.0, 60.0])),
        "market.product.quality": draw(SHARE),
        "market.product.sensitivity": draw(SHARE),
        "market.brand.awareness": draw(SHARE),
        "market.brand.customers": draw(st.sampled_from([0.0, 0.4])),
        "market.brand.followers": draw(SHARE),
        "market.brand.members": draw(st.sampled_from([0.0, 0.0, 0.3, 1.0])),
        "market.brand.belonging": draw(SHARE),
        "market.brand.affinity": draw(st.sampled_from([-0.4, 0.1, 0.7])),
        "market.brand.press_per_day": draw(st.sampled_from([0.0, 0.03])),
        "market.network.groups.per_person": draw(st.sampled_from([0.0, 4.0])),
        "market.network.follows.mean": draw(st.sampled_from([0.0, 8.0])),
        "market.network.close_ties.outer": draw(st.sampled_from([0.0, 15.0])),
    }


@st.composite
def behaviours(draw: Any) -> dict[str, float]:
    """Draw behaviour parameters, from what makes sense at all; rates stay within the plausible."""
    known = facts.parameters()
    found = {}
    for name in draw(st.lists(st.sampled_from(sorted(known)), max_size=25, unique=True)):
        parameter = known[name]
        values = [parameter.least, parameter.low, parameter.high, parameter.neutral]
        if parameter.most <= 1:
            values.append(parameter.most)
        found[name] = draw(st.sampled_from(values))
    for name in ("join_probability", "first_post_rate", "need_rate", "hold_probability"):
        if draw(st.booleans()):
            found[name] = 1.0
    if draw(st.booleans()):
        found |= {"random_meetings": 2.0, "repass_rate": 0.5}
    return found


SHOCKS = st.lists(
    st.builds(
        Shock,
        day=st.integers(0, 8),
        kind=st.sampled_from(["launch", "crisis", "competitor_offer", "press"]),
        strength=SHARE,
        people=st.sampled_from([0, 4, 60]),
        where=st.sampled_from(["private", "public"]),
        about=st.sampled_from(DRIVERS),
    ),
    max_size=3,
)
STARTS = st.lists(
    st.tuples(
        st.builds(Story, kind=st.sampled_from(TELLABLE), driver=st.sampled_from(DRIVERS)),
        st.sampled_from([1, 9]) | st.just([0, 3, 4]),
        st.integers(0, 20),
    ),
    max_size=3,
)


@st.composite
def cases(draw: Any) -> Case:
    """Draw a whole run."""
    shocks = tuple(draw(SHOCKS))
    template = draw(st.sampled_from(shipped_strategies()))
    plain = sim.scenario(template, "neighbourhood", days=draw(st.integers(5, 15)), shocks=shocks)
    changes = draw(circumstances()) | (draw(levers()) if draw(st.booleans()) else {})
    seed = draw(st.sampled_from([0, 1, 7, 2**40 + 3]))
    return Case(plain.changed(changes), seed, draw(behaviours()), tuple(draw(STARTS)))
