"""PRIM: boxes in which something happens much more often than elsewhere.

The patient rule induction method (Friedman and Fisher 1999): from the whole space, slices are
peeled off again and again so that what is left holds more and more of the cases; then thin slices
are pasted back while that still helps. Theirs are all thin; here slices of several widths compete,
and the one that has fewer cases than luck would explain goes first, which on a few hundred points
keeps noise from leading the way. Of the boxes on the way the one is chosen that is best in density
and coverage together (their harmonic mean), and limits that could be luck are dropped again (the
quasi-p-value of Bryant and Lempert 2010).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

PEELS = (0.05, 0.1, 0.2, 0.35, 0.5)  # shares of the points in the box that slices take
PASTE = 0.05
LEAST_MASS = 0.04  # a box holds at least this share of all points
LUCK = 0.05  # a limit whose effect luck would give this often, given how many competed, is dropped


@dataclass(frozen=True)
class Column:
    """One axis of the points: numbers, or numbers of options."""

    values: np.ndarray
    options: bool = False


@dataclass(frozen=True)
class Limits:
    """What a box allows on one axis: from low to high, or these options."""

    low: float = -np.inf
    high: float = np.inf
    options: frozenset[int] | None = None

    def holds(self, column: Column) -> np.ndarray:
        """Return which points are within."""
        if self.options is not None:
            return np.isin(column.values, list(self.options))
        return (column.values >= self.low) & (column.values <= self.high)

    def counts(self, column: Column) -> bool:
        """Does it leave out any point?"""
        return not self.holds(column).all()


@dataclass(frozen=True)
class Box:
    """Limits by axis, with how good they are.

    coverage: share of all cases that are inside; density: share of the points inside that are
    cases; mass: share of all points that are inside; luck: by axis, how often its limit would do
    as much by luck.
    """

    limits: dict[int, Limits]
    coverage: float
    density: float
    mass: float
    luck: dict[int, float]

    def holds(self, columns: Sequence[Column]) -> np.ndarray:
        """Return which points are inside."""
        return _within(self.limits, columns)


def boxes(columns: Sequence[Column], cases: np.ndarray, most: int = 3) -> list[Box]:
    """Return boxes that hold many cases, the best first; each is sought among what is left.

    cases: bool a point. Ends when what is left is no denser than all points were, or has no cases.
    """
    found: list[Box] = []
    left = np.ones(len(cases), dtype=bool)
    base = cases.mean() if len(cases) else 0.0
    while len(found) < most and 0 < cases[left].sum() < left.sum():
        limits = _chosen(columns, cases, left)
        limits = _without_luck(limits, columns, cases, left)
        if not limits:
            break
        box = _told(limits, columns, cases, left)
        if box.density <= base:
            break
        found.append(box)
        left &= ~box.holds(columns)
    return found


def _chosen(columns: Sequence[Column], cases: np.ndarray, left: np.ndarray) -> dict[int, Limits]:
    """Return the box of the way down that is best in density and coverage together."""

    def quality(limits: dict[int, Limits]) -> float:
        inside = _within(limits, columns) & left
        return 2 * cases[inside].sum() / (inside.sum() + cases[left].sum())

    way = _peeled(columns, cases, left)
    return max((_pasted(one, columns, cases, left) for one in way), key=quality)


def _peeled(
    columns: Sequence[Column], cases: np.ndarray, left: np.ndarray
) -> list[dict[int, Limits]]:
    """Return the boxes on the way down, from everything to the smallest that is allowed."""
    limits: dict[int, Limits] = {}
    way = [limits]
    least = max(2, LEAST_MASS * left.sum())
    while True:
        inside = _within(limits, columns) & left
        best, best_gain = None, 0.0
        for axis, tighter in _slices(columns, limits, inside):
            rest = inside & tighter.holds(columns[axis])
            if rest.sum() < least or rest.sum() == inside.sum():
                continue
            gain = _surprise(cases, inside, inside & ~rest)
            if gain > best_gain:
                best, best_gain = (axis, tighter), gain
        if best is None:
            return way
        limits = {**limits, best[0]: best[1]}
        way.append(limits)


def _surprise(cases: np.ndarray, inside: np.ndarray, taken: np.ndarray) -> float:
    """Return how many standard errors fewer cases a slice holds than the box it is taken from."""
    chance, points = cases[inside].mean(), taken.sum()
    spread = np.sqrt(chance * (1 - chance) * points)
    return float((chance * points - cases[taken].sum()) / spread) if spread > 0 else 0.0


def _slices(
    columns: Sequence[Column], limits: dict[int, Limits], inside: np.ndarray
) -> Iterator[tuple[int, Limits]]:
    """Yield every way to take one slice off a box."""
    for axis, column in enumerate(columns):
        now, values = limits.get(axis, Limits()), column.values[inside]
        known = np.unique(values)
        if len(known) < 2:
            continue
        if column.options:
            for one in known.tolist():
                yield axis, Limits(options=frozenset(map(int, known)) - {int(one)})
            continue
        for share in PEELS:
            low, high = np.quantile(values, (share, 1 - share), method="inverted_cdf")
            yield axis, replace(now, low=float(max(low, known[1])))
            yield axis, replace(now, high=float(min(high, known[-2])))


def _pasted(
    limits: dict[int, Limits], columns: Sequence[Column], cases: np.ndarray, left: np.ndarray
) -> dict[int, Limits]:
    """Return a box whose limits are widened as long as it gets no less dense by that."""
    changed = True
    while changed:
        changed = False
        inside = _within(limits, columns) & left
        for axis in limits:
            for wider in _wider(columns[axis], limits, axis, columns, left):
                more = _within({**limits, axis: wider}, columns) & left
                if more.sum() > inside.sum() and cases[more].mean() >= cases[inside].mean():
                    limits, inside, changed = {**limits, axis: wider}, more, True
                    break
    return {axis: one for axis, one in limits.items() if one.counts(columns[axis])}


def _wider(
    column: Column,
    limits: dict[int, Limits],
    axis: int,
    columns: Sequence[Column],
    left: np.ndarray,
) -> list[Limits]:
    """Return the limits of one axis, each with one thin slice put back."""
    now = limits[axis]
    others = {key: one for key, one in limits.items() if key != axis}
    around = _within(others, columns) & left
    values = np.sort(column.values[around])
    if now.options is not None:
        return [Limits(options=now.options | {int(one)}) for one in set(values) - now.options]
    slice_size = max(1, int(PASTE * now.holds(column)[around].sum()))
    below, above = values[values < now.low], values[values > now.high]
    found = []
    if len(below):
        found.append(replace(now, low=float(below[-slice_size:][0])))
    if len(above):
        found.append(replace(now, high=float(above[:slice_size][-1])))
    return found


def _without_luck(
    limits: dict[int, Limits], columns: Sequence[Column], cases: np.ndarray, left: np.ndarray
) -> dict[int, Limits]:
    """Return a box without the limits that could be luck, the most doubtful dropped first."""
    allowed = LUCK / _competitors(columns)
    while limits:
        doubts = [
            (_luck(limits, looser, columns, cases, left), number, looser)
            for number, (_axis, looser) in enumerate(_loosened(limits))
        ]
        worst = max(doubts, key=lambda doubt: doubt[:2])
        if worst[0] <= allowed:
            break
        limits = worst[2]
    return limits


def _competitors(columns: Sequence[Column]) -> int:
    """Return how many slices could have been taken: the best of many always looks good."""
    return sum(len(np.unique(one.values)) if one.options else 2 * len(PEELS) for one in columns)


def _loosened(limits: dict[int, Limits]) -> Iterator[tuple[int, dict[int, Limits]]]:
    """Yield the axis and the box without it, for every end of every limit."""
    for axis, one in limits.items():
        rest = {key: other for key, other in limits.items() if key != axis}
        if one.options is None and np.isfinite(one.low) and np.isfinite(one.high):
            yield axis, {**limits, axis: replace(one, low=-np.inf)}
            yield axis, {**limits, axis: replace(one, high=np.inf)}
        else:
            yield axis, rest


def _luck(
    limits: dict[int, Limits],
    looser: dict[int, Limits],
    columns: Sequence[Column],
    cases: np.ndarray,
    left: np.ndarray,
) -> float:
    """Return how often as many cases would lie inside if what is looser were as good (binomial)."""
    from scipy.special import bdtrc

    inside = _within(limits, columns) & left
    hits, chance = int(cases[inside].sum()), cases[_within(looser, columns) & left].mean()
    return float(bdtrc(hits - 1, int(inside.sum()), chance)) if hits else 1.0


def _told(
    limits: dict[int, Limits], columns: Sequence[Column], cases: np.ndarray, left: np.ndarray
) -> Box:
    inside, points = _within(limits, columns) & left, (columns, cases, left)
    return Box(
        limits,
        coverage=float(cases[inside].sum() / cases.sum()),
        density=float(cases[inside].mean()),
        mass=float(inside.mean()),
        luck={
            axis: _luck(limits, {k: one for k, one in limits.items() if k != axis}, *points)
            for axis in limits
        },
    )


def _within(limits: dict[int, Limits], columns: Sequence[Column]) -> np.ndarray:
    inside = np.ones(len(columns[0].values), dtype=bool)
    for axis, one in limits.items():
        inside &= one.holds(columns[axis])
    return inside
