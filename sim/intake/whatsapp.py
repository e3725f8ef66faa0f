"""WhatsApp exports (.txt, or .zip with it) of Android and iPhone, in the dialects of their phones.

The format is undocumented and follows the phone's language. Dates and times are read by `stamps`,
entries by `whatsapp_body`, WhatsApp's own wording stands in `whatsapp_words`.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.errors import AddaError
from sim.intake.chat import Chat, Reading
from sim.intake.date_order import (
    ORDER_WORDS,
    Dating,
    Undecided,
    check_order,
    date_days,
    in_order,
)
from sim.intake.files import LONGEST_LINE, lines_of, open_text, place_of
from sim.intake.gather import About, Rows, merge, overlap_warnings, total_skipped
from sim.intake.pseudonyms import MARKS, Pseudonyms
from sim.intake.stamps import Day, Form, Stamp, StampReader
from sim.intake.whatsapp_body import Entry, message_of, note_of, split_author
from sim.words import N_

_ENDS = r" [-\u2013\u2014] |(?<=\d): |(?<= [ap]m): "
_HEADER = re.compile(
    rf"[{MARKS}]*(?:\[([^\[\]]{{8,48}})\] ?|(\d.{{6,44}}?)(?:{_ENDS}))", re.IGNORECASE
)
_DAY = 86_400
_OFTEN = 10_000
_FIRST_LINES = 2_000
_EXPORT_CAPS = (10_000, 40_000)


def read_whatsapp(path: str | Path, date_order: str | None = None) -> Chat:
    """Read one WhatsApp export. Raises AddaError when it is none, or its dates are ambiguous."""
    return read_whatsapps([path], date_order)


def read_whatsapps(paths: Sequence[str | Path], date_order: str | None = None) -> Chat:
    """Read several exports of a chat as one; messages that are in two of them count once."""
    check_order(date_order)
    people = Pseudonyms()
    exports = [
        _Export(Rows(people, place_of(number, len(paths))), keyed=len(paths) > 1)
        for number in range(len(paths))
    ]
    for export, path in zip(exports, paths, strict=True):
        export.read(path)
    people.forget()
    _date(exports, date_order)
    parts = [export.rows for export in exports]
    reading = _reading(exports)
    step = 1 if all(export.has_seconds() for export in exports) else 60
    chat = merge(parts, reading, step)
    warnings = reading.warnings + overlap_warnings(parts, chat)
    return replace(chat, reading=replace(reading, warnings=warnings))


def _date(exports: Sequence["_Export"], asked: str | None) -> None:
    """Date every export; one that leaves the order open follows another of the same form."""
    decided: dict[tuple[bool, Form] | None, str] = {}
    left: list[tuple[_Export, AddaError]] = []
    for export in exports:
        try:
            export.date(asked)
            decided[export.form] = export.dating.order
        except Undecided as question:
            left.append((export, question))
    for export, asking in left:
        if export.form not in decided:
            raise asking
        export.date(decided[export.form])
        export.dating = replace(export.dating, evidence=N_("as in another of the files"))


def _reading(exports: Sequence["_Export"]) -> Reading:
    parts = [export.rows for export in exports]
    return Reading(
        messenger="whatsapp",
        dialect="; ".join(dict.fromkeys(export.dialect() for export in exports)),
        files=len(exports),
        records=sum(len(part) for part in parts),
        skipped=total_skipped(parts),
        date_order=", ".join(dict.fromkeys(export.dating.order for export in exports)),
        date_evidence="; ".join(dict.fromkeys(export.dating.evidence for export in exports)),
        warnings=tuple(warning for part in parts for warning in part.warnings),
    )


class _Header(NamedTuple):
    """The beginning of an entry."""

    stamp: Stamp
    bracketed: bool
    marked: bool


class _Export:
    """One export while it is read: entry by entry, then dated as a whole."""

    def __init__(self, rows: Rows, keyed: bool) -> None:
        self.rows, self.dating = rows, Dating("", "", [])
        self.form: tuple[bool, Form] | None = None
        self._keyed = keyed
        self._days: dict[Day, int] = {}
        self._day_of_row = array("l")
        self._unsure = array("l")
        self._stamps = StampReader()
        self._twelve_hours = False
        self._misread = 0

    def read(self, path: str | Path) -> None:
        """Read a file into `rows`; when each was is said by `date`."""
        with open_text(path, self.rows.place, ".txt") as text:
            for header, body in self._entries(lines_of(text)):
                self._add(header, body)
        self._refuse_unknown_clock()
        if not len(self.rows):
            raise AddaError(
                "{place} is not a WhatsApp export: no line begins with a date, a time and a"
                " message",
                place=self.rows.place,
            )
        self._warn()

    def has_seconds(self) -> bool:
        """Tell whether the export's clock shows seconds."""
        return bool(np.any(self.rows.table()[:, 0] % 60))

    def dialect(self) -> str:
        """Say how the export is written."""
        phone = "iPhone" if self.form and self.form[0] else "Android"
        clock = 12 if self._twelve_hours else 24
        return f"{phone}, {clock}-hour clock, {ORDER_WORDS[self.dating.order]}"

    def _entries(self, lines: Iterable[str]) -> Iterator[tuple[_Header, str]]:
        """Give each entry's header and its body, lines that follow included."""
        lines = iter(lines)
        first = list(islice(lines, _FIRST_LINES))
        self.form = self._main_form(first)
        read_stamp, written, stamp, in_form = self._stamps.read, "", None, False
        header, body, room = None, [""], 0
        for line in chain(first, lines):
            found = _HEADER.match(line)
            if found and (found[1] or found[2]) != written:
                written = found[1] or found[2]
                stamp = read_stamp(written)
                in_form = stamp is not None and (found[1] is not None, stamp.day.form) == self.form
            if found and stamp and not in_form:
                self.rows.skip(N_("an entry written in another format"))
            if found and stamp and in_form:
                if header:
                    yield header, "\n".join(body)
                header = _Header(stamp, found[1] is not None, line[0] == "\u200e")
                body, room = [line[found.end() :]], LONGEST_LINE
            elif header is None:
                self._skip_before(line)
            elif room > 0:
                body.append(line[:room])
                room -= len(line) + 1
            self._misread += "\ufffd" in line
        if header:
            yield header, "\n".join(body)

    def _skip_before(self, line: str) -> None:
        if line.strip():
            self.rows.skip(N_("text before the first message"))

    def _add(self, header: _Header, body: str) -> None:
        stamp, bracketed, marked = header
        if not stamp.understood:
            self._unsure.append(len(self.rows))
        self._day_of_row.append(self._days.setdefault(stamp.day, len(self._days)))
        self._twelve_hours |= stamp.twelve_hours
        written = split_author(body, bracketed)
        entry = message_of(*written, bracketed, marked) if written else note_of(body)
        self._record(entry, stamp.seconds, body)
        if not len(self._day_of_row) % _OFTEN:
            self.rows.check_size()

    def _record(self, entry: Entry, seconds: int, body: str) -> None:
        rows, people = self.rows, self.rows.people
        kind = entry.kind
        if entry.author:
            text = entry.text
            number = people.fingerprint(text) if self._keyed else 0
            rows.say(seconds, people.number(entry.author), kind, text, About(entry.marks, number))
        else:
            number = people.fingerprint(entry.text) if self._keyed else 0
            rows.note(seconds, kind, [people.number(name) for name in entry.about], number)

    def date(self, asked: str | None) -> None:
        """Say when each row was. Raises Undecided where day and month can be taken either way."""
        rows, days = self.rows, list(self._days)
        day_of_row = np.frombuffer(self._day_of_row, dtype=np.dtype("l"))
        walk = day_of_row[np.concatenate(([True], np.diff(day_of_row) != 0))]
        self.dating = date_days(days, walk.tolist(), asked, rows.place)
        dates = np.array([-1 if date is None else date for date in self.dating.days])[day_of_row]
        sure, dated = np.ones(len(dates), dtype=bool), dates >= 0
        sure[np.frombuffer(self._unsure, dtype=np.dtype("l"))] = False
        placed = dated.copy()
        placed[dated] = in_order(dates[dated])
        for reason, passed in (
            (N_("a half of the day (AM, PM) in words that are not known"), ~sure),
            (N_("an impossible date"), sure & ~dated),
            (
                N_("an entry far out of the order of time, such as a quoted one"),
                sure & dated & ~placed,
            ),
        ):
            if passed.any():
                rows.skip(reason, int(passed.sum()))
        rows.redate(dates * _DAY + rows.table()[:, 0], sure & placed)

    def _main_form(self, lines: Sequence[str]) -> tuple[bool, Form] | None:
        """Return the form that most entries have; the earlier one of two."""
        totals: dict[tuple[bool, Form], int] = {}
        for found in filter(None, map(_HEADER.match, lines)):
            stamp = self._stamps.read(found[1] or found[2])
            if stamp:
                form = (found[1] is not None, stamp.day.form)
                totals[form] = totals.get(form, 0) + 1
        return max(totals, key=lambda form: totals[form]) if totals else None

    def _refuse_unknown_clock(self) -> None:
        if self._stamps.whole_day:
            self._unsure = array("l")
        if len(self._unsure) * 20 > len(self.rows):
            raise AddaError(
                "{place} writes the halves of the day (AM, PM) in words that are not known;"
                " export the chat from a phone with a 24-hour clock",
                place=self.rows.place,
            )

    def _warn(self) -> None:
        warnings = self.rows.warnings
        if any(abs(len(self.rows) - cap) <= 10 for cap in _EXPORT_CAPS):
            said = N_(
                "WhatsApp exports at most about 40,000 messages (10,000 with media): the earlier "
                "history is probably missing, and with it joins"
            )
            warnings.append(said)
        if self._misread:
            warnings.append(f"{self._misread:,} lines hold letters that are not UTF-8")
