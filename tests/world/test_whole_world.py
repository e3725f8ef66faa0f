"""Size, memory and sameness of whole worlds."""

import platform
import subprocess
import sys

import numpy as np
import pytest

from sim.errors import AddaError
from sim.scenarios import read_market
from sim.world import World
from sim.world_parts import memory
from tests.world.conftest import plain, world_of


@pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"),
    reason="exp and log may round differently elsewhere: this hash holds on Linux, x86-64",
)
def test_the_neighbourhood_is_the_same_on_every_python_and_library_version():
    """A new hash is right only after a meant change of this market, of channels or of the world."""
    assert world_of("neighbourhood", 300, 0).hash() == NEIGHBOURHOOD


def test_a_fresh_process_builds_the_same_world(root):
    code = (
        "from sim.scenarios import read_market; from sim.world import World;"
        "print(World.from_market(read_market('neighbourhood'), 0).hash())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == world_of("neighbourhood", 300, 0).hash()


def test_the_hash_sees_every_array():
    world = World.from_market(plain(50), 1)
    hashes = {world.hash()}
    for name, array in world.arrays().items():
        kept = array.flat[0]
        array.flat[0] = not kept if array.dtype == bool else kept + 1
        hashes.add(world.hash())
        array.flat[0] = kept
        assert array.size, name
    assert len(hashes) == 1 + len(world.arrays())
    assert world.hash() == World.from_market(plain(50), 1).hash()


def test_bytes_are_those_of_thearrays():
    world = World.from_market(plain(100), 1)
    assert world.nbytes == sum(array.nbytes for array in world.arrays().values())


def test_bytes_a_person_stay_the_same_from_a_thousand_to_a_hundred_thousand():
    each = [world_of("city", people).nbytes / people for people in (1000, 10_000, 100_000)]
    assert max(each) < 1.1 * min(each)


@pytest.mark.parametrize("name", ["neighbourhood", "boutique", "city"])
def test_the_estimate_of_memory_covers_what_is_kept_and_not_much_more(name):
    market = read_market(name)
    world = world_of(name, 20_000)
    estimate = memory.needed_bytes(market, 20_000)
    assert world.nbytes < estimate < 3 * world.nbytes


def test_a_world_that_cannot_fit_is_refused_before_it_is_begun_with_what_would_fit(monkeypatch):
    monkeypatch.setattr(memory, "available_bytes", lambda: 2_000_000_000)
    market = read_market("city").model_copy(update={"people": 15_000_000})
    with pytest.raises(AddaError) as caught:
        World.from_market(market, 1)
    said = str(caught.value)
    assert said.startswith("market 'city': a world of 15,000,000 people needs about ")
    assert "there are 2 GB; about 1," in said
    assert said.endswith(" people would fit")


def test_where_the_system_does_not_say_its_memory_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "available_bytes", lambda: None)
    assert World.from_market(plain(50), 1).people == 50


def test_a_world_does_not_touch_the_global_random_state():
    np.random.seed(1)  # noqa: NPY002 - it is this state that must not move
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    World.from_market(plain(100), 1)
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002


NEIGHBOURHOOD = "ee2fb8f62c28e429"
