"""The tables of one file: each read or passed over, with the reason."""

import re
from dataclasses import dataclass, field

from sim.errors import Said
from sim.intake.web_analytics.analytics import Span, TableNote, day_number
from sim.intake.web_analytics.pages import PageBook
from sim.intake.web_analytics.table import TableReader
from sim.intake.web_analytics.visits import Visits

# A day as GA4 writes it in its remarks: "Start date: 20240101", "20240101-20240131".
_DAY = re.compile(r"(?:^|[:\s-])(20\d{6})(?=$|[\s-])")


@dataclass
class Found:
    """A table that was read. what: cross, pages or sources. counted: the column that was counted.
    by_user: whether its sources are those of a person's first visit. rank: how exactly it names
    sources, 0 is best. note: its place in the notes.
    """

    what: str
    counted: str
    tool: str
    visits: Visits
    by_user: bool
    rank: int
    note: int


@dataclass
class Gathering:
    """Takes the tables of one file (a `Sink`). hint: its name, where that says what it holds."""

    place: Said
    pages: PageBook
    hint: str = ""
    found: list[Found] = field(default_factory=list)
    notes: list[TableNote] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    days: Span = field(default_factory=Span)
    _table: TableReader | None = None

    def remark(self, text: str) -> None:
        """Keep the days that a remark names, and nothing else of it."""
        for found in _DAY.findall(text[:500]):
            self.days.add(day_number(found))

    def begin(self, header: list[str]) -> None:
        """Begin a table."""
        self._table = TableReader(header, self.hint, self.pages, self.place)

    def row(self, cells: list[str]) -> None:
        """Take a row."""
        if self._table:
            self._table.take(cells)

    def end(self) -> None:
        """End the table, and keep it if something was read."""
        table, self._table = self._table, None
        if table is None:
            return
        visits = table.close()
        kept = bool(table.what) and len(visits) > 0
        if kept:
            place = len(self.notes)
            self.found.append(
                Found(
                    table.what, table.counted, table.tool, visits, table.by_user, table.rank, place
                )
            )
        for day in (table.days.first, table.days.last):
            self.days.add(day)
        for reason, count in table.skipped.items():
            self.skipped[reason] = self.skipped.get(reason, 0) + count
        why = "" if kept else table.why_not()
        self.notes.append(TableNote(table.what or "other", table.rows, visits.count(), False, why))

    def pass_over(self, header: list[str]) -> None:
        """Take note of a table without visits by page or source; its header may be the user's."""
        what = "a table" if len(header) > 1 else "text"
        why = f"{what} without visits by landing page or source"
        self.notes.append(TableNote("other", 0, 0, False, why))
