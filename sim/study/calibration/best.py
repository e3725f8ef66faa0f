"""Best: one parameter set for everyday use, among those that were accepted.

Only what the patterns say something about is moved: a parameter that no emulator looks at keeps
the value it was judged to have. The choice is made by runs, and the values before take part.
"""

from collections.abc import Mapping
from functools import partial

import numpy as np

from sim import facts
from sim.study.calibration.points import Figures, distance, fitted, tried
from sim.study.calibration.space import columns
from sim.study.calibration.waves import (
    BATCH,
    FINAL_TIMES,
    Found,
    Search,
    implausibility,
    plausible,
)
from sim.study.runner import Progress, run_tasks

CANDIDATES = 6
TIMES = 4


def spoken_of(found: Found, search: Search) -> tuple[str, ...]:
    """Return the parameters that some pattern's emulator looks at, in the order of the space."""
    axes = {
        axis for wave in found.waves for made in wave.emulators.values() for axis in made.active
    }
    return tuple(search.space.names[axis] for axis in sorted(axes))


def best_of(
    found: Found, search: Search, progress: Progress | None = None
) -> tuple[dict[str, float], Figures]:
    """Return the values to use and their figures: the least sum of squared distances, in runs."""
    moved = spoken_of(found, search)
    nearest = found.finalists[np.argsort(_sums(found), kind="stable")[:CANDIDATES]]
    candidates: list[dict[str, float]] = [{}]
    for place in np.concatenate([nearest, imagined(found, search, moved)]):
        values = search.space.values(place)
        candidates.append({name: values[name] for name in moved})
    tasks = [partial(tried, search.cases, one, search.seed, TIMES) for one in candidates]
    figures = run_tasks(tasks, search.workers, progress=progress, cancel=search.cancel)
    luck = found.luck(TIMES)
    chosen = min(range(len(candidates)), key=lambda i: missed(figures[i], luck))
    judged = {name: float(facts.parameters()[name].best) for name in moved}
    return {**judged, **candidates[chosen]}, figures[chosen]


def imagined(found: Found, search: Search, moved: tuple[str, ...]) -> np.ndarray:
    """Return the places that the last emulators expect to miss least, all else as it was judged."""
    judged = search.space.place(facts.best_values())
    axes = columns(search.space, moved)
    rng = np.random.default_rng([search.seed, len(found.waves), 1])
    places = np.tile(judged, (BATCH, 1))
    places[:, axes] = rng.random((BATCH, len(axes)))
    places = places[plausible(found.waves, places)]
    far = implausibility(found.waves[-1].emulators, places).values()
    total = np.sum([one**2 for one in far], axis=0)
    return places[np.argsort(total, kind="stable")[:CANDIDATES]]


def missed(figures: Figures, luck: Mapping[str, float]) -> float:
    """Return the sum of squared distances to the fitted patterns."""
    return sum(
        distance(pattern, figures[pattern.id], luck.get(pattern.id, 0.0)) ** 2
        for pattern in fitted()
    )


def _sums(found: Found) -> np.ndarray:
    luck = found.luck(FINAL_TIMES)
    return np.array([missed(one, luck) for one in found.figures])
