"""Delivery: how a share reaches its readers, by venue (R1). Mirrors `sim.delivery`."""

from sim import draws, purposes, rules
from sim.compiled import inner
from sim.kernel.layout import AT_ONCE
from sim.kernel.ledger import draw, next_success, now, once, see
from sim.kernel.reading import read, read_all
from sim.kernel.senses import (
    CUSTOMERS,
    FOLLOWERS,
    all_attention,
    arrive,
    belonging,
    match_of,
    notices,
)
from sim.kernel.views import prefetch
from sim.setting import PRIOR_IMPRESSIONS, SPARSE
from sim.state import MOST_FOUND

# How many shares ahead memory is asked for.
TIES_AHEAD, FRIENDS_AHEAD, READERS_AHEAD, MOST_AHEAD = 6, 4, 2, 64


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
        prefetch(world.close_channel, first)
    ahead = row + READERS_AHEAD
    if ahead < m.shares.count and m.shares.rows[ahead].venue_kind == rules.DIRECT:
        sender = m.shares.rows[ahead].sender
        first, last = world.close_ptr[sender], world.close_ptr[sender + 1]
        if m.shares.rows[ahead].wanted >= last - first:
            at_ease = all_attention(m)
            for tie in range(first, min(last, first + MOST_AHEAD)):
                expect(m, world.close_to[tie], at_ease)


@inner(inline=True)
def expect(m, i, surely):
    """Ask for what reading touches of a person. surely: nothing needs their attention."""
    prefetch(m.minds, i * m.mind_bytes)
    if not surely:
        prefetch(m.lives, i)


@inner(inline=True)
def reach(m, i, row, openness, key):
    """Let a share arrive at a person, who reads it or not."""
    arrive(m, i, 1.0)
    if notices(m, i, openness, key):
        read(m, i, row)


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
def to_followers(m, row):
    """A person's public post is seen by some followers, now or later in the post's life."""
    share, world = m.shares.rows[row], m.world
    sender, channel, key, audience = share.sender, share.channel, share.key, 0
    openness = m.values.feed_reach
    if openness < 0.0:
        openness = m.fixed.reach_of_person[channel]
    for edge in range(world.audience_ptr[sender], world.audience_ptr[sender + 1]):
        if world.audience_channel[edge] != channel:
            continue
        audience += 1
        i = world.audience[edge]
        if notices(m, i, openness, key):
            see_later(m, i, row, key, channel)
    m.shares.rows[row].audience = audience


@inner
def to_page(m, row):
    """A page's post is shown to some followers; on a messenger it goes to the list of customers."""
    channel, key = m.shares.rows[row].channel, m.shares.rows[row].key
    if m.fixed.private_mask >> channel & 1:
        to_customers(m, row, channel, key)
        return
    openness = reach_of_page(m, row, channel)
    bought = m.fixed.bought_likes // max(1, m.fixed.pages_count) if m.likes_bought else 0
    m.shares.rows[row].audience = followers_on(m, channel) + bought
    if openness < SPARSE:
        shown = to_few_followers(m, row, key, channel, openness)
    else:
        shown = to_many_followers(m, row, key, channel, openness)
    m.impressions[channel] += shown + bought * openness


@inner
def followers_on(m, channel):
    """Return how many people follow the brand's page on a channel."""
    followers = 0
    for i in range(m.world.people):
        if m.aside.doing[i] & FOLLOWERS and m.lives[i].follows >> channel & 1:
            followers += 1
    return followers


@inner
def to_few_followers(m, row, key, channel, openness):
    """Show a page's post to followers, from one success to the next. Returns to how many."""
    shown = ordinal = 0
    i = next_success(m, -1, 0, openness, key)
    while i < m.world.people:
        if m.aside.doing[i] & FOLLOWERS and m.lives[i].follows >> channel & 1:
            shown += 1
            if notices(m, i, 1.0, key):
                see_later(m, i, row, key, channel)
        ordinal += 1
        i = next_success(m, i, ordinal, openness, key)
    return shown


@inner
def to_many_followers(m, row, key, channel, openness):
    """Show a page's post to followers, one after another. Returns to how many."""
    shown = 0
    for i in range(m.world.people):
        if not m.aside.doing[i] & FOLLOWERS or not m.lives[i].follows >> channel & 1:
            continue
        if once(m, purposes.READ, i, key) < openness:
            shown += 1
            if notices(m, i, openness, key):
                see_later(m, i, row, key, channel)
    return shown


@inner
def reach_of_page(m, row, channel):
    """R1: the share of followers a post of a page is shown to; how lively the page was counts."""
    fixed, values = m.fixed, m.values
    left = m.chances.engagement_left[m.tick - m.engagement_tick[channel]]
    m.impressions[channel] *= left
    m.engagements[channel] *= left
    m.engagement_tick[channel] = m.tick
    usual = fixed.engagement_rate[channel]
    rate = (m.engagements[channel] + PRIOR_IMPRESSIONS * usual) / (
        m.impressions[channel] + PRIOR_IMPRESSIONS
    )
    factors = m.kept
    if fixed.favoured[channel * m.kinds.count + m.stories.rows[m.shares.rows[row].story].kind]:
        factors *= values.favoured_reach
    if fixed.cross_posted and channel != fixed.first_place:
        factors *= values.cross_post_reach
    usual_reach = values.feed_reach
    if usual_reach < 0.0:
        usual_reach = fixed.reach_of_page[channel]
    return rules.page_reach(usual_reach, rate, usual, factors)


@inner
def to_customers(m, row, channel, key):
    """A message to the list of customers on a messenger reaches those who use it."""
    audience = 0
    for i in range(m.world.people):
        if m.aside.doing[i] & CUSTOMERS and m.traits[i].channels >> channel & 1:
            audience += 1
            reach(m, i, row, m.values.open_group, key)
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


@inner
def see_later(m, i, row, key, channel):
    """R1: a public post is seen at once or later, by the half-life of posts on its channel."""
    u = once(m, purposes.SEE_WHEN, i, key)
    due = m.tick + rules.sight_delay(u, m.fixed.halflife_ticks[channel])
    if due == m.tick:
        read(m, i, row)
    elif due < m.fixed.ticks:
        see(m, i, row, due)


@inner
def find_old_posts(m):
    """R1: blogs, reviews and bookmarks are found by search, long after they were posted."""
    for page in range(m.fixed.pages_count):
        channel = m.fixed.pages[page]
        chance, posts = m.fixed.found_chance[channel], m.posted_count[channel]
        if chance <= 0.0 or posts == 0:
            continue
        key = draws.key(m.fixed.seed, purposes.FOUND, m.tick, channel)
        ordinal = 0
        i = next_success(m, -1, 0, chance, key)
        while i < m.world.people:
            if m.traits[i].channels >> channel & 1:
                find(m, i, channel, posts)
            ordinal += 1
            i = next_success(m, i, ordinal, chance, key)


@inner
def find(m, i, channel, posts):
    """R1: come upon one of a channel's old posts, and read it if it is relevant."""
    u = now(m, purposes.FOUND_POST, i, channel)
    row = m.posted[channel * MOST_FOUND + draws.below(u, posts)]
    match = match_of(m, i, m.stories.rows[m.shares.rows[row].story].driver)
    if now(m, purposes.FOUND, i, channel) < match:
        m.shares.rows[row].audience += 1
        read(m, i, row)
