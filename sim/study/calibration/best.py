"""Best: one parameter set for everyday use, among those of the last trial.

Only what the patterns say something about is moved: a parameter that no emulator looks at keeps
the value it was judged to have. The choice is made by runs, and the values before take part.
"""

from functools import partial

import numpy as np

from sim import facts
from sim.study.calibration.points import bands_missed, missed, tried
from sim.study.calibration.trial import spoken_of
from sim.study.calibration.waves import FINAL_TIMES, Found, Search
from sim.study.runner import run_tasks

CANDIDATES = 20
TIMES = 12


def best_of(found: Found, search: Search) -> dict[str, float]:
    """Return the values to use: the fewest bands missed, in more runs.

    Of those that miss as many, the one with the least sum of squared distances. Candidates are the
    values in use, then accepted places before others, the nearest first.
    """
    moved = spoken_of(found, search)
    far = [missed(found.sure(one, FINAL_TIMES)) for one in found.figures]
    nearest = np.lexsort((np.array(far), ~found.accepted()))[:CANDIDATES]
    candidates: list[dict[str, float]] = [{}]
    for place in found.finalists[nearest]:
        values = search.space.values(place)
        candidates.append({name: values[name] for name in moved})
    tasks = [partial(tried, search.cases, one, search.seed, TIMES) for one in candidates]
    figures = run_tasks(tasks, search.workers, cancel=search.cancel)
    chosen = min(
        range(len(candidates)),
        key=lambda i: (bands_missed(figures[i]), missed(found.sure(figures[i], TIMES))),
    )
    judged = {name: float(facts.parameters()[name].best) for name in moved}
    return {**judged, **candidates[chosen]}
