"""The measuring itself is right: works, answers, turns, tables. Nothing here depends on a time."""

import json

import numpy as np
import pytest

from benchmarks import report
from benchmarks.__main__ import main
from benchmarks.goals import GOALS, Goal
from benchmarks.limit import plain_pass, prefetching_pass
from benchmarks.pairs import compared, take_turns
from benchmarks.peers import runner_of
from benchmarks.plan import plan
from benchmarks.versus import answer
from benchmarks.works import WORKS, Cascade, Posts


@pytest.fixture(scope="module")
def cascade() -> Cascade:
    """A graph small enough to look at by hand."""
    return Cascade.of(600)


def test_the_graph_has_no_loops_no_doubles_and_the_degree_it_says(cascade):
    one, other = cascade.pairs.T
    assert (one < other).all()
    assert len(np.unique(cascade.pairs, axis=0)) == len(cascade.pairs)
    assert 2 * len(cascade.pairs) / cascade.people == pytest.approx(20, rel=0.06)


def test_rows_hold_each_tie_in_both_directions(cascade):
    ptr, to = cascade.rows
    held = {(i, j) for i in range(cascade.people) for j in to[ptr[i] : ptr[i + 1]].tolist()}
    assert held == {tuple(tie) for a, b in cascade.pairs.tolist() for tie in ((a, b), (b, a))}


def test_expected_reach_is_that_of_percolation(cascade):
    reach = Cascade.of(50_000).expected / 50_000
    assert reach == pytest.approx(1 - np.exp(-1.5 * reach), abs=0.004)  # Poisson degrees, R = 1.5


def test_expected_readings_are_1_45_a_person_and_day():
    assert Posts.of(3_000).expected / 3_000 / 90 == pytest.approx(1.45)


def test_both_breadth_first_passes_visit_everybody_who_is_tied(cascade):
    ptr, to = cascade.rows
    for visit in (plain_pass, prefetching_pass):
        seen, queue = np.zeros(cascade.people, np.uint8), np.empty(cascade.people, np.int32)
        visited = visit(ptr, to, np.array(cascade.starters(1)), seen, queue)
        assert visited == seen.sum() == (np.diff(ptr) > 0).sum()


def test_two_who_take_turns_are_compared_pair_by_pair():
    times = {seed: (1.0, float(seed)) for seed in range(1, 10)}
    pairs = take_turns(lambda s: times[s][0], lambda s: times[s][1], most=4, seconds=60)
    assert [theirs for _ours, theirs in pairs] == [2, 3, 4, 5]  # the first pair warmed up
    assert compared(pairs)["ratio"] == {"median": 3.5, "min": 2, "max": 5, "runs": 4}


def test_slow_ones_take_fewer_turns_and_keep_them():
    assert len(take_turns(float, float, most=9, seconds=0)) == 1


@pytest.mark.parametrize("work", ["cascade", "posts"])
def test_adda_gives_the_expected_answer_through_its_front_door(work):
    given = answer(runner_of("Adda", work), WORKS[work].of(300), 3)
    assert given["agrees"], given


class Deaf:
    """Somebody who never passes anything on."""

    def __init__(self, work):
        pass

    def ready(self, seed):
        pass

    def run(self, seed):
        return 0


def test_who_gives_another_answer_is_found_out(cascade):
    assert not answer(Deaf, cascade, 2)["agrees"]


def test_who_gives_another_answer_is_shown_without_a_time(cascade):
    answers = {"theirs": answer(Deaf, cascade, 2), "ours": answer(Deaf, cascade, 2)}
    task = {"measure": "pair", "work": "cascade", "peer": "Deaf", "people": 600}
    page = report.markdown(
        _document([{"task": task, "result": {"answers": answers, "agrees": False}}])
    )
    assert "| Deaf | not timed: the answers differ |" in page


def test_a_run_writes_tables_and_says_what_was_not_measured(tmp_path, capsys):
    main(["--quick", "--sizes", "120", "--only", "product", "--out", str(tmp_path)])
    document = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))
    measured = {record["task"]["measure"] for record in document["records"]}
    assert measured == {"starting", "full", "engines", "compare", "threads"}
    failed = [record for record in document["records"] if "error" in record["result"]]
    assert not failed
    assert "not measured" in capsys.readouterr().out
    assert "| 120 |" in (tmp_path / "latest.md").read_text(encoding="utf-8")


def test_every_goal_is_judged_without_measurements_as_not_measured():
    assert all(goal.judge([]) is None for goal in GOALS)
    assert all(isinstance(goal, Goal) and goal.what and goal.goal for goal in GOALS)


def test_a_quick_run_measures_every_peer_that_a_goal_names():
    peers = {task.get("peer") for task in plan(("product", "cascade", "posts"), (), quick=True)}
    named = {"cynetdiff", "pynetim", "EoN", "Starsim", "NDlib", "Mesa", "mesa-frames", "ambr"}
    assert named <= peers


def _document(records):
    machine = {"processor": "", "cores": 1, "memory_gb": 1, "caches": "", "system": "",
               "python": "", "versions": {}, "busy_at_start": 0.0}  # fmt: skip
    return {"made": "2026-01-05", "quick": True, "minutes": 0.0, "machine": machine,
            "peers": {}, "records": records}  # fmt: skip
