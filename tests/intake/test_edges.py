"""Edge lists of many makes become pairs of numbered people."""

import gzip
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.intake import read_edges
from tests.intake.conftest import SAMPLES


def test_college_messages_are_read_from_gzip(shared: Path):
    edges = read_edges(shared / "data" / "networks" / "college_messages.csv.gz")
    assert (edges.people, edges.lines, len(edges.pairs)) == (1_899, 59_835, 13_838)
    assert edges.counts.sum() == 59_835
    assert edges.first_time is not None
    assert str(edges.first_time.min().astype("datetime64[s]")) == "2004-04-15T14:56:00"


def test_facebook_friends_are_read_past_the_remark(shared: Path):
    edges = read_edges(shared / "data" / "networks" / "facebook_combined.txt")
    assert (edges.people, len(edges.pairs), edges.repeated, edges.loops) == (4_039, 88_234, 0, 0)


def test_the_made_up_sample_is_read():
    text = (SAMPLES / "made_up_edges.csv").read_text().splitlines()[1:]
    edges = read_edges(SAMPLES / "made_up_edges.csv")
    pairs = {frozenset(line.split(",")[:2]) for line in text}
    assert (edges.lines, len(edges.pairs)) == (len(text), len(pairs))
    assert edges.first_time is not None


@given(
    pairs=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=60),
    mark=st.sampled_from([",", ";", "\t", " ", " , "]),
    head=st.sampled_from(["", "Source,Target\n", "# a remark\n\n", "% remark\n"]),
)
def test_pairs_are_merged_and_counted(tmp_path_factory, pairs, mark: str, head: str):
    path = tmp_path_factory.mktemp("edges") / "edges.csv"
    head = head.replace(",", mark) if mark.strip() else head.replace(",", " ")
    path.write_text(head + "".join(f"{a}{mark}{b}\n" for a, b in pairs))
    wanted = Counter(tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1])
    if not wanted:
        with pytest.raises(AddaError, match="ties nobody"):
            read_edges(path)
        return
    edges = read_edges(path)
    known = sorted({person for pair in pairs for person in pair})
    found = [tuple(known[place] for place in pair) for pair in edges.pairs.tolist()]
    assert dict(zip(found, edges.counts.tolist(), strict=True)) == wanted
    assert edges.people == len(known)
    assert edges.loops == sum(a == b for a, b in pairs)
    assert edges.repeated == sum(count - 1 for count in wanted.values())


def test_columns_are_found_by_their_names(written):
    text = "time,weight,To,From\n1700000000,2.5,b,a\n1600000000,1,a,b\n"
    edges = read_edges(written(text))
    assert (edges.people, edges.counts.tolist(), edges.mutual) == (2, [3.5], 1.0)
    assert edges.first_time.tolist() == [1_600_000_000]


def test_unknown_names_over_numbered_people_are_no_people(written):
    assert read_edges(written("person,friend\n1,2\n2,3\n")).people == 3


def test_named_people_need_no_names_over_them(written):
    assert read_edges(written("Ada,Bo\nBo,Cy\n")).pairs.tolist() == [[0, 1], [1, 2]]


def test_times_that_could_be_read_two_ways_are_left_out(written):
    edges = read_edges(written("Source,Target,Date\n1,2,3/4/24 10:00\n2,3,4/5/24 10:00\n"))
    assert edges.first_time is None
    assert len(edges.pairs) == 2


def test_lines_that_are_no_pair_are_counted(written):
    edges = read_edges(written("1 2\n2 3\n3 4\n4 5 6\n7\n"))
    assert edges.summary()["skipped"] == 2
    assert len(edges.pairs) == 3


@pytest.mark.parametrize(
    "text",
    [
        "one column\n" * 3,
        "1\n2\n",
        "A letter to you, with commas, and so on.\nIt has: many <b>words</b>\nof all kinds\n",
        "13/01/24, 10:00 - Ada: hello\n13/01/24, 10:01 - Bo: hi\n",
        "# only a remark\n",
        "Source,Target\n",
        "1,1\n2,2\n",
        "~,1\n",
    ],
)
def test_what_is_no_edge_list_is_refused(written, text: str):
    if text.startswith("one column"):
        text = text.replace(" ", "")
    with pytest.raises(AddaError, match="edge file"):
        read_edges(written(text))


def test_a_large_list_is_read_in_bounded_memory(written):

    lines = "".join(f"{number} {number * 7 % 1000}\n" for number in range(200_000))
    path = written(gzip.compress(lines.encode()), "edges.txt.gz")
    tracemalloc.start()
    edges = read_edges(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert edges.lines == 200_000
    assert peak < 100 * 2**20
    assert np.all(edges.pairs[:, 0] < edges.pairs[:, 1])
