"""Procedure: the whole calibration, from the search to the table of patterns, and what it costs."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sim import scenarios
from sim.errors import AddaError, shown
from sim.study.calibration import record
from sim.study.calibration.best import CANDIDATES, TIMES, best_of
from sim.study.calibration.space import judged_space
from sim.study.calibration.trial import try_last
from sim.study.calibration.waves import FINAL_TIMES, Found, Search, searched
from sim.study.patterns import table
from sim.study.patterns.cases import cases
from sim.study.runner import Progress
from sim.world import checked_seed

WAVES, POINTS, SEED = 2, 80, 1
FEWEST_POINTS, MOST_POINTS, MOST_WAVES = 40, 5000, 10


@dataclass(frozen=True)
class Calibrated:
    """What a calibration came to: the search, the values to use, the table of all patterns."""

    search: Search
    market: str
    found: Found
    best: dict[str, float]
    patterns: tuple[table.Measured, ...]

    def save(self, folder: Path) -> None:
        """Write data/calibration/ afresh."""
        record.save(self.found, self.search, self.market, folder)
        table.write(self.patterns, folder / "patterns.csv")


def planned(  # noqa: PLR0913 - what a user may ask for
    market: str = "boutique",
    waves: int = WAVES,
    points: int = POINTS,
    seed: int = SEED,
    workers: int | None = None,
    cancel: Event | None = None,
) -> Search:
    """Return what is to be done, or raise AddaError for what cannot be."""
    scenarios.read_market(market)
    seed = checked_seed(seed)
    _between("waves", waves, 1, MOST_WAVES)
    _between("points", points, FEWEST_POINTS, MOST_POINTS)
    return Search(cases(market), judged_space(), waves, points, seed, workers, cancel)


def seconds(search: Search, market: str = "boutique") -> float:
    """Return about how many seconds of one processor a search takes at most."""
    one = sum(case.cost * case.few for case in search.cases)
    points = search.points * (search.waves + FINAL_TIMES) + (CANDIDATES + 1) * TIMES
    return one * points + table.cost(1.0, market)


def calibrated(
    search: Search, market: str = "boutique", progress: Progress | None = None
) -> Calibrated:
    """Search, choose, and measure all patterns at the values chosen.

    Raises AddaError where the patterns leave nothing, and Cancelled on request.
    """
    found = searched(search, progress)
    try_last(search, found, progress)
    if not found.accepted().any():
        raise AddaError(
            "no parameter set of {count} holds all fitted patterns; more points"
            " (--points) or waves (--waves) may find one",
            count=len(found.finalists),
        )
    best = best_of(found, search)
    rows = table.measured(best, market, search.seed, workers=search.workers, cancel=search.cancel)
    return Calibrated(search, market, found, best, rows)


def _between(name: str, value: int, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise AddaError(
            "{name} is {value}, allowed is {least} to {most}",
            name=name,
            value=shown(value),
            least=least,
            most=most,
        )
