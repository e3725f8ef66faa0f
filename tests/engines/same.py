"""What it means that two runs are the same: every table, every array of the state, every bit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.engine import CompiledModel
from sim.model import CommunityModel
from sim.prepare import Prepared
from sim.running import Starts
from sim.state import State
from sim.tables import Table
from sim.trace import collect


def mesa_model(prepared: Prepared, parameters: Mapping[str, float], state: State | None = None):
    """Return the run on Mesa's engine, from its first tick or from a state."""
    return CommunityModel(
        prepared.scenario,
        rng=int(prepared.fixed.seed),
        world=prepared.world,
        parameters=parameters,
        state=state,
    )


def lived(prepared: Prepared, start: Sequence, next_model: Callable[[], Any]) -> State:
    """Return the last state of a run. `next_model` gives the model for the next tick."""
    starts = Starts(prepared, start)
    for tick in range(prepared.fixed.ticks):
        model = next_model()
        starts.begin(model)
        model.advance(tick + 1)
    return model.state


def on_mesa(prepared: Prepared, parameters: Mapping[str, float], start: Sequence = ()) -> State:
    """Return the last state of a run on Mesa's engine."""
    model = mesa_model(prepared, parameters)
    return lived(prepared, start, lambda: model)


def on_compiled(prepared: Prepared, start: Sequence = ()) -> State:
    """Return the last state of a run on the compiled engine."""
    model = CompiledModel(prepared)
    return lived(prepared, start, lambda: model)


def content(state: State, prepared: Prepared) -> dict[str, Any]:
    """Return all that a run leaves: state arrays and numbers, and the tables of the run."""
    days = -(-prepared.fixed.ticks // prepared.fixed.ticks_per_day)
    found: dict[str, Any] = {}
    for name, value in vars(state).items():
        if isinstance(value, Table):
            found.update({f"{name}.{column}": a for column, a in value.written().items()})
        else:
            found[name] = value
    for name, columns in collect(state, prepared.world, prepared.chances, days).items():
        found.update({f"run {name}.{column}": array for column, array in columns.items()})
    return found


def differences(a: State, b: State, prepared: Prepared) -> list[str]:
    """Return the names of what differs between two runs in any bit, and how."""
    ours, theirs = content(a, prepared), content(b, prepared)
    assert ours.keys() == theirs.keys()
    return [name for name in ours if not same(ours[name], theirs[name])]


def same(a: Any, b: Any) -> bool:
    """Say whether two numbers or arrays are the same, bit by bit."""
    if isinstance(a, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    return type(a) is type(b) and a == b
