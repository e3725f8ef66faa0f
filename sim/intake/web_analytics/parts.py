"""An export's visits sorted for the estimate of dark social: deep or short, direct, tagged, ..."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.errors import AddaError, Said
from sim.intake.web_analytics.analytics import Analytics
from sim.intake.web_analytics.assumptions import Assumptions, Range
from sim.intake.web_analytics.origins import APPS, Origin
from sim.intake.web_analytics.pages import Pages
from sim.intake.web_analytics.visits import (
    DESKTOP,
    MOBILE,
    NEW,
    RETURNING,
    UNKNOWN,
    Visits,
)

_FEWEST_MEASURED = 30
_DAYS_OF_SPREAD = 3
Mask = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Parts:
    """Visits, as counts. deep: low, central, high of direct visits to deep pages (one value where
    pages and sources are crossed). typed: of these, by hand or bookmark, None where not measured.
    deep_new: of these, by new visitors, None where not known. apps: by app, with its referrer.
    social: None where sources are not known. dropped: why -> visits left out before. read: before
    that.
    """

    read: int
    dropped: dict[str, int]
    total: float
    direct: float
    deep: Range
    deep_new: float | None = None
    typed: Range | None = None
    tagged: float = 0.0
    apps: dict[str, float] | None = None
    social: float | None = None
    signs: dict[str, float] | None = None


def parts_of(analytics: Analytics, assumed: Assumptions) -> Parts:
    """Sort the visits. Raises AddaError where the export lacks landing pages or sources."""
    if analytics.cross is not None:
        found = _of_cross(analytics.cross, analytics.pages, assumed)
        by_origin = analytics.by_origin
        return found if by_origin is None else _with_sources(found, by_origin)
    if analytics.by_page is None or analytics.by_origin is None:
        no_pages = analytics.by_page is None
        raise AddaError(
            "the export does not hold {missing}; dark social needs both, at best in one"
            " table of landing page by source",
            missing=Said("landing pages") if no_pages else Said("the sources of visits"),
        )
    return _of_margins(analytics.by_page, analytics.by_origin, analytics.pages, assumed)


def is_deep(pages: Pages, assumed: Assumptions) -> Mask:
    """Return which pages nobody types: not the home page, nor short or printed addresses."""
    short = (pages.parts == 0) | ((pages.parts == 1) & (pages.letters <= assumed.short_letters))
    printed = {path.rstrip("/") or "/" for path in assumed.typed_pages}
    return ~short & np.array([name not in printed for name in pages.names], dtype=bool)


def _kept(visits: Visits, assumed: Assumptions) -> tuple[Visits, dict[str, int]]:
    """Return the visits to count, and why how many others are left out."""
    quick = (visits.seconds >= 0) & (visits.seconds < assumed.robot_seconds)
    reasons = {
        "landing page not known": assumed.drop_unset & (visits.page < 0),
        "robots: many visits that end at once": assumed.drop_robots
        & quick
        & (visits.sessions >= assumed.robot_visits),
        "towns of large data centres": assumed.drop_robot_cities & (visits.robot_city > 0),
    }
    left, dropped = np.ones(len(visits), dtype=bool), {}
    for why, out in reasons.items():
        if bool((out & left).any()):
            dropped[why] = visits.count(out & left)
        left &= ~out
    return visits.where(left), dropped


def _of_cross(visits: Visits, pages: Pages, assumed: Assumptions) -> Parts:
    used, dropped = _kept(visits, assumed)
    deep = _deep_rows(used, pages, assumed)
    direct = used.origin == Origin.DIRECT
    count = float(used.count(direct & deep))
    new = (
        float(used.count(direct & deep & (used.visitor == NEW))) if used.knows("visitor") else None
    )
    parts = Parts(
        read=visits.count(),
        dropped=dropped,
        total=float(used.count()),
        direct=float(used.count(direct)),
        deep=Range(count, count, count),
        deep_new=new,
        typed=_typed(used, deep, direct) if assumed.measure_typed else None,
        signs=_signs(used, direct & deep),
    )
    crossed = bool((used.origin >= 0).all())
    return _with_sources(parts, used) if crossed else parts


def _deep_rows(visits: Visits, pages: Pages, assumed: Assumptions) -> Mask:
    deep = np.append(is_deep(pages, assumed), [False, False, False])
    return deep[visits.page]


def _typed(used: Visits, deep: Mask, direct: Mask) -> Range | None:
    """Return direct visits to deep pages that were typed, from the habits of desktop visitors.

    High: the direct rate of returning desktop visitors, times all returning visits (who has never
    been there has no bookmark). But returning people follow shared links too, as often as new ones
    at the least; so central takes only what their rate is above that of new desktop visitors, and
    low applies that to desktop visits alone. None where there are too few to tell.
    """
    desktop, back = deep & (used.device == DESKTOP), deep & (used.visitor == RETURNING)
    rates = []
    for visitor in (RETURNING, NEW):
        some = desktop & (used.visitor == visitor)
        if used.count(some) < _FEWEST_MEASURED:
            return None
        rates.append(used.count(some & direct) / used.count(some))
    above = max(rates[0] - rates[1], 0.0)
    most = used.count(direct & back)
    wanted = (
        above * used.count(desktop & back),
        above * used.count(back),
        rates[0] * used.count(back),
    )
    return Range(*(min(value, float(most)) for value in wanted))


def _signs(used: Visits, dark: Mask) -> dict[str, float]:
    """Return what speaks for or against sharing among direct visits to deep pages, as shares."""
    found = {}
    most = used.count(dark)
    if most and used.knows("device"):
        found["mobile"] = used.count(dark & (used.device == MOBILE)) / most
    if most and used.knows("inside_app"):
        found["inside_app"] = used.count(dark & (used.inside_app == 1)) / most
    early = _early(used, dark)
    return found if early is None else found | {"early": early}


def _early(used: Visits, dark: Mask) -> float | None:
    """Return the share within three days of a page's first visit, of pages that appear later."""
    if not used.knows("day") or not dark.any():
        return None
    first = np.full(int(used.page.max()) + 1, np.iinfo(np.int32).max)
    here = (used.page >= 0) & (used.day != UNKNOWN)
    np.minimum.at(first, used.page[here], used.day[here])
    fresh = dark & here & (first[used.page] >= used.day[here].min() + _DAYS_OF_SPREAD)
    cases = used.count(fresh)
    within = fresh & (used.day < first[used.page] + _DAYS_OF_SPREAD)
    return used.count(within) / cases if cases >= _FEWEST_MEASURED else None


