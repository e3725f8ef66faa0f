"""Belonging: joining, taking part, helping, leaving (R9, R10, R12). Mirrors the Mesa engine's."""

from sim import purposes, rules, tables
from sim.compiled import inner
from sim.kernel.ledger import (
    add_message,
    add_question,
    count,
    draw,
    event,
    event_with,
    happens,
    invitation,
    now,
    once,
    settle,
)
from sim.kernel.passing import start, ties_of
from sim.kernel.senses import (
    belonging,
    focus,
    left,
    load,
    note,
    reactance,
    set_belonging,
)
from sim.prepare import TO_CONTACTS
from sim.setting import ASKING
from sim.state import GAVE_UP, JOINS, LEAVES, MUTES, NEWCOMER, REGULAR, SILENT, UNFOLLOWS

# joining ----------------------------------------------------------------------------------------


@inner
def consider_joining(m, i, story, believed, match, row):
    """R12: join at a read invitation, by what the community means to this person."""
    life, home = m.lives[i], m.fixed.home
    if home < 0 or life.member or life.holdout or not m.traits[i].channels >> home & 1:
        return
    chance = rules.join_chance(m.values.join_probability, match, believed, reactance(m, i))
    if once(m, purposes.JOIN, i, m.stories.rows[story].key) < chance:
        join(m, i, -1 if row < 0 else m.shares.rows[row].sender, row)


@inner
def join(m, i, inviter, row):
    """Become a member, in the inviter's room if it has space, else the first that has."""
    life = m.lives[i]
    life.member, life.aware, life.muted, life.voice = 1, 1, 0, SILENT
    life.room = open_room(m, inviter)
    m.joined[i] = m.tick
    m.room_members[life.room] += 1
    m.aside.members_changed = 1
    note(m, i)
    event(m, i, tables.JOINED, row)
    count(m, JOINS, 1.0)


@inner
def open_room(m, inviter):
    """Return the room for a new member: the inviter's, the first with space, or a new one."""
    if inviter >= 0 and m.lives[inviter].member:
        room = m.lives[inviter].room
        if m.room_members[room] < m.fixed.room_size:
            return room
    for room in range(m.aside.first_open, m.rooms):
        if m.room_members[room] < m.fixed.room_size:
            m.aside.first_open = room
            return room
    m.rooms += 1
    m.aside.first_open = m.rooms - 1
    return m.rooms - 1


@inner
def invite(m, i):
    """R12: a member asks a close contact to join."""
    rate = m.values.invite_rate * belonging(m, i) * m.fixed.invitations
    if ties_of(m, i) > 0 and happens(m, i, purposes.INVITE, rate):
        start(m, i, invitation(m, i), -1, TO_CONTACTS)


# belonging --------------------------------------------------------------------------------------


@inner
def feel_at_home(m, i, gain):
    """R9: belonging grows, the more so where people know each other."""
    life = m.lives[i]
    if life.member:
        size = float(m.room_members[life.room]) if life.room >= 0 else 0.0
        closeness = rules.closeness(size, m.values.acquaintance_size)
        set_belonging(m, i, rules.gained(belonging(m, i), gain * closeness))


@inner
def be_answered(m, i):
    """R9, R18: an answer makes one feel at home, and a newcomer likelier to come back."""
    feel_at_home(m, i, m.values.belonging_answered)
    be_noticed(m, i)


@inner
def be_noticed(m, i):
    """R18: a newcomer's first post gets a reply."""
    if m.lives[i].voice == NEWCOMER:
        m.lives[i].voice_answered = 1


@inner
def become(m, i, voice):
    """Change one's part in the conversation."""
    life = m.lives[i]
    life.voice, life.voice_tick, life.voice_answered = voice, m.tick, 0


# asking and answering ---------------------------------------------------------------------------


@inner
def need_help(m, i):
    """R10: a need arises with interest; a member asks the room."""
    if happens(m, i, purposes.NEED, m.values.need_rate * m.traits[i].interest):
        ask(m, i, 0)


@inner(inline=True)
def keeps_quiet(m, i):
    """R18: is this a newcomer who waits for a reply to the first post, or one who gave up?"""
    return m.lives[i].voice == NEWCOMER or m.lives[i].voice == GAVE_UP


@inner
def is_too_shy(m, i):
    """R10, R18: most who do not write in the room do not ask it either."""
    if m.lives[i].voice == REGULAR:
        return False
    return keeps_quiet(m, i) or now(m, purposes.SHY, i, 0) >= m.values.shy_asks


