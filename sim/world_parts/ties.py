"""Close ties: three layers of contacts, mostly near on the ring, each with a messenger both use."""

import math
from typing import NamedTuple

import numpy as np

from sim.compiled import compiled, inner
from sim.draws import (
    PURPOSE_CLOSE,
    PURPOSE_CLOSE_FAR,
    below,
    uniform,
)
from sim.market import CloseTies
from sim.world_parts.messengers import common_messenger, sharing
from sim.world_parts.rows import longer, rows_of

# Contact once a week, a month, a year (Dunbar 2016: layers of 5, 15 and 150), as weights.
STRENGTHS = np.array([1.0, 7 / 30, 7 / 365], np.float32)
# Of the people near enough for a layer, this share are tied. It makes 14 % or more of a person's
# contacts know each other (Ugander et al. 2011).
FILLED = 0.15
MOST_SOCIABLE = 2.2


class Plan(NamedTuple):
    """How likely two people are tied.

    near: f64[reach + 1, 3], chance by steps on the ring of a tie of each layer or a closer one;
    sociable: f64[people], factor with mean 1; far: mean far ties that a person starts;
    layers: f64[3], share of far ties in each layer or a closer one; room: how many ends of ties
    to make room for.
    """

    near: np.ndarray
    sociable: np.ndarray
    far: float
    layers: np.ndarray
    room: int


class Layers(NamedTuple):
    """Contacts of a person in each layer, mean, and the share of ties that ignore nearness."""

    inner: float
    middle: float
    outer: float
    far_share: float


def layers(ties: CloseTies) -> Layers:
    """Return a market's layers as numbers."""
    return Layers(ties.inner, ties.middle, ties.outer, ties.far_share)


