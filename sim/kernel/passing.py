"""Passing on: whether, where to and to whom (R6, R7), and telling (R11). Mirrors the Mesa engine's.

`at` is where the story stands in the person's memory, `row` the share that it came by (-1: none).
"""

import numpy as np

from sim import draws, purposes, rules, tables
from sim.compiled import inner
from sim.kernel.layout import AT_ONCE
from sim.kernel.ledger import add_share, count, event, happens, new_story, now, once
from sim.kernel.memory import (
    be_done_with,
    hold,
    note_sender,
    place_in,
    place_of,
    remember,
    slots_used,
    story_in,
)
from sim.kernel.senses import HOLDERS, affinity, belonging, is_member, reactance, set_reactance
from sim.kernel.views import prefetch
from sim.prepare import BY_PRIVACY, PRIVATE, TO_CONTACTS
from sim.state import HOLDING, OVER, REMOVED_POSTS, STORIES_TOLD


@inner(inline=True)
def appeal_of(m, i, story, match):
    """R6: what a story has going for it with this person."""
    told = m.stories.rows[story]
    pushed = reactance(m, i) if told.mentions else 0.0
    return rules.appeal(told.quality, told.valence, m.values.arousal_weight, match, pushed)


@inner(inline=True)
def most_chance(m, story):
    """R6: the most that the chance of passing a story on can be, for one whom it fits fully.

    A draw above it decides, which spares most readers the look at who they are.
    """
    told, values = m.stories.rows[story], m.values
    fully = 1.0 + 1e-9  # a hair more, for what is rounded
    appeal = rules.appeal(told.quality, told.valence, values.arousal_weight, fully, 0.0)
    proof = max(values.proof_first, max(values.proof_second, values.proof_later))
    return rules.pass_chance(values.share_probability, appeal, proof)


@inner(inline=True)
def may_pass(m, at):
    """R6: is there a decision to take: not passed on before, and not over?"""
    return not m.memory[at].passed and m.memory[at].status != OVER


@inner
def consider_passing(m, i, at, story, match, row):
    """R6: one decision for every share read from a new sender; yes at most once."""
    values = m.values
    proof = rules.proof(
        m.memory[at].exposures, values.proof_first, values.proof_second, values.proof_later
    )
    chance = rules.pass_chance(values.share_probability, appeal_of(m, i, story, match), proof)
    key = m.shares.rows[row].key if row >= 0 else m.stories.rows[story].key
    if once(m, purposes.PASS, i, key) < chance:
        m.memory[at].passed = 1
        share_out(m, i, story, row, BY_PRIVACY)


@inner
def consider_holding(m, i, at, story, match):
    """R6: keep the story in mind, to pass it on later."""
    chance = rules.hold_chance(m.values.hold_probability, appeal_of(m, i, story, match))
    if once(m, purposes.HOLD, i, m.stories.rows[story].key) < chance:
        hold(m, i, at, story)


@inner
def pass_all_again(m):
    """R6: stories in mind are passed on again, and are dropped."""
    if m.aside.holders == 0 or (m.chances.repass <= 0.0 and m.chances.lose_interest <= 0.0):
        return
    for first in range(0, m.world.people, AT_ONCE):
        holders = draw_again(m, first, min(first + AT_ONCE, m.world.people))
        for holder in range(holders):
            if m.aside.drawn[holder]:
                pass_again(m, m.aside.readers[holder])


@inner
def draw_again(m, first, last):
    """Put down who of some people has a story in mind, and what they draw for it.

    Only who draws a yes, or has several, needs to be looked at. Returns how many there are.
    """
    names, keys, drawn, holders = m.aside.readers, m.aside.keys, m.aside.drawn, 0
    for i in range(first, last):
        if m.aside.doing[i] & HOLDERS:
            held = m.aside.held[i]
            names[holders] = i
            keys[holders] = m.stories.rows[held].key if held >= 0 else np.uint64(0)
            holders += 1
    stem, chance = m.aside.now[purposes.REPASS], m.chances.repass
    for holder in range(holders):
        drawn[holder] = draws.drawn(stem, names[holder], keys[holder]) < chance
    stem, chance = m.aside.now[purposes.LOSE_INTEREST], m.chances.lose_interest
    if chance > 0.0:
        for holder in range(holders):
            drawn[holder] |= draws.drawn(stem, names[holder], keys[holder]) < chance
    for holder in range(holders):
        if drawn[holder] or m.aside.held[names[holder]] < 0:
            drawn[holder] = 1
            prefetch(m.minds, names[holder] * m.mind_bytes)
            prefetch(m.traits, names[holder])
            prefetch(m.world.membership_ptr, names[holder])
    return holders


