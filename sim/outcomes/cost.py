"""What it costs: hours, money, discounts, and the support that members save."""

import numpy as np

from sim import tables
from sim.outcomes.outcome import MONEY, Daily, Outcome, count, total
from sim.outcomes.window import Window
from sim.words import N_


def spent(daily: Daily) -> np.ndarray:
    """Return the money paid out up to the end of each day; hours are not money."""
    return total(daily, "ad_money", "reward_money", "likes_money", "support_cost")


def _support_saved(seen: Window) -> float:
    questions = seen.questions
    peers = seen.solved & (questions["product"] != 0) & (questions["solved_by"] == tables.PEER)
    return float(count(peers)) * seen.market.prices.support_case


COST = (
    Outcome(
        name="hours",
        label=N_("Hours of work"),
        unit=N_("hours"),
        definition=N_("Hours that the community manager worked."),
        better="lower",
        kind="cost",
        course=lambda daily: total(daily, "hours"),
    ),
    Outcome(
        name="dropped",
        label=N_("Work dropped"),
        unit=N_("acts"),
        definition=N_("Planned posts that were dropped for want of hours."),
        better="lower",
        kind="cost",
        value=lambda seen: float(seen.rows("manager")["dropped"].sum()),
    ),
    Outcome(
        name="money",
        label=N_("Money spent"),
        unit=MONEY,
        definition=N_("Advertising, rewards, bought likes and paid support; hours not counted."),
        better="lower",
        kind="cost",
        course=spent,
    ),
    Outcome(
        name="discounts",
        label=N_("Discounts given"),
        unit=MONEY,
        definition=N_("What buyers paid less than the price."),
        better="neither",
        kind="cost",
        course=lambda daily: total(daily, "discount_given"),
    ),
    Outcome(
        name="support_cost",
        label=N_("Paid support"),
        unit=MONEY,
        definition=N_("What paid support cost."),
        better="lower",
        kind="cost",
        course=lambda daily: total(daily, "support_cost"),
    ),
    Outcome(
        name="support_saved",
        label=N_("Support saved by members"),
        unit=MONEY,
        definition=N_(
            "What paid support would have cost for the problems with the product that members"
            " solved among themselves."
        ),
        better="higher",
        kind="cost",
        value=_support_saved,
    ),
)