@inner
def _plan(layers, sociable, sharing):
    """Lay out the layers; `sharing` is the share of pairs with a messenger that both use.

    A messenger's user is to have the contacts that the market states, so what is lost to pairs
    without a common messenger is made up for.
    """
    people = len(sociable)
    asked = (layers.inner, layers.middle, layers.outer)
    wanted = np.empty(3)
    reach = np.empty(3, np.int64)
    for layer in range(3):
        wanted[layer] = asked[layer] / max(sharing, 0.05) / 2
        mean = wanted[layer] * (1 - layers.far_share)
        reach[layer] = min(people // 2, max(1, round(mean / FILLED)))
    near = np.zeros((max(reach[0], reach[1], reach[2]) + 1, 3))
    for layer in range(3):
        mean = wanted[layer] * (1 - layers.far_share)
        for steps in range(1, reach[layer] + 1):
            for wider in range(layer, 3):
                near[steps, wider] += mean / reach[layer]
    total = wanted[0] + wanted[1] + wanted[2]
    counted_up, so_far = np.empty(3), 0.0
    for layer in range(3):
        so_far += wanted[layer]
        counted_up[layer] = so_far / max(total, 1e-9)
    room = int(1.05 * people * (layers.inner + layers.middle + layers.outer)) + 1000
    return Plan(near, sociable, total * layers.far_share, counted_up, room)


@compiled
def close_ties(seed, layers, messengers, sociable):
    """Return `(ptr i64, to i32, strength f32, channel i8)`, both directions, ascending.

    sociable: standard normal values, f64[people].
    """
    plan = _plan(layers, sociable_factor(sociable), sharing(messengers.channels))
    people = len(sociable)
    first, second = _far_pairs(seed, plan)
    far = rows_of(first, second, (people, people))
    return _tied(seed, plan, messengers, far)


@inner
def sociable_factor(z):
    """Return a factor a person with mean near 1, f64[people], from standard normal values."""
    out = np.empty(len(z))
    for i in range(len(z)):
        out[i] = min(MOST_SOCIABLE, math.exp(0.45 * z[i] - 0.1))
    return out


@inner
def _far_pairs(seed, plan):
    people = len(plan.sociable)
    counts = np.empty(people, np.int64)
    for i in range(people):
        wanted = plan.far * plan.sociable[i] + uniform(seed, PURPOSE_CLOSE_FAR, 0, i, 0)
        counts[i] = min(int(wanted), people - 1)
    first = np.empty(2 * counts.sum(), np.int32)
    second = np.empty(len(first), np.int32)
    at = 0
    for i in range(people):
        for n in range(counts[i]):
            steps = 1 + below(uniform(seed, PURPOSE_CLOSE_FAR, 1, i, n), people - 1)
            other = (i + steps) % people
            first[at], second[at] = i, other
            first[at + 1], second[at + 1] = other, i
            at += 2
    return first, second


@inner(inline=True)
def _near_layer(seed, plan, start, steps):
    """Return the layer of the tie from `start` to who lives `steps` further on, 3 for no tie."""
    u = uniform(seed, PURPOSE_CLOSE, 0, start, steps)
    ease = plan.sociable[start]
    if u >= ease * plan.near[steps, 2]:
        return 3
    return 0 if u < ease * plan.near[steps, 0] else (1 if u < ease * plan.near[steps, 1] else 2)


@inner
def _contacts(seed, plan, i, far, aside):
    """Write the contacts of person i to `found` as 4 × person + layer, ascending; return how many.

    Who is a contact twice stands there twice, the closer layer first. aside: found, and known,
    i8[reach + 1, same], where the layers of those who live before stand by steps, person p in row p
    modulo their number: a tie is drawn for its first person and looked up for the other one.
    """
    people, reach = len(plan.sociable), len(plan.near) - 1
    found, known = aside
    row = i % (reach + 1)
    count = 0
    for steps in range(reach, 0, -1):
        if i >= steps:
            before = i - steps
            layer = known[row - steps if row >= steps else row - steps + reach + 1, steps]
        else:
            before = i - steps + people
            layer = _near_layer(seed, plan, before, steps)
        # Half way round the ring both directions lead to one person: the lower number counts.
        if 2 * steps == people and before >= i:
            layer = 3
        found[count] = 4 * before + layer
        count += layer < 3
    for steps in range(1, reach + 1):
        after = i + steps if i + steps < people else i + steps - people
        layer = _near_layer(seed, plan, i, steps)
        known[row, steps] = layer
        if 2 * steps == people and i >= after:
            layer = 3
        found[count] = 4 * after + layer
        count += layer < 3
    far_ptr, far_to = far
    for at in range(far_ptr[i], far_ptr[i + 1]):
        other = np.int64(far_to[at])
        u = uniform(seed, PURPOSE_CLOSE_FAR, 2, min(i, other), max(i, other))
        found[count] = 4 * other + (0 if u < plan.layers[0] else (1 if u < plan.layers[1] else 2))
        count += 1
    _sort(found, count)
    return count


@inner(inline=True)
def _sort(numbers, count):
    """Sort the first numbers in place, by insertion: they are few and almost in order."""
    for at in range(1, count):
        number = numbers[at]
        place = at
        while place > 0 and numbers[place - 1] > number:
            numbers[place] = numbers[place - 1]
            place -= 1
        numbers[place] = number


@inner
def _tied(seed, plan, messengers, far):
    people = len(plan.sociable)
    ptr = np.zeros(people + 1, np.int64)
    most_far = 0
    for i in range(people):
        most_far = max(most_far, far[0][i + 1] - far[0][i])
    found = np.empty(2 * len(plan.near) + most_far, np.int64)
    known = np.empty((len(plan.near), len(plan.near)), np.int8)
    to = np.empty(plan.room, np.int32)
    strength = np.empty(len(to), np.float32)
    channel = np.empty(len(to), np.int8)
    at = 0
    for i in range(people):
        if at + len(found) > len(to):
            more = len(to) // 4 + len(found)
            to, strength, channel = longer(to, more), longer(strength, more), longer(channel, more)
        last = -1
        for n in range(_contacts(seed, plan, i, far, (found, known))):
            other = found[n] >> 2
            messenger = -1 if other == last else common_messenger(seed, messengers, i, other)
            if messenger >= 0:
                to[at], channel[at] = other, messenger
                strength[at] = STRENGTHS[found[n] & 3]
                at += 1
            last = other
        ptr[i + 1] = at
    return ptr, to[:at], strength[:at], channel[:at]
