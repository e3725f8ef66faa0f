"""Table: every pattern as published and as the shipped model has it, with its luck, met or not."""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from sim import draws, evidence, facts
from sim.errors import AddaError, shown
from sim.evidence import Pattern
from sim.study.patterns.cases import STATISTICS, Case, cases
from sim.study.runner import Progress, run_tasks

if TYPE_CHECKING:
    import pandas

MEASURED = 206  # purposes of draws: 200 and up belong to studies
INTERVAL = 1.96
FILE = "calibration/patterns.csv"
FIGURES = 4


@dataclass(frozen=True)
class Measured:
    """A pattern and what runs make of it: `ours` with its 95 % interval by luck, NaN if unknown."""

    pattern: Pattern
    ours: float
    low: float
    high: float
    runs: int

    @property
    def met(self) -> bool:
        """Does our figure lie in the published band?"""
        return math.isfinite(self.ours) and self.pattern.holds(self.ours)


def measured(  # noqa: PLR0913 - a front door; all is optional
    parameters: Mapping[str, float] | None = None,
    market: str = "boutique",
    seed: int = 0,
    *,
    effort: float = 1.0,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> tuple[Measured, ...]:
    """Run every set-up and return all patterns in the order of data/patterns.csv.

    parameters: behaviour that differs from the best values. market: where the templates run.
    effort: share of the runs of a full table (1 takes one or two minutes on two cores); a pattern
    that needs many posts comes out less sure with fewer. progress counts runs.
    """
    if not 0 < effort <= 1:
        raise AddaError(
            "effort is {effort}, it must be more than 0 and at most 1", effort=shown(effort)
        )
    values = facts.check_values(parameters or {}, "parameters")
    asked = [(case, number) for case in cases(market) for number in range(_runs(case, effort))]
    tasks = [partial(_parts, case, _seed(seed, number), values) for case, number in asked]
    results = run_tasks(tasks, workers, progress=progress, cancel=cancel)
    parts: dict[str, list[np.ndarray]] = {}
    for found in results:
        for name, part in found.items():
            parts.setdefault(name, []).append(part)
    return tuple(_measured(pattern, parts[pattern.id]) for pattern in evidence.patterns().values())


def cost(effort: float = 1.0, market: str = "boutique") -> float:
    """Return about how many seconds of one processor a table takes."""
    return sum(case.cost * _runs(case, effort) for case in cases(market))


def frame(rows: Sequence[Measured]) -> "pandas.DataFrame":
    """Return a tidy table: a row a pattern, in words of the file.

    Columns: id, pattern, statistic, unit, published, band_low, band_high, ours, low, high, met,
    fit, measured_on, grade, sources, runs.
    """
    import pandas

    return pandas.DataFrame([_row(one) for one in rows])


def write(rows: Sequence[Measured], path: Path) -> None:
    """Write the figures of a table, to be shipped."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("id", "ours", "low", "high", "runs", "met"))
        for one in rows:
            figures = (f"{value:.{FIGURES}g}" for value in (one.ours, one.low, one.high))
            out.writerow((one.pattern.id, *figures, one.runs, int(one.met)))


@cache
def shipped() -> tuple[Measured, ...]:
    """Return the table as it was measured when the shipped values were calibrated."""
    try:
        rows = facts.table(FILE)
    except FileNotFoundError:
        raise AddaError(
            "data/{file} is missing; `adda calibrate --write` makes it", file=FILE
        ) from None
    return tuple(
        Measured(
            evidence.patterns()[row["id"]],
            float(row["ours"]), float(row["low"]), float(row["high"]), int(row["runs"]),
        )
        for row in rows
    )  # fmt: skip


def _row(one: Measured) -> dict[str, object]:
    about = one.pattern
    return {
        "id": about.id, "pattern": about.pattern, "statistic": about.statistic,
        "unit": about.unit, "published": about.published, "band_low": about.low,
        "band_high": about.high, "ours": one.ours, "low": one.low, "high": one.high,
        "met": one.met, "fit": about.fit, "measured_on": about.measured_on, "grade": about.grade,
        "sources": "|".join(about.sources), "runs": one.runs,
    }  # fmt: skip


def _measured(pattern: Pattern, parts: list[np.ndarray]) -> Measured:
    value, error = STATISTICS[pattern.id].with_error(parts)
    reach = INTERVAL * error
    return Measured(pattern, value, value - reach, value + reach, len(parts))


def _parts(case: Case, seed: int, values: Mapping[str, float]) -> dict[str, np.ndarray]:
    run = case.start(seed, values)
    return {name: STATISTICS[name].part(run) for name in case.patterns}


def _runs(case: Case, effort: float) -> int:
    return max(2, math.ceil(case.runs * effort))


def _seed(seed: int, number: int) -> int:
    return int(draws.hash5(seed, MEASURED, 0, number, 0)) >> 11
