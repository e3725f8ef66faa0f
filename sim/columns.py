"""Columns: what the last state of a run says, as columns of tables, in one pass over the people."""

import numpy as np
from numba import types

from sim.compiled import compiled

# A world may be one that nobody may write to.
_RESTS = types.Array(types.float32, 1, "A", readonly=True)
_ROWS = types.Array(types.int64, 1, "C", readonly=True)
_FLOATS = types.float64[::1]


@compiled(
    signatures=_FLOATS(types.float32[:], types.int32[:], _RESTS, _FLOATS, types.int64),
)
def relaxed(value, tick, rest, left, now):
    """Return what values that fade are at a tick, f64[people].

    tick: when each was last written; rest: what each fades to; left: what is left of 1 after so
    many ticks.
    """
    found = np.empty(len(value))
    for i in range(len(value)):
        found[i] = rest[i] + (value[i] - rest[i]) * left[now - tick[i]]
    return found


@compiled(signatures=types.int64[::1](_ROWS))
def owners(ptr):
    """Return whose row each place is in, for rows that lie end to end."""
    found = np.empty(ptr[-1], np.int64)
    for i in range(len(ptr) - 1):
        found[ptr[i] : ptr[i + 1]] = i
    return found


@compiled(
    signatures=(
        "Tuple((int32[::1],int32[::1],int32[::1],int32[::1],int8[::1],uint8[::1],uint8[::1]))"
        "(int16[:],int32[:,:],int32[:,:],int32[:,:],int8[:,:],uint8[:,:],uint8[:,:])"
    )
)
def remembered_rows(remembered, story, tick, share, status, passed, senders):  # noqa: PLR0913
    """Return one row a story that a person remembers: the person, and these of the story."""
    people, slots = story.shape
    rows = 0
    for i in range(people):
        rows += min(np.int64(remembered[i]), slots)
    numbers = np.empty((4, rows), np.int32)
    of_status = np.empty(rows, np.int8)
    marks = np.empty((2, rows), np.uint8)
    row = 0
    for i in range(people):
        for slot in range(min(np.int64(remembered[i]), slots)):
            numbers[0, row], numbers[1, row] = i, story[i, slot]
            numbers[2, row], numbers[3, row] = tick[i, slot], share[i, slot]
            of_status[row] = status[i, slot]
            marks[0, row], marks[1, row] = passed[i, slot], senders[i, slot]
            row += 1
    return numbers[0], numbers[1], numbers[2], numbers[3], of_status, marks[0], marks[1]
