"""Which segment people belong to, and which channels they use."""

import numpy as np

from sim import facts
from sim.compiled import inner
from sim.draws import PURPOSE_CHANNEL, PURPOSE_SEGMENT, normal, uniform
from sim.market import Market
from sim.remembered import Remembered
from sim.world_parts.places import blended, ring_field

# How much of what decides the segment neighbours share: kinds of people live somewhat together.
TOGETHER = 0.6
SEGMENT_FIELD = 20


def quotas(market: Market, people: int) -> np.ndarray:
    """Return how many people each segment has, i64[segments], by the largest remainders."""
    shares = shares_of(market)
    counts = np.floor(shares * people).astype(np.int64)
    remainders = shares * people - counts
    most = np.argsort(-remainders, kind="stable")[: people - counts.sum()]
    counts[most] += 1
    return counts


def shares_of(market: Market) -> np.ndarray:
    """Return the share of people in each segment, f64[segments]."""
    weights = [segment.share for segment in market.segments]
    return np.array([weight / sum(weights) for weight in weights])


@inner
def segments_of(seed, counts):
    """Return the segment of each person, i16[people]: counts exact, like people near each other."""
    people = counts.sum()
    segment = np.zeros(people, np.int16)
    if len(counts) == 1:
        return segment
    field = ring_field(seed, SEGMENT_FIELD, people)
    liking = blended(field, _segment_noise(seed, people), TOGETHER)
    order = np.argsort(liking, kind="mergesort")
    at = 0
    for number in range(len(counts)):
        for _ in range(counts[number]):
            segment[order[at]] = number
            at += 1
    return segment


@inner
def _segment_noise(seed, people):
    z = np.empty(people)
    for i in range(people):
        z[i] = normal(uniform(seed, PURPOSE_SEGMENT, 0, i, 0))
    return z


def channel_use(market: Market) -> np.ndarray:
    """Return the share of each segment that uses each channel, f64[segments, channels]."""
    channels = facts.channels()
    use = np.zeros((len(market.segments), len(channels)))
    for row, segment in enumerate(market.segments):
        for name, share in segment.channels.items():
            use[row, channels.number(name)] = share
    return use


def _mean_use(market: Market) -> np.ndarray:
    """Return the share of all people who use each channel, f64[channels]."""
    rows = zip(shares_of(market), channel_use(market), strict=True)
    return sum(share * use for share, use in rows)


mean_use = Remembered(_mean_use)


@inner
def channels_of(seed, segment, use):
    """Return the channels that each person uses, a bit each, u32[people]."""
    masks = np.zeros(len(segment), np.uint32)
    for i in range(len(segment)):
        mask = 0
        for c in range(use.shape[1]):
            share = use[segment[i], c]
            if share > 0.0 and uniform(seed, PURPOSE_CHANNEL, 0, i, c) < share:
                mask |= 1 << c
        masks[i] = mask
    return masks


def bits_of(private: bool) -> int:
    """Return the bits of all private, or of all public, channels."""
    rows = facts.channels().rows
    return sum(1 << number for number, row in enumerate(rows) if row.private == private)