@inner
def pass_again(m, i):
    """R6: each story in mind may be passed on, and may then be dropped."""
    for slot in range(slots_used(m, i)):
        at = place_in(m, i, slot)
        if m.memory[at].status != HOLDING:
            continue
        story = story_in(m, i, slot)
        key = m.stories.rows[story].key
        if now(m, purposes.REPASS, i, key) < m.chances.repass:
            share_out(m, i, story, m.memory[at].heard_share, BY_PRIVACY)
        lose = m.chances.lose_interest
        if lose > 0.0 and now(m, purposes.LOSE_INTEREST, i, key) < lose:
            be_done_with(m, i, at)


@inner
def start(m, i, story, row, where):
    """Start a story of one's own (or one that was handed over): keep it in mind, share it."""
    at = place_of(m, i, story)
    if at < 0:
        at = remember(m, i, story, row)
        note_sender(m.memory[at], i)
    m.memory[at].passed = 1
    if once(m, purposes.HOLD, i, m.stories.rows[story].key) < m.values.hold_probability:
        hold(m, i, at, story)
    share_out(m, i, story, row, where)


@inner
def tell(m, i):
    """R11: a customer tells of an experience with the product, unasked."""
    values, satisfied = m.values, m.lives[i].satisfied != 0
    age = min(m.tick - m.bought_tick[i], m.chances.news_left_count - 1)
    fresh = m.chances.news_left[age]
    if satisfied:
        rate = rules.tell_rate(
            values.tell_rate, affinity(m, i), belonging(m, i), values.tell_belonging, fresh
        )
    else:
        rate = values.tell_rate_disappointed * fresh
    if not happens(m, i, purposes.TELL, rate):
        return
    z = draws.normal(now(m, purposes.TELL_QUALITY, i, 0))
    quality = values.experience_appeal * rules.story_quality(z, values.quality_spread)
    valence = rules.experience_valence(satisfied)
    story = new_story(m, m.kinds.experience, i, rules.PRODUCT, valence, quality)
    event(m, i, tables.TOLD, -1)
    count(m, STORIES_TOLD, 1.0)
    in_person = now(m, purposes.TELL_WHERE, i, 0) < values.tell_in_person
    start(m, i, story, -1, TO_CONTACTS if in_person else BY_PRIVACY)


# where to ---------------------------------------------------------------------------------------


@inner(inline=True)
def ties_of(m, i):
    """Number of close contacts."""
    return m.traits[i].ties


@inner(inline=True)
def groups_of(m, i):
    """Number of private groups."""
    return m.traits[i].groups


@inner(inline=True)
def followers_of(m, i):
    """Number of people who follow this person's public posts, over all channels."""
    return m.traits[i].followers


@inner(inline=True)
def chats_of(m, i):
    """Number of chats of many: private groups, and the room unless it is muted."""
    return groups_of(m, i) + (1 if is_member(m, i) and not m.lives[i].muted else 0)


@inner
def share_out(m, i, story, row, where):
    """R7: choose a venue for a story, drawn afresh at each pass, and share it there."""
    key = m.stories.rows[story].key
    if m.values.random_meetings > 0:
        met = int(m.values.random_meetings)
        add_share(m, story, i, (rules.MEETING, -1, -1), row, met)
    ties, chats, followers = ties_of(m, i), chats_of(m, i), followers_of(m, i)
    if ties == 0 and chats == 0:
        if followers > 0:
            post(m, i, story, key, row)
        return
    hops = 0 if row < 0 else m.shares.rows[row].hops + 1
    if where == TO_CONTACTS and ties > 0:
        share_with_ties(m, i, story, key, row, hops)
        return
    if followers > 0 and not in_private(m, i, story, key, where):
        post(m, i, story, key, row)
        return
    group_share = m.values.private_to_group
    if chats > 0 and (ties == 0 or now(m, purposes.TO_GROUP, i, key) < group_share):
        share_in_groups(m, i, story, key, row, hops)
    else:
        share_with_ties(m, i, story, key, row, hops)


