"""Keyed draws: every chance in a run is a hash of what it decides, never the next of a stream.

`uniform(seed, purpose, tick, person, item)` does not depend on order, thread or engine, nor on what
else happens. So two strategies on one seed share every draw that means the same, and a run called
from Python, compiled, or inlined in a compiled loop gets the same bits.
"""

import math

import numpy as np

from sim.compiled import compiled

# What a draw is for. 1..99: the model; 100..199: who lives in a world and how they are tied.
PURPOSE_SEGMENT = 100
PURPOSE_TRAIT = 101
PURPOSE_BRAND = 102
PURPOSE_CHANNEL = 103
PURPOSE_CLOSE = 110
PURPOSE_CLOSE_CHANNEL = 111
PURPOSE_CLOSE_FAR = 112
PURPOSE_GROUP = 120
PURPOSE_GROUP_MEMBER = 121
PURPOSE_FOLLOW = 130
PURPOSE_PLACE = 140

_START = np.uint64(0x9E3779B97F4A7C15)
_KEY_START = np.uint64(0xD1B54A32D192ED03)
_FIRST = np.uint64(0x3C79AC492BA7B653)
_SECOND = np.uint64(0x1C69B3F74AC4AE35)
_27, _33, _11 = np.uint64(27), np.uint64(33), np.uint64(11)
_UNIT = 2.0**-53
_FAR = 2**62


@compiled(signatures="uint64(uint64)", inline=True)
def mix(x):
    """Return the 64 bits of `x`, each spread over all (moremur: P. Evensen 2019, a bijection)."""
    x = (x ^ (x >> _27)) * _FIRST
    x = (x ^ (x >> _33)) * _SECOND
    return x ^ (x >> _27)


@compiled(signatures="uint64(uint64,int64,int64)", inline=True)
def stem(seed, purpose, tick):
    """Return what all draws of one seed, purpose and tick have in common, to be grown from."""
    h = mix(np.uint64(seed) ^ _START)
    h = mix(h ^ np.uint64(purpose))
    return mix(h ^ np.uint64(tick))


@compiled(signatures="uint64(uint64,int64,uint64)", inline=True)
def grown(stem, person, item):
    """Return the 64 bits that a stem, a person and an item have."""
    return mix(mix(stem ^ np.uint64(person)) ^ np.uint64(item))


@compiled(signatures="uint64(uint64,int64,int64,int64,uint64)", inline=True)
def hash5(seed, purpose, tick, person, item):
    """Return 64 random bits that belong to these five arguments, each mixed in its turn.

    seed, item: 0 to 2**64-1 (an item is often a key); purpose, tick, person: any int64.
    """
    return grown(stem(seed, purpose, tick), person, item)


@compiled(signatures="float64(uint64,int64,uint64)", inline=True)
def drawn(stem, person, item):
    """Return a number in [0, 1): the uniform draw of a stem, a person and an item."""
    return np.float64(grown(stem, person, item) >> _11) * _UNIT


@compiled(signatures="float64(uint64,int64,int64,int64,uint64)", inline=True)
def uniform(seed, purpose, tick, person, item):
    """Return a number in [0, 1), of 53 bits, that belongs to these five arguments."""
    return drawn(stem(seed, purpose, tick), person, item)


@compiled(signatures="float64[::1](uint64,int64,int64,int64)")
def uniforms(seed, purpose, tick, people):
    """Return `uniform(seed, purpose, tick, i, 0)` for each person i of so many."""
    common, found = stem(seed, purpose, tick), np.empty(people)
    for i in range(people):
        found[i] = drawn(common, i, np.uint64(0))
    return found


@compiled(signatures="uint64(uint64,int64,int64,int64)", inline=True)
def key(a, b, c, d):
    """Return a 64-bit name for a story or a share: `a` may be another key, the rest may be < 0.

    a: 0 to 2**64-1; b, c, d: any int64 (the brand is -1).
    """
    h = mix(np.uint64(a) ^ _KEY_START)
    h = mix(h ^ np.uint64(b))
    h = mix(h ^ np.uint64(c))
    return mix(h ^ np.uint64(d))


@compiled(signatures="int64(float64,int64)", inline=True)
def below(u, n):
    """Return which of `n` equal parts of [0, 1) the draw `u` lies in: 0 to n-1."""
    return min(np.int64(u * n), n - 1)


