"""--lang: what is printed, and what is refused, in Bengali; what is to be typed stays as it is."""

import re
from pathlib import Path

import pytest

from sim import facts

BENGALI = re.compile(r"[\u0980-\u09FF]")
SAMPLES = facts.folder("data") / "samples"
ENGLISH_WORDS = re.compile(r"\b(?:is|are|the|allowed|must|expected|known|did you|there|no)\b")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("nosuch",), "compare"),
        (("run",), "STRATEGY"),
        (("run", "facilitator", "--dayz", "3"), "--days"),
        (("run", "facilitator", "--days", "x"), "--days"),
        (("run", "facilitator", "further"), "further"),
        (("run", "facilitatr"), "'facilitator'"),
        (("run", "facilitator", "--days", "0"), "৩,৬৫০"),
        (("run", "facilitator", "--set", "control=1"), "strategy.control"),
        (("run", "facilitator", "--set", "strategy.control=3"), "০ থেকে ১"),
        (("run", "facilitator", "--set", "strategy.presence.home=telegramm"), "'telegram'"),
        (("run", "none.yaml"), "none.yaml"),
        (("compare", "facilitator", "facilitator", "--replicates", "1"), "১,০০,০০০"),
        (("sweep", "facilitator", "do_nothing"), "--over tell_rate"),
        (("import", "whatsap", "chat.txt"), "'whatsapp'"),
        (("import", "edges", "chat.txt", "--members", "9"), "--members"),
        (("import", "whatsapp", "none.txt"), "none.txt"),
        (("import", "whatsapp", "chat.txt", "--date-order", "q"), "'dmy', 'mdy' বা 'ymd'"),
        (("health", "sms", "chat.txt"), "whatsapp, telegram"),
    ],
)
def test_what_is_refused_is_said_in_the_language_that_is_asked_for(refused, words, kept):
    for lang in (("--lang", "bn"), ("--lang=bn",)):
        said = refused(*words, *lang)
        assert BENGALI.search(said)
        assert kept in said
        assert not ENGLISH_WORDS.search(said)
    assert not BENGALI.search(refused(*words))


def test_a_language_that_is_not_there_is_refused_in_english(refused):
    for words in (("import", "sales", "x.csv"), ("health", "whatsapp", "x.txt")):
        assert (
            refused(*words, "--lang", "bm")
            == "language is 'bm', allowed is en, bn; did you mean 'bn'?"
        )


def test_latin_digits_can_be_asked_for(refused):
    said = refused("run", "facilitator", "--days", "0", "--lang", "bn-u-nu-latn")
    assert BENGALI.search(said)
    assert "3,650" in said


def test_a_file_that_is_wrong_is_told_with_its_line_in_bengali(refused, here):
    (here / "mine.yaml").write_text("name: mine\ncontrol: much\n", encoding="utf-8")
    said = refused("run", "mine.yaml", "--lang", "bn")
    assert said == "mine.yaml, লাইন ২: 'control' হলো 'much', কিন্তু হতে হবে একটি সংখ্যা, ০ থেকে ১"


@pytest.mark.parametrize(
    ("kind", "sample"),
    [
        ("whatsapp", "made_up_whatsapp_android.txt"),
        ("edges", "made_up_edges.csv"),
        ("sales", "made_up_sign_ups.csv"),
        ("analytics", "made_up_plausible.zip"),
    ],
)
def test_an_import_speaks_bengali(adda, here, kind, sample):
    answer = adda("import", kind, SAMPLES / sample, "--out", "out", "--lang", "bn")
    assert answer.exit_code == 0, answer.output
    told = [line for line in answer.stdout.splitlines() if re.search(r"[A-Za-z]{3,}", line)]
    assert not [line for line in told if not BENGALI.search(line)]
    assert BENGALI.search(answer.stdout)
    assert not ENGLISH_WORDS.search(answer.stdout)
    assert list(Path("out").iterdir())


def test_health_speaks_bengali(adda, here):
    answer = adda("health", "whatsapp", SAMPLES / "made_up_whatsapp_android.txt", "--lang", "bn")
    assert answer.exit_code == 0, answer.output
    assert "কমিউনিটির স্বাস্থ্য" in answer.stdout
    assert not ENGLISH_WORDS.search(answer.stdout)
