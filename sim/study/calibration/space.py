"""Space: the judged parameters within their published ranges, as a unit cube."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim import facts

JUDGED = ("guess", "expert")
WIDE = 5.0  # a range whose ends differ by this factor or more is searched on a log scale
FIGURES = 4  # significant figures of a value, so that a file holds exactly what was run


@dataclass(frozen=True)
class Space:
    """Names of the parameters that are searched, and the ends of their ranges."""

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray

    def values(self, place: np.ndarray) -> dict[str, float]:
        """Return the parameter set at a place (f64[parameters], 0 to 1), rounded."""
        log = self._log()
        safe = np.where(log, self.low, 1.0)
        span = np.where(log, self.high, 1.0) / safe
        found = np.where(log, safe * span**place, self.low + (self.high - self.low) * place)
        return {
            name: float(f"{value:.{FIGURES}g}")
            for name, value in zip(self.names, found.tolist(), strict=True)
        }

    def place(self, values: Mapping[str, float]) -> np.ndarray:
        """Return where a parameter set lies, 0 to 1 on each axis (beyond where it is outside)."""
        found = np.array([values[name] for name in self.names])
        log = self._log()
        with np.errstate(divide="ignore", invalid="ignore"):
            by_log = np.log(found / self.low) / np.log(self.high / self.low)
        return np.where(log, by_log, (found - self.low) / (self.high - self.low))

    def _log(self) -> np.ndarray:
        return (self.low > 0) & (self.high >= WIDE * self.low)


def judged_space() -> Space:
    """Return the space of all parameters that rest on judgement and have a range."""
    free = [
        one for one in facts.parameters().values() if one.grade in JUDGED and one.low < one.high
    ]
    return Space(
        tuple(one.name for one in free),
        np.array([one.low for one in free], float),
        np.array([one.high for one in free], float),
    )


def hypercube(space: Space, points: int, seed: int) -> np.ndarray:
    """Return places that fill the cube evenly (Latin hypercube): f64[points, parameters]."""
    from scipy.stats.qmc import LatinHypercube

    return LatinHypercube(len(space.names), rng=np.random.default_rng(seed)).random(points)


def columns(space: Space, names: Sequence[str]) -> list[int]:
    """Return the axes of some parameters."""
    return [space.names.index(name) for name in names]
