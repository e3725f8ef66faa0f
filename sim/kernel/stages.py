"""Stages: a tick of the compiled engine, in the order of `sim.tick.TICK`, and the way in."""

import numpy as np

from sim import draws, purposes, rules
from sim.compiled import compiled, inner
from sim.kernel import delivery, manager, talk
from sim.kernel.belonging import stay_or_go
from sim.kernel.buying import shop, visit_by_habit
from sim.kernel.layout import PURPOSES, model_at
from sim.kernel.ledger import new_story, next_success
from sim.kernel.memory import what_is_held
from sim.kernel.passing import pass_all_again, start, tell
from sim.kernel.reading import look_for_answer, take_in
from sim.kernel.senses import (
    AWARE,
    CUSTOMERS,
    FOLLOWERS,
    HOLDERS,
    MEMBERS,
    affinity,
    belonging,
    note,
    reactance,
)
from sim.prepare import BY_PRIVACY
from sim.state import STOCKS

PEOPLE_STOCKS = len(STOCKS)
# What one of eight people has to do with the brand, in the eight bytes of a number.
EACH_OF_EIGHT = 0x0101010101010101
ANY_CUSTOMER = np.uint64(EACH_OF_EIGHT * CUSTOMERS)
ANY_TO_LIVE = np.uint64(EACH_OF_EIGHT * (AWARE | CUSTOMERS | MEMBERS | FOLLOWERS))
# Which function of this engine is which stage.
NAMES = {
    "shocks": "shocks",
    "hear_elsewhere": "hear_elsewhere",
    "manager.manage": "manage",
    "talk.talk": "talk",
    "tell_all": "tell",
    "pass_all_again": "pass_again",
    "delivery.deliver": "deliver",
    "live": "live",
    "record": "record",
}


@inner
def tick(m):
    """Live through one tick, stage by stage."""
    shocks(m)
    hear_elsewhere(m)
    manager.manage(m)
    talk.talk(m)
    tell_all(m)
    pass_all_again(m)
    delivery.deliver(m)
    live(m)
    record(m)


@inner
def shocks(m):
    """What happens from outside on a date."""
    for number in range(m.happenings.count):
        if m.happenings.rows[number].tick == m.tick:
            happen(m, number)


@inner
def happen(m, number):
    """Let some people hear of a shock; a crisis they tell on, privately or in public."""
    shock = m.happenings.rows[number]
    story = new_story(m, shock.kind, -1, shock.driver, shock.valence, shock.quality)
    if shock.crisis:
        m.rumour, m.rumour_tick = story, m.tick
        m.noticed_tick, m.responded, m.answer = -1, 0, -1
    for k in range(shock.people):
        i = draws.below(
            draws.uniform(m.fixed.seed, purposes.SHOCK_PERSON, number, k, 0), m.world.people
        )
        if shock.crisis:
            start(m, i, story, -1, shock.where)
        else:
            take_in(m, i, story, rules.PAGE)


@inner
def hear_elsewhere(m):
    """R16: advertising and the press reach people outside any share."""
    chance = m.fixed.external_chance
    if chance <= 0.0:
        return
    if m.external < 0:
        kind = m.kinds.advertisement
        valence = m.kinds.valence[kind]
        m.external = new_story(m, kind, -1, rules.PRODUCT, valence, 1.0)
    key = draws.key(m.fixed.seed, purposes.EXTERNAL, m.tick, 0)
    ordinal = 0
    i = next_success(m, -1, 0, chance, key)
    while i < m.world.people:
        take_in(m, i, m.external, rules.FEED)
        ordinal += 1
        i = next_success(m, i, ordinal, chance, key)


@inner
def tell_all(m):
    """R11: customers tell."""
    for eight in range(eights(m)):
        if m.aside.eights[eight] & ANY_CUSTOMER:
            for i in range(8 * eight, min(8 * eight + 8, m.world.people)):
                if m.aside.doing[i] & CUSTOMERS:
                    tell(m, i)


@inner
def live(m):
    """Buying, leaving, visiting."""
    for eight in range(eights(m)):
        if m.aside.eights[eight] & ANY_TO_LIVE:
            for i in range(8 * eight, min(8 * eight + 8, m.world.people)):
                live_one(m, i)


@inner
def live_one(m, i):
    """Let a person buy, leave and visit."""
    doing = m.aside.doing
    if doing[i] & (AWARE | CUSTOMERS):
        shop(m, i)
    if doing[i] & (MEMBERS | FOLLOWERS):
        stay_or_go(m, i)
    if doing[i] & AWARE:
        visit_by_habit(m, i)
        look_for_answer(m, i)