def _with_sources(parts: Parts, visits: Visits) -> Parts:
    """Add what the sources tell, in proportion where they come from a table of their own."""
    scale = parts.total / max(visits.count(), 1)
    apps = {}
    seen = visits.origin == Origin.MESSENGER
    for app in np.unique(visits.app[seen]).tolist():
        apps[APPS[app]] = scale * visits.count(seen & (visits.app == app))
    return replace(
        parts,
        tagged=scale * visits.count(visits.origin == Origin.TAGGED),
        social=scale * visits.count(visits.origin == Origin.SOCIAL),
        apps=apps,
    )


def _of_margins(by_page: Visits, by_origin: Visits, pages: Pages, assumed: Assumptions) -> Parts:
    """Return what two margins allow: the bounds of Fréchet, and the product between them."""
    used, dropped = _kept(by_page, assumed)
    total = float(used.count())
    part = used.count(_deep_rows(used, pages, assumed)) / max(total, 1.0)
    direct = by_origin.count(by_origin.origin == Origin.DIRECT) / max(by_origin.count(), 1)
    bounds = (max(0.0, direct + part - 1.0), direct * part, min(direct, part))
    found = Parts(
        read=by_page.count(),
        dropped=dropped,
        total=total,
        direct=direct * total,
        deep=Range(*(total * bound for bound in bounds)),
    )
    return _with_sources(found, by_origin)
