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
    shown = [(name, hours, shade, "") for (name, hours), shade in zip(parts, SHADES, strict=True)]
    shown += [
        (_("left over"), spare, "transparent", ""),
        (_("dropped"), lacking, "#B00020", "adda-lacking"),
    ]
    whole = sum(hours for _name, hours, *_look in shown) or 1.0
    bars = "".join(_bar(name, hours / whole, *look) for name, hours, *look in shown)
    keys = " ".join(_key(*one) for one in shown)
    label = html.escape(_("{hours} h a week").format(hours=number(found.hours)))
    money, over = html.escape(found.spending()), html.escape(found.warning())
    over = f' <span class="over">{over}</span>' if over else ""
    return (
        f'<div class="adda-meter" aria-hidden="true">{bars}</div>'
        f'<div class="adda-keys"><b>{label}</b> {keys}</div>{money}{over}'
    )


def _bar(name: str, share: float, shade: str, kind: str) -> str:
    if share <= 0:
        return ""
    said = html.escape(name)
    return (
        f'<span class="{kind}" title="{said}"'
        f' style="width:{100 * share:.1f}%;background-color:{shade}"></span>'
    )


def _key(name: str, hours: float, shade: str, kind: str) -> str:
    """Return what a stretch of the bar stands for, with its colour, as HTML."""
    if hours <= 0:
        return ""
    said = html.escape(_("{name} {hours} h").format(name=name, hours=number(hours, 1)))
    return f'<span><i class="{kind}" style="background-color:{shade}"></i>{said}</span>'
