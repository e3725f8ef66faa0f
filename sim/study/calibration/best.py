"""Best: one parameter set for everyday use, among those of the last trial.

Only what the patterns say something about is moved: a parameter that no emulator looks at keeps
the value it was judged to have. The choice is made by runs, and the values before take part.
"""

from functools import partial

import numpy as np

from sim import facts
from sim.study.calibration.points import Figures, missed, tried
from sim.study.calibration.trial import spoken_of
from sim.study.calibration.waves import FINAL_TIMES, Found, Search
from sim.study.runner import Progress, run_tasks

CANDIDATES = 8
TIMES = 12


def best_of(
    found: Found, search: Search, progress: Progress | None = None
) -> tuple[dict[str, float], Figures]:
    """Return the values to use and their figures: the least sum of squared distances, in runs."""
    moved = spoken_of(found, search)
    far = [missed(found.sure(one, FINAL_TIMES)) for one in found.figures]
    candidates: list[dict[str, float]] = [{}]
    for place in found.finalists[np.argsort(far, kind="stable")[:CANDIDATES]]:
        values = search.space.values(place)
        candidates.append({name: values[name] for name in moved})
    tasks = [partial(tried, search.cases, one, search.seed, TIMES) for one in candidates]
    figures = run_tasks(tasks, search.workers, progress=progress, cancel=search.cancel)
    chosen = min(range(len(candidates)), key=lambda i: missed(found.sure(figures[i], TIMES)))
    judged = {name: float(facts.parameters()[name].best) for name in moved}
    return {**judged, **candidates[chosen]}, figures[chosen]
