"""Writing: what members read and write in their room (R1, R9, R18). Mirrors the Mesa engine's."""

from sim import draws, purposes, rules, tables
from sim.compiled import inner
from sim.kernel.belonging import be_answered, become, feel_at_home
from sim.kernel.ledger import RECENT, add_message, happens, now, once
from sim.kernel.passing import groups_of, lose_post
from sim.kernel.senses import arrive, belonging, community_match, focus
from sim.setting import MANY
from sim.state import GAVE_UP, NEWCOMER, REGULAR, SILENT


@inner
def read_room(m, i):
    """R1, R9: read some of what was said in the room during the last tick."""
    life, values = m.lives[i], m.values
    said = m.room_said[life.room]
    if said == 0 or life.muted:
        return
    arrive(m, i, float(said))
    openness = rules.room_openness(
        values.open_room, values.open_room_belonging, belonging(m, i), False
    )
    u = now(m, purposes.ROOM_READ, i, 0)
    messages = draws.binomial(u, said, openness * focus(m, i))
    if messages > 0:
        feel_at_home(m, i, values.belonging_read * messages * community_match(m, i))


@inner
def write(m, i):
    """R18: write in the room: for the first time, again if it went well, then regularly."""
    life, trait, values = m.lives[i], m.traits[i], m.values
    if life.voice == SILENT:
        if trait.talkativeness > 0 and happens(
            m, i, purposes.FIRST_POST, values.first_post_rate * trait.interest
        ):
            become(m, i, NEWCOMER)
            say(m, i, 0)
    elif life.voice == NEWCOMER:
        if m.tick - life.voice_tick >= m.chances.newcomer_ticks:
            come_back(m, i)
    elif life.voice == REGULAR:
        rate = rules.write_rate(
            trait.talkativeness, float(groups_of(m, i)), values.room_write, belonging(m, i)
        )
        mean = rate * m.fixed.days_per_tick
        u = now(m, purposes.WRITE, i, 0)
        for ordinal in range(draws.binomial(u, MANY, mean / MANY)):
            say(m, i, ordinal)


@inner
def come_back(m, i):
    """R18: a newcomer posts again, likelier when the first post was answered, or gives up."""
    answered = m.lives[i].voice_answered != 0
    chance = m.values.return_answered if answered else m.values.return_unanswered
    if once(m, purposes.COME_BACK, i, m.joined[i]) < chance:
        become(m, i, REGULAR)
        say(m, i, 0)
    else:
        become(m, i, GAVE_UP)


@inner
def say(m, i, ordinal):
    """R18: post a message: an answer to a recent one, or the opening of a thread."""
    fixed, values, room = m.fixed, m.values, m.lives[i].room
    removed = now(m, purposes.REMOVE, i, ordinal) < fixed.control * (1.0 - fixed.brand_talk)
    chance = rules.reply_chance(values.reply_share, values.thread_ease, fixed.peer_enablement)
    target = -1
    if now(m, purposes.REPLY, i, ordinal) < chance:
        target = recent(m, room, now(m, purposes.REPLY_TO, i, ordinal))
    author = -1 if target < 0 else m.messages.rows[target].author
    if author == i:
        target, author = -1, -1
    add_message(m, i, room, tables.CHAT, target, ordinal, removed)
    if removed:
        lose_post(m, i)
    elif author >= 0:
        be_answered(m, author)


@inner
def recent(m, room, u):
    """Return one of the room's recent messages by a draw, or -1 where nothing was said yet."""
    known = min(m.recent_count[room], RECENT)
    return -1 if known == 0 else m.recent[room * RECENT + draws.below(u, known)]
