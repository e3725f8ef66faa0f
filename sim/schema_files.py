"""Writes the JSON Schemas that let editors complete and check strategy, market and scenario files.

Run `python -m sim.schema_files docs/schema` after a lever, a channel or a parameter was added.
"""

import json
import sys
from pathlib import Path
from typing import Any

from sim.market import Market
from sim.scenarios import Scenario
from sim.schema import Part
from sim.strategy import Strategy

PARTS: dict[str, type[Part]] = {"strategy": Strategy, "market": Market, "scenario": Scenario}


def schema(part: type[Part]) -> dict[str, Any]:
    """Return the JSON Schema of a part, with the names that editors can offer."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **part.model_json_schema(mode="validation"),
    }


def schema_texts() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    return {
        f"{name}.schema.json": json.dumps(schema(part), indent=1, ensure_ascii=False) + "\n"
        for name, part in PARTS.items()
    }


def write_schemas(folder: str | Path) -> list[Path]:
    """Write the schema files into `folder` (made if missing) and return their paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in schema_texts().items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write_schemas(sys.argv[1] if len(sys.argv) > 1 else "docs/schema")
