"""What people are like: interest, need, drives, how much they write and read."""

import math
from typing import NamedTuple

import numpy as np

from sim.compiled import inner
from sim.draws import PURPOSE_TRAIT, uniform
from sim.market import Market, Middle
from sim.world_parts.places import (
    blended,
    noise,
    ring_field,
    standardised,
    tie_correlation,
    tie_field,
)

INTEREST, NEED, FIT, EXPERTISE, PRIVACY, MESSAGES, SILENT, ATTENTION, AFFINITY, SOCIABLE = range(10)
DRIVES = (10, 11, 12, 13)
TRAITS = ("interest", "need", "fit", "expertise", "privacy")
ATTENTION_SPREAD = 0.6
# The share of what decides the first attitude to the brand that goes with interest. Who cares about
# a subject knows its brands better; more would make liking a stand-in for interest.
KNOWS_BRANDS = 0.1


class Kinds(NamedTuple):
    """What people of each segment are like, as tables: a row a trait, or a row a segment.

    middles, spreads: f64[5, segments], of interest, need, fit, expertise and privacy, a constant
    having spread 0; messages: f64[segments, 3], share of the silent, messages a day, their spread;
    attention: f64[segments]; drives: f64[segments, 4]; drive_spreads: f64[segments].
    alike: how alike tied people are in interest; affinity, affinity_spread: to the brand.
    """

    middles: np.ndarray
    spreads: np.ndarray
    messages: np.ndarray
    attention: np.ndarray
    drives: np.ndarray
    drive_spreads: np.ndarray
    alike: float
    affinity: float
    affinity_spread: float


class Neighbours(NamedTuple):
    """Who shares what people are like.

    close_ptr, close_to: ties; given: they came from outside, so nearness on the ring means nothing
    and alike people are found along the ties.
    """

    close_ptr: np.ndarray
    close_to: np.ndarray
    given: bool


class Traits(NamedTuple):
    """What people are like, an array each, as in `sim.world.World`."""

    interest: np.ndarray
    need: np.ndarray
    fit: np.ndarray
    expertise: np.ndarray
    privacy: np.ndarray
    baseline: np.ndarray
    talkativeness: np.ndarray
    attention: np.ndarray
    drives: np.ndarray


def kinds_of(market: Market) -> Kinds:
    """Return what people of a market's segments are like, as tables."""
    parts = market.segments
    traits = [[getattr(part, name) for part in parts] for name in TRAITS]
    messages = [(part.silent, part.messages_per_day, part.message_spread) for part in parts]
    return Kinds(
        middles=np.array([[middle.middle for middle in row] for row in traits]),
        spreads=np.array([[_spread(middle) for middle in row] for row in traits]),
        messages=np.array(messages),
        attention=np.array([part.attention for part in parts]) * market.tick_hours / 6,
        drives=np.array([part.drives.weights() for part in parts]),
        drive_spreads=np.array([part.drive_spread for part in parts]),
        alike=market.network.assortativity,
        affinity=market.brand.affinity,
        affinity_spread=market.brand.affinity_spread,
    )


def _spread(middle: Middle) -> float:
    """Return the spread of a trait, 0 where it is constant."""
    return 0.0 if middle.middle in (0, 1) else middle.spread


@inner
def traits_of(seed, segment, kinds, near):
    """Return what people are like. segment: i16[people]."""
    interest, share = _interest(seed, segment, kinds, near)
    people = len(segment)
    return Traits(
        interest,
        _own(seed, NEED, segment, (kinds.middles[1], kinds.spreads[1])),
        _own(seed, FIT, segment, (kinds.middles[2], kinds.spreads[2])),
        _own(seed, EXPERTISE, segment, (kinds.middles[3], kinds.spreads[3])),
        _own(seed, PRIVACY, segment, (kinds.middles[4], kinds.spreads[4])),
        _baseline(standardised(interest), noise(seed, AFFINITY, people), kinds),
        _talkativeness(seed, noise(seed, MESSAGES, people), segment, kinds.messages),
        _lognormal(noise(seed, ATTENTION, people), segment, kinds.attention),
        _drives(seed, segment, kinds, near, share),
    )


