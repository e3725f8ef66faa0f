"""Search: plans for several ends at once, by NSGA-II (Deb and others 2002), with Optuna.

Plans are tried a generation at a time: a whole generation is decided before any of it is run and
told in the order in which it was decided. So the search takes the same way whatever the number of
workers, and goes on where it was stopped.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.study.choices import Choice

POPULATION = 24
Decisions = Mapping[str, Any]
Ends = Sequence[tuple[np.ndarray, float]]


@dataclass(frozen=True)
class Found:
    """One plan that was tried: what was decided, its ends, and by how much it is over budget."""

    decisions: Decisions
    ends: np.ndarray
    over: float


def search(
    choices: Sequence[Choice],
    upwards: Sequence[bool],
    trials: int,
    start: tuple[Decisions, int],
    tried: Callable[[Sequence[Decisions], int], Ends],
) -> list[Found]:
    """Return every plan that was tried, in the order in which it was.

    upwards: of each end, whether more is better. start: the first plan that is tried, and the seed.
    tried: given a generation of plans and how many came before, returns for each its ends and by
    how much it is over budget (0: within).
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    first, seed = start
    sampler = optuna.samplers.NSGAIISampler(population_size=POPULATION, seed=seed % 2**32)
    study = optuna.create_study(
        directions=["maximize" if up else "minimize" for up in upwards], sampler=sampler
    )
    study.enqueue_trial(dict(first))
    found: list[Found] = []
    while len(found) < trials:
        asked = [study.ask() for _ in range(min(POPULATION, trials - len(found)))]
        plans = [{one.name: _asked(trial, one) for one in choices} for trial in asked]
        results = tried(plans, len(found))
        for trial, plan, (ends, over) in zip(asked, plans, results, strict=True):
            trial.set_constraint("money", over)
            study.tell(trial, ends.tolist())
            found.append(Found(plan, ends, over))
    return found


def not_beaten(ends: np.ndarray, upwards: Sequence[bool]) -> np.ndarray:
    """Return which plans no other one is at least as good as on every end: ends[plan, end]."""
    signed = np.where(upwards, ends, -ends)
    better = (signed[:, None] >= signed[None]).all(axis=2)
    strictly = (signed[:, None] > signed[None]).any(axis=2)
    beaten: np.ndarray = np.any(better & strictly, axis=0)
    return ~beaten


def best_few(ends: np.ndarray, upwards: Sequence[bool], most: int) -> list[int]:
    """Return a few plans that stand for all: the best on each end, the most even, then far ones.

    Ends are measured from the worst to the best of the plans; the most even is the one whose worst
    end is best.
    """
    signed = np.where(upwards, ends, -ends).astype(float)
    wide = np.ptp(signed, axis=0)
    scaled = (signed - signed.min(axis=0)) / np.where(wide > 0, wide, 1.0)
    wanted = [int(np.argmax(column)) for column in signed.T]
    wanted.append(int(np.argmax(scaled.min(axis=1))))
    chosen = list(dict.fromkeys(wanted))[:most]
    while len(chosen) < min(most, len(ends)):
        apart = np.abs(scaled[:, None] - scaled[chosen][None]).sum(axis=2).min(axis=1)
        apart[chosen] = -1.0
        chosen.append(int(np.argmax(apart)))
    return chosen


def _asked(trial: Any, one: Choice) -> Any:
    if one.options:
        return trial.suggest_categorical(one.name, one.options)
    return trial.suggest_float(one.name, one.low, one.high, log=one.log)
