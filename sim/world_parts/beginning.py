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


class Beginning(NamedTuple):
    """Three truth values a person, bool[people] each."""

    aware: np.ndarray
    customer: np.ndarray
    follower: np.ndarray


def beginning(brand: Brand, traits: np.ndarray, reachable: np.ndarray, seed: int) -> Beginning:
    """Return who is aware, customer and follower; the brand's shares are met as exactly as can be.

    traits: f32[3, people], affinity, need and interest; reachable: bool[people], uses a public
    channel. Customers and followers are aware, if need be beyond the share of the aware.
    """
    people = len(reachable)
    affinity, need, interest = (standardised(trait) for trait in traits)
    everyone = np.ones(people, np.bool_)
    pull = 0.7 * affinity + 0.7 * need + 0.4 * interest
    customer = _drawn(pull, everyone, round(brand.customers * people), (seed, CUSTOMER))
    pull = 0.6 * affinity + 0.6 * interest + 1.0 * customer
    follower = _drawn(pull, reachable, round(brand.followers * people), (seed, FOLLOWER))
    known = customer | follower
    more = round(brand.awareness * people) - int(known.sum())
    return Beginning(
        known | _drawn(0.4 * interest, ~known, more, (seed, AWARE)), customer, follower
    )


def _drawn(pull: np.ndarray, eligible: np.ndarray, count: int, draw: tuple[int, int]) -> np.ndarray:
    """Return bool[people] with `count` of the eligible, each with a chance that grows as exp(pull).

    The largest sums of pull and Gumbel noise are a draw without replacement (Yellott 1977).
    """
    chosen = np.zeros(len(pull), np.bool_)
    if count > 0:
        score = _scores(draw[0], draw[1], pull, eligible)
        chosen[np.argsort(-score, kind="stable")[:count]] = True
    return chosen & eligible


@compiled
def _scores(seed, which, pull, eligible):
    score = np.empty(len(pull))
    for i in range(len(pull)):
        u = uniform(seed, PURPOSE_BRAND, 0, i, which)
        score[i] = pull[i] - math.log(-math.log(max(u, 1e-17))) if eligible[i] else -1e300
    return score
