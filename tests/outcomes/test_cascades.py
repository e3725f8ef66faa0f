"""Cascades: trees of who passed on after whom, and their exact shape."""

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.cascades import cascades, structural_virality


def star(n: int) -> list[int]:
    return [-1] + [0] * (n - 1)


def chain(n: int) -> list[int]:
    return list(range(-1, n - 1))


@pytest.mark.parametrize("n", [2, 3, 5, 17, 1000])
def test_a_star_has_its_exact_structural_virality(n):
    assert structural_virality(star(n)) == pytest.approx(2 * (n - 1) / n, abs=1e-9)


@pytest.mark.parametrize("n", [2, 3, 5, 17, 1000, 100_000])
def test_a_chain_has_its_exact_structural_virality(n):
    assert structural_virality(chain(n)) == pytest.approx((n + 1) / 3, abs=1e-9)


def test_two_people_are_one_step_apart_and_one_has_no_distance():
    assert structural_virality([-1, 0]) == 1.0
    assert np.isnan(structural_virality([-1]))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_the_fast_formula_is_the_mean_shortest_path(numbers):
    parents = [-1] + [number % (place + 1) for place, number in enumerate(numbers)]
    tree = networkx.Graph([(child, above) for child, above in enumerate(parents) if child])
    expected = networkx.average_shortest_path_length(tree)
    assert structural_virality(parents) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("parents", [[], [0], [-1, -1], [-1, 2, 0], [-1, 1]])
def test_what_is_no_tree_is_refused(parents):
    with pytest.raises(sim.AddaError, match=r"do not form a tree"):
        structural_virality(parents)


def shares(*rows: tuple[int, int, int, int]) -> dict[str, np.ndarray]:
    """Return a share table from (story, sender, parent, venue kind) rows, a tick a row."""
    story, sender, parent, venue = (np.array(column) for column in zip(*rows, strict=True))
    tick = np.arange(len(rows))
    return {"story": story, "sender": sender, "parent": parent, "venue_kind": venue, "tick": tick}


def test_a_person_counts_once_however_many_chats_they_send_to():
    forest = cascades(shares((0, 7, -1, 1), (0, 7, -1, 1), (0, 8, 1, 1), (0, 8, 0, 0)))
    assert forest.sizes.tolist() == [2]
    assert forest.person.tolist() == [7, 8]
    assert forest.depths.tolist() == [1]


def test_the_brand_is_the_root_of_its_own_stories():
    forest = cascades(shares((3, -1, -1, 3), (3, -1, -1, 4), (3, 5, 1, 0), (3, 6, 2, 0)))
    assert forest.sizes.tolist() == [3]
    assert forest.virality.tolist() == [pytest.approx(4 / 3)]


def test_two_tellers_of_one_story_grow_two_trees():
    forest = cascades(shares((0, 1, -1, 0), (0, 2, -1, 0), (0, 3, 1, 0)))
    assert forest.sizes.tolist() == [1, 2]


def test_seen_from_the_feed_a_private_link_is_a_new_root():
    table = shares((0, 1, -1, 2), (0, 2, 0, 1), (0, 3, 1, 2), (0, 4, 2, 2))
    assert cascades(table).sizes.tolist() == [4]
    public = cascades(table, venues=("feed",))
    assert public.sizes.tolist() == [1, 2]
    assert public.person.tolist() == [1, 3, 4]


def test_an_unknown_venue_is_answered_with_the_nearest():
    with pytest.raises(sim.AddaError, match=r"'feeds' is no venue; did you mean 'feed'"):
        cascades(shares((0, 1, -1, 2)), venues=("feeds",))


def test_no_shares_grow_no_trees(silent):
    forest = cascades(silent.tables["shares"])
    assert len(forest) == 0
    assert forest.sizes.tolist() == forest.breadths.tolist() == forest.virality.tolist() == []


def test_a_run_grows_the_trees_that_a_slow_walk_finds(lively):
    table = lively.shares
    above, first = {}, {}
    for row, one in enumerate(table.itertuples()):
        node = (one.story, one.sender)
        first.setdefault(node, row)
        if node not in above:
            led = table.iloc[one.parent] if one.parent >= 0 else None
            above[node] = None if led is None else (led["story"], led["sender"])
    graph = networkx.Graph()
    graph.add_nodes_from(above)
    graph.add_edges_from((node, parent) for node, parent in above.items() if parent)
    parts = sorted(len(part) for part in networkx.connected_components(graph))
    forest = cascades(lively.tables["shares"])
    assert sorted(forest.sizes.tolist()) == parts
    assert forest.share.tolist() == list(first.values())
    largest = max(networkx.connected_components(graph), key=len)
    assert forest.virality[forest.largest()[0]] == pytest.approx(
        networkx.average_shortest_path_length(graph.subgraph(largest)), abs=1e-9
    )


def test_sizes_depths_and_breadths_fit_together(lively):
    forest = cascades(lively.tables["shares"])
    assert forest.sizes.sum() == len(forest)
    assert (forest.breadths <= forest.sizes).all()
    assert (forest.depths < forest.sizes).all()
    assert (forest.sizes <= forest.breadths * (forest.depths + 1)).all()
