"""Landing pages without what could name a person: a path's shape, and a masked path.

An address may hold a mail address, a customer's number or a key. Its query is dropped, such parts
of its path are masked, and a page on which fewer than five visits landed keeps its shape only.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np

from sim.errors import AddaError, Said
from sim.intake.measure import FEWEST_PEOPLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOWHERE, UNSET, OTHER = -1, -2, -3
"""In place of a page: none asked for, not known, the rest that the program summed up."""
MASK = "…"
RARE = "(pages with few visits)"
MOST_PAGES = 500_000
_LONGEST = 160
_OTHER_WORDS = frozenset(
    ["(other)", "others", "(andere)", "andere", "(autre)", "autres", "(otros)", "(otro)", "otros",
     "(outros)", "outros", "(altro)", "altri", "(অন্যান্য)"]
)  # fmt: skip
_UNSET_WORDS = frozenset(["", "/(not set)", "page url not defined", "undefined", "null"])
_HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]{1,20}:)?//[^/?#]*|^(?:[\w-]{1,63}\.)+[a-z]{2,24}(?=/|$)", re.I
)
_FRONT = re.compile(r"^(?:index|default|home)(?:\.\w{2,5})?$", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[a-z]{2}(?:[-_][a-z]{2})?$", re.IGNORECASE)
_PERSONAL = re.compile(r"@|\d{6,}|[0-9a-f]{12,}|(?=\w*\d)(?=\w*[a-z])\w{16,}|^.{61,}$", re.I)
_SAFE = frozenset("_.~%+,:=!()…-")


def page_of(cell: str) -> int | str:
    """Return the masked path of a landing page, or UNSET or OTHER where the cell holds no page."""
    text = cell[:2_000].strip().strip("\"' ")
    low = text.casefold()
    if low in _OTHER_WORDS:
        return OTHER
    if low in _UNSET_WORDS or (text.startswith("(") and text.endswith(")")):
        return UNSET
    text = re.split(r"[?#]", _HOST.sub("", text, count=1), maxsplit=1)[0]
    parts = [_masked(part) for part in text.split("/") if part.strip()]
    if parts and _FRONT.match(parts[-1]):
        parts.pop()
    return "/" + "/".join(parts)[:_LONGEST]


def shape_of(path: str) -> tuple[int, int]:
    """Return how many parts a path has, and the letters of the first; a language does not count."""
    parts = [part for part in path.split("/") if part]
    if parts and _LANGUAGE.match(parts[0]):
        parts = parts[1:]
    return min(len(parts), 100), min(len(parts[0]), 1_000) if parts else 0


def _masked(part: str) -> str:
    if _PERSONAL.search(part) or _PERSONAL.search(unquote(part)):
        return MASK
    if part.isascii() and part.replace("-", "").isalnum():
        return part
    return "".join(letter if _is_plain(letter) else "_" for letter in part)


def _is_plain(letter: str) -> bool:
    """Tell whether a letter is one of words (with the vowel signs of Bengali) or of addresses."""
    return letter.isalnum() or letter in _SAFE or unicodedata.category(letter)[0] == "M"


@dataclass(frozen=True)
class Pages:
    """The landing pages of an export. names: masked paths, RARE where few landed; parts, letters:
    the shape of each path (`shape_of`).
    """

    names: tuple[str, ...]
    parts: "NDArray[np.int16]"
    letters: "NDArray[np.int16]"

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.names)


class PageBook:
    """Numbers pages while an export is read."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._visits = array("q")

    def number(self, path: int | str, sessions: int, place: Said) -> int:
        """Return the number of a page (as `page_of` gives it), and count the visits on it."""
        if isinstance(path, int):
            return path
        number = self._numbers.setdefault(path, len(self._numbers))
        if number == len(self._visits):
            if number >= MOST_PAGES:
                raise AddaError(
                    "{place} has more than {most} landing pages; filter it",
                    place=place,
                    most=MOST_PAGES,
                )
            self._visits.append(0)
        self._visits[number] += sessions
        return number

    def close(self) -> Pages:
        """Return the pages; the paths of those with few visits are forgotten."""
        shapes: Any = [shape_of(path) for path in self._numbers] or np.empty((0, 2))
        table = np.asarray(shapes, dtype=np.int16).reshape(-1, 2)
        names = tuple(
            path if count >= FEWEST_PEOPLE else RARE
            for path, count in zip(self._numbers, self._visits, strict=True)
        )
        return Pages(names, table[:, 0].copy(), table[:, 1].copy())
