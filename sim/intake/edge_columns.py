"""The lines of an edge file become columns of numbers, names and all."""

import re
from array import array

from sim.errors import AddaError
from sim.intake.pseudonyms import Pseudonyms, plain_name
from sim.intake.stamps import Day, StampReader
from sim.words import N_

_LONGEST_NAME, _NO_NAME = 100, re.compile(r"[{}\[\]<>\"\\]|: |://")
MOST_LINES, MOST_PEOPLE = 10_000_000, 5_000_000
_SOURCES = ("source", "from", "src", "sender", "user1", "node1", "i", "ego", "id1", "u")
_TARGETS = ("target", "to", "dst", "dest", "receiver", "recipient", "user2", "node2", "j", "alter")
_TIMES = ("timestamp", "time", "date", "datetime", "unixts", "ts", "when", "t")
_WEIGHTS = ("weight", "count", "n", "strength", "w")
_FIRST_SECOND, _LAST_SECOND = 946_684_800, 4_102_444_800


class EdgeColumns:
    """The columns of an edge file while it is read. Names become numbers at once."""

    def __init__(self) -> None:
        self.first, self.second = array("q"), array("q")
        self.weights, self.times = array("d"), array("q")
        self.people: dict[int, int] = {}
        self.skipped: dict[str, int] = {}
        self.days: dict[Day, int] = {}
        self.dated = True
        self._names, self._stamps = Pseudonyms(), StampReader()
        self._comma: str | None = None
        self._places: tuple[int, int, int, int] | None = None
        self._held: list[str] = []
        self._width = 0

    def read(self, line: str) -> None:
        """Read a line: a remark, the names of the columns, or a pair."""
        line = line.strip().strip("\ufeff")
        if not line or line[0] in "#%":
            return
        if self._places is None:
            self._begin(line)
            return
        cells = self._cells(line)
        if self._held:
            self.close(cells)
        self._add(cells)

    def close(self, cells: list[str] | None = None) -> None:
        """Read the first line as a pair too, unless it named the columns of numbered people."""
        held, self._held = self._held, []
        if held and not (cells and cells[0].strip("\"' ").isdigit()):
            self._add(held)

    def _begin(self, line: str) -> None:
        """Find what stands between the cells, and which columns are meant."""
        self._comma = next((mark for mark in ",;\t" if mark in line), None)
        cells = [cell.strip("\"' ") for cell in self._cells(line)]
        if len(cells) < 2:
            raise AddaError(
                "the edge file has one column only; expected two people a line, with a comma, "
                "a semicolon, a tab or blanks between them"
            )
        self._width = len(cells)
        named = [cell.lower() for cell in cells]
        source, target = _place(named, _SOURCES), _place(named, _TARGETS)
        if source >= 0 and target >= 0:
            self._places = (source, target, _place(named, _WEIGHTS), _place(named, _TIMES))
            return
        self._places = (0, 1, -1, -1)
        if cells[0].isdigit():
            self._add(cells)
        else:
            self._held = cells

    def _cells(self, line: str) -> list[str]:
        return line.split(self._comma, 16) if self._comma else line.split(None, 16)

    def _add(self, cells: list[str]) -> None:
        source, target, weight, time = self._places or (0, 1, -1, -1)
        if len(cells) <= max(source, target) or (not self._comma and len(cells) != self._width):
            self._skip(N_("a line with another number of columns"))
            return
        names = cells[source].strip("\"' "), cells[target].strip("\"' ")
        if not all(map(_is_person, names)):
            self._skip(N_("a line without two people"))
            return
        amount = _weight(cells[weight]) if 0 <= weight < len(cells) else 1.0
        if amount is None:
            self._skip(N_("a line with an impossible weight"))
            return
        self.first.append(self._number(names[0]))
        self.second.append(self._number(names[1]))
        self.weights.append(amount)
        if time >= 0 and self.dated:
            self._date(cells[time].strip("\"' ") if time < len(cells) else "")
        self._check_size()

    def _check_size(self) -> None:
        if len(self.first) > MOST_LINES or len(self.people) > MOST_PEOPLE:
            raise AddaError(
                "the edge file has more than {most} pairs or {people} people; take a part of it",
                most=MOST_LINES,
                people=MOST_PEOPLE,
            )

    def _number(self, name: str) -> int:
        """Return the number of a person: small numbers keep their order, names none."""
        key = int(name) if _is_number(name) else -1 - self._names.number(name)
        return self.people.setdefault(key, len(self.people))

    def _date(self, text: str) -> None:
        """Keep a time as seconds since 1970, or as a written day (negative) and its seconds."""
        seconds = _seconds(text)
        if seconds is not None:
            self.times.extend((-1, seconds))
            return
        stamp = self._stamps.read(text.replace("T", " ").removesuffix("Z"))
        if stamp is None or not stamp.understood:
            self.dated = False
            return
        self.times.extend((self.days.setdefault(stamp.day, len(self.days)), stamp.seconds))

    def _skip(self, reason: str) -> None:
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def _is_number(name: str) -> bool:
    return len(name) < 10 and name.isascii() and name.isdigit()


def _is_person(name: str) -> bool:
    """Tell whether a cell may name a person: a number, or a short name without odd marks."""
    if _is_number(name):
        return True
    return len(name) <= _LONGEST_NAME and not _NO_NAME.search(name) and bool(plain_name(name))


def _place(cells: list[str], known: tuple[str, ...]) -> int:
    return next((place for place, cell in enumerate(cells) if cell in known), -1)


def _weight(cell: str) -> float | None:
    try:
        weight = float(cell)
    except ValueError:
        return None
    return weight if 0 < weight < 1e12 else None


def _seconds(text: str) -> int | None:
    """Return a time given as seconds or milliseconds since 1970, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    if number >= _LAST_SECOND:
        number /= 1000
    return int(number) if _FIRST_SECOND <= number < _LAST_SECOND else None
