"""Market: where we are. People in segments and their ties, the product, the brand, prices."""

from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from sim import facts
from sim.errors import Said, shown
from sim.schema import Misfit, Part
from sim.strategy import ChannelName, Drives, Share


def _offer_channels(schema: dict[str, Any]) -> None:
    """Name every channel in the JSON Schema of shares by channel, so that editors complete them."""
    del schema["additionalProperties"]
    schema.pop("propertyNames", None)
    schema["properties"] = {
        channel.name: {"type": "number", "minimum": 0, "maximum": 1, "title": channel.title}
        for channel in facts.channels().rows
    }
    schema["additionalProperties"] = False


def _offer_behaviour(schema: dict[str, Any]) -> None:
    """Name every behaviour parameter in the JSON Schema, with its meaning and limits."""
    schema["properties"] = {
        name: {
            "type": "number",
            "minimum": parameter.least,
            "maximum": parameter.most,
            "default": parameter.best,
            "description": f"{parameter.meaning} ({parameter.unit})",
        }
        for name, parameter in facts.parameters().items()
    }
    schema["additionalProperties"] = False


class Middle(Part):
    """A spread of a trait over people, between 0 and 1.

    `middle` is the value of the middle person; `spread` the standard deviation on the logit
    scale (0: all alike; 1: two thirds within about ±0.23 of a middle of 0.5; 3: mostly extremes).
    """

    middle: float = Field(ge=0, le=1, title="Value of the middle person")
    spread: float = Field(1.0, ge=0, le=5, title="Spread over people (logit scale)")


class Segment(Part):
    """A named kind of people; every outcome can be split by segment."""

    name: str = Field(min_length=1, max_length=60)
    share: float = Field(1.0, gt=0, le=1e6, title="Weight among the segments")
    drives: Drives = Field(default_factory=Drives)
    drive_spread: float = Field(0.5, ge=0, le=3, title="How much people differ in their drives")
    interest: Middle = Field(Middle(middle=0.3, spread=1.5), title="Interest in the subject")
    need: Middle = Field(Middle(middle=0.3, spread=1.2), title="Need of such a product")
    fit: Middle = Field(Middle(middle=0.5, spread=1.0), title="How well the product fits")
    expertise: Middle = Field(Middle(middle=0.25, spread=1.2), title="Know-how")
    privacy: Middle = Field(Middle(middle=0.75, spread=0.8), title="Talk kept private")
    messages_per_day: float = Field(
        1.2, ge=0, le=500, title="Messages a day of the middle writer in all groups together"
    )
    message_spread: float = Field(1.9, ge=0, le=4, title="Spread of messages (log scale)")
    silent: Share = Field(0.3, title="Share who never write")
    attention: float = Field(28.0, ge=0, le=1e9, title="Items read in 6 hours by the middle person")
    channels: dict[ChannelName, Share] = Field(
        min_length=1,
        title="Share of people who use each channel",
        json_schema_extra=_offer_channels,
    )


class CloseTies(Part):
    """Contacts in three layers of falling contact rate (about 5, 15 and 50, counted up)."""

    inner: float = Field(4.0, ge=0, le=50, title="Closest contacts")
    middle: float = Field(8.0, ge=0, le=100, title="Further close contacts")
    outer: float = Field(20.0, ge=0, le=500, title="Other contacts in a messenger")
    far_share: Share = Field(0.1, title="Share of ties that ignore neighbourhood")


class Groups(Part):
    """Private messenger groups, apart from the brand's community."""

    per_person: float = Field(5.5, ge=0, le=100, title="Groups of a person, mean")
    mean_size: float = Field(18.0, ge=2, le=1000, title="Members of a group, mean")
    size_spread: float = Field(0.8, ge=0, le=3, title="Spread of sizes (log scale)")
    far_share: Share = Field(0.15, title="Share of members from elsewhere")


class Follows(Part):
    """Who sees whose public posts."""

    mean: float = Field(30.0, ge=0, le=5000, title="People followed by a person on a channel, mean")
    tail: float = Field(2.3, gt=1.5, le=10, title="Exponent of the tail of follower counts")
    local_share: Share = Field(0.6, title="Share of follows within the neighbourhood")


