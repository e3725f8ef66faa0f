"""Visits as columns: page, origin, who, on what, when, and how many."""

from array import array
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

UNKNOWN = -1
NEW, RETURNING = 0, 1
DESKTOP, MOBILE, TABLET = 0, 1, 2
NOT_DIRECT = -2
"""In place of an origin: anything but direct, where only the direct visits were counted apart."""
NO_SECONDS = -1.0
_TYPES = {
    "page": "i", "origin": "b", "app": "b", "visitor": "b", "device": "b", "inside_app": "b",
    "robot_city": "b", "day": "i", "sessions": "q", "seconds": "d",
}  # fmt: skip

Column = np.ndarray[Any, np.dtype[Any]]


class Visit(NamedTuple):
    """One row of an export. page: number or NOWHERE, UNSET, OTHER. origin: an Origin, UNKNOWN or
    NOT_DIRECT. app: place in APPS. visitor: NEW, RETURNING. device: DESKTOP, MOBILE, TABLET.
    inside_app: 1 in the browser of an app. robot_city: 1 from a town of data centres. day: since
    1970. sessions: visits. seconds: engaged, a visit. UNKNOWN where the export does not say.
    """

    page: int = UNKNOWN
    origin: int = UNKNOWN
    app: int = 0
    visitor: int = UNKNOWN
    device: int = UNKNOWN
    inside_app: int = UNKNOWN
    robot_city: int = 0
    day: int = UNKNOWN
    sessions: int = 0
    seconds: float = NO_SECONDS


@dataclass(frozen=True, repr=False)
class Visits:
    """The rows of a table, a column each, as in `Visit`."""

    page: Column
    origin: Column
    app: Column
    visitor: Column
    device: Column
    inside_app: Column
    robot_city: Column
    day: Column
    sessions: Column
    seconds: Column

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.sessions)

    def __repr__(self) -> str:
        """Say how much there is."""
        return f"Visits({self.count():,} in {len(self):,} rows)"

    def where(self, kept: Column) -> "Visits":
        """Return the rows that are `kept`."""
        return Visits(*(getattr(self, name)[kept] for name in _TYPES))

    def count(self, which: Column | None = None) -> int:
        """Return the number of visits, of the given rows or of all."""
        return int(self.sessions.sum() if which is None else self.sessions[which].sum())

    def knows(self, name: str) -> bool:
        """Tell whether a column says anything."""
        return bool(np.any(getattr(self, name) != UNKNOWN))


class VisitBook:
    """Collects rows while an export is read."""

    def __init__(self) -> None:
        self._columns: dict[str, array[Any]] = {name: array(kind) for name, kind in _TYPES.items()}

    def __len__(self) -> int:
        """Return the number of rows so far."""
        return len(self._columns["sessions"])

    def add(self, visit: Visit) -> None:
        """Add a row."""
        for column, value in zip(self._columns.values(), visit, strict=True):
            column.append(value)

    def counts(self) -> "array[int]":
        """Return the visits of each row so far."""
        return self._columns["sessions"]

    def close(self) -> Visits:
        """Return the rows."""
        return Visits(*(np.array(column) for column in self._columns.values()))
