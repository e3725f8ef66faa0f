"""Grounds: the numbers of behaviour through which a lever acts, with their sources and grades."""

import html
from collections.abc import Mapping

from sim import evidence, facts
from sim.words import N_, _, number

GRADES = {
    "measured": N_("measured"),
    "published": N_("published"),
    "expert": N_("expert judgement"),
    "guess": N_("a guess"),
}
_READING = ("trust_brand", "reactance_gain", "boredom_leaving", "share_probability")
_OFFERS = ("offer_buy", "discount_pull", "reactance_gain")
_ROOMS = ("open_room", "open_room_belonging", "acquaintance_size", "load_leaving")
# Which numbers decide what a lever does; those that decide most come first.
ACTS_THROUGH: Mapping[str, tuple[str, ...]] = {
    "gather_around": ("share_probability", "join_probability", "boredom_leaving", "host_goodwill"),
    "brand_talk": ("reactance_gain", "trust_brand", "attitude_gain", "boredom_leaving"),
    "control": ("removal_step", "answer_rate", "moderation_hours"),
    "peer_enablement": ("answer_rate", "thread_ease", "reply_share", "belonging_answered"),
    "replies": ("manager_solves", "answer_hours", "belonging_answered", "return_answered"),
    "encouragement": ("belonging_praised", "praise_hours", "belonging_halflife_days"),
    "personalisation": ("personal_gain", "intrusion"),
    "data_use": ("intrusion", "personal_gain"),
    "acts_on_feedback": ("feedback_gain", "unsatisfied_lapse", "experience_gain"),
    "invitations": ("invite_rate", "join_probability"),
    "hours_per_week": ("answer_hours", "praise_hours", "moderation_hours"),
    "content": _READING,
    "content.offer": _OFFERS,
    "posts_per_week": ("worn_out_at", "load_leaving", "boredom_leaving", "reactance_gain"),
    "calendar": ("topical_gain", "boredom_memory"),
    "flexible_share": ("topical_gain",),
    "copy_style": ("cross_post_reach", "favoured_reach"),
    "offers": _OFFERS,
    "advertising": ("trust_brand",),
    "presence": ("background_load", *_ROOMS),
    "presence.pages": ("feed_reach", "follow_probability", "unfollow_rate"),
    "presence.room_size": _ROOMS,
    "seeding": ("share_probability", "trust_direct", "trust_group"),
    "bought_likes": ("feed_reach",),
    "invite_holdout": ("join_probability",),
    "crisis_plan.monitoring_hours": ("notice_rate", "warn_rate"),
    "crisis_plan.response_hours": ("answer_fade_hours", "look_for_answer_rate"),
    "crisis_plan.tone": ("calm_apologise", "calm_explain", "calm_deny"),
}


def grounds(path: str) -> tuple[facts.Parameter, ...]:
    """Return the numbers of behaviour through which the lever at a key path acts."""
    names = ACTS_THROUGH.get(path) or ACTS_THROUGH[path.split(".")[0]]
    return tuple(facts.parameters()[name] for name in names)


def as_details(path: str, meaning: str) -> str:
    """Return what a lever means and rests on, as HTML that opens on a click."""
    rows = "".join(f"<li>{_row(one)}</li>" for one in grounds(path))
    title, said = html.escape(_("why this value?")), html.escape(_(meaning))
    both = _("{first}. {second}").format(first=said, second=html.escape(_("It acts through:")))
    return (
        f'<details class="adda-why"><summary>{title}</summary><p>{both}</p>'
        f"<ul>{rows}</ul></details>"
    )


def _row(one: facts.Parameter) -> str:
    source = evidence.sources()[one.source]
    value = _("{best} ({low} to {high}) {unit}").format(
        best=number(one.best), low=number(one.low), high=number(one.high), unit=_(one.unit)
    )
    grade = _(GRADES[one.grade])
    cited = html.escape(source.cite())
    if source.url.startswith("https://"):
        address = html.escape(source.url, quote=True)
        cited = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{cited}</a>'
    said = f"{_(one.meaning)}: {value} – {grade}"
    return f"{html.escape(said)}. <small>{cited}</small>"
