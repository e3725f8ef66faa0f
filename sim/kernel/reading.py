"""Reading: what a story does to its reader (R1-R5, R13, R17). Mirrors `sim.person.reading`."""

from sim import purposes, rules, tables
from sim.compiled import inner
from sim.kernel.belonging import consider_joining
from sim.kernel.buying import consider_offer
from sim.kernel.ledger import count, event, happens, new_story, once, visit
from sim.kernel.memory import be_done_with, note_sender, place_of, remember
from sim.kernel.passing import consider_holding, consider_passing, start
from sim.kernel.senses import (
    affinity,
    belonging,
    credibility,
    is_member,
    match_of,
    messages_heard,
    note,
    reactance,
    set_affinity,
    set_reactance,
)
from sim.prepare import BY_PRIVACY
from sim.state import HEARD, OVER, VISITS_DARK


@inner
def take_in(m, i, story, venue_kind):
    """Let a story of the brand's surroundings act on this person, without a share."""
    meet(m, i, place_of(m, i, story), story, -1, venue_kind, -1)


@inner
def meet(m, i, at, story, sender, venue_kind, row):
    """Let a story act on this person; `row` is the share it came by, -1 for none."""
    first = at < 0
    if first:
        at = remember(m, i, story, row)
    respond(m, i, at, story, sender, venue_kind, row, first, note_sender(m.memory[at], sender))


@inner
def respond(m, i, at, story, sender, venue_kind, row, first, new_sender):
    """Let a story that was just remembered, or remembered before, act on this person.

    What cannot change anything is left out: the share of a sender who was counted before, or of
    somebody's story that was passed on already and says nothing of the brand.
    """
    told, known = m.stories.rows[story], m.memory[at]
    moves = new_sender and (told.mentions or told.origin < 0 or is_member(m, i))
    passes = new_sender and not known.passed and known.status != OVER
    if not (first or moves or passes or sender < 0):
        return
    believed = credibility(m, i, venue_kind, sender)
    match = match_of(m, i, told.driver)
    if sender < 0:
        match = rules.personal_match(match, m.values.personal_gain, m.fixed.personalisation)
        feel_pushed(m, i, story, match)
        if venue_kind == rules.PAGE and row >= 0:
            engage(m, i, row, match)
    if moves:
        be_moved(m, i, at, story, sender, believed, match, row)
    if first:
        act_on(m, i, story, believed, match, row)
    if new_sender and not m.memory[at].passed and m.memory[at].status != OVER:
        consider_passing(m, i, at, story, match, row)
    if first and m.memory[at].status == HEARD:
        consider_holding(m, i, at, story, match)


@inner(inline=True)
def acts_by_itself(m, story):
    """Does a story of somebody do more to a first reader than to be clicked and passed on?"""
    kind, kinds = m.stories.rows[story].kind, m.kinds
    return (
        kind == kinds.offer
        or kind == kinds.invitation
        or kind == kinds.rumour
        or kind == kinds.survey
    )


@inner
def feel_pushed(m, i, story, match):
    """R5, R12: a post of the brand may annoy, and tells how much its posts mean."""
    values, fixed = m.values, m.fixed
    pushiness = m.stories.rows[story].pushiness
    if fixed.intrusive > 0.0:
        pushiness = rules.pushed(pushiness, values.intrusion, fixed.personalisation)
    before = reactance(m, i)
    step = rules.reactance_change(before, pushiness, affinity(m, i), match, values.reactance_gain)
    if step > 0.0:
        set_reactance(m, i, before + step)
    life = m.lives[i]
    life.boredom = rules.boredom_after(life.boredom, match, values.boredom_memory)


@inner
def be_moved(m, i, at, story, sender, believed, match, row):
    """R4: a story about the brand changes the attitude to it; others only for a known host."""
    values, life, told = m.values, m.lives[i], m.stories.rows[story]
    before = affinity(m, i)
    if told.mentions:
        if not life.aware:
            life.aware = 1
            note(m, i)
        if told.kind == m.kinds.correction:
            change = change_by_answer(m, i, told.valence, believed)
        else:
            gain = values.attitude_gain * rules.novelty(m.memory[at].exposures)
            if sender < 0 and told.valence > 0.0:
                gain *= one_more_message(m, i)
            change = rules.attitude_change(
                before, believed, told.valence, gain, values.negativity_bias
            )
        if change != 0.0:
            set_affinity(m, i, before + change)
        if change > 0.0:
            life.persuaded = row
    else:
        change = rules.host_change(before, believed, match, values.host_goodwill)
        if change != 0.0:
            set_affinity(m, i, before + change)


@inner
def one_more_message(m, i):
    """R4: count a message of the brand about its product. Returns what it still does."""
    heard = messages_heard(m, i)
    m.told[i], m.told_tick[i] = heard + 1.0, m.tick
    return rules.worn_out(heard, m.values.worn_out_at)


