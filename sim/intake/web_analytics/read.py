"""One door for every web-analytics export: GA4, Plausible, Matomo."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sim.errors import AddaError, Said, nearest, shown
from sim.intake.files import place_of
from sim.intake.web_analytics.analytics import (
    Analytics,
    Report,
    Span,
    TableNote,
    day_text,
)
from sim.intake.web_analytics.crossing import crossing
from sim.intake.web_analytics.gathering import Found, Gathering
from sim.intake.web_analytics.opening import texts_of
from sim.intake.web_analytics.origins import Origin
from sim.intake.web_analytics.pages import PageBook
from sim.intake.web_analytics.tables import read_tables
from sim.words import N_

TOOLS = ("ga4", "plausible", "matomo")
_NAMES = {"ga4": "Google Analytics 4", "plausible": "Plausible", "matomo": "Matomo"}
# Lengths at which the programs are known to cut a table.
_CAPS = (100, 300, 500, 1_000, 5_000)
_APART = 0.1
Paths = str | Path | Sequence[str | Path]


def read_analytics(
    path: Paths, kind: str | None = None, direct: str | Path | None = None
) -> Analytics:
    """Read the exported tables of visits by landing page and source.

    path: a file, or several of one export. kind: ga4, plausible or matomo (None: found out).
    direct: the same export filtered to direct visits (Plausible: Source is Direct / None; Matomo:
    segment=referrerType==direct), which with it makes the table of pages by source that these two
    programs do not export. Raises AddaError when nothing in it can be read, or it is unsafe.
    """
    if kind is not None and kind not in TOOLS:
        known = ", ".join(TOOLS)
        raise AddaError(
            "web analytics of '{kind}' cannot be read; use {known}{hint}",
            kind=shown(kind),
            known=known,
            hint=nearest(kind, TOOLS),
        )
    files = [path] if isinstance(path, str | Path) else list(path)
    if not files:
        raise AddaError("no web-analytics file is given; name at least one exported file")
    book = PageBook()
    gathered = [
        one
        for number, file in enumerate(files)
        for one in _gather(file, place_of(number, len(files)), book)
    ]
    apart = [] if direct is None else _gather(direct, Said("the file of direct visits"), book)
    chosen = _chosen(gathered)
    _check(chosen, kind, Said("the file") if len(files) == 1 else Said("the files"))
    used = list(chosen.values())
    if direct is not None:
        only = _chosen(apart)
        crossed = crossing(chosen, only)
        used.append(only["pages"])
        chosen = {"cross": crossed, **_without(chosen, "pages")}
    report = _report(used, [*gathered, *apart])
    parts = {what: table.visits for what, table in chosen.items()}
    return Analytics(
        book.close(), report, parts.get("cross"), parts.get("pages"), parts.get("sources")
    )


def _gather(path: str | Path, place: Said, book: PageBook) -> list[Gathering]:
    """Read the tables of one file."""
    found = []
    for name, text in texts_of(path, place):
        one = Gathering(place, book, name)
        read_tables(text, one)
        found.append(one)
    return found


def _chosen(gathered: Sequence[Gathering]) -> dict[str, Found]:
    """Return the table to use of each subject (cross, pages, sources): the most exact, the first.

    The sources of each visit come before those of a person's first visit.
    """
    found = [table for one in gathered for table in one.found]
    chosen: dict[str, Found] = {}
    for table in sorted(found, key=lambda table: (table.by_user, table.rank)):
        chosen.setdefault(table.what, table)
    return _without(chosen, "pages") if "cross" in chosen else chosen


def _without(chosen: dict[str, Found], what: str) -> dict[str, Found]:
    return {key: table for key, table in chosen.items() if key != what}


def _check(chosen: dict[str, Found], kind: str | None, place: Said) -> None:
    """Refuse files that hold nothing to use, are of another program, or hold direct visits only."""
    if not chosen:
        raise AddaError(
            "no table of visits by landing page or source was found in {place}; export"
            " landing pages and sources from Google Analytics 4, Plausible or Matomo as"
            " CSV",
            place=place,
        )
    tools = {table.tool for table in chosen.values()}
    if len(tools) > 1:
        names = ", ".join(sorted(_NAMES[tool] for tool in tools))
        raise AddaError(
            "the files come from {names}; give those of one program at a time",
            names=names,
        )
    tool = tools.pop()
    if kind is not None and kind != tool:
        raise AddaError(
            "{place} looks like an export of {found}, not of {asked}; use kind {tool}",
            place=place,
            found=_NAMES[tool],
            asked=_NAMES[kind],
            tool=tool,
        )
    sources = chosen.get("sources")
    if "pages" in chosen and sources and bool((sources.visits.origin == Origin.DIRECT).all()):
        raise AddaError(
            "{place} holds direct visits only; give the export without a filter, and this"
            " one as the file of direct visits",
            place=place,
        )


def _report(used: Sequence[Found], gathered: Sequence[Gathering]) -> Report:
    """Return what was read. used: the tables that were taken."""
    taken = {id(table) for table in used}
    notes: list[TableNote] = []
    skipped: dict[str, int] = {}
    days = Span()
    for one in gathered:
        here = {table.note for table in one.found if id(table) in taken}
        notes += [_settled(note, place in here) for place, note in enumerate(one.notes)]
        for reason, count in one.skipped.items():
            skipped[reason] = skipped.get(reason, 0) + count
        days.add(one.days.first)
        days.add(one.days.last)
    main = next((table for table in used if table.what != "sources"), used[0])
    return Report(
        tool=main.tool,
        files=len({one.place for one in gathered}),
        counted="people" if main.counted == "users" else "visits",
        first=day_text(days.first),
        last=day_text(days.last),
        tables=tuple(notes),
        skipped=skipped,
        warnings=tuple(_warnings({table.what: table for table in reversed(used)})),
    )


def _settled(note: TableNote, used: bool) -> TableNote:
    why = note.why or ("" if used else "another table says more of the same")
    return replace(note, used=used, why=why)


def _warnings(chosen: dict[str, Found]) -> Iterator[str]:
    """Say what to be careful about."""
    if any(table.by_user for table in chosen.values()):
        yield N_("the sources are those of people's first visit, not of each visit; the two differ")
    pages, sources = chosen.get("cross") or chosen.get("pages"), chosen.get("sources")
    if (pages or chosen["sources"]).counted == "users":
        yield N_("the export counts people and not visits, so shares are of people")
    elif sources and sources.counted == "users":
        yield N_(
            "sources are counted in people and landing pages in visits; their shares are compared"
        )
    if pages and len(pages.visits) in _CAPS:
        yield f"the table of pages has just {len(pages.visits):,} rows: it may have been cut there"
    if pages and sources and pages.counted == sources.counted:
        totals = [table.visits.count() for table in (pages, sources)]
        if abs(totals[0] - totals[1]) > _APART * max(totals):
            yield (
                f"landing pages add up to {totals[0]:,} visits and sources to {totals[1]:,}: they "
                "may be of different days or filters"
            )
