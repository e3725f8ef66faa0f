"""One table of an export: what it is about, and its rows as visits."""

import re
from collections.abc import Callable
from typing import Any

from sim.errors import AddaError, Said
from sim.intake.web_analytics import columns
from sim.intake.web_analytics.analytics import Span, day_number
from sim.intake.web_analytics.cells import seconds, whole
from sim.intake.web_analytics.origins import Origin, origin_of
from sim.intake.web_analytics.pages import NOWHERE, PageBook, page_of
from sim.intake.web_analytics.visits import (
    DESKTOP,
    MOBILE,
    NEW,
    NO_SECONDS,
    RETURNING,
    TABLET,
    UNKNOWN,
    Visit,
    VisitBook,
    Visits,
)
from sim.words import N_

MOST_ROWS = 2_000_000
_TOTALS = frozenset(
    ["grand total", "total", "totals", "gesamt", "gesamtsumme", "gesamtergebnis", "summe",
     "total général", "somme totale", "totaux", "total general", "suma total", "totales", "totale",
     "totale complessivo", "totaal", "총계", "মোট", "সর্বমোট", "reserved_total"]
)  # fmt: skip
_VISITORS = {"new": NEW, "returning": RETURNING, "established": RETURNING}
_DEVICES = {
    "desktop": DESKTOP, "laptop": DESKTOP, "mobile": MOBILE, "smartphone": MOBILE,
    "phone": MOBILE, "tablet": TABLET,
}  # fmt: skip
_INSIDE = re.compile(r"webview|in-app|in app|instagram|facebook|telegram|line$|snapchat|tiktok")
# Towns whose visits are mostly machines: large data centres stand there.
ROBOT_CITIES = frozenset(
    ["ashburn", "boardman", "council bluffs", "coffeyville", "forest city", "prineville",
     "the dalles", "moncks corner", "flint hill", "north charleston", "clonee", "lulea"]
)  # fmt: skip
_LABELS = ("landing", "label", "name")
_HELD = 50
_REMEMBERED = 200_000
_TOTAL_IS = 0.9


