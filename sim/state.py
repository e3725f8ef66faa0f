"""State: everything that changes in a run, as arrays with one slot a person and growing tables.

Both engines read and write the same arrays, so a run may change engine between ticks. Values that
fade are kept with the tick they were last written; `now` values come from the fading tables.
"""

import numpy as np

from sim import draws, purposes, tables
from sim.setting import Setting
from sim.world import World

PROSPECT, CUSTOMER, LAPSED_CUSTOMER = 0, 1, 2
UNHEARD, HEARD, HOLDING, OVER = 0, 1, 2, 3
SILENT, NEWCOMER, REGULAR, GAVE_UP = 0, 1, 2, 3
SENDERS_KEPT = 3
RECENT = 12
MOST_FOUND = 4000

COUNTS = (
    "shares_private", "shares_public", "shares_brand", "reads", "first_reads", "stories_told",
    "messages", "purchases", "first_purchases", "lapses", "joins", "leaves", "mutes", "unfollows",
    "revenue", "margin", "discount_given", "ad_money", "reward_money", "likes_money", "hours",
    "support_cost", "questions", "solved_peer", "solved_manager", "solved_support", "unsolved",
    "removed_posts", "visits", "visits_dark",
)  # fmt: skip
STOCKS = (
    "aware", "customers", "members", "followers", "bought_followers", "affinity", "reactance",
    "belonging",
)  # fmt: skip
(SHARES_PRIVATE, SHARES_PUBLIC, SHARES_BRAND, READS, FIRST_READS, STORIES_TOLD,
 WRITTEN, PURCHASES, FIRST_PURCHASES, LAPSES, JOINS, LEAVES, MUTES, UNFOLLOWS,
 REVENUE, MARGIN, DISCOUNT_GIVEN, AD_MONEY, REWARD_MONEY, LIKES_MONEY, HOURS,
 SUPPORT_COST, QUESTIONS, SOLVED_PEER, SOLVED_MANAGER, SOLVED_SUPPORT, UNSOLVED,
 REMOVED_POSTS, VISITS, VISITS_DARK) = range(30)  # fmt: skip


class State:
    """The arrays of one run. `n` people, `m` stories remembered by each."""

    def __init__(self, world: World, fixed: Setting):
        n, m = world.people, fixed.memory
        self.tick = 0
        self._lives(world, n)
        self._memberships(world, fixed, n)
        self._memories(n, m)
        self._tables(fixed)
        self._rooms(world, fixed)
        self._pages(fixed)
        self._manager()

    def _lives(self, world: World, n: int) -> None:
        self.affinity = world.baseline.copy()
        self.affinity_tick = np.zeros(n, np.int32)
        self.reactance = np.zeros(n, np.float32)
        self.reactance_tick = np.zeros(n, np.int32)
        self.belonging = np.zeros(n, np.float32)
        self.belonging_tick = np.zeros(n, np.int32)
        self.load = np.zeros(n, np.float32)  # items a tick above the background
        self.load_tick = np.zeros(n, np.int32)
        self.left = np.zeros(n, np.float32)  # close contacts who left lately
        self.left_tick = np.zeros(n, np.int32)
        self.boredom = np.zeros(n, np.float32)
        self.persuaded = np.full(n, -1, np.int32)  # the latest share that raised the affinity
        self.aware = world.aware.astype(np.uint8)
        self.stage = world.customer.astype(np.int8)
        self.satisfied = world.customer.astype(np.uint8)
        self.bought_tick = np.full(n, -1, np.int32)
        self.purchases = np.zeros(n, np.int32)

    def _memberships(self, world: World, fixed: Setting, n: int) -> None:
        self.member = np.zeros(n, np.uint8)
        self.room = np.full(n, -1, np.int32)
        self.joined = np.full(n, -1, np.int32)
        self.muted = np.zeros(n, np.uint8)
        public = np.uint32(fixed.page_mask)
        self.follows = np.where(world.follower, world.channels & public, 0).astype(np.uint32)
        self.voice = np.zeros(n, np.int8)
        self.voice_tick = np.zeros(n, np.int32)
        self.voice_answered = np.zeros(n, np.uint8)
        self.holdout = np.array(
            [
                draws.uniform(fixed.seed, purposes.HOLDOUT, 0, i, 0) < fixed.holdout
                for i in range(n if fixed.holdout > 0 else 0)
            ]
            or np.zeros(n),
            dtype=np.uint8,
        )
        self.written = np.zeros(n, np.int32)  # messages in private groups

    def _memories(self, n: int, m: int) -> None:
        self.story = np.full((n, m), -1, np.int32)
        self.status = np.zeros((n, m), np.int8)
        self.passed = np.zeros((n, m), np.uint8)
        self.exposures = np.zeros((n, m), np.uint8)
        self.senders = np.full((n, m, SENDERS_KEPT), -2, np.int32)
        self.heard_share = np.full((n, m), -1, np.int32)
        self.heard_tick = np.full((n, m), -1, np.int32)
        self.holding = np.zeros(n, np.int16)  # stories in mind

    def _tables(self, fixed: Setting) -> None:
        self.shares = tables.Table(tables.SHARES)
        self.stories = tables.Table(tables.STORIES)
        self.messages = tables.Table(tables.MESSAGES)
        self.questions = tables.Table(tables.QUESTIONS)
        self.events = tables.Table(tables.EVENTS)
        self.visits = tables.Table(tables.VISITS)
        self.manager = tables.Table(tables.MANAGER)
        self.delivered = 0  # shares before this row have been delivered or scheduled
        self.scheduled = tables.Table(tables.SEEN)  # public posts that will be seen, by tick
        self.scheduled_first = np.full(fixed.ticks + 1, -1, np.int32)
        self.scheduled_last = np.full(fixed.ticks + 1, -1, np.int32)
        days = -(-fixed.ticks // fixed.ticks_per_day)
        self.counts = np.zeros((days, len(COUNTS)))
        self.stocks = np.zeros((days, len(STOCKS)))

    def _rooms(self, world: World, fixed: Setting) -> None:
        most_rooms = world.people // fixed.room_size + 2 if fixed.home >= 0 else 1
        self.rooms = 0
        self.room_members = np.zeros(most_rooms, np.int32)
        self.room_said = np.zeros(most_rooms, np.int32)
        self.room_saying = np.zeros(most_rooms, np.int32)
        self.recent = np.full((most_rooms, RECENT), -1, np.int32)
        self.recent_count = np.zeros(most_rooms, np.int64)
        self.last_talk = 0  # messages from this row on were written in the last tick
        self.first_waiting = 0  # questions before this row are settled
        self.group_messages = np.zeros(len(world.membership), np.int32)

    def _pages(self, fixed: Setting) -> None:
        channels = len(fixed.forward_limit)
        self.impressions = np.zeros(channels)
        self.engagements = np.zeros(channels)
        self.engagement_tick = np.zeros(channels, np.int32)
        self.posted = np.full((channels, MOST_FOUND), -1, np.int32)  # shares that search can find
        self.posted_count = np.zeros(channels, np.int64)
        self.likes_bought = 0

    def _manager(self) -> None:
        self.bank = np.zeros(3)  # hours in hand: posts, answers, praise
        self.kept = 1.0  # share of the upkeep that could be paid for
        self.listening = 0.0  # hours a week that are spent on listening
        self.plan_next = 0
        self.improvement = 0.0  # share of the gap to a perfect fit that feedback has closed
        self.heard_today = 0.0  # messages and survey answers that the brand heard
        self.external = -1  # the story of advertising and press
        self.rumour = -1
        self.rumour_tick = -1
        self.noticed_tick = -1
        self.responded = 0
