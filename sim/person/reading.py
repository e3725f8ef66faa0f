"""Reading: what arrives, what is read of it, and what it does to the reader (R1-R5, R13, R17)."""

from sim import facts, purposes, rules, tables
from sim.person.views import Fading, Slot
from sim.person.views import World as Trait
from sim.state import (
    CUSTOMER,
    FIRST_READS,
    HEARD,
    HOLDING,
    OVER,
    READS,
    SENDERS_KEPT,
    VISITS,
    VISITS_DARK,
)

OFFER = facts.kinds()["offer"].number
INVITATION = facts.kinds()["invitation"].number
RUMOUR = facts.kinds()["rumour"].number
CORRECTION = facts.kinds()["correction"].number
SURVEY = facts.kinds()["survey"].number


class Reading:
    """How a person meets stories."""

    attention = Trait()
    interest = Trait()
    need = Trait()
    affinity = Fading(rest="baseline")
    reactance = Fading()
    load = Fading()
    boredom = Slot()
    aware = Slot()
    follows = Slot()

    # what arrives -------------------------------------------------------------------------------

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

    # how it is taken ----------------------------------------------------------------------------

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

    # reading ------------------------------------------------------------------------------------

    def read(self, row: int) -> None:
        """Read a share: remember it, be moved by it, act on it, perhaps pass it on."""
        model = self.model
        shares = model.state.shares.columns
        shares["read"][row] += 1
        model.count(READS)
        story, sender = shares["story"][row].item(), shares["sender"][row].item()
        venue_kind = shares["venue_kind"][row].item()
        known = self.slot_of(story)
        if known < 0:
            shares["first_reads"][row] += 1
            model.count(FIRST_READS)
        self.take_in(story, sender, venue_kind, row)

    def take_in(self, story: int, sender: int, venue_kind: int, row: int) -> None:
        """Let a story act on this person; `row` is the share it came by, -1 for none."""
        model, stories = self.model, self.model.state.stories.columns
        slot = self.slot_of(story)
        first = slot < 0
        if first:
            slot = self.remember(story, row)
        new_sender = self.note_sender(slot, sender)
        believed = self.credibility(venue_kind, sender)
        match = self.match(stories["driver"][story].item())
        if sender < 0:
            match = rules.personal_match(
                match, model.values.personal_gain, model.fixed.personalisation
            )
            self.feel_pushed(story, match)
            self.engage(venue_kind, row, match)
        if new_sender:
            self.be_moved(slot, story, believed, match, row)
        if first:
            self.act_on(story, believed, match, row)
        if new_sender and not self.has_passed(slot) and self.status_of(slot) != OVER:
            self.consider_passing(slot, story, match, row)
        if first and self.status_of(slot) == HEARD:
            self.consider_holding(slot, story, match)

    def feel_pushed(self, story: int, match: float) -> None:
        """R5, R12: a post of the brand may annoy, and tells how much its posts mean."""
        values, fixed = self.model.values, self.model.fixed
        pushiness = self.model.state.stories.columns["pushiness"][story].item()
        if fixed.intrusive > 0.0:
            pushiness = rules.pushed(pushiness, values.intrusion, fixed.personalisation)
        step = rules.reactance_change(
            self.reactance, pushiness, self.affinity, match, values.reactance_gain
        )
        if step > 0.0:
            self.reactance = self.reactance + step
        self.boredom = rules.boredom_after(self.boredom, match, values.boredom_memory)

    def be_moved(self, slot: int, story: int, believed: float, match: float, row: int) -> None:
        """R4: a story about the brand changes the attitude to it; others only for a known host."""
        model, stories = self.model, self.model.state.stories.columns
        values = model.values
        if stories["mentions"][story]:
            valence = stories["valence"][story].item()
            exposures = model.state.exposures[self.index, slot].item()
            gain = values.attitude_gain * rules.novelty(exposures)
            change = rules.attitude_change(
                self.affinity, believed, valence, gain, values.negativity_bias
            )
            self.aware = 1
            if change != 0.0:
                self.affinity = self.affinity + change
            if change > 0.0:
                model.state.persuaded[self.index] = row
        elif stories["origin"][story] < 0 or self.member:
            change = rules.host_change(self.affinity, believed, match, values.host_goodwill)
            if change != 0.0:
                self.affinity = self.affinity + change

    def act_on(self, story: int, believed: float, match: float, row: int) -> None:
        """React once to a story: buy at an offer, join, follow, answer a rumour, click."""
        model, stories = self.model, self.model.state.stories.columns
        kind, origin = stories["kind"][story].item(), stories["origin"][story].item()
        if kind == OFFER:
            self.consider_offer(story, match, row)
        elif kind == INVITATION:
            self.consider_joining(story, believed, match, row)
        elif kind == RUMOUR:
            self.meet_rumour(story, row)
        elif kind == CORRECTION and origin < 0:
            self.let_go_of_rumour(story)
        elif kind == SURVEY:
            model.state.heard_today += 1.0
        if origin < 0:
            self.consider_following(story, believed, match, row)
        if row >= 0:
            self.consider_clicking(story, believed, match, row)

    def engage(self, venue_kind: int, row: int, match: float) -> None:
        """R1: like or comment on a page's post: the channel shows lively pages to more people."""
        model = self.model
        if venue_kind != rules.PAGE:
            return
        channel = model.state.shares.columns["channel"][row].item()
        chance = rules.clamp(2.0 * match * model.fixed.engagement_rate[channel].item(), 0.0, 1.0)
        key = model.state.shares.columns["key"][row].item()
        if model.draw(purposes.ENGAGE, 0, self.index, key) < chance:
            model.state.engagements[channel] += 1.0

    def consider_following(self, story: int, believed: float, match: float, row: int) -> None:
        """R12: follow a page of the brand: the one it came by, or the first on a channel used."""
        model = self.model
        free = self.channels & model.fixed.page_mask & ~self.follows
        if free == 0:
            return
        chance = rules.follow_chance(model.values.follow_probability, match, believed)
        key = model.state.stories.columns["key"][story].item()
        if model.draw(purposes.FOLLOW, 0, self.index, key) < chance:
            channel = -1 if row < 0 else model.state.shares.columns["channel"][row].item()
            wanted = 1 << channel if channel >= 0 and free >> channel & 1 else free & -free
            self.follows = self.follows | wanted

    def consider_clicking(self, story: int, believed: float, match: float, row: int) -> None:
        """R17: click on a story; the link may or may not say where the visit came from."""
        model = self.model
        shares, stories = model.state.shares.columns, model.state.stories.columns
        key, channel = shares["key"][row].item(), shares["channel"][row].item()
        if model.draw(purposes.CLICK, 0, self.index, key) >= rules.click_chance(
            model.values.click_rate, match, believed
        ):
            return
        hops = shares["hops"][row].item()
        deep = model.draw(purposes.LANDING, 0, self.index, key) < model.values.deep_share
        lost = model.fixed.referrer_loss[channel].item()
        referrer = model.draw(purposes.REFERRER, 0, self.index, key) >= lost
        kept = rules.tag_chance(model.values.tag_survival, hops)
        tag = bool(stories["tracked"][story]) and (
            model.draw(purposes.TAG, 0, self.index, key) < kept
        )
        shares["clicks"][row] += 1
        model.visit(self.index, row, deep, referrer, tag, tables.BY_SHARE)
        model.count(VISITS)
        if not referrer and not tag:
            model.count(VISITS_DARK)

    # a rumour -----------------------------------------------------------------------------------

    def meet_rumour(self, story: int, row: int) -> None:
        """R13: tell the manager what is going round, or speak up for the brand."""
        model, values = self.model, self.model.values
        key = model.state.stories.columns["key"][story].item()
        belonging = self.belonging
        if model.state.noticed_tick < 0 and self.member:
            if model.draw(purposes.WARN, 0, self.index, key) < values.warn_rate * belonging:
                model.state.noticed_tick = model.state.tick
                model.event(self.index, tables.WARNED, row)
        chance = values.defend_rate * rules.positive(self.affinity) * belonging
        if model.draw(purposes.DEFEND, 0, self.index, key) < chance:
            model.event(self.index, tables.DEFENDED, row)
            self.start(model.new_story(CORRECTION, self.index, rules.PRODUCT, 0.5, 1.0), row)

    def let_go_of_rumour(self, story: int) -> None:
        """R13: an answer that speaks for the brand ends the rumour for its reader."""
        model = self.model
        if model.state.rumour < 0 or model.state.stories.columns["valence"][story] <= 0:
            return
        slot = self.slot_of(model.state.rumour)
        if slot >= 0:
            self.set_status(slot, OVER)

    # memory -------------------------------------------------------------------------------------

    def slot_of(self, story: int) -> int:
        """Return where a story stands in memory, or -1."""
        for slot, known in enumerate(self.model.state.story[self.index].tolist()):
            if known == story:
                return slot
        return -1

    def remember(self, story: int, row: int) -> int:
        """Put a new story into memory; the oldest that is not in mind is forgotten. Returns where."""
        state, i = self.model.state, self.index
        slot = self._place()
        if state.status[i, slot] == HOLDING:
            state.holding[i] -= 1
        state.story[i, slot] = story
        state.status[i, slot] = HEARD
        state.passed[i, slot] = 0
        state.exposures[i, slot] = 0
        state.senders[i, slot, :] = -2
        state.heard_share[i, slot] = row
        state.heard_tick[i, slot] = state.tick
        return slot

    def _place(self) -> int:
        state, i = self.model.state, self.index
        best, best_rank = 0, (2, 0)
        for slot, known in enumerate(state.story[i].tolist()):
            if known < 0:
                return slot
            rank = (int(state.status[i, slot] == HOLDING), known)
            if rank < best_rank:
                best, best_rank = slot, rank
        return best

    def note_sender(self, slot: int, sender: int) -> bool:
        """Count a sender of a story; False if that sender was counted before (the first three are
        known by name, and none after the third changes social proof)."""
        state, i = self.model.state, self.index
        known = state.exposures[i, slot].item()
        if sender in state.senders[i, slot, : min(known, SENDERS_KEPT)].tolist():
            return False
        if known < SENDERS_KEPT:
            state.senders[i, slot, known] = sender
        state.exposures[i, slot] = min(known + 1, 255)
        return True

    def status_of(self, slot: int) -> int:
        """Return heard, holding or over."""
        return self.model.state.status[self.index, slot].item()

    def has_passed(self, slot: int) -> bool:
        """Has this person passed the story on by decision?"""
        return bool(self.model.state.passed[self.index, slot])

    def set_status(self, slot: int, status: int) -> None:
        """Change what a remembered story means now; keeps the number of stories in mind."""
        state, i = self.model.state, self.index
        before = state.status[i, slot].item()
        state.holding[i] += (status == HOLDING) - (before == HOLDING)
        state.status[i, slot] = status

    def is_customer(self) -> bool:
        """Does this person buy from the brand at present?"""
        return self.stage == CUSTOMER
