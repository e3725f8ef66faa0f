"""Where people live: a ring of neighbourhoods, in which what people are like changes slowly."""

import math

import numpy as np

from sim.compiled import compiled, inner
from sim.draws import PURPOSE_PLACE, PURPOSE_TRAIT, normal, uniform

NEIGHBOURHOOD = 75
FEWEST_NEIGHBOURHOODS = 4


@inner
def noise(seed, which, people):
    """Return a standard normal value a person, f64[people]: the draw of trait `which`."""
    z = np.empty(people)
    for i in range(people):
        z[i] = normal(uniform(seed, PURPOSE_TRAIT, 0, i, which))
    return z


@inner
def ring_field(seed, which, people):
    """Return a value a person, f64[people], that near people share: mean 0, deviation 1.

    Each neighbourhood draws a normal value; between two centres people lie in between.
    """
    knots = min(people, max(FEWEST_NEIGHBOURHOODS, people // NEIGHBOURHOOD))
    heights = np.empty(knots + 1)
    for k in range(knots):
        heights[k] = normal(uniform(seed, PURPOSE_PLACE, 0, k, which))
    heights[knots] = heights[0]
    field = np.empty(people)
    for i in range(people):
        at = i * (knots / people)
        k = min(int(at), knots - 1)
        right = at - k
        left = 1.0 - right
        mixed = left * heights[k] + right * heights[k + 1]
        field[i] = mixed / math.sqrt(left * left + right * right)
    return standardised(field)


@inner
def tie_field(seed, which, close_ptr, close_to):
    """Return a value a person, f64[people], that tied people share, for ties that are given.

    Everybody starts with a normal value and three times takes the sum over themselves and
    their ties, scaled by the root of how many those are.
    """
    people = len(close_ptr) - 1
    field = np.empty(people)
    for i in range(people):
        field[i] = normal(uniform(seed, PURPOSE_PLACE, 1, i, which))
    for _ in range(3):
        before = field
        field = np.empty(people)
        for i in range(people):
            total = before[i]
            for at in range(close_ptr[i], close_ptr[i + 1]):
                total += before[close_to[at]]
            field[i] = total / math.sqrt(1.0 + close_ptr[i + 1] - close_ptr[i])
        field = standardised(field)
    return field


@inner
def standardised(values):
    """Return `values` as f64 with mean 0 and deviation 1 (all 0 where they do not differ)."""
    mean = 0.0
    for value in values:
        mean += value
    mean /= len(values)
    square = 0.0
    for value in values:
        square += (value - mean) * (value - mean)
    deviation = math.sqrt(square / len(values))
    out = np.zeros(len(values))
    if deviation > 1e-9:
        for i in range(len(values)):
            out[i] = (values[i] - mean) / deviation
    return out


@compiled
def tie_correlation(close_ptr, close_to, z):
    """Return the correlation of a standardised value over the two ends of the close ties.

    Of many people, every so many-th is asked: 50,000 are enough.
    """
    total = 0.0
    square = 0.0
    for i in range(0, len(z), max(1, len(z) // 50_000)):
        square += (close_ptr[i + 1] - close_ptr[i]) * z[i] * z[i]
        for at in range(close_ptr[i], close_ptr[i + 1]):
            total += z[i] * z[close_to[at]]
    return total / square if square > 0.0 else 0.0


@inner
def blended(field, own, share):
    """Return `share` of the variance from the field and the rest from a person's own draw."""
    shared, single = math.sqrt(share), math.sqrt(1.0 - share)
    out = np.empty(len(field))
    for i in range(len(field)):
        out[i] = shared * field[i] + single * own[i]
    return standardised(out)
