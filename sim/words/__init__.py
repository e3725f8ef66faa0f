"""Words: what a user reads, in English and Bengali, and how numbers are written in each.

English sentences stand in the sources, `_("...")` translates one as it is needed; the catalogue
`sim/locale/bn/LC_MESSAGES/adda.po` is read as it stands, so no build step can be forgotten.
`python -m sim.words` gathers new sentences into it.

    with words.speaking("bn"):
        title = _("{count} members").format(count=number(12))
"""

import gettext as standard
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.errors import AddaError, nearest, shown
from sim.words.numbers import BENGALI_DIGITS, written

if TYPE_CHECKING:
    from babel import Locale

LOCALE = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "adda"
LANGUAGES = {"en": "English", "bn": "বাংলা"}
# A language whose numbers are written in 0-9, as BCP 47 tags it.
LATIN_DIGITS = "-u-nu-latn"
TONGUES = {**LANGUAGES, f"bn{LATIN_DIGITS}": "বাংলা (123)"}
Digits = Literal["own", "latin"]


class Words:
    """One language with its sentences, numbers and names of days and months.

    digits: "own" writes Bengali numbers in Bengali digits, "latin" keeps 0-9; so does a language
    with "-u-nu-latn" behind it, such as "bn-u-nu-latn".
    """

    def __init__(self, lang: str = "en", digits: Digits = "own"):
        if lang.endswith(LATIN_DIGITS):
            lang, digits = lang.removesuffix(LATIN_DIGITS), "latin"
        if lang not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise AddaError(
                "language is '{lang}', allowed is {known}{hint}",
                lang=shown(lang),
                known=known,
                hint=nearest(lang, LANGUAGES),
            )
        if digits not in ("own", "latin"):
            raise AddaError("digits is '{digits}', allowed is own, latin", digits=shown(digits))
        self.lang, self.digits = lang, digits

    def __repr__(self) -> str:
        return f"Words({self.lang!r}, digits={self.digits!r})"

    def gettext(self, message: str) -> str:
        """Return a message in this language; one that is not in the catalogue as it is."""
        return _catalogue(self.lang).gettext(message) if message else ""

    __call__ = gettext

    def ngettext(self, one: str, many: str, count: float) -> str:
        """Return the form of a message that fits a count."""
        whole = int(count) if count == int(count) else 2
        return _catalogue(self.lang).ngettext(one, many, whole)

    def number(
        self,
        value: float,
        decimals: int | None = None,
        grouped: bool = True,
        signed: bool = False,
    ) -> str:
        """Return a number as a reader of this language writes it; a dash for none.

        decimals: how many; without it three figures that count. signed: with + or − in front.
        """
        return written(value, decimals, grouped, signed, self._place())

    def percent(self, share: float, decimals: int = 0, signed: bool = False) -> str:
        """Return a share (0..1) in per cent."""
        text = written(100.0 * share, decimals, True, signed, self._place())
        return f"{text}%" if share == share else text

    def digits_of(self, text: str) -> str:
        """Return a text of digits, such as a date, in the digits of this language."""
        return text.translate(BENGALI_DIGITS) if self._place() == ("bn", True) else text

    def day_name(self, weekday: int, width: str = "abbreviated") -> str:
        """Return the name of a day of the week, 0 for Monday."""
        return self._locale().days["stand-alone"][width][weekday]

    def month_name(self, month: int, width: str = "wide") -> str:
        """Return the name of a month, 1 for January."""
        return self._locale().months["stand-alone"][width][month]

    def _locale(self) -> "Locale":
        return _locale(self.lang)

    def _place(self) -> tuple[str, bool]:
        return self.lang, self.digits == "own"


def translator(lang: str = "en", digits: Digits = "own") -> Words:
    """Return the words of a language. Raises AddaError for one that is not there."""
    return Words(lang, digits)


ENGLISH = Words()
_spoken: ContextVar[Words] = ContextVar("words")


@contextmanager
def speaking(lang: str | Words, digits: Digits = "own") -> Iterator[Words]:
    """Speak a language for a while: `_`, `number` and the others below follow it."""
    wanted = lang if isinstance(lang, Words) else Words(lang, digits)
    before = _spoken.set(wanted)
    try:
        yield wanted
    finally:
        _spoken.reset(before)


def current() -> Words:
    """Return the words that are spoken now: English, unless inside `speaking`."""
    return _spoken.get(ENGLISH)


def spoken() -> Words | None:
    """Return the words that are spoken now, None outside of any `speaking`."""
    return _spoken.get(None)


def _(message: str) -> str:
    """Return a message in the language that is spoken now."""
    return current().gettext(message)


def N_(message: str) -> str:
    """Mark a message to be translated where it is shown; returns it as it is."""
    return message


def ngettext(one: str, many: str, count: float) -> str:
    """Return the form of a message that fits a count, in the language that is spoken now."""
    return current().ngettext(one, many, count)


def number(
    value: float, decimals: int | None = None, grouped: bool = True, signed: bool = False
) -> str:
    """Return a number as it is written in the language that is spoken now."""
    return current().number(value, decimals, grouped, signed)


def percent(share: float, decimals: int = 0, signed: bool = False) -> str:
    """Return a share (0..1) in per cent, in the language that is spoken now."""
    return current().percent(share, decimals, signed)


def digits_of(text: str) -> str:
    """Return a text of digits, such as a date, in the digits of the language spoken now."""
    return current().digits_of(text)


def day_name(weekday: int, width: str = "abbreviated") -> str:
    """Return the name of a day of the week (0: Monday) in the language that is spoken now."""
    return current().day_name(weekday, width)


def month_name(month: int, width: str = "wide") -> str:
    """Return the name of a month (1: January) in the language that is spoken now."""
    return current().month_name(month, width)


def catalogue_file(lang: str) -> Path:
    """Return where the translations into a language are kept."""
    return LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def _catalogue(lang: str) -> standard.NullTranslations:
    """Return the translations into a language, read from the text that translators edit."""
    if lang == "en":
        return standard.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue_file(lang).open(encoding="utf-8") as file:
        read = read_po(file, locale=lang, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


@cache
def _locale(lang: str) -> "Locale":
    from babel import Locale

    return Locale.parse(lang)
