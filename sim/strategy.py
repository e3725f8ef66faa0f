"""Strategy: what we do. A point in the space of levers, never a name that code looks at."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from sim.errors import Said
from sim.levers import (
    DRIVERS,
    Advertising,
    CalendarEntry,
    ChannelName,
    ContentMix,
    CrisisPlan,
    DataUse,
    Driver,
    Drives,
    Kind,
    Offers,
    Presence,
    Seeding,
    Share,
    Swot,
    Tone,
    known_channel,
)
from sim.schema import Misfit, Part

__all__ = [
    "DRIVERS",
    "Advertising",
    "CalendarEntry",
    "ChannelName",
    "ContentMix",
    "CrisisPlan",
    "DataUse",
    "Driver",
    "Drives",
    "Kind",
    "Offers",
    "Presence",
    "Seeding",
    "Share",
    "Strategy",
    "Swot",
    "Tone",
    "known_channel",
]


def lever(
    default: object, title: str, description: str, group: str, unit: str = "", **limits: Any
) -> Any:
    """Declare a lever: its plain-language label, meaning, studio group, unit and range."""
    extra: dict[str, Any] = {"group": group, "unit": unit}
    if isinstance(default, type) and issubclass(default, Part):
        return Field(
            default_factory=default, title=title, description=description, json_schema_extra=extra
        )
    return Field(default, title=title, description=description, json_schema_extra=extra, **limits)


class Strategy(Part):
    """How we run our community and our public presence."""

    name: str = Field(min_length=1, max_length=80, pattern=r"^[a-z0-9_]+$", title="Short name")
    title: str = Field(min_length=1, max_length=120, title="Title")
    story: str = Field("", max_length=2000, title="The strategy in two sentences")
    mission: str = Field("", max_length=500, title="Mission")
    swot: Swot = Field(default_factory=Swot, title="SWOT")

    gather_around: Drives = lever(
        Drives, "What it is about", "How far the talk is about each reason to gather", "who"
    )
    brand_talk: Share = lever(
        0.5,
        "Talk about the product",
        "Share of our posts that are about the product",
        "who",
        "share",
    )

    control: Share = lever(
        0.2, "Control", "Share of members' off-brand posts that are removed", "how", "share"
    )
    peer_enablement: Share = lever(
        0.3,
        "Members help members",
        "How easily a question meets somebody who can answer: threads, introductions, expert flags",
        "how",
        "0-1",
    )
    replies: Share = lever(
        0.3, "Replies", "Share of the hours kept for answering questions", "how", "share of hours"
    )
    encouragement: Share = lever(
        0.1,
        "Encouragement",
        "Share of the hours kept for praise and thanks",
        "how",
        "share of hours",
    )
    personalisation: Share = lever(
        0.0, "Personal treatment", "How far messages are fitted to the person", "how", "0-1"
    )
    data_use: DataUse = lever(
        "minimal", "Use of personal data", "What the personal treatment is based on", "how"
    )
    acts_on_feedback: Share = lever(
        0.2, "Acting on feedback", "How far what members say changes the product", "how", "0-1"
    )
    invitations: Share = lever(
        0.3,
        "Asking members to invite",
        "How actively members are asked to bring others",
        "how",
        "0-1",
    )

    content: ContentMix = lever(
        ContentMix, "Content", "Relative weights of the kinds of post", "what"
    )
    posts_per_week: float = lever(
        5.0,
        "Posts a week",
        "Planned posts; each goes to every presence",
        "what",
        "1/week",
        ge=0,
        le=100,
    )
    calendar: Annotated[tuple[CalendarEntry, ...], Field(strict=False)] = lever(
        (), "Calendar", "Dated posts besides the weekly ones", "what", max_length=400
    )
    flexible_share: Share = lever(
        0.1,
        "Kept for the last minute",
        "Share of the weekly posts left open for what comes up",
        "what",
        "share",
    )
    copy_style: Literal["native", "cross_posted"] = lever(
        "native", "Copy", "A version for each channel, or the same post everywhere", "what"
    )
    offers: Offers = lever(Offers, "Offers", "What an offer promises, and how often", "what")
    advertising: Advertising = lever(Advertising, "Advertising", "Paid reach", "what")

    presence: Presence = lever(
        Presence, "Where we are", "Pages, home of the community, room size", "where"
    )

    seeding: Seeding = lever(Seeding, "Seeds", "People asked to start a story", "start")
    bought_likes: int = lever(
        0,
        "Bought likes",
        "Followers bought for the pages, in all",
        "start",
        "followers",
        ge=0,
        le=10_000_000,
    )
    invite_holdout: Share = lever(
        0.0,
        "Never invited (experiment)",
        "A random share of people who are never invited",
        "start",
        "share",
    )

    crisis_plan: CrisisPlan = lever(
        CrisisPlan, "Crisis plan", "Listening, time to answer, tone", "wrong"
    )
    hours_per_week: float = lever(
        12.0,
        "Hours a week",
        "The community manager's working time",
        "how",
        "hours/week",
        ge=0,
        le=400,
    )

    @model_validator(mode="after")
    def _shares_of_hours(self) -> "Strategy":
        if self.replies + self.encouragement > 1:
            said = Said(
                "is {share}, with replies ({replies}) more than all hours",
                share=self.encouragement,
                replies=self.replies,
            )
            raise Misfit(said, "encouragement")
        return self

    @model_validator(mode="after")
    def _calendar_where_we_are(self) -> "Strategy":
        for row, entry in enumerate(self.calendar):
            if entry.channel is not None and entry.channel not in self.presence.places:
                said = Said(
                    "is '{channel}', where the strategy has no presence", channel=entry.channel
                )
                raise Misfit(said, "calendar", row, "channel")
        return self
