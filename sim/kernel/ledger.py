"""Ledger: draws, counts, and the tables that a run appends to. Mirrors what `sim.model` offers.

A row that was looked up (`m.shares.rows[row]`) must not be used after a row was added to the same
table: growing moves the table. Only numbers are kept over such a call.
"""

from sim import draws, purposes, rules, tables
from sim import state as states
from sim.compiled import inner
from sim.kernel import layout, views

COUNTS = len(states.COUNTS)
RECENT = states.RECENT


# draws ------------------------------------------------------------------------------------------


@inner(inline=True)
def now(m, purpose, person, item):
    """Return this tick's draw."""
    return draws.drawn(m.aside.now[purpose], person, item)


@inner(inline=True)
def once(m, purpose, person, item):
    """Return the draw of a decision that is taken once: the tick is left out (it is 0)."""
    return draws.drawn(m.aside.always[purpose], person, item)


@inner(inline=True)
def draw(m, purpose, tick, person, item):
    """Return the draw of any tick, or of what stands in its place."""
    return draws.uniform(m.fixed.seed, purpose, tick, person, item)


@inner(inline=True)
def happens(m, i, purpose, rate_per_day):
    """Does something of this daily rate happen to this person in this tick?"""
    return rules.comes_about(now(m, purpose, i, 0), rate_per_day, m.fixed.days_per_tick)


@inner
def next_success(m, position, ordinal, chance, key):
    """Return the next position at which a draw of this chance succeeds, after `position`."""
    u = draw(m, purposes.READ, 1 + ordinal, -1, key)
    return position + 1 + draws.skip(u, chance)


# counts and tables ------------------------------------------------------------------------------


@inner(inline=True)
def count(m, what, amount):
    """Add to a count of the day."""
    m.counts[m.aside.day * COUNTS + what] += amount


@inner
def grow(m, table):
    """Have a table made larger; everything that was looked up in it moves."""
    if views.call(m.grow, table) == 0:
        raise MemoryError("there is no memory left for the tables of this run")


@inner
def event(m, i, kind, share):
    """Write down what happened to a person without a hazard."""
    event_with(m, i, kind, share, (0.0, 0.0, 0.0, 0.0, 0.0))


@inner
def event_with(m, i, kind, share, grounds):
    """Write down what happened to a person, and what its hazard was made of."""
    table = m.events
    if table.count == table.capacity:
        grow(m, layout.EVENTS)
    row = table.rows[table.count]
    row.tick, row.person, row.kind, row.share = m.tick, i, kind, share
    row.base, row.reactance, row.boredom, row.load, row.contagion = grounds
    table.count += 1


@inner
def visit(m, i, share, cause, how):
    """Write down a visit: deep or to the home page, referrer kept or not, tag kept or not."""
    table = m.visits
    if table.count == table.capacity:
        grow(m, layout.VISITS)
    row = table.rows[table.count]
    row.tick, row.person, row.share, row.cause = m.tick, i, share, cause
    row.landing, row.referrer, row.tag = how
    table.count += 1
    count(m, states.VISITS, 1.0)


@inner
def add_work(m, activity, hours, done, dropped):
    """Write down what the manager did."""
    table = m.manager
    if table.count == table.capacity:
        grow(m, layout.MANAGER)
    row = table.rows[table.count]
    row.tick, row.activity, row.hours = m.tick, activity, hours
    row.done, row.dropped = done, dropped
    table.count += 1


@inner
def new_story(m, kind, origin, driver, valence, quality):
    """Make an untracked story, named by who made it, when, and which kind. Returns its number."""
    key = draws.key(kind, origin, m.tick, 0)
    return add_story(m, kind, origin, driver, valence, quality, 0, key)


@inner
def add_story(m, kind, origin, driver, valence, quality, tracked, key):
    """Make a story and return its number."""
    table = m.stories
    if table.count == table.capacity:
        grow(m, layout.STORIES)
    row = table.rows[table.count]
    row.kind, row.origin, row.tick, row.driver = kind, origin, m.tick, driver
    row.pushiness = m.kinds.pushiness[kind] if origin < 0 else 0.0
    row.valence, row.quality = valence, quality
    row.mentions, row.tracked, row.key = driver == rules.PRODUCT, tracked, key
    table.count += 1
    return table.count - 1


