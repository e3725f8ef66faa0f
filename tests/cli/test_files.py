"""Files that are broken, hostile or not what they should be: one sentence each, nothing written."""

import os
import sys

import pytest

STRATEGY = "name: x\ntitle: X\n"

BROKEN = {
    "not YAML": ("a: [1, 2", "not valid YAML"),
    "a tag": ("name: !!python/object:os.system x\n", "tags (!) are not allowed"),
    "an anchor bomb": ("a: &a [x, x]\nb: [*a, *a]\n", "anchors and aliases"),
    "too deep": ("a: " + "[" * 200 + "]" * 200, "nested deeper"),
    "a list": ("- a\n- b\n", "expected"),
    "empty": ("", "expected"),
    "one key twice": (STRATEGY + "name: y\n", "given twice"),
    "an unknown key": (STRATEGY + "contrl: 0.5\n", "did you mean 'control'"),
    "a wrong type": (STRATEGY + "control: much\n", "must be a number"),
    "out of range": (STRATEGY + "control: 3\n", "allowed is 0 to 1"),
    "not a number": (STRATEGY + "control: .nan\n", "must be a number"),
    "a huge number": (STRATEGY + "bought_likes: " + "9" * 400 + "\n", "digits"),
    "contradictory": (STRATEGY + "replies: 0.9\nencouragement: 0.9\n", "more than all hours"),
    "control characters": ("name: \x07\n", "not text"),
    "an unknown channel": (STRATEGY + "presence: {pages: [facebok]}\n", "did you mean 'facebook'"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("verb", ["validate", "run"])
def test_a_broken_strategy_is_refused_in_one_sentence(what, verb, here, refused):
    text, said = BROKEN[what]
    (here / "bad.yaml").write_text(text, encoding="utf-8")
    sentence = refused(verb, "bad.yaml")
    assert sentence.startswith("bad.yaml")
    assert said in sentence


def test_bytes_that_are_no_text_are_refused(here, refused):
    (here / "bad.yaml").write_bytes(bytes(range(128, 256)))
    assert "not UTF-8 text" in refused("run", "bad.yaml")


def test_a_file_far_too_large_is_refused(here, refused):
    (here / "bad.yaml").write_text("a" * 600_000)
    assert "too large" in refused("validate", "bad.yaml")


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the administrator may read everything",
)
def test_a_folder_that_may_not_be_read_is_told(here, refused):
    place = here / "closed"
    place.mkdir()
    (place / "x.yaml").write_text(STRATEGY)
    place.chmod(0)
    try:
        assert "cannot be read" in refused("run", "closed/x.yaml")
    finally:
        place.chmod(0o700)


def test_a_folder_in_place_of_a_file_is_refused(here, refused):
    (here / "x.yaml").mkdir()
    assert "there is no file" in refused("run", "x.yaml")
    assert "the file is a folder" in refused("import", "whatsapp", "x.yaml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "facilitater"), "did you mean 'facilitator'"),
        (("run", "facilitator", "--market", "boutiqe"), "did you mean 'boutique'"),
        (("run", "nowhere.yaml"), "there is no file 'nowhere.yaml'"),
        (("run", "facilitator", "--days", "0"), "1 to 3,650"),
        (("run", "facilitator", "--days", "100000"), "1 to 3,650"),
        (("run", "facilitator", "--seed", "-1"), "seed"),
        (("run", "facilitator", "--seed", str(2**64)), "seed"),
        (("run", "facilitator", "--set", "market.people=1"), "2 to 20,000,000"),
        (("run", "facilitator", "--set", "market.people=100000000"), "2 to 20,000,000"),
        (("run", "facilitator", "--set", "control=0.5"), "did you mean 'strategy.control'"),
        (("run", "facilitator", "--set", "strategy.contrl=0.5"), "did you mean"),
        (("run", "facilitator", "--set", "strategy.control"), "PATH=VALUE"),
        (("run", "facilitator", "--set", "strategy.control=[1"), "not valid YAML"),
        (("run", "facilitator", "--engine", "compild"), "did you mean 'compiled'"),
        (("run", "facilitator", "--lang", "fr"), "allowed is en, bn"),
        (("validate", "nowhere.yaml"), "there is no file"),
        (("evidence", "mute_rat"), "did you mean 'mute_rate'"),
        (("new", "strategy", "Mine!"), "letters a-z"),
        (("new", "strategy", "../up"), "letters a-z"),
        (("new", "market", "mine", "--from", "boutiqe"), "did you mean 'boutique'"),
        (("new", "plan", "mine"), "strategy"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(words, said, refused):
    assert said in refused(*words)


def test_a_full_path_is_named_at_most_once(here, refused):
    (here / "bad.yaml").write_text("a: [1, 2")
    for words in (("run", here / "nowhere.yaml"), ("validate", here / "bad.yaml")):
        sentence = refused(*words)
        assert sentence.count(f"{here.name}/{words[1].name}") == 1


def test_a_world_that_does_not_fit_is_refused_before_it_is_built(refused):
    sentence = refused("run", "facilitator", "--set", "market.people=20000000", "--set",
                       "market.network.close_ties.outer=500")  # fmt: skip
    assert "would fit" in sentence
