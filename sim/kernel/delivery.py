"""Delivery: how a share reaches its readers, by venue (R1). Mirrors `sim.delivery`."""

from sim import draws, purposes, rules
from sim.compiled import inner
from sim.kernel.hearing import reach, read, read_all
from sim.kernel.layout import AT_ONCE
from sim.kernel.ledger import draw, next_success, once
from sim.kernel.posts import find_old_posts, to_followers, to_page
from sim.kernel.senses import all_attention, arrive, belonging, notices
from sim.kernel.views import prefetch
from sim.setting import SPARSE

# How many shares ahead memory is asked for.
TIES_AHEAD, FRIENDS_AHEAD, READERS_AHEAD, MOST_AHEAD = 10, 5, 2, 64


@inner
def deliver(m):
    """Let everybody read what is due in this tick: scheduled public posts, then new shares."""
    entry = m.scheduled_first[m.tick]
    while entry >= 0:
        seen = m.scheduled.rows[entry]
        entry = seen.next
        read(m, seen.person, seen.share)
    while m.delivered < m.shares.count:
        row = m.delivered
        if m.shares.rows[row].tick >= m.tick:
            break
        m.delivered += 1
        look_ahead(m, row)
        kind = m.shares.rows[row].venue_kind
        if kind == rules.DIRECT:
            to_ties(m, row)
        elif kind == rules.GROUP:
            to_group(m, row)
        elif kind == rules.FEED:
            to_followers(m, row)
        elif kind == rules.PAGE:
            to_page(m, row)
        elif kind == rules.ROOM:
            to_room(m, row)
        else:
            to_met(m, row)
    find_old_posts(m)


@inner
def look_ahead(m, row):
    """Ask for what the next shares need, so that its way from memory is hidden.

    A share's ties are looked up first, and its readers once these are there.
    """
    world, ahead = m.world, row + TIES_AHEAD
    if ahead < m.shares.count and m.shares.rows[ahead].venue_kind == rules.DIRECT:
        prefetch(world.close_ptr, m.shares.rows[ahead].sender)
    ahead = row + FRIENDS_AHEAD
    if ahead < m.shares.count and m.shares.rows[ahead].venue_kind == rules.DIRECT:
        first = world.close_ptr[m.shares.rows[ahead].sender]
        prefetch(world.close_to, first)
        prefetch(world.close_to, first + 16)
        if m.aside.messenger < 0:
            prefetch(world.close_channel, first)
    ahead = row + READERS_AHEAD
    if ahead < m.shares.count:
        if m.shares.rows[ahead].venue_kind == rules.DIRECT:
            sender = m.shares.rows[ahead].sender
            first, last = world.close_ptr[sender], world.close_ptr[sender + 1]
            if m.shares.rows[ahead].wanted >= last - first:
                expect(m, world.close_to, first, last)
        elif m.shares.rows[ahead].venue_kind == rules.GROUP:
            group = m.shares.rows[ahead].venue
            # Shares of a group often come after one another: then its members are there.
            if m.shares.rows[ahead - 1].venue != group and m.values.open_group >= SPARSE:
                expect(m, world.group_members, world.group_ptr[group], world.group_ptr[group + 1])


@inner
def expect(m, people, first, last):
    """Ask for what reading touches of some people: their lives, if attention is needed for it."""
    last = min(last, first + MOST_AHEAD)
    if all_attention(m):
        for place in range(first, last):
            prefetch(m.minds, people[place] * m.mind_bytes)
    else:
        for place in range(first, last):
            prefetch(m.minds, people[place] * m.mind_bytes)
            prefetch(m.lives, people[place])


@inner(inline=True)
def gather(m, i, openness, key, gathered):
    """Let a share arrive at a person, who is put down as a reader or not. Returns how many are."""
    arrive(m, i, 1.0)
    m.aside.readers[gathered] = i
    return gathered + 1 if notices(m, i, openness, key) else gathered


@inner
def to_ties(m, row):
    """A direct share goes to as many close contacts on its messenger as were wanted."""
    share, world = m.shares.rows[row], m.world
    first, last = world.close_ptr[share.sender], world.close_ptr[share.sender + 1]
    if share.wanted < last - first:
        to_some_ties(m, row)
        return
    key, openness, channel = share.key, m.values.open_direct, share.channel
    surely = openness >= 1.0 and all_attention(m)
    if surely and m.aside.messenger == channel:
        m.shares.rows[row].audience = last - first
        to_all_ties(m, row, first, last)
        return
    reached = gathered = 0
    for tie in range(first, last):
        if world.close_channel[tie] != channel:
            continue
        reached += 1
        friend = world.close_to[tie]
        if surely:
            m.aside.readers[gathered] = friend
            gathered += 1
        else:
            gathered = gather(m, friend, openness, key, gathered)
        if gathered == AT_ONCE:
            read_all(m, row, gathered)
            gathered = 0
    read_all(m, row, gathered)
    m.shares.rows[row].audience = reached


