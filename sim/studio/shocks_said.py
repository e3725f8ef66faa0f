"""Shocks said: what happens from outside, in words."""

from sim.scenarios import Shock
from sim.words import N_, _, number, percent

KINDS = {
    "launch": N_("a launch"),
    "crisis": N_("a crisis"),
    "competitor_offer": N_("a competitor's offer"),
    "press": N_("a story in the press"),
}
WHERE = {"private": N_("in private"), "public": N_("in public")}


def shock_said(shock: Shock) -> str:
    """Return a shock in words."""
    said = _("day {day}: {what}, {where}, strength {strength}, begins with {people} people").format(
        day=number(shock.day), what=_(KINDS[shock.kind]), where=_(WHERE[shock.where]),
        strength=percent(shock.strength), people=number(shock.people),
    )  # fmt: skip
    return f"{said} ({shock.title})" if shock.title else said
