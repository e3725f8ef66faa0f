"""What the brand has of it: sales, loyalty, visits."""

import numpy as np

from sim import tables
from sim.outcomes.cost import spent
from sim.outcomes.outcome import MONEY, Daily, Outcome, count, ratio, total
from sim.outcomes.window import BOUGHT, Window
from sim.words import N_


def _repeat(daily: Daily) -> np.ndarray:
    return total(daily, "purchases") - total(daily, "first_purchases")


def _profit(daily: Daily) -> np.ndarray:
    return total(daily, "margin") - spent(daily) - total(daily, "labour")


def _bought(seen: Window) -> np.ndarray:
    return seen.those(*BOUGHT)


def _origin(seen: Window) -> tuple[np.ndarray, np.ndarray]:
    """Return each person's purchases after a story of a person, and after any known story."""
    bought = _bought(seen)
    person, share = seen.events["person"][bought], seen.events["share"][bought]
    person, share = person[share >= 0], share[share >= 0]
    of_people = seen.run.sums.at("sender", share) >= 0
    return seen.each(person[of_people]), seen.each(person)


def _from_people(seen: Window) -> float:
    by_people, by_any = _origin(seen)
    return ratio(by_people.sum(), by_any.sum())


def _lapsed(seen: Window) -> int:
    """Return how many people were customers once and are none at the end of the day."""
    rows = seen.those(tables.LAPSED, *BOUGHT)
    person, kind = seen.events["person"][rows], seen.events["kind"][rows]
    last = np.full(seen.people, -1)
    last[person] = kind  # of several events of a person, the last one stays
    return count(last == tables.LAPSED)


def _loyalty(seen: Window) -> float:
    customers = float(seen.daily["customers"][-1])
    return ratio(customers, customers + _lapsed(seen))


def _stages(seen: Window) -> tuple[np.ndarray, np.ndarray]:
    stage = seen.now("stage")
    return (stage == 1).astype(float), (stage > 0).astype(float)


def _person_margin(seen: Window) -> np.ndarray:
    product, offer = seen.market.product, seen.run.scenario.strategy.offers
    bought = _bought(seen)
    person = seen.events["person"][bought]
    given = seen.events["kind"][bought] == tables.BOUGHT_AT_OFFER
    earned = product.price * product.margin - product.price * offer.discount * given
    return np.bincount(person, weights=earned, minlength=seen.people)


def _dark_visits(seen: Window) -> float:
    return ratio(count(seen.in_the_dark), count(seen.through_shares))


BUSINESS = (
    Outcome(
        name="sales",
        label=N_("Sales"),
        unit=N_("purchases"),
        definition=N_("Purchases up to the end of the day."),
        better="higher",
        kind="business",
        course=lambda daily: total(daily, "purchases"),
        persons=lambda seen: (seen.each(seen.events["person"][_bought(seen)]), None),
    ),
    Outcome(
        name="new_customers",
        label=N_("New customers"),
        unit=N_("people"),
        definition=N_("People who bought for the first time."),
        better="higher",
        kind="business",
        course=lambda daily: total(daily, "first_purchases"),
    ),
    Outcome(
        name="repeat_sales",
        label=N_("Repeat sales"),
        unit=N_("purchases"),
        definition=N_("Purchases that were not a person's first."),
        better="higher",
        kind="business",
        course=_repeat,
    ),
    Outcome(
        name="customers",
        label=N_("Customers"),
        unit=N_("people"),
        definition=N_("Customers at the end of the day."),
        better="higher",
        kind="business",
        course=lambda daily: daily["customers"],
        persons=lambda seen: (_stages(seen)[0], None),
    ),
    Outcome(
        name="customer_retention",
        label=N_("Customers kept"),
        unit=N_("share of customers"),
        definition=N_("Share of all who are or once were customers who are customers now."),
        better="higher",
        kind="business",
        form="share",
        value=_loyalty,
        persons=_stages,
    ),
    Outcome(
        name="sales_from_people",
        label=N_("Sales through people"),
        unit=N_("share of sales"),
        definition=N_(
            "Of the purchases that a story led to, the share where a person told it and not the"
            " brand."
        ),
        better="neither",
        kind="business",
        form="share",
        value=_from_people,
        persons=_origin,
    ),
    Outcome(
        name="revenue",
        label=N_("Revenue"),
        unit=MONEY,
        definition=N_("What buyers paid."),
        better="higher",
        kind="business",
        course=lambda daily: total(daily, "revenue"),
    ),
    Outcome(
        name="margin",
        label=N_("Margin"),
        unit=MONEY,
        definition=N_("What is left of revenue after the goods and discounts are paid."),
        better="higher",
        kind="business",
        course=lambda daily: total(daily, "margin"),
        persons=lambda seen: (_person_margin(seen), None),
    ),
    Outcome(
        name="profit",
        label=N_("Left after all costs"),
        unit=MONEY,
        definition=N_(
            "Margin less hours at their price, advertising, rewards, bought likes and paid support."
        ),
        better="higher",
        kind="business",
        course=_profit,
    ),
    Outcome(
        name="visits",
        label=N_("Visits"),
        unit=N_("visits"),
        definition=N_("Visits to the brand's own pages, whatever brought them."),
        better="higher",
        kind="business",
        course=lambda daily: total(daily, "visits"),
        persons=lambda seen: (seen.each(seen.visits["person"]), None),
    ),
    Outcome(
        name="dark_visits",
        label=N_("Visits from the dark"),
        unit=N_("share of visits from talk"),
        definition=N_(
            "Of the visits that a share brought, the share that arrives without a referrer and"
            " without a campaign tag."
        ),
        better="neither",
        kind="business",
        form="share",
        value=_dark_visits,
        persons=lambda seen: (
            seen.each(seen.visits["person"][seen.in_the_dark]),
            seen.each(seen.visits["person"][seen.through_shares]),
        ),
    ),
)
