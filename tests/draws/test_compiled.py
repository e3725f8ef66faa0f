"""Compiled code is kept between processes, and never used after what it is made of has changed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

CALLER = '''
"""Stands in for a loop of the kernel: it calls a rule of another module."""
from sim.compiled import compiled
from sim.draws import (
    below,
)


@compiled
def total(n):
    count = 0
    for i in range(n):
        count += below((i + 0.5) / n, 2)
    return count
'''
ASK = """
from sim import caller
print(caller.total(1000), sum(caller.total.stats.cache_hits.values()))
"""


@pytest.fixture
def copy(root, tmp_path):
    """A copy of the package, whose rules can be changed."""
    shutil.copytree(root / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "sim" / "caller.py").write_text(CALLER, encoding="utf-8")
    return tmp_path


def ask(place: Path, code: str, cache: Path) -> str:
    """Run code in a fresh process that knows only the package at `place`."""
    environment = {**os.environ, "ADDA_CACHE": str(cache), "PYTHONPATH": str(place)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_changed_rule_changes_compiled_callers_in_another_file(copy, tmp_path):
    cache = tmp_path / "cache"
    assert ask(copy, ASK, cache) == "500 0"
    assert ask(copy, ASK, cache) == "500 1"
    draws = copy / "sim" / "draws.py"
    before = draws.read_text(encoding="utf-8")
    draws.write_text(before.replace("np.int64(u * n)", "np.int64(u * u * n)"), encoding="utf-8")
    assert ask(copy, ASK, cache) == "293 0"
    draws.write_text(before, encoding="utf-8")
    assert ask(copy, ASK, cache) == "500 1"


def test_code_is_kept_where_ADDA_CACHE_says(copy, tmp_path):
    cache = tmp_path / "cache"
    ask(copy, ASK, cache)
    (folder,) = cache.iterdir()
    assert folder.name.startswith("kernel-")
    assert any("total" in file.name for file in folder.rglob("*.nbi"))
    assert not list((copy / "sim").rglob("*.nbi"))


def test_without_a_place_to_keep_code_it_still_runs_and_says_so(copy, tmp_path):
    no_folder = tmp_path / "a_file"
    no_folder.write_text("")
    code = "import warnings\nwarnings.simplefilter('error')\n" + ASK
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        env={**os.environ, "ADDA_CACHE": str(no_folder), "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert "set ADDA_CACHE to a folder that can be written" in said.stderr
    assert ask(copy, ASK, no_folder) == "500 0"


HASH = "from sim import compiled; print(compiled.source_hash())"


def test_the_hash_sees_a_new_order_of_parameters_but_not_a_new_number(copy, tmp_path, root):
    shutil.copytree(root / "data", copy / "data")
    behaviour = copy / "data" / "behaviour.yaml"
    first = ask(copy, HASH, tmp_path / "cache")
    text = behaviour.read_text(encoding="utf-8")
    behaviour.write_text(text.replace("best: 0", "best: 1"), encoding="utf-8")
    assert ask(copy, HASH, tmp_path / "cache") == first
    behaviour.write_text("another_first: {}\n" + text, encoding="utf-8")
    assert ask(copy, HASH, tmp_path / "cache") != first


def test_other_packages_keep_their_compiled_code_where_they_did_before():
    import numba

    from sim.compiled import compiled

    before = numba.config.CACHE_DIR

    @compiled
    def twice(x):
        return 2 * x

    assert twice(4) == 8
    assert before == numba.config.CACHE_DIR


def test_folders_of_earlier_sources_are_cleared_but_for_the_last_used_and_recent_ones(tmp_path):
    now = time.time()
    for number in range(6):
        folder = tmp_path / f"kernel-{number:016x}"
        folder.mkdir()
        (folder / "ready").touch()
        days_ago = 0.5 if number == 5 else 10 + number
        for path in (folder / "ready", folder):
            os.utime(path, (now - days_ago * 86_400,) * 2)
    (tmp_path / "levers-1.json").touch()
    done = subprocess.run(
        [sys.executable, "-c", "from sim import compiled; compiled.keep_in_mind()"],
        env={**os.environ, "ADDA_CACHE": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    from sim.compiled import source_hash

    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {f"kernel-{source_hash()}", "levers-1.json",
                    *(f"kernel-{number:016x}" for number in (5, 0, 1))}  # fmt: skip
