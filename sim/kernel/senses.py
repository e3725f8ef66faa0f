"""Senses: what fades, attention, relevance and credibility (R1-R3). Mirrors `sim.person.senses`."""

from sim import purposes, rules
from sim.compiled import inner
from sim.kernel.ledger import once
from sim.state import CUSTOMER

AWARE, CUSTOMERS, MEMBERS, FOLLOWERS, HOLDERS = 1, 2, 4, 8, 16

# what fades -------------------------------------------------------------------------------------


@inner(inline=True)
def affinity(m, i):
    """Return the attitude to the brand now."""
    life = m.lives[i]
    age = m.tick - life.affinity_tick
    if age == 0:
        return life.affinity
    return rules.toward(life.affinity, m.traits[i].baseline, m.chances.affinity_left[age])


@inner(inline=True)
def set_affinity(m, i, value):
    """Change the attitude to the brand."""
    life = m.lives[i]
    life.affinity, life.affinity_tick = value, m.tick
    m.aside.settled = 0


@inner(inline=True)
def faded(value, age, left):
    """Return what a value that fades to nothing is after so many ticks."""
    if age == 0 or value == 0.0:
        return value
    return rules.toward(value, 0.0, left[age])


@inner(inline=True)
def reactance(m, i):
    """Return the felt pushiness now."""
    life = m.lives[i]
    return faded(life.reactance, m.tick - life.reactance_tick, m.chances.reactance_left)


@inner(inline=True)
def set_reactance(m, i, value):
    """Change the felt pushiness."""
    life = m.lives[i]
    life.reactance, life.reactance_tick = value, m.tick
    m.aside.settled = 0


@inner(inline=True)
def belonging(m, i):
    """Return the belonging now."""
    life = m.lives[i]
    return faded(life.belonging, m.tick - life.belonging_tick, m.chances.belonging_left)


@inner(inline=True)
def set_belonging(m, i, value):
    """Change the belonging."""
    life = m.lives[i]
    life.belonging, life.belonging_tick = value, m.tick


@inner(inline=True)
def load(m, i):
    """Return how many items a tick arrive above the background."""
    life = m.lives[i]
    return faded(life.load, m.tick - life.load_tick, m.chances.load_left)


@inner(inline=True)
def left(m, i):
    """Return how many close contacts left lately."""
    return faded(m.left[i], m.tick - m.left_tick[i], m.chances.left_left)


@inner(inline=True)
def messages_heard(m, i):
    """Return how many of the brand's messages about its product were read lately."""
    return faded(m.told[i], m.tick - m.told_tick[i], m.chances.told_left)


# what arrives -----------------------------------------------------------------------------------


@inner(inline=True)
def focus(m, i):
    """R1: the share of what arrives that this person can take in now: all, where nothing does."""
    items = m.fixed.usual_load + load(m, i)
    if items == 0.0:
        return 1.0
    return rules.attention_share(m.traits[i].attention, items)


@inner(inline=True)
def all_attention(m):
    """R1: can everybody take in all that arrives, because nothing weighs and nothing is counted?"""
    return m.fixed.usual_load == 0.0 and m.chances.load_left[1] >= 1.0


@inner(inline=True)
def arrive(m, i, items):
    """Count items that arrived: the load is their moving average a tick."""
    share_of_new = 1.0 - m.chances.load_left[1]
    if share_of_new > 0.0:
        life = m.lives[i]
        life.load = load(m, i) + items * share_of_new
        life.load_tick = m.tick


@inner(inline=True)
def notices(m, i, openness, key):
    """R1: does this person read what arrived under this key?

    The share that can be taken in is at most 1, so a draw above the openness decides.
    """
    u = once(m, purposes.READ, i, key)
    return u < openness and u < openness * focus(m, i)


# what it means ----------------------------------------------------------------------------------


@inner(inline=True)
def fit(m, i):
    """How well the product fits this person, after what it has learned from feedback (R14)."""
    return rules.improved(m.traits[i].fit, m.improvement)


@inner(inline=True)
def product_match(m, i):
    """R3: how much a story about the product means to this person."""
    return rules.product_match(m.traits[i].need, fit(m, i))


@inner(inline=True)
def drive_match(m, i, driver):
    """R3: how much a story about one drive (0-3) means to this person."""
    trait = m.traits[i]
    drives = trait.drives
    largest = max(max(drives[0], drives[1]), max(drives[2], drives[3]))
    return rules.drive_match(trait.interest, drives[driver], largest)


@inner
def community_match(m, i):
    """R3: how much the community means to this person, by what the talk in it is about."""
    around = 0.0
    for driver in range(4):
        around += m.fixed.around[driver] * drive_match(m, i, driver)
    return rules.community_match(m.fixed.brand_talk, around, product_match(m, i))


@inner
def match_of(m, i, driver):
    """R3: relevance of a story by what it is about."""
    if driver == rules.PRODUCT:
        return product_match(m, i)
    if driver == rules.COMMUNITY:
        return community_match(m, i)
    return drive_match(m, i, driver)


@inner(inline=True)
def credibility(m, i, venue_kind, sender):
    """R2: how far this person believes what comes from there."""
    values = m.values
    if sender < 0:
        return rules.brand_credibility(values.trust_brand, reactance(m, i))
    if venue_kind == rules.GROUP:
        return values.trust_group
    if venue_kind in (rules.FEED, rules.PAGE):
        return values.trust_feed
    if venue_kind == rules.ROOM:
        return values.trust_room
    return values.trust_direct


# what the person has to do with the brand -------------------------------------------------------


@inner(inline=True)
def is_member(m, i):
    """Say whether this person is in the community, without a look at the life of one who is not."""
    return m.rooms > 0 and m.aside.doing[i] & MEMBERS != 0


@inner(inline=True)
def note(m, i):
    """Keep in one byte what this person has to do with the brand, for the loops over all."""
    life = m.lives[i]
    doing = AWARE if life.aware else 0
    if life.stage == CUSTOMER:
        doing |= CUSTOMERS
    if life.member:
        doing |= MEMBERS
    if life.follows:
        doing |= FOLLOWERS
    m.aside.doing[i] = doing | (m.aside.doing[i] & HOLDERS)
