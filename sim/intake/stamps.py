"""Dates and times as phones write them; which number is the day is left open here."""

import re
from typing import NamedTuple

from sim.intake.pseudonyms import PLAIN

# Halves of the day: WhatsApp exports seen in samples, the rest from the locale data of CLDR.
_MORNING = "am 오전 上午 午前 凌晨 清晨 早上 ص πμ sa öö pg fm dop ap vm de قظ पूर्वाह्न পূর্বাহ্ণ pd"
_EVENING = "pm 오후 下午 午後 晚上 傍晚 م μμ ch ös ptg em odp ip nm du بظ अपराह्न অপরাহ্ণ md"
_HALVES = {**dict.fromkeys(_MORNING.split(), 0), **dict.fromkeys(_EVENING.split(), 12)}
# Words that some languages put between the date and the time, or after a year.
_LINKS = {"", "at", "um", "à", "às", "as", "alas", "kl", "klo", "в", "la", "be", "พศ", "일", "日"}

_STAMP = re.compile(
    r"(\d{1,4})([/.\-年] ?)(\d{1,2})[/.\-月] ?(\d{1,4})"
    r"(\D{1,20})(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(\D{0,12})"
)


class Stamp(NamedTuple):
    """A date of three numbers whose order is not yet known, and the seconds of the day."""

    day: "Day"
    seconds: int
    twelve_hours: bool
    understood: bool


class Form(NamedTuple):
    """How a date is written: what stands between its numbers, and where a full year stands."""

    mark: str
    year: str


class Day(NamedTuple):
    """A written date: its three numbers, and how they are written."""

    first: int
    second: int
    third: int
    form: Form


class StampReader:
    """Reads the stamps of one file, remembering the days and halves of the day it has met."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, ...], Day] = {}
        self._halves: dict[tuple[str, str], tuple[int, bool, bool]] = {}

    def read(self, text: str) -> Stamp | None:
        """Read a date and time, or return None when `text` is not one, or an impossible time."""
        if not text.isascii():
            text = text.translate(PLAIN)
        found = _STAMP.fullmatch(text)
        if not found:
            return None
        *written, between, hours, minutes, seconds, after = found.groups()
        day = self._days.get(tuple(written)) or self._new_day(*written)
        add, twelve, understood = self._halves.get((between, after)) or self._new_half(
            between, after
        )
        hour, minute, second = int(hours), int(minutes), int(seconds or 0)
        if twelve and hour <= 12:
            hour = hour % 12 + add
        if hour > 23 or minute > 59 or second > 59:
            return None
        return Stamp(day, hour * 3600 + minute * 60 + second, twelve, understood)

    def _new_day(self, first: str, mark: str, second: str, third: str) -> Day:
        year = "first" if len(first) == 4 else "last" if len(third) == 4 else "short"
        day = Day(int(first), int(second), int(third), Form(mark, year))
        return self._days.setdefault((first, mark, second, third), day)

    def _new_half(self, between: str, after: str) -> tuple[int, bool, bool]:
        """Return the hours to add, whether the clock has 12 hours, whether all was understood."""
        add, twelve, understood = 0, False, True
        for words in (between, after):
            word = "".join(letter for letter in words.casefold() if letter not in " ,،.")
            if word in _HALVES:
                add, twelve = _HALVES[word], True
            elif word not in _LINKS:
                understood = False
        if understood:
            self._halves[between, after] = (add, twelve, understood)
        return add, twelve, understood
