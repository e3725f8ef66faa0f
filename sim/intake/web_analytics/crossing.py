"""The table of pages by source from two exports: of all visits, and of the direct ones alone."""

from dataclasses import replace

import numpy as np

from sim.errors import AddaError
from sim.intake.web_analytics.gathering import Found
from sim.intake.web_analytics.origins import Origin
from sim.intake.web_analytics.visits import NOT_DIRECT, Visit, VisitBook


def crossing(whole: dict[str, Found], direct: dict[str, Found]) -> Found:
    """Return pages by direct and not direct. Raises AddaError where the two do not belong together.

    whole, direct: the chosen tables of both exports; a page has one number in both.
    """
    if "cross" in whole:
        raise AddaError("a table of pages by source needs no second file of direct visits")
    _check(whole, direct)
    every, only = whole["pages"], direct["pages"]
    total, part = _by_page(every), _by_page(only)
    book = VisitBook()
    for page, count in total.items():
        found = min(part.get(page, 0), count)
        book.add(Visit(page=page, origin=int(Origin.DIRECT), sessions=found))
        book.add(Visit(page=page, origin=NOT_DIRECT, sessions=count - found))
    return replace(every, what="cross", visits=book.close())


def _check(whole: dict[str, Found], direct: dict[str, Found]) -> None:
    if "pages" not in whole or "pages" not in direct:
        raise AddaError(
            "visits by landing page are needed twice: of all visits, and of the direct ones alone"
        )
    if whole["pages"].tool != direct["pages"].tool:
        raise AddaError("the file of direct visits comes from another program than the others")
    if whole["pages"].counted != direct["pages"].counted:
        raise AddaError("one file counts visits and the file of direct visits counts people")
    sources = direct.get("sources")
    if sources and bool(np.any(sources.visits.origin != Origin.DIRECT)):
        raise AddaError(
            "the file of direct visits holds others too; filter the export by Source is Direct"
        )
    if direct["pages"].visits.count() > whole["pages"].visits.count():
        raise AddaError(
            "the file of direct visits holds more visits than the whole; take the same days"
        )


def _by_page(table: Found) -> dict[int, int]:
    found: dict[int, int] = {}
    for page, count in zip(table.visits.page.tolist(), table.visits.sessions.tolist(), strict=True):
        found[page] = found.get(page, 0) + count
    return found
