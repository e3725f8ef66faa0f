"""Parameter sets of one's own: a file of weighted sets, as fitting a chat to a market writes it.

A CSV with a column `weight`, columns named as behaviour parameters, and columns named as paths into
the market (`market.segments.0.silent`). A study that is given the file draws a set for each
replicate, by weight; comparisons also take over what it changes in the market.
"""

import csv
import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from sim import draws, facts
from sim.errors import AddaError, shown

SUFFIX = "_sets.csv"
_WEIGHT, _MARKET = "weight", "market."
_DRAWN = 202  # purposes of draws: 200 and up belong to studies
_MOST_BYTES = 64 * 2**20
Set = dict[str, float]


def is_file(parameters: object) -> bool:
    """Say whether the `parameters` of a study are the path of a file of sets."""
    return isinstance(parameters, str) and parameters.endswith(".csv")


def beside(market: str | Path | None) -> str | None:
    """Return the file of sets that stands beside a market's file, if there is one."""
    if market is None or Path(market).suffix not in (".yaml", ".yml"):
        return None
    file = Path(market).with_suffix("").as_posix() + SUFFIX
    return file if Path(file).is_file() else None


def drawn_sets(path: str, n: int, seed: int) -> list[tuple[Set, Set]]:
    """Return n sets, drawn by weight: behaviour by name, and changes of the market by path.

    The first stay the same when more are asked for. Raises AddaError for a file that holds none.
    """
    sets, weights = _read(path, _stamp(path))
    total = np.cumsum(weights)
    luck = draws.uniforms(seed, _DRAWN, 0, n)
    places = np.minimum(np.searchsorted(total, luck * total[-1], side="right"), len(sets) - 1)
    return [(dict(sets[place][0]), dict(sets[place][1])) for place in places.tolist()]


def content_of(path: str) -> str:
    """Return a text that changes with the sets, for the store of studies."""
    return f"sets {_stamp(path)[:16]}"


def write_sets(path: Path, sets: list[Set]) -> None:
    """Write sets that all have the same keys, `weight` among them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(sets[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(sets)


def _stamp(path: str) -> str:
    try:
        size = Path(path).stat().st_size
        if size <= _MOST_BYTES:
            return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        raise AddaError(f"the sets '{shown(path)}' cannot be read") from None
    raise AddaError(f"the sets '{shown(path)}' are larger than any that Adda writes")


@lru_cache(maxsize=8)
def _read(path: str, _stamped: str) -> tuple[tuple[tuple[Set, Set], ...], tuple[float, ...]]:
    """Return the sets of a file and their weights; the stamp tells a changed file from the old."""
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            rows = [{key: float(text) for key, text in row.items()} for row in csv.DictReader(file)]
    except (OSError, UnicodeError, ValueError, TypeError, csv.Error, AttributeError):
        raise AddaError(f"'{shown(path)}' is not a table of parameter sets in numbers") from None
    weights = tuple(row.pop(_WEIGHT, 1.0) for row in rows)
    if not rows or not all(0 <= one < np.inf for one in weights) or not sum(weights) > 0:
        raise AddaError(f"'{shown(path)}' holds no parameter set with a weight above 0")
    sets = []
    for row in rows:
        market = {key: value for key, value in row.items() if key.startswith(_MARKET)}
        behaviour = {key: value for key, value in row.items() if key not in market}
        sets.append((facts.check_values(behaviour, f"'{shown(path)}'"), market))
    return tuple(sets), weights
