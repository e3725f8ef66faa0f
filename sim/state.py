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
NO_SENDER = -2
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


# What lies together is used together: a record of 64 bytes a person, a line of the processor's
# cache, and one of what a person remembers, so that a story heard again is mostly found in a line.
LIFE = np.dtype(
    [
        ("affinity", np.float32),
        ("affinity_tick", np.int32),
        ("reactance", np.float32),
        ("reactance_tick", np.int32),
        ("belonging", np.float32),
        ("belonging_tick", np.int32),
        ("load", np.float32),  # items a tick above the background
        ("load_tick", np.int32),
        ("boredom", np.float32),
        ("persuaded", np.int32),  # the latest share that raised the affinity
        ("follows", np.uint32),  # a bit for each channel whose page is followed
        ("room", np.int32),
        ("aware", np.uint8),
        ("stage", np.int8),
        ("satisfied", np.uint8),
        ("member", np.uint8),
        ("muted", np.uint8),
        ("voice", np.int8),
        ("voice_answered", np.uint8),
        ("holdout", np.uint8),
        ("voice_tick", np.int32),
        ("reached", np.int32),  # tick of the first share about the product
    ]
)
MEMORY = np.dtype(
    [
        ("heard_share", np.int32),
        ("heard_tick", np.int32),
        ("senders", np.int32, (SENDERS_KEPT,)),
        ("status", np.int8),
        ("passed", np.uint8),
        ("exposures", np.uint8),
        ("unused", np.uint8),
    ]
)


def mind(stories: int) -> np.dtype:
    """Return the record of what a person remembers, with slots for so many stories."""
    fields = [
        # Slots in use. From m on the ring is full, and the next story goes to `remembered - m`.
        ("remembered", np.int16),
        ("holding", np.int16),  # stories in mind
        ("story", np.int32, (stories,)),  # counts in the first `remembered` slots only
        ("memory", MEMORY, (stories,)),
    ]
    rest = -np.dtype(fields).itemsize % tables.LINE
    return np.dtype([*fields, ("unused", np.uint8, (rest,))])


# What a run keeps as plain numbers, besides the arrays.
NUMBERS = (
    "tick", "delivered", "rooms", "last_talk", "first_waiting", "likes_bought", "kept",
    "listening", "plan_next", "improvement", "heard_today", "external", "rumour", "rumour_tick",
    "noticed_tick", "responded", "answer",
)  # fmt: skip


class State:
    """The arrays of one run. `n` people, `m` stories remembered by each.

    The fields of `lives`, `minds` and `memory` are attributes too: `state.aware` is
    `lives["aware"]`.
    """

    lives: np.ndarray
    minds: np.ndarray
    memory: np.ndarray
    story: np.ndarray
    reached: np.ndarray
    affinity: np.ndarray
    reactance: np.ndarray
    belonging: np.ndarray
    load: np.ndarray
    boredom: np.ndarray
    persuaded: np.ndarray
    follows: np.ndarray
    room: np.ndarray
    aware: np.ndarray
    stage: np.ndarray
    satisfied: np.ndarray
    member: np.ndarray
    voice: np.ndarray
    holdout: np.ndarray
    remembered: np.ndarray
    holding: np.ndarray
    heard_share: np.ndarray
    heard_tick: np.ndarray
    senders: np.ndarray
    status: np.ndarray
    passed: np.ndarray
    exposures: np.ndarray

    def __init__(self, world: World, fixed: Setting):
        self.tick = 0
        self._lives(world, fixed, world.people)
        self._memories(world.people, fixed.memory)
        self._tables(fixed)
        self._rooms(world, fixed)
        self._first_members(world, fixed)
        self._pages(fixed)
        self._manager()

    def _lives(self, world: World, fixed: Setting, n: int) -> None:
        self._fields(aligned(n, LIFE), "lives")
        follows = np.where(world.follower, world.channels & np.uint32(fixed.page_mask), 0)
        for some in tables.blocks(n, LIFE.itemsize):
            self.affinity[some] = world.baseline[some]
            self.persuaded[some] = self.room[some] = self.reached[some] = -1
            self.follows[some] = follows[some]
            self.aware[some] = world.aware[some]
            self.stage[some] = self.satisfied[some] = world.customer[some]
        if fixed.holdout > 0:
            self.holdout[:] = draws.uniforms(fixed.seed, purposes.HOLDOUT, 0, n) < fixed.holdout
        self.left = np.zeros(n, np.float32)  # close contacts who left lately
        self.left_tick = np.zeros(n, np.int32)
        self.told = np.zeros(n, np.float32)  # messages of the brand about its product, lately
        self.told_tick = np.zeros(n, np.int32)
        self.bought_tick = np.full(n, -1, np.int32)
        self.purchases = np.zeros(n, np.int32)
        self.joined = np.full(n, -1, np.int32)
        self.written = np.zeros(n, np.int32)  # messages in private groups

    def _memories(self, n: int, m: int) -> None:
        self._fields(aligned(n, mind(m)), "minds")
        self._fields(self.memory, "memory")
        # Memory that is first read and then written costs the system twice the work.
        self.remembered[:] = 0

    def _fields(self, records: np.ndarray, name: str) -> None:
        """Keep records, and each of their fields as a view."""
        setattr(self, name, records)
        for field in records.dtype.names or ():
            setattr(self, field, records[field])

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

    def _first_members(self, world: World, fixed: Setting) -> None:
        """Let the community be there already: its rooms are filled one after another."""
        members = fixed.first_members[self.holdout[fixed.first_members] == 0]
        rooms = np.arange(len(members)) // fixed.room_size
        self.rooms = -(-len(members) // fixed.room_size)
        self.room_members[: self.rooms] = np.bincount(rooms, minlength=self.rooms)
        self.room[members] = rooms
        self.member[members] = self.aware[members] = 1
        self.belonging[members] = fixed.first_belonging
        self.joined[members] = 0
        self.voice[members] = np.where(world.talkativeness[members] > 0, REGULAR, SILENT)

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
        self.answer = -1  # the story with which the brand answered the rumour

    def is_quiet(self, repass: float) -> bool:
        """Is nothing on its way, and nobody holding a story that they may pass on again?

        repass: the chance a tick that a held story is passed on.
        """
        waiting = (self.scheduled_first[self.tick :] >= 0).any()
        held = repass > 0 and self.holding.any()
        return bool(self.delivered == self.shares.count and not waiting and not held)


def aligned(n: int, kind: np.dtype) -> np.ndarray:
    """Return n empty records that start where a line of the processor's cache does."""
    room = np.zeros(n * kind.itemsize + tables.LINE, np.uint8)
    start = -room.ctypes.data % tables.LINE
    return room[start : start + n * kind.itemsize].view(kind)
