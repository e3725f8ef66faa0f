"""Buying: the first time, at an offer, again, or no more (R8, R17). Mirrors the Mesa engine's."""

from sim import purposes, rules, tables
from sim.compiled import inner
from sim.kernel.belonging import be_missed
from sim.kernel.ledger import count, event, event_with, happens, now, once, visit
from sim.kernel.senses import (
    affinity,
    belonging,
    fit,
    left,
    note,
    product_match,
    reactance,
    set_affinity,
)
from sim.state import (
    CUSTOMER,
    DISCOUNT_GIVEN,
    FIRST_PURCHASES,
    LAPSED_CUSTOMER,
    LAPSES,
    MARGIN,
    PURCHASES,
    REVENUE,
)


@inner
def shop(m, i):
    """R8: buy for the first time, or again, or lapse, in this tick."""
    life = m.lives[i]
    if m.bought_tick[i] == m.tick:
        return
    if life.stage == CUSTOMER:
        shop_again(m, i)
    elif life.aware:
        rate = rules.buy_rate(m.values.buy_rate, affinity(m, i), product_match(m, i))
        if happens(m, i, purposes.BUY, rate):
            buy(m, i, 0.0, life.persuaded, tables.BOUGHT)


@inner
def shop_again(m, i):
    """R8: a customer buys again, or lapses."""
    life, values = m.lives[i], m.values
    rate = rules.repeat_rate(m.fixed.repurchase_days, life.satisfied != 0, affinity(m, i))
    if happens(m, i, purposes.BUY_AGAIN, rate):
        buy(m, i, 0.0, life.persuaded, tables.BOUGHT_AGAIN)
        return
    base = values.lapse_rate * rules.loosening(belonging(m, i))
    if not life.satisfied:
        base *= values.unsatisfied_lapse
    push = values.push_leaving * reactance(m, i)
    contagion = values.leaving_contagion * left(m, i)
    if happens(m, i, purposes.LAPSE, rules.leave_rate(base, push, 0.0, 0.0, contagion)):
        life.stage = LAPSED_CUSTOMER
        note(m, i)
        event_with(m, i, tables.LAPSED, -1, (base, push, 0.0, 0.0, contagion))
        count(m, LAPSES, 1.0)
        be_missed(m, i)


@inner
def consider_offer(m, i, story, match, row):
    """R8: an offer that is read may sell at once."""
    values, discount = m.values, m.fixed.discount
    chance = rules.offer_chance(
        values.offer_buy, affinity(m, i), match, discount, values.discount_pull
    )
    if m.bought_tick[i] >= 0:
        days = (m.tick - m.bought_tick[i]) * m.fixed.days_per_tick
        chance *= rules.need_back(days, m.fixed.repurchase_days)
    if once(m, purposes.OFFER, i, m.stories.rows[story].key) < chance:
        buy(m, i, discount, row, tables.BOUGHT_AT_OFFER)


@inner
def buy(m, i, discount, row, kind):
    """Buy once; what is bought satisfies or disappoints."""
    life, fixed = m.lives[i], m.fixed
    if m.purchases[i] == 0 and life.stage != CUSTOMER:
        count(m, FIRST_PURCHASES, 1.0)
    m.purchases[i] += 1
    life.stage, life.aware = CUSTOMER, 1
    note(m, i)
    m.bought_tick[i] = m.tick
    given = fixed.price * discount
    count(m, PURCHASES, 1.0)
    count(m, REVENUE, fixed.price - given)
    count(m, MARGIN, fixed.price * fixed.margin - given)
    count(m, DISCOUNT_GIVEN, given)
    event(m, i, kind, row)
    chance = rules.satisfied_chance(fixed.quality, fit(m, i))
    satisfied = once(m, purposes.SATISFIED, i, m.purchases[i]) < chance
    life.satisfied = satisfied
    event(m, i, tables.SATISFIED if satisfied else tables.DISAPPOINTED, row)
    experience(m, i, satisfied)


@inner
def experience(m, i, satisfied):
    """R4: one's own experience with the product is believed fully."""
    before, values = affinity(m, i), m.values
    valence = rules.experience_valence(satisfied)
    change = rules.attitude_change(
        before, 1.0, valence, values.experience_gain, values.negativity_bias
    )
    set_affinity(m, i, before + change)


@inner
def visit_by_habit(m, i):
    """R17: an aware person types the address, or searches for the brand in need."""
    u = now(m, purposes.TYPED, i, 0)
    if u < m.chances.typed:
        chance = m.chances.typed * rules.positive(affinity(m, i))
        if u < chance:
            cause = tables.TYPED if u < 0.5 * chance else tables.BOOKMARK
            visit(m, i, -1, cause, (cause == tables.BOOKMARK, False, False))
    if now(m, purposes.SEARCH, i, 0) < m.chances.search * m.traits[i].need:
        visit(m, i, -1, tables.SEARCHED, (False, True, False))
