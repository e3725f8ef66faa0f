"""Posts: how what is public finds its readers, at once, later, or by search (R1).

Mirrors `sim.delivery`, as `sim.kernel.delivery` does, which is for shares among people.
"""

from sim import draws, purposes, rules
from sim.compiled import inner
from sim.kernel.hearing import reach, read
from sim.kernel.ledger import next_success, now, once, see
from sim.kernel.senses import CUSTOMERS, FOLLOWERS, match_of, notices
from sim.setting import PRIOR_IMPRESSIONS, SPARSE
from sim.state import MOST_FOUND


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
