"""Senses: how much a person can take in, and what a story means to them (R1-R3)."""

from sim import purposes, rules
from sim.person.slots import Slots


class Senses(Slots):
    """Attention, relevance and credibility."""

    @property
    def focus(self) -> float:
        """R1: the share of what arrives that this person can take in now."""
        return rules.attention_share(self.attention, self.model.fixed.usual_load + self.load)

    def arrive(self, items: float) -> None:
        """Count items that arrived: the load is their moving average a tick."""
        share_of_new = 1.0 - self.model.chances.load_left[1].item()
        if share_of_new > 0.0:
            self.load = self.load + items * share_of_new

    def notices(self, openness: float, key: int) -> bool:
        """R1: does this person read what arrived under this key?"""
        chance = openness * self.focus
        return self.model.draw(purposes.READ, 0, self.index, key) < chance

    @property
    def fit(self) -> float:
        """How well the product fits this person, after what it has learned from feedback (R14)."""
        own = self.model.world.fit[self.index].item()
        return rules.improved(own, self.model.state.improvement)

    @property
    def product_match(self) -> float:
        """R3: how much a story about the product means to this person."""
        return rules.product_match(self.need, self.fit)

    def drive_match(self, driver: int) -> float:
        """R3: how much a story about one drive (0-3) means to this person."""
        drives = self.model.world.drives[self.index]
        return rules.drive_match(self.interest, drives[driver].item(), drives.max().item())

    @property
    def community_match(self) -> float:
        """R3: how much the community means to this person, by what the talk in it is about."""
        fixed = self.model.fixed
        around = 0.0
        for driver in range(4):
            around += fixed.around[driver].item() * self.drive_match(driver)
        return rules.community_match(fixed.brand_talk, around, self.product_match)

    def match(self, driver: int) -> float:
        """R3: relevance of a story by what it is about."""
        if driver == rules.PRODUCT:
            return self.product_match
        if driver == rules.COMMUNITY:
            return self.community_match
        return self.drive_match(driver)

    def credibility(self, venue_kind: int, sender: int) -> float:
        """R2: how far this person believes what comes from there."""
        values = self.model.values
        if sender < 0:
            return rules.brand_credibility(values.trust_brand, self.reactance)
        return (
            values.trust_direct,
            values.trust_group,
            values.trust_feed,
            values.trust_feed,
            values.trust_room,
            values.trust_direct,
        )[venue_kind]
