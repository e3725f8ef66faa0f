"""How members are helped: questions, who solves them, how long it takes (R10)."""

import numpy as np

from sim import tables
from sim.outcomes.outcome import NONE, Outcome, total, whole
from sim.outcomes.window import Window
from sim.words import N_


def _in_rooms(seen: Window) -> np.ndarray:
    return seen.questions["room"] >= 0


def _answered(seen: Window) -> tuple[np.ndarray, np.ndarray]:
    here = _in_rooms(seen)
    return seen.each(seen.questions["asker"][here & seen.solved]), seen.each(
        seen.questions["asker"][here]
    )


def _by_peers(seen: Window) -> tuple[np.ndarray, np.ndarray]:
    peers = seen.solved & (seen.questions["solved_by"] == tables.PEER)
    return seen.each(seen.questions["asker"][peers]), seen.each(
        seen.questions["asker"][seen.solved]
    )


def _hours_to_solution(seen: Window) -> float:
    solved = seen.solved & _in_rooms(seen)
    waited = seen.questions["solved_tick"][solved] - seen.questions["tick"][solved]
    return float(np.median(waited)) * seen.market.tick_hours if len(waited) else NONE


HELP = (
    Outcome(
        name="questions",
        label=N_("Questions"),
        unit=N_("questions"),
        definition=N_("Questions and problems that people had, in the community or outside it."),
        better="neither",
        kind="community",
        course=lambda daily: total(daily, "questions"),
        persons=lambda seen: (seen.each(seen.questions["asker"]), None),
    ),
    Outcome(
        name="solved",
        label=N_("Questions solved"),
        unit=N_("share of questions"),
        definition=N_("Share of the questions asked in the community that were solved so far."),
        better="higher",
        kind="community",
        form="share",
        value=lambda seen: whole(_answered(seen)),
        persons=_answered,
    ),
    Outcome(
        name="solved_by_peers",
        label=N_("Solved by members"),
        unit=N_("share of solved questions"),
        definition=N_(
            "Share of all solved questions, in the community or outside it, that a member solved"
            " and neither the manager nor paid support."
        ),
        better="higher",
        kind="community",
        form="share",
        value=lambda seen: whole(_by_peers(seen)),
        persons=_by_peers,
    ),
    Outcome(
        name="hours_to_solution",
        label=N_("Time to a solution"),
        unit=N_("hours"),
        definition=N_(
            "Hours until a question that was asked in the community was solved: the middle one of"
            " those solved, to the length of a tick."
        ),
        better="lower",
        kind="community",
        value=_hours_to_solution,
    ),
)
