"""Leading: which of several ways leads, in a sentence that is made from the numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes import Outcome
from sim.study.among import difference_interval, mean
from sim.words import _, current, ngettext

if TYPE_CHECKING:
    from sim.study.ways import Ways


def sentence(ways: "Ways", name: str) -> str:
    """Return which ways lead on an outcome, in the language spoken now."""
    one = ways.outcome(name)
    means = [mean(row) for row in ways.of(name)]
    label = _(one.label)
    if not np.isfinite(means).any():
        return _("{label}: does not apply to any of them.").format(label=label)
    if one.better == "neither":
        return _range(ways, one, means)
    leaders, best = ways.leaders(name), ways.best(name)
    assert best is not None
    if len(leaders) == sum(map(np.isfinite, means)):
        ends = _ends(ways, one, means)
        if one.figure(float(np.nanmax(means)), current()) == ends["low"]:
            said = _("{label}: none of them can be told from another, about {high} each.")
        else:
            said = _("{label}: none of them can be told from another, {low} to {high}.")
        return said.format(label=label, **ends)
    if len(leaders) == 1:
        return _alone(ways, one, means, best)
    behind = [way for way in ways.applies(name) if way not in leaders]
    if len(behind) < len(leaders):
        return _trailing(ways, one, means, behind)
    said = _(
        "{label}: {leaders} do best and cannot be told apart ({low} to {high}); last is “{last}”"
        " with {least}."
    )
    last = _last(one, means)
    return said.format(
        label=label,
        leaders=listed([ways.labels[way] for way in leaders]),
        last=ways.labels[last],
        least=_said(ways, one, means[last]),
        **_ends(ways, one, [means[way] for way in leaders]),
    )


def _trailing(ways: "Ways", one: Outcome, means: list[float], behind: list[int]) -> str:
    """Return the sentence for a few that are clearly behind the best, where many are not."""
    said = ngettext(
        "{label}: clearly behind the best is {behind} ({least}); the others cannot be told from it"
        " ({low} to {high}).",
        "{label}: clearly behind the best are {behind} ({least}); the others cannot be told from it"
        " ({low} to {high}).",
        len(behind),
    )
    others = [means[way] for way in ways.applies(one.name) if way not in behind]
    return said.format(
        label=_(one.label),
        behind=listed([ways.labels[way] for way in behind]),
        least=", ".join(one.figure(means[way], current()) for way in behind),
        **_ends(ways, one, others),
    )


def listed(names: Sequence[str]) -> str:
    """Return names in quotes as a list in the language spoken now."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) == 1:
        return quoted[0]
    return _("{some} and {last}").format(some=", ".join(quoted[:-1]), last=quoted[-1])


def _alone(ways: "Ways", one: Outcome, means: list[float], best: int) -> str:
    """Return the sentence for one clear leader, with the interval to the next best."""
    sign = 1.0 if one.better == "higher" else -1.0
    order = np.argsort([-sign * each if np.isfinite(each) else np.inf for each in means])
    following = next(int(way) for way in order if way != best)
    values = ways.of(one.name)
    low, high = difference_interval(values[best], values[following], len(ways.labels) - 1)
    near, far = sorted((abs(low), abs(high)))
    said = _(
        "{label}: “{best}” does best with {most}; the next, “{next}”, has {less}, {apart} apart"
        " (95% interval {near} to {far})."
    )
    say = current()
    return said.format(
        label=_(one.label),
        best=ways.labels[best],
        most=_said(ways, one, means[best]),
        next=ways.labels[following],
        less=_said(ways, one, means[following]),
        apart=one.said_apart(abs(means[best] - means[following]), say, ways.currency),
        near=one.apart(near, say),
        far=one.apart(far, say),
    )


def _range(ways: "Ways", one: Outcome, means: list[float]) -> str:
    """Return from where to where an outcome goes of which no way is the better one."""
    least, most = int(np.nanargmin(means)), int(np.nanargmax(means))
    said = _("{label}: from {low} with “{least}” to {high} with “{most}”.")
    return said.format(
        label=_(one.label),
        least=ways.labels[least],
        most=ways.labels[most],
        **_ends(ways, one, means),
    )


def _ends(ways: "Ways", one: Outcome, means: list[float]) -> dict[str, str]:
    low, high = float(np.nanmin(means)), float(np.nanmax(means))
    return {"low": one.figure(low, current()), "high": _said(ways, one, high)}


def _last(one: Outcome, means: list[float]) -> int:
    return int(np.nanargmin(means) if one.better == "higher" else np.nanargmax(means))


def _said(ways: "Ways", one: Outcome, value: float) -> str:
    return one.said(value, current(), ways.currency)
