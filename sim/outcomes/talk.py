"""What is said and where: reach, shares, advocacy, what stays out of sight."""

import numpy as np

from sim.outcomes.outcome import Daily, Outcome, count, ratio, ratios, total
from sim.outcomes.window import Window
from sim.share_sums import ABOUT_US
from sim.words import N_


def _reached(seen: Window) -> np.ndarray:
    tick = seen.run.tables["people"]["reached"]
    return ((tick >= 0) & (tick < seen.ticks)).astype(float)


def _reach(seen: Window) -> float:
    return ratio(_reached(seen).sum(), seen.people)


def _shares(daily: Daily) -> np.ndarray:
    return total(daily, "shares_private", "shares_public")


def _dark_share(seen: Window) -> float:
    talk = seen.sorts["by_people"]
    return ratio(seen.made(talk & ~seen.sorts["in_sight"]), seen.made(talk))


def _seen_share(seen: Window) -> float:
    about = seen.sorts["by_people"] & seen.sorts["about_us"]
    return ratio(seen.made(about & seen.sorts["in_sight"]), seen.made(about))


def _reads_per_share(daily: Daily) -> np.ndarray:
    shares = total(daily, "shares_private", "shares_public", "shares_brand")
    return ratios(total(daily, "reads"), shares)


def _engagement(seen: Window) -> float:
    passed_on = seen.made(seen.sorts["by_people"] & seen.sorts["passed_on"])
    answers = passed_on + count(seen.through_shares)
    return 100.0 * ratio(answers, seen.daily["reads"].sum())


def _made(seen: Window, about_us: bool = False, in_the_dark: bool = False) -> np.ndarray:
    """Return how many shares each person made: all, or only such about us, or such in the dark."""
    sorts = seen.senders[:, ABOUT_US::2] if about_us else seen.senders
    if in_the_dark:
        sorts = sorts[:, : sorts.shape[1] // 2]
    return sorts.sum(axis=1).astype(float)


def _active(seen: Window) -> np.ndarray:
    active = _made(seen) + seen.each(seen.messages["author"])
    active += seen.each(seen.visits["person"][seen.through_shares])
    return (active > 0).astype(float)


def _telling(seen: Window, positive: bool) -> np.ndarray:
    glad = seen.stories["valence"] >= 0
    return seen.told & (glad if positive else ~glad)


def _advocacy(seen: Window) -> float:
    return float(count(_telling(seen, positive=True)))


def _complaints(seen: Window) -> float:
    return float(count(_telling(seen, positive=False)))


TALK = (
    Outcome(
        name="reach",
        label=N_("Reach"),
        unit=N_("share of people"),
        definition=N_(
            "Share of people who read a story about the product from somebody, or from the brand's"
            " own posts, at least once."
        ),
        better="higher",
        kind="talk",
        form="share",
        value=_reach,
        persons=lambda seen: (_reached(seen), seen.everybody),
    ),
    Outcome(
        name="awareness",
        label=N_("Awareness"),
        unit=N_("people"),
        definition=N_("People who know the product at the end of the day."),
        better="higher",
        kind="talk",
        course=lambda daily: daily["aware"],
        persons=lambda seen: (seen.now("aware"), None),
    ),
    Outcome(
        name="shares",
        label=N_("Shares by people"),
        unit=N_("shares"),
        definition=N_("How often people told or passed on a story, in private and in public."),
        better="neither",
        kind="talk",
        form="share",
        course=_shares,
        persons=lambda seen: (_made(seen), None),
    ),
    Outcome(
        name="dark_share",
        label=N_("Dark social"),
        unit=N_("share of shares"),
        definition=N_(
            "Share of what people tell and pass on that goes where the brand cannot look: direct"
            " chats, private groups, talk face to face."
        ),
        better="neither",
        kind="talk",
        form="share",
        value=_dark_share,
        persons=lambda seen: (_made(seen, in_the_dark=True), _made(seen)),
    ),
    Outcome(
        name="seen_share",
        label=N_("Talk about us that we see"),
        unit=N_("share of shares"),
        definition=N_(
            "Share of people's shares about the product that the brand can see: in public feeds"
            " and in its own rooms."
        ),
        better="neither",
        kind="talk",
        form="share",
        value=_seen_share,
        persons=lambda seen: (
            _made(seen, about_us=True) - _made(seen, about_us=True, in_the_dark=True),
            _made(seen, about_us=True),
        ),
    ),
    Outcome(
        name="reads_per_share",
        label=N_("Readings a share"),
        unit=N_("readings"),
        definition=N_("How often a share is read on average, the brand's own posts included."),
        better="neither",
        kind="talk",
        course=_reads_per_share,
    ),
    Outcome(
        name="engagement",
        label=N_("Engagement"),
        unit=N_("reactions per 100 readings"),
        definition=N_("Times that a story was passed on or its link clicked, per 100 readings."),
        better="higher",
        kind="talk",
        value=_engagement,
    ),
    Outcome(
        name="active_people",
        label=N_("People who take part"),
        unit=N_("share of people"),
        definition=N_(
            "Share of people who told or passed on something, wrote in the community or clicked on"
            " a link at least once."
        ),
        better="higher",
        kind="talk",
        form="share",
        value=lambda seen: ratio(_active(seen).sum(), seen.people),
        persons=lambda seen: (_active(seen), seen.everybody),
    ),
    Outcome(
        name="advocacy",
        label=N_("Advocacy"),
        unit=N_("stories"),
        definition=N_("Good experiences that customers told unasked and for no reward."),
        better="higher",
        kind="talk",
        value=_advocacy,
        persons=lambda seen: (seen.each(seen.stories["origin"][_telling(seen, True)]), None),
    ),
    Outcome(
        name="complaints",
        label=N_("Bad experiences told"),
        unit=N_("stories"),
        definition=N_("Disappointing experiences that customers told."),
        better="lower",
        kind="talk",
        value=_complaints,
        persons=lambda seen: (seen.each(seen.stories["origin"][_telling(seen, False)]), None),
    ),
)
