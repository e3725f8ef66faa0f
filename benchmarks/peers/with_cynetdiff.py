"""CyNetDiff (C++): its independent cascade model on rows end to end."""

from array import array

import numpy as np
from cynetdiff.models import IndependentCascadeModel

from benchmarks.works import CHANCE, Cascade


class CascadeRun:
    """The model is built from arrays, as its guide advises for large graphs."""

    def __init__(self, work: Cascade):
        self.work = work
        ptr, to = work.rows
        starts = array("I", ptr[:-1].astype(np.uint32).tobytes())
        ends = array("I", to.astype(np.uint32).tobytes())
        self.model = IndependentCascadeModel(starts, ends, activation_prob=CHANCE)

    def ready(self, seed: int) -> None:
        """Give it its starters and its luck."""
        self.model.set_rng(seed)
        self.model.set_seeds(self.work.starters(seed))

    def run(self, seed: int) -> int:
        """Count the activated."""
        self.model.advance_until_completion()
        return self.model.get_num_activated_nodes()
