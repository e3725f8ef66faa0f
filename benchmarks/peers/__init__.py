"""One file a library, each written as that library's own documentation recommends.

A file may offer `CascadeRun` and `PostsRun` (see `Runner`) for the two works. It is imported only
in the environment of the peers, and only the one that is asked for.
"""

from importlib import import_module
from typing import Protocol

# library: the file, how it is installed, and the most people each work is tried with. What is
# beyond that takes minutes or more memory than a laptop has; the reason stands in its file.
PEERS = {
    "cynetdiff": ("with_cynetdiff", "cynetdiff", {"cascade": 1_000_000}),
    "pynetim": ("with_pynetim", "pynetim", {"cascade": 1_000_000}),
    "networkit": ("with_networkit", "networkit", {"cascade": 1_000_000}),
    "mesa-frames": ("with_mesa_frames", "mesa-frames", {"cascade": 1_000_000, "posts": 1_000_000}),
    "ambr": ("with_ambr", "ambr", {"cascade": 1_000_000, "posts": 1_000_000}),
    "EoN": ("with_eon", "EoN", {"cascade": 100_000}),
    "Starsim": ("with_starsim", "starsim", {"cascade": 100_000}),
    "NDlib": ("with_ndlib", "ndlib", {"cascade": 100_000}),
    "agentpy": ("with_agentpy", "agentpy", {"cascade": 100_000, "posts": 100_000}),
    "Mesa": ("with_mesa", "mesa", {"cascade": 100_000, "posts": 100_000}),
}
LIMITS = {
    "breadth-first": ("with_breadth_first", "numba", {"cascade": 1_000_000}),
    "breadth-first, prefetching": ("with_breadth_first", "numba", {"cascade": 1_000_000}),
}


class Runner(Protocol):
    """How a library is asked to do a work; making one builds what it needs, timed apart."""

    def __init__(self, work): ...

    def ready(self, seed: int) -> None:
        """Put everything back to the start for the run of this seed; not timed."""

    def run(self, seed: int) -> int:
        """Do the work and return what is counted; timed."""


def runner_of(name: str, work: str) -> type[Runner]:
    """Return the class with which a library does a work ("cascade" or "posts").

    Raises ImportError where the library is not installed.
    """
    file = "with_adda" if name == "Adda" else (PEERS | LIMITS)[name][0]
    module = import_module(f"benchmarks.peers.{file}")
    if name == "breadth-first, prefetching":
        return module.PrefetchingRun
    return module.CascadeRun if work == "cascade" else module.PostsRun
