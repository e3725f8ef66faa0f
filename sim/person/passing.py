"""Passing on: whether, where to and to whom (R6, R7), and telling of one's own accord (R11)."""

from sim import draws, facts, purposes, rules, tables
from sim.person.memory import Memory
from sim.prepare import BY_PRIVACY, PRIVATE, TO_CONTACTS
from sim.state import CUSTOMER, HOLDING, OVER, REMOVED_POSTS, STORIES_TOLD
from sim.tables import Draft, Venue

EXPERIENCE = facts.kinds()["experience"].number


class Passing(Memory):
    """How a person spreads stories."""

    def appeal_of(self, story: int, match: float) -> float:
        """R6: what a story has going for it with this person."""
        stories = self.model.state.stories.columns
        reactance = self.reactance if stories["mentions"][story] else 0.0
        return rules.appeal(
            stories["quality"][story].item(),
            stories["valence"][story].item(),
            self.model.values.arousal_weight,
            match,
            reactance,
        )

    def consider_passing(self, slot: int, story: int, match: float, row: int) -> None:
        """R6: one decision for every share read from a new sender; yes at most once."""
        values, state = self.model.values, self.model.state
        exposures = state.exposures[self.index, slot].item()
        proof = rules.proof(exposures, values.proof_first, values.proof_second, values.proof_later)
        chance = rules.pass_chance(values.share_probability, self.appeal_of(story, match), proof)
        key = state.stories.columns["key"][story].item()
        if row >= 0:
            key = state.shares.columns["key"][row].item()
        if self.model.draw(purposes.PASS, 0, self.index, key) < chance:
            state.passed[self.index, slot] = 1
            self.share_out(story, row)

    def consider_holding(self, slot: int, story: int, match: float) -> None:
        """R6: keep the story in mind, to pass it on later."""
        chance = rules.hold_chance(self.model.values.hold_probability, self.appeal_of(story, match))
        key = self.model.state.stories.columns["key"][story].item()
        if self.model.draw(purposes.HOLD, 0, self.index, key) < chance:
            self.set_status(slot, HOLDING)

    def pass_again(self) -> None:
        """R6: each story in mind may be passed on, and may then be dropped."""
        model, state, i = self.model, self.model.state, self.index
        for slot, story in enumerate(state.story[i, : state.remembered[i]].tolist()):
            if state.status[i, slot] != HOLDING:
                continue
            key = state.stories.columns["key"][story].item()
            if model.draw(purposes.REPASS, state.tick, i, key) < model.chances.repass:
                self.share_out(story, state.heard_share[i, slot].item())
            if model.draw(purposes.LOSE_INTEREST, state.tick, i, key) < model.chances.lose_interest:
                self.set_status(slot, OVER)

    def start(self, story: int, row: int = -1, where: int = BY_PRIVACY) -> None:
        """Start a story of one's own (or one that was handed over): keep it in mind, share it."""
        slot = self.slot_of(story)
        if slot < 0:
            slot = self.remember(story, row)
            self.note_sender(slot, self.index)
        self.model.state.passed[self.index, slot] = 1
        chance = self.model.values.hold_probability
        key = self.model.state.stories.columns["key"][story].item()
        if self.model.draw(purposes.HOLD, 0, self.index, key) < chance:
            self.set_status(slot, HOLDING)
        self.share_out(story, row, where)

    def tell(self) -> None:
        """R11: a customer tells of an experience with the product, unasked."""
        model, state, i = self.model, self.model.state, self.index
        if state.stage[i] != CUSTOMER:
            return
        age = min(state.tick - state.bought_tick[i].item(), len(model.chances.news_left) - 1)
        fresh = model.chances.news_left[age].item()
        values = model.values
        if self.satisfied:
            rate = rules.tell_rate(
                values.tell_rate, self.affinity, self.belonging, values.tell_belonging, fresh
            )
        else:
            rate = values.tell_rate_disappointed * fresh
        chance = rules.tick_chance(rate, model.fixed.days_per_tick)
        if model.draw(purposes.TELL, state.tick, i, 0) >= chance:
            return
        z = draws.normal(model.draw(purposes.TELL_QUALITY, state.tick, i, 0))
        quality = values.experience_appeal * rules.story_quality(z, values.quality_spread)
        valence = rules.experience_valence(bool(self.satisfied))
        story = model.new_story(Draft(EXPERIENCE, i, rules.PRODUCT, valence, quality))
        model.event(i, tables.TOLD, -1)
        model.count(STORIES_TOLD)
        in_person = model.draw(purposes.TELL_WHERE, state.tick, i, 0) < values.tell_in_person
        self.start(story, where=TO_CONTACTS if in_person else BY_PRIVACY)

    # where to -----------------------------------------------------------------------------------

    def share_out(self, story: int, row: int, where: int = BY_PRIVACY) -> None:
        """R7: choose a venue for a story, drawn afresh at each pass, and share it there."""
        model, i = self.model, self.index
        stories = model.state.stories.columns
        key = stories["key"][story].item()
        hops = 0 if row < 0 else model.state.shares.columns["hops"][row].item() + 1
        if model.values.random_meetings > 0:
            people = int(model.values.random_meetings)
            model.add_share(story, i, Venue(rules.MEETING, -1, -1), row, people)
        ties, followers = self.ties, self.followers
        chats = len(self.groups) + bool(self.member and not self.muted)
        private_possible = ties > 0 or chats > 0
        if not private_possible and followers == 0:
            return
        if where == TO_CONTACTS and ties > 0:
            self.share_with_ties(story, key, row, hops)
            return
        about = stories["driver"][story] == rules.PRODUCT
        chance = rules.private_chance(self.privacy, model.fixed.sensitivity, bool(about))
        private = model.draw(purposes.WHERE, model.state.tick, i, key) < chance
        if where != BY_PRIVACY:
            private = where == PRIVATE
        if followers == 0:
            private = True
        if not private_possible:
            private = False
        if not private:
            self.post(story, key, row)
            return
        to_group = model.draw(purposes.TO_GROUP, model.state.tick, i, key)
        if chats > 0 and (ties == 0 or to_group < model.values.private_to_group):
            self.share_in_groups(story, key, row, hops)
        else:
            self.share_with_ties(story, key, row, hops)

    def post(self, story: int, key: int, row: int) -> None:
        """R7: post on one's own feed, on a channel drawn by where one's followers are."""
        model, i, world = self.model, self.index, self.model.world
        u = model.draw(purposes.FEED_CHANNEL, model.state.tick, i, key)
        edge = world.audience_ptr[i].item() + draws.below(u, self.followers)
        channel = world.audience_channel[edge].item()
        model.add_share(story, i, Venue(rules.FEED, channel, channel), row, self.followers)

    def share_with_ties(self, story: int, key: int, row: int, hops: int) -> None:
        """R7: send to some close contacts on one messenger; who they are is drawn at delivery."""
        model, i, world = self.model, self.index, self.model.world
        u = model.draw(purposes.ANCHOR, model.state.tick, i, key)
        anchor = world.close_ptr[i].item() + draws.below(u, self.ties)
        channel = world.close_channel[anchor].item()
        wanted = self.chats_wanted(key, channel, hops)
        model.add_share(story, i, Venue(rules.DIRECT, -1, channel), row, wanted)

    def share_in_groups(self, story: int, key: int, row: int, hops: int) -> None:
        """R7: send to some groups on one messenger; the community's room is one of them."""
        model, i = self.model, self.index
        venues = self.group_venues
        u = model.draw(purposes.ANCHOR, model.state.tick, i, key)
        channel = venues[draws.below(u, len(venues))].channel
        ahead = sum(venue.channel == channel for venue in venues)
        wanted = min(self.chats_wanted(key, channel, hops), ahead)
        for position, venue in enumerate(venues):
            if venue.channel != channel or wanted == 0:
                continue
            item = draws.key(key, position, 0, 0)
            u = model.draw(purposes.PICK, model.state.tick, i, item)
            if u < rules.pick_chance(float(wanted), 1.0, float(ahead)):
                wanted -= 1
                self.send(story, venue, row)
            ahead -= 1

    @property
    def group_venues(self) -> list[Venue]:
        """The chats of many that this person can share in: private groups, then the room."""
        group_channel = self.model.world.group_channel
        venues = [Venue(rules.GROUP, g, group_channel[g].item()) for g in self.groups]
        if self.member and not self.muted:
            venues.append(Venue(rules.ROOM, self.room, self.model.fixed.home))
        return venues

    def send(self, story: int, venue: Venue, row: int) -> None:
        """Share in a group, or in the room unless the brand removes what does not suit it (R5)."""
        model, i = self.model, self.index
        stories = model.state.stories.columns
        off_brand = not stories["mentions"][story] or stories["valence"][story] < 0
        if venue.kind == rules.ROOM and off_brand:
            key = stories["key"][story].item()
            if model.draw(purposes.REMOVE, model.state.tick, i, key) < model.fixed.control:
                self.lose_post()
                return
        model.add_share(story, i, venue, row, 0)

    def lose_post(self) -> None:
        """R5: having one's post removed is felt as pushing."""
        model = self.model
        self.reactance = rules.gained(self.reactance, model.values.removal_step)
        model.event(self.index, tables.POST_REMOVED, -1)
        model.count(REMOVED_POSTS)

    def chats_wanted(self, key: int, channel: int, hops: int) -> int:
        """R7: how many chats this pass goes to, under the channel's forwarding limits."""
        model, fixed, values = self.model, self.model.fixed, self.model.values
        u = model.draw(purposes.CHATS, model.state.tick, self.index, key)
        wanted = rules.chats_drawn(u, values.chats_per_share, values.chats_exact)
        return rules.chats_allowed(
            wanted,
            int(values.forward_limit),
            fixed.forward_limit[channel].item(),
            hops,
            fixed.often_hops[channel].item(),
            fixed.often_limit[channel].item(),
        )
