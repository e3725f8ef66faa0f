"""One measurement in a process of its own: `python -m benchmarks.worker TASK.json RESULT.json`."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

FROM = {
    "pair": "versus",
    "memory": "versus",
    "full": "product",
    "engines": "product",
    "compare": "product",
    "threads": "product",
    "starting": "product",
}


def measure(task: dict[str, Any]) -> dict[str, Any]:
    """Do what `task["measure"]` names."""
    module = import_module(f"benchmarks.{FROM[task['measure']]}")
    return getattr(module, task["measure"])(task)


if __name__ == "__main__":
    wanted, answer = map(Path, sys.argv[1:])
    result = measure(json.loads(wanted.read_text(encoding="utf-8")))
    answer.write_text(json.dumps(result), encoding="utf-8")
