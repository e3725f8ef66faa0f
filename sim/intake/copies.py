"""The same message in several exports of a chat: found, so that it counts once."""

from typing import Any

import numpy as np

from sim.intake.kinds import LAST_SAID, Column, Kind, Mark

Array = np.ndarray[Any, Any]
# What can become of a message between two exports, so that its text is another one.
_CHANGING = (Kind.DELETED, Kind.POLL, Kind.MEDIA)


def first_copies(cells: Array, file: Array, step: int) -> Array:
    """Mark each message in the first file that has it; repetitions within a file stay.

    cells: rows of all files, shape (rows, columns). file: which one each row is from. step: within
    how many seconds the same message by the same member is the same; 0: its number alone says so.
    """
    keys = _keys(cells, step)
    order = np.lexsort((file, *keys))
    sorted_keys = np.stack([key[order] for key in keys])
    fresh = np.any(sorted_keys[:, 1:] != sorted_keys[:, :-1], axis=0)
    new_key = np.concatenate(([True], fresh))
    new_file = np.concatenate(([True], fresh | (np.diff(file[order]) != 0)))
    rank = _rank_within(new_file)
    key_number = np.cumsum(new_key) - 1
    # The n-th copy in a later file is the n-th copy of an earlier one.
    by_copy = np.lexsort((file[order], rank, key_number))
    pairs = np.stack((key_number[by_copy], rank[by_copy]))
    first = np.concatenate(([True], np.any(pairs[:, 1:] != pairs[:, :-1], axis=0)))
    rows = order[by_copy]
    kept = np.zeros(len(cells), dtype=bool)
    kept[rows[first]] = True
    if step:
        copies = np.diff(np.append(np.flatnonzero(first), len(rows)))
        kept[_changed_since(cells, file, step, np.sort(rows[first][copies == 1]))] = False
    return kept


def _keys(cells: Array, step: int) -> tuple[Array, ...]:
    number = cells[:, Column.NUMBER]
    other = np.where(number, 0, 1) if not step else 1
    time = cells[:, Column.TIME] // max(step, 1)
    return (time * other, cells[:, Column.MEMBER] * other, cells[:, Column.KIND] * other, number)


def _rank_within(starts: Array) -> Array:
    """Return 0, 1, 2, ... within each run that begins where `starts` is true."""
    places = np.arange(len(starts))
    return places - np.maximum.accumulate(np.where(starts, places, 0))


def _changed_since(cells: Array, file: Array, step: int, alone: Array) -> list[int]:
    """Return rows that are rows of an earlier file, deleted, edited or voted on in between.

    alone: rows of which no other file has a copy. A row is the same as one of an earlier file by
    the same member at the same time, if one of the two is of a kind that changes.
    """
    said = alone[cells[alone, Column.KIND] <= LAST_SAID]
    changing = np.isin(cells[said, Column.KIND], _CHANGING)
    changing |= (cells[said, Column.MARKS] & Mark.EDITED.value) != 0
    if not changing.any():
        return []
    times, members = cells[said, Column.TIME] // step, cells[said, Column.MEMBER]
    waiting: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    found = []
    for row, key, changes in zip(
        said.tolist(), zip(times.tolist(), members.tolist(), strict=True), changing.tolist(),
        strict=True,
    ):  # fmt: skip
        others = waiting.setdefault(key, [])
        same = (n for n, (other, was) in enumerate(others) if file[other] < file[row]
                and (changes or was))  # fmt: skip
        partner = next(same, None)
        if partner is None:
            others.append((row, changes))
        else:
            del others[partner]
            found.append(row)
    return found
