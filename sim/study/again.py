"""Again: a kept study read back from its manifest, with all its tables and figures.

Nothing is run: what the folder holds is what the study says, whatever the sources are by now.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import AddaError, shown
from sim.outcomes import OUTCOMES
from sim.running import source_hash
from sim.scenarios import Scenario
from sim.study.compare import Pair, Question, replicate_seeds
from sim.study.explain import Explanation, differing_levers, subsets, with_credits
from sim.study.indices import design
from sim.study.mechanisms import MECHANISMS, Mechanisms
from sim.study.sensitivity import Sensitivity, response
from sim.study.space import Axis, axes
from sim.study.store import INPUTS, PART, Study
from sim.study.sweep import Sweep

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

    def scenario(self, side: str) -> Scenario:
        """Return one of the scenarios; raises AddaError where it stood on an edge file."""
        tree = self.inputs[side]
        if tree["market"]["network"]["edges"] is not None:
            raise AddaError(
                f"'{shown(self.folder.name)}' was made on a file of edges, which a manifest does"
                " not hold: run it again"
            )
        return Scenario.parse(tree, f"{shown(self.folder.name)}/{INPUTS}")

    def whole(self, count: int | None = None) -> np.ndarray:
        """Return the values of all parts in order; raises AddaError where one is missing."""
        numbers = range(len(self.parts) if count is None else count)
        missing = sum(number not in self.parts for number in numbers)
        if missing or not self.parts:
            raise AddaError(
                f"'{shown(self.folder.name)}' is not finished ({missing} parts are missing): the"
                " command that began it goes on from there"
            )
        return np.stack([self.parts[number]["values"] for number in numbers])


def kept(folder: str | Path) -> Kept:
    """Read what a folder of the store holds. Raises AddaError where it is none."""
    folder = Path(folder)
    try:
        inputs = json.loads((folder / INPUTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AddaError(f"'{shown(folder)}' holds no kept study") from error
    study = Study(folder, inputs)
    numbers = sorted(int(path.stem) for path in folder.glob(f"*{PART}") if path.stem.isdigit())
    read = {number: study.read(number) for number in numbers}
    return Kept(folder, inputs, {n: arrays for n, arrays in read.items() if arrays is not None})


def again(folder: str | Path) -> Any:
    """Return a kept study as what its front door returned, from its manifest and parts alone.

    A Comparison, Sweep, Sensitivity, Explanation, Mechanisms or Run. Raises AddaError for what is
    not finished, and for searches, which say what they found only when they are run again.
    """
    found = kept(folder)
    if found.kind == "run":
        from sim.trace import load_run

        return load_run(folder)
    if found.kind not in _READ:
        raise AddaError(f"'{shown(found.folder.name)}': run the search again, from what is kept")
    return _READ[found.kind](found)


def _comparison(found: Kept) -> Any:
    a, b = found.scenario("a"), found.scenario("b")
    seed, parameters = found.inputs["seed"], found.inputs["parameters"]
    pairs = {
        number: Pair(arrays["values"], {k: v for k, v in arrays.items() if k != "values"})
        for number, arrays in found.parts.items()
    }
    if len(pairs) < 2:
        found.whole(2)
    asked = Question(a, b, seed, found.inputs["fix_world"], parameters)
    return asked.answered(replicate_seeds(seed, max(pairs) + 1), pairs)


def _sweep(found: Kept) -> Sweep:
    arms = _arms(found)
    shape = found.inputs["asked"]["shape"]
    along = _along(found, arms)
    points = [dict(zip(found.inputs["axes"], map(_hashable, row), strict=True))
              for row in found.inputs["values"]]  # fmt: skip
    values = found.whole(len(points))
    other = arms[1] if len(arms) > 1 else None
    return Sweep(arms[0], other, along, tuple(points), values, found.inputs["seed"],
                 None if shape is None else tuple(shape))  # fmt: skip


def _sensitivity(found: Kept) -> Sensitivity:
    arms, asked = _arms(found), found.inputs["asked"]
    along = _along(found, arms)
    how = design(asked["method"], along, asked["size"], found.inputs["seed"])
    values = found.whole(len(found.inputs["values"]))
    effects = how.effects(response(values, asked["outcome"], len(arms)))
    other = arms[1] if len(arms) > 1 else None
    runs = values.shape[0] * values.shape[1] * values.shape[2]
    return Sensitivity(arms[0], other, asked["outcome"], how.method, along, effects, runs)


def _explanation(found: Kept) -> Explanation:
    a, b = found.scenario("a"), found.scenario("b")
    levers = differing_levers(a.strategy, b.strategy)
    groups = tuple(group for group, names in levers.items() if names)
    found.whole()
    joined = np.concatenate([found.parts[n]["values"] for n in sorted(found.parts)])
    ways = len(subsets(len(groups)))
    pairs = len(joined) // ways
    values = joined[: pairs * ways].reshape(pairs, ways, len(OUTCOMES))
    return with_credits(a, b, replicate_seeds(found.inputs["seed"], max(2, pairs)), groups, values)


def _mechanisms(found: Kept) -> Mechanisms:
    values = found.whole(1 + len(MECHANISMS))
    apart = values[:, 1] - values[:, 0]
    seeds = replicate_seeds(found.inputs["seed"], found.inputs["replicates"])
    a, b = found.scenario("a"), found.scenario("b")
    return Mechanisms(a, b, seeds, tuple(MECHANISMS), apart[0], apart[1:])


def _arms(found: Kept) -> tuple[Scenario, ...]:
    return tuple(found.scenario(side) for side in ("a", "b") if side in found.inputs)


def _along(found: Kept, arms: tuple[Scenario, ...]) -> tuple[Axis, ...]:
    """Return the axes in their order: the keys of a manifest are sorted, its lists are not."""
    over = found.inputs["asked"]["over"]
    bounds = {name: _bounds(over[name]) for name in found.inputs["axes"]}
    return axes(bounds, arms[0], len(arms))


def _bounds(one: Mapping[str, Any]) -> Any:
    return [*map(_hashable, one["options"])] if one["options"] else (one["low"], one["high"])


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_READ: dict[str, Callable[[Kept], Any]] = {
    "compare": _comparison,
    "sweep": _sweep,
    "sensitivity": _sensitivity,
    "explain": _explanation,
    "mechanisms": _mechanisms,
}