@inner
def act_on(m, i, story, believed, match, row):
    """React once to a story: buy at an offer, join, follow, answer a rumour, click."""
    kind, origin, kinds = m.stories.rows[story].kind, m.stories.rows[story].origin, m.kinds
    if kind == kinds.offer:
        consider_offer(m, i, story, match, row)
    elif kind == kinds.invitation:
        consider_joining(m, i, story, believed, match, row)
    elif kind == kinds.rumour:
        meet_rumour(m, i, story, row)
    elif kind == kinds.correction and origin < 0:
        let_go_of_rumour(m, i, story)
    elif kind == kinds.survey:
        m.heard_today += 1.0
    if origin < 0:
        consider_following(m, i, story, believed, match, row)
    if row >= 0 and m.shares.rows[row].channel >= 0:
        consider_clicking(m, i, story, believed, match, row)


@inner
def engage(m, i, row, match):
    """R1: like or comment on a page's post: the channel shows lively pages to more people."""
    share = m.shares.rows[row]
    chance = rules.clamp(2.0 * match * m.fixed.engagement_rate[share.channel], 0.0, 1.0)
    if once(m, purposes.ENGAGE, i, share.key) < chance:
        m.engagements[share.channel] += 1.0


@inner
def consider_following(m, i, story, believed, match, row):
    """R12: follow a page of the brand: the one it came by, or the first on a channel used."""
    life = m.lives[i]
    free = m.traits[i].channels & m.fixed.page_mask & ~life.follows
    if free == 0:
        return
    chance = rules.follow_chance(m.values.follow_probability, match, believed)
    if once(m, purposes.FOLLOW, i, m.stories.rows[story].key) < chance:
        channel = -1 if row < 0 else m.shares.rows[row].channel
        came_by = channel >= 0 and free >> channel & 1
        life.follows = life.follows | (1 << channel if came_by else free & -free)
        note(m, i)


@inner
def consider_clicking(m, i, story, believed, match, row):
    """R17: click on a story; the link may or may not say where the visit came from."""
    share, values = m.shares.rows[row], m.values
    key = share.key
    if once(m, purposes.CLICK, i, key) >= rules.click_chance(values.click_rate, match, believed):
        return
    deep = once(m, purposes.LANDING, i, key) < values.deep_share
    referrer = once(m, purposes.REFERRER, i, key) >= m.fixed.referrer_loss[share.channel]
    kept = rules.tag_chance(values.tag_survival, share.hops)
    tag = m.stories.rows[story].tracked != 0 and once(m, purposes.TAG, i, key) < kept
    share.clicks += 1
    visit(m, i, row, tables.BY_SHARE, (deep, referrer, tag))
    if not referrer and not tag:
        count(m, VISITS_DARK, 1.0)


# a rumour ---------------------------------------------------------------------------------------


@inner
def meet_rumour(m, i, story, row):
    """R13: tell the manager what is going round, or speak up for the brand."""
    values, key, belongs = m.values, m.stories.rows[story].key, belonging(m, i)
    warned = once(m, purposes.WARN, i, key) < values.warn_rate * belongs
    if warned and m.noticed_tick < 0 and m.lives[i].member:
        m.noticed_tick = m.tick
        event(m, i, tables.WARNED, row)
    chance = values.defend_rate * rules.positive(affinity(m, i)) * belongs
    if once(m, purposes.DEFEND, i, key) < chance:
        event(m, i, tables.DEFENDED, row)
        answer = new_story(m, m.kinds.correction, i, rules.PRODUCT, 0.5, 1.0)
        start(m, i, answer, row, BY_PRIVACY)


@inner
def change_by_answer(m, i, valence, believed):
    """R13: an answer moves those who remember the rumour; to others it says nothing new."""
    at = place_of(m, i, m.rumour)
    if at < 0:
        return 0.0
    values = m.values
    days = (m.tick - m.memory[at].heard_tick) * m.fixed.days_per_tick
    gain = values.attitude_gain * rules.fade(values.answer_fade_hours, 24.0 * days)
    return rules.answer_change(affinity(m, i), believed, valence, gain, values.negativity_bias)


@inner
def let_go_of_rumour(m, i, story):
    """R13: an answer that speaks for the brand ends the rumour for its reader."""
    at = place_of(m, i, m.rumour)
    if at >= 0 and m.stories.rows[story].valence > 0.0:
        be_done_with(m, i, at)


@inner
def look_for_answer(m, i):
    """R13: who remembers a rumour looks for the brand's word on it, once there is one."""
    if m.answer < 0 or place_of(m, i, m.rumour) < 0 or place_of(m, i, m.answer) >= 0:
        return
    if happens(m, i, purposes.LOOK_FOR_ANSWER, m.values.look_for_answer_rate):
        visit(m, i, -1, tables.SEARCHED, (False, True, False))
        take_in(m, i, m.answer, rules.PAGE)
