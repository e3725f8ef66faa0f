"""Labels: what levers, choices and their values are called."""

import math
from datetime import date, timedelta
from typing import Any

from sim import facts
from sim.choices import CHOICES
from sim.strategy import CalendarEntry, Strategy
from sim.studio.levers import Lever
from sim.words import N_, _, day_name, month_name, number
from sim.words.typed import Span

UNITS = {
    "share": N_("share"),
    "share of hours": N_("share of hours"),
    "share of price": N_("share of the price"),
    "0-1": N_("0 to 1"),
    "1/week": N_("a week"),
    "1/month": N_("a month"),
    "hours/week": N_("hours a week"),
    "hours": N_("hours"),
    "money/day": N_("money a day"),
    "money": N_("money"),
    "people": N_("people"),
    "followers": N_("followers"),
    "day": N_("day"),
}
MONEY = {"money": "{currency}", "money/day": N_("{currency} a day")}


def choice(name: str | None) -> str:
    """Return how a choice is called in the language spoken now: a channel, or one of `CHOICES`."""
    if name is None:
        return _("nowhere")
    if name in CHOICES:
        return _(CHOICES[name])
    return _(facts.channels()[name].title) if name in facts.channels().names else name


def unit(name: str, currency: str = "") -> str:
    """Return a unit in the language spoken now; money in a currency, where one is given."""
    if currency and name in MONEY:
        return _(MONEY[name]).format(currency=currency)
    return _(UNITS.get(name, name))


def span(lever: Lever) -> Span:
    """Return the numbers that a lever allows, and how they are written: shares in per cent."""
    low, high = lever.low or 0.0, math.inf if lever.high is None else lever.high
    return Span(low, high, whole=lever.form == "whole", percent=lever.in_percent)


def said(lever: Lever, value: Any) -> str:
    """Return the value of a lever in words, as its control writes it."""
    if lever.form in ("whole", "number"):
        return span(lever).write(value)
    return written(value)


def title(lever: Lever) -> str:
    """Return how a lever is called, with what it is a part of."""
    return f"{_(lever.under)}: {_(lever.title)}" if lever.under else _(lever.title)


def value_at(strategy: Strategy, path: str) -> Any:
    """Return the value at a key path of a strategy."""
    found: Any = strategy
    for key in path.split("."):
        found = getattr(found, key)
    return found


def written(value: Any) -> str:
    """Return the value of a lever in words."""
    if isinstance(value, tuple):
        return "; ".join(map(written, value)) or _("none")
    if isinstance(value, CalendarEntry):
        return entry(value)
    return number(value) if isinstance(value, int | float) else choice(value)


def entry(post: CalendarEntry, start_date: str = "") -> str:
    """Return an entry of a calendar in words, with its date where the first day is known."""
    day = number(post.day)
    if start_date:
        day = f"{day} ({date_of(start_date, post.day)})"
    said = _("day {day}: {kind}").format(day=day, kind=_(facts.kinds()[post.kind].title))
    if post.every_days:
        said += ", " + _("then every {days} days").format(days=number(post.every_days))
    if post.channel:
        said += f", {choice(post.channel)}"
    return f"{said} ({_(post.title)})" if post.title else said


def date_of(start_date: str, day: int = 0) -> str:
    """Return the date so many days after the first, such as "Mon 5 January"."""
    found = date.fromisoformat(start_date) + timedelta(days=day)
    return f"{day_name(found.weekday())} {number(found.day)} {month_name(found.month)}"
