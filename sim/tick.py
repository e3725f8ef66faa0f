"""TICK: what happens in a tick, in order. Both engines walk this list; a test holds them to it."""

TICK: tuple[tuple[str, str], ...] = (
    ("shocks", "what happens from outside on a date: launches, crises, competitors, press"),
    ("hear_elsewhere", "advertising and press reach people outside any share (R16)"),
    ("manage", "the manager posts, answers, praises, moderates, responds, within the hours"),
    ("talk", "members read their room, write, ask, answer; customers meet problems (R9, R10, R18)"),
    ("tell", "customers tell their experience, unasked (R11)"),
    ("pass_again", "stories in mind are passed on again, or dropped (R6, R7)"),
    ("deliver", "what was shared reaches its readers, who react and may pass it on (R1-R7)"),
    ("live", "people buy, lapse, leave, mute, unfollow, visit (R8, R12, R17)"),
    ("record", "the day is counted"),
)
STAGES: tuple[str, ...] = tuple(name for name, _meaning in TICK)
