"""Private groups: family, friends, work, neighbourhood. People near each other overlap in them."""

import math
from typing import NamedTuple

import numpy as np

from sim import facts
from sim.compiled import compiled, inner
from sim.draws import PURPOSE_GROUP, PURPOSE_GROUP_MEMBER, below, normal, uniform
from sim.market import Groups
from sim.world_parts.rows import rows_of, turned

SMALLEST = 2
NEAR = 25
JOINER_SPREAD = 0.7
EAGER = 3.5


class Plan(NamedTuple):
    """Which groups there are.

    shape: f64[4], mean and spread of log size, share of far members, how many groups;
    caps: i64[channels], most members on each channel, at most its users;
    chances: f64[channels], chance that a group is on this channel or one before it.
    """

    shape: np.ndarray
    caps: np.ndarray
    chances: np.ndarray


class Wanted(NamedTuple):
    """What a market says of groups, and of the channels they are on.

    caps: i64[channels], most members on each channel, 0 on public ones; use: f64[channels].
    """

    per_person: float
    mean_size: float
    size_spread: float
    far_share: float
    caps: np.ndarray
    use: np.ndarray


def wanted(groups: Groups, use: np.ndarray) -> Wanted:
    """Return a market's groups as numbers. use: f64[channels], share of people on each."""
    rows = facts.channels().rows
    caps = np.array([row.group_cap if row.private else 0 for row in rows], dtype=np.int64)
    means = (groups.per_person, groups.mean_size, groups.size_spread, groups.far_share)
    return Wanted(*means, caps, use)


@inner
def _plan(wanted, channels):
    """Lay out the groups of people with these channels (u32[people])."""
    number = len(wanted.caps)
    caps = np.zeros(number, np.int64)
    weights = np.zeros(number)
    chances = np.zeros(number)
    total = members = 0.0
    bits = np.uint32(0)
    for c in range(number):
        users = 0
        for used in channels:
            users += (used >> np.uint32(c)) & np.uint32(1)
        caps[c] = min(wanted.caps[c], users)
        if caps[c] >= SMALLEST:
            weights[c] = wanted.use[c]
        if weights[c] > 0.0:
            bits |= np.uint32(1) << np.uint32(c)
        total += weights[c]
        members += weights[c] * caps[c]
        chances[c] = total
    cap = members / total if total > 0.0 else 0.0
    messengers = 0
    for used in channels:
        messengers += (used & bits) != 0
    count = round(messengers * wanted.per_person / wanted.mean_size) if total > 0.0 else 0
    level = _log_middle(wanted.mean_size, wanted.size_spread, cap)
    shape = np.array([level, wanted.size_spread, wanted.far_share, count])
    for c in range(number):
        chances[c] /= max(total, 1e-9)
    return Plan(shape, caps, chances)


@inner
def _log_middle(mean, spread, cap):
    """Return the log of the middle size, so that sizes between 2 and the cap have this mean."""
    steps = np.empty(400)
    for n in range(400):
        steps[n] = spread * normal((n + 0.5) / 400)
    low, high = -20.0, math.log(max(cap, 2.0)) + 20.0
    for _ in range(40):
        level = (low + high) / 2
        total = 0.0
        for step in steps:
            total += min(max(math.exp(min(level + step, 50.0)), 2.0), cap)
        if total / 400 < mean:
            low = level
        else:
            high = level
    return low


@compiled
def groups_of(seed, wanted, channels, sociable):
    """Return `(group_ptr, members, channel, membership_ptr, membership)`; rows ascending.

    channels: u32[people]; sociable: standard normal values, f64[people].
    """
    plan = _plan(wanted, channels)
    people, count = len(channels), int(plan.shape[3])
    channel, size = _founded(seed, plan)
    groups = (channel, size, plan.shape[2])
    group, member = _gathered(seed, groups, channels, _joining(sociable))
    ptr, members = rows_of(group, member, (count, people))
    membership_ptr, membership = turned(ptr, members, people)
    return ptr, members, channel, membership_ptr, membership


@inner
def _founded(seed, plan):
    """Return the channel (i8) and the wanted size (i64) of each group."""
    level, spread, _, count = plan.shape
    channel = np.empty(int(count), np.int8)
    size = np.empty(int(count), np.int64)
    for g in range(int(count)):
        u = uniform(seed, PURPOSE_GROUP, 0, g, 0)
        c = 0
        while u >= plan.chances[c] and c < len(plan.chances) - 1:
            c += 1
        z = normal(uniform(seed, PURPOSE_GROUP, 0, g, 1))
        wanted = np.int64(math.exp(min(level + spread * z, 40.0)) + 0.5)
        channel[g], size[g] = c, min(max(wanted, SMALLEST), plan.caps[c])
    return channel, size


@inner
def _joining(sociable):
    """Return how readily each person joins a group, f64[people] in 0..1: skewed to the right."""
    out = np.empty(len(sociable))
    for i in range(len(sociable)):
        out[i] = min(1.0, math.exp(JOINER_SPREAD * sociable[i]) / EAGER)
    return out


@inner
def _gathered(seed, groups, channels, joining):
    """Return the pairs (group, member), i32 each. People are asked at random, near ones mostly.

    Who is asked at the n-th attempt lives within a stretch that widens by one with each attempt.
    """
    channel, size, far_share = groups
    people = len(channels)
    first = np.empty(size.sum(), np.int32)
    second = np.empty(size.sum(), np.int32)
    asked_by = np.full(people, -1, np.int32)
    at = 0
    for g in range(len(size)):
        centre = below(uniform(seed, PURPOSE_GROUP, 0, g, 2), people)
        left = size[g]
        for attempt in range(200 * size[g] + 4 * people):
            if left == 0:
                break
            i = _asked(seed, (g, attempt), (centre, NEAR + size[g], far_share), people)
            if asked_by[i] == g or not (channels[i] >> channel[g]) & 1:
                continue
            if uniform(seed, PURPOSE_GROUP_MEMBER, 1, g, attempt) < joining[i]:
                asked_by[i] = g
                first[at], second[at] = g, i
                at += 1
                left -= 1
    return first[:at], second[:at]


@inner(inline=True)
def _asked(seed, turn, place, people):
    g, attempt = turn
    centre, near, far_share = place
    u = uniform(seed, PURPOSE_GROUP_MEMBER, 0, g, attempt)
    if u < far_share:
        return below(u / far_share, people)
    width = min(people, 2 * near + attempt)
    u = (u - far_share) / (1.0 - far_share)
    return (centre - width // 2 + below(u, width)) % people
