"""Hearing: who was reached by a share reads it, one after another (R6). Mirrors `sim.person`.

Most who hear somebody's story do nothing with it. So what a yes needs is drawn first and held
against the most that its chance can be with anybody; only who may say yes is looked at.
"""

from sim import draws, purposes, rules
from sim.compiled import inner
from sim.kernel.ledger import count, once
from sim.kernel.memory import ENTRY, HEAD, STORY, hold, note_sender, place_of, remember
from sim.kernel.passing import consider_holding, consider_passing, may_pass, most_chance
from sim.kernel.reading import acts_by_itself, meet, respond
from sim.kernel.senses import MEMBERS, arrive, credibility, is_member, match_of, notices
from sim.kernel.views import prefetch
from sim.state import FIRST_READS, READS


@inner
def read(m, i, row):
    """Read a share: remember it, be moved by it, act on it, perhaps pass it on."""
    share = m.shares.rows[row]
    story, sender, venue_kind, key = share.story, share.sender, share.venue_kind, share.key
    share.read += 1
    count(m, READS, 1.0)
    if is_of_brand(m, story, sender):
        read_of_brand(m, i, story, sender, venue_kind, row)
        return
    most = most_chance(m, story)
    luck = once(m, purposes.PASS, i, key) if most > 0.0 else 1.0
    read_of_somebody(m, i, story, sender, venue_kind, row, luck < most)


@inner(inline=True)
def reach(m, i, row, openness, key):
    """Let a share arrive at a person, who reads it or not."""
    arrive(m, i, 1.0)
    if notices(m, i, openness, key):
        read(m, i, row)


@inner
def read_all(m, row, readers):
    """Let the first so many of `m.aside.readers` read a share, one after another.

    What is the same for all of them is looked up once.
    """
    share = m.shares.rows[row]
    story, sender, venue_kind, key = share.story, share.sender, share.venue_kind, share.key
    share.read += readers
    count(m, READS, float(readers))
    if is_of_brand(m, story, sender):
        for reader in range(readers):
            read_of_brand(m, m.aside.readers[reader], story, sender, venue_kind, row)
        return
    most = most_chance(m, story)
    draw_passing(m, readers, key, most)
    deciding = note_senders(m, story, sender, readers)
    for one in range(deciding):
        reader, at = m.aside.deciding[one], m.aside.known[one]
        i = m.aside.readers[reader]
        if at < 0:
            read_of_somebody(m, i, story, sender, venue_kind, row, m.aside.drawn[reader] != 0)
        else:
            pass_if_open(m, i, at, story, row)


@inner
def note_senders(m, story, sender, readers):
    """Let those count a sender who do no more at this reading of somebody's story.

    The others are put down, and act in their order afterwards: by then what is needed to know of
    them has come from memory. Returns how many they are.
    """
    names, drawn, doing = m.aside.readers, m.aside.drawn, m.aside.doing
    minds, width, stories, size = m.minds, m.mind_bytes, m.story, m.fixed.memory
    memory, rooms, deciding = m.memory, m.rooms > 0, 0
    for reader in range(readers):
        i = names[reader]
        at = newest_if(minds, i * width, stories, size, story)
        known = at >= 0 and not (rooms and doing[i] & MEMBERS)
        if not known or (note_sender(memory[at], sender) and drawn[reader]):
            m.aside.deciding[deciding] = reader
            m.aside.known[deciding] = at if known else -1
            deciding += 1
    return deciding


@inner(inline=True)
def is_of_brand(m, story, sender):
    """Does a share say something of the brand, or come from it?"""
    told = m.stories.rows[story]
    return told.mentions or told.origin < 0 or sender < 0


@inner
def draw_passing(m, readers, key, most):
    """Draw who may pass a share on, all readers at a time, and ask for what a yes will need."""
    names, drawn, stem = m.aside.readers, m.aside.drawn, m.aside.always[purposes.PASS]
    if most <= 0.0:
        for reader in range(readers):
            drawn[reader] = 0
        return
    for reader in range(readers):
        drawn[reader] = draws.drawn(stem, names[reader], key) < most
    for reader in range(readers):
        if drawn[reader]:
            prefetch(m.traits, names[reader])
            prefetch(m.world.close_ptr, names[reader])