@inner
def to_all_ties(m, row, first, last):
    """A direct share is read by all close contacts, where all are on one messenger."""
    for start in range(first, last, AT_ONCE):
        readers = min(last - start, AT_ONCE)
        for reader in range(readers):
            m.aside.readers[reader] = m.world.close_to[start + reader]
        read_all(m, row, readers)


@inner
def to_some_ties(m, row):
    """Of many close contacts on a share's messenger, it goes to some, drawn by contact rates."""
    share, world = m.shares.rows[row], m.world
    sender, channel, key, wanted = share.sender, share.channel, share.key, share.wanted
    first, last = world.close_ptr[sender], world.close_ptr[sender + 1]
    usable, weight_left = usable_ties(m, sender, channel)
    everyone, reached = wanted >= usable, 0
    for tie in range(first, last):
        if wanted == 0:
            break
        if world.close_channel[tie] != channel:
            continue
        friend = world.close_to[tie]
        if not everyone:
            weight = world.close_strength[tie]
            chance = rules.pick_chance(float(wanted), weight, weight_left)
            weight_left -= weight
            if once(m, purposes.PICK, friend, key) >= chance:
                continue
        wanted -= 1
        reached += 1
        reach(m, friend, row, m.values.open_direct, key)
    m.shares.rows[row].audience = reached


@inner
def usable_ties(m, sender, channel):
    """Return how many close contacts use a messenger, and their contact rates together."""
    usable, weight = 0, 0.0
    for tie in range(m.world.close_ptr[sender], m.world.close_ptr[sender + 1]):
        if m.world.close_channel[tie] == channel:
            usable += 1
            weight += m.world.close_strength[tie]
    return usable, weight


@inner
def to_group(m, row):
    """A share in a private group reaches its members; a sparse audience is skipped through."""
    share, world, openness = m.shares.rows[row], m.world, m.values.open_group
    sender, key = share.sender, share.key
    first, last = world.group_ptr[share.venue], world.group_ptr[share.venue + 1]
    share.audience = last - first - 1
    if openness >= SPARSE:
        at_ease = all_attention(m)
        for start in range(first, last, AT_ONCE):
            stop = min(last, start + AT_ONCE)
            if at_ease:
                gathered = gather_drawn(m, start, stop, sender, openness, key)
            else:
                gathered = gather_attentive(m, start, stop, sender, openness, key)
            read_all(m, row, gathered)
        return
    ordinal = 0
    position = next_success(m, -1, 0, openness, key)
    while position < last - first:
        i = world.group_members[first + position]
        if i != sender:
            reach(m, i, row, 1.0, key)
        ordinal += 1
        position = next_success(m, position, ordinal, openness, key)


@inner
def gather_attentive(m, start, stop, sender, openness, key):
    """Put down who of some members of a group reads a share of one of them. Returns how many."""
    gathered = 0
    for place in range(start, stop):
        i = m.world.group_members[place]
        if i != sender:
            gathered = gather(m, i, openness, key, gathered)
    return gathered


@inner
def gather_drawn(m, start, stop, sender, openness, key):
    """Do the same where attention is no matter: draws first, several at a time, then the names."""
    members, drawn, readers = m.world.group_members, m.aside.drawn, m.aside.readers
    stem = m.aside.always[purposes.READ]
    for place in range(start, stop):
        i = members[place]
        drawn[place - start] = (draws.drawn(stem, i, key) < openness) & (i != sender)
    gathered = 0
    for place in range(start, stop):
        readers[gathered] = members[place]
        gathered += drawn[place - start]
    return gathered


@inner
def to_room(m, row):
    """A share in a room reaches who was a member when the tick began, unless it is muted."""
    share, values, audience = m.shares.rows[row], m.values, 0
    sender, key, room = share.sender, share.key, share.venue
    for place in range(m.aside.present_first[room], m.aside.present_first[room + 1]):
        i = m.aside.present[place]
        if i == sender or m.lives[i].muted:
            continue
        audience += 1
        arrive(m, i, 1.0)
        openness = rules.room_openness(
            values.open_room, values.open_room_belonging, belonging(m, i), False
        )
        if notices(m, i, openness, key):
            read(m, i, row)
    m.shares.rows[row].audience = audience


@inner
def to_met(m, row):
    """What is told to people met at random."""
    share, people = m.shares.rows[row], m.world.people
    sender, key, wanted = share.sender, share.key, share.wanted
    share.audience = wanted
    for meeting in range(wanted):
        i = draws.below(draw(m, purposes.MEET, meeting, sender, key), people)
        if i != sender:
            reach(m, i, row, m.values.open_meeting, draws.key(key, meeting, 0, 0))
