"""What a web-analytics export told: visits by landing page and source, and what was left out."""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.intake.web_analytics.origins import APPS, Origin
from sim.intake.web_analytics.pages import OTHER, RARE, UNSET, Pages
from sim.intake.web_analytics.visits import NOT_DIRECT, UNKNOWN, Visits

if TYPE_CHECKING:
    import pandas as pd

_EPOCH = date(1970, 1, 1)
_PLACES = {UNSET: "(not known)", OTHER: "(other)", UNKNOWN: ""}


@dataclass(frozen=True)
class TableNote:
    """What a table of the file is and whether it was used; what: cross, pages, sources, ..."""

    what: str
    rows: int
    sessions: int
    used: bool
    why: str = ""


@dataclass(frozen=True)
class Report:
    """What was read and passed over.

    tool: ga4, plausible or matomo. counted: visits, or users where the export counts people only.
    first, last: the days it covers (ISO, empty where it does not say). skipped: reason -> rows.
    """

    tool: str
    files: int
    counted: str = "visits"
    first: str = ""
    last: str = ""
    tables: tuple[TableNote, ...] = ()
    skipped: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Analytics:
    """Visits by landing page and source.

    cross: rows that have both; None where the export knows only the two margins: by_page, with
    `pages`, and by_origin. cross and by_page number their pages as `pages` does.
    """

    pages: Pages
    report: Report
    cross: Visits | None = None
    by_page: Visits | None = None
    by_origin: Visits | None = None

    def __repr__(self) -> str:
        """Say how much was read."""
        return f"Analytics({self.report.tool}: {self.visits:,} visits, {self.basis})"

    @property
    def basis(self) -> str:
        """What is known: cross (page by source), margins (both apart), pages, or sources."""
        if self.cross is not None:
            return "cross"
        if self.by_page is not None:
            return "pages" if self.by_origin is None else "margins"
        return "sources"

    @property
    def visits(self) -> int:
        """Visits in the best table that there is."""
        best = self.cross or self.by_page or self.by_origin
        return best.count() if best is not None else 0

    def table(self) -> "pd.DataFrame":
        """Return visits by landing page and source: page, source, app, visits, the most first.

        Where only the margins are known, the other column is empty. Pages on which fewer than
        five visits landed stand together.
        """
        import pandas as pd

        known = [self.cross] if self.cross is not None else [self.by_page, self.by_origin]
        frames = [self._frame(part) for part in known if part is not None]
        return pd.concat(frames, ignore_index=True)

    def summary(self) -> dict[str, Any]:
        """Return what was read, as plain values."""
        told = asdict(self.report)
        told["tables"] = [asdict(note) for note in self.report.tables]
        told["warnings"] = list(self.report.warnings)
        return {"basis": self.basis, "visits": self.visits, "pages": len(self.pages), **told}

    def _frame(self, part: Visits) -> "pd.DataFrame":
        import pandas as pd

        names = np.array([*self.pages.names, *(_PLACES[code] for code in (OTHER, UNSET, UNKNOWN))])
        origins = {UNKNOWN: "", NOT_DIRECT: "not direct"} | {
            origin.value: origin.name.lower() for origin in Origin
        }
        frame = pd.DataFrame(
            {
                "page": names[part.page],
                "source": [origins[code] for code in part.origin.tolist()],
                "app": [APPS[code] for code in part.app.tolist()],
                "visits": part.sessions,
            }
        )
        keys = ["page", "source", "app"]
        summed = frame.groupby(keys, as_index=False, sort=True)["visits"].sum()
        order = np.lexsort((-summed["visits"], summed["page"] == RARE))
        return summed.iloc[order].reset_index(drop=True)


class Span:
    """The first and the last of the days that were met."""

    def __init__(self) -> None:
        self.first, self.last = UNKNOWN, UNKNOWN

    def add(self, day: int) -> None:
        """Take a day, or UNKNOWN."""
        if day != UNKNOWN:
            self.first = day if self.first == UNKNOWN else min(self.first, day)
            self.last = max(self.last, day)


def day_text(day: int) -> str:
    """Return a day since 1970 as ISO text, or nothing for UNKNOWN."""
    return "" if day == UNKNOWN else (_EPOCH + timedelta(days=day)).isoformat()


def day_number(text: str) -> int:
    """Return a day written as 20240131 or 2024-01-31 as days since 1970, else UNKNOWN."""
    digits = text.strip().replace("-", "").replace("/", "")
    if len(digits) != 8 or not digits.isdecimal():
        return UNKNOWN
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return UNKNOWN
    return (found - _EPOCH).days if 2000 <= found.year < 2100 else UNKNOWN
