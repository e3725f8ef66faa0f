"""What a chat tells of people's behaviour: the parameters that are fitted, and where they may lie.

Every other parameter is drawn from its published range too, but nothing is learned about it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim import facts
from sim.intake.intervals import Array
from sim.market import Market
from sim.words import N_

MESSAGES, SPREAD, SILENT = "messages", "message_spread", "silent"
_TOLD_BY_CHATS = (
    "need_rate", "shy_asks", "answer_rate", "answer_stranger", "room_write", "first_post_rate",
    "reply_share", "thread_ease", "return_unanswered", "return_answered", "leave_rate",
)  # fmt: skip
_LOG_FROM = 8.0


@dataclass(frozen=True)
class Informed:
    """One number that is fitted: its range, and whether it varies by factors or by steps."""

    name: str
    meaning: str
    unit: str
    low: float
    high: float

    @property
    def by_factor(self) -> bool:
        """Whether the range spans so much that factors count, not differences."""
        return self.low > 0 and self.high >= _LOG_FROM * self.low

    def values(self, places: Array) -> Array:
        """Return the values at places 0..1 of the range."""
        if self.by_factor:
            return self.low * (self.high / self.low) ** places
        return self.low + (self.high - self.low) * places


def informed() -> tuple[Informed, ...]:
    """Return what is fitted to a chat: three numbers of the market, then behaviour."""
    own = (
        Informed(
            MESSAGES, N_("How much people write in private groups, against the base market"),
            N_("factor"), 0.1, 10.0,
        ),
        Informed(SPREAD, N_("Spread of messages (log scale)"), N_("log scale"), 0.6, 2.6),
        Informed(SILENT, N_("Share who never write"), N_("share"), 0.02, 0.9),
    )  # fmt: skip
    return (*own, *map(_of_behaviour, _TOLD_BY_CHATS))


def not_informed() -> tuple[Informed, ...]:
    """Return every other parameter of behaviour that is uncertain."""
    return tuple(
        _of_behaviour(name)
        for name, one in facts.parameters().items()
        if name not in _TOLD_BY_CHATS and one.low < one.high
    )


def _of_behaviour(name: str) -> Informed:
    one = facts.parameters()[name]
    return Informed(name, one.meaning, one.unit, one.low, one.high)


def drawn(cases: int, seed: int) -> tuple[Array, Array]:
    """Return places 0..1 in the ranges of `informed` and of `not_informed`, a row each case."""
    luck = np.random.default_rng([seed, 606])
    return luck.random((cases, len(informed()))), luck.random((cases, len(not_informed())))


def changes_at(market: Market, fitted: Array, others: Array) -> dict[str, Any]:
    """Return a set: behaviour by name, and what differs in the market by path (`market. ...`)."""
    values = {
        one.name: float(f"{one.values(np.asarray(place)):.5g}")
        for one, place in zip(
            (*informed(), *not_informed()), (*fitted, *others), strict=True
        )
    }  # fmt: skip
    factor, spread, silent = (values.pop(name) for name in (MESSAGES, SPREAD, SILENT))
    for number, segment in enumerate(market.segments):
        at = f"market.segments.{number}"
        messages = min(segment.messages_per_day * factor, 500.0)
        values[f"{at}.messages_per_day"] = float(f"{messages:.5g}")
        values[f"{at}.message_spread"] = spread
        values[f"{at}.silent"] = silent
    return values


def split(values: dict[str, Any]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the behaviour and the changes of the market of a set."""
    market = {key: value for key, value in values.items() if key.startswith("market.")}
    return {key: value for key, value in values.items() if key not in market}, market
