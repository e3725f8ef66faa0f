"""Close ties can come from a file; what is no edge file is refused in a sentence."""

import numpy as np
import pytest

from sim.errors import AddaError
from sim.world import World, read_edge_file
from tests.world.conftest import plain
from tests.world.rows import assert_whole, owners

PAIRS = np.array([(0, 1), (1, 2), (2, 0), (3, 3), (2, 1), (4, 0)])


@pytest.fixture(params=["npz", "csv", "csv_with_names"])
def file(request, tmp_path):
    """The same pairs in each form that is read."""
    if request.param == "npz":
        np.savez(tmp_path / "edges.npz", edges=PAIRS.astype(np.int32))
        return tmp_path / "edges.npz"
    lines = ["from,to"] if request.param == "csv_with_names" else []
    lines += [f"{one},{two}" for one, two in PAIRS]
    (tmp_path / "edges.csv").write_text("\n".join(lines) + "\n")
    return tmp_path / "edges.csv"


def with_edges(path, people=6):
    market = plain(people, groups={"mean_size": 3.0})
    network = market.network.model_copy(update={"edges": str(path)})
    return market.model_copy(update={"network": network})


def test_each_form_gives_the_same_pairs(file):
    assert np.array_equal(read_edge_file(file), PAIRS)


def test_a_market_with_an_edge_file_has_these_close_ties(file):
    world = World.from_market(with_edges(file), 1)
    assert_whole(world)
    found = zip(owners(world.close_ptr).tolist(), world.close_to.tolist(), strict=True)
    assert {(a, b) for a, b in found if a < b} == {(0, 1), (1, 2), (0, 2), (0, 4)}


def test_given_contacts_without_a_common_messenger_are_lent_the_most_used_one(tmp_path):
    np.savez(tmp_path / "edges.npz", edges=np.random.default_rng(1).integers(0, 300, (900, 2)))
    tree = with_edges(tmp_path / "edges.npz", 300).tree()
    tree["segments"][0]["channels"] = {"whatsapp": 0.4, "telegram": 0.3, "facebook": 0.5}
    world = World.from_market(type(plain()).parse(tree, "the test"), 1)
    assert_whole(world)
    given = {(min(pair), max(pair)) for pair in read_edge_file(tmp_path / "edges.npz").tolist()}
    assert len(world.close_to) == 2 * len({pair for pair in given if pair[0] != pair[1]})


def test_a_person_beyond_the_market_is_refused(file):
    with pytest.raises(AddaError, match="person 4 does not exist, numbers go from 0 to 3"):
        World.from_market(with_edges(file, people=4), 1)


BROKEN = {
    "missing.npz": None,
    "missing.csv": None,
    "noise.npz": b"\x00\xff\x12" * 100,
    "noise.csv": b"\xff\xfe\x00\x9c" * 100,
    "empty.csv": b"",
    "names_only.csv": b"from,to\n",
    "words.csv": b"from,to\n1,two\n",
    "fractions.csv": b"1.5,2\n",
    "three.csv": b"1,2,3\n",
    "ragged.csv": b"1,2\n3\n",
    "negative.csv": b"1,-2\n",
    "huge.csv": b"1,99999999999\n",
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.filterwarnings("error")
def test_what_is_no_edge_file_is_refused_in_one_sentence(name, tmp_path):
    if BROKEN[name] is not None:
        (tmp_path / name).write_bytes(BROKEN[name])
    with pytest.raises(AddaError) as caught:
        read_edge_file(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "arrays",
    [
        {"others": PAIRS},
        {"edges": PAIRS.astype(float)},
        {"edges": PAIRS.ravel()},
        {"edges": np.array([[object(), object()]])},
        {"edges": np.empty((0, 2), int)},
    ],
    ids=["no_edges", "fractions", "flat", "pickled", "empty"],
)
def test_an_npz_of_other_things_is_refused(arrays, tmp_path):
    np.savez(tmp_path / "edges.npz", **arrays)
    with pytest.raises(AddaError):
        read_edge_file(tmp_path / "edges.npz")


def test_a_real_friendship_network_becomes_a_market(shared, tmp_path):
    file = shared / "data" / "networks" / "facebook_combined.txt"
    pairs = np.loadtxt(file, dtype=np.int64, skiprows=1)
    np.savez(tmp_path / "edges.npz", edges=pairs)
    world = World.from_market(with_edges(tmp_path / "edges.npz", int(pairs.max()) + 1), 1)
    assert_whole(world)
    assert (
        np.corrcoef(world.interest[owners(world.close_ptr)], world.interest[world.close_to])[0, 1]
        > 0.4
    )
