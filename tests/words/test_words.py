"""Words: every sentence is there in Bengali with the same gaps; numbers read as they should."""

import asyncio
import re
import string
import threading

import pytest

import sim
from sim import words
from sim.words import _, catalogue, current, ngettext, number, percent, speaking, translator

BENGALI = catalogue.translated("bn")
BENGALI_LETTER = re.compile(r"[\u0980-\u09FF]")


def ids() -> list[str | tuple[str, ...]]:
    return [message.id for message in catalogue.gathered() if message.id]


def gaps(text: str) -> list[str]:
    return sorted(str(gap) for _text, gap, _spec, _turn in string.Formatter().parse(text) if gap)


def test_every_message_has_its_translation():
    assert catalogue.missing("bn") == [], "run `python -m sim.words`, then translate what it names"


def test_no_translation_is_left_of_a_message_that_is_gone():
    assert {message.id for message in BENGALI if message.id} <= set(ids())


def test_the_committed_files_are_those_that_the_sources_give():
    template = (words.LOCALE / "adda.pot").read_bytes()
    assert template == catalogue.as_text(catalogue.gathered()), "run `python -m sim.words`"
    text = catalogue.as_text(catalogue.brought_up_to_date("bn"))
    assert words.catalogue_file("bn").read_bytes() == text, "run `python -m sim.words`"


def test_translations_keep_every_gap():
    wrong = []
    for message in BENGALI:
        originals = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string
        for translated in strings if message.id else ():
            if translated and gaps(translated) != gaps(originals[-1]):
                wrong.append((originals[-1], translated))
    assert not wrong


def test_translations_are_bengali():
    latin = [
        message.id
        for message in BENGALI
        if message.id
        for text in ([message.string] if isinstance(message.string, str) else message.string)
        if text and re.search(r"[A-Za-z]", re.sub(r"\{\w*\}|https?://\S+", "", message.id[0]
            if isinstance(message.id, tuple) else message.id)) and not BENGALI_LETTER.search(text)
    ]  # fmt: skip
    assert not latin


def test_plural_forms_work():
    one, many = (
        "This is from {pairs} pair of simulated runs on the market “{market}”, where both met the"
        " same people and the same luck; it compares, and does not forecast what you will sell.",
        "This is from {pairs} pairs of simulated runs on the market “{market}”, where both met the"
        " same people and the same luck; it compares, and does not forecast what you will sell.",
    )
    assert translator("en").ngettext(one, many, 1) == one
    assert translator("en").ngettext(one, many, 2) == many
    with speaking("bn"):
        for count in (0, 1, 2, 5, 1.5):
            assert BENGALI_LETTER.search(ngettext(one, many, count))


def test_a_message_is_spoken_in_the_language_of_the_place():
    assert _("Sales") == "Sales"
    with speaking("bn"):
        assert BENGALI_LETTER.search(_("Sales"))
        with speaking("en"):
            assert _("Sales") == "Sales"
        assert BENGALI_LETTER.search(_("Sales"))
    assert current().lang == "en"


def test_one_threads_language_is_not_anothers():
    heard = []
    with speaking("bn"):
        thread = threading.Thread(target=lambda: heard.append(_("Sales")))
        thread.start()
        thread.join()
    assert heard == ["Sales"]


def test_one_tasks_language_is_not_anothers():
    async def say(lang: str) -> str:
        with speaking(lang):
            await asyncio.sleep(0.01)
            return _("Sales")

    async def both() -> list[str]:
        return await asyncio.gather(say("bn"), say("en"), say("bn"))

    first, second, third = asyncio.run(both())
    assert first == third != second == "Sales"


def test_an_unknown_message_is_said_as_it_is():
    assert translator("bn")("nobody has ever said this") == "nobody has ever said this"
    assert translator("bn")("") == ""


@pytest.mark.parametrize(
    ("value", "options", "english", "bengali"),
    [
        (0, {}, "0", "০"),
        (1234567.891, {}, "1,234,568", "১২,৩৪,৫৬৮"),
        (12, {}, "12", "১২"),
        (-3.456, {}, "−3.46", "−৩.৪৬"),
        (0.01234, {}, "0.0123", "০.০১২৩"),
        (99.951, {}, "100", "১০০"),
        (2.5, {"decimals": 2}, "2.50", "২.৫০"),
        (2026, {"grouped": False}, "2026", "২০২৬"),
        (7, {"signed": True}, "+7", "+৭"),
        (-0.0004, {"decimals": 2, "signed": True}, "0.00", "০.০০"),
        (float("nan"), {}, "–", "–"),
        (float("inf"), {}, "∞", "∞"),
        (1e15, {}, "1,000,000,000,000,000", "১,০০,০০,০০,০০,০০,০০,০০০"),
    ],
)
def test_numbers_are_written_as_readers_write_them(value, options, english, bengali):
    assert translator("en").number(value, **options) == english
    assert translator("bn").number(value, **options) == bengali


def test_a_language_tag_can_ask_for_latin_digits():
    said = translator("bn-u-nu-latn")
    assert (said.lang, said.number(1234567)) == ("bn", "12,34,567")
    with pytest.raises(sim.AddaError, match="language is 'fr'"):
        translator("fr-u-nu-latn")


def test_bengali_digits_are_a_choice():
    assert translator("bn", digits="latin").number(1234567) == "12,34,567"
    with speaking("bn", digits="latin"):
        assert number(12) == "12"
        assert percent(0.345, decimals=1) == "34.5%"
    with speaking("bn"):
        assert percent(0.345) == "৩৪%"


def test_a_date_is_written_in_the_digits_of_the_language():
    assert translator("en").digits_of("2026-11-22") == "2026-11-22"
    assert translator("bn").digits_of("2026-11-22") == "২০২৬-১১-২২"
    assert translator("bn", digits="latin").digits_of("2026-11-22") == "2026-11-22"


def test_days_and_months_have_their_names():
    assert [translator("en").day_name(i) for i in (0, 6)] == ["Mon", "Sun"]
    assert translator("en").month_name(1) == "January"
    assert translator("bn").day_name(0, "wide") == "সোমবার"
    assert BENGALI_LETTER.search(translator("bn").month_name(12))


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(sim.AddaError, match=r"language is 'bangla', allowed is en, bn"):
        translator("bangla")
    with pytest.raises(sim.AddaError, match=r"digits is 'roman', allowed is own, latin"):
        translator("bn", digits="roman")


def test_english_needs_no_catalogue_and_no_babel():
    import subprocess
    import sys

    asked = "import sys; from sim.words import _, number; _('x'), number(5); "
    asked += "print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
