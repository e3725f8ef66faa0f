"""The memory-bound limit as if it were a peer: it visits everybody, and decides nothing."""

import numpy as np

from benchmarks.limit import plain_pass, prefetching_pass
from benchmarks.works import Cascade


class CascadeRun:
    """A plain compiled breadth-first pass over all ties."""

    visit = staticmethod(plain_pass)
    decides = False  # it reaches everybody, so there is no reach to agree upon

    def __init__(self, work: Cascade):
        self.work = work
        self.ptr, self.to = work.rows
        self.queue = np.empty(work.people, np.int32)

    def ready(self, seed: int) -> None:
        """Draw who starts."""
        self.starters = np.array(self.work.starters(seed))

    def run(self, seed: int) -> int:
        """Count everybody who can be reached."""
        seen = np.zeros(self.work.people, np.uint8)
        return self.visit(self.ptr, self.to, self.starters, seen, self.queue)


class PrefetchingRun(CascadeRun):
    """The same, asking for memory ahead of time."""

    visit = staticmethod(prefetching_pass)
