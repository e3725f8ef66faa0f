"""A table of sales or sign-ups: which column is the time, which counts, which names a series."""

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import AddaError, Said, nearest, shown
from sim.intake.files import lines_of, open_text
from sim.intake.pseudonyms import PLAIN
from sim.words import N_

MOST_LINES = 500_000
_TIMES = {
    "year": ("year", "jahr", "année", "annee", "año", "ano", "anno", "jaar", "বছর"),
    "quarter": ("quarter", "quartal", "trimestre", "kwartaal"),
    "month": ("month", "monat", "mois", "mes", "mês", "mese", "maand", "মাস"),
    "week": ("week", "woche", "kw", "semaine", "semana", "settimana", "সপ্তাহ"),
    "day": (
        "date", "day", "datum", "tag", "jour", "fecha", "día", "data", "dia", "giorno", "তারিখ",
        "দিন", "time", "period", "created at", "created", "signed up", "order date",
    ),
}  # fmt: skip
_COUNTS = (
    "count", "counts", "n", "number", "adopters", "new adopters", "adoptions", "sales", "units",
    "orders", "sign ups", "signups", "new users", "new customers", "new members", "customers",
    "registrations", "quantity", "qty", "value", "verkäufe", "anzahl", "ventes", "ventas",
    "vendas", "vendite", "বিক্রি", "সংখ্যা",
)  # fmt: skip
_NAMES = ("series", "product", "item", "name", "sku", "category", "produkt", "produit", "producto")
_TOTAL = re.compile(r"\bcumul|running total|kumul|cumulé|acumulad")
_IN_PERIOD = re.compile(r" (?:in|per|a|by) (?:the )?(?:year|quarter|month|week|day|period)$")
_GROUPED = re.compile(r"-?\d{1,3}(?:[, '’]\d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")


@dataclass
class Read:
    """The lines of a table: name of the series, time as written, count. kind: of the time."""

    kind: str
    cumulative: bool
    lines: list[tuple[str, str, float]] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Return what the series are called, in the order of the file."""
        return tuple(dict.fromkeys(name for name, _written, _count in self.lines))

    def skip(self, reason: str) -> None:
        """Count a line that is passed over."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def read_file(path: str | Path, column: str | None) -> Read:
    """Read the lines of a table. Raises AddaError when it is none, or no column fits."""
    with open_text(path, Said("the file"), ".csv") as text:
        records = _records(lines_of(text))
        mark, header = next(records, ("", []))
        if not header:
            raise AddaError("the file is empty; expected a header, then a line a period")
        columns = _Columns(header, column, mark == ";")
        read = Read(columns.kind, columns.cumulative)
        for number, (_mark, cells) in enumerate(records):
            if number >= MOST_LINES:
                raise AddaError(
                    "the file has more than {most} lines; sum them up first", most=MOST_LINES
                )
            columns.take(cells, read)
    if not read.lines:
        raise AddaError("no line of the file holds a time and a count")
    return read


class _Columns:
    """Where the time, the count and the name stand.

    dots_group: 1.200 is twelve hundred, as where semicolons part the cells.
    """

    def __init__(self, header: list[str], column: str | None, dots_group: bool) -> None:
        self.dots_group = dots_group
        plain = [_plain(cell) for cell in header]
        self.times = {
            kind: next(place for place, name in enumerate(plain) if name in names)
            for kind, names in _TIMES.items()
            if any(name in names for name in plain)
        }
        if not self.times:
            raise AddaError(
                "the file has no column of times; name one year, quarter, month, week or date"
            )
        self.kind = next(kind for kind in ("day", "week", "month", "quarter", "year")
                         if kind in self.times)  # fmt: skip
        self.name = next((place for place, name in enumerate(plain) if name in _NAMES), -1)
        self.count = self._find_count(header, plain, column)
        self.cumulative = self.count >= 0 and bool(_TOTAL.search(plain[self.count]))
        self.width = len(header)

    def take(self, cells: list[str], read: Read) -> None:
        """Add a line to what was read, or count why not."""
        if len(cells) != self.width:
            read.skip(N_("a line with another number of columns"))
            return
        count = 1.0 if self.count < 0 else _count(cells[self.count], self.dots_group)
        if count is None:
            read.skip(N_("a line without a count of 0 or more"))
            return
        name = shown(cells[self.name]) if self.name >= 0 else ""
        read.lines.append((name, self._time(cells), count))

    def _time(self, cells: list[str]) -> str:
        """Return the time of a line; a month, quarter or week may stand beside its year."""
        text = cells[self.times[self.kind]].translate(PLAIN).strip()
        year = cells[self.times["year"]].strip() if "year" in self.times else ""
        if self.kind in ("day", "year") or not year or (len(text) > 3 and text[:3].isdigit()):
            return text
        mark = {"week": "-W", "quarter": "-Q", "month": "-"}[self.kind]
        return (
            f"{year}{mark}{text.upper().lstrip('QWK')}" if text[-1:].isdigit() else f"{text} {year}"
        )

    def _find_count(self, header: list[str], plain: list[str], column: str | None) -> int:
        if column is not None:
            if _plain(column) not in plain:
                raise AddaError(
                    "the file has no column '{column}'{hint}",
                    column=shown(column),
                    hint=nearest(column, header),
                )
            return plain.index(_plain(column))
        taken = {*self.times.values(), self.name}
        free = [place for place in range(len(plain)) if place not in taken]
        named = [place for place in free if _IN_PERIOD.sub("", plain[place]) in _COUNTS]
        totals = [place for place in free if _TOTAL.search(plain[place])]
        fitting = named or totals or free
        if not fitting:
            return -1
        if len(fitting) > 1:
            known = ", ".join(f"'{shown(header[place])}'" for place in fitting[:6])
            raise AddaError(
                "several columns may count: {known}; say which with column", known=known
            )
        return fitting[0]


def _records(lines: Iterator[str]) -> Iterator[tuple[str, list[str]]]:
    """Give the cells of each line that is no remark, after the comma, semicolon or tab between."""
    mark = ""
    for line in lines:
        line = line.strip("\r\ufeff")
        if not line.strip() or line.startswith(("#", "sep=")):
            continue
        mark = mark or max(",;\t", key=line.count)
        try:
            yield mark, [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
        except (csv.Error, StopIteration):
            yield mark, []


def _plain(cell: str) -> str:
    return " ".join(
        cell[:200].translate(PLAIN).casefold().replace("_", " ").replace("-", " ").split()
    )


def _count(cell: str, dots_group: bool) -> float | None:
    """Return a count: 1234, 1,234, 1 234, 12.5 or 12,5; None for anything else or below 0."""
    text = cell[:40].translate(PLAIN).strip()
    if dots_group and _DOTTED.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _GROUPED.fullmatch(text):
        text = re.sub(r"[, '’]", "", text)
    elif text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < 1e15 and math.isfinite(value) else None
