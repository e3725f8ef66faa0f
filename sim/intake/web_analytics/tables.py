"""The tables in the text of an export: remarks, a header, rows; then perhaps the next table.

GA4 writes `#` remarks before each table, a blank line between tables, and the whole may come with
a byte-order mark, Windows line ends, commas, semicolons or tabs.
"""

import csv
import io
from collections.abc import Iterator
from typing import Protocol

from sim.intake.files import LONGEST_LINE, lines_of
from sim.intake.web_analytics.columns import can_be_read, roles_of

_MARKS = ",;\t"
_MOST_LINES_OF_A_CELL = 20
_MOST_CELLS = 2_000


class Sink(Protocol):
    """What takes the tables one by one."""

    def remark(self, text: str) -> None:
        """Take a remark that stands before a table."""

    def begin(self, header: list[str]) -> None:
        """Begin a table whose header can be read."""

    def row(self, cells: list[str]) -> None:
        """Take a row of the table."""

    def end(self) -> None:
        """End the table."""

    def pass_over(self, header: list[str]) -> None:
        """Take note of a table that cannot be read."""


def read_tables(text: io.TextIOBase, sink: Sink) -> None:
    """Give every table of a text to `sink`."""
    reader = _Reader(sink)
    for line in _records(lines_of(text)):
        reader.take(line)
    reader.close()


class _Reader:
    """Walks through the lines: outside a table, in one, or in one that cannot be read."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._mark, self._width = ",", 0
        self._unread: list[str] = []

    def take(self, line: str) -> None:
        """Take a line, or several that belong to one record."""
        if not line.strip(" ,;\t\"'"):
            self._take_blank(line)
        elif line.lstrip().startswith(("#", '"#')) and not self._fits(line):
            self.close()
            self._sink.remark(line.strip("\"' #,;\t"))
        elif self._width:
            self._sink.row(_cells(line, self._mark))
        else:
            self._find_header(line)

    def close(self) -> None:
        """End the table, if one is open."""
        if self._width:
            self._sink.end()
        elif self._unread:
            self._sink.pass_over(self._unread)
        self._width, self._unread = 0, []

    def _take_blank(self, line: str) -> None:
        """End the table at an empty line; a line of empty cells is a row without anything."""
        if not line.strip() or not self._width:
            self.close()

    def _fits(self, line: str) -> bool:
        """Tell whether a line that begins with # is a row after all, such as an address."""
        return bool(self._width) and len(_cells(line, self._mark)) == self._width > 1

    def _find_header(self, line: str) -> None:
        if line.strip().casefold().startswith("sep="):
            return
        found = {mark: roles_of(_cells(line, mark)) for mark in _MARKS}
        self._mark = max(_MARKS, key=lambda mark: (len(found[mark]), line.count(mark)))
        header = _cells(line, self._mark)
        if can_be_read(found[self._mark]):
            self._width, self._unread = len(header), []
            self._sink.begin(header)
        elif not self._unread:
            self._unread = header


def _records(lines: Iterator[str]) -> Iterator[str]:
    """Join lines of which a quoted cell runs over the end; give up after 20 lines."""
    waiting: list[str] = []
    for line in lines:
        line = line.strip("\r\ufeff")
        if not waiting and line.count('"') % 2 == 0:
            yield line
            continue
        waiting.append(line)
        if len(waiting) > 1 and line.count('"') % 2:
            yield "\n".join(waiting)
            waiting = []
        elif len(waiting) > _MOST_LINES_OF_A_CELL:
            yield from waiting
            waiting = []
    yield from waiting


def _cells(line: str, mark: str) -> list[str]:
    """Return the cells of a record; a record that cannot be split is one cell."""
    if '"' not in line:
        return [cell.strip() for cell in line.split(mark, _MOST_CELLS)]
    try:
        return [cell.strip() for cell in next(csv.reader([line[:LONGEST_LINE]], delimiter=mark))]
    except (csv.Error, StopIteration):
        return [line[:LONGEST_LINE]]
