"""Who knows the brand, buys from it, follows it and is in its community on the first day.

They are not a random lot: whoever likes it, needs it or cares about the subject is likelier among
them. So people who join later differ from those who do not, as they do in life.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.compiled import compiled, inner
from sim.draws import PURPOSE_BRAND, uniform
from sim.market import Brand
from sim.world_parts.places import standardised

AWARE, CUSTOMER, FOLLOWER, MEMBER = range(4)


class Wanted(NamedTuple):
    """How many are to be aware, customers and followers."""

    aware: int
    customers: int
    followers: int


def wanted(brand: Brand, people: int) -> Wanted:
    """Return the brand's shares of so many people, in whole people."""
    shares = (brand.awareness, brand.customers, brand.followers)
    return Wanted(*(round(share * people) for share in shares))


@inner
def beginning(seed, wanted, traits, reachable):
    """Return who is aware, customer and follower, bool[people] each, as many as are wanted.

    traits: affinity, need and interest, f32[people] each; reachable: bool[people], uses a public
    channel. Customers and followers are aware, if need be beyond the number of the aware.
    """
    affinity, need = standardised(traits[0]), standardised(traits[1])
    interest = standardised(traits[2])
    people = len(reachable)
    aware, customer = np.zeros(people, np.bool_), np.zeros(people, np.bool_)
    follower = np.zeros(people, np.bool_)
    pull, eligible = np.empty(people), np.empty(people, np.bool_)
    for which in (CUSTOMER, FOLLOWER, AWARE):
        known = 0
        for i in range(people):
            if which == CUSTOMER:
                pull[i] = 0.7 * affinity[i] + 0.7 * need[i] + 0.4 * interest[i]
                eligible[i] = True
            elif which == FOLLOWER:
                pull[i] = 0.6 * affinity[i] + 0.6 * interest[i] + (1.0 if customer[i] else 0.0)
                eligible[i] = reachable[i]
            else:
                pull[i] = 0.4 * interest[i]
                aware[i] = customer[i] or follower[i]
                eligible[i] = not aware[i]
                known += aware[i]
        chosen = _drawn(pull, eligible, wanted[which] - known, (seed, which))
        for i in range(people):
            if which == CUSTOMER:
                customer[i] = chosen[i]
            elif which == FOLLOWER:
                follower[i] = chosen[i]
            else:
                aware[i] |= chosen[i]
    return aware, customer, follower


@compiled
def first_members(seed, members, traits, customer, reachable):
    """Return who is in the community that a plan hosts, bool[people], as many as there are members.

    traits: affinity and interest, f32[people] each; reachable: bool[people], uses the messenger of
    the community.
    """
    pull = 0.6 * standardised(traits[0]) + 0.6 * standardised(traits[1]) + 1.0 * customer
    return _drawn(pull, reachable, members, (seed, MEMBER))


@inner
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


@inner
def _scores(seed, which, pull, eligible):
    score = np.empty(len(pull))
    for i in range(len(pull)):
        u = uniform(seed, PURPOSE_BRAND, 0, i, which)
        score[i] = pull[i] - math.log(-math.log(max(u, 1e-17))) if eligible[i] else -1e300
    return score
