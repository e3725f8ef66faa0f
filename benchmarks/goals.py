"""The goals, and whether a set of measurements meets them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MILLION = 1_000_000
Records = list[dict[str, Any]]
Verdict = tuple[str, bool] | None  # what was measured, and whether it is enough


@dataclass(frozen=True)
class Goal:
    """A goal in words, and how it is looked up."""

    what: str
    goal: str
    judge: Callable[[Records], Verdict]


def number(value: float) -> str:
    """Return a number with three digits that count, without exponents for large ones."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def found(records: Records, **wanted: Any) -> dict[str, Any] | None:
    """Return the first successful record with these values."""
    for record in records:
        same = all(record["task"].get(key) == value for key, value in wanted.items())
        if same and "error" not in record["result"]:
            return record["result"]
    return None


def at_least(work: str, people: int, peer: str, times: float) -> Callable[[Records], Verdict]:
    """Judge that a peer takes at least so many times as long as Adda."""

    def judge(records: Records) -> Verdict:
        result = found(records, measure="pair", work=work, people=people, peer=peer)
        if result is None or "ratio" not in result:
            return None
        ratio = result["ratio"]["median"]
        return f"{number(ratio)} ×", ratio >= times

    return judge


def limit(records: Records) -> Verdict:
    """Judge the cascade against the plain breadth-first pass."""
    result = found(records, measure="pair", work="cascade", people=MILLION, peer="breadth-first")
    if result is None or "ratio" not in result:
        return None
    ours = 1 / result["ratio"]["median"]
    return f"{ours:.2f} ×", ours <= 3.0


def full(people: int, value: Callable[[dict], float], most: float, unit: str):
    """Judge something of the full model at a size."""

    def judge(records: Records) -> Verdict:
        result = found(records, measure="full", people=people)
        if result is None:
            return None
        return f"{number(value(result))} {unit}", value(result) < most

    return judge


def seconds(measure: str, part: str, most: float, **wanted: Any) -> Callable[[Records], Verdict]:
    """Judge the median seconds of a part of a measurement."""

    def judge(records: Records) -> Verdict:
        result = found(records, measure=measure, **wanted)
        if result is None:
            return None
        return f"{result[part]['median']:.2f} s", result[part]["median"] < most

    return judge


def times(measure: str, people: int, least: float) -> Callable[[Records], Verdict]:
    """Judge how many times as long the other way takes."""

    def judge(records: Records) -> Verdict:
        result = found(records, measure=measure, people=people)
        if result is None:
            return None
        ratio = result["ratio"]["median"]
        return f"{number(ratio)} ×", ratio >= least

    return judge


def world_microseconds(records: Records) -> Verdict:
    """Judge the slowest building of a world, a person."""
    built = [
        (1e6 * record["result"]["build"]["median"] / record["task"]["people"], record)
        for record in records
        if record["task"]["measure"] == "full" and "build" in record["result"]
    ]
    if not built:
        return None
    most, record = max(built, key=lambda each: each[0])
    return f"{most:.1f} µs at {record['task']['people']:,}", most < 10.0


def bytes_a_person(result: dict[str, Any], people: int) -> float:
    """Return the most bytes a person beyond what was loaded before, without the kept tables."""
    used = result["peak_megabytes"] - result["before_megabytes"] - result["table_megabytes"]
    return used * 1024**2 / people


def memory_growth(records: Records) -> Verdict:
    """Judge bytes a person from 10,000 to a million people."""
    small, large = (found(records, measure="full", people=n) for n in (10_000, MILLION))
    if small is None or large is None:
        return None
    growth = bytes_a_person(large, MILLION) / bytes_a_person(small, 10_000)
    return f"{growth:.2f} ×", growth <= 1.5


def time_growth(records: Records) -> Verdict:
    """Judge time a person-day from 10,000 to a million people, beside that of the plain pass."""
    ours = [found(records, measure="full", people=n) for n in (10_000, MILLION)]
    plain = [
        found(records, measure="pair", work="cascade", people=n, peer="breadth-first")
        for n in (10_000, MILLION)
    ]
    if not all(ours) or not all(each and "theirs" in each for each in plain):
        return None
    grown = [
        large[part]["median"] / small[part]["median"] * 10_000 / MILLION
        for (small, large), part in ((ours, "run"), (plain, "theirs"))
    ]
    text = f"{grown[0]:.2f} × beside {grown[1]:.2f} ×"
    return text, grown[0] <= 1.5 * grown[1]


W1, W2, FULL = "a cascade", "posts in groups", "full model, 90 days"
GOALS = (
    Goal(f"{W1}, 1,000,000 people", "at most 3 × the breadth-first pass", limit),
    *(
        Goal(f"{W1}, {people:,} people", f"{peer} takes at least {least} × as long",
             at_least("cascade", people, peer, least))
        for people, peer, least in (
            (MILLION, "cynetdiff", 1), (MILLION, "pynetim", 1), (100_000, "EoN", 30),
            (100_000, "Starsim", 30), (100_000, "NDlib", 100), (100_000, "Mesa", 100),
        )
    ),
    *(
        Goal(f"{W2}, {people:,} people", f"{peer} takes at least {least} × as long",
             at_least("posts", people, peer, least))
        for people, peer, least in (
            (MILLION, "mesa-frames", 5), (MILLION, "ambr", 5), (10_000, "Mesa", 50),
        )
    ),
    Goal(f"{FULL}, 10,000 people", "under 0.3 s",
         full(10_000, lambda r: r["run"]["median"], 0.3, "s")),
    Goal(f"{FULL}, 10,000 people", "our Mesa engine takes at least 100 × as long",
         times("engines", 10_000, 100.0)),
    Goal(f"{FULL}, 1,000,000 people", "under 60 s",
         full(MILLION, lambda r: r["run"]["median"], 60.0, "s")),
    Goal(f"{FULL}, 1,000,000 people", "under 120 s with its world",
         full(MILLION, lambda r: r["run"]["median"] + r["build"]["median"], 120.0, "s")),
    Goal(f"{FULL}, 1,000,000 people", "under 4 GB",
         full(MILLION, lambda r: r["peak_megabytes"] / 1024, 4.0, "GB")),
    Goal("default comparison, 1,000 people, 32 pairs", "under 1 s",
         seconds("compare", "run", 1.0, people=1_000, replicates=32)),
    Goal("bytes a person, 10,000 to 1,000,000 people", "grow at most 1.5 ×", memory_growth),
    Goal("time a person-day, 10,000 to 1,000,000 people",
         "grows at most 1.5 × as much as the plain pass's", time_growth),
    Goal("building a world", "under 10 µs a person", world_microseconds),
    Goal("replicates on two threads, 1,000 people", "at least 1.7 × one thread",
         times("threads", 1_000, 1.7)),
    Goal("replicates on two threads, 10,000 people", "at least 1.7 × one thread",
         times("threads", 10_000, 1.7)),
    Goal("`import sim` in a new process", "under 1 s", seconds("starting", "import", 1.0)),
    Goal("first run in a new process", "under 3 s", seconds("starting", "first_run", 3.0)),
)  # fmt: skip
