"""C2: friends buy alike because they are alike, and that passes for influence."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

import sim
from sim import tables
from sim.validation.claim import Claim
from sim.validation.regression import jackknife
from sim.validation.trials import Trials
from sim.words import N_

DAYS, STEP, RECENT = (
    365,
    30,
    60,
)  # days: of a run, of one look ahead, that a friend's purchase counts
PEOPLE = 2000
STRATA = 50
ARAL = "Aral, Muchnik and Sundararajan 2009"
BOUGHT, EXPOSED = 0, 1
NEVER = np.iinfo(np.int64).max


def homophily(trials: Trials, runs: int) -> Iterator[Claim]:
    """C2: the share of a naive estimate of influence that goes away among people who are alike.

    Every thirty days, people who have not bought yet are split into those with a close contact who
    bought lately and those without; the naive estimate of influence is how many more of the first
    buy in the next thirty days. The matched one compares them with others who were as likely to
    have such a contact, by all that is known of them.
    """
    changes = {"market.people": PEOPLE}
    scenario = sim.scenario("interest_centric", "city", DAYS).changed(changes)
    found = trials.each(partial(_looks, scenario), runs)
    naive, spread = jackknife(naive_ratio, found)
    said = N_("those with a contact who bought lately buy more often, times")
    yield Claim("C2 naive", said, ARAL, math.nan, naive, 1.0, math.inf, spread, "times")
    matched, spread = jackknife(matched_ratio, found)
    said = N_("the same among people who are alike")
    yield Claim("C2 matched", said, ARAL, math.nan, matched, 0.0, naive, spread, "times")
    share, spread = jackknife(explained, found)
    said = N_("share of the naive estimate that likeness explains")
    yield Claim("C2 likeness", said, ARAL, 0.5, share, 0.5, math.inf, spread)


def _looks(scenario: "sim.Scenario", seed: int) -> np.ndarray:
    """Return a row a person and look: bought in the next days, exposed, and what is known."""
    run = sim.run(scenario, seed)
    world, per_day = run.world, scenario.market.ticks_per_day
    assert world is not None
    bought = _first_bought(run)
    person = np.repeat(np.arange(world.people), np.diff(world.close_ptr))
    theirs = bought[world.close_to]
    known = _known(world)
    looks = []
    for day in range(RECENT, scenario.days - STEP + 1, STEP):
        now = day * per_day
        recent = (theirs > now - RECENT * per_day) & (theirs <= now)
        exposed = np.bincount(person[recent], minlength=world.people) > 0
        soon = bought <= now + STEP * per_day
        when = np.full(world.people, day)
        rows = np.column_stack([soon, exposed, when, known])
        looks.append(rows[bought > now])
    return np.concatenate(looks)


def _first_bought(run: "sim.Run") -> np.ndarray:
    """Return the tick of each person's first purchase; -1 for those who were customers before."""
    world, events = run.world, run.tables["events"]
    assert world is not None
    first = np.full(world.people, NEVER)
    sold = np.isin(events["kind"], (tables.BOUGHT, tables.BOUGHT_AT_OFFER))
    np.minimum.at(first, events["person"][sold], events["tick"][sold].astype(np.int64))
    first[world.customer] = -1
    return first


def _known(world: "sim.World") -> np.ndarray:
    """Return what may be known of people beforehand, a row a person."""
    segments = world.segment[:, None] == np.arange(1, int(world.segment.max()) + 1)
    likings = np.column_stack([world.interest, world.need, world.fit, world.baseline])
    habits = np.column_stack(
        [world.aware, world.follower, np.diff(world.close_ptr), world.talkativeness, world.privacy]
    )
    crossed = np.column_stack(
        [likings**2, world.interest * world.need, world.need * world.baseline]
    )
    return np.column_stack([likings, habits, crossed, segments]).astype(float)


def naive_ratio(rows: np.ndarray) -> float:
    """Return how many times as often those with a contact who bought lately buy as the others."""
    exposed = rows[:, EXPOSED] > 0
    return float(rows[exposed, BOUGHT].mean() / rows[~exposed, BOUGHT].mean())


def matched_ratio(rows: np.ndarray) -> float:
    """Return the same against others who were as likely to be exposed."""
    exposed = rows[:, EXPOSED] > 0
    return float(rows[exposed, BOUGHT].mean() / _alike(rows))


def explained(rows: np.ndarray) -> float:
    """Return the share of the naive difference that matching takes away."""
    exposed = rows[:, EXPOSED] > 0
    others, alike = rows[~exposed, BOUGHT].mean(), _alike(rows)
    return float((alike - others) / (rows[exposed, BOUGHT].mean() - others))


def _alike(rows: np.ndarray) -> float:
    """Return how often people buy who were not exposed but as likely to be.

    By strata of the propensity score (Rosenbaum and Rubin 1983), here from a linear model.
    """
    bought, exposed, known = rows[:, BOUGHT], rows[:, EXPOSED], rows[:, 2:]
    matrix = np.column_stack([np.ones(len(rows)), (known - known.mean(0)) / (known.std(0) + 1e-9)])
    score = matrix @ (np.linalg.pinv(matrix.T @ matrix) @ matrix.T @ exposed)
    cuts = np.quantile(score, np.linspace(0, 1, STRATA + 1)[1:-1])
    stratum = np.searchsorted(cuts, score)
    treated = np.bincount(stratum, exposed, STRATA)
    others = np.bincount(stratum, 1 - exposed, STRATA)
    rate = np.bincount(stratum, bought * (1 - exposed), STRATA) / np.maximum(others, 1)
    return float((rate * treated).sum() / treated.sum())
