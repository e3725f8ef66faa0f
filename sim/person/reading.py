"""Reading: what arrives, what is read of it, and what it does to the reader (R1-R5, R13, R17)."""

from sim import facts, purposes, rules, tables
from sim.person.buying import Buying
from sim.state import (
    FIRST_READS,
    HEARD,
    OVER,
    READS,
    VISITS,
    VISITS_DARK,
)
from sim.tables import Draft

OFFER = facts.kinds()["offer"].number
INVITATION = facts.kinds()["invitation"].number
RUMOUR = facts.kinds()["rumour"].number
CORRECTION = facts.kinds()["correction"].number
SURVEY = facts.kinds()["survey"].number


class Reading(Buying):
    """How a person meets stories."""

    # reading ------------------------------------------------------------------------------------

    def read(self, row: int) -> None:
        """Read a share: remember it, be moved by it, act on it, perhaps pass it on."""
        model = self.model
        shares = model.state.shares.columns
        shares["read"][row] += 1
        model.count(READS)
        story, sender = shares["story"][row].item(), shares["sender"][row].item()
        venue_kind = shares["venue_kind"][row].item()
        if model.state.stories.columns["mentions"][story] and self.reached < 0:
            self.reached = model.state.tick
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
            self.be_moved(slot, story, sender, believed, match, row)
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

    def be_moved(  # noqa: PLR0913 - what is read, from whom, and what it is worth
        self, slot: int, story: int, sender: int, believed: float, match: float, row: int
    ) -> None:
        """R4: a story about the brand changes the attitude to it; others only for a known host."""
        model, stories = self.model, self.model.state.stories.columns
        values = model.values
        if stories["mentions"][story]:
            self.aware = 1
            valence = stories["valence"][story].item()
            if stories["kind"][story] == CORRECTION:
                change = self.change_by_answer(valence, believed)
            else:
                exposures = model.state.exposures[self.index, slot].item()
                gain = values.attitude_gain * rules.novelty(exposures)
                if sender < 0 and valence > 0.0:
                    gain *= self.one_more_message()
                change = rules.attitude_change(
                    self.affinity, believed, valence, gain, values.negativity_bias
                )
            if change != 0.0:
                self.affinity = self.affinity + change
            if change > 0.0:
                model.state.persuaded[self.index] = row
        elif stories["origin"][story] < 0 or self.member:
            change = rules.host_change(self.affinity, believed, match, values.host_goodwill)
            if change != 0.0:
                self.affinity = self.affinity + change

    def one_more_message(self) -> float:
        """R4: count a message of the brand about its product. Returns what it still does."""
        heard = self.told
        self.told = heard + 1.0
        return rules.worn_out(heard, self.model.values.worn_out_at)

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
        if row >= 0 and model.state.shares.columns["channel"][row] >= 0:
            self.consider_clicking(story, believed, match, row)

    def engage(self, venue_kind: int, row: int, match: float) -> None:
        """R1: like or comment on a page's post: the channel shows lively pages to more people."""
        model = self.model
        if venue_kind != rules.PAGE or row < 0:
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
        model.visit(self.index, row, tables.BY_SHARE, (deep, referrer, tag))
        model.count(VISITS)
        if not referrer and not tag:
            model.count(VISITS_DARK)

    # a rumour -----------------------------------------------------------------------------------

    def meet_rumour(self, story: int, row: int) -> None:
        """R13: tell the manager what is going round, or speak up for the brand."""
        model, values = self.model, self.model.values
        key = model.state.stories.columns["key"][story].item()
        belonging = self.belonging
        unnoticed = model.state.noticed_tick < 0 and self.member
        warned = model.draw(purposes.WARN, 0, self.index, key) < values.warn_rate * belonging
        if unnoticed and warned:
            model.state.noticed_tick = model.state.tick
            model.event(self.index, tables.WARNED, row)
        chance = values.defend_rate * rules.positive(self.affinity) * belonging
        if model.draw(purposes.DEFEND, 0, self.index, key) < chance:
            model.event(self.index, tables.DEFENDED, row)
            self.start(model.new_story(Draft(CORRECTION, self.index, rules.PRODUCT, 0.5)), row)

    def change_by_answer(self, valence: float, believed: float) -> float:
        """R13: an answer moves those who remember the rumour; to others it says nothing new."""
        state, values = self.model.state, self.model.values
        slot = self.slot_of(state.rumour)
        if slot < 0:
            return 0.0
        ticks = state.tick - state.heard_tick[self.index, slot].item()
        hours = 24.0 * (ticks * self.model.fixed.days_per_tick)
        gain = values.attitude_gain * rules.fade(values.answer_fade_hours, hours)
        return rules.answer_change(self.affinity, believed, valence, gain, values.negativity_bias)

    def let_go_of_rumour(self, story: int) -> None:
        """R13: an answer that speaks for the brand ends the rumour for its reader."""
        state = self.model.state
        slot = self.slot_of(state.rumour)
        if slot >= 0 and state.stories.columns["valence"][story] > 0.0:
            self.set_status(slot, OVER)

    def look_for_answer(self) -> None:
        """R13: who remembers a rumour looks for the brand's word on it, once there is one."""
        model, state = self.model, self.model.state
        if state.answer < 0 or not self.aware:
            return
        if self.slot_of(state.rumour) < 0 or self.slot_of(state.answer) >= 0:
            return
        if self.happens(purposes.LOOK_FOR_ANSWER, model.values.look_for_answer_rate):
            model.visit(self.index, -1, tables.SEARCHED, (False, True, False))
            model.count(VISITS)
            self.take_in(state.answer, -1, rules.PAGE, -1)

    # memory -------------------------------------------------------------------------------------
