"""Follows: who sees whose public posts. A few are followed by very many, most by some near them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.compiled import compiled, inner
from sim.draws import PURPOSE_FOLLOW, uniform
from sim.market import Follows
from sim.world_parts.rows import longer

NEAR = 75


class Plan(NamedTuple):
    """How many follow whom, on each public channel.

    numbers: i64[public], channel numbers, ascending; fewest: f64[public], followers of the least
    followed; tail: exponent of the tail; local: share of followers from nearby;
    room: how many follows to make room for.
    """

    numbers: np.ndarray
    fewest: np.ndarray
    tail: float
    local: float
    room: int


class Users(NamedTuple):
    """The users of each public channel end to end, ascending, i32; ptr: i64[public + 1]."""

    who: np.ndarray
    ptr: np.ndarray


class Wanted(NamedTuple):
    """What a market says of follows. public: i64, numbers of the public channels, ascending."""

    mean: float
    tail: float
    local: float
    public: np.ndarray


def wanted(follows: Follows, public: Sequence[int]) -> Wanted:
    """Return a market's follows as numbers; public: the numbers of the public channels."""
    numbers = np.array(public, dtype=np.int64)
    return Wanted(follows.mean, follows.tail, follows.local_share, numbers)


@inner
def _users_of(channels, public):
    """Return who uses each of the public channels; channels: u32[people]."""
    ptr = np.zeros(len(public) + 1, np.int64)
    for p in range(len(public)):
        ptr[p + 1] = ptr[p]
        for used in channels:
            ptr[p + 1] += (used >> np.uint32(public[p])) & np.uint32(1)
    who = np.empty(ptr[-1], np.int32)
    at = 0
    for p in range(len(public)):
        for i in range(len(channels)):
            if (channels[i] >> np.uint32(public[p])) & np.uint32(1):
                who[at] = i
                at += 1
    return Users(who, ptr)


@inner
def _plan(wanted, users):
    """Lay out the follower counts so that their mean is the market's on each channel."""
    fewest = np.empty(len(wanted.public))
    for p in range(len(fewest)):
        most = users.ptr[p + 1] - users.ptr[p] - 1.0
        fewest[p] = _fewest(wanted.mean, wanted.tail, most)
    room = int(1.05 * wanted.mean * users.ptr[-1]) + 1000
    return Plan(wanted.public, fewest, wanted.tail, wanted.local, room)


@inner
def _fewest(mean: float, tail: float, most: float) -> float:
    """Return the lower end of a power law up to `most` that has this mean, by halving."""
    if mean >= most or mean == 0:
        return min(mean, max(most, 0.0))
    low, high = 0.0, mean
    for _ in range(60):
        middle = (low + high) / 2
        if _mean(middle, most, tail - 1.0) < mean:
            low = middle
        else:
            high = middle
    return high


@inner
def _mean(fewest: float, most: float, power: float) -> float:
    """Return the mean of a power law with P(X > x) ~ x^-power, cut off at `most`."""
    ratio = math.log(fewest / most)
    if abs(power - 1) < 1e-9:
        return -fewest * ratio / -math.expm1(ratio)
    cut = math.expm1((power - 1) * ratio) / math.expm1(power * ratio)
    return fewest * power / (power - 1) * cut


@compiled
def audiences(seed, wanted, channels):
    """Return `(ptr i64, audience i32, channel i8)`: row i follows person i's public posts.

    channels: u32[people]. A row ascends by channel, then by person.
    """
    people, users = len(channels), _users_of(channels, wanted.public)
    plan = _plan(wanted, users)
    ptr = np.zeros(people + 1, np.int64)
    audience = np.empty(plan.room, np.int32)
    channel = np.empty(len(audience), np.int8)
    place = np.zeros(len(plan.numbers), np.int64)
    at = 0
    for i in range(people):
        for p in range(len(plan.numbers)):
            size = users.ptr[p + 1] - users.ptr[p]
            if place[p] == size or users.who[users.ptr[p] + place[p]] != i:
                continue
            if at + size > len(audience):
                more = len(audience) // 4 + size
                audience, channel = longer(audience, more), longer(channel, more)
            kept = _followers(seed, plan, users, (p, place[p]), audience[at:])
            channel[at : at + kept] = plan.numbers[p]
            at += kept
            place[p] += 1
        ptr[i + 1] = at
    return ptr, audience[:at], channel[:at]


@inner
def _followers(seed, plan, users, where, out):
    """Write the followers of the user at a place of a public channel to `out`; return how many.

    All users near that place have one chance to be among them, all others another; the gaps
    between the chosen are drawn, so that nobody who is not chosen costs time.
    """
    p, place = where
    who = users.who[users.ptr[p] : users.ptr[p + 1]]
    count, author, channel = len(who), who[place], plan.numbers[p]
    wanted = _wanted(seed, (author, channel), (plan.fewest[p], plan.tail), count - 1.0)
    half = min(max(NEAR, int(wanted * plan.local) + 1), (count - 1) // 2)
    low = max(0, min(place - half, count - 1 - 2 * half))
    near, far = 2 * half, count - 1 - 2 * half
    away = min(wanted * (1.0 - plan.local) if near > 0 else wanted, 1.0 * far)
    away_chance = away / far if far > 0 else 0.0
    near_chance = (wanted - away) / near if near > 0 else 0.0
    kept = 0
    draw = 0
    for stretch in range(3):
        start = 0 if stretch == 0 else (low if stretch == 1 else low + near + 1)
        end = low if stretch == 0 else (low + near + 1 if stretch == 1 else count)
        chance = near_chance if stretch == 1 else away_chance
        if chance <= 0.0:
            continue
        scale = 1.0 / math.log1p(-min(chance, 1.0 - 1e-12))
        at = start - 1.0
        while True:
            u = uniform(seed, PURPOSE_FOLLOW, 3 + channel, author, draw)
            draw += 1
            at += 1.0 + math.floor(math.log(1.0 - u) * scale)
            if at >= end:
                break
            if at != place:
                out[kept] = who[np.int64(at)]
                kept += 1
    return kept


@inner
def _wanted(seed, who, law, most):
    """Return how many followers a person has on a channel, by a power law up to `most`.

    Half the time a channel goes by how well known the person is, else by a draw of its own.
    """
    person, channel = who
    fewest, tail = law
    if fewest >= most:
        return most
    if fewest <= 0.0:
        return 0.0
    if uniform(seed, PURPOSE_FOLLOW, 0, person, channel) < 0.5:
        u = uniform(seed, PURPOSE_FOLLOW, 1, person, 0)
    else:
        u = uniform(seed, PURPOSE_FOLLOW, 2, person, channel)
    power = tail - 1.0
    cut = 1.0 - math.exp(power * math.log(fewest / most))
    return fewest * math.exp(-math.log(1.0 - u * cut) / power)