@compiled(signatures="float64(float64)", inline=True)
def _middle(q):
    r = 0.180625 - q * q
    above = 2509.0809287301226727 * r + 33430.575583588128105
    above = (above * r + 67265.770927008700853) * r + 45921.953931549871457
    above = (above * r + 13731.693765509461125) * r + 1971.5909503065514427
    above = (above * r + 133.14166789178437745) * r + 3.387132872796366608
    under = 5226.495278852854561 * r + 28729.085735721942674
    under = (under * r + 39307.89580009271061) * r + 21213.794301586595867
    under = (under * r + 5394.1960214247511077) * r + 687.1870074920579083
    under = (under * r + 42.313330701600911252) * r + 1.0
    return q * above / under


@compiled(signatures="float64(float64)", inline=True)
def _tail(r):
    above = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
    above = (above * r + 0.24178072517745061177) * r + 1.27045825245236838258
    above = (above * r + 3.64784832476320460504) * r + 5.7694972214606914055
    above = (above * r + 4.6303378461565452959) * r + 1.42343711074968357734
    under = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
    under = (under * r + 0.0151986665636164571966) * r + 0.14810397642748007459
    under = (under * r + 0.68976733498510000455) * r + 1.6763848301838038494
    under = (under * r + 2.05319162663775882187) * r + 1.0
    return above / under


@compiled(signatures="float64(float64)", inline=True)
def _far_tail(r):
    above = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    above = (above * r + 0.0012426609473880784386) * r + 0.026532189526576123093
    above = (above * r + 0.29656057182850489123) * r + 1.7848265399172913358
    above = (above * r + 5.4637849111641143699) * r + 6.6579046435011037772
    under = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
    under = (under * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4
    under = (under * r + 0.0148753612908506148525) * r + 0.13692988092273580531
    under = (under * r + 0.59983220655588793769) * r + 1.0
    return above / under


@compiled(signatures="float64(float64)")
def normal(u):
    """Return the standard normal value with the probability `u` below it.

    Wichura 1988, "The percentage points of the normal distribution", Applied Statistics 37,
    algorithm AS 241 (PPND16), about 16 digits. A draw of 0 counts as half the smallest step.
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        return _middle(q)
    r = u if q < 0 else 1.0 - u
    r = math.sqrt(-math.log(max(r, 0.5 * _UNIT)))
    z = _tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -z if q < 0 else z


@compiled(signatures="int64(float64,int64,float64,float64)")
def _binomial_wide(u, n, p, variance):
    spread = math.sqrt(variance)
    skew = (1.0 - 2.0 * p) / spread
    peaked = (1.0 - 6.0 * p * (1.0 - p)) / variance
    z = normal(u)
    w = z + skew * (z * z - 1.0) / 6.0
    w += peaked * (z * z - 3.0) * z / 24.0 - skew * skew * (2.0 * z * z - 5.0) * z / 36.0
    count = np.int64(math.floor(n * p + spread * w + 0.5))
    return max(0, min(n, count))


@compiled(signatures="int64(float64,int64,float64)")
def _binomial_low(u, n, p):
    variance = n * p * (1.0 - p)
    if variance >= 25.0:
        return _binomial_wide(u, n, p, variance)
    odds = p / (1.0 - p)
    term = math.exp(n * math.log1p(-p))
    count = 0
    while u >= term and count < n:
        u -= term
        term *= odds * (n - count) / (count + 1)
        count += 1
        if term < 1e-18 and count > n * p:
            break  # u lies within rounding of 1
    return count


@compiled(signatures="int64(float64,int64,float64)")
def binomial(u, n, p):
    """Return how many of `n` trials of probability `p` succeed, growing with the draw `u`.

    Inversion: exact (to rounding) while the variance is below 25, else from the normal value with
    the Cornish-Fisher terms for skewness and kurtosis, whose error in probability is below 0.0005.
    """
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    if p > 0.5:
        return n - _binomial_low(1.0 - u, n, 1.0 - p)
    return _binomial_low(u, n, p)


@compiled(signatures="int64(float64,float64)")
def skip(u, p):
    """Return how many trials of probability `p` fail before the next success (2**62: none)."""
    if p >= 1.0:
        return 0
    if p <= 0.0:
        return _FAR
    gap = math.log1p(-u) / math.log1p(-p)
    return np.int64(gap) if gap < _FAR else _FAR
