"""Waves: try places, learn what the patterns rule out, try again among what is left.

A place is ruled out where an emulator's expectation is more than three standard errors from a
published figure (the band counts as two of them to each side). The last trial (`trial`) begins with
what is left after the last wave; what holds every pattern there is accepted.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Event

import numpy as np

from sim.study.calibration.emulator import Emulator, fit
from sim.study.calibration.points import Figures, fitted, in_band, tried
from sim.study.calibration.space import Space, hypercube
from sim.study.patterns.cases import Case
from sim.study.runner import Progress, run_tasks

CUT = 3.0
BATCH, MOST_BATCHES = 50_000, 60
FINAL_TIMES = 3
# A pattern that spreads by less than this share of its band is left alone.
MATTERS = 0.02


@dataclass(frozen=True)
class Wave:
    """One wave: the places tried, what was found there, and what that taught.

    places f64[points, parameters]; figures[i] of place i. left: share of the whole space that no
    emulator of this and earlier waves rules out. ruled_out: share that one pattern rules out.
    """

    number: int
    places: np.ndarray
    figures: tuple[Figures, ...]
    emulators: Mapping[str, Emulator]
    left: float
    ruled_out: Mapping[str, float]


@dataclass(frozen=True)
class Search:
    """What a calibration is to do: where, over what, how long, with which luck."""

    cases: tuple[Case, ...]
    space: Space
    waves: int
    points: int
    seed: int
    workers: int | None = None
    cancel: Event | None = None


@dataclass
class Found:
    """What a calibration found: its waves, the places tried at last, and which were accepted.

    left: places that no wave rules out.
    """

    waves: list[Wave] = field(default_factory=list)
    left: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    finalists: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    figures: tuple[Figures, ...] = ()

    def luck(self, times: int) -> dict[str, float]:
        """Return the standard error of each pattern in so many times the runs of a wave.

        It is what the last wave's emulators could not explain, so rather too large.
        """
        last = self.waves[-1]
        spreads = {
            pattern.id: float(np.nanvar([one[pattern.id][0] for one in last.figures]))
            for pattern in fitted()
        }
        spreads |= {name: made.variance for name, made in last.emulators.items()}
        return {name: math.sqrt(spread / times) for name, spread in spreads.items()}

    def sure(self, figures: Figures, times: int) -> Figures:
        """Return figures with a standard error for each: that of its own runs where they tell."""
        luck = self.luck(times)
        return {
            name: (value, error if error > 0.0 else luck.get(name, 0.0))
            for name, (value, error) in figures.items()
        }

    def accepted(self) -> np.ndarray:
        """Return which finalists hold every fitted pattern, give or take the luck of their runs."""
        return np.array(
            [
                all(in_band(pattern, *told[pattern.id]) for pattern in fitted())
                for told in (self.sure(one, FINAL_TIMES) for one in self.figures)
            ]
        )


def searched(search: Search, progress: Progress | None = None) -> Found:
    """Run all waves. Raises Cancelled on request."""
    found = Found()
    total = (search.waves + 1) * search.points
    places = hypercube(search.space, search.points, search.seed)
    for number in range(1, search.waves + 1):
        told = told_from(progress, (number - 1) * search.points, total)
        figures = all_tried(search, places, 1, told)
        found.waves.append(_learnt(search, number, places, figures, found.waves))
        places = left_over(search, found.waves, search.points)
    found.left = places
    return found


def implausibility(emulators: Mapping[str, Emulator], places: np.ndarray) -> dict[str, np.ndarray]:
    """Return for each emulated pattern how implausible places are: f64[n], 3 is too much."""
    known = {pattern.id: pattern for pattern in fitted()}
    found = {}
    for name, emulator in emulators.items():
        pattern = known[name]
        value, error = emulator.expected(places)
        edge = np.where(value > pattern.published, pattern.high, pattern.low)
        scale = np.abs(edge - pattern.published) / 2
        scale = np.where(scale > 0, scale, (pattern.high - pattern.low) / 4)
        found[name] = np.abs(value - pattern.published) / np.hypot(scale, error)
    return found


def left_over(search: Search, waves: list[Wave], points: int) -> np.ndarray:
    """Return places that no wave rules out, drawn from the whole space: f64[points, parameters].

    Fewer where they are too rare to be found.
    """
    rng = np.random.default_rng([search.seed, len(waves)])
    kept: list[np.ndarray] = []
    have = 0
    for _ in range(MOST_BATCHES):
        places = rng.random((BATCH, len(search.space.names)))
        places = places[plausible(waves, places)]
        kept.append(places)
        have += len(places)
        if have >= points:
            break
    return np.concatenate(kept)[:points]


def plausible(waves: list[Wave], places: np.ndarray) -> np.ndarray:
    """Return which places no emulator of any wave rules out."""
    fine = np.ones(len(places), bool)
    for wave in waves:
        for name, emulator in wave.emulators.items():
            left = np.flatnonzero(fine)
            fine[left] = implausibility({name: emulator}, places[left])[name] < CUT
    return fine


def _learnt(
    search: Search, number: int, places: np.ndarray, figures: tuple[Figures, ...],
    earlier: list[Wave],
) -> Wave:  # fmt: skip
    emulators = {}
    for pattern in fitted():
        matters = MATTERS * (pattern.high - pattern.low)
        made = fit(places, np.array([one[pattern.id][0] for one in figures]), matters)
        if made is not None:
            emulators[pattern.id] = made
    sample = np.random.default_rng([search.seed, 99]).random((BATCH, places.shape[1]))
    alone = {
        name: float((values >= CUT).mean())
        for name, values in implausibility(emulators, sample).items()
    }
    wave = Wave(number, places, figures, emulators, math.nan, alone)
    left = float(plausible([*earlier, wave], sample).mean())
    return Wave(number, places, figures, emulators, left, alone)


def all_tried(
    search: Search, places: np.ndarray, times: int, progress: Progress | None
) -> tuple[Figures, ...]:
    """Return the figures of places, in so many times the runs of a wave."""
    tasks = [
        partial(tried, search.cases, search.space.values(place), search.seed, times)
        for place in places
    ]
    return tuple(run_tasks(tasks, search.workers, progress=progress, cancel=search.cancel))


def told_from(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Return a progress that counts on from what was done before."""
    if progress is None:
        return None
    return lambda done, _of: progress(before + done, total)
