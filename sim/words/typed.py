"""Typed: a number as a person types it, in the digits of any script."""

import re
import unicodedata
from dataclasses import dataclass

from sim.errors import AddaError, shown
from sim.words import current

GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d*)?")
_PLAIN = re.compile(r"\d*[.,]?\d*")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ","})
FINEST = 6  # decimals


@dataclass(frozen=True)
class Span:
    """The numbers that are allowed somewhere, and how they are written there.

    whole: no fractions. percent: 0.35 is written, and typed, as 35%.
    """

    low: float
    high: float
    whole: bool = False
    percent: bool = False

    def write(self, value: float) -> str:
        """Return a number of this span as it is read, in the language spoken now."""
        scaled = round(100.0 * value if self.percent else value, FINEST)
        decimals = len(f"{scaled:.{FINEST}f}".rstrip("0").partition(".")[2])
        return current().number(scaled, decimals) + ("%" if self.percent else "")

    def read(self, typed: str) -> float:
        """Return what was typed as a number of this span. Raises AddaError where it is none."""
        gaps = {"typed": shown(typed), "low": self.write(self.low), "high": self.write(self.high)}
        found = number_in(typed.strip().removesuffix("%") if self.percent else typed)
        if found is None:
            raise AddaError("'{typed}' is not a number, allowed is {low} to {high}", **gaps)
        value = round(found / 100.0 if self.percent else found, FINEST)
        if not self.low <= value <= self.high:
            raise AddaError("{typed} is out of range, allowed is {low} to {high}", **gaps)
        if self.whole and value != int(value):
            raise AddaError("{typed} is not a whole number, allowed is {low} to {high}", **gaps)
        return int(value) if self.whole else value


def number_in(typed: str) -> float | None:
    """Return the number that a text is, None where it is none.

    Commas between groups of digits are passed over, the Indian way too; a comma that cannot
    stand between groups is a decimal point.
    """
    text = latin("".join(typed.split()))
    sign = -1.0 if text.startswith("-") else 1.0
    text = text.removeprefix("-").removeprefix("+")
    if GROUPED.fullmatch(text):
        text = text.replace(",", "")
    elif not _PLAIN.fullmatch(text) or not any(map(str.isdigit, text)):
        return None
    return sign * float(text.replace(",", "."))


def latin(text: str) -> str:
    """Return a text with the digits and signs of any script as 0-9, minus, point and comma."""
    digits = (unicodedata.decimal(letter, None) for letter in text)
    return "".join(
        letter if digit is None else str(digit) for letter, digit in zip(text, digits, strict=True)
    ).translate(_SIGNS)
