"""Memory: the stories a person has heard, from whom, and what they mean now (R6).

Mirrors `sim.person.memory`. `at` is where a remembered story stands among those of all people, in
bytes from the first: what one person remembers lies together, and how much that is, a run decides.
"""

from sim.compiled import inner
from sim.kernel.layout import MIND
from sim.kernel.senses import HOLDERS
from sim.state import HEARD, HOLDING, MEMORY, NO_SENDER, OVER, SENDERS_KEPT

HEAD, STORY, ENTRY = MIND.itemsize, 4, MEMORY.itemsize
SEVERAL = -1  # in `m.aside.held`, where one may not stand for all


@inner(inline=True)
def slots_used(m, i):
    """Return how many stories stand in this person's memory."""
    return min(m.minds[i * m.mind_bytes].remembered, m.fixed.memory)


@inner(inline=True)
def story_in(m, i, slot):
    """Return which story stands in a slot of this person's memory."""
    return m.story[i * m.mind_bytes + HEAD + STORY * slot]


@inner(inline=True)
def place_in(m, i, slot):
    """Return where a slot of this person's memory is."""
    return i * m.mind_bytes + HEAD + STORY * m.fixed.memory + ENTRY * slot


@inner(inline=True)
def place_of(m, i, story):
    """Return where a story stands in memory, or -1.

    The newest story is looked at first. It stands there at most once, so that a sum finds it,
    several slots at a time.
    """
    size, remembered = m.fixed.memory, m.minds[i * m.mind_bytes].remembered
    if remembered == 0:
        return -1
    newest = remembered - 1 if remembered <= size else remembered - size - 1
    if story_in(m, i, newest) == story:
        return place_in(m, i, newest)
    found = 0
    for slot in range(min(remembered, size)):
        if story_in(m, i, slot) == story:
            found += slot + 1
    return place_in(m, i, found - 1) if found else -1


@inner
def remember(m, i, story, row):
    """Put a new story in place of the one heard first that is not in mind. Returns where."""
    own, size = m.minds[i * m.mind_bytes], m.fixed.memory
    slot = next_slot(m, i)
    own.remembered = slot + 1 if own.remembered < size else size + (slot + 1) % size
    at = place_in(m, i, slot)
    known = m.memory[at]
    if known.status == HOLDING:
        let_go(m, i)
    m.story[i * m.mind_bytes + HEAD + STORY * slot] = story
    known.status, known.passed, known.exposures = HEARD, 0, 0
    for sender in range(SENDERS_KEPT):
        known.senders[sender] = NO_SENDER
    known.heard_share, known.heard_tick = row, m.tick
    return at


@inner
def next_slot(m, i):
    """Return the next slot round the ring; one with a story in mind only if all have."""
    own, size = m.minds[i * m.mind_bytes], m.fixed.memory
    slot = own.remembered
    if slot < size:
        return slot
    if own.holding > 0:
        for step in range(size):
            each = (slot + step) % size
            if m.memory[place_in(m, i, each)].status != HOLDING:
                return each
    return slot % size


@inner(inline=True)
def note_sender(known, sender):
    """Count a sender of a remembered story; False if that sender was counted before.

    See the Mesa engine.
    """
    counted, senders = known.exposures, known.senders
    # All at once, for who counts as the second or third is not foreseen by the processor.
    if (senders[0] == sender) | (senders[1] == sender) | (senders[2] == sender):
        return False
    # Neither is who will be kept: without room the first is written again. All bits are set if so.
    kept = (counted - SENDERS_KEPT) >> 63
    senders[counted & kept] = (sender & kept) | (senders[0] & ~kept)
    known.exposures = min(counted + 1, 255)
    return True


@inner(inline=True)
def hold(m, i, at, story):
    """Keep a remembered story in mind, to pass it on; who does is noted if anybody ever will."""
    if m.memory[at].status == HOLDING:
        return
    own = m.minds[i * m.mind_bytes]
    if m.chances.repass > 0.0 or m.chances.lose_interest > 0.0:
        m.aside.held[i] = SEVERAL if own.holding > 0 else story
        m.aside.doing[i] = m.aside.doing[i] | HOLDERS
    own.holding += 1
    m.aside.holders += 1
    m.memory[at].status = HOLDING


@inner
def be_done_with(m, i, at):
    """Do no more about a remembered story."""
    if m.memory[at].status == HOLDING:
        let_go(m, i)
    m.memory[at].status = OVER


@inner
def let_go(m, i):
    """Count one story in mind less."""
    own = m.minds[i * m.mind_bytes]
    own.holding -= 1
    m.aside.holders -= 1
    m.aside.held[i] = SEVERAL
    if own.holding == 0:
        m.aside.doing[i] = m.aside.doing[i] & ~HOLDERS


@inner
def what_is_held(m, i):
    """Return the story that a person has in mind, if it is one."""
    if m.minds[i * m.mind_bytes].holding == 1:
        for slot in range(slots_used(m, i)):
            if m.memory[place_in(m, i, slot)].status == HOLDING:
                return story_in(m, i, slot)
    return SEVERAL
