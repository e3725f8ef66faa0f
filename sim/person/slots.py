"""Slots: everything that a person is, as views of the world's and the state's arrays."""

from typing import TYPE_CHECKING

from sim import rules
from sim.person.views import Fading, Slot
from sim.person.views import World as Trait

if TYPE_CHECKING:
    from sim.model import CommunityModel


class Slots:
    """The attributes of a person. `model` is where they live, `index` their slot."""

    model: "CommunityModel"
    index: int

    interest = Trait()
    need = Trait()
    expertise = Trait()
    attention = Trait()
    privacy = Trait()
    talkativeness = Trait()
    channels = Trait()

    affinity = Fading(rest="baseline")
    reactance = Fading()
    belonging = Fading()
    load = Fading()
    left = Fading()
    told = Fading()

    boredom = Slot()
    aware = Slot()
    satisfied = Slot()
    stage = Slot()
    purchases = Slot()
    follows = Slot()
    member = Slot()
    room = Slot()
    joined = Slot()
    muted = Slot()
    holdout = Slot()
    reached = Slot()
    voice = Slot()
    voice_tick = Slot()
    voice_answered = Slot()

    @property
    def ties(self) -> int:
        """Number of close contacts."""
        pointer = self.model.world.close_ptr
        return (pointer[self.index + 1] - pointer[self.index]).item()

    @property
    def groups(self) -> list[int]:
        """Private groups this person is in."""
        world = self.model.world
        return world.membership[
            world.membership_ptr[self.index] : world.membership_ptr[self.index + 1]
        ].tolist()

    @property
    def followers(self) -> int:
        """Number of people who follow this person's public posts, over all channels."""
        pointer = self.model.world.audience_ptr
        return (pointer[self.index + 1] - pointer[self.index]).item()

    def happens(self, purpose: int, rate_per_day: float) -> bool:
        """Does something of this daily rate happen to this person in this tick?"""
        u = self.model.draw(purpose, self.model.state.tick, self.index, 0)
        return rules.comes_about(u, rate_per_day, self.model.fixed.days_per_tick)