@inner
def ask(m, i, product):
    """R10: ask the room; who has none, or does not dare to, takes a problem to paid support."""
    life = m.lives[i]
    if not life.member or is_too_shy(m, i):
        if product:
            settle(m, add_question(m, -1, i, -1, product), tables.PAID_SUPPORT)
        return
    message = add_message(m, i, life.room, tables.QUESTION, -1, ASKING + product, False)
    add_question(m, message, i, life.room, product)
    speak_up(m, i)


@inner
def speak_up(m, i):
    """R18: whoever has not written before is a newcomer, whatever the first post is."""
    if m.lives[i].voice == SILENT:
        become(m, i, NEWCOMER)


@inner
def answers(m, i, asker, key):
    """R10: does this reader of a question answer it, given that the highest chance was met?"""
    values, life = m.values, m.lives[i]
    if i == asker or keeps_quiet(m, i):
        return False
    share = rules.answer_share(m.traits[i].expertise, belonging(m, i), values.answer_stranger)
    openness = rules.room_openness(
        values.open_room, values.open_room_belonging, belonging(m, i), life.muted != 0
    )
    u = draw(m, purposes.ANSWER, 1, i, key)
    return u < share * openness * focus(m, i)


# leaving ----------------------------------------------------------------------------------------


@inner
def stay_or_go(m, i):
    """R12: leave the community, mute the room, unfollow pages."""
    life = m.lives[i]
    if life.member:
        consider_leaving(m, i)
    if life.member and not life.muted:
        consider_muting(m, i)
    if life.follows:
        consider_unfollowing(m, i)


@inner
def grounds_of(m, i, base):
    """R12: what a hazard is made of: base, reactance, boredom, load, and contacts who left."""
    values, usual = m.values, m.fixed.usual_load
    return (
        base,
        values.push_leaving * reactance(m, i),
        values.boredom_leaving * m.lives[i].boredom,
        values.load_leaving * rules.crowding(usual + load(m, i), usual),
        values.leaving_contagion * left(m, i),
    )


@inner(inline=True)
def leave_rate(grounds):
    """R12: the hazard of these grounds."""
    base, push, boredom, crowd, contagion = grounds
    return rules.leave_rate(base, push, boredom, crowd, contagion)


@inner
def consider_leaving(m, i):
    """R12: leave the community."""
    life = m.lives[i]
    grounds = grounds_of(m, i, m.values.leave_rate * rules.loosening(belonging(m, i)))
    if not happens(m, i, purposes.LEAVE, leave_rate(grounds)):
        return
    m.room_members[life.room] -= 1
    m.aside.first_open = min(m.aside.first_open, life.room)
    m.aside.members_changed = 1
    life.member, life.room, life.voice = 0, -1, SILENT
    set_belonging(m, i, 0.0)
    note(m, i)
    event_with(m, i, tables.LEFT, -1, grounds)
    count(m, LEAVES, 1.0)
    be_missed(m, i)


@inner
def consider_muting(m, i):
    """R12: stay a member, but read no more."""
    grounds = grounds_of(m, i, m.values.mute_rate * rules.loosening(belonging(m, i)))
    if happens(m, i, purposes.MUTE, leave_rate(grounds)):
        m.lives[i].muted = 1
        event_with(m, i, tables.MUTED, -1, grounds)
        count(m, MUTES, 1.0)


@inner
def consider_unfollowing(m, i):
    """R12: unfollow one page after another."""
    life = m.lives[i]
    grounds = grounds_of(m, i, m.values.unfollow_rate)
    chance = rules.tick_chance(leave_rate(grounds), m.fixed.days_per_tick)
    for position in range(m.fixed.pages_count):
        page = m.fixed.pages[position]
        if not life.follows >> page & 1:
            continue
        if now(m, purposes.UNFOLLOW, i, page) < chance:
            life.follows = life.follows & ~(1 << page)
            note(m, i)
            event_with(m, i, tables.UNFOLLOWED, -1, grounds)
            count(m, UNFOLLOWS, 1.0)


@inner
def be_missed(m, i):
    """R12: close contacts notice that one has left, and are likelier to go too."""
    for tie in range(m.world.close_ptr[i], m.world.close_ptr[i + 1]):
        friend = m.world.close_to[tie]
        m.left[friend] = left(m, friend) + 1.0
        m.left_tick[friend] = m.tick
