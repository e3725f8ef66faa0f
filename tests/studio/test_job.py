"""Work behind the panel: the latest start wins, and an older answer never comes after."""

import asyncio
import threading
import time

import pytest

from sim.studio.job import Job


def steps(name: str, seconds: float, began: list[str] | None = None):
    """Return work of ten steps that heeds its ticket."""

    def work(ticket):
        if began is not None:
            began.append(name)
        for step in range(10):
            if ticket.cancel.wait(seconds / 10):
                raise RuntimeError("cancelled")
            ticket.progress(step + 1, 10)
        return name

    return work


def test_without_a_loop_the_work_is_done_when_start_returns():
    job, found = Job(), []
    job.start(steps("one", 0.0), found.append)
    assert found == ["one"]
    assert (job.status, job.done, job.total) == ("done", 10, 10)


def test_an_error_without_a_loop_is_raised_and_kept():
    job = Job()
    with pytest.raises(ZeroDivisionError):
        job.start(lambda _ticket: 1 / 0, lambda _found: None)
    assert job.status == "error"
    assert isinstance(job.error, ZeroDivisionError)


def test_only_the_latest_of_many_starts_arrives():
    async def hurry():
        job, found, began = Job(), [], []
        for number in range(6):
            job.start(steps(str(number), 0.2, began), found.append, delay=0.01)
            await asyncio.sleep(0.03 if number % 2 else 0)
        await job.wait()
        return found, began, job.status

    found, began, status = asyncio.run(hurry())
    assert (found, status) == (["5"], "done")
    assert began[-1] == "5"
    assert len(began) < 6


def test_two_pieces_of_work_never_run_at_once():
    running, most = 0, 0
    lock = threading.Lock()

    def work(ticket):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with lock:
            running -= 1

    async def hurry():
        job = Job()
        for _number in range(5):
            job.start(work, lambda _found: None)
            await asyncio.sleep(0.02)
        await job.wait()

    asyncio.run(hurry())
    assert most == 1


def test_a_cancelled_piece_of_work_stops_soon_and_says_nothing():
    async def stop():
        job, found = Job(), []
        job.start(steps("slow", 20.0), found.append)
        await asyncio.sleep(0.1)
        job.cancel()
        began = time.monotonic()
        await job.wait()
        return found, job.status, time.monotonic() - began

    found, status, seconds = asyncio.run(stop())
    assert (found, status) == ([], "cancelled")
    assert seconds < 5


def test_an_error_behind_the_panel_is_kept_and_the_next_start_works():
    async def recover():
        job, found = Job(), []
        job.start(lambda _ticket: 1 / 0, found.append)
        await job.wait()
        failed = job.status
        job.start(steps("next", 0.0), found.append)
        await job.wait()
        return failed, found, job.status

    assert asyncio.run(recover()) == ("error", ["next"], "done")


def test_progress_always_tells_the_end():
    async def look():
        job, seen = Job(), []
        job.observe(lambda change: seen.append(change.new), "done")
        job.start(steps("one", 0.0), lambda _found: None)
        await job.wait()
        return seen

    assert asyncio.run(look())[-1] == 10


def test_a_job_that_follows_shows_every_answer_in_order_and_skips_what_is_stale():
    async def drag():
        job, found, began = Job(follows=True), [], []
        for number in range(6):
            job.start(steps(str(number), 0.1, began), found.append)
            await asyncio.sleep(0.04)
        await job.wait()
        return found, began

    found, began = asyncio.run(drag())
    assert found == began == sorted(began)
    assert found[-1] == "5"
    assert 1 < len(found) < 6


def test_a_job_that_follows_says_nothing_after_it_was_stopped():
    async def stop():
        job, found = Job(follows=True), []
        job.start(steps("one", 0.3), found.append)
        await asyncio.sleep(0.05)
        job.cancel()
        await job.wait()
        job.start(steps("two", 0.0), found.append)
        await job.wait()
        return found

    assert asyncio.run(stop()) == ["two"]
