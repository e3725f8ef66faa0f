"""Levers: the pieces that a strategy is made of, each with its range and plain-language title."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from sim import facts
from sim.errors import Said, nearest, shown
from sim.schema import Among, Misfit, Part
from sim.words import N_

Share = Annotated[float, Field(ge=0, le=1)]
Tone = Literal["apologise", "explain", "deny", "silence"]
DataUse = Literal["minimal", "consented", "intrusive"]
Kind = Literal[
    "offer", "product_news", "helpful", "conversation", "spotlight", "raffle", "survey", "event",
    "invitation",
]  # fmt: skip
Driver = Literal["problems", "beliefs", "hobbies", "aspirations", "product"]
# What the fields of a strategy name as their group, and what a group is called.
GROUPS = {
    "who": N_("Who it is about"),
    "how": N_("How we run it"),
    "what": N_("What we post"),
    "where": N_("Where we are"),
    "start": N_("People we start with"),
    "wrong": N_("When it goes wrong"),
}
DRIVERS: tuple[str, ...] = ("problems", "beliefs", "hobbies", "aspirations", "product")


def known_channel(name: str) -> str:
    """Return `name` if it is a row of data/channels.csv, else raise a ValueError that says so."""
    names = facts.channels().names
    if name not in names:
        hint = nearest(name, names)
        raise Misfit(
            Said("is {name}, not a known channel{hint}", name=shown(repr(name)), hint=hint)
        )
    return name


def page_channel(name: str) -> str:
    """Return `name` if it is a public channel, else raise a ValueError that says so."""
    if facts.channels()[known_channel(name)].private:
        raise Misfit(Said("is '{name}', a private channel; pages are public feeds", name=name))
    return name


def room_channel(name: str) -> str:
    """Return `name` if it is a channel with groups, else raise a ValueError that says so."""
    if not facts.channels()[known_channel(name)].group_cap:
        raise Misfit(Said("is '{name}', a channel without groups", name=name))
    return name


def _names(wanted: str = "") -> tuple[str, ...]:
    rows = facts.channels().rows
    if wanted == "pages":
        return tuple(row.name for row in rows if not row.private)
    if wanted == "rooms":
        return tuple(row.name for row in rows if row.group_cap)
    return facts.channels().names


ChannelName = Annotated[str, AfterValidator(known_channel), Among(_names)]
PageName = Annotated[str, AfterValidator(page_channel), Among(lambda: _names("pages"))]
RoomName = Annotated[str, AfterValidator(room_channel), Among(lambda: _names("rooms"))]


class Drives(Part):
    """How far something is about each of the four reasons to gather: weights, not shares."""

    problems: float = Field(0.25, ge=0, le=1, title="Problems to solve")
    beliefs: float = Field(0.25, ge=0, le=1, title="Shared beliefs")
    hobbies: float = Field(0.25, ge=0, le=1, title="Hobbies and talents")
    aspirations: float = Field(0.25, ge=0, le=1, title="Aspirations and lifestyle")

    @model_validator(mode="after")
    def _some_weight(self) -> "Drives":
        if self.problems + self.beliefs + self.hobbies + self.aspirations <= 0:
            raise Misfit(Said("needs at least one weight above 0"))
        return self

    def weights(self) -> tuple[float, float, float, float]:
        """Return the four weights, scaled to sum 1."""
        values = (self.problems, self.beliefs, self.hobbies, self.aspirations)
        return tuple(value / sum(values) for value in values)  # type: ignore[return-value]


class ContentMix(Part):
    """Relative weights of the kinds of post."""

    offer: float = Field(0.0, ge=0, le=100, title="Offers")
    product_news: float = Field(0.0, ge=0, le=100, title="Product news")
    helpful: float = Field(0.0, ge=0, le=100, title="Helpful posts")
    conversation: float = Field(0.0, ge=0, le=100, title="Conversation starters")
    spotlight: float = Field(0.0, ge=0, le=100, title="Spotlights on members")
    raffle: float = Field(0.0, ge=0, le=100, title="Raffles")
    survey: float = Field(0.0, ge=0, le=100, title="Surveys")
    event: float = Field(0.0, ge=0, le=100, title="Events")
    invitation: float = Field(0.0, ge=0, le=100, title="Invitations to the community")


class CalendarEntry(Part):
    """One planned post: on a day (0 is the first), once or every so many days."""

    day: int = Field(ge=0, le=3650, title="Day", json_schema_extra={"unit": "day"})
    kind: Kind = Field(title="Kind")
    every_days: int = Field(0, ge=0, le=365, title="Repeats every (0: once)")
    hour: int = Field(18, ge=0, le=23, title="Hour of the day")
    driver: Driver | None = Field(None, title="About (by the strategy's own mix if empty)")
    channel: ChannelName | None = Field(None, title="Where (everywhere if empty)")
    title: str = Field("", max_length=200, title="Note")


class Offers(Part):
    """What an offer promises."""

    discount: float = Field(
        0.1, ge=0, le=0.9, title="Discount", json_schema_extra={"unit": "share of price"}
    )
    per_month: float = Field(
        0.0,
        ge=0,
        le=30,
        title="Offers a month besides the mix",
        json_schema_extra={"unit": "1/month"},
    )


class Advertising(Part):
    """Paid reach outside any share."""

    money_per_day: float = Field(
        0.0, ge=0, le=1e7, title="Advertising", json_schema_extra={"unit": "money/day"}
    )


class Seeding(Part):
    """People who are asked, for a reward, to start a story on the first day."""

    who: Literal["members", "most_followed", "random"] = Field("random", title="Whom")
    how_many: int = Field(0, ge=0, le=1_000_000, title="How many people")
    reward: float = Field(
        0.0, ge=0, le=1e6, title="Reward for each", json_schema_extra={"unit": "money"}
    )


class CrisisPlan(Part):
    """What is ready for the day when something goes wrong."""

    monitoring_hours: float = Field(
        0.0,
        ge=0,
        le=100,
        title="Hours a week spent on listening",
        json_schema_extra={"unit": "hours/week"},
    )
    response_hours: float = Field(
        24.0,
        ge=0,
        le=720,
        title="Time from noticing to answering",
        json_schema_extra={"unit": "hours"},
    )
    tone: Tone = Field("explain", title="Tone of the answer")


class Presence(Part):
    """Where we are: brand pages on public channels, and the community's home."""

    pages: Annotated[tuple[PageName, ...], Field(strict=False)] = Field(
        (), title="Brand pages", max_length=20
    )
    home: RoomName | None = Field(None, title="Home of the community")
    room_size: int = Field(
        200, ge=2, le=1_000_000, title="Largest room", json_schema_extra={"unit": "people"}
    )

    @field_validator("pages")
    @classmethod
    def _no_page_twice(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise Misfit(Said("names a channel twice"))
        return names

    @model_validator(mode="after")
    def _room_fits(self) -> "Presence":
        if self.home is not None:
            cap = facts.channels()[self.home].group_cap
            if self.room_size > cap:
                said = Said(
                    "is {size}, above the cap of {channel}, {cap}",
                    size=self.room_size,
                    channel=self.home,
                    cap=cap,
                )
                raise Misfit(said, "room_size")
        return self

    @property
    def places(self) -> tuple[str, ...]:
        """All channels where we are."""
        return self.pages if self.home is None else (*self.pages, self.home)


Notes = Annotated[
    tuple[Annotated[str, Field(max_length=300)], ...], Field(strict=False, max_length=50)
]


class Swot(Part):
    """Strengths, weaknesses, opportunities and threats: printed in the report."""

    strengths: Notes = ()
    weaknesses: Notes = ()
    opportunities: Notes = ()
    threats: Notes = ()
