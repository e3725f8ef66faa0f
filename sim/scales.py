"""Scales: what the rules are built of. Holding a number in its range, rates and what fades."""

import math

from sim.compiled import rule


@rule
def positive(x: float) -> float:
    """Return x where it is above 0, else 0."""
    return x if x > 0.0 else 0.0


@rule
def clamp(x: float, low: float, high: float) -> float:
    """Return x, held between low and high."""
    return low if x < low else (high if x > high else x)


@rule
def tick_chance(rate_per_day: float, days_per_tick: float) -> float:
    """Return the chance of an event of a rate per day within one tick."""
    return 1.0 - math.exp(-rate_per_day * days_per_tick)


@rule
def comes_about(u: float, rate_per_day: float, days_per_tick: float) -> bool:
    """Say whether an event of a rate per day happens within one tick, by a draw.

    The chance is never above rate times time, which spares most of the exponentials.
    """
    most = rate_per_day * days_per_tick + 1e-15
    return u < most and u < tick_chance(rate_per_day, days_per_tick)


@rule
def fade(halflife_days: float, days: float) -> float:
    """Return what is left of 1 after so many days; a half-life of 0 means that nothing fades."""
    if halflife_days <= 0.0:
        return 1.0
    return math.exp(-0.6931471805599453 * days / halflife_days)


@rule
def fade_slowly(halflife_days: float, days: float) -> float:
    """Return what is left of 1 where fading slows down with time: half after one half-life too.

    Forgetting looks like a power of time as often as like an exponential (Rubin and Wenzel 1996).
    """
    return 1.0 if halflife_days <= 0.0 else 1.0 / (1.0 + days / halflife_days)


@rule
def toward(value: float, rest: float, left: float) -> float:
    """Return a value that has relaxed to its rest, with the share `left` of the distance left."""
    return rest + (value - rest) * left
