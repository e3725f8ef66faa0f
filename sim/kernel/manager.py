"""The community manager's work, as far as the hours go (R9-R15). Mirrors `sim.manager`."""

from sim import draws, purposes, rules, tables
from sim.compiled import inner
from sim.kernel.belonging import be_answered, feel_at_home
from sim.kernel.ledger import (
    add_message,
    add_share,
    add_story,
    add_work,
    count,
    invitation,
    new_story,
    now,
    once,
    question_key,
    settle,
)
from sim.kernel.passing import start
from sim.kernel.senses import note
from sim.prepare import BY_PRIVACY
from sim.setting import CRISIS_HOURS, CROSS_POST_HOURS, LAST_MINUTE, LATE_DAYS, LIST_DAYS
from sim.state import AD_MONEY, HOURS, LIKES_MONEY, MOST_FOUND, REWARD_MONEY

POSTING, ANSWERING, PRAISING = 0, 1, 2


@inner
def manage(m):
    """Work through a tick."""
    fixed = m.fixed
    if m.tick == 0:
        buy_likes(m)
    if m.tick == fixed.seed_tick:
        seed(m)
    count(m, AD_MONEY, fixed.ad_money_per_tick)
    bank_hours(m)
    if fixed.home >= 0 and m.tick % (LIST_DAYS * fixed.ticks_per_day) == 0:
        story = invitation(m, -1)
        add_share(m, story, -1, (rules.PAGE, fixed.home, fixed.home), -1, 0)
    respond_to_crisis(m)
    publish_due(m)
    answer_questions(m)
    praise(m)
    moderate(m)


@inner
def log(m, activity, hours, done):
    """Write down what an hour went to."""
    if hours > 0.0:
        add_work(m, activity, hours, done, 0)
        count(m, HOURS, hours)


@inner
def bank_hours(m):
    """Take in the tick's hours: upkeep and listening first, the rest by the shares."""
    fixed = m.fixed
    hours = fixed.hours_per_tick
    upkeep = fixed.upkeep_per_tick + fixed.room_upkeep_per_tick * max(0, m.rooms - 1)
    paid = min(hours, upkeep)
    m.kept = paid / upkeep if upkeep > 0.0 else 1.0
    listening = min(hours - paid, fixed.monitoring_hours_per_tick)
    m.listening = listening / fixed.days_per_tick * 7.0
    log(m, tables.UPKEEP, paid, 0)
    log(m, tables.LISTENING, listening, 0)
    rest = hours - paid - listening
    week = 7.0 * fixed.ticks_per_day
    shares = (1.0 - fixed.replies - fixed.encouragement, fixed.replies, fixed.encouragement)
    for purpose in range(3):
        gained, most = rest * shares[purpose], rest * shares[purpose] * week
        m.bank[purpose] = min(m.bank[purpose] + gained, most)


# posts ------------------------------------------------------------------------------------------


@inner
def publish_due(m):
    """Publish what is due, as far as the hours go; what is three days late is dropped."""
    plan = m.plan
    while m.plan_next < plan.count:
        post = m.plan_next
        due = plan.tick[post]
        if due > m.tick:
            return
        cost = cost_of(m, post)
        if cost > m.bank[POSTING]:
            late = m.tick - due >= LATE_DAYS * m.fixed.ticks_per_day
            if not plan.flexible[post] and not late:
                return
            add_work(m, tables.POSTS, 0.0, 0, 1)
        else:
            m.bank[POSTING] -= cost
            log(m, tables.POSTS, cost, 1)
            publish_planned(m, post)
        m.plan_next += 1


@inner
def cost_of(m, post):
    """Return the hours a planned post takes: making it, and a version for each place."""
    fixed, plan = m.fixed, m.plan
    hours, only = m.kinds.hours[plan.kind[post]], plan.channel[post]
    for position in range(fixed.places_count):
        place = fixed.places[position]
        if only in (-1, place):
            native = position == 0 or not fixed.cross_posted
            hours += fixed.native_hours[place] if native else CROSS_POST_HOURS
    return hours * LAST_MINUTE if plan.flexible[post] else hours


@inner
def publish_planned(m, post):
    """Make the story of a planned post and share it."""
    plan, quality = m.plan, m.plan.quality[post]
    if plan.flexible[post]:
        quality *= m.values.topical_gain
    kind = plan.kind[post]
    valence = m.kinds.valence[kind]
    story = add_story(m, kind, -1, plan.driver[post], valence, quality, 1, plan.key[post])
    publish(m, story, plan.channel[post])


@inner
def publish(m, story, only):
    """Share a story on every page and in every room, or on one channel only."""
    fixed = m.fixed
    for position in range(fixed.pages_count):
        page = fixed.pages[position]
        if only in (-1, page):
            row = add_share(m, story, -1, (rules.PAGE, page, page), -1, 0)
            if m.posted_count[page] < MOST_FOUND:
                m.posted[page * MOST_FOUND + m.posted_count[page]] = row
                m.posted_count[page] += 1
    if fixed.home >= 0 and only in (-1, fixed.home):
        for room in range(m.rooms):
            add_share(m, story, -1, (rules.ROOM, room, fixed.home), -1, 0)