@inner
def _interest(seed, segment, kinds, near):
    """Return everybody's interest, f32[people] in 0..1, and the share of it that goes by the place.

    That share makes interest as alike over close ties as the market says, as far as place and
    segments allow: tried with none and with all, then taken in between.
    """
    middles, spreads = kinds.middles[0], kinds.spreads[0]
    if np.sum(spreads) == 0.0:  # none is below 0
        return _plain(segment, middles), kinds.alike
    field, own = _field(seed, INTEREST, near), noise(seed, INTEREST, len(segment))
    least = _alike(_spread_out(own, segment, middles, spreads), near)
    most = _alike(_spread_out(field, segment, middles, spreads), near)
    share = min(1.0, max(0.0, (kinds.alike - least) / max(most - least, 1e-9)))
    return _spread_out(blended(field, own, share), segment, middles, spreads), share


@inner
def _own(seed, which, segment, table):
    """Return a trait in which people differ on their own, f32[people] in 0..1."""
    middles, spreads = table
    if np.sum(spreads) == 0.0:  # none is below 0
        return _plain(segment, middles)
    return _spread_out(noise(seed, which, len(segment)), segment, middles, spreads)


@inner
def _field(seed, which, near):
    """Return a standard normal value a person, f64[people], that goes by the place."""
    if near.given:
        return tie_field(seed, which, near.close_ptr, near.close_to)
    return ring_field(seed, which, len(near.close_ptr) - 1)


@inner
def _alike(values, near):
    """Return the correlation of a trait over close ties, 0 where there are none."""
    return tie_correlation(near.close_ptr, near.close_to, standardised(values))


@inner
def _plain(segment, middles):
    out = np.empty(len(segment), np.float32)
    for i in range(len(segment)):
        out[i] = middles[segment[i]]
    return out


@inner
def _spread_out(z, segment, middles, spreads):
    out = np.empty(len(z), np.float32)
    for i in range(len(z)):
        middle, spread = middles[segment[i]], spreads[segment[i]]
        if spread == 0.0:
            out[i] = middle
        else:
            logit = math.log(middle) - math.log(1.0 - middle) + spread * z[i]
            out[i] = 1.0 / (1.0 + math.exp(-logit))
    return out


@inner
def _drives(seed, segment, kinds, near, share):
    """Return the weight of each drive, f32[people, 4], rows sum to 1.

    share: how much of the differences goes by the place, as for interest.
    """
    people = len(segment)
    out = np.empty((people, 4), np.float32)
    weights, spreads = kinds.drives, kinds.drive_spreads
    if np.sum(spreads) == 0.0:  # none is below 0
        for i in range(people):
            for k in range(4):
                out[i, k] = weights[segment[i], k]
        return out
    z = np.empty((people, 4))
    for k in range(4):
        which = DRIVES[k]
        values = blended(_field(seed, which, near), noise(seed, which, people), share)
        for i in range(people):
            z[i, k] = values[i]
    for i in range(people):
        total = 0.0
        for k in range(4):
            total += weights[segment[i], k] * math.exp(spreads[segment[i]] * z[i, k])
        for k in range(4):
            weight = weights[segment[i], k] * math.exp(spreads[segment[i]] * z[i, k])
            out[i, k] = weight / total
    return out


@inner
def _talkativeness(seed, z, segment, table):
    out = np.zeros(len(z), np.float32)
    for i in range(len(z)):
        silent, middle, spread = table[segment[i]]
        if uniform(seed, PURPOSE_TRAIT, 0, i, SILENT) >= silent:
            out[i] = middle * math.exp(spread * z[i])
    return out


@inner
def _lognormal(z, segment, middles):
    out = np.empty(len(z), np.float32)
    for i in range(len(z)):
        out[i] = middles[segment[i]] * math.exp(ATTENTION_SPREAD * z[i])
    return out


@inner
def _baseline(interest, own, kinds):
    """Return the first attitude to the brand, f32[people] in -1..1; `interest` is standardised."""
    mean, spread = kinds.affinity, kinds.affinity_spread
    out = np.empty(len(own), np.float32)
    shared, single = math.sqrt(KNOWS_BRANDS), math.sqrt(1.0 - KNOWS_BRANDS)
    for i in range(len(own)):
        value = mean + spread * (shared * interest[i] + single * own[i])
        out[i] = min(1.0, max(-1.0, value))
    return out


@inner
def sociability(seed, people):
    """Return a standard normal value a person, f64[people]: who has many ties and groups."""
    return noise(seed, SOCIABLE, people)
