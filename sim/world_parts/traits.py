"""What people are like: interest, need, drives, how much they write and read."""

import math

import numpy as np

from sim.compiled import compiled
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
ATTENTION_SPREAD = 0.6
# The share of what decides the first attitude to the brand that goes with interest. Who cares about
# a subject knows its brands better; more would make liking a stand-in for interest.
KNOWS_BRANDS = 0.1


class Neighbours:
    """Draws normal values that tied people share as far as is asked.

    ties: (close_ptr, close_to); given: the ties came from outside, so nearness on the ring means
    nothing and alike people are found along the ties.
    """

    def __init__(self, seed: int, ties: tuple[np.ndarray, np.ndarray], given: bool):
        self.seed, self.ties, self.given = seed, ties, given

    def draws(self, which: int) -> tuple[np.ndarray, np.ndarray]:
        """Return standard normal values, f64[people] each: one goes by the place, one is own."""
        return self._field(which), noise(self.seed, which, len(self.ties[0]) - 1)

    def alike(self, values: np.ndarray) -> float:
        """Return the correlation of a trait over close ties, 0 where there are none."""
        return tie_correlation(*self.ties, standardised(values))

    def _field(self, which: int) -> np.ndarray:
        if self.given:
            return tie_field(self.seed, which, *self.ties)
        return ring_field(self.seed, which, len(self.ties[0]) - 1)


def interest_of(market: Market, segment: np.ndarray, near: Neighbours) -> tuple[np.ndarray, float]:
    """Return everybody's interest, f32[people] in 0..1, and the share of it that goes by the place.

    That share makes interest as alike over close ties as the market's assortativity says, as far
    as place and segments allow: tried with none and with all, then taken in between.
    """
    middles = [each.interest for each in market.segments]
    wanted = market.network.assortativity
    if all(_constant(middle) for middle in middles):
        return _plain(middles, segment), wanted
    table = _table(middles)
    field, own = near.draws(INTEREST)
    least, most = (near.alike(_spread_out(z, segment, *table)) for z in (own, field))
    share = min(1.0, max(0.0, (wanted - least) / max(most - least, 1e-9)))
    return _spread_out(blended(field, own, share), segment, *table), share


def own_trait(market: Market, name: str, segment: np.ndarray, seed: int) -> np.ndarray:
    """Return a trait in which people differ on their own, f32[people] in 0..1."""
    numbers = {"need": NEED, "fit": FIT, "expertise": EXPERTISE, "privacy": PRIVACY}
    middles = [getattr(each, name) for each in market.segments]
    if all(_constant(middle) for middle in middles):
        return _plain(middles, segment)
    return _spread_out(noise(seed, numbers[name], len(segment)), segment, *_table(middles))


def drives_of(market: Market, segment: np.ndarray, near: Neighbours, share: float) -> np.ndarray:
    """Return the weight of each drive, f32[people, 4], rows sum to 1.

    share: how much of the differences goes by the place, as for interest.
    """
    weights = np.array([each.drives.weights() for each in market.segments])
    spreads = np.array([each.drive_spread for each in market.segments])
    if not spreads.any():
        return weights.astype(np.float32)[segment]
    z = np.stack([blended(*near.draws(which), share) for which in DRIVES], axis=1)
    return _drives(z, segment, weights, spreads)


def talkativeness_of(market: Market, segment: np.ndarray, seed: int) -> np.ndarray:
    """Return messages a day, f32[people]: nothing from the silent, else lognormal."""
    table = np.array([(s.silent, s.messages_per_day, s.message_spread) for s in market.segments])
    return _talkativeness(seed, noise(seed, MESSAGES, len(segment)), segment, table)


def attention_of(market: Market, segment: np.ndarray, seed: int) -> np.ndarray:
    """Return the items that each person can read in a tick, f32[people], lognormal."""
    items = np.array([each.attention for each in market.segments]) * market.tick_hours / 6
    return _lognormal(noise(seed, ATTENTION, len(segment)), segment, items)


def baseline_of(market: Market, interest: np.ndarray, seed: int) -> np.ndarray:
    """Return the first attitude to the brand, f32[people] in -1..1; `interest` is standardised."""
    own = noise(seed, AFFINITY, len(interest))
    return _baseline(interest, own, market.brand.affinity, market.brand.affinity_spread)


def _constant(middle: Middle) -> bool:
    return middle.spread == 0 or middle.middle in (0, 1)


def _plain(middles: list[Middle], segment: np.ndarray) -> np.ndarray:
    return np.array([middle.middle for middle in middles], np.float32)[segment]


def _table(middles: list[Middle]) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles and the spreads by segment; a constant has spread 0."""
    spreads = [0.0 if _constant(middle) else middle.spread for middle in middles]
    return np.array([middle.middle for middle in middles]), np.array(spreads)


@compiled
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


@compiled
def _drives(z, segment, weights, spreads):
    out = np.empty(z.shape, np.float32)
    for i in range(len(z)):
        total = 0.0
        for k in range(4):
            total += weights[segment[i], k] * math.exp(spreads[segment[i]] * z[i, k])
        for k in range(4):
            weight = weights[segment[i], k] * math.exp(spreads[segment[i]] * z[i, k])
            out[i, k] = weight / total
    return out


@compiled
def _talkativeness(seed, z, segment, table):
    out = np.zeros(len(z), np.float32)
    for i in range(len(z)):
        silent, middle, spread = table[segment[i]]
        if uniform(seed, PURPOSE_TRAIT, 0, i, SILENT) >= silent:
            out[i] = middle * math.exp(spread * z[i])
    return out


@compiled
def _lognormal(z, segment, middles):
    out = np.empty(len(z), np.float32)
    for i in range(len(z)):
        out[i] = middles[segment[i]] * math.exp(ATTENTION_SPREAD * z[i])
    return out


@compiled
def _baseline(interest, own, mean, spread):
    out = np.empty(len(own), np.float32)
    shared, single = math.sqrt(KNOWS_BRANDS), math.sqrt(1.0 - KNOWS_BRANDS)
    for i in range(len(own)):
        value = mean + spread * (shared * interest[i] + single * own[i])
        out[i] = min(1.0, max(-1.0, value))
    return out


@compiled
def sociability(seed, people):
    """Return a standard normal value a person, f64[people]: who has many ties and groups."""
    return noise(seed, SOCIABLE, people)
