"""What is measured, at which sizes, for how long at most."""

from collections.abc import Iterator
from typing import Any

from benchmarks.peers import LIMITS, PEERS

Task = dict[str, Any]

CASCADE_SIZES = (10_000, 100_000, 1_000_000)
POSTS_SIZES = (10_000, 1_000_000)
PRODUCT_SIZES = (1_000, 10_000, 100_000, 1_000_000)
# What the goals ask for and nothing more: `--quick`.
GOALS_ONLY = {
    ("cascade", 10_000): ("breadth-first",),
    ("cascade", 100_000): ("breadth-first", "EoN", "Starsim", "NDlib", "Mesa"),
    ("cascade", 1_000_000): ("breadth-first", "cynetdiff", "pynetim"),
    ("posts", 10_000): ("Mesa",),
    ("posts", 1_000_000): ("mesa-frames", "ambr"),
}
CHECK_RUNS = 5
COMPARE_PEOPLE, REPLICATES = 1_000, 32
ENGINES_SIZES = (1_000, 10_000)
PARTS = ("product", "cascade", "posts")


def plan(parts: tuple[str, ...], sizes: tuple[int, ...], quick: bool) -> Iterator[Task]:
    """Yield the tasks in order; empty `sizes` means the usual ones."""
    pairs = 5 if quick else 9
    if "product" in parts:
        yield from _product(sizes, pairs, quick)
    for work, usual in (("cascade", CASCADE_SIZES), ("posts", POSTS_SIZES)):
        if work in parts:
            for people in sizes or usual:
                for task in _work(work, people, pairs):
                    wanted = GOALS_ONLY.get((work, people), ())
                    if not quick or sizes or task["peer"] in wanted:
                        yield task | limits(quick)
    if not quick:
        yield from _memory(parts, sizes)


def limits(quick: bool) -> Task:
    """Return when no further pair begins, and when a measurement is given up, in seconds."""
    return {"seconds": 15, "longest": 240} if quick else {"seconds": 90, "longest": 1800}


def _work(work: str, people: int, pairs: int) -> Iterator[Task]:
    for peer, (_file, _installed, most) in (LIMITS | PEERS).items():
        if people <= most.get(work, 0):
            yield {"measure": "pair", "work": work, "peer": peer, "people": people,
                   "pairs": pairs, "checks": CHECK_RUNS}  # fmt: skip


def _memory(parts: tuple[str, ...], sizes: tuple[int, ...]) -> Iterator[Task]:
    for work, usual in (("cascade", 100_000), ("posts", 10_000)):
        if work in parts:
            people = max(sizes, default=usual)
            ours = {"measure": "memory", "work": work, "peer": "Adda", "people": people}
            yield ours
            for task in _work(work, people, 0):
                if task["peer"] in PEERS:
                    yield ours | {"peer": task["peer"]}


def _product(sizes: tuple[int, ...], pairs: int, quick: bool) -> Iterator[Task]:
    seconds = {"pairs": pairs, **limits(quick)}
    usual = min(sizes, default=COMPARE_PEOPLE)
    replicates = REPLICATES if usual >= COMPARE_PEOPLE else 4
    yield {"measure": "starting", **seconds}
    for people in sizes or PRODUCT_SIZES:
        yield {"measure": "full", "people": people, **seconds}
    for people in sizes or ENGINES_SIZES:
        yield {"measure": "engines", "people": people, **seconds}
    yield {"measure": "compare", "people": usual, "replicates": replicates, **seconds}
    for people in sorted({usual, min(10 * usual, max(sizes, default=10_000))}):
        yield {"measure": "threads", "people": people, "replicates": 8, **seconds}
