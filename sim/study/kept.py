"""Kept: what a folder of the store holds, its manifest and its finished parts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import AddaError, nearest, shown
from sim.outcomes import OUTCOMES
from sim.running import source_hash
from sim.scenarios import Scenario
from sim.study.store import INPUTS, PART, RUNS, Store, Study

Arrays = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Kept:
    """A study as its folder holds it: its manifest and its finished parts by number."""

    folder: Path
    inputs: Mapping[str, Any]
    parts: Mapping[int, Arrays]

    @property
    def kind(self) -> str:
        """What kind of study it is."""
        return str(self.inputs["kind"])

    @property
    def as_now(self) -> bool:
        """Was it made by the sources that are here now?"""
        return self.inputs["sources"] == source_hash()

    @property
    def name(self) -> str:
        """Its name, safe to be shown."""
        return shown(self.folder.name)

    def scenario(self, side: str) -> Scenario:
        """Return one of the scenarios; raises AddaError where it stood on an edge file."""
        tree = self.inputs[side]
        if tree["market"]["network"]["edges"] is not None:
            raise AddaError(
                "'{name}' was made on a file of edges, which a manifest does not hold: run it"
                " again",
                name=self.name,
            )
        return Scenario.parse(tree, f"{self.name}/{INPUTS}")

    def whole(self, count: int | None = None, begun: int = 0) -> np.ndarray:
        """Return the values of parts in order; raises AddaError where one is missing."""
        numbers = range(begun, begun + (len(self.parts) if count is None else count))
        missing = sum(number not in self.parts for number in numbers)
        if missing or not self.parts:
            raise self.unfinished(missing)
        return np.stack([self.parts[number]["values"] for number in numbers])

    def unfinished(self, missing: int) -> AddaError:
        """Return the error of a study that lacks parts."""
        return AddaError(
            "'{name}' is not finished ({missing} parts are missing): the command that"
            " began it goes on from there",
            name=self.name,
            missing=missing,
        )


def kept(folder: str | Path) -> Kept:
    """Read what a folder of the store holds. Raises AddaError where it is none."""
    folder = Path(folder)
    try:
        inputs = json.loads((folder / INPUTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AddaError("'{folder}' holds no kept study", folder=shown(folder)) from error
    if inputs.get("outcomes", list(OUTCOMES)) != list(OUTCOMES):
        raise AddaError(
            "'{name}' was made by an Adda that had other outcomes: run it again",
            name=shown(folder.name),
        )
    study = Study(folder, inputs)
    numbers = sorted(int(path.stem) for path in folder.glob(f"*{PART}") if path.stem.isdigit())
    read = {number: study.read(number) for number in numbers}
    return Kept(folder, inputs, {n: arrays for n, arrays in read.items() if arrays is not None})


def folder_of(name: str | Path, store: str | Path = RUNS) -> Path:
    """Return the folder of a kept study, by its path or by its name in a store or how that begins.

    Raises AddaError where there is none, or where several names begin so.
    """
    path = Path(name)
    if (path / INPUTS).is_file():
        return path
    names = [entry.name for entry in Store(store).entries()]
    like = [one for one in names if one == str(name)] or [
        one for one in names if name and one.startswith(str(name))
    ]
    if len(like) > 1:
        raise AddaError(
            "'{name}' may be {known}", name=shown(name), known=", ".join(sorted(like)[:4])
        )
    if not like:
        raise AddaError(
            "'{name}' is not in {store}/ and no folder that holds a kept study{hint}",
            name=shown(name),
            store=shown(store),
            hint=nearest(str(name), names),
        )
    return Path(store) / like[0]
