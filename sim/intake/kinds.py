"""What a line of a chat can be, and the marks a message can carry."""

from enum import IntEnum, IntFlag


class Kind(IntEnum):
    """What a row of a chat is: something a member wrote, or something the messenger noted."""

    TEXT = 0
    MEDIA = 1
    DELETED = 2
    POLL = 3
    JOIN = 4
    LEAVE = 5
    ADD = 6
    REMOVE = 7
    CREATE = 8
    OTHER = 9


LAST_SAID = Kind.POLL
"""Kinds up to this one are messages by members; later kinds are notes of the messenger."""


class Mark(IntFlag):
    """What is kept of a message besides its length."""

    LINK = 1
    QUESTION = 2
    EDITED = 4
    FORWARDED = 8
    REPEATED = 16


class Column(IntEnum):
    """What stands where in a row while a chat is read."""

    TIME = 0
    MEMBER = 1
    KIND = 2
    LENGTH = 3
    MARKS = 4
    DOMAIN = 5
    NUMBER = 6
    REPLY = 7
