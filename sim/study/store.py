"""Store: finished work under `runs/`, found again by the hash of what it was made from.

A study has a folder named by that hash, with `inputs.json` and one file a finished part. Every
file is written beside its place, forced to disk, and then renamed: whoever reads sees all of it or
nothing, also after a power cut. A part that cannot be read whole counts as not there and is made
again, with the same bytes.
"""

import hashlib
import json
import os
import re
import shutil
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, shown
from sim.outcomes import OUTCOMES
from sim.running import source_hash
from sim.scenarios import Scenario

if TYPE_CHECKING:
    from sim.trace import Run

RUNS = "runs"
INPUTS = "inputs.json"
PART = ".npz"
SETS = "sets.csv"
TEMPORARY = ".part-"
KINDS = (
    "compare", "explain", "ground", "holding", "mechanisms", "optimise", "run", "sensitivity",
    "sweep",
)  # fmt: skip
_FOLDER = re.compile(rf"^({'|'.join(KINDS)})-[0-9a-f]{{16}}$")
_TEMPORARY = re.compile(rf"^{re.escape(TEMPORARY)}")


def identity(scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario is, for a hash: its tree, with an edge file's content for its name."""
    tree = scenario.tree()
    edges = scenario.market.network.edges
    if edges is not None:
        try:
            content = Path(edges).read_bytes()
        except OSError as error:
            raise AddaError(
                "the edge file '{name}' cannot be read", name=shown(Path(edges).name)
            ) from error
        tree["market"]["network"]["edges"] = hashlib.sha256(content).hexdigest()
    return tree


@dataclass(frozen=True)
class Study:
    """The place of one study: its folder, and how its parts are written and read.

    files: what belongs to the inputs and is kept beside them, by name.
    """

    folder: Path
    inputs: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def part(self, number: int) -> Path:
        """Return the file of a part."""
        return self.folder / f"{number:06d}{PART}"

    def read(self, number: int) -> dict[str, np.ndarray] | None:
        """Return the arrays of a finished part, or None where there is no whole one."""
        try:
            with np.load(self.part(number), allow_pickle=False) as arrays:
                return {name: arrays[name] for name in arrays.files}
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
            return None

    def write(self, number: int, arrays: Mapping[str, np.ndarray]) -> None:
        """Write a part whole. The same arrays give the same bytes."""
        packed = BytesIO()
        np.savez(packed, **arrays)  # type: ignore[arg-type]
        self.begin()
        write_whole(self.part(number), packed.getvalue())

    def begin(self) -> None:
        """Write what the study is, if that has not been done."""
        if not (self.folder / INPUTS).is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, content in self.files.items():
                write_whole(self.folder / name, content)
            text = json.dumps(
                self.inputs, indent=2, sort_keys=True, ensure_ascii=False, default=_plain
            )
            write_whole(self.folder / INPUTS, text.encode() + b"\n")


def _plain(number: Any) -> Any:
    """Return a NumPy number as Python's, so that a seed is the same study whoever made it."""
    return number.item()


def check_store(store: Any) -> None:
    """Refuse what is neither a store nor a folder."""
    if store is not None and not isinstance(store, Store | str | Path):
        raise AddaError(
            "store is {given}, it must be a folder such as '{folder}', a Store, or None",
            given=shown(store),
            folder=RUNS,
        )


@dataclass(frozen=True)
class Entry:
    """A line of what the store holds. bytes: on disk; changed: seconds since 1970."""

    name: str
    kind: str
    title: str
    parts: int
    bytes: int
    changed: float
    folder: Path


class Store:
    """A folder of studies and runs."""

    def __init__(self, folder: str | Path = RUNS):
        self.folder = Path(folder)

    def study(
        self,
        kind: str,
        inputs: Mapping[str, Any],
        title: str,
        asked: Mapping[str, Any] | None = None,
    ) -> Study:
        """Return the place of a study by its inputs. Nothing is written before its first part.

        asked: what the study was first made for, kept beside the inputs; its place does not depend
        on it.
        """
        if kind not in KINDS:  # or nobody could list it, nor clean it away
            raise ValueError(f"{kind} is no kind of study, there are {', '.join(KINDS)}")
        tree = {**inputs, "kind": kind, "sources": source_hash()}
        text = json.dumps(tree, sort_keys=True, separators=(",", ":"), default=_plain)
        name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        more: dict[str, Any] = {"title": title, "outcomes": list(OUTCOMES)}
        more |= {} if asked is None else {"asked": dict(asked)}
        return Study(self.folder / name, {**tree, **more})

    def find_run(
        self, scenario: Scenario, seed: int = 0, parameters: Mapping[str, float] | None = None
    ) -> "Run | None":
        """Return a run that was kept, or None."""
        from sim.trace import load_run

        place = self._run_place(scenario, seed, parameters)
        if not (place.folder / INPUTS).is_file():
            return None
        try:
            return load_run(place.folder)
        except (AddaError, OSError, ValueError):
            return None

    def keep_run(self, run: "Run") -> Path:
        """Keep a run whole and return its folder.

        A run on a given world or with given starts cannot be told by its inputs: keep it yourself
        with `run.save`.
        """
        place = self._run_place(run.scenario, run.manifest["seed"], run.manifest["parameters"])
        if (place.folder / INPUTS).is_file():
            return place.folder
        place.folder.mkdir(parents=True, exist_ok=True)
        beside = place.folder / _temporary()
        try:
            for path in sorted(run.save(beside).iterdir()):
                write_whole(place.folder / path.name, path.read_bytes())
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        place.begin()  # written last: until then the folder holds no run
        return place.folder

    def entries(self) -> list[Entry]:
        """Return what the store holds, the newest first."""
        found = [_entry(folder) for folder in self._folders()]
        return sorted(found, key=lambda entry: (-entry.changed, entry.name))

    def clean(self, names: Iterable[str] | None = None) -> int:
        """Remove entries (by name; default: all) and what broken writes left; returns bytes freed.

        Only what the store wrote goes; reports and other files that lie beside it stay.
        """
        known = {entry.name: entry for entry in self.entries()}
        chosen = list(known) if names is None else list(names)
        for name in chosen:
            if name not in known:
                raise AddaError(
                    "'{name}' is not in '{folder}'", name=shown(name), folder=shown(self.folder)
                )
        freed = sum(_remove(known[name].folder) for name in chosen)
        return freed + self._remove_broken()

    def _run_place(
        self, scenario: Scenario, seed: int, parameters: Mapping[str, float] | None
    ) -> Study:
        inputs = {"a": identity(scenario), "seed": seed, "parameters": dict(parameters or {})}
        title = f"{scenario.strategy.name} on {scenario.market.name}, {scenario.days} days"
        return self.study("run", inputs, title)

    def _folders(self) -> Iterator[Path]:
        if self.folder.is_dir():
            for folder in sorted(self.folder.iterdir()):
                if _FOLDER.match(folder.name) and (folder / INPUTS).is_file():
                    yield folder

    def _remove_broken(self) -> int:
        freed = 0
        if self.folder.is_dir():
            places = [self.folder, *(p for p in self.folder.iterdir() if _FOLDER.match(p.name))]
            for path in [inner for place in places for inner in place.iterdir()]:
                if _TEMPORARY.match(path.name):
                    freed += _size(path)
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        return freed


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there with all of its content, or not at all."""
    beside = path.parent / _temporary()
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _temporary() -> str:
    return f"{TEMPORARY}{os.getpid()}-{uuid.uuid4().hex[:12]}"


def _entry(folder: Path) -> Entry:
    try:
        inputs = json.loads((folder / INPUTS).read_text(encoding="utf-8"))
    except ValueError:
        inputs = {}
    return Entry(
        name=folder.name,
        kind=folder.name.rpartition("-")[0],
        title=str(inputs.get("title", "")),
        parts=sum(1 for path in folder.iterdir() if path.suffix == PART) or 1,
        bytes=_size(folder),
        changed=max(path.stat().st_mtime for path in folder.iterdir()),
        folder=folder,
    )


def _ours(folder: Path) -> list[Path]:
    from sim.trace import TABLES

    names = {
        INPUTS,
        SETS,
        "scenario.yaml",
        "manifest.json",
        *(f"{name}.parquet" for name in TABLES),
    }
    numbered = re.compile(rf"^\d{{6}}{re.escape(PART)}$")
    return [
        path
        for path in folder.iterdir()
        if path.name in names or numbered.match(path.name) or _TEMPORARY.match(path.name)
    ]


def _remove(folder: Path) -> int:
    """Remove what the store wrote into a folder, and the folder if nothing else is in it."""
    freed = 0
    for path in sorted(_ours(folder), key=lambda path: path.name == INPUTS):
        freed += path.stat().st_size
        path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    return freed


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(inner.stat().st_size for inner in path.rglob("*") if inner.is_file())
