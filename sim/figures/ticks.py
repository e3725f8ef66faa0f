"""Ticks: round numbers along an axis, few enough that they can be read."""

import math

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers from low to high, up to `most` of them; the ends where none lies there.

    A range of no width gives its one number.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return [low] if math.isfinite(low) else []
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (size * one * ten for ten in (1.0, 10.0, 100.0) for one in STEPS):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return [round(at * step, 12) + 0.0 for at in range(first, last + 1)] or [low, high]
    return [low, high]


def fitting_ticks(low: float, high: float, room: float) -> list[float]:
    """Return as many round numbers, up to four, as find room; room: letters side by side."""
    for most in (4, 3, 2):
        ticks = round_ticks(low, high, most)
        if sum(len(f"{tick:g}") + 2 for tick in ticks) <= room:
            return ticks
    return round_ticks(low, high, 2)[:1]
