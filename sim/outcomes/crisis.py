"""What a crisis does: how far the affinity falls, and how long until it is back (R13)."""

import numpy as np

from sim.outcomes.outcome import NONE, Outcome
from sim.outcomes.window import Window
from sim.words import N_

LEVEL = 1e-9  # an affinity this much below another is below it


def _after_crisis(seen: Window) -> tuple[float, np.ndarray]:
    """Return the affinity before the crisis, and on each day since; NaN where it was the first."""
    day = seen.crisis_day()
    affinity = seen.daily["affinity"]
    if day is None or day == 0:
        return NONE, affinity[:0]
    return float(affinity[day - 1]), affinity[day:]


def _damage(seen: Window) -> float:
    before, since = _after_crisis(seen)
    return max(0.0, before - float(since.min())) if len(since) else NONE


def _recovery(seen: Window) -> float:
    before, since = _after_crisis(seen)
    if not len(since):
        return NONE
    below = since < before - LEVEL
    if not below.any():
        return 0.0
    first = int(np.argmax(below))
    back = np.flatnonzero(~below[first:])
    return float(first + back[0]) if len(back) else float(len(since))


CRISIS = (
    Outcome(
        name="crisis_damage",
        label=N_("Damage by the crisis"),
        unit=N_("points of affinity"),
        definition=N_(
            "How far the affinity of everybody fell below its level on the day before the first"
            " crisis, at the worst. Does not apply without a crisis, or to one on the first day."
        ),
        better="lower",
        kind="community",
        form="index",
        value=_damage,
    ),
    Outcome(
        name="crisis_recovery",
        label=N_("Days to recover"),
        unit=N_("days"),
        definition=N_(
            "Days from the first crisis until the affinity was back at its level before; where it"
            " is not back yet, the days so far."
        ),
        better="lower",
        kind="community",
        value=_recovery,
    ),
)
