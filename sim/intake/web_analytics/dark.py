"""Dark social from web analytics: an interval for the share of visits from private sharing.

The recipe: direct visits to pages that nobody types (Madrigal 2012, with Chartbeat), less what is
typed, bookmarked or lost otherwise, and what a messenger's tag or referrer gives away. Direct is an
error bucket, so the result is an interval whose ends take every assumption the one way and the
other.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.errors import AddaError, shown
from sim.intake.web_analytics.analytics import Analytics
from sim.intake.web_analytics.assumptions import Assumptions, Range
from sim.intake.web_analytics.parts import Parts, parts_of
from sim.intake.web_analytics.priors import Beta, beta_near, surveyed, with_chance
from sim.intake.web_analytics.reckoning import Step, by_app, times, unlabelled
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas as pd

INFORMS = ("outcome dark_visits", "pattern dark_share_of_visits", "market segments.privacy")
"""`of_talk` is what the outcome measures on a run; a market's `privacy` is what moves it."""
FEWEST_VISITS = 100
_CROSS = N_("from a table of landing pages by source")
_MARGINS = N_(
    "landing pages and sources are known only apart; this cannot do better without the cross-table:"
    " the ends are all that the two allow, the middle takes them as independent"
)
_LAST_SOURCE = N_(
    "Google Analytics credits a direct return visit to the visitor's last known source, so direct"
    " visits of returning people are undercounted"
)
_FEW = N_("fewer than 100 visits are left to count; the interval says little")
_OTHERS = N_("more than a twentieth of the visits land on pages that the export does not name")


@dataclass(frozen=True)
class DarkShare:
    """Dark social as an interval.

    share: visits from private sharing, of all visits that were used. of_talk: visits that came
    without referrer and tag, of all that talk brought (private or public); None where social
    visits are not known. naive: the usual estimate, direct visits to deep pages of all visits.
    by_app: visits from an app, where its referrers show and their loss was measured. signs: shares
    among direct visits to deep pages: mobile, inside_app, early (within three days of a page's
    first visit; near 1 speaks for sharing, an even spread for bookmarks).
    """

    share: Range
    of_talk: Range | None
    naive: float
    basis: str
    statement: str
    steps: tuple[Step, ...]
    by_app: dict[str, Range]
    signs: dict[str, float]
    warnings: tuple[str, ...]
    assumptions: Assumptions
    informs: tuple[str, ...] = INFORMS

    def prior(self, which: str = "of_talk") -> Beta:
        """Return a Beta whose 2.5 %, 50 % and 97.5 % points come close to low, central and high.

        Raises AddaError where the export does not tell that share.
        """
        wanted = {"of_talk": self.of_talk, "share": self.share}.get(which)
        if wanted is None:
            raise AddaError(
                "the export tells nothing of '{which}'; known is share", which=shown(which)
            )
        return beta_near(wanted)

    def table(self, lang: str = "en") -> "pd.DataFrame":
        """Return the reckoning line by line: step, low, central, high (visits)."""
        import pandas as pd

        say = translator(lang)
        rows = [
            (say(step.label), *(round(value, 1) for value in step.visits)) for step in self.steps
        ]
        return pd.DataFrame(rows, columns=["step", "low", "central", "high"])

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return {
            "share": self.share._asdict(),
            "of_talk": self.of_talk._asdict() if self.of_talk else None,
            "naive": self.naive,
            "basis": self.basis,
            "statement": self.statement,
            "steps": [{"step": step.label, **step.visits._asdict()} for step in self.steps],
            "by_app": {app: span._asdict() for app, span in self.by_app.items()},
            "signs": dict(self.signs),
            "informs": list(self.informs),
            "warnings": list(self.warnings),
        }


def dark_share(analytics: Analytics, assumptions: Assumptions | None = None) -> DarkShare:
    """Estimate the share of visits from private sharing.

    Raises AddaError where the export lacks landing pages or sources, or no visit is left to count.
    """
    assumed = assumptions or Assumptions()
    parts = parts_of(analytics, assumed)
    if parts.total < 1:
        raise AddaError("no visit is left to count; change the assumptions that leave visits out")
    steps, dark = unlabelled(parts, assumed)
    tagged = times(parts.tagged, assumed.tag_private or Range(1.0, 1.0, 1.0))
    known = sum((parts.apps or {}).values()) if assumed.messenger_referrers else 0.0
    private = Range(*(min(d + t + known, parts.total) for d, t in zip(dark, tagged, strict=True)))
    steps += [
        Step(N_("with a messenger's tag, from private chats"), tagged),
        Step(N_("with the referrer of a messenger"), Range(known, known, known)),
        Step(N_("visits from private sharing, together"), private),
    ]
    share = times(1.0 / parts.total, private)
    if assumed.sampling:
        share = with_chance(share, parts.total)
    if assumed.survey is not None and assumed.survey[1]:
        share = surveyed(share, assumed.survey, assumed.survey_weight)
    return DarkShare(
        share=share,
        of_talk=_of_talk(dark, parts, assumed),
        naive=parts.deep.central / parts.total,
        basis=analytics.basis,
        statement=_CROSS if analytics.basis == "cross" else _MARGINS,
        steps=tuple(steps),
        by_app=by_app(parts, assumed),
        signs=parts.signs or {},
        warnings=tuple(_warnings(analytics, parts)),
        assumptions=assumed,
    )


def _of_talk(dark: Range, parts: Parts, assumed: Assumptions) -> Range | None:
    """Return the part without referrer and tag of what talk brought."""
    if parts.social is None:
        return None
    seen = parts.tagged + sum((parts.apps or {}).values()) + parts.social
    if dark.high + seen < 1:
        return None
    shares = Range(*(value / max(value + seen, 1e-9) for value in dark))
    return with_chance(shares, dark.central + seen) if assumed.sampling else shares


def _warnings(analytics: Analytics, parts: Parts) -> list[str]:
    said = list(analytics.report.warnings)
    if analytics.report.tool == "ga4":
        said.append(_LAST_SOURCE)
    if parts.dropped.get("landing page not known", 0) > 0.05 * parts.read:
        said.append(_OTHERS)
    if parts.total < FEWEST_VISITS:
        said.append(_FEW)
    return said
