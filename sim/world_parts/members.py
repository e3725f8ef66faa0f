"""Who is in the brand's community already, on the first day."""

from typing import TYPE_CHECKING

import numpy as np

from sim import draws, purposes
from sim.world_parts.places import standardised

if TYPE_CHECKING:
    from sim.world import World


def first_members(world: "World", home: int, share: float, seed: int) -> np.ndarray:
    """Return the first members in index order, i64: a share of all people.

    Only who uses the messenger `home` (-1: there is no community) can be one. Whoever likes the
    brand, cares about the subject or is a customer is likelier among them, as among followers; the
    largest sums of pull and Gumbel noise are a draw without replacement (Yellott 1977).
    """
    wanted = round(share * world.people) if home >= 0 else 0
    if wanted == 0:
        return np.zeros(0, np.int64)
    pull = 0.6 * standardised(world.baseline) + 0.6 * standardised(world.interest)
    luck = draws.uniforms(seed, purposes.FIRST_MEMBER, 0, world.people)
    score = pull + 1.0 * world.customer - np.log(-np.log(np.clip(luck, 1e-17, 1 - 1e-16)))
    eligible = np.flatnonzero(world.channels >> np.uint32(home) & 1)
    most = np.argsort(-score[eligible], kind="stable")[:wanted]
    return np.sort(eligible[most])
