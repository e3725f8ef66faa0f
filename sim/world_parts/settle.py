"""Put a world together: people into segments, ties between them, traits, groups, follows.

Each function returns arrays by the names that `sim.world.World` gives them.
"""

from typing import NamedTuple

import numpy as np

from sim import facts
from sim.compiled import compiled
from sim.errors import AddaError
from sim.market import Market
from sim.remembered import Remembered
from sim.world_parts import follows as follow_lists
from sim.world_parts import groups as group_lists
from sim.world_parts import ties as tie_lists
from sim.world_parts.beginning import beginning, wanted
from sim.world_parts.given import checked_pairs, followed, read_edge_file, tied
from sim.world_parts.messengers import Messengers, messengers_of
from sim.world_parts.rows import rows_of, turned
from sim.world_parts.segments import (
    bits_of,
    channel_use,
    channels_of,
    mean_use,
    quotas,
    segments_of,
)
from sim.world_parts.traits import Kinds, Neighbours, Traits, kinds_of, sociability, traits_of

Arrays = dict[str, np.ndarray]


class Ground(NamedTuple):
    """A market as tables and numbers: all that its worlds have in common.

    use: f64[segments, channels]; mean_use: f64[channels]; private, public: channels as bits.
    """

    use: np.ndarray
    mean_use: np.ndarray
    private: np.uint32
    public: np.uint32
    kinds: Kinds
    layers: tie_lists.Layers
    groups: group_lists.Wanted
    follows: follow_lists.Wanted


def _ground(market: Market) -> Ground:
    network, mean = market.network, mean_use(market)
    public = [number for number, row in enumerate(facts.channels().rows) if not row.private]
    return Ground(
        use=channel_use(market),
        mean_use=mean,
        private=np.uint32(bits_of(True)),
        public=np.uint32(bits_of(False)),
        kinds=kinds_of(market),
        layers=tie_lists.layers(network.close_ties),
        groups=group_lists.wanted(network.groups, mean),
        follows=follow_lists.wanted(network.follows, public),
    )


_ground_of = Remembered(_ground)


def generated(market: Market, seed: int) -> Arrays:
    """Return the arrays of a market's world; close ties are read if it has an edge file."""
    people, edges, ground = market.people, market.network.edges, _ground_of(market)
    pairs = None if edges is None else checked_pairs(read_edge_file(edges), f"'{edges}'", people)
    segment, channels, sociable = _settled(seed, quotas(market, people), ground.use)
    if pairs is None:
        messengers = Messengers(channels & ground.private, ground.mean_use)
        close = tie_lists.close_ties(seed, ground.layers, messengers, sociable)
    else:
        close = _close_from(pairs, market, channels, seed)
    arrays = _named(("close_ptr", "close_to", "close_strength", "close_channel"), close)
    arrays |= _people(market, (segment, channels), (seed, pairs is not None), arrays)
    groups = group_lists.groups_of(seed, ground.groups, channels, sociable)
    names = ("group_ptr", "group_members", "group_channel", "membership_ptr", "membership")
    arrays |= _named(names, groups)
    follows = follow_lists.audiences(seed, ground.follows, channels)
    return arrays | _named(("audience_ptr", "audience", "audience_channel"), follows)


@compiled
def _settled(seed, counts, use):
    """Return everybody's segment, channels and sociability. counts: i64[segments]."""
    segment = segments_of(seed, counts)
    return segment, channels_of(seed, segment, use), sociability(seed, len(segment))


def given(market: Market, people: int, lists: tuple, seed: int) -> Arrays:
    """Return the arrays of a world with these ties.

    lists: pairs of close ties, (group, member) pairs with the number of groups, follow pairs.
    Everybody uses the messenger and the public channel that the ties run on.
    """
    close, (group, member, count), follows = lists
    messenger = _most_used(market, True, len(close) + count > 0)
    public = _most_used(market, False, len(follows) > 0)
    segment, channels, _sociable = _settled(seed, quotas(market, people), channel_use(market))
    for number in (messenger, public):
        if number >= 0:
            channels |= np.uint32(1 << number)
    close_ptr, close_to = tied(close, people)
    group_ptr, members = rows_of(group, member, (count, people))
    membership_ptr, membership = turned(group_ptr, members, people)
    audience_ptr, audience = followed(follows, people)
    arrays = {
        "close_ptr": close_ptr,
        "close_to": close_to,
        "close_strength": np.ones(len(close_to), np.float32),
        "close_channel": np.full(len(close_to), messenger, np.int8),
        "group_ptr": group_ptr,
        "group_members": members,
        "group_channel": np.full(count, messenger, np.int8),
        "membership_ptr": membership_ptr,
        "membership": membership,
        "audience_ptr": audience_ptr,
        "audience": audience,
        "audience_channel": np.full(len(audience), public, np.int8),
    }
    return arrays | _people(market, (segment, channels), (seed, True), arrays)


def _people(market: Market, who: tuple, origin: tuple[int, bool], ties: Arrays) -> Arrays:
    """Return what people are like; origin: the seed, and whether the ties were given."""
    segment, channels = who
    seed, ties_given = origin
    ground = _ground_of(market)
    near = Neighbours(ties["close_ptr"], ties["close_to"], ties_given)
    counts = wanted(market.brand, len(segment))
    made, begun = _living(seed, (segment, channels, ground.public), (ground.kinds, near), counts)
    arrays = {"segment": segment, "channels": channels}
    return arrays | _named(Traits._fields, made) | _named(("aware", "customer", "follower"), begun)


@compiled
def _living(seed, who, what, counts):
    """Return everybody's traits, and who is aware, customer and follower."""
    segment, channels, public = who
    kinds, near = what
    traits = traits_of(seed, segment, kinds, near)
    pulls = (traits.baseline, traits.need, traits.interest)
    reachable = np.empty(len(channels), np.bool_)
    for i in range(len(channels)):
        reachable[i] = channels[i] & public != 0
    return traits, beginning(seed, counts, pulls, reachable)


def _close_from(
    pairs: np.ndarray, market: Market, channels: np.ndarray, seed: int
) -> tuple[np.ndarray, ...]:
    """Return given ties; who shares no messenger with a contact gets the most used one."""
    ptr, to = tied(pairs, market.people)
    ground, lent = _ground_of(market), np.uint32(1 << _most_used(market, True, True))
    _lend(ptr, to, (channels, ground.private, lent))
    messengers = Messengers(channels & ground.private, ground.mean_use)
    channel = messengers_of(seed, messengers, ptr, to)
    return ptr, to, np.ones(len(to), np.float32), channel


@compiled
def _lend(ptr, to, channels):
    used, private, lent = channels
    for i in range(len(ptr) - 1):
        for at in range(ptr[i], ptr[i + 1]):
            if used[i] & used[to[at]] & private == 0:
                used[i] |= lent
                used[to[at]] |= lent


def _named(names: tuple[str, ...], arrays: tuple[np.ndarray, ...]) -> Arrays:
    return dict(zip(names, arrays, strict=True))


def _most_used(market: Market, private: bool, wanted: bool) -> int:
    """Return the most used channel of a sort; -1 where nobody uses one and none is wanted."""
    rows = facts.channels().rows
    use = [
        share if row.private == private else 0.0
        for row, share in zip(rows, mean_use(market), strict=True)
    ]
    if max(use) > 0:
        return use.index(max(use))
    if wanted:
        if private:
            raise AddaError(
                "market '{name}': ties need a private channel and nobody uses one", name=market.name
            )
        raise AddaError(
            "market '{name}': ties need a public channel and nobody uses one", name=market.name
        )
    return -1
