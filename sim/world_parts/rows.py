"""Lists of numbers, one a row, stored end to end: row i is `to[ptr[i] : ptr[i + 1]]`, ascending."""

import numpy as np

from sim.compiled import compiled, inner


@compiled
def rows_of(first, second, sizes):
    """Return `(ptr, to)` where row f lists every s of the pairs (f, s) once, ascending.

    first, second: int32 or int64 arrays of one length; sizes: how many rows and how many values.
    Two passes of counting sort, so the time grows with the pairs alone.
    """
    rows, values = sizes
    by_value = _starts(second, values)
    order_first = np.empty(len(first), np.int32)
    order_second = np.empty(len(first), np.int32)
    for at in range(len(first)):
        place = by_value[second[at]]
        by_value[second[at]] += 1
        order_first[place] = first[at]
        order_second[place] = second[at]
    ends = _starts(order_first, rows)
    starts = ends.copy()
    to = np.empty(len(first), np.int32)
    for at in range(len(first)):
        row = order_first[at]
        to[ends[row]] = order_second[at]
        ends[row] += 1
    return _each_once(starts, ends, to)


@compiled
def turned(ptr, to, values):
    """Return the rows the other way round: for every value the rows that hold it, ascending."""
    starts = _starts(to, values)
    ends = starts[:values].copy()
    back = np.empty(len(to), np.int32)
    for row in range(len(ptr) - 1):
        for at in range(ptr[row], ptr[row + 1]):
            back[ends[to[at]]] = row
            ends[to[at]] += 1
    return starts, back


@inner
def longer(array, more):
    """Return the array with room for so many more at its end."""
    grown = np.empty(len(array) + more, array.dtype)
    grown[: len(array)] = array
    return grown


@inner
def _starts(keys, count):
    starts = np.zeros(count + 1, np.int64)
    for key in keys:
        starts[key + 1] += 1
    for i in range(count):
        starts[i + 1] += starts[i]
    return starts


@inner
def _each_once(starts, ends, to):
    rows = len(starts) - 1
    ptr = np.zeros(rows + 1, np.int64)
    kept = 0
    for row in range(rows):
        for at in range(starts[row], ends[row]):
            if at == starts[row] or to[at] != to[kept - 1]:
                to[kept] = to[at]
                kept += 1
        ptr[row + 1] = kept
    return ptr, to[:kept].copy()
