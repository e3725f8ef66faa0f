"""Put a world together: people into segments, ties between them, traits, groups, follows.

Each function returns arrays by the names that `sim.world.World` gives them.
"""

import numpy as np

from sim import facts
from sim.compiled import compiled
from sim.errors import AddaError
from sim.market import Market
from sim.world_parts import follows as follow_lists
from sim.world_parts import groups as group_lists
from sim.world_parts import ties as tie_lists
from sim.world_parts.beginning import beginning
from sim.world_parts.given import checked_pairs, followed, read_edge_file, tied
from sim.world_parts.messengers import Messengers, messengers_of, sharing
from sim.world_parts.places import standardised
from sim.world_parts.rows import rows_of, turned
from sim.world_parts.segments import bits_of, channel_use, channels_of, mean_use, segments_of
from sim.world_parts.traits import (
    Neighbours,
    attention_of,
    baseline_of,
    drives_of,
    interest_of,
    own_trait,
    sociability,
    talkativeness_of,
)

Arrays = dict[str, np.ndarray]


def generated(market: Market, seed: int) -> Arrays:
    """Return the arrays of a market's world; close ties are read if it has an edge file."""
    people, edges = market.people, market.network.edges
    pairs = None if edges is None else checked_pairs(read_edge_file(edges), f"'{edges}'", people)
    segment = segments_of(market, people, seed)
    channels = channels_of(seed, segment, channel_use(market))
    sociable = sociability(seed, people)
    if pairs is None:
        arrays = _close(market, channels, sociable, seed)
    else:
        arrays = _close_from(pairs, market, channels, seed)
    arrays |= _people(market, (segment, channels), (seed, pairs is not None), arrays)
    arrays |= _groups(market, channels, sociable, seed)
    return arrays | _follows(market, channels, seed)


def given(market: Market, people: int, lists: tuple, seed: int) -> Arrays:
    """Return the arrays of a world with these ties.

    lists: pairs of close ties, (group, member) pairs with the number of groups, follow pairs.
    Everybody uses the messenger and the public channel that the ties run on.
    """
    close, (group, member, count), follows = lists
    messenger = _most_used(market, True, len(close) + count > 0)
    public = _most_used(market, False, len(follows) > 0)
    segment = segments_of(market, people, seed)
    channels = channels_of(seed, segment, channel_use(market))
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
    near = Neighbours(seed, (ties["close_ptr"], ties["close_to"]), ties_given)
    interest, by_place = interest_of(market, segment, near)
    names = ("need", "fit", "expertise", "privacy")
    traits = {name: own_trait(market, name, segment, seed) for name in names}
    baseline = baseline_of(market, standardised(interest), seed)
    reachable = (channels & np.uint32(bits_of(False))) != 0
    pulls = np.stack([baseline, traits["need"], interest])
    aware, customer, follower = beginning(market.brand, pulls, reachable, seed)
    return traits | {
        "segment": segment,
        "channels": channels,
        "interest": interest,
        "baseline": baseline,
        "talkativeness": talkativeness_of(market, segment, seed),
        "attention": attention_of(market, segment, seed),
        "drives": drives_of(market, segment, near, by_place),
        "aware": aware,
        "customer": customer,
        "follower": follower,
    }


def _close(market: Market, channels: np.ndarray, sociable: np.ndarray, seed: int) -> Arrays:
    messengers = _messengers(market, channels)
    share = sharing(messengers.channels)
    factor = tie_lists.sociable_factor(sociable)
    plan = tie_lists.plan(market.network.close_ties, factor, share)
    ptr, to, strength, channel = tie_lists.close_ties(seed, plan, messengers)
    return _named("close", ptr, to) | {"close_strength": strength, "close_channel": channel}


def _close_from(pairs: np.ndarray, market: Market, channels: np.ndarray, seed: int) -> Arrays:
    """Return given ties; who shares no messenger with a contact gets the most used one."""
    ptr, to = tied(pairs, market.people)
    lent = np.uint32(1 << _most_used(market, True, True))
    _lend(ptr, to, (channels, np.uint32(bits_of(True)), lent))
    channel = messengers_of(seed, _messengers(market, channels), ptr, to)
    strength = np.ones(len(to), np.float32)
    return _named("close", ptr, to) | {"close_strength": strength, "close_channel": channel}


@compiled
def _lend(ptr, to, channels):
    used, private, lent = channels
    for i in range(len(ptr) - 1):
        for at in range(ptr[i], ptr[i + 1]):
            if used[i] & used[to[at]] & private == 0:
                used[i] |= lent
                used[to[at]] |= lent


def _messengers(market: Market, channels: np.ndarray) -> Messengers:
    private = channels & np.uint32(bits_of(True))
    return Messengers(private, mean_use(market))


def _groups(market: Market, channels: np.ndarray, sociable: np.ndarray, seed: int) -> Arrays:
    plan = group_lists.plan(market.network.groups, channels, mean_use(market))
    made = group_lists.groups_of(seed, plan, channels, sociable)
    names = ("group_ptr", "group_members", "group_channel", "membership_ptr", "membership")
    return dict(zip(names, made, strict=True))


def _follows(market: Market, channels: np.ndarray, seed: int) -> Arrays:
    public = [number for number, row in enumerate(facts.channels().rows) if not row.private]
    users = follow_lists.users_of(channels, public)
    plan = follow_lists.plan(market.network.follows, public, users)
    ptr, audience, channel = follow_lists.audiences(seed, plan, users, market.people)
    return {"audience_ptr": ptr, "audience": audience, "audience_channel": channel}


def _named(name: str, ptr: np.ndarray, to: np.ndarray) -> Arrays:
    return {f"{name}_ptr": ptr, f"{name}_to": to}


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
