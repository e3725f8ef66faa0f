"""Talk: members write, ask and answer; small talk in private groups (R10, R18)."""

from sim import draws, purposes, rules, tables
from sim.compiled import inner
from sim.kernel.belonging import (
    answers,
    ask,
    be_answered,
    be_noticed,
    feel_at_home,
    invite,
    need_help,
    speak_up,
)
from sim.kernel.ledger import (
    add_message,
    count,
    draw,
    happens,
    next_success,
    once,
    question_key,
    settle,
)
from sim.kernel.passing import groups_of
from sim.kernel.senses import CUSTOMERS, MEMBERS
from sim.kernel.writing import read_room, write
from sim.setting import HELPING, MANY, THANKING
from sim.state import UNSOLVED


@inner
def talk(m):
    """Members read, write, need help and invite; customers meet problems; readers answer."""
    turn(m)
    m.last_talk = m.messages.count
    if m.tick % (7 * m.fixed.ticks_per_day) == 0:
        talk_in_groups(m)
    if m.rooms > 0:
        for i in range(m.world.people):
            if m.aside.doing[i] & MEMBERS:
                read_room(m, i)
                write(m, i)
                need_help(m, i)
                invite(m, i)
    if m.fixed.problem_rate > 0.0:
        for i in range(m.world.people):
            if m.aside.doing[i] & CUSTOMERS and happens(
                m, i, purposes.PROBLEM, m.fixed.problem_rate
            ):
                ask(m, i, 1)
    answer_in_rooms(m)
    settle_old_questions(m)


@inner
def turn(m):
    """A tick begins: what was said in the last one can be read, by those who are there now."""
    for room in range(m.rooms):
        m.room_said[room] = m.room_saying[room]
        m.room_saying[room] = 0
    if not m.aside.members_changed:
        return
    m.aside.members_changed = 0
    first, place = m.aside.present_first, 0
    for room in range(m.rooms):
        first[room] = place
        place += m.room_members[room]
    first[m.rooms] = place
    for i in range(m.world.people):
        if m.aside.doing[i] & MEMBERS:
            room = m.lives[i].room
            m.aside.present[first[room]] = i
            first[room] += 1
    for room in range(m.rooms, 0, -1):
        first[room] = first[room - 1]
    first[0] = 0


@inner
def talk_in_groups(m):
    """R18: a week's small talk in private groups, counted for each person and group."""
    week = m.tick // (7 * m.fixed.ticks_per_day)
    for i in range(m.world.people):
        talk, groups = m.traits[i].talkativeness, groups_of(m, i)
        if talk <= 0.0 or groups == 0:
            continue
        mean = talk * 7.0 / groups
        first = m.world.membership_ptr[i]
        for place in range(first, first + groups):
            u = draw(m, purposes.GROUP_TALK, week, i, m.world.membership[place])
            messages = draws.binomial(u, MANY, mean / MANY)
            m.group_messages[place] += messages
            m.written[i] += messages


@inner
def answer_in_rooms(m):
    """R10: readers of the questions of the last tick answer, until one is solved."""
    fixed = m.fixed
    most = rules.answer_most(m.values.answer_rate, fixed.peer_enablement, fixed.control)
    for row in range(m.first_waiting, m.questions.count):
        question = m.questions.rows[row]
        if question.tick == m.tick - 1 and question.solved_tick < 0:
            answer_in_room(m, row, most)


@inner
def answer_in_room(m, row, most):
    """R10: members of the room answer a question until it is solved."""
    question, key = m.questions.rows[row], question_key(m, row)
    room, asker, message = question.room, question.asker, question.message
    first, last = m.aside.present_first[room], m.aside.present_first[room + 1]
    ordinal = 0
    position = next_success(m, -1, 0, most, key)
    while position < last - first:
        i = m.aside.present[first + position]
        if answers(m, i, asker, key):
            answer = add_message(m, i, room, tables.ANSWER, message, HELPING + row, False)
            be_answered(m, asker)
            speak_up(m, i)
            solves = rules.solve_chance(m.values.solve_least, m.traits[i].expertise)
            if once(m, purposes.SOLVE, i, key) < solves:
                settle(m, row, tables.PEER)
                thank(m, asker, i, room, answer, key)
                return
        ordinal += 1
        position = next_success(m, position, ordinal, most, key)


@inner
def thank(m, asker, helper, room, answer, key):
    """R9: who was helped may thank for it."""
    if once(m, purposes.THANK, asker, key) < m.values.thank_probability:
        add_message(m, asker, room, tables.THANKS, answer, THANKING, False)
        feel_at_home(m, helper, m.values.belonging_thanked)
        be_noticed(m, helper)


@inner
def settle_old_questions(m):
    """R10: who waited too long gives up, or calls paid support with a product's problem."""
    for row in range(m.first_waiting, m.questions.count):
        question = m.questions.rows[row]
        if m.tick - question.tick < m.chances.patience_ticks:
            return
        m.first_waiting = row + 1
        if question.solved_tick < 0:
            if question.product:
                settle(m, row, tables.PAID_SUPPORT)
            else:
                count(m, UNSOLVED, 1.0)
