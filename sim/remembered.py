"""Remembered: what is worked out of a part of a scenario once, and kept as long as the part is.

Parts cannot change. Many runs use the very same ones, so what follows from a market or a scenario
alone need not be worked out for each run.
"""

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from sim.schema import Part

P = TypeVar("P", bound=Part)
T = TypeVar("T")


class Remembered(Generic[P, T]):
    """A function of one part that looks up what it found for the same object before."""

    def __init__(self, work_out: Callable[[P], T]):
        self.work_out = work_out
        self._kept: dict[int, tuple[weakref.ref[P], T]] = {}

    def __call__(self, part: P) -> T:
        """Return what is known of a part."""
        number = id(part)
        known = self._kept.get(number)
        if known is not None and known[0]() is part:
            return known[1]
        found = self.work_out(part)
        self._kept[number] = (weakref.ref(part, lambda gone: self._forget(number, gone)), found)
        return found

    def _forget(self, number: int, gone: "weakref.ref[P]") -> None:
        # Another part may have got the number of the one that is gone.
        if number in self._kept and self._kept[number][0] is gone:
            del self._kept[number]