@inner(inline=True)
def newest_if(minds, mind, stories, size, story):
    """Return where a story stands in a mind if it is the newest there, else -1.

    It is handed what it looks at, which is the same for all readers of a share.
    """
    remembered = minds[mind].remembered
    newest = remembered - 1 - (size if remembered > size else 0)
    found = (remembered > 0) & (stories[mind + HEAD + STORY * newest] == story)
    return mind + HEAD + STORY * size + ENTRY * newest if found else -1


@inner
def read_of_brand(m, i, story, sender, venue_kind, row):
    """Read what the brand sent, or what says something of it."""
    if m.stories.rows[story].mentions and m.lives[i].reached < 0:
        m.lives[i].reached = m.tick
    at = place_of(m, i, story)
    if at < 0:
        first_reading(m, row)
    meet(m, i, at, story, sender, venue_kind, row)


@inner
def read_of_somebody(m, i, story, sender, venue_kind, row, lucky):
    """Read somebody's story. lucky: could one whom it fits fully pass it on?"""
    at = place_of(m, i, story)
    if at < 0:
        first_reading(m, row)
        if not is_member(m, i) and not acts_by_itself(m, story):
            hear_of(m, i, story, sender, venue_kind, row, lucky)
            return
    if at < 0 or is_member(m, i):
        meet(m, i, at, story, sender, venue_kind, row)
    elif note_sender(m.memory[at], sender) and lucky:
        pass_if_open(m, i, at, story, row)


@inner
def pass_if_open(m, i, at, story, row):
    """R6: one more decision on a story that was heard before, unless it has been taken."""
    if may_pass(m, at):
        match = match_of(m, i, m.stories.rows[story].driver)
        consider_passing(m, i, at, story, match, row)


@inner
def hear_of(m, i, story, sender, venue_kind, row, lucky):
    """Hear somebody's story for the first time, and do nothing unless the draws allow it."""
    at = remember(m, i, story, row)
    new_sender = note_sender(m.memory[at], sender)
    if lucky or may_click(m, i, story, sender, venue_kind, row):
        respond(m, i, at, story, sender, venue_kind, row, True, new_sender)
    else:
        hold_at_first(m, i, at, story)


@inner(inline=True)
def may_click(m, i, story, sender, venue_kind, row):
    """R17: could one whom a story fits as well as it fits anybody click on it?"""
    share, values = m.shares.rows[row], m.values
    if share.channel < 0 or values.click_rate <= 0.0:
        return False
    match = m.aside.most_match[m.stories.rows[story].driver]
    believed = credibility(m, i, venue_kind, sender)
    chance = rules.click_chance(values.click_rate, match, believed)
    return once(m, purposes.CLICK, i, share.key) < chance


@inner
def hold_at_first(m, i, at, story):
    """R6: keep somebody's story in mind or not, with a look at the person where that matters."""
    told, values = m.stories.rows[story], m.values
    if values.hold_probability <= 0.0:
        return
    luck = once(m, purposes.HOLD, i, told.key)
    if luck >= chance_to_hold(m, told, m.aside.most_match[told.driver]):
        return
    if luck < chance_to_hold(m, told, m.aside.least_match[told.driver]):
        hold(m, i, at, story)
    else:
        consider_holding(m, i, at, story, match_of(m, i, told.driver))


@inner(inline=True)
def chance_to_hold(m, told, match):
    """R6: the chance to keep a story in mind that says nothing of the brand."""
    appeal = rules.appeal(told.quality, told.valence, m.values.arousal_weight, match, 0.0)
    return rules.hold_chance(m.values.hold_probability, appeal)


@inner(inline=True)
def first_reading(m, row):
    """Count one who had not heard a share's story, or has forgotten it."""
    m.shares.rows[row].first_reads += 1
    count(m, FIRST_READS, 1.0)
