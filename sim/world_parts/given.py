"""Ties that are given: checked pairs and groups, and files of edges."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sim.errors import AddaError, Said, shown
from sim.world_parts.memory import refuse_beyond
from sim.world_parts.rows import rows_of


def read_edge_file(path: str | Path) -> np.ndarray:
    """Return the pairs of an edge file, i64[m, 2]: `.npz` with an array `edges`, or `.csv`.

    A csv holds two columns of whole numbers from 0, with or without a line of names above them.
    Raises AddaError when the file is missing or holds anything else.
    """
    path = Path(path)
    name = f"'{shown(path, 300)}'"
    try:
        pairs = _read_npz(path, name) if path.suffix == ".npz" else _read_csv(path, name)
    except FileNotFoundError:
        raise AddaError("there is no edge file {name}", name=name) from None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        if isinstance(error, AddaError):
            raise
        raise AddaError(
            "{name} is not an edge file: expected two columns of whole numbers (csv), or"
            " an array 'edges' of them (npz)",
            name=name,
        ) from None
    checked = checked_pairs(pairs, name)
    if len(checked) == 0:
        raise AddaError("{name} holds no edges", name=name)
    return checked


def _read_npz(path: Path, name: str) -> np.ndarray:
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    refuse_beyond(2 * size, Said("the edge file {name}", name=name))
    with np.load(path, allow_pickle=False) as arrays:
        return arrays["edges"]


def _read_csv(path: Path, name: str) -> np.ndarray:
    refuse_beyond(10 * path.stat().st_size, Said("the edge file {name}", name=name))
    with path.open(encoding="utf-8-sig") as file:
        rows = [file.readline(), file.readline()]
    named = not all(cell.strip().lstrip("-").isdigit() for cell in rows[0].split(","))
    if not rows[int(named)].strip():
        return np.empty((0, 2), np.int64)
    return np.loadtxt(
        path, dtype=np.int64, delimiter=",", skiprows=int(named), ndmin=2, encoding="utf-8-sig"
    )


def checked_pairs(pairs: Iterable, what: Said | str, people: int | None = None) -> np.ndarray:
    """Return pairs of people as i64[m, 2], or raise AddaError: shape, type, range of numbers."""
    array = _whole_numbers(pairs, what)
    if array.size == 0:
        return np.empty((0, 2), np.int64)
    if array.ndim != 2 or array.shape[1] != 2:
        shape = " × ".join(map(str, array.shape))
        raise AddaError(
            "{what}: expected pairs of people (m × 2 numbers), found {shape}",
            what=what,
            shape=shape,
        )
    _check_range(array, what, people)
    return np.ascontiguousarray(array)


def checked_groups(groups: Sequence, people: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Return groups, given as lists of members, as pairs (group, member) and their number."""
    named = [Said("group {number}", number=number) for number in range(len(groups))]
    rows = [_whole_numbers(members, what) for members, what in zip(groups, named, strict=True)]
    for members, what in zip(rows, named, strict=True):
        if members.ndim != 1:
            raise AddaError("{what}: expected a list of people's numbers", what=what)
        _check_range(members, what, people)
    sizes = [len(members) for members in rows]
    which = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
    return which, np.concatenate([*rows, np.empty(0, np.int64)]), len(rows)


def _whole_numbers(values: Iterable, what: Said | str) -> np.ndarray:
    try:
        array = values if isinstance(values, np.ndarray) else np.array(list(values))
    except (ValueError, TypeError):
        raise AddaError("{what}: expected whole numbers in an even shape", what=what) from None
    if array.size and array.dtype.kind not in "iu":
        raise AddaError(
            "{what}: people are numbered 0, 1, 2, …; found other values than these", what=what
        )
    return array.astype(np.int64)


def _check_range(array: np.ndarray, what: Said | str, people: int | None) -> None:
    low, high = (int(array.min()), int(array.max())) if array.size else (0, -1)
    limit = people if people is not None else 2**31 - 1
    if low < 0 or high >= limit:
        wrong = low if low < 0 else high
        raise AddaError(
            "{what}: person {wrong} does not exist, numbers go from 0 to {last}",
            what=what,
            wrong=shown(wrong),
            last=limit - 1,
        )


def tied(pairs: np.ndarray, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Return `(ptr, to)` of undirected pairs, in both directions, without self-ties and doubles."""
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    first = np.concatenate([pairs[:, 0], pairs[:, 1]])
    second = np.concatenate([pairs[:, 1], pairs[:, 0]])
    return rows_of(first, second, (people, people))


def followed(pairs: np.ndarray, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Return `(ptr, audience)` of pairs (follower, followed); self-follows are dropped."""
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return rows_of(
        np.ascontiguousarray(pairs[:, 1]), np.ascontiguousarray(pairs[:, 0]), (people, people)
    )
