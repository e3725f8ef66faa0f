"""Memory: the stories a person has heard, from whom, and what they mean now (R6).

Mirrors `sim.person.memory`. `at` is where a remembered story stands among those of all people.
"""

from sim.compiled import inner
from sim.kernel.senses import note
from sim.state import HEARD, HOLDING, NO_SENDER, SENDERS_KEPT


@inner(inline=True)
def slots_used(m, i):
    """Return how many stories stand in this person's memory."""
    return min(m.lives[i].remembered, m.fixed.memory)


@inner(inline=True)
def place_of(m, i, story):
    """Return where a story stands in memory, or -1.

    The newest story is looked at first. It stands there at most once, so that a sum finds it,
    several slots at a time.
    """
    size, remembered = m.fixed.memory, m.lives[i].remembered
    first, found = i * size, 0
    if remembered == 0:
        return -1
    newest = remembered - 1 if remembered <= size else remembered - size - 1
    if m.story[first + newest] == story:
        return first + newest
    for slot in range(min(remembered, size)):
        if m.story[first + slot] == story:
            found += slot + 1
    return first + found - 1 if found else -1


@inner
def remember(m, i, story, row):
    """Put a new story in place of the one heard first that is not in mind. Returns where."""
    life, size = m.lives[i], m.fixed.memory
    slot = next_slot(m, i)
    life.remembered = slot + 1 if life.remembered < size else size + (slot + 1) % size
    at = i * size + slot
    known = m.memory[at]
    if known.status == HOLDING:
        life.holding -= 1
        m.aside.holders -= 1
        note(m, i)
    m.story[at] = story
    known.status, known.passed, known.exposures = HEARD, 0, 0
    for sender in range(SENDERS_KEPT):
        known.senders[sender] = NO_SENDER
    known.heard_share, known.heard_tick = row, m.tick
    return at


@inner
def next_slot(m, i):
    """Return the next slot round the ring; one with a story in mind only if all have."""
    life, size = m.lives[i], m.fixed.memory
    slot = life.remembered
    if slot < size:
        return slot
    if life.holding > 0:
        for step in range(size):
            each = (slot + step) % size
            if m.memory[i * size + each].status != HOLDING:
                return each
    return slot % size


@inner(inline=True)
def note_sender(m, at, sender):
    """Count a sender of a story; False if that sender was counted before (see the Mesa engine)."""
    known = m.memory[at]
    counted = known.exposures
    for position in range(min(counted, SENDERS_KEPT)):
        if known.senders[position] == sender:
            return False
    if counted < SENDERS_KEPT:
        known.senders[counted] = sender
    known.exposures = min(counted + 1, 255)
    return True


@inner
def set_status(m, i, at, status):
    """Change what a remembered story means now; keeps the number of stories in mind."""
    change = (1 if status == HOLDING else 0) - (1 if m.memory[at].status == HOLDING else 0)
    if change != 0:
        m.lives[i].holding += change
        m.aside.holders += change
        note(m, i)
    m.memory[at].status = status
