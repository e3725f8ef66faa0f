"""The community manager's work: what is due, what the hours allow, what is dropped (R9-R15)."""

from typing import TYPE_CHECKING

from sim import draws, facts, purposes, rules, tables
from sim.setting import CRISIS_HOURS, CROSS_POST_HOURS, LAST_MINUTE, LATE_DAYS, LIST_DAYS
from sim.state import AD_MONEY, HOURS, LIKES_MONEY, REWARD_MONEY
from sim.tables import Draft, Venue, Words

INVITATION = facts.kinds()["invitation"].number
CORRECTION = facts.kinds()["correction"].number
EXPERIENCE = facts.kinds()["experience"].number
if TYPE_CHECKING:
    from sim.model import CommunityModel

KIND_HOURS = tuple(kind.hours for kind in facts.kinds().values())
POSTING, ANSWERING, PRAISING = 0, 1, 2


class Managing:
    """What the manager does in a tick. Hours are banked by purpose, a week's worth at most."""

    model: "CommunityModel"

    def manage(self) -> None:
        """Work through a tick."""
        model = self.model
        if model.state.tick == 0:
            self.buy_likes()
        if model.state.tick == model.fixed.seed_tick:
            self.seed()
        model.count(AD_MONEY, model.fixed.ad_money_per_tick)
        self.bank_hours()
        if (
            model.fixed.home >= 0
            and model.state.tick % (LIST_DAYS * model.fixed.ticks_per_day) == 0
        ):
            self.invite_customers()
        self.respond_to_crisis()
        self.publish_due()
        self.answer_questions()
        self.praise()
        self.moderate()

    def bank_hours(self) -> None:
        """Take in the tick's hours: upkeep and listening first, the rest by the shares."""
        fixed, state = self.model.fixed, self.model.state
        hours = fixed.hours_per_tick
        upkeep = fixed.upkeep_per_tick + fixed.room_upkeep_per_tick * max(0, state.rooms - 1)
        paid = min(hours, upkeep)
        state.kept = paid / upkeep if upkeep > 0.0 else 1.0
        listening = min(hours - paid, fixed.monitoring_hours_per_tick)
        state.listening = listening / fixed.days_per_tick * 7.0
        self.log(tables.UPKEEP, paid)
        self.log(tables.LISTENING, listening)
        rest = hours - paid - listening
        week = 7.0 * fixed.ticks_per_day
        shares = (1.0 - fixed.replies - fixed.encouragement, fixed.replies, fixed.encouragement)
        for purpose, share in enumerate(shares):
            state.bank[purpose] = min(state.bank[purpose] + rest * share, rest * share * week)

    # posts --------------------------------------------------------------------------------------

    def publish_due(self) -> None:
        """Publish what is due, as far as the hours go; what is three days late is dropped."""
        model, state, plan = self.model, self.model.state, self.model.plan
        while state.plan_next < len(plan["tick"]):
            post = state.plan_next
            due = plan["tick"][post].item()
            if due > state.tick:
                return
            cost = self.cost(post)
            flexible = bool(plan["flexible"][post])
            if cost > state.bank[POSTING]:
                late = state.tick - due >= LATE_DAYS * model.fixed.ticks_per_day
                if not flexible and not late:
                    return
                model.add_work(tables.POSTS, 0.0, 0, 1)
            else:
                state.bank[POSTING] -= cost
                self.log(tables.POSTS, cost, done=1)
                self.publish_planned(post)
            state.plan_next += 1

    def cost(self, post: int) -> float:
        """Return the hours a planned post takes: making it, and a version for each place."""
        fixed, plan = self.model.fixed, self.model.plan
        hours = KIND_HOURS[plan["kind"][post].item()]
        only = plan["channel"][post].item()
        for position, place in enumerate(fixed.places.tolist()):
            if only in (-1, place):
                native = position == 0 or not fixed.cross_posted
                hours += fixed.native_hours[place].item() if native else CROSS_POST_HOURS
        return hours * LAST_MINUTE if plan["flexible"][post] else hours

    def publish_planned(self, post: int) -> None:
        """Make the story of a planned post and share it."""
        model, plan = self.model, self.model.plan
        quality = plan["quality"][post].item()
        if plan["flexible"][post]:
            quality *= model.values.topical_gain
        kind, driver = plan["kind"][post].item(), plan["driver"][post].item()
        key = plan["key"][post].item()
        draft = Draft(kind, -1, driver, model.valence_of(kind), quality, 1, key)
        story = model.new_story(draft)
        self.publish(story, plan["channel"][post].item())

    def publish(self, story: int, only: int = -1) -> None:
        """Share a story on every page and in every room, or on one channel only."""
        model, fixed, state = self.model, self.model.fixed, self.model.state
        for page in fixed.pages.tolist():
            if only in (-1, page):
                row = model.add_share(story, -1, Venue(rules.PAGE, page, page))
                if state.posted_count[page] < state.posted.shape[1]:
                    state.posted[page, state.posted_count[page]] = row
                    state.posted_count[page] += 1
        if fixed.home >= 0 and only in (-1, fixed.home):
            for room in range(state.rooms):
                model.add_share(story, -1, Venue(rules.ROOM, room, fixed.home))

    def invite_customers(self) -> None:
        """R12: every four weeks, ask the customers who use the home's messenger to join."""
        model, fixed = self.model, self.model.fixed
        story = model.invitation(-1)
        model.add_share(story, -1, Venue(rules.PAGE, fixed.home, fixed.home))

    # people -------------------------------------------------------------------------------------

    def answer_questions(self) -> None:
        """R10: answer open questions, oldest first; members have had a tick to answer."""
        state, values = self.model.state, self.model.values
        questions = state.questions.columns
        done, spent = 0, 0.0
        for row in range(state.first_waiting, state.questions.count):
            if state.bank[ANSWERING] < values.answer_hours or values.answer_hours <= 0.0:
                break
            if questions["tick"][row] >= state.tick - 1 or questions["solved_tick"][row] >= 0:
                continue
            if questions["manager_tried"][row]:
                continue
            questions["manager_tried"][row] = 1
            state.bank[ANSWERING] -= values.answer_hours
            spent += values.answer_hours
            done += 1
            self.answer(row)
        if done:
            self.log(tables.ANSWERS, spent, done)

    def answer(self, row: int) -> None:
        """R10: one answer by the manager."""
        model = self.model
        questions = model.state.questions.columns
        asker = questions["asker"][row].item()
        room, message = questions["room"][row].item(), questions["message"][row].item()
        model.add_message(Words(-1, room, tables.ANSWER, message, row))
        model.people[asker].be_answered()
        if model.draw(purposes.SOLVE, 0, -1, model.question_key(row)) < model.values.manager_solves:
            model.settle(row, tables.MANAGER_SOLVED)

    def praise(self) -> None:
        """R9: praise who wrote in the last tick, in the order of the messages."""
        model, state, values = self.model, self.model.state, self.model.values
        done = 0
        if values.praise_hours > 0.0:
            for row in range(state.last_talk, state.messages.count):
                if state.bank[PRAISING] < values.praise_hours:
                    break
                author = state.messages.columns["author"][row].item()
                if author < 0 or state.messages.columns["removed"][row]:
                    continue
                state.bank[PRAISING] -= values.praise_hours
                model.people[author].feel_at_home(values.belonging_praised)
                done += 1
        if done:
            self.log(tables.PRAISE, done * values.praise_hours, done)

    def moderate(self) -> None:
        """R5: checking what members write takes time."""
        model, state = self.model, self.model.state
        messages = state.messages.count - state.last_talk
        hours = min(
            messages * model.fixed.control * model.values.moderation_hours,
            max(0.0, state.bank[POSTING].item()),
        )
        if hours > 0.0:
            state.bank[POSTING] -= hours
            self.log(tables.MODERATION, hours, messages)

    # start and crisis ---------------------------------------------------------------------------

    def buy_likes(self) -> None:
        """R15: bought followers swell the count, take impressions and never engage."""
        fixed, state = self.model.fixed, self.model.state
        if fixed.bought_likes > 0 and len(fixed.pages) > 0:
            state.likes_bought = 1
            self.model.count(LIKES_MONEY, fixed.bought_likes / 100.0 * fixed.hundred_likes)

    def seed(self) -> None:
        """R15: ask people, for a reward, to start a story."""
        model, fixed = self.model, self.model.fixed
        asked = 0
        for i in fixed.seed_order.tolist():
            if asked >= fixed.seed_count:
                return
            person = model.people[i]
            if fixed.seed_members and not person.member:
                continue
            asked += 1
            z = draws.normal(model.draw(purposes.SEED_PERSON, 0, i, 0))
            quality = rules.story_quality(z, model.values.quality_spread)
            model.count(REWARD_MONEY, fixed.seed_reward)
            person.aware = 1
            person.start(model.new_story(Draft(EXPERIENCE, i, rules.PRODUCT, 0.5, quality, 1)))

    def respond_to_crisis(self) -> None:
        """R13: notice a rumour by listening or by a member's word; answer when the plan says so."""
        model, fixed, state = self.model, self.model.fixed, self.model.state
        if state.rumour < 0 or state.responded:
            return
        if state.noticed_tick < 0:
            self.listen()
        if state.noticed_tick < 0 or state.tick < state.noticed_tick + fixed.response_ticks:
            return
        state.responded = 1
        if fixed.calm == 0.0:
            return
        state.bank[POSTING] -= CRISIS_HOURS
        self.log(tables.CRISIS, CRISIS_HOURS, done=1)
        story = model.new_story(Draft(CORRECTION, -1, rules.PRODUCT, fixed.calm, 1.5))
        state.answer = story
        self.publish(story)
        if fixed.home >= 0:
            model.add_share(story, -1, Venue(rules.PAGE, fixed.home, fixed.home))

    def listen(self) -> None:
        """R13: public posts of a rumour may be noticed by an hour's listening."""
        model, state = self.model, self.model.state
        shares = state.shares.columns
        posts = 0
        for row in range(state.delivered, state.shares.count):
            if shares["story"][row] == state.rumour and shares["venue_kind"][row] == rules.FEED:
                posts += 1
        chance = rules.notice_chance(model.values.notice_rate, state.listening, posts)
        if posts and model.draw(purposes.NOTICE, state.tick, -1, 0) < chance:
            state.noticed_tick = state.tick

    def log(self, activity: int, hours: float, done: int = 0) -> None:
        """Write down what an hour went to."""
        if hours > 0.0:
            self.model.add_work(activity, hours, done, 0)
            self.model.count(HOURS, hours)