class Network(Part):
    """How people are tied: generated, or close ties read from a file of edges."""

    close_ties: CloseTies = Field(default_factory=CloseTies)
    groups: Groups = Field(default_factory=Groups)
    follows: Follows = Field(default_factory=Follows)
    assortativity: Share = Field(0.6, title="How alike in interest close people are")
    edges: str | None = Field(None, max_length=1000, title="File with given close ties")


class Product(Part):
    """What is sold."""

    name: str = Field("the product", max_length=80)
    price: float = Field(40.0, ge=0, le=1e9, title="Price", json_schema_extra={"unit": "money"})
    margin: Share = Field(0.5, title="Margin", json_schema_extra={"unit": "share of price"})
    quality: Share = Field(0.75, title="Quality: share of buyers it satisfies when it fits")
    repurchase_days: float = Field(
        60.0, gt=0, le=36500, title="Days between purchases of a customer"
    )
    problems_per_year: float = Field(1.5, ge=0, le=365, title="Problems of a customer a year")
    sensitivity: Share = Field(0.1, title="How private a subject it is")


class Brand(Part):
    """The brand on the first day."""

    name: str = Field("the brand", max_length=80)
    awareness: Share = Field(0.25, title="Share who know it")
    customers: Share = Field(0.05, title="Share who are customers")
    followers: Share = Field(0.06, title="Share who follow a page of it")
    members: Share = Field(0.0, title="Share who are in its community already")
    belonging: Share = Field(0.3, title="How much these members belong")
    affinity: float = Field(0.1, ge=-1, le=1, title="Attitude to it, mean")
    affinity_spread: float = Field(0.15, ge=0, le=1, title="Attitude to it, standard deviation")
    press_per_day: float = Field(
        0.0005,
        ge=0,
        le=1,
        title="Chance a person hears of it elsewhere",
        json_schema_extra={"unit": "1/day"},
    )


class Prices(Part):
    """What things cost."""

    currency: str = Field("EUR", min_length=1, max_length=8)
    hour: float = Field(25.0, ge=0, le=1e6, title="An hour of work")
    ad_contact: float = Field(0.02, gt=0, le=1e4, title="One person reached by advertising")
    support_case: float = Field(8.0, ge=0, le=1e6, title="One paid support case")
    hundred_likes: float = Field(4.0, ge=0, le=1e5, title="A hundred bought followers")


class Market(Part):
    """The people and circumstances that every strategy meets alike."""

    name: str = Field(min_length=1, max_length=80, pattern=r"^[a-z0-9_]+$")
    title: str = Field(min_length=1, max_length=120)
    story: str = Field("", max_length=2000)
    people: int = Field(1000, ge=2, le=20_000_000, title="People")
    tick_hours: int = Field(6, ge=1, le=24, title="Hours of a tick")
    memory: int = Field(32, ge=1, le=32, title="Stories a person remembers")
    segments: Annotated[tuple[Segment, ...], Field(strict=False)] = Field(
        min_length=1, max_length=50
    )
    network: Network = Field(default_factory=Network)
    product: Product = Field(default_factory=Product)
    brand: Brand = Field(default_factory=Brand)
    prices: Prices = Field(default_factory=Prices)
    behaviour: dict[str, float] = Field(
        default_factory=dict,
        title="Behaviour that differs here",
        json_schema_extra=_offer_behaviour,
    )

    @field_validator("tick_hours")
    @classmethod
    def _divides_a_day(cls, hours: int) -> int:
        if 24 % hours:
            raise Misfit(Said("is {hours}, it must divide 24", hours=shown(hours)))
        return hours

    @field_validator("segments")
    @classmethod
    def _names_differ(cls, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        names = [segment.name for segment in segments]
        if len(set(names)) < len(names):
            raise Misfit(Said("names a segment twice"))
        return segments

    @field_validator("behaviour")
    @classmethod
    def _known_behaviour(cls, values: dict[str, float]) -> dict[str, float]:
        for name, value in values.items():
            if said := facts.fault(name, value):
                raise Misfit(said, name)
        return values

    @model_validator(mode="after")
    def _groups_fit(self) -> "Market":
        groups = self.network.groups
        if groups.per_person > 0 and groups.mean_size > self.people:
            said = Said(
                "is {people}, fewer than a group has on average ({mean})",
                people=self.people,
                mean=groups.mean_size,
            )
            raise Misfit(said, "people")
        return self

    @property
    def ticks_per_day(self) -> int:
        """Ticks in a day."""
        return 24 // self.tick_hours
