"""Which messenger two people talk in: one that both use, much used ones likelier."""

from typing import NamedTuple

import numpy as np

from sim.compiled import compiled, inner
from sim.draws import PURPOSE_CLOSE_CHANNEL, uniform


class Messengers(NamedTuple):
    """channels: u32[people], private channels of each; weights: f64[channels], how much used."""

    channels: np.ndarray
    weights: np.ndarray


@inner
def sharing(private_channels):
    """Return the share of a messenger user's possible contacts with a messenger in common."""
    people = len(private_channels)
    masks = np.empty(people, np.uint32)
    counts = np.zeros(people, np.int64)
    sorts = users = 0
    for mask in private_channels:
        users += mask > 0
        sort = 0
        while sort < sorts and masks[sort] != mask:
            sort += 1
        if sort == sorts:
            masks[sort] = mask
            sorts += 1
        counts[sort] += 1
    pairs = 0
    for a in range(sorts):
        for b in range(sorts):
            if masks[a] & masks[b]:
                pairs += counts[a] * counts[b]
    return pairs / (users * people) if users else 0.0


@inner
def common_messenger(seed, messengers, i, other):
    """Return the messenger of a pair, -1 if they share none; much used ones are likelier."""
    shared = messengers.channels[i] & messengers.channels[other]
    if shared == 0:
        return -1
    total = 0.0
    last = -1
    for c in range(len(messengers.weights)):
        if (shared >> c) & 1:
            total += messengers.weights[c]
            last = c
    left = total * uniform(seed, PURPOSE_CLOSE_CHANNEL, 0, min(i, other), max(i, other))
    for c in range(last):
        if (shared >> c) & 1:
            left -= messengers.weights[c]
            if left < 0.0:
                return c
    return last


@compiled
def messengers_of(seed, messengers, ptr, to):
    """Return the messenger of each given tie, i8; both ends have one in common."""
    channel = np.empty(len(to), np.int8)
    for i in range(len(ptr) - 1):
        for at in range(ptr[i], ptr[i + 1]):
            channel[at] = common_messenger(seed, messengers, i, np.int64(to[at]))
    return channel
