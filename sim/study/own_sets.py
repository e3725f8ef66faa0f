"""Parameter sets of one's own: a file of weighted sets, as fitting a chat to a market writes it.

A CSV with a column `weight`, columns named as behaviour parameters, and columns named as paths into
the market (`market.segments.0.silent`). A study that is given the file draws a set for each
replicate, by weight; comparisons also take over what it changes in the market.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

import numpy as np

from sim import draws, facts
from sim.errors import AddaError, shown

SUFFIX = "_sets.csv"
NAMED = "sets "
_WEIGHT, _MARKET = "weight", "market."
_DRAWN = 207  # purposes of draws: 200 and up belong to studies
_MOST_BYTES = 64 * 2**20
Set = dict[str, float]


@dataclass(frozen=True, repr=False)
class OwnSets:
    """Weighted sets as the bytes of their table: same bytes, same question, whatever the file.

    place: what errors call it.
    """

    content: bytes
    place: str = "the sets"

    @classmethod
    def of(cls, sets: Sequence[Set]) -> "OwnSets":
        """Return sets that all have the same keys, `weight` among them."""
        text = StringIO()
        table = csv.DictWriter(text, list(sets[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(sets)
        return cls(text.getvalue().encode())

    def __str__(self) -> str:
        """Return a text that changes with the sets, for manifests and the store of studies."""
        return f"{NAMED}{hashlib.sha256(self.content).hexdigest()[:16]}"

    __repr__ = __str__

    def drawn(self, n: int, seed: int) -> list[tuple[Set, Set]]:
        """Return n sets, drawn by weight: behaviour by name, and changes of the market by path.

        The first stay the same when more are asked for. Raises AddaError where there are none.
        """
        sets, weights = _parsed(self.content, self.place)
        total = np.cumsum(weights)
        luck = draws.uniforms(seed, _DRAWN, 0, n)
        places = np.minimum(np.searchsorted(total, luck * total[-1], side="right"), len(sets) - 1)
        return [(dict(sets[place][0]), dict(sets[place][1])) for place in places.tolist()]


def is_file(parameters: object) -> bool:
    """Say whether the `parameters` of a study are the path of a file of sets."""
    return isinstance(parameters, str) and parameters.endswith(".csv")


def beside(market: str | Path | None) -> str | None:
    """Return the file of sets that stands beside a market's file, if there is one."""
    if market is None or Path(market).suffix not in (".yaml", ".yml"):
        return None
    file = Path(market).with_suffix("").as_posix() + SUFFIX
    return file if Path(file).is_file() else None


def read_sets(path: str | Path) -> OwnSets:
    """Read a file of sets. Raises AddaError where it cannot be read."""
    place = f"'{shown(path)}'"
    try:
        if Path(path).stat().st_size <= _MOST_BYTES:
            return OwnSets(Path(path).read_bytes(), place)
    except OSError:
        raise AddaError("the sets {place} cannot be read", place=place) from None
    raise AddaError("the sets {place} are larger than any that Adda writes", place=place)


def drawn_sets(path: str, n: int, seed: int) -> list[tuple[Set, Set]]:
    """Return n sets of a file, drawn by weight, as `OwnSets.drawn` does."""
    return read_sets(path).drawn(n, seed)


def content_of(path: str) -> str:
    """Return a text that changes with the sets of a file, for the store of studies."""
    return str(read_sets(path))


def write_sets(path: Path, sets: Sequence[Set]) -> None:
    """Write sets that all have the same keys, `weight` among them."""
    path.write_bytes(OwnSets.of(sets).content)


@lru_cache(maxsize=8)
def _parsed(content: bytes, place: str) -> tuple[tuple[tuple[Set, Set], ...], tuple[float, ...]]:
    """Return the sets of a table and their weights."""
    try:
        lines = StringIO(content.decode(), newline="")
        rows = [{key: float(text) for key, text in row.items()} for row in csv.DictReader(lines)]
    except (UnicodeError, ValueError, TypeError, csv.Error, AttributeError):
        raise AddaError(
            "{place} is not a table of parameter sets in numbers", place=place
        ) from None
    weights = tuple(row.pop(_WEIGHT, 1.0) for row in rows)
    if not rows or not all(0 <= one < np.inf for one in weights) or not sum(weights) > 0:
        raise AddaError("{place} holds no parameter set with a weight above 0", place=place)
    sets = []
    for row in rows:
        market = {key: value for key, value in row.items() if key.startswith(_MARKET)}
        behaviour = {key: value for key, value in row.items() if key not in market}
        sets.append((facts.check_values(behaviour, place), market))
    return tuple(sets), weights
