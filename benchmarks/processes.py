"""A measurement in a process of its own, ended when it takes too long or too much memory."""

import json
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
LONGEST_SECONDS = 1800
MOST_OF_MEMORY = 0.6  # of what the machine has, so that it never begins to swap or to kill
LOOK_SECONDS = 0.2

Task = dict[str, Any]


def outcome(python: Path, task: Task) -> Task:
    """Return what `benchmarks.worker` measures, or `{"error": why}`."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer, said = (Path(folder, name) for name in ("task", "answer", "said"))
        asked.write_text(json.dumps(task), encoding="utf-8")
        with said.open("w", encoding="utf-8") as file:
            command = [python, "-m", "benchmarks.worker", asked, answer]
            process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=file)
            why = _watched(process, task.get("longest", LONGEST_SECONDS))
        if why:
            return {"error": why}
        if process.returncode == 0:
            return json.loads(answer.read_text(encoding="utf-8"))
        last = said.read_text(encoding="utf-8").strip().splitlines()[-1:]
        return {"error": last[0] if last else f"ended with {process.returncode}"}


def _watched(process: subprocess.Popen, longest: float) -> str:
    """Wait for a process; returns why it was ended before its time, or nothing."""
    most = MOST_OF_MEMORY * psutil.virtual_memory().total
    began = perf_counter()
    while process.poll() is None:
        if perf_counter() - began > longest:
            return _ended(process, f"took more than {longest:.0f} s")
        if _memory_of(process) > most:
            return _ended(process, f"took more than {most / 1024**3:.0f} GB of memory")
        sleep(LOOK_SECONDS)
    return ""


def _memory_of(process: subprocess.Popen) -> int:
    try:
        return psutil.Process(process.pid).memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def _ended(process: subprocess.Popen, why: str) -> str:
    process.kill()
    process.wait()
    return why
