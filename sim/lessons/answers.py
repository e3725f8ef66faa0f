"""Answers: a number as students write it, in either language, or none where it is unclear."""

import re

from sim.words.typed import GROUPED, latin

NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+")
FRACTION = re.compile(r"(-?\d+)\s*/\s*(\d+)")
PER_CENT = re.compile(r"%|per ?cent|শতাংশ")
COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty",
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ বিশ",
)
IN_WORDS = {word: number for words in COUNTED for number, word in enumerate(words.split())}


def readings(text: str, share: bool = False) -> tuple[float, ...]:
    """Return what the one number in a text may be: none where it holds none or several numbers.

    Digits of both languages, `0,5`, `1/2`, `40%`, `about 10 people` and `ten` are read. There are
    two readings where a comma may part thousands or be decimal, as in `1,500`. share: a percentage
    is meant as a part of one, so `40%` is 0.4.
    """
    plain = latin(text.strip().lower())
    found = _in_figures(plain) or _in_words(plain)
    per_cent = share and PER_CENT.search(plain)
    return tuple(each / 100.0 for each in found) if per_cent else found


def _in_figures(plain: str) -> tuple[float, ...]:
    fraction = FRACTION.fullmatch(plain)
    if fraction and int(fraction[2]):
        return (int(fraction[1]) / int(fraction[2]),)
    numbers = NUMBER.findall(plain)
    if len(numbers) != 1:
        return ()
    said = numbers[0].rstrip(",")
    found = (
        [float(said.replace(",", ""))]
        if "," not in said or GROUPED.fullmatch(said.lstrip("+-"))
        else []
    )
    if said.count(",") == 1 and "." not in said:
        found.append(float(said.replace(",", ".")))
    return tuple(found)


def _in_words(plain: str) -> tuple[float, ...]:
    known = [IN_WORDS[word] for word in plain.split() if word in IN_WORDS]
    return (float(known[0]),) if len(known) == 1 and not NUMBER.search(plain) else ()
