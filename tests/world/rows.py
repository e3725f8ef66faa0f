"""Reading a world's lists in tests."""

import numpy as np

from sim.world import World


def owners(ptr: np.ndarray) -> np.ndarray:
    """Return for each entry of a list of rows the row that it is in."""
    return np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))


def uses(world: World, people: np.ndarray, channels: np.ndarray) -> np.ndarray:
    """Say which of the people use which of the channels, pair by pair."""
    return (world.channels[people] >> channels.astype(np.uint32)) & 1 == 1


def assert_whole(world: World) -> None:
    """Check everything that every world must keep to."""
    n = world.people
    assert_lists(world, n)
    assert_ties(world, n)
    assert_traits(world, n)


def assert_lists(world: World, n: int) -> None:
    groups = len(world.group_channel)
    for ptr, to, rows, values in (
        (world.close_ptr, world.close_to, n, n),
        (world.group_ptr, world.group_members, groups, n),
        (world.membership_ptr, world.membership, n, groups),
        (world.audience_ptr, world.audience, n, n),
    ):
        assert ptr.dtype == np.int64
        assert to.dtype == np.int32
        assert len(ptr) == rows + 1
        assert ptr[0] == 0
        assert ptr[-1] == len(to)
        assert np.all(np.diff(ptr) >= 0)
        assert to.size == 0 or 0 <= to.min() <= to.max() < values


def assert_ties(world: World, n: int) -> None:
    here, there = owners(world.close_ptr), world.close_to.astype(np.int64)
    code = here * n + there
    assert np.all(np.diff(code) > 0), "rows ascend and nobody stands in one twice"
    assert np.all(here != there), "nobody is tied to themselves"
    back = np.argsort(there * n + here)
    assert np.array_equal((there * n + here)[back], code), "every tie stands in both rows"
    assert np.array_equal(world.close_strength[back], world.close_strength)
    assert np.array_equal(world.close_channel[back], world.close_channel)
    assert np.all(uses(world, here, world.close_channel))
    member_of = owners(world.group_ptr)
    pairs = member_of * n + world.group_members
    assert np.all(np.diff(pairs) > 0), "members ascend and nobody is in a group twice"
    assert np.all(uses(world, world.group_members, world.group_channel[member_of]))
    other_way = world.membership.astype(np.int64) * n + owners(world.membership_ptr)
    assert np.array_equal(np.sort(other_way), pairs), "both lists of members agree"
    followed = owners(world.audience_ptr)
    order = (followed * 32 + world.audience_channel) * n + world.audience
    assert np.all(np.diff(order) > 0), "audiences ascend by channel, then person"
    assert np.all(followed != world.audience)
    assert np.all(uses(world, followed, world.audience_channel))
    assert np.all(uses(world, world.audience, world.audience_channel))


def assert_traits(world: World, n: int) -> None:
    for name in ("interest", "need", "fit", "expertise", "privacy"):
        trait = getattr(world, name)
        assert trait.dtype == np.float32
        assert trait.shape == (n,)
        assert np.all((trait >= 0) & (trait <= 1)), name
    assert np.all(np.abs(world.baseline) <= 1)
    assert np.all(world.talkativeness >= 0)
    assert np.all(world.attention >= 0)
    assert np.all(np.isfinite(world.attention) & np.isfinite(world.talkativeness))
    assert world.drives.shape == (n, 4)
    assert np.allclose(world.drives.sum(axis=1), 1, atol=1e-6)
    assert not np.any((world.customer | world.follower) & ~world.aware)
    assert world.segment.dtype == np.int16
    assert world.channels.dtype == np.uint32
