"""CommunityModel: a community and its surroundings as a Mesa model, to read, teach and subclass.

It walks the stages of `sim.tick.TICK` person by person and calls the rules for each. The compiled
engine walks the same arrays with the same rules and gives the same tables.
"""

from collections.abc import Callable, Mapping, Sequence

import mesa

from sim import delivery, draws, facts, purposes, rules, tables
from sim import state as states
from sim.agents import CommunityManager, Person
from sim.errors import AddaError
from sim.prepare import Happening, prepare
from sim.rooms import Rooms
from sim.scenarios import Scenario, check_scenario
from sim.setting import HELPING, MANY, THANKING
from sim.state import CUSTOMER, State
from sim.tables import Draft, Venue, Words
from sim.tick import STAGES
from sim.world import World, checked_seed


class CommunityModel(mesa.Model):
    """People, rooms and a manager over one state.

    scenario: the market, strategy, shocks and days.
    rng: the seed, 0 to 2**64-1 (Mesa's keyword). world: who lives here, else drawn from the seed.
    parameters: behaviour that differs from the best estimates, by name.
    state: go on from this state instead of the first tick. person: the class of the people.
    """

    engine = "mesa"

    def __init__(  # noqa: PLR0913 - keyword-only, like Mesa's own
        self,
        scenario: Scenario,
        *,
        rng: int = 0,
        world: World | None = None,
        parameters: Mapping[str, float] | None = None,
        state: State | None = None,
        person: type[Person] = Person,
    ):
        check_scenario(scenario)
        rng = checked_seed(rng)
        super().__init__(rng=rng % 2**32)
        self.case = scenario
        self.rules = rules
        self.prepared = prepare(scenario, rng, world, parameters)
        self.world, self.values = self.prepared.world, self.prepared.values
        self.fixed, self.chances = self.prepared.fixed, self.prepared.chances
        self.plan = self.prepared.plan
        self.state = state or State(self.world, self.fixed)
        self.rooms = Rooms(self.state, self.fixed)
        self.people = [person(self, index) for index in range(self.world.people)]
        self.manager = CommunityManager(self)
        self.datacollector = self._collector = mesa.DataCollector(model_reporters=REPORTERS)
        self.running = self.state.tick < self.fixed.ticks

    def step(self) -> None:
        """Live through one tick, stage by stage. The scenario's days are all there is to live.

        `datacollector` then takes a row (`REPORTERS`); one of your own in its place is yours to
        call.
        """
        if self.state.tick >= self.fixed.ticks:
            raise AddaError("the scenario is over: it lasts {ticks} ticks", ticks=self.fixed.ticks)
        for stage in STAGES:
            getattr(self, stage)()
        self.state.tick += 1
        self.running = self.state.tick < self.fixed.ticks
        if self.datacollector is self._collector:
            self.datacollector.collect(self)

    def advance(
        self, last: int, until_quiet: bool = False, after: Callable[[int], None] | None = None
    ) -> bool:
        """Live until a tick, or until nothing is on its way. Returns whether it is quiet.

        after: told the tick that is next, after each; may raise to stop the run.
        """
        quiet = False
        while self.state.tick < last and not quiet:
            self.step()
            quiet = until_quiet and self.state.is_quiet(self.chances.repass)
            if after is not None:
                after(self.state.tick)
        return quiet

    def begin(self, draft: Draft, people: Sequence[int]) -> None:
        """Let people start a story."""
        story = self.new_story(draft)
        for person in people:
            self.people[person].start(story)

    # stages -------------------------------------------------------------------------------------

    def shocks(self) -> None:
        """What happens from outside on a date."""
        for number, happening in enumerate(self.prepared.happenings):
            if happening.tick == self.state.tick:
                self.happen(number, happening)

    def happen(self, number: int, shock: Happening) -> None:
        """Let some people hear of a shock; a crisis they tell on, privately or in public."""
        draft = Draft(shock.kind, -1, shock.driver, shock.valence, shock.quality)
        story = self.new_story(draft)
        if shock.crisis:
            self.state.rumour, self.state.rumour_tick = story, self.state.tick
            self.state.noticed_tick, self.state.responded, self.state.answer = -1, 0, -1
        for k in range(shock.people):
            u = self.draw(purposes.SHOCK_PERSON, number, k, 0)
            person = self.people[draws.below(u, len(self.people))]
            if shock.crisis:
                person.start(story, -1, shock.where)
            else:
                person.take_in(story, -1, rules.PAGE, -1)

    def hear_elsewhere(self) -> None:
        """R16: advertising and the press reach people outside any share."""
        chance = self.fixed.external_chance
        if chance <= 0.0:
            return
        if self.state.external < 0:
            self.state.external = self.new_story(
                Draft(ADVERTISEMENT, -1, rules.PRODUCT, self.valence_of(ADVERTISEMENT))
            )
        key = draws.key(int(self.fixed.seed), purposes.EXTERNAL, self.state.tick, 0)
        for i in delivery.successes(self, chance, len(self.people), key):
            self.people[i].take_in(self.state.external, -1, rules.FEED, -1)

    def manage(self) -> None:
        """The manager's tick."""
        self.manager.manage()

    def talk(self) -> None:
        """Members read, write, need help and invite; customers meet problems; readers answer."""
        state = self.state
        self.rooms.turn()
        state.last_talk = state.messages.count
        if state.tick % (7 * self.fixed.ticks_per_day) == 0:
            self.talk_in_groups()
        for person in self.people:
            if person.member:
                person.read_room()
                person.write()
                person.need_help()
                person.invite()
        for person in self.people:
            person.meet_problem()
        self.answer_in_rooms()
        self.settle_old_questions()

    def tell(self) -> None:
        """R11: customers tell."""
        for person in self.people:
            person.tell()

    def pass_again(self) -> None:
        """R6: stories in mind are passed on again."""
        holding = self.state.holding
        for person in self.people:
            if holding[person.index]:
                person.pass_again()

    def deliver(self) -> None:
        """R1: what is due reaches its readers."""
        delivery.deliver_due(self)

    def live(self) -> None:
        """Buying, leaving, visiting."""
        for person in self.people:
            person.shop()
            person.stay_or_go()
            person.visit_by_habit()
            person.look_for_answer()

    def record(self) -> None:
        """Count the day at its end; what was heard improves the product (R14)."""
        state = self.state
        day, tick_of_day = divmod(state.tick, self.fixed.ticks_per_day)
        if tick_of_day < self.fixed.ticks_per_day - 1:
            return
        gain = self.values.feedback_gain * self.fixed.acts_on_feedback * state.heard_today
        state.improvement = rules.gained(state.improvement, gain)
        state.heard_today = 0.0
        state.stocks[day] = self.stocks()

    # parts of stages ----------------------------------------------------------------------------

    def talk_in_groups(self) -> None:
        """R18: a week's small talk in private groups, counted for each person and group."""
        state, world = self.state, self.world
        week = state.tick // (7 * self.fixed.ticks_per_day)
        for person in self.people:
            talk, groups = person.talkativeness, person.groups
            if talk <= 0 or not groups:
                continue
            mean = talk * 7.0 / len(groups)
            first = world.membership_ptr[person.index].item()
            for position, group in enumerate(groups):
                u = self.draw(purposes.GROUP_TALK, week, person.index, group)
                count = draws.binomial(u, MANY, mean / MANY)
                state.group_messages[first + position] += count
                state.written[person.index] += count

    def answer_in_rooms(self) -> None:
        """R10: readers of the questions of the last tick answer, until one is solved."""
        state, fixed = self.state, self.fixed
        most = rules.answer_most(self.values.answer_rate, fixed.peer_enablement, fixed.control)
        for row in range(state.first_waiting, state.questions.count):
            questions = state.questions.columns
            if questions["tick"][row] != state.tick - 1 or questions["solved_tick"][row] >= 0:
                continue
            self.answer_in_room(row, most)

    def answer_in_room(self, row: int, most: float) -> None:
        """R10: members of the room answer a question until it is solved."""
        questions = self.state.questions.columns
        room, asker = questions["room"][row].item(), questions["asker"][row].item()
        message, key = questions["message"][row].item(), self.question_key(row)
        members = self.rooms.members(room)
        for position in delivery.successes(self, most, len(members), key):
            person = self.people[members[position]]
            if not person.answers(asker, key, most):
                continue
            answer = self.add_message(
                Words(person.index, room, tables.ANSWER, message, HELPING + row)
            )
            self.people[asker].be_answered()
            person.speak_up()
            solves = rules.solve_chance(self.values.solve_least, person.expertise)
            if self.draw(purposes.SOLVE, 0, person.index, key) < solves:
                self.settle(row, tables.PEER)
                self.thank(asker, person, room, answer, key)
                return

    def thank(self, asker: int, helper: Person, room: int, answer: int, key: int) -> None:
        """R9: who was helped may thank for it."""
        if self.draw(purposes.THANK, 0, asker, key) < self.values.thank_probability:
            self.add_message(Words(asker, room, tables.THANKS, answer, THANKING))
            helper.feel_at_home(self.values.belonging_thanked)
            helper.be_noticed()

    def settle_old_questions(self) -> None:
        """R10: who waited too long gives up, or calls paid support with a product's problem."""
        state = self.state
        for row in range(state.first_waiting, state.questions.count):
            questions = state.questions.columns
            if state.tick - questions["tick"][row] < self.chances.patience_ticks:
                return
            state.first_waiting = row + 1
            if questions["solved_tick"][row] < 0:
                if questions["product"][row]:
                    self.settle(row, tables.PAID_SUPPORT)
                else:
                    self.count(states.UNSOLVED)

    def stocks(self) -> tuple[float, ...]:
        """Return the day's stocks, in the order of `state.STOCKS`."""
        aware = customers = members = followers = 0
        affinity = reactance = belonging = 0.0
        for person in self.people:
            aware += person.aware
            customers += person.stage == CUSTOMER
            followers += person.follows != 0
            affinity += person.affinity
            reactance += person.reactance
            if person.member:
                members += 1
                belonging += person.belonging
        n = len(self.people)
        bought = self.fixed.bought_likes if self.state.likes_bought else 0
        mean_belonging = belonging / members if members else 0.0
        return (
            aware, customers, members, followers, bought,
            affinity / n, reactance / n, mean_belonging,
        )  # fmt: skip

    # what persons and the manager call ----------------------------------------------------------

    def draw(self, purpose: int, tick: int, person: int, item: int) -> float:
        """Return the keyed uniform draw of this run."""
        return draws.uniform(self.fixed.seed, purpose, tick, person, item)

    def count(self, what: int, amount: float = 1.0) -> None:
        """Add to a count of the day."""
        self.state.counts[self.state.tick // self.fixed.ticks_per_day, what] += amount

    def event(
        self, person: int, kind: int, share: int, grounds: tuple[float, ...] = (0.0,) * 5
    ) -> None:
        """Write down what happened to a person, and what a hazard was made of."""
        self.state.events.append(self.state.tick, person, kind, share, *grounds)

    def visit(self, person: int, share: int, cause: int, how: tuple[bool, bool, bool]) -> None:
        """Write down a visit: deep or to the home page, referrer kept or not, tag kept or not."""
        self.state.visits.append(self.state.tick, person, share, *how, cause)

    def add_work(self, activity: int, hours: float, done: int, dropped: int) -> None:
        """Write down what the manager did."""
        self.state.manager.append(self.state.tick, activity, hours, done, dropped)

    def new_story(self, draft: Draft) -> int:
        """Make a story and return its number."""
        tick = self.state.tick
        key = draws.key(draft.kind, draft.origin, tick, 0) if draft.key is None else draft.key
        pushiness = KINDS[draft.kind].pushiness if draft.origin < 0 else 0.0
        mentions = draft.driver == rules.PRODUCT
        return self.state.stories.append(
            draft.kind, draft.origin, tick, draft.driver, pushiness, draft.valence, draft.quality,
            mentions, draft.tracked, key,
        )  # fmt: skip

    def invitation(self, origin: int) -> int:
        """Return a new story that invites into the community."""
        return self.new_story(
            Draft(INVITATION, origin, rules.COMMUNITY, self.valence_of(INVITATION))
        )

    def valence_of(self, kind: int) -> float:
        """Return how a kind of story speaks, -1 to 1."""
        return KINDS[kind].valence

    def add_share(
        self, story: int, sender: int, venue: Venue, parent: int = -1, wanted: int = 0
    ) -> int:
        """Write down a share; it is delivered from the next tick on. Returns its row."""
        state, shares = self.state, self.state.shares
        hops = 0 if parent < 0 else shares.columns["hops"][parent].item() + 1
        place = (venue.kind << 40) + venue.number + 1
        key = draws.key(state.stories.columns["key"][story].item(), sender, place, state.tick)
        if sender < 0:
            self.count(states.SHARES_BRAND)
        elif venue.kind == rules.FEED:
            self.count(states.SHARES_PUBLIC)
        else:
            self.count(states.SHARES_PRIVATE)
        return shares.append(
            story, sender, *venue, state.tick, parent, hops, wanted, key, 0, 0, 0, 0
        )

    def add_message(self, words: Words, removed: bool = False) -> int:
        """Write down a message in a room (-1: outside the rooms) and return its row."""
        tick_minutes = 24 * 60 // self.fixed.ticks_per_day
        u = self.draw(purposes.WRITE_MINUTE, self.state.tick, words.author, words.ordinal)
        row = self.state.messages.append(
            words.author, words.room, self.state.tick, draws.below(u, tick_minutes), words.kind,
            words.reply_to, removed,
        )  # fmt: skip
        self.count(states.WRITTEN)
        self.state.heard_today += words.kind == tables.QUESTION
        if not removed:
            self.rooms.note(words.room, row)
        return row

    def add_question(self, message: int, asker: int, room: int, product: bool) -> int:
        """Write down a question and return its row."""
        self.count(states.QUESTIONS)
        return self.state.questions.append(
            message, asker, self.state.tick, room, product, -1, tables.NOBODY, 0
        )

    def question_key(self, row: int) -> int:
        """Return the key that the draws about a question share."""
        questions = self.state.questions.columns
        product = questions["product"][row].item()
        return draws.key(product, questions["asker"][row].item(), questions["tick"][row].item(), 0)

    def settle(self, row: int, solver: int) -> None:
        """Write down who solved a question, and what paid support costs."""
        questions = self.state.questions.columns
        questions["solved_tick"][row] = self.state.tick
        questions["solved_by"][row] = solver
        self.count(_SOLVED[solver])
        if solver == tables.PAID_SUPPORT:
            self.count(states.SUPPORT_COST, self.fixed.support_case)

    def followers_on(self, channel: int) -> int:
        """Return how many people follow the brand's page on a channel."""
        return int(((self.state.follows >> channel) & 1).sum())


# What Mesa's `batch_run` and data frames are told after each tick; reading changes nothing.
REPORTERS: dict[str, Callable[[CommunityModel], float]] = {
    "tick": lambda model: model.state.tick,
    "aware": lambda model: int(model.state.aware.sum()),
    "customers": lambda model: int((model.state.stage == CUSTOMER).sum()),
    "members": lambda model: int(model.state.member.sum()),
    "followers": lambda model: int((model.state.follows != 0).sum()),
    "purchases": lambda model: int(model.state.purchases.sum()),
    "shares": lambda model: model.state.shares.count,
    "messages": lambda model: model.state.messages.count,
}
KINDS = tuple(facts.kinds().values())
INVITATION = facts.kinds()["invitation"].number
ADVERTISEMENT = facts.kinds()["advertisement"].number
_SOLVED = (states.UNSOLVED, states.SOLVED_PEER, states.SOLVED_MANAGER, states.SOLVED_SUPPORT)
