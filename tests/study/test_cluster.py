"""Cluster: a real Dask scheduler and two workers on loopback, one of which is killed."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from sim.study import runner
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
PATIENCE = 60


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path):
        self.file = folder / "scheduler.json"
        quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        file = ["--scheduler-file", str(self.file), "--no-dashboard"]
        python = [sys.executable, "-m"]
        here = ["--host", "127.0.0.1"]
        self.scheduler = subprocess.Popen(
            [*python, "distributed.cli.dask_scheduler", *here, "--port", "0", *file], **quiet
        )
        self.workers = [
            subprocess.Popen(
                [*python, "distributed.cli.dask_worker", *file, *here, "--nthreads", "1",
                 "--no-nanny", "--local-directory", str(folder)], **quiet,
            )
            for _worker in range(2)
        ]  # fmt: skip
        self.address = self._ready()

    def _ready(self) -> str:
        import distributed

        until = time.monotonic() + PATIENCE
        while not self.file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        address = json.loads(self.file.read_text(encoding="utf-8"))["address"]
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        return address

    def end(self) -> None:
        """End what was started here, and nothing else."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.end()


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_lost_and_says_when_it_is_gone(
    brand, interest, cluster, monkeypatch
):
    here = sim.compare(brand, interest, replicates=8, days=3)

    def lose_one(done: int, _total: int) -> None:
        if done == 2:
            cluster.workers[0].kill()

    there = sim.compare(
        brand, interest, replicates=8, days=3, scheduler=cluster.address, progress=lose_one
    )
    assert there.values.tobytes() == here.values.tobytes()
    assert there.to_json() == here.to_json()
    over = {"tell_rate": (0.0, 0.2)}
    swept = sim.sweep(brand, interest, over, 3, replicates=2, days=3, scheduler=cluster.address)
    same = sim.sweep(brand, interest, over, 3, replicates=2, days=3)
    assert swept.values.tobytes() == same.values.tobytes()

    def lose_all(done: int, _total: int) -> None:
        if done == 1:
            cluster.workers[1].kill()

    monkeypatch.setattr(runner, "PATIENCE_SECONDS", 1)
    with pytest.raises(sim.AddaError, match="is gone, or has lost all its workers"):
        sim.compare(
            brand, interest, replicates=60, days=14, scheduler=cluster.address, progress=lose_all
        )
