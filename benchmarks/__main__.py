"""`python -m benchmarks`: measure, print the goals, write tables. `--help` tells the choices."""

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import environment, report
from benchmarks.machine import machine
from benchmarks.plan import PARTS, plan
from benchmarks.processes import outcome

ROOT = environment.ROOT
RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
VERSIONS = """
import json
from benchmarks.machine import versions
from benchmarks.peers import PEERS
print(json.dumps(versions(tuple(installed for _file, installed, _most in PEERS.values()))))
"""


def main(words: list[str] | None = None) -> None:
    """Measure what was asked for and write it down."""
    wanted = _arguments(words)
    peers_too = bool({"cascade", "posts"} & set(wanted.only))
    if peers_too:
        environment.prepare()
    began, about = perf_counter(), machine()
    records = []
    for task in plan(tuple(wanted.only), tuple(wanted.sizes), wanted.quick):
        if not wanted.peers or task.get("peer") in (None, "Adda", *wanted.peers):
            records.append({"task": task, "result": _measured(task)})
    document = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": wanted.quick,
        "minutes": (perf_counter() - began) / 60,
        "machine": about,
        "peers": _peer_versions() if peers_too else {},
        "records": records,
    }
    _write(document, wanted.out)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what the goals ask for")
    parser.add_argument("--sizes", type=int, nargs="+", default=[], help="people, e.g. 1000 10000")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts")
    parser.add_argument("--peers", nargs="+", default=[], help="only these peers")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for the tables")
    return parser.parse_args(words)


def _measured(task: dict[str, Any]) -> dict[str, Any]:
    """Let a process of its own do the task; what goes wrong is an answer too."""
    beside = task["measure"] in ("pair", "memory")
    python = environment.python() if beside else Path(sys.executable)
    print(f"{report.describe(task)} ...", end=" ", file=sys.stderr, flush=True)
    began = perf_counter()
    result = outcome(python, task)
    said = result.get("error") or f"{perf_counter() - began:.0f} s"
    print(said, file=sys.stderr, flush=True)
    return result


def _peer_versions() -> dict[str, str]:
    command = [environment.python(), "-c", VERSIONS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _write(document: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = report.markdown(document)
    (folder / "latest.md").write_text(text, encoding="utf-8")
    (folder / "latest.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(report.goals_table(document["records"]))
    if folder == RESULTS:
        report.include(PAGE, report.goals_table(document["records"]))
        print(f"written: {folder.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
