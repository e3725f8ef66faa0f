"""C1: who compares members with non-members overstates what a community does: joiners differ."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

import sim
from sim.validation.claim import Claim
from sim.validation.regression import jackknife
from sim.validation.trials import Trials
from sim.words import N_

DAYS = 365
HELD_OUT = 0.5
NAIVE = "Algesheimer and Dholakia, Harvard Business Review (naive)"
TRIAL = "Algesheimer et al. 2010 (field experiment)"
BOUGHT, JOINED, HOLDOUT = 0, 1, 2


def joining(trials: Trials, runs: int) -> Iterator[Claim]:
    """C1: half of the people, drawn by lot, are never let in; the others may be invited and join.

    The naive figure sets members against all others. The randomised one sets those who may join
    against those who may not, and divides by how many more of them joined: what joining did to
    those who joined (Imbens and Angrist 1994). Both as shares of what the comparison says that
    these people would have bought otherwise.
    """
    changes = {"strategy.invite_holdout": HELD_OUT}
    scenario = sim.scenario("interest_centric", "boutique", DAYS).changed(changes)
    found = trials.each(partial(_people, scenario), runs)
    naive, naive_spread = jackknife(naive_uplift, found)
    said = N_("members bought more than others, as a share")
    yield Claim("C1 naive", said, NAIVE, 0.54, naive, 0.0, math.inf, naive_spread)
    caused, spread = jackknife(randomised_uplift, found)
    said = N_("joining made members buy more, as a share, by the randomised holdout")
    yield Claim("C1 randomised", said, TRIAL, 0.0, caused, -math.inf, naive, spread)
    gap, spread = jackknife(lambda rows: naive_uplift(rows) - randomised_uplift(rows), found)
    said = N_("the naive figure less the randomised one")
    yield Claim("C1 overstated", said, TRIAL, 0.54, gap, spread, math.inf, spread)


def _people(scenario: "sim.Scenario", seed: int) -> np.ndarray:
    """Return a row a person: purchases, ever a member, held out."""
    people = sim.run(scenario, seed).tables["people"]
    columns = (people["purchases"], people["joined"] >= 0, people["holdout"])
    return np.column_stack(columns).astype(float)


def naive_uplift(rows: np.ndarray) -> float:
    """Return how much more members bought than all others, as a share of what others bought."""
    bought, joined = rows[:, BOUGHT], rows[:, JOINED] > 0
    return float(bought[joined].mean() / bought[~joined].mean() - 1)


def randomised_uplift(rows: np.ndarray) -> float:
    """Return how much more members bought because they joined, as a share of the rest."""
    bought, joined, held = rows[:, BOUGHT], rows[:, JOINED], rows[:, HOLDOUT] > 0
    more = bought[~held].mean() - bought[held].mean()
    joiners = joined[~held].mean() - joined[held].mean()
    effect = more / joiners
    otherwise = bought[(joined > 0) & ~held].mean() - effect
    return float(effect / otherwise)
