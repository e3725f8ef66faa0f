"""Where a profile of misfit crosses a bound: the ends of an interval by profile likelihood."""

import math
from collections.abc import Callable

_MOST_STEPS = 60
_CLOSE = 0.002


def edges(
    excess: Callable[[float], float], best: float, reach: tuple[float, float], crossing: float
) -> tuple[float | None, float | None]:
    """Return where the root of `excess` first reaches `crossing` below and above `best`.

    excess: misfit above the least, 0 at `best`. reach: how far to look; None where it is not
    reached within it.
    """

    def root(place: float) -> float:
        return math.sqrt(max(excess(place), 0.0))

    step = max(0.02, 0.02 * abs(best))
    return (
        _edge(root, (best, -step), reach[0], crossing),
        _edge(root, (best, step), reach[1], crossing),
    )


def _edge(
    root: Callable[[float], float], start: tuple[float, float], limit: float, crossing: float
) -> float | None:
    """Step away until the crossing is behind, then close in on it."""
    inner, step = start
    below = 0.0
    for _step in range(_MOST_STEPS):
        outer = inner + step
        outer = min(outer, limit) if step > 0 else max(outer, limit)
        above = root(outer)
        if above >= crossing:
            return _between(root, (inner, below), (outer, above), crossing)
        if outer == limit:
            return None
        rise = max(above - below, 1e-12)
        step *= min(max(1.1 * (crossing - above) / rise, 0.5), 3.0)
        inner, below = outer, above
    return None


def _between(
    root: Callable[[float], float],
    inner: tuple[float, float],
    outer: tuple[float, float],
    crossing: float,
) -> float:
    """Return the crossing between two places (place, root), by the Illinois method."""
    (a, fa), (b, fb) = (inner[0], inner[1] - crossing), (outer[0], outer[1] - crossing)
    place = b
    for _step in range(_MOST_STEPS):
        if abs(fb) <= _CLOSE * crossing:
            return b
        place = b - fb * (b - a) / (fb - fa)
        value = root(place) - crossing
        if abs(value) <= _CLOSE * crossing:
            return place
        if value * fb < 0:
            a, fa = b, fb
        else:
            fa *= 0.5
        b, fb = place, value
    return place