class TableReader:
    """Reads the rows of a table. `what` it is: cross, pages, sources, or "" (not needed).

    rows: rows so far. skipped: reason -> rows. days: those its rows name.
    """

    def __init__(self, header: list[str], hint: str, book: PageBook, place: Said) -> None:
        self.roles = columns.roles_of(header)
        self.tool = columns.tool_of(self.roles)
        self.what = _subject(self.roles, hint)
        self.counted = next(role for role in columns.COUNTS if role in self.roles)
        self.rows, self.days = 0, Span()
        self.skipped: dict[str, int] = {}
        self._width, self._pages, self._place = len(header), book, place
        self._hint = hint
        self._visits, self._period = VisitBook(), ""
        self._known: dict[tuple[Any, str], Any] = {}
        self._held: list[tuple[list[str], int]] = []
        self._source = next((role for role in columns.SOURCES if role in self.roles), "")
        self._names = tuple(
            self.roles[role] for role in (*_LABELS, *columns.SOURCES) if role in self.roles
        )

    @property
    def rank(self) -> int:
        """How exactly the table names its sources: 0 is best."""
        known = self._source or ("channel" if self._hint == "channels" else "source")
        return columns.SOURCES.index(known)

    @property
    def by_user(self) -> bool:
        """Whether the sources are those of a person's first visit, not of each visit."""
        return self._source == "first_channel"

    def take(self, cells: list[str]) -> None:
        """Take a row."""
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise AddaError(
                "{place} has more than {most} rows; take a shorter time",
                place=self._place,
                most=MOST_ROWS,
            )
        if not self.what:
            return
        if len(cells) > self._width or len(cells) <= max(self.roles.values()):
            self._skip(N_("a row with another number of columns"))
            return
        count = self._read(whole, self._cell(cells, self.counted))
        if count is None:
            self._skip(N_("a row without a number of visits"))
        elif self._is_other_period(cells):
            self._skip(N_("a row of the period that is compared with"))
        elif any(cells[place].casefold() in _TOTALS for place in self._names):
            self._skip(N_("a row of totals"))
        elif not self._is_named(cells) and len(self._held) < _HELD:
            self._held.append((cells, count))
        elif count:
            self._add(cells, count)

    def close(self) -> Visits:
        """Return the visits; a row that names nothing is the total if as large as the rest."""
        rest = sum(self._visits.counts())
        for cells, count in self._held:
            if rest and count >= _TOTAL_IS * rest:
                self._skip(N_("a row of totals"))
            elif count:
                self._add(cells, count)
        self._known.clear()
        visits = self._visits.close()
        if self.tool == "matomo" and self.what == "sources" and Origin.DIRECT not in visits.origin:
            self.what = ""
        return visits

    def why_not(self) -> str:
        """Say why nothing was kept of the table."""
        if self.what:
            return "no visits in it"
        if self.tool == "matomo":
            return "a Matomo report without Direct Entry; export Acquisition, Channel type"
        return "the file does not say what its rows name; give the whole zip"

    def _read(self, reader: Callable[[str], Any], cell: str) -> Any:
        """Read a cell, remembering what the same text was read as until the table ends."""
        key = reader, cell
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[key] = reader(cell)
        return self._known[key]

    def _cell(self, cells: list[str], role: str) -> str:
        return cells[self.roles[role]] if role in self.roles else ""

    def _is_named(self, cells: list[str]) -> bool:
        """Tell whether a row names a page or a source; Plausible leaves direct visits blank."""
        blank_is_direct = self.tool == "plausible" and self.what == "sources"
        return blank_is_direct or any(cells[place] for place in self._names)

    def _is_other_period(self, cells: list[str]) -> bool:
        period = self._cell(cells, "period")
        self._period = self._period or period
        return period != self._period

    def _add(self, cells: list[str], count: int) -> None:
        day = self._read(day_number, self._cell(cells, "day"))
        if day != UNKNOWN:
            self.days.add(day)
        origin, app = (UNKNOWN, 0) if self.what == "pages" else self._origin(cells)
        engaged = self._read(seconds, self._cell(cells, "seconds"))
        browser = self._cell(cells, "browser").casefold()[:100]
        self._visits.add(
            Visit(
                page=NOWHERE if self.what == "sources" else self._page(cells, count),
                origin=int(origin),
                app=app,
                visitor=_VISITORS.get(self._cell(cells, "visitor").casefold(), UNKNOWN),
                device=_DEVICES.get(self._cell(cells, "device").casefold(), UNKNOWN),
                inside_app=int(bool(_INSIDE.search(browser))) if browser else UNKNOWN,
                robot_city=int(self._cell(cells, "city").casefold() in ROBOT_CITIES),
                day=day,
                sessions=count,
                seconds=NO_SECONDS if engaged is None else engaged,
            )
        )

    def _page(self, cells: list[str], count: int) -> int:
        """Number the landing page; Matomo's address says more than its label, if it has one."""
        role = next(role for role in _LABELS if role in self.roles)
        name = self._cell(cells, role)
        address = self._cell(cells, "address")
        if address and isinstance(page_of(name), str):
            name = address
        return self._pages.number(self._read(page_of, name), count, self._place)

    def _origin(self, cells: list[str]) -> tuple[Origin, int]:
        tag, medium = self._cell(cells, "utm_source"), self._cell(cells, "medium")
        role = self._source or next(role for role in _LABELS if role in self.roles)
        name = tag or self._cell(cells, role)
        if not name and not medium and self.tool == "plausible":
            return Origin.DIRECT, 0
        if medium or tag:
            return origin_of(name, medium, tagged=bool(tag))
        return self._read(origin_of, name)

    def _skip(self, reason: str) -> None:
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def _subject(roles: dict[str, int], hint: str) -> str:
    """Return what a table is about; `hint` is its file's name, where that says it."""
    source = any(role in roles for role in columns.SOURCES)
    if "landing" in roles:
        return "cross" if source else "pages"
    if source:
        return "sources"
    if "label" in roles:
        return "pages" if "entrances" in roles else "sources"
    if "entry_pages" in hint or "entrances" in roles:
        return "pages"
    return "sources" if hint in ("sources", "channels") else ""