@inner
def in_private(m, i, story, key, where):
    """R7: does this pass go to a private venue?"""
    if where != BY_PRIVACY:
        return where == PRIVATE
    about = m.stories.rows[story].driver == rules.PRODUCT
    chance = rules.private_chance(m.traits[i].privacy, m.fixed.sensitivity, about)
    return now(m, purposes.WHERE, i, key) < chance


@inner
def post(m, i, story, key, row):
    """R7: post on one's own feed, on a channel drawn by where one's followers are."""
    followers = followers_of(m, i)
    u = now(m, purposes.FEED_CHANNEL, i, key)
    channel = m.world.audience_channel[m.world.audience_ptr[i] + draws.below(u, followers)]
    add_share(m, story, i, (rules.FEED, channel, channel), row, followers)


@inner
def share_with_ties(m, i, story, key, row, hops):
    """R7: send to some close contacts on one messenger; who they are is drawn at delivery."""
    channel = m.aside.messenger
    if channel < 0:
        u = now(m, purposes.ANCHOR, i, key)
        channel = m.world.close_channel[m.world.close_ptr[i] + draws.below(u, ties_of(m, i))]
    wanted = chats_wanted(m, i, key, channel, hops)
    add_share(m, story, i, (rules.DIRECT, -1, channel), row, wanted)


@inner(inline=True)
def chat_channel(m, i, position):
    """Return the messenger of a chat of many, by its place among this person's."""
    if position == groups_of(m, i):
        return m.fixed.home
    return m.world.group_channel[m.world.membership[m.world.membership_ptr[i] + position]]


@inner
def share_in_groups(m, i, story, key, row, hops):
    """R7: send to some groups on one messenger; the community's room is one of them."""
    chats = chats_of(m, i)
    anchor = draws.below(now(m, purposes.ANCHOR, i, key), chats) if chats > 1 else 0
    channel, ahead = chat_channel(m, i, anchor), 0
    for position in range(chats):
        if chat_channel(m, i, position) == channel:
            ahead += 1
    wanted = min(chats_wanted(m, i, key, channel, hops), ahead)
    for position in range(chats):
        if wanted == 0:
            return
        if chat_channel(m, i, position) != channel:
            continue
        # Where as many are wanted as are ahead, the chance is 1.
        chance = 1.0 if wanted == ahead else rules.pick_chance(float(wanted), 1.0, float(ahead))
        if chance >= 1.0 or now(m, purposes.PICK, i, draws.key(key, position, 0, 0)) < chance:
            wanted -= 1
            send(m, i, story, position, channel, row)
        ahead -= 1


@inner
def send(m, i, story, position, channel, row):
    """Share in a group, or in the room unless the brand removes what does not suit it (R5)."""
    if position < groups_of(m, i):
        group = m.world.membership[m.world.membership_ptr[i] + position]
        add_share(m, story, i, (rules.GROUP, group, channel), row, 0)
        return
    told = m.stories.rows[story]
    off_brand = not told.mentions or told.valence < 0.0
    if off_brand and now(m, purposes.REMOVE, i, told.key) < m.fixed.control:
        lose_post(m, i)
        return
    add_share(m, story, i, (rules.ROOM, m.lives[i].room, channel), row, 0)


@inner
def lose_post(m, i):
    """R5: having one's post removed is felt as pushing."""
    set_reactance(m, i, rules.gained(reactance(m, i), m.values.removal_step))
    event(m, i, tables.POST_REMOVED, -1)
    count(m, REMOVED_POSTS, 1.0)


@inner
def chats_wanted(m, i, key, channel, hops):
    """R7: how many chats this pass goes to, under the channel's forwarding limits."""
    fixed, values = m.fixed, m.values
    wanted = rules.chats_drawn(
        now(m, purposes.CHATS, i, key), values.chats_per_share, values.chats_exact
    )
    return rules.chats_allowed(
        wanted,
        int(values.forward_limit),
        fixed.forward_limit[channel],
        hops,
        fixed.often_hops[channel],
        fixed.often_limit[channel],
    )
