"""L10: a newcomer who is answered comes back more often, by as much as was measured."""

from collections.abc import Iterator
from functools import partial

import numpy as np

import sim
from sim import tables
from sim.evidence import patterns, source
from sim.validation.claim import Claim
from sim.validation.regression import linear
from sim.validation.trials import Trials
from sim.words import N_

DAYS = 365
# First posts later than this leave no time to come back.
LAST_DAY = 320
UNANSWERED, ANSWERED = "newcomer_unanswered", "newcomer_answered"
SAID = {
    UNANSWERED: N_("chance to post again after a first post without a reply"),
    ANSWERED: N_("chance to post again after a first post with a reply"),
}


def newcomers(trials: Trials, runs: int) -> Iterator[Claim]:
    """L10: posting again, regressed on a reply, over the first posts of simulated newcomers.

    As an analyst would do it: a linear probability model with what is known of the newcomer
    (interest, when the post was written, whether it was a question) held at its mean.
    """
    scenario = sim.scenario("interest_centric", "boutique", DAYS)
    found = trials.each(partial(_first_posts, scenario), runs)
    rows = np.concatenate(found)
    run = np.repeat(np.arange(runs), [len(part) for part in found])
    again, answered, known = rows[:, 0], rows[:, 1], rows[:, 2:]
    known = known - known.mean(axis=0)
    for name, held_at in ((UNANSWERED, answered), (ANSWERED, answered - 1)):
        columns = np.column_stack([np.ones(len(rows)), held_at, known])
        fitted = linear(again, columns, run)
        pattern = patterns()[name]
        yield Claim(
            f"L10 {name.removeprefix('newcomer_')}",
            SAID[name],
            source(pattern.sources[0]).cite(),
            pattern.published,
            float(fitted.found[0]),
            pattern.low,
            pattern.high,
            float(fitted.spread[0]),
        )


def _first_posts(scenario: "sim.Scenario", seed: int) -> np.ndarray:
    """Return a row a first post: posted again, was answered in time, interest, day, a question?"""
    run = sim.run(scenario, seed)
    said = run.tables["messages"]
    by_member = np.flatnonzero((said["author"] >= 0) & (said["kind"] != tables.THANKS))
    people, first, posts = np.unique(
        said["author"][by_member], return_index=True, return_counts=True
    )
    rows = by_member[first]
    ticks_per_day = scenario.market.ticks_per_day
    wait = round(_wait_days(scenario) * ticks_per_day)
    replies = said["reply_to"] >= 0
    answered_at = np.full(len(said["tick"]), np.iinfo(np.int32).max, np.int64)
    np.minimum.at(answered_at, said["reply_to"][replies], said["tick"][replies])
    table = np.column_stack(
        [
            posts > 1,
            answered_at[rows] <= said["tick"][rows] + wait,
            run.tables["people"]["interest"][people],
            said["tick"][rows] / ticks_per_day,
            said["kind"][rows] == tables.QUESTION,
        ]
    ).astype(float)
    return table[table[:, 3] < LAST_DAY]


def _wait_days(scenario: "sim.Scenario") -> float:
    """Return how long a reply counts as one: as long as newcomers wait for it."""
    from sim import facts

    behaviour = scenario.market.behaviour
    return behaviour.get("newcomer_wait_days", facts.best_values()["newcomer_wait_days"])
