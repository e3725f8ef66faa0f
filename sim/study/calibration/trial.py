"""Trial: the last places, proposed batch by batch from what the ones before them missed.

A tree-structured Parzen estimator (Bergstra et al. 2011, by Optuna) proposes the parameters that
some pattern speaks of, beginning with the values in use and with places that no wave ruled out. All
other parameters are drawn afresh over their whole range, so that what is accepted does not hang on
them.
"""

from typing import Any

import numpy as np

from sim import facts
from sim.study.calibration.points import Figures, missed
from sim.study.calibration.space import columns
from sim.study.calibration.waves import FINAL_TIMES, Found, Search, all_tried, told_from
from sim.study.runner import Progress

BATCH = 8
FROM_LEFT = 0.25  # share of the trial that begins with places left over
WORST = 1e4  # where a pattern could not be measured


def spoken_of(found: Found, search: Search) -> tuple[str, ...]:
    """Return the parameters that some pattern's emulator looks at, in the order of the space."""
    axes = {
        axis for wave in found.waves for made in wave.emulators.values() for axis in made.active
    }
    return tuple(search.space.names[axis] for axis in sorted(axes))


def try_last(search: Search, found: Found, progress: Progress | None = None) -> None:
    """Put the finalists and their figures into what was found. The same on any number of threads.

    Raises Cancelled on request.
    """
    names = spoken_of(found, search)
    axes = columns(search.space, names)
    study = _begun(search, found, names, axes)
    places = np.random.default_rng([search.seed, 7]).random(
        (search.points, len(search.space.names))
    )
    before = search.waves * search.points
    figures: list[Figures] = []
    while len(figures) < search.points:
        asked = [study.ask() for _ in range(min(BATCH, search.points - len(figures)))]
        batch = slice(len(figures), len(figures) + len(asked))
        places[batch, axes] = [
            [one.suggest_float(name, 0.0, 1.0) for name in names] for one in asked
        ]
        told = told_from(progress, before + len(figures), before + search.points)
        tried = all_tried(search, places[batch], FINAL_TIMES, told)
        for one, its in zip(asked, tried, strict=True):
            study.tell(one, min(WORST, missed(found.sure(its, FINAL_TIMES))))
        figures.extend(tried)
    found.finalists, found.figures = places, tuple(figures)


def _begun(search: Search, found: Found, names: tuple[str, ...], axes: list[int]) -> Any:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.TPESampler(
        seed=search.seed % 2**32, multivariate=True, constant_liar=True,
        n_startup_trials=max(BATCH, int(FROM_LEFT * search.points)),
    )  # fmt: skip
    study = optuna.create_study(direction="minimize", sampler=sampler)
    judged = np.clip(search.space.place(facts.best_values()), 0.0, 1.0)
    first = found.left[: int(FROM_LEFT * search.points)]
    for place in (judged, *first):
        study.enqueue_trial(dict(zip(names, place[axes].tolist(), strict=True)))
    return study