# people -----------------------------------------------------------------------------------------


@inner
def answer_questions(m):
    """R10: answer open questions, oldest first; members have had a tick to answer."""
    hours, done, spent = m.values.answer_hours, 0, 0.0
    for row in range(m.first_waiting, m.questions.count):
        if m.bank[ANSWERING] < hours or hours <= 0.0:
            break
        question = m.questions.rows[row]
        if question.tick >= m.tick - 1 or question.solved_tick >= 0 or question.manager_tried:
            continue
        question.manager_tried = 1
        m.bank[ANSWERING] -= hours
        spent += hours
        done += 1
        answer(m, row)
    if done:
        log(m, tables.ANSWERS, spent, done)


@inner
def answer(m, row):
    """R10: one answer by the manager."""
    question = m.questions.rows[row]
    add_message(m, -1, question.room, tables.ANSWER, question.message, row, False)
    be_answered(m, question.asker)
    if once(m, purposes.SOLVE, -1, question_key(m, row)) < m.values.manager_solves:
        settle(m, row, tables.MANAGER_SOLVED)


@inner
def praise(m):
    """R9: praise who wrote in the last tick, in the order of the messages."""
    hours, done = m.values.praise_hours, 0
    if hours > 0.0:
        for row in range(m.last_talk, m.messages.count):
            if m.bank[PRAISING] < hours:
                break
            message = m.messages.rows[row]
            if message.author < 0 or message.removed:
                continue
            m.bank[PRAISING] -= hours
            feel_at_home(m, message.author, m.values.belonging_praised)
            done += 1
    if done:
        log(m, tables.PRAISE, done * hours, done)


@inner
def moderate(m):
    """R5: checking what members write takes time."""
    messages = m.messages.count - m.last_talk
    hours = min(messages * m.fixed.control * m.values.moderation_hours, max(0.0, m.bank[POSTING]))
    if hours > 0.0:
        m.bank[POSTING] -= hours
        log(m, tables.MODERATION, hours, messages)


# start and crisis -------------------------------------------------------------------------------


@inner
def buy_likes(m):
    """R15: bought followers swell the count, take impressions and never engage."""
    if m.fixed.bought_likes > 0 and m.fixed.pages_count > 0:
        m.likes_bought = 1
        count(m, LIKES_MONEY, m.fixed.bought_likes / 100.0 * m.fixed.hundred_likes)


@inner
def seed(m):
    """R15: ask people, for a reward, to start a story."""
    fixed, asked = m.fixed, 0
    for position in range(fixed.seed_order_count):
        if asked >= fixed.seed_count:
            return
        i = fixed.seed_order[position]
        if fixed.seed_members and not m.lives[i].member:
            continue
        asked += 1
        z = draws.normal(once(m, purposes.SEED_PERSON, i, 0))
        quality = rules.story_quality(z, m.values.quality_spread)
        count(m, REWARD_MONEY, fixed.seed_reward)
        m.lives[i].aware = 1
        note(m, i)
        kind = m.kinds.experience
        key = draws.key(kind, i, m.tick, 0)
        story = add_story(m, kind, i, rules.PRODUCT, 0.5, quality, 1, key)
        start(m, i, story, -1, BY_PRIVACY)


@inner
def respond_to_crisis(m):
    """R13: notice a rumour by listening or by a member's word; answer when the plan says so."""
    fixed = m.fixed
    if m.rumour < 0 or m.responded:
        return
    if m.noticed_tick < 0:
        listen(m)
    if m.noticed_tick < 0 or m.tick < m.noticed_tick + fixed.response_ticks:
        return
    m.responded = 1
    if fixed.calm == 0.0:
        return
    m.bank[POSTING] -= CRISIS_HOURS
    log(m, tables.CRISIS, CRISIS_HOURS, 1)
    story = new_story(m, m.kinds.correction, -1, rules.PRODUCT, fixed.calm, 1.5)
    m.answer = story
    publish(m, story, -1)
    if fixed.home >= 0:
        add_share(m, story, -1, (rules.PAGE, fixed.home, fixed.home), -1, 0)


@inner
def listen(m):
    """R13: public posts of a rumour may be noticed by an hour's listening."""
    posts = 0
    for row in range(m.delivered, m.shares.count):
        share = m.shares.rows[row]
        if share.story == m.rumour and share.venue_kind == rules.FEED:
            posts += 1
    chance = rules.notice_chance(m.values.notice_rate, m.listening, posts)
    if posts > 0 and now(m, purposes.NOTICE, -1, 0) < chance:
        m.noticed_tick = m.tick
