"""Again: a kept study read back from its manifest, with all its tables and figures.

Nothing is run: what the folder holds is what the study says, whatever the sources are by now.
"""

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import AddaError, Said
from sim.outcomes import horizons
from sim.scenarios import Scenario
from sim.strategy import Strategy
from sim.study.accepted import ACCEPTED, Behaviour
from sim.study.blending import groups_that_differ
from sim.study.choices import Budget
from sim.study.compare import Pair, Question, replicate_seeds
from sim.study.explain import (
    Explanation,
    of_whole_pairs,
    parts_of_pair,
)
from sim.study.ground import Ground, ground_of
from sim.study.holding import Holding, turned
from sim.study.indices import design
from sim.study.judging import Aim, front, judged
from sim.study.kept import Kept, folder_of, kept
from sim.study.mechanisms import MECHANISMS, Mechanisms, of_finished
from sim.study.moving import first_values, parts_of_first
from sim.study.own_sets import NAMED, read_sets
from sim.study.plans import Plans
from sim.study.sensitivity import Sensitivity, response
from sim.study.space import Axis, axes
from sim.study.store import RUNS, SETS
from sim.study.stress import change
from sim.study.sweep import Sweep


def again(name: str | Path, store: str | Path = RUNS) -> Any:
    """Return a kept study as what its front door returned, from its manifest and parts alone.

    name: the path of its folder, or its name in the store, or how that begins. Returns a
    Comparison, Sweep, Sensitivity, Explanation, Mechanisms, Plans, Holding, Ground or Run. Raises
    AddaError for what is not there or not finished.
    """
    folder = folder_of(name, store)
    study = kept(folder)
    if study.kind == "run":
        from sim.trace import load_run

        return load_run(folder)
    return READERS[study.kind](study)


def _comparison(found: Kept) -> Any:
    a, b = found.scenario("a"), found.scenario("b")
    seed, parameters = found.inputs["seed"], _behaviour(found)
    pairs = {
        number: Pair(arrays["values"], {k: v for k, v in arrays.items() if k != "values"})
        for number, arrays in found.parts.items()
    }
    if len(pairs) < 2:
        found.whole(2)
    asked = Question(a, b, seed, found.inputs["fix_world"], parameters)
    return asked.answered(replicate_seeds(seed, max(pairs) + 1), pairs)


def _behaviour(found: Kept) -> Behaviour:
    """Return what people were drawn from: values, the accepted sets, or those that lie beside."""
    told = found.inputs["parameters"]
    if not isinstance(told, str):
        return dict(told)
    if not told.startswith(NAMED):
        return ACCEPTED
    own = read_sets(found.folder / SETS)
    if str(own) != told:
        raise AddaError("'{name}' was made with other sets than lie beside it", name=found.name)
    return own


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
    """Return it with what was sifted before, where that still lies beside it."""
    arms, asked = _arms(found), found.inputs["asked"]
    along = _along(found, arms)
    how = design(asked["method"], along, asked["size"], found.inputs["seed"])
    values = found.whole(len(found.inputs["values"]))
    effects = how.effects(response(values, asked["outcome"], len(arms)))
    other = arms[1] if len(arms) > 1 else None
    beside = found.folder.parent / str(asked["sifted"])
    sifted = _sensitivity(kept(beside)) if asked["sifted"] and beside.is_dir() else None
    runs = math.prod(values.shape[:3]) + (sifted.runs if sifted else 0)
    name = asked["outcome"]
    return Sensitivity(arms[0], other, name, how.method, along, effects, runs, sifted)


def _explanation(found: Kept) -> Explanation:
    a, b = found.scenario("a"), found.scenario("b")
    each = parts_of_pair(len(groups_that_differ(a, b)))
    pairs = 1 + max(found.parts, default=0) // each
    seeds = replicate_seeds(found.inputs["seed"], max(2, pairs))
    said = of_whole_pairs(a, b, seeds, found.parts)
    if said is None:
        raise found.unfinished(2 * each - len(found.parts))
    return said


def _mechanisms(found: Kept) -> Mechanisms:
    names = tuple(found.inputs["asked"]["mechanisms"])
    if names != tuple(MECHANISMS):
        raise AddaError(
            "'{name}' was made by an Adda with other mechanisms: run it again", name=found.name
        )
    found.whole(1 + len(names))
    seeds = replicate_seeds(found.inputs["seed"], found.inputs["replicates"])
    said = of_finished(found.scenario("a"), found.scenario("b"), seeds, found.parts)
    assert said is not None
    return said


def _plans(found: Kept) -> Plans:
    told, start = found.inputs, found.scenario("a")
    aim = Aim(start, Budget(told["hours"], told["money"]), tuple(told["ends"]))
    values, tried = found.whole(told["trials"]), []
    for number, mine in enumerate(values):
        tree = json.loads(str(found.parts[number]["plan"]))
        case = start.with_strategy(
            Strategy.parse(tree, Said("{name}, plan {number}", name=found.name, number=number))
        )
        tried.append(aim.read(case, mine))
    few = front(aim, tried, told["most"])
    fresh = found.whole(max(2, len(found.parts) - len(tried)), len(tried))
    return judged(aim, few, np.concatenate(fresh, axis=1), told["most"])


def _holding(found: Kept) -> Holding:
    a, b = found.scenario("a"), found.scenario("b")
    moved = tuple(change(*one) for one in found.inputs["moved"])
    pairs = found.inputs["pairs"]
    begun = parts_of_first(len(moved), pairs)
    found.whole(begun)
    first = [found.parts[number]["values"][:, 0] for number in range(begun)]
    base, values = first_values(first, pairs)
    asked = Holding(a, b, horizons(a.days), moved, base, values)
    near = turned(asked, found.inputs["asked"]["outcomes"]) if found.inputs["more"] else []
    if not near:
        return asked
    later = [found.whole(1, begun + one)[0][0] for one in (0, *(1 + number for number in near))]
    return asked.with_more(near, [one.swapaxes(0, 1) for one in later])


def _ground(found: Kept) -> Ground:
    cells = [(float(interest), float(affinity)) for interest, affinity in found.inputs["cells"]]
    return ground_of(found.scenario("a"), found.scenario("b"), cells, list(found.whole(len(cells))))


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


READERS: Mapping[str, Callable[[Kept], Any]] = {
    "compare": _comparison,
    "sweep": _sweep,
    "sensitivity": _sensitivity,
    "explain": _explanation,
    "mechanisms": _mechanisms,
    "optimise": _plans,
    "holding": _holding,
    "ground": _ground,
}
