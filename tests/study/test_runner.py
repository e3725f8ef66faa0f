"""Runner: results in the order of the tasks, whoever finishes first, here or on a cluster."""

import threading
import time
from functools import partial
from operator import add, truediv

import pytest

import sim
from sim.study.runner import Cancelled, finished, run_tasks, worker_count


def waited(seconds: float, result: int) -> int:
    time.sleep(seconds)
    return result


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_stand_in_the_order_of_the_tasks(workers):
    slow_first = [partial(waited, 0.05 - 0.01 * i, i) for i in range(5)]
    assert run_tasks(slow_first, workers=workers) == [0, 1, 2, 3, 4]


def test_no_tasks_give_no_results():
    assert run_tasks([]) == []


def test_tasks_run_side_by_side():
    meeting = threading.Barrier(3, timeout=20)
    assert sorted(run_tasks([meeting.wait] * 3, workers=3)) == [0, 1, 2]


@pytest.mark.parametrize("workers", [1, 3])
def test_progress_counts_to_the_end_in_the_callers_thread(workers):
    said = []
    run_tasks(
        [partial(add, 1, i) for i in range(4)],
        workers,
        progress=lambda *at: said.append((*at, threading.current_thread())),
    )
    here = threading.current_thread()
    assert said == [(done, 4, here) for done in range(5)]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_of_several_errors_that_of_the_earliest_task_is_raised(workers):
    tasks = [
        partial(add, 1, 1),
        lambda: truediv(waited(0.1, 1), 0),
        partial(int, "no number"),
        partial(add, 2, 2),
    ]
    with pytest.raises(ZeroDivisionError):
        run_tasks(tasks, workers)


@pytest.mark.parametrize("workers", [1, 2])
def test_after_a_stop_no_task_begins_and_what_was_finished_is_kept(workers):
    stop, begun = threading.Event(), []

    def task(number: int) -> int:
        begun.append(number)
        if number == 3:
            stop.set()
        return number

    with pytest.raises(Cancelled) as caught:
        run_tasks([partial(task, i) for i in range(100)], workers, cancel=stop)
    assert len(begun) <= 3 + 2 * workers
    assert caught.value.finished.items() <= {i: i for i in begun}.items()
    assert set(caught.value.finished) >= {0, 1}


def test_a_stop_before_the_start_runs_nothing():
    stop = threading.Event()
    stop.set()
    for workers in (1, 2):
        with pytest.raises(Cancelled) as caught:
            run_tasks([partial(pytest.fail, "a task ran")], workers, cancel=stop)
        assert caught.value.finished == {}


def test_a_caller_that_loses_interest_leaves_no_thread_behind():
    results = finished([partial(waited, 0.01, i) for i in range(50)], workers=2)
    next(results)
    results.close()
    assert not [one for one in threading.enumerate() if one.name.startswith("adda")]


def test_workers_are_at_most_what_is_allowed():
    assert worker_count(3) == 3
    assert worker_count() >= 1
    for wrong in (0, -1, 1.5, True, "2"):
        with pytest.raises(sim.AddaError, match=r"must be a whole number from 1"):
            worker_count(wrong)


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_bytes(brand, interest):
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None,
        scheduler_port=0, host="127.0.0.1", protocol="tcp",
    ) as cluster:  # fmt: skip
        address = cluster.scheduler_address
        said = []
        there = sim.compare(
            brand, interest, replicates=3, days=3, scheduler=address,
            progress=lambda *at: said.append(at),
        )  # fmt: skip
        with pytest.raises(ZeroDivisionError):
            run_tasks([partial(add, 1, 1), partial(truediv, 1, 0)], scheduler=address)
    here = sim.compare(brand, interest, replicates=3, days=3)
    assert there.to_json() == here.to_json()
    assert there.values.tobytes() == here.values.tobytes()
    assert said[-1] == (3, 3)
