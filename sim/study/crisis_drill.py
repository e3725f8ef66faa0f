"""Crisis drill: a Friday night on which something goes wrong in private, and what to count of it.

What is counted is counted of the rumour itself; the brand knows little of it while it happens.
"""

from datetime import date, timedelta

import numpy as np

from sim import facts, tables
from sim.errors import AddaError, Said
from sim.outcomes.outcome import NONE, Outcome, count, ratio
from sim.outcomes.window import Window
from sim.scenarios import Scenario, Shock
from sim.words import N_

SATURDAY = 5
RUMOUR = "rumour"
EARLIEST, LATEST = 2, 200  # days that pass before it goes wrong


def friday_night(
    plan: Scenario, strength: float = 0.7, people: int = 5, where: str = "private"
) -> Scenario:
    """Return the scenario with a crisis in the night from a Friday to a Saturday.

    It begins at midnight a third into the days, on day 60 at the latest, with `people` who tell
    their friends. A scenario that brings a crisis along is returned as it is. Raises AddaError
    where the days do not reach a Saturday with a day before and after it.
    """
    if any(shock.kind == "crisis" for shock in plan.shocks):
        return plan
    day = _saturday(plan)
    happens = {
        "day": day, "kind": "crisis", "strength": strength, "people": people, "where": where,
    }  # fmt: skip
    shock = Shock.parse(happens, Said("the crisis"))
    return plan.model_copy(update={"shocks": (*plan.shocks, shock)})


def _saturday(plan: Scenario) -> int:
    first = date.fromisoformat(plan.start_date)
    wanted = min(max(EARLIEST, plan.days // 2), LATEST)
    near = range(EARLIEST, plan.days - 1)
    days = [day for day in near if (first + timedelta(days=day)).weekday() == SATURDAY]
    if not days:
        raise AddaError("a crisis on a Friday night needs more than {days} days", days=plan.days)
    return min(days, key=lambda day: abs(day - wanted))


def _rumour(seen: Window) -> int:
    """Return the number of the story of the first crisis, -1 where there was none."""
    kind = facts.kinds()[RUMOUR].number
    found = np.flatnonzero(seen.stories["kind"] == kind)
    return int(found[0]) if len(found) else -1


def _heard(seen: Window) -> float:
    heard = seen.run.tables["heard"]
    about = (heard["story"] == _rumour(seen)) & (heard["tick"] < seen.ticks)
    return ratio(seen.flags(heard["person"][about]).sum(), seen.people)


def _passed_unseen(seen: Window) -> float:
    told = seen.by_people & (seen.shares["story"] == _rumour(seen))
    return ratio(count(told & ~seen.in_sight), count(told))


def _answered(seen: Window) -> float:
    """Return the hours from the crisis to the brand's answer; NaN where it gave none."""
    work = seen.rows("manager")
    when = work["tick"][work["activity"] == tables.CRISIS]
    rumour = _rumour(seen)
    if rumour < 0 or not len(when):
        return NONE
    return float(when[0] - seen.stories["tick"][rumour]) * seen.market.tick_hours


def _spoke_up(seen: Window) -> float:
    return float(count(seen.those(tables.DEFENDED)))


COUNTED = (
    Outcome(
        name="rumour_reach",
        label=N_("People who heard the rumour"),
        unit=N_("share of people"),
        definition=N_("Share of people whom the rumour reached, in private or in public."),
        better="lower",
        kind="talk",
        form="share",
        value=_heard,
    ),
    Outcome(
        name="rumour_unseen",
        label=N_("Rumour out of our sight"),
        unit=N_("share of shares"),
        definition=N_("Share of the rumour's shares that went where the brand cannot look."),
        better="neither",
        kind="talk",
        form="share",
        value=_passed_unseen,
    ),
    Outcome(
        name="hours_to_answer",
        label=N_("Hours until our answer"),
        unit=N_("hours"),
        definition=N_("Hours from the beginning of the crisis until the brand answers it, where it"
                      " does."),
        better="lower",
        kind="community",
        value=_answered,
    ),
    Outcome(
        name="spoke_up",
        label=N_("Members who spoke up for us"),
        unit=N_("people"),
        definition=N_("People who told others that the rumour is wrong, unasked."),
        better="higher",
        kind="community",
        value=_spoke_up,
    ),
)  # fmt: skip
