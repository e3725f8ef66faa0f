"""The reckoning from direct visits to those that private sharing brought, line by line."""

import math
from typing import NamedTuple

from sim import facts
from sim.intake.web_analytics.assumptions import Assumptions, Range
from sim.intake.web_analytics.parts import Parts
from sim.words import N_

_LOSS_WITHIN = 0.1
NOTHING = Range(0.0, 0.0, 0.0)


class Step(NamedTuple):
    """One line of the reckoning: label, and visits at the low, central and high value."""

    label: str
    visits: Range


def unlabelled(parts: Parts, assumed: Assumptions) -> tuple[list[Step], Range]:
    """Return the reckoning, and the direct visits that private sharing brought."""
    left_out = sum(parts.dropped.values())
    typed = parts.typed or _typed(parts, assumed)
    after = Range(*(max(d - t, 0.0) for d, t in zip(parts.deep, reversed(typed), strict=True)))
    shared = Range(
        *(
            v * (1.0 - o)
            for v, o in zip(after, reversed(assumed.other_direct or NOTHING), strict=True)
        )
    )
    if assumed.new_only_at_low and parts.deep_new is not None:
        other = (assumed.other_direct or NOTHING).high
        shared = shared._replace(low=min(shared.low, parts.deep_new * (1.0 - other)))
    home = assumed.at_home or NOTHING
    dark = Range(*(_capped(v, h, parts) for v, h in zip(shared, home, strict=True)))
    dark = _at_least(dark, _lost_labels(parts, assumed), parts.direct)
    same = [
        (N_("visits in the export"), parts.read),
        (N_("left out: page not known, robots"), left_out),
        (N_("visits used"), parts.total),
        (N_("direct visits"), parts.direct),
    ]
    steps = [Step(label, Range(*(3 * (float(count),)))) for label, count in same] + [
        Step(N_("direct visits to deep pages"), parts.deep),
        Step(N_("less typed and bookmarked"), after),
        Step(N_("less other lost sources"), shared),
        Step(N_("with shared links to the home page: direct visits from private sharing"), dark),
    ]
    return steps, dark


def _typed(parts: Parts, assumed: Assumptions) -> Range:
    """Return typed visits by the assumed share: of each end's own number of deep visits."""
    usual = assumed.typed or NOTHING
    high, central, low = parts.deep.low, parts.deep.central, parts.deep.high
    return Range(usual.low * low, usual.central * central, usual.high * high)


def _capped(visits: float, home: float, parts: Parts) -> float:
    """Return visits by shared links to any page, no more than there are direct visits."""
    return min(visits / (1.0 - home) if home < 1.0 else math.inf, parts.direct)


def _lost_labels(parts: Parts, assumed: Assumptions) -> Range:
    """Return direct visits that must be there, for each tag or referrer that was kept others lost.

    Tags that survive with chance s leave 1/s - 1 direct visits for each tagged one. These are among
    the direct visits already; so they are the least, and not added.
    """
    kept = assumed.tag_survival or Range(1.0, 1.0, 1.0)
    tagged = parts.tagged
    lost = [tagged / share - tagged if share > 0 else parts.direct for share in reversed(kept)]
    lost = lost if tagged else [0.0, 0.0, 0.0]
    for app, visits in (parts.apps or {}).items():
        loss = _loss(app) if assumed.referrer_loss else None
        if loss is not None:
            lost = [sum(pair) for pair in zip(lost, times(visits, _hidden(loss)), strict=True)]
    return Range(*lost)


def _hidden(loss: Range) -> Range:
    return Range(*(share / (1.0 - share) for share in loss))


def _loss(app: str) -> Range | None:
    """Return the share of an app's visits without a referrer, None where nothing is measured."""
    if app not in facts.channels().names:
        return None
    loss = facts.channels().rows[facts.channels().number(app)].referrer_loss
    if not 0.0 < loss < 1.0:
        return None
    return Range(max(loss - _LOSS_WITHIN, 0.0), loss, min(loss + _LOSS_WITHIN, 0.99))


def by_app(parts: Parts, assumed: Assumptions) -> dict[str, Range]:
    """Return the visits from each app that shows, with those whose referrer was lost."""
    found = {}
    for app, visits in (parts.apps or {}).items():
        loss = _loss(app) if assumed.referrer_loss else None
        found[app] = times(visits, Range(*(1.0 + more for more in _hidden(loss or NOTHING))))
    return found


def times(count: float, shares: Range) -> Range:
    """Return the shares of a count."""
    return Range(*(count * share for share in shares))


def _at_least(values: Range, least: Range, most: float) -> Range:
    return Range(*(max(v, min(bound, most)) for v, bound in zip(values, least, strict=True)))
