"""Key paths into a scenario's tree: what differs between two, and putting a value at one."""

from collections.abc import Iterator
from typing import Any

from sim.errors import AddaError, nearest, shown
from sim.schema import Part

# The maps whose keys are names from the data, so that keys may come and go.
OPEN_MAPS = ("behaviour", "channels")


def differences(mine: Any, theirs: Any, at: str = "") -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield the key paths in which two trees differ, with both values.

    Lists of equal length are compared entry by entry, other lists as a whole.
    """
    if isinstance(mine, dict) and isinstance(theirs, dict):
        keys: list[Any] = list(dict.fromkeys([*mine, *theirs]))
        pairs = [(key, mine.get(key), theirs.get(key)) for key in keys]
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        pairs = list(zip(range(len(mine)), mine, theirs, strict=True))
    else:
        if mine != theirs:
            yield at, (mine, theirs)
        return
    for key, one, other in pairs:
        yield from differences(one, other, f"{at}.{key}" if at else str(key))


def put(tree: Any, path: str, value: Any) -> None:
    """Set the value at a key path of a tree, e.g. `strategy.control`; raises AddaError."""
    *parents, last = path.split(".")
    for key in parents:
        tree = tree[_step(tree, key, path)]
    if isinstance(tree, dict) and parents[-1:] and parents[-1] in OPEN_MAPS:
        tree.pop(last, None)
        if value is not None:
            tree[last] = _plain(value)
    else:
        tree[_step(tree, last, path)] = _plain(value)


def _step(tree: Any, key: str, path: str) -> str | int:
    """Return the key or index of the next step into a tree, or raise AddaError."""
    if isinstance(tree, list) and key.isascii() and key.isdigit() and len(key) < 7:
        if int(key) < len(tree):
            return int(key)
        raise AddaError(
            "'{path}' is not in the scenario, there are only {count}",
            path=shown(path),
            count=len(tree),
        )
    if isinstance(tree, dict) and key in tree:
        return key
    known = tree if isinstance(tree, dict) else ()
    raise AddaError(
        "'{path}' is not a key of a scenario{hint}", path=shown(path), hint=nearest(key, known)
    )


def _plain(value: Any) -> Any:
    """Return parts as trees and NumPy's scalars as Python's."""
    if isinstance(value, Part):
        return value.tree()
    return value.item() if type(value).__module__ == "numpy" and not value.shape else value
