"""The memory-bound limit: a plain compiled breadth-first pass over the same ties.

Nothing is decided, drawn or remembered but who has been seen: what any cascade that touches these
ties must at least wait for. Random graphs have no good order, so nearly every look at a person
misses the caches once there are many. The second pass asks for memory some steps ahead.
"""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

AHEAD = 3


@intrinsic
def prefetch(typing_context, array, index):  # noqa: ARG001 - what numba asks of an intrinsic
    """Ask for `array[index]` without waiting for it."""

    def build(context, builder, signature, arguments):
        kind = signature.args[0]
        view = context.make_array(kind)(context, builder, arguments[0])
        place = cgutils.get_item_pointer(context, builder, kind, view, [arguments[1]])
        address = builder.bitcast(place, ir.PointerType(ir.IntType(8)))
        number = ir.IntType(32)
        shape = ir.FunctionType(ir.VoidType(), [address.type, number, number, number])
        name = "llvm.prefetch.p0" if str(address.type) == "ptr" else "llvm.prefetch.p0i8"
        ask = cgutils.get_or_insert_function(builder.module, shape, name)
        builder.call(ask, [address, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), build


@njit(nogil=True)
def plain_pass(ptr, to, starters, seen, queue):
    """Visit everybody who can be reached; returns how many."""
    last = 0
    for person in starters:
        seen[person] = 1
        queue[last] = person
        last += 1
    first = 0
    while first < last:
        person = queue[first]
        first += 1
        for at in range(ptr[person], ptr[person + 1]):
            other = to[at]
            if seen[other] == 0:
                seen[other] = 1
                queue[last] = other
                last += 1
    return last


@njit(nogil=True)
def prefetching_pass(ptr, to, starters, seen, queue):
    """Do the same, asking for the rows and the marks of those next in the queue ahead of time."""
    last = 0
    for person in starters:
        seen[person] = 1
        queue[last] = person
        last += 1
    first = 0
    while first < last:
        if first + 3 * AHEAD < last:
            prefetch(ptr, np.intp(queue[first + 3 * AHEAD]))
        if first + 2 * AHEAD < last:
            at = ptr[queue[first + 2 * AHEAD]]
            prefetch(to, np.intp(min(at, len(to) - 1)))
            prefetch(to, np.intp(min(at + 16, len(to) - 1)))
        if first + AHEAD < last:
            soon = queue[first + AHEAD]
            for at in range(ptr[soon], ptr[soon + 1]):
                prefetch(seen, np.intp(to[at]))
        person = queue[first]
        first += 1
        for at in range(ptr[person], ptr[person + 1]):
            other = to[at]
            if seen[other] == 0:
                seen[other] = 1
                queue[last] = other
                last += 1
    return last