@inner
def invitation(m, origin):
    """Return a new story that invites into the community."""
    kind = m.kinds.invitation
    return new_story(m, kind, origin, rules.COMMUNITY, m.kinds.valence[kind], 1.0)


@inner
def add_share(m, story, sender, venue, parent, wanted):
    """Write down a share; it is delivered from the next tick on. Returns its row.

    venue: its kind, its number (-1: none), and the channel.
    """
    kind, number, channel = venue
    table = m.shares
    if table.count == table.capacity:
        grow(m, layout.SHARES)
    hops = 0 if parent < 0 else table.rows[parent].hops + 1
    row = table.rows[table.count]
    row.story, row.sender, row.venue_kind = story, sender, kind
    row.venue, row.channel, row.tick = number, channel, m.tick
    row.parent, row.hops, row.wanted = parent, hops, wanted
    row.key = draws.key(m.stories.rows[story].key, sender, (kind << 40) + number + 1, m.tick)
    row.audience, row.read, row.first_reads, row.clicks = 0, 0, 0, 0
    if sender < 0:
        count(m, states.SHARES_BRAND, 1.0)
    elif kind == rules.FEED:
        count(m, states.SHARES_PUBLIC, 1.0)
    else:
        count(m, states.SHARES_PRIVATE, 1.0)
    table.count += 1
    return table.count - 1


@inner
def see(m, i, share, due):
    """Schedule the reading of a public post for a tick to come."""
    table = m.scheduled
    if table.count == table.capacity:
        grow(m, layout.SCHEDULED)
    entry = table.count
    row = table.rows[entry]
    row.person, row.share, row.next = i, share, -1
    if m.scheduled_first[due] < 0:
        m.scheduled_first[due] = entry
    else:
        table.rows[m.scheduled_last[due]].next = entry
    m.scheduled_last[due] = entry
    table.count += 1


# messages and questions -------------------------------------------------------------------------


@inner
def add_message(m, author, room, kind, reply_to, ordinal, removed):
    """Write down a message in a room (-1: outside the rooms) and return its row."""
    table = m.messages
    if table.count == table.capacity:
        grow(m, layout.MESSAGES)
    u = now(m, purposes.WRITE_MINUTE, author, ordinal)
    row = table.rows[table.count]
    row.author, row.room, row.tick = author, room, m.tick
    row.minute = draws.below(u, 24 * 60 // m.fixed.ticks_per_day)
    row.kind, row.reply_to, row.removed = kind, reply_to, removed
    table.count += 1
    count(m, states.WRITTEN, 1.0)
    if kind == tables.QUESTION:
        m.heard_today += 1.0
    if not removed:
        m.recent[room * RECENT + m.recent_count[room] % RECENT] = table.count - 1
        m.recent_count[room] += 1
        m.room_saying[room] += 1
    return table.count - 1


@inner
def add_question(m, message, asker, room, product):
    """Write down a question and return its row."""
    table = m.questions
    if table.count == table.capacity:
        grow(m, layout.QUESTIONS)
    row = table.rows[table.count]
    row.message, row.asker, row.tick, row.room = message, asker, m.tick, room
    row.product, row.solved_tick, row.solved_by = product, -1, tables.NOBODY
    row.manager_tried = 0
    table.count += 1
    count(m, states.QUESTIONS, 1.0)
    return table.count - 1


@inner
def question_key(m, row):
    """Return the key that the draws about a question share."""
    question = m.questions.rows[row]
    return draws.key(question.product, question.asker, question.tick, 0)


@inner
def settle(m, row, solver):
    """Write down who solved a question, and what paid support costs."""
    question = m.questions.rows[row]
    question.solved_tick, question.solved_by = m.tick, solver
    if solver == tables.PEER:
        count(m, states.SOLVED_PEER, 1.0)
    elif solver == tables.MANAGER_SOLVED:
        count(m, states.SOLVED_MANAGER, 1.0)
    else:
        count(m, states.SOLVED_SUPPORT, 1.0)
        count(m, states.SUPPORT_COST, m.fixed.support_case)
