"""Dates and times as phones write them; which number is the day is left open here."""

import re
from typing import NamedTuple

from sim.intake.pseudonyms import PLAIN

# Halves of the day: WhatsApp exports seen in samples, the rest from the locale data of CLDR.
_MORNING = (
    "am 오전 上午 午前 凌晨 清晨 早上 ص صباحا πμ sa öö pg fm dop ap vm de قظ पूर्वाह्न পূর্বাহ্ণ pd "
    "dopoldne eparadites fh förmiddag gg öň paradite priekšp priekšpusdiena priešpiet prijepodne "
    "rn дп претпл таңкы тң үө לפנה״צ قبل‌ازظهر ق‌ظ ਪੂਦੁ ପୂର୍ବାହ୍ନ ఉ පෙව ก่อนเที่ยง ກ່ອນທ່ຽງ နံနက် ጥዋት"
)
_EVENING = (
    "pm 오후 下午 午後 晚上 傍晚 م مساء μμ ch ös ptg em odp ip nm du بظ अपराह्न অপরাহ্ণ md "
    "popoldne eftermiddag eh epasdites gd soň pasdite pēcp pēcpusdiena popiet popodne "
    "gn попл түштөнкийинки үх אחה״צ بعدازظهر ب‌ظ ਬਾਦੁ ଅପରାହ୍ନ సా පව หลังเที่ยง ຫຼັງທ່ຽງ ညနေ ከሰዓት"
)
_HALVES = {**dict.fromkeys(_MORNING.split(), 0), **dict.fromkeys(_EVENING.split(), 12)}
# Parts of the day by their middle hour (CLDR): the nearer of the two hours of the clock is meant.
_PARTS = {
    "中午": 12, "ভোর": 5, "সকাল": 9, "দুপুর": 13, "বিকাল": 17, "সন্ধ্যা": 19, "রাত": 23, "सुबह": 8,
    "दोपहर": 14, "शाम": 18, "रात": 23, "sáng": 7, "trưa": 12, "chiều": 16, "tối": 21,
    "delamadrugada": 3, "delamañana": 9, "delatarde": 16, "delanoche": 22, "noche": 22,
}  # fmt: skip
# Words that some languages put between the date and the time, after a year, or after the time.
_LINKS_SEEN = "at um à às as alas kl klo в la be พศ 일 日 г ч h hrs uhr uur น बजे টা"
_LINKS = frozenset(("", *_LINKS_SEEN.split()))
_SEPARATORS = " ,،、.\u064b"

_DAY = r"(\d{1,4})([/.\-年] ?)(\d{1,2})[/.\-月] ?(\d{1,4})"
_TIME = r"(\d{1,2})(?:[:.：]| ?h ?)(\d{2})(?:[:.：](\d{2}))?"
_STAMP = re.compile(rf"{_DAY}(\D{{1,20}}){_TIME}(\D{{0,16}})")
# As copied from WhatsApp Web: the time first.
_TIME_FIRST = re.compile(rf"{_TIME}(\D{{0,12}}), {_DAY}")


class Stamp(NamedTuple):
    """A date of three numbers whose order is not yet known, and the seconds of the day."""

    day: "Day"
    seconds: int
    twelve_hours: bool
    understood: bool


class Form(NamedTuple):
    """How a moment is written: what stands between the numbers of the date, where a full year
    stands, what stands between date and time, and whether there are seconds.
    """

    mark: str
    year: str
    link: str = ""
    seconds: bool = False


class Day(NamedTuple):
    """A written date: its three numbers, and how they are written."""

    first: int
    second: int
    third: int
    form: Form


class _Half(NamedTuple):
    """What stands around a time: hours to add, or the middle of the part of the day (else -1)."""

    add: int = 0
    middle: int = -1
    twelve: bool = False
    understood: bool = True
    link: str = ""


class StampReader:
    """Reads the stamps of one file, remembering the days and halves of the day it has met.

    whole_day: whether an unknown word stood beside an hour above 12: it is no half of the day then.
    """

    def __init__(self) -> None:
        self._days: dict[tuple[str, str, str, str, str, bool], Day] = {}
        self._halves: dict[tuple[str, str], _Half] = {}
        self.whole_day = False

    def read(self, text: str) -> Stamp | None:
        """Read a date and time, or return None when `text` is not one, or an impossible time."""
        if not text.isascii():
            text = text.translate(PLAIN)
        found = _STAMP.fullmatch(text)
        if found:
            first, mark, second, third, between, hours, minutes, seconds, after = found.groups()
        else:
            found = _TIME_FIRST.fullmatch(text)
            if not found:
                return None
            hours, minutes, seconds, after, first, mark, second, third = found.groups()
            between = "<"
        half = self._halves.get((between, after)) or self._new_half(between, after)
        key = (first, mark, second, third, half.link, bool(seconds))
        day = self._days.get(key) or self._new_day(key)
        hour, minute, second_ = int(hours), int(minutes), int(seconds or 0)
        if half.twelve and hour <= 12:
            hour = _on_the_day(hour % 12, half)
        if hour > 23 or minute > 59 or second_ > 59:
            return None
        self.whole_day |= not half.understood and hour > 12
        return Stamp(day, hour * 3600 + minute * 60 + second_, half.twelve, half.understood)

    def _new_day(self, key: tuple[str, str, str, str, str, bool]) -> Day:
        first, mark, second, third, link, seconds = key
        year = "first" if len(first) == 4 else "last" if len(third) == 4 else "short"
        day = Day(int(first), int(second), int(third), Form(mark, year, link, seconds))
        return self._days.setdefault(key, day)

    def _new_half(self, between: str, after: str) -> _Half:
        """Return what the words before and after a time say about it."""
        found = _Half(link="".join(letter for letter in between if letter in _SEPARATORS))
        for words in (between, after):
            said = "".join(letter for letter in words.casefold() if letter not in _SEPARATORS)
            said = said if said in _LINKS else said.lstrip("일日<")
            for word in (said, *(part.strip(_SEPARATORS) for part in words.casefold().split())):
                if word in _HALVES:
                    found = found._replace(add=_HALVES[word], twelve=True)
                elif word in _PARTS:
                    found = found._replace(middle=_PARTS[word], twelve=True)
                else:
                    continue
                break
            else:
                found = found._replace(understood=found.understood and said in _LINKS)
        if found.understood:
            self._halves[between, after] = found
        return found


def _on_the_day(hour: int, half: _Half) -> int:
    """Return the hour 0..23 of an hour 0..11 on a clock of twelve hours."""
    if half.middle < 0:
        return hour + half.add
    return min((hour, hour + 12), key=lambda one: abs((one - half.middle + 12) % 24 - 12))
