"""World: who lives here and how they are tied. Arrays that a run reads and never changes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sim.errors import AddaError, shown
from sim.market import Market
from sim.scenarios import read_market
from sim.world_parts.given import checked_groups, checked_pairs, read_edge_file
from sim.world_parts.memory import refuse_too_many, refuse_too_many_edges
from sim.world_parts.settle import generated, given

__all__ = ["World", "checked_seed", "read_edge_file"]
MOST_PEOPLE = 20_000_000


@dataclass(frozen=True, eq=False)
class World:
    """People in the order in which they live (near numbers are neighbours), and their ties.

    n people, m ends of close ties, g groups. Lists are rows end to end: the close contacts of
    person i are `close_to[close_ptr[i] : close_ptr[i + 1]]`, ascending, each tie in both rows.
    """

    people: int
    segment: np.ndarray  # i16[n], number in the market's segments
    interest: np.ndarray  # f32[n], 0..1
    need: np.ndarray  # f32[n], 0..1
    fit: np.ndarray  # f32[n], 0..1
    expertise: np.ndarray  # f32[n], 0..1
    baseline: np.ndarray  # f32[n], -1..1, attitude to the brand at the start
    talkativeness: np.ndarray  # f32[n], messages a day
    attention: np.ndarray  # f32[n], items a tick
    privacy: np.ndarray  # f32[n], 0..1
    drives: np.ndarray  # f32[n, 4], rows sum to 1
    channels: np.ndarray  # u32[n], a bit for each channel that is used
    follower: np.ndarray  # bool[n], follows a page of the brand at the start
    aware: np.ndarray  # bool[n], knows the brand at the start
    customer: np.ndarray  # bool[n], is a customer at the start
    close_ptr: np.ndarray  # i64[n + 1]
    close_to: np.ndarray  # i32[m]
    close_strength: np.ndarray  # f32[m], contact rate; weekly contact is 1
    close_channel: np.ndarray  # i8[m], a messenger that both use
    group_ptr: np.ndarray  # i64[g + 1]
    group_members: np.ndarray  # i32
    group_channel: np.ndarray  # i8[g]
    membership_ptr: np.ndarray  # i64[n + 1]
    membership: np.ndarray  # i32, the groups of a person, ascending
    audience_ptr: np.ndarray  # i64[n + 1]
    audience: np.ndarray  # i32, who follows a person's public posts, by channel, then person
    audience_channel: np.ndarray  # i8

    @classmethod
    def from_market(cls, market: Market, seed: int) -> "World":
        """Build the world of a market; the same market and seed give the same arrays.

        Raises AddaError when it does not fit into memory or the market's edge file does not serve.
        """
        refuse_too_many(market, market.people)
        return cls(people=market.people, **generated(market, _in_64_bits(seed)))

    @classmethod
    def from_edges(  # noqa: PLR0913 - a network has this many kinds of tie
        cls,
        people: int,
        close: Sequence = (),
        groups: Sequence = (),
        follows: Sequence = (),
        market: Market | None = None,
        seed: int = 0,
    ) -> "World":
        """Build a world with given ties.

        close: m × 2 undirected pairs; groups: a list of members each; follows: m × 2 pairs
        (follower, followed). Self-ties and doubles are dropped. market: what people are like
        (default: the neutral market, where all are alike). Raises AddaError for numbers that are
        no person's, wrong shapes, a market without a channel for the ties, and more people than
        fit into memory.
        """
        market = market or read_market("neutral")
        _check_people(people)
        refuse_too_many_edges(people, _counted(close), _counted(groups), _counted(follows))
        lists = (
            checked_pairs(close, "close", people),
            checked_groups(groups, people),
            checked_pairs(follows, "follows", people),
        )
        return cls(people=people, **given(market, people, lists, _in_64_bits(seed)))

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays take."""
        return sum(array.nbytes for array in self.arrays().values())

    def hash(self) -> str:
        """Return a hash of all that the world holds; equal worlds have equal hashes."""
        digest = hashlib.sha256(str(self.people).encode())
        for name, array in self.arrays().items():
            digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()[:16]

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all arrays by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)[1:]}


def checked_seed(seed: Any) -> int:
    """Return a seed as Python's number, or raise AddaError: a whole number from 0 to 2**64-1."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**64:
        raise AddaError(
            "seed is {seed}, it must be a whole number from 0 to 2**64-1", seed=shown(seed)
        )
    return int(seed)


def _in_64_bits(seed: int) -> int:
    """Return the seed as the signed number of the same 64 bits, which compiled loops take."""
    whole = checked_seed(seed)
    return whole - 2**64 if whole >= 2**63 else whole


def _counted(ties: Sequence) -> int:
    """Return how many rows of ties there are, as far as they can be counted beforehand."""
    return len(ties) if hasattr(ties, "__len__") else 0


def _check_people(people: int) -> None:
    if isinstance(people, bool) or not isinstance(people, int | np.integer):
        raise AddaError("people is a whole number, not {people}", people=shown(people))
    if not 1 <= people <= MOST_PEOPLE:
        raise AddaError(
            "people is {people}, allowed is 1 to {most}", people=shown(people), most=MOST_PEOPLE
        )
