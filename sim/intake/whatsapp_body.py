"""One entry of a WhatsApp export: is it a message or a note, of what kind, about whom."""

from typing import NamedTuple

from sim.intake import whatsapp_words as words
from sim.intake.kinds import Kind, Mark
from sim.intake.pseudonyms import PLAIN

LONGEST_NAME = 60
_SHORT = 250
_TAIL = 120
_LONGEST_REMARK = 100
_VIEW_ONCE = "null"
_INVISIBLE = "".join(chr(code) for code, plain in PLAIN.items() if plain is None)
_BLANK = _INVISIBLE + " \t\r\n\u00a0\u202f"
_NOTE_MARK = "\u200e"


class Entry(NamedTuple):
    """What an entry is. `author` is the name that wrote it, or "" for a note by WhatsApp;
    `about` the names that a note concerns; `text` what is left to measure, or to know a note by.
    """

    kind: Kind
    author: str = ""
    text: str = ""
    marks: int = 0
    about: tuple[str, ...] = ()


def split_author(body: str, bracketed: bool) -> tuple[str, str] | None:
    """Return author and text of an entry, or None where the first line has no author."""
    author, colon, text = body.partition(": ")
    if not colon or "\n" in author:
        author, colon, text = _split_bare(body)
    if not colon or len(author) > LONGEST_NAME or not author.strip(_BLANK):
        return None
    if not bracketed and words.QUOTES.search(author) and _is_note(author):
        return None
    return author, text


def _split_bare(body: str) -> tuple[str, str, str]:
    """Return the parts of an entry whose first line ends with the author's colon."""
    first, _, rest = body.partition("\n")
    author, colon, text = first.rstrip(_BLANK).partition(":")
    return (author, "" if text else colon, rest)


def _is_note(author: str) -> bool:
    """Tell whether what stands before ": " is part of a note, such as a subject with a colon."""
    marks = words.QUOTES.findall(author)
    return len(marks) % 2 == 1 or len(marks) > 2 or bool(words.SOME_EVENT.search(author))


def message_of(author: str, text: str, bracketed: bool, marked: bool) -> Entry:
    """Say what an entry with an author is.

    `bracketed`: the iPhone's form, in which notes carry an author too and begin with U+200E.
    `marked`: the line itself begins with U+200E, as lines with media do on iPhones.
    """
    noted = bracketed and text.startswith(_NOTE_MARK)
    bare = text.strip(_BLANK)
    if _is_deleted(bare):
        return Entry(Kind.DELETED, author)
    top, _, rest = bare.partition("\n")
    top = top.strip(_BLANK)
    if rest and top.endswith(":") and _is_poll(top, rest):
        return Entry(Kind.POLL, author, rest)
    if not bare or bare == _VIEW_ONCE or _is_media(top, noted, bracketed):
        return Entry(Kind.MEDIA, author, rest.strip(_BLANK))
    if noted:
        return Entry(Kind.MEDIA, author) if marked else note_of(bare)
    return _text_of(author, bare)


def note_of(body: str) -> Entry:
    """Say what a note by WhatsApp is, and whom it concerns."""
    text = body[:_SHORT].translate(PLAIN).strip().rstrip(".")
    if words.SOME_EVENT.search(text):
        for kind, pattern in words.EVENTS:
            found = pattern.fullmatch(text)
            if found:
                who = _people(kind, found.groupdict().get("who", ""))
                return Entry(kind, text=text, about=who)
    return Entry(Kind.OTHER, text=text)


def _people(kind: Kind, names: str) -> tuple[str, ...]:
    listed = words.BETWEEN_NAMES.split(names) if kind in (Kind.ADD, Kind.REMOVE) else [names]
    return tuple("" if name.casefold() in words.YOU else name for name in listed)


def _is_deleted(bare: str) -> bool:
    if len(bare) > _LONGEST_REMARK or not words.SOME_DELETED.match(bare):
        return False
    low = bare.rstrip(".।").casefold()
    return low in words.DELETED or bool(words.DELETED_LIKE.fullmatch(low))


def _is_poll(top: str, rest: str) -> bool:
    if not words.POLL.match(top):
        return False
    lines = (line.strip(_BLANK) for line in rest.translate(PLAIN).split("\n"))
    return sum(bool(words.POLL_OPTION.match(line)) for line in lines) >= 2


def _is_media(top: str, noted: bool, bracketed: bool) -> bool:
    if len(top) > _SHORT:
        return False
    if top.endswith(">"):
        own_name = noted or "•" in top or top.startswith("<")
        return bool(words.IN_BRACKETS.match(top) or (own_name and words.ATTACHED.search(top)))
    if top.endswith(")") or top[3:4] == "-":
        return bool(words.FILE.match(top))
    if noted:
        return bool(words.LEFT_OUT.match(top))
    if bracketed and _NOTE_MARK in top:
        return bool(words.LEFT_OUT.match(top.rpartition(_NOTE_MARK)[2]))
    return bracketed and len(top) < 40 and bool(words.SHORT_LEFT_OUT.match(top))


def _text_of(author: str, bare: str) -> Entry:
    if bare.endswith(">"):
        tail = bare[-_TAIL:]
        found = words.EDITED.search(tail) or words.EDITED_IPHONE.search(tail)
        if found:
            text = bare[: len(bare) - len(tail) + found.start()].rstrip(_BLANK)
            return Entry(Kind.TEXT, author, text, Mark.EDITED.value)
    return Entry(Kind.TEXT, author, bare)
