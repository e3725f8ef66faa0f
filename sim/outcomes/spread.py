"""How far stories spread: the size and shape of cascades."""

from sim.outcomes.outcome import NONE, Outcome, ratio
from sim.outcomes.window import Window
from sim.words import N_


def _mean_size(seen: Window) -> float:
    return ratio(seen.trees.people, seen.trees.trees)


def _largest(seen: Window) -> float:
    return float(seen.trees.largest) if seen.trees.trees else NONE


def _virality(seen: Window) -> float:
    return seen.trees.virality


SPREAD = (
    Outcome(
        name="cascade_size",
        label=N_("Size of a cascade"),
        unit=N_("people"),
        definition=N_(
            "Mean number of people who told or passed on the same story, one after another;"
            " whoever began it counts."
        ),
        better="neither",
        kind="talk",
        value=_mean_size,
    ),
    Outcome(
        name="largest_cascade",
        label=N_("Largest cascade"),
        unit=N_("people"),
        definition=N_("Number of people in the cascade with the most people."),
        better="neither",
        kind="talk",
        value=_largest,
    ),
    Outcome(
        name="virality",
        label=N_("Structural virality"),
        unit=N_("steps"),
        definition=N_(
            "Mean number of steps between two people of a cascade, averaged over cascades of two"
            " or more: 2 where one tells all, more where each tells the next."
        ),
        better="neither",
        kind="talk",
        value=_virality,
    ),
)
