"""`make fuzz`: look for files that break a reader, and keep those that lead to new code.

Six readers are fuzzed one after the other by atheris (libFuzzer for Python, Apache-2.0), ten
minutes each. A file that breaks a promise of `targets` is left in .venv-fuzz/found/ and ends the
work with exit code 1; what reaches new code is kept in corpus/, which the tests replay.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.fuzz import corpus
from tests.fuzz.words import write_words

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".venv-fuzz"
READERS = ("whatsapp", "telegram", "messenger", "edges", "analytics", "sales")


class Told(NamedTuple):
    """What fuzzing a reader came to: inputs tried, code paths (libFuzzer's features), kept."""

    reader: str
    seconds: int
    tried: int
    paths: int
    kept: int
    broke: bool


def main() -> int:
    """Fuzz the readers that are asked for, print a line for each."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("readers", nargs="*", choices=[*READERS, []], help="default: all six")
    asked.add_argument("--seconds", type=int, default=600, help="for each reader")
    given = asked.parse_args()
    found = []
    for reader in given.readers or READERS:
        found.append(_fuzz(reader, given.seconds))
        print(
            "{0.reader:10} {0.seconds:5} s {0.tried:10,} tried {0.paths:7,} paths {0.kept:4} kept"
            "{1}".format(found[-1], "  BROKE a promise" if found[-1].broke else ""),
            flush=True,
        )
    return int(any(one.broke for one in found))


def _fuzz(reader: str, seconds: int) -> Told:
    work, broken = PLACE / "work" / reader, PLACE / "found"
    broken.mkdir(parents=True, exist_ok=True)
    corpus.unpack(reader, work)
    words = PLACE / f"{reader}.words"
    write_words(reader, words)
    said, code = _run(
        reader, f"-max_total_time={seconds}", f"-dict={words}", f"-max_len={2 * corpus.LONGEST}",
        f"-artifact_prefix={broken}/{reader}-", "-timeout=30", "-rss_limit_mb=2000",
        "-print_final_stats=1", "-report_slow_units=5", str(work),
    )  # fmt: skip
    if code:
        print(said[-3000:], file=sys.stderr)
    tried = re.search(r"number_of_executed_units: (\d+)", said)
    paths = re.findall(r" ft: (\d+)", said)
    return Told(
        reader, seconds, int(tried[1]) if tried else 0, int(paths[-1]) if paths else 0,
        _keep(reader, work), bool(code),
    )  # fmt: skip


def _keep(reader: str, work: Path) -> int:
    """Keep the fewest inputs that together reach all the code that any of them reaches."""
    least = PLACE / "least" / reader
    shutil.rmtree(least, ignore_errors=True)
    least.mkdir(parents=True)
    _run(reader, "-merge=1", "-rss_limit_mb=2000", str(least), str(work))
    return corpus.keep(reader, (path.read_bytes() for path in least.iterdir()))


def _run(reader: str, *settings: str) -> tuple[str, int]:
    """Run one fuzzer at a low priority; return what it said and its exit code."""
    done = subprocess.run(
        ["nice", "-n", "15", str(_launcher(reader)), *settings],
        cwd=PLACE, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    return done.stderr, done.returncode


def _launcher(reader: str) -> Path:
    """Write the program that libFuzzer knows itself by, and calls again."""
    paths = os.pathsep.join((str(ROOT), str(PLACE / "packages")))
    program = PLACE / f"fuzz_{reader}"
    program.write_text(
        "#!/bin/sh\n"
        f"PYTHONPATH={shlex.quote(paths)} OMP_NUM_THREADS=1 exec {shlex.quote(sys.executable)} "
        f'-m tests.fuzz.run "$0" {reader} "$@"\n'
    )
    program.chmod(0o755)
    return program


if __name__ == "__main__":
    sys.exit(main())
