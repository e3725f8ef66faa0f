"""C3: a friend's leaving raises one's own hazard of leaving."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

import sim
from sim import tables
from sim.validation.claim import Claim
from sim.validation.regression import poisson
from sim.validation.trials import Trials
from sim.words import N_

DAYS = 365
# Days since the latest close contact gave the brand up or left its community.
WEEK, MONTH, QUARTER = 7, 30, 90
NONE, FRESH, RECENT, OLD = 0, 1, 2, 3
MOODS = 3  # of one's own last purchase: none in the run, satisfied, disappointed
NITZAN = "Nitzan and Libai 2011"


def leaving(trials: Trials, runs: int) -> Iterator[Claim]:
    """C3: the hazard ratio of giving the brand up after a close contact went, from event tables.

    A piecewise-constant proportional-hazards model on customers' days: how long ago the latest
    close contact went (a week, a month, a quarter, longer), one's own last purchase, and how many
    close contacts one has.
    """
    scenario = sim.scenario("interest_centric", "boutique", DAYS)
    cells = trials.each(partial(_cells, scenario), runs)
    run = np.repeat(np.arange(runs), [len(part) for part in cells])
    rows = np.concatenate(cells)
    days, lost = rows[:, 0], rows[:, 1]
    fitted = poisson(lost, days, _columns(rows), run)
    fresh, spread = math.exp(fitted.found[FRESH]), fitted.spread[FRESH]
    said = N_("hazard of giving up in the week after a close contact went, times")
    half = fresh * math.sinh(spread)
    yield Claim("C3 first week", said, NITZAN, 1.8, fresh, 1.4, 2.2, half, "times")
    older, spread = math.exp(fitted.found[OLD]), fitted.spread[OLD]
    said = N_("the same one to three months after, nearer to 1 than in the first week")
    half = older * math.sinh(spread)
    yield Claim("C3 later", said, NITZAN, math.nan, older, 0.0, fresh, half, "times")


def _columns(rows: np.ndarray) -> np.ndarray:
    """Return the columns of the model: constant, exposures, mood, ties."""
    _days, _lost, exposure, mood, ties = rows.T
    exposures = [exposure == each for each in (FRESH, RECENT, OLD)]
    moods = [mood == each for each in range(1, MOODS)]
    return np.column_stack([np.ones(len(rows)), *exposures, *moods, ties == 1, ties == 2])


def _cells(scenario: "sim.Scenario", seed: int) -> np.ndarray:
    """Return customers' days and losses of a run by exposure, mood and number of contacts.

    Columns: days at risk, customers lost, exposure, mood, third by number of close contacts.
    """
    run = sim.run(scenario, seed)
    world = run.world
    assert world is not None
    ties = np.diff(world.close_ptr)
    third = np.searchsorted(np.quantile(ties, (1 / 3, 2 / 3)), ties)
    at_risk, lost, mood = _customers(run)
    exposure = _exposure(run)
    slot = (exposure * MOODS + mood) * 3 + third[:, None]
    size = 4 * MOODS * 3
    days = np.bincount(slot[at_risk], minlength=size)
    losses = np.bincount(slot[lost], minlength=size)
    number = np.arange(size)
    table = np.column_stack([days, losses, number // (MOODS * 3), number // 3 % MOODS, number % 3])
    return table[days > 0].astype(float)


def _customers(run: "sim.Run") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each person and day: a customer at its start, lost in it, mood [person, day]."""
    world, events = run.world, run.tables["events"]
    assert world is not None
    days, per_day = run.scenario.days, run.scenario.market.ticks_per_day
    customer = np.zeros((world.people, days), bool)
    lost = np.zeros_like(customer)
    mood = np.zeros((world.people, days), np.int64)
    customer[world.customer] = True
    of = {tables.SATISFIED: 1, tables.DISAPPOINTED: 2}
    bought = (tables.BOUGHT, tables.BOUGHT_AGAIN, tables.BOUGHT_AT_OFFER)
    columns = (events["person"].tolist(), events["kind"].tolist(), events["tick"].tolist())
    for person, kind, tick in zip(*columns, strict=True):
        day = tick // per_day
        if kind in bought:
            customer[person, day + 1 :] = True
        elif kind == tables.LAPSED:
            lost[person, day] = customer[person, day]
            customer[person, day + 1 :] = False
        elif kind in of:
            mood[person, day + 1 :] = of[kind]
    return customer, lost, mood


def _exposure(run: "sim.Run") -> np.ndarray:
    """Return how long ago the latest close contact went, at the start of a day [person, day]."""
    world, events = run.world, run.tables["events"]
    assert world is not None
    days, per_day = run.scenario.days, run.scenario.market.ticks_per_day
    gone = np.isin(events["kind"], (tables.LAPSED, tables.LEFT))
    went = np.zeros((world.people, days + 1), np.int64)
    people, ticks = events["person"][gone].tolist(), events["tick"][gone].tolist()
    for person, tick in zip(people, ticks, strict=True):
        contacts = world.close_to[world.close_ptr[person] : world.close_ptr[person + 1]]
        went[contacts, tick // per_day + 1] = 1
    day = np.arange(days + 1)
    latest = np.maximum.accumulate(np.where(went > 0, day, -QUARTER - 1), axis=1)
    ago = (day - latest)[:, :days]
    found = np.full(ago.shape, NONE)
    found[ago < QUARTER] = OLD
    found[ago < MONTH] = RECENT
    found[ago < WEEK] = FRESH
    return found
