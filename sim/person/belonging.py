"""Belonging: joining, taking part, helping, leaving (R9, R10, R12, R18)."""

from sim import draws, purposes, rules, tables
from sim.person.passing import Passing
from sim.prepare import TO_CONTACTS
from sim.setting import ASKING, MANY
from sim.state import GAVE_UP, JOINS, LEAVES, MUTES, NEWCOMER, REGULAR, SILENT, UNFOLLOWS
from sim.tables import Words


class Belonging(Passing):
    """How a person is a member of the brand's community."""

    # joining ------------------------------------------------------------------------------------

    def consider_joining(self, story: int, believed: float, match: float, row: int) -> None:
        """R12: join at a read invitation, by what the community means to this person."""
        model = self.model
        home = model.fixed.home
        if home < 0 or self.member or self.holdout or not self.channels >> home & 1:
            return
        reactance = self.reactance
        chance = rules.join_chance(model.values.join_probability, match, believed, reactance)
        key = model.state.stories.columns["key"][story].item()
        if model.draw(purposes.JOIN, 0, self.index, key) < chance:
            sender = -1 if row < 0 else model.state.shares.columns["sender"][row].item()
            self.join(sender, row)

    def join(self, inviter: int, row: int) -> None:
        """Become a member, in the inviter's room if it has space, else the first that has."""
        model = self.model
        self.member = 1
        self.aware = 1
        self.room = model.rooms.open_to(inviter)
        self.joined = model.state.tick
        self.muted = 0
        self.voice = SILENT
        model.rooms.enter(self.room)
        model.event(self.index, tables.JOINED, row)
        model.count(JOINS)

    def invite(self) -> None:
        """R12: a member asks a close contact to join."""
        model = self.model
        rate = model.values.invite_rate * self.belonging * model.fixed.invitations
        if self.ties > 0 and self.happens(purposes.INVITE, rate):
            self.start(model.invitation(self.index), where=TO_CONTACTS)

    # belonging ----------------------------------------------------------------------------------

    @property
    def closeness(self) -> float:
        """R9: how well the size of one's room allows people to know each other."""
        size = float(self.model.rooms.size(self.room))
        return rules.closeness(size, self.model.values.acquaintance_size)

    def feel_at_home(self, gain: float) -> None:
        """R9: belonging grows, the more so where people know each other."""
        if self.member:
            self.belonging = rules.gained(self.belonging, gain * self.closeness)

    def read_room(self) -> None:
        """R1, R9: read some of what was said in the room during the last tick."""
        model, values = self.model, self.model.values
        said = model.rooms.said(self.room)
        if said == 0 or self.muted:
            return
        self.arrive(float(said))
        openness = rules.room_openness(
            values.open_room, values.open_room_belonging, self.belonging, False
        )
        u = model.draw(purposes.ROOM_READ, model.state.tick, self.index, 0)
        messages = draws.binomial(u, said, openness * self.focus)
        if messages > 0:
            self.feel_at_home(values.belonging_read * messages * self.community_match)

    # writing ------------------------------------------------------------------------------------

    def write(self) -> None:
        """R18: write in the room: for the first time, again if it went well, then regularly."""
        model, values = self.model, self.model.values
        voice = self.voice
        if voice == SILENT:
            if self.talkativeness > 0 and self.happens(
                purposes.FIRST_POST, values.first_post_rate * self.interest
            ):
                self.become(NEWCOMER)
                self.say(0)
        elif voice == NEWCOMER:
            if model.state.tick - self.voice_tick >= model.chances.newcomer_ticks:
                self.come_back()
        elif voice == REGULAR:
            groups = float(len(self.groups))
            rate = rules.write_rate(self.talkativeness, groups, values.room_write, self.belonging)
            mean = rate * model.fixed.days_per_tick
            u = model.draw(purposes.WRITE, model.state.tick, self.index, 0)
            for ordinal in range(draws.binomial(u, MANY, mean / MANY)):
                self.say(ordinal)

    def come_back(self) -> None:
        """R18: a newcomer posts again, likelier when the first post was answered, or gives up."""
        values = self.model.values
        answered = bool(self.voice_answered)
        chance = values.return_answered if answered else values.return_unanswered
        if self.model.draw(purposes.COME_BACK, 0, self.index, self.joined) < chance:
            self.become(REGULAR)
            self.say(0)
        else:
            self.become(GAVE_UP)

    def become(self, voice: int) -> None:
        """Change one's part in the conversation."""
        self.voice = voice
        self.voice_tick = self.model.state.tick
        self.voice_answered = 0

    def say(self, ordinal: int) -> None:
        """R18: post a message: an answer to a recent one, or the opening of a thread."""
        model, fixed, values = self.model, self.model.fixed, self.model.values
        tick, i = model.state.tick, self.index
        removed_chance = fixed.control * (1.0 - fixed.brand_talk)
        removed = model.draw(purposes.REMOVE, tick, i, ordinal) < removed_chance
        chance = rules.reply_chance(values.reply_share, values.thread_ease, fixed.peer_enablement)
        target = -1
        if model.draw(purposes.REPLY, tick, i, ordinal) < chance:
            u = model.draw(purposes.REPLY_TO, tick, i, ordinal)
            target = model.rooms.recent(self.room, u)
        author = -1 if target < 0 else model.state.messages.columns["author"][target].item()
        if author == i:
            target, author = -1, -1
        model.add_message(Words(i, self.room, tables.CHAT, target, ordinal), removed)
        if removed:
            self.lose_post()
        elif author >= 0:
            model.people[author].be_answered()

    def be_answered(self) -> None:
        """R9, R18: an answer makes one feel at home, and a newcomer likelier to come back."""
        self.feel_at_home(self.model.values.belonging_answered)
        self.be_noticed()

    def be_noticed(self) -> None:
        """R18: a newcomer's first post gets a reply."""
        if self.voice == NEWCOMER:
            self.voice_answered = 1

    # asking and answering -----------------------------------------------------------------------

    def need_help(self) -> None:
        """R10: a need arises with interest; a member asks the room."""
        if self.happens(purposes.NEED, self.model.values.need_rate * self.interest):
            self.ask(product=False)

    def ask(self, product: bool) -> None:
        """R10: ask the room; who has none, or does not dare to, takes a problem to paid support."""
        model = self.model
        if not self.member or self.is_too_shy():
            if product:
                row = model.add_question(-1, self.index, -1, product)
                model.settle(row, tables.PAID_SUPPORT)
            return
        message = model.add_message(
            Words(self.index, self.room, tables.QUESTION, -1, ASKING + product)
        )
        model.add_question(message, self.index, self.room, product)
        self.speak_up()

    def speak_up(self) -> None:
        """R18: whoever has not written before is a newcomer, whatever the first post is."""
        if self.voice == SILENT:
            self.become(NEWCOMER)

    @property
    def keeps_quiet(self) -> bool:
        """R18: is this a newcomer who waits for a reply to the first post, or one who gave up?"""
        return self.voice in (NEWCOMER, GAVE_UP)

    def is_too_shy(self) -> bool:
        """R10, R18: most who do not write in the room do not ask it either."""
        if self.voice == REGULAR:
            return False
        if self.keeps_quiet:
            return True
        u = self.model.draw(purposes.SHY, self.model.state.tick, self.index, 0)
        return u >= self.model.values.shy_asks

    def answers(self, asker: int, key: int, most: float) -> bool:
        """R10: does this reader of a question answer it, given that the highest chance was met?"""
        values = self.model.values
        share = rules.answer_share(self.expertise, self.belonging, values.answer_stranger)
        openness = rules.room_openness(
            values.open_room, values.open_room_belonging, self.belonging, bool(self.muted)
        )
        u = self.model.draw(purposes.ANSWER, 1, self.index, key)
        if self.index == asker or self.keeps_quiet:
            return False
        return u < share * openness * self.focus

    # leaving ------------------------------------------------------------------------------------

    def stay_or_go(self) -> None:
        """R12: leave the community, mute the room, unfollow pages."""
        if self.member:
            self.consider_leaving()
        if self.member and not self.muted:
            self.consider_muting()
        if self.follows:
            self.consider_unfollowing()

    def grounds(self, base: float) -> tuple[float, float, float, float, float]:
        """R12: what a hazard is made of: base, reactance, boredom, load, and contacts who left."""
        values = self.model.values
        usual = self.model.fixed.usual_load
        return (
            base,
            values.push_leaving * self.reactance,
            values.boredom_leaving * self.boredom,
            values.load_leaving * rules.crowding(usual + self.load, usual),
            values.leaving_contagion * self.left,
        )

    def consider_leaving(self) -> None:
        """R12: leave the community."""
        model = self.model
        grounds = self.grounds(model.values.leave_rate * rules.loosening(self.belonging))
        if self.happens(purposes.LEAVE, rules.leave_rate(*grounds)):
            model.rooms.leave(self.room)
            self.member = 0
            self.room = -1
            self.belonging = 0.0
            self.voice = SILENT
            model.event(self.index, tables.LEFT, -1, grounds)
            model.count(LEAVES)
            self.be_missed()

    def consider_muting(self) -> None:
        """R12: stay a member, but read no more."""
        model = self.model
        grounds = self.grounds(model.values.mute_rate * rules.loosening(self.belonging))
        if self.happens(purposes.MUTE, rules.leave_rate(*grounds)):
            self.muted = 1
            model.event(self.index, tables.MUTED, -1, grounds)
            model.count(MUTES)

    def consider_unfollowing(self) -> None:
        """R12: unfollow one page after another."""
        model = self.model
        grounds = self.grounds(model.values.unfollow_rate)
        chance = rules.tick_chance(rules.leave_rate(*grounds), model.fixed.days_per_tick)
        for page in model.fixed.pages.tolist():
            if not self.follows >> page & 1:
                continue
            if model.draw(purposes.UNFOLLOW, model.state.tick, self.index, page) < chance:
                self.follows = self.follows & ~(1 << page)
                model.event(self.index, tables.UNFOLLOWED, -1, grounds)
                model.count(UNFOLLOWS)

    def be_missed(self) -> None:
        """R12: close contacts notice that one has left, and are likelier to go too."""
        world = self.model.world
        first, last = world.close_ptr[self.index].item(), world.close_ptr[self.index + 1].item()
        for other in world.close_to[first:last].tolist():
            friend = self.model.people[other]
            friend.left = friend.left + 1.0
