"""Pages: asking the system to keep large arrays in large pages, where it can do that.

A loop that jumps about in an array of many small pages mostly waits for the processor to find out
where each page is. On a system that cannot do it nothing happens, and nothing but time is lost.
"""

import ctypes
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

LARGE = 2**21  # bytes of a large page
_COLLAPSE = 25  # Linux 6.1: put what lies in small pages into large ones, now


def in_large_pages(arrays: Iterable[np.ndarray]) -> None:
    """Have arrays that are there already put into large pages, where they are."""
    advise = _madvise()
    if advise is None:
        return
    for array in arrays:
        start = -(-array.ctypes.data // LARGE) * LARGE
        end = (array.ctypes.data + array.nbytes) // LARGE * LARGE
        if start < end:
            advise(start, end - start, _COLLAPSE)


@cache
def _madvise() -> Any:
    """Return the system's `madvise`, or None where there is none of this kind."""
    if sys.platform != "linux":
        return None
    try:
        found = ctypes.CDLL(None).madvise
    except (OSError, AttributeError):
        return None
    found.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return found
