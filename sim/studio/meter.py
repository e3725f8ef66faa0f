"""Meter: a week's hours as a bar, and what will be dropped for want of them."""

import html

from sim.studio.budget import Budget
from sim.words import _, number

SHADES = ("#5B7C99", "#86A7A0", "#B7A6C9", "#D8B98C", "#7FA36B")


def meter(found: Budget) -> str:
    """Return a budget as a bar of hours with a line of words, in HTML."""
    parts = (
        (_("upkeep"), found.upkeep),
        (_("listening"), found.listening),
        (_("answers"), found.answers),
        (_("praise"), found.praise),
        (_("posts"), min(found.posts_have, found.posts_need)),
    )
    lacking = max(0.0, found.posts_need - found.posts_have)
    spare = max(0.0, found.posts_have - found.posts_need)
    whole = (sum(hours for _name, hours in parts) + lacking + spare) or 1.0
    bars = "".join(
        _bar(name, hours / whole, shade) for (name, hours), shade in zip(parts, SHADES, strict=True)
    )
    bars += _bar(_("left over"), spare / whole, "transparent")
    bars += _bar(_("dropped"), lacking / whole, "#B00020", "adda-lacking")
    over = html.escape(found.warning())
    said = html.escape(found.plan()) + (f' <span class="over">{over}</span>' if over else "")
    label = html.escape(_("{hours} h a week").format(hours=number(found.hours)))
    return f'<div class="adda-meter" role="img" aria-label="{label}">{bars}</div>{said}'


def _bar(name: str, share: float, shade: str, kind: str = "") -> str:
    if share <= 0:
        return ""
    said = html.escape(name)
    return (
        f'<span class="{kind}" title="{said}"'
        f' style="width:{100 * share:.1f}%;background-color:{shade}"></span>'
    )
