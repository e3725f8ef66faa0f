"""Who knows the brand, buys from it and follows it on the first day.

They are not a random lot: whoever likes it, needs it or cares about the subject is likelier among
them. So people who join later differ from those who do not, as they do in life.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.compiled import compiled
from sim.draws import PURPOSE_BRAND, uniform
from sim.market import Brand
from sim.world_parts.places import standardised

AWARE, CUSTOMER, FOLLOWER = range(3)


class Wanted(NamedTuple):
    """How many are to be customers, followers and aware."""

    customers: int
    followers: int
    aware: int


def wanted(brand: Brand, people: int) -> Wanted:
    """Return the brand's shares of so many people, in whole people."""
    shares = (brand.customers, brand.followers, brand.awareness)
    return Wanted(*(round(share * people) for share in shares))


@compiled
def beginning(seed, wanted, traits, reachable):
    """Return who is aware, customer and follower, bool[people] each, as many as are wanted.

    traits: affinity, need and interest, f32[people] each; reachable: bool[people], uses a public
    channel. Customers and followers are aware, if need be beyond the number of the aware.
    """
    affinity, need = standardised(traits[0]), standardised(traits[1])
    interest = standardised(traits[2])
    pull = 0.7 * affinity + 0.7 * need + 0.4 * interest
    everyone = np.ones(len(reachable), np.bool_)
    customer = _drawn(pull, everyone, wanted.customers, (seed, CUSTOMER))
    pull = 0.6 * affinity + 0.6 * interest + 1.0 * customer
    follower = _drawn(pull, reachable, wanted.followers, (seed, FOLLOWER))
    known = customer | follower
    more = wanted.aware - np.sum(known)
    aware = known | _drawn(0.4 * interest, ~known, more, (seed, AWARE))
    return aware, customer, follower


@compiled
def _drawn(pull, eligible, count, draw):
    """Return bool[people] with `count` of the eligible, each with a chance that grows as exp(pull).

    The largest sums of pull and Gumbel noise are a draw without replacement (Yellott 1977); of
    equal ones the lower numbers come first.
    """
    people = len(pull)
    chosen = np.zeros(people, np.bool_)
    if count <= 0:
        return chosen
    score = _scores(draw[0], draw[1], pull, eligible)
    count = min(count, people)
    least = np.partition(score, people - count)[people - count]
    equal = count
    for i in range(people):
        equal -= score[i] > least
    for i in range(people):
        if score[i] > least:
            chosen[i] = eligible[i]
        elif score[i] == least and equal > 0:
            chosen[i] = eligible[i]
            equal -= 1
    return chosen


@compiled
def _scores(seed, which, pull, eligible):
    score = np.empty(len(pull))
    for i in range(len(pull)):
        u = uniform(seed, PURPOSE_BRAND, 0, i, which)
        score[i] = pull[i] - math.log(-math.log(max(u, 1e-17))) if eligible[i] else -1e300
    return score