@inner(inline=True)
def eights(m):
    """Return how many times eight people there are: the byte of each of eight is one number."""
    return (m.world.people + 7) // 8


@inner
def record(m):
    """Count the day at its end; what was heard improves the product (R14)."""
    if m.tick % m.fixed.ticks_per_day < m.fixed.ticks_per_day - 1:
        return
    gain = m.values.feedback_gain * m.fixed.acts_on_feedback * m.heard_today
    m.improvement = rules.gained(m.improvement, gain)
    m.heard_today = 0.0
    take_stock(m)


@inner
def take_stock(m):
    """Write down the day's stocks, in the order of `sim.state.STOCKS`."""
    doing = m.aside.doing
    aware = customers = members = followers = 0
    for i in range(m.world.people):
        found = doing[i]
        aware += (found & AWARE) != 0
        customers += (found & CUSTOMERS) != 0
        members += (found & MEMBERS) != 0
        followers += (found & FOLLOWERS) != 0
    row = m.aside.day * PEOPLE_STOCKS
    m.stocks[row] = aware
    m.stocks[row + 1] = customers
    m.stocks[row + 2] = members
    m.stocks[row + 3] = followers
    m.stocks[row + 4] = m.fixed.bought_likes if m.likes_bought else 0
    if members == 0 and m.aside.settled:
        for stock in range(5, 8):
            m.stocks[row + stock] = m.stocks[row + stock - PEOPLE_STOCKS]
    else:
        take_stock_of_feelings(m, row, members)


@inner
def take_stock_of_feelings(m, row, members):
    """Write down what people feel, and see whether all is settled: whether nothing fades any more.

    Then it stays as it is from day to day, until something is felt by somebody.
    """
    n, settled = m.world.people, 1
    likes = pushed = belongs = 0.0
    for i in range(n):
        life = m.lives[i]
        settled &= (life.affinity == m.traits[i].baseline) & (life.reactance == 0.0)
        likes += affinity(m, i)
        pushed += reactance(m, i)
        if m.aside.doing[i] & MEMBERS:
            belongs += belonging(m, i)
    m.aside.settled = settled
    m.stocks[row + 5] = likes / n
    m.stocks[row + 6] = pushed / n
    m.stocks[row + 7] = belongs / members if members else 0.0


# the way in -------------------------------------------------------------------------------------


@compiled
def enter(address):
    """Make anew what the compiled engine keeps aside, from the state."""
    m = model_at(address)
    for purpose in range(PURPOSES):
        m.aside.always[purpose] = draws.stem(m.fixed.seed, purpose, 0)
    m.aside.holders, m.aside.first_open, m.aside.members_changed = 0, 0, 1
    m.aside.settled = 0
    for i in range(m.world.people):
        m.aside.doing[i] = 0
        if m.stories.count > 0 and m.minds[i * m.mind_bytes].holding > 0:
            m.aside.holders += m.minds[i * m.mind_bytes].holding
            m.aside.held[i] = what_is_held(m, i)
            m.aside.doing[i] = HOLDERS
        note(m, i)


@inner
def begin_tick(m):
    """Set what follows from the number of the tick."""
    m.aside.day = m.tick // m.fixed.ticks_per_day
    for purpose in range(PURPOSES):
        m.aside.now[purpose] = draws.stem(m.fixed.seed, purpose, m.tick)


@compiled
def advance(address, last, until_quiet):
    """Live until a tick, or until nothing is on its way. Returns whether it is quiet."""
    m = model_at(address)
    while m.tick < last:
        begin_tick(m)
        tick(m)
        m.tick += 1
        if until_quiet and is_quiet(m):
            return 1
    return 0


@inner
def is_quiet(m):
    """Is nothing on its way, and nobody holding a story that they may pass on again?"""
    if (m.chances.repass > 0.0 and m.aside.holders > 0) or m.delivered < m.shares.count:
        return False
    return nothing_scheduled(m)


@inner
def nothing_scheduled(m):
    """Will nobody come upon a post that is already there?"""
    waiting = 0
    for due in range(m.tick, m.fixed.ticks + 1):
        if m.scheduled_first[due] >= 0:
            waiting += 1
    return waiting == 0


@compiled
def new_start(address, kind, origin, driver, valence, quality):
    """Make the story that people are to start. Returns its number."""
    m = model_at(address)
    begin_tick(m)
    return new_story(m, kind, origin, driver, valence, quality)


@compiled
def begin(address, people, story):
    """Let people start a story."""
    m = model_at(address)
    begin_tick(m)
    for i in people:
        start(m, i, story, -1, BY_PRIVACY)
