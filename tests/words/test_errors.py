"""Errors: every sentence that says what is wrong is gathered, and spoken when it is shown."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.errors import AddaError, Cancelled, Said, nearest, one_of
from sim.words import catalogue, speaking

SIM = Path(sim.__file__).parent
TAKE_SENTENCES = ("AddaError", "Undecided", "Said")
# What may stand where a sentence is expected and is none itself: something that holds one.
HELD = {"said", "sentence", "noun", "unit"}
KNOWN = {message.id for message in catalogue.translated("bn") if message.string}
WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|^ ?[a-z]{2,} ?$")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield where something is said of what is wrong, and the call that says it."""
    for path in sorted(SIM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TAKE_SENTENCES:
                yield f"{path.relative_to(SIM)}:{node.lineno}", node


def untranslatable(sentence: ast.expr) -> bool:
    """Is this put together before it is shown, or not in the catalogue?"""
    match sentence:
        case ast.Constant(value=str(text)):
            return text not in KNOWN
        case ast.IfExp(body=one, orelse=other):
            return untranslatable(one) or untranslatable(other)
        case ast.Subscript(value=ast.Name(id=table)) | ast.Name(id=table) if table.isupper():
            return False
        case ast.Subscript(value=ast.Name(id=table)):
            return not table.strip("_").isupper()
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Call(func=ast.Name(id=name)):
            return name not in HELD
        case _:
            return True


def in_english(gap: ast.expr) -> list[str]:
    """Return what a gap would put into a sentence of any language in English words."""
    match gap:
        case ast.Constant(value=str(text)):
            return [text] if WORDS.search(text) else []
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return [*in_english(one), *in_english(other)]
        case ast.BoolOp(values=parts) | ast.JoinedStr(values=parts):
            return [text for part in parts for text in in_english(part)]
        case _:
            return []  # a name, or a call that is looked at by itself


def test_every_sentence_of_an_error_is_a_template_that_the_catalogue_holds():
    found = list(calls())
    assert len(found) > 300
    bare = [
        (place, ast.unparse(call.args[0]))
        for place, call in found
        if call.args and untranslatable(call.args[0])
    ]
    assert not bare, "no f-string, but a text with gaps; then run `python -m sim.words`"


def test_no_gap_of_an_error_is_filled_with_english_words():
    found = [
        (place, word.arg, text)
        for place, call in calls()
        for word in call.keywords
        for text in in_english(word.value)
    ]
    assert not found, "make it a Said of its own"


def test_gaps_of_an_error_are_those_of_its_sentence():
    wrong = []
    for place, call in calls():
        if (
            call.args
            and isinstance(call.args[0], ast.Constant)
            and None not in (given := [word.arg for word in call.keywords])
        ):
            wanted = set(re.findall(r"(?<!\{)\{(\w+)\}", str(call.args[0].value)))
            if wanted != set(given):
                wrong.append((place, wanted ^ set(given)))
    assert not wrong


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("AddaError(f'day is {day}')", True),
        ("AddaError('day is ' + day)", True),
        ("AddaError('nobody has ever said this')", True),
        ("AddaError('day is {day}'.format(day=day))", True),
        ("AddaError(str(error))", True),
        ("AddaError('stopped on request')", False),
        ("AddaError(found.said)", False),
    ],
)
def test_a_sentence_that_cannot_be_translated_is_seen(code, caught):
    (call,) = (ast.parse(code, mode="eval").body,)
    assert untranslatable(call.args[0]) is caught


def test_english_words_in_a_gap_are_seen():
    code = "AddaError('x', why='the lower one first' if given else '', known=', '.join(known))"
    call = ast.parse(code, mode="eval").body
    assert [in_english(word.value) for word in call.keywords] == [["the lower one first"], []]


def error() -> AddaError:
    with pytest.raises(AddaError) as caught:
        sim.scenario("facilitatr", days=3)
    return caught.value


def test_an_error_is_put_together_in_the_language_in_which_it_is_shown():
    raised = error()
    with speaking("bn"):
        said = str(raised)
        assert "কৌশল" in said
        assert "facilitatr" in said
        assert "did you mean" not in said
    assert str(raised).startswith("'facilitatr' is not a known strategy template; did you mean")


def test_an_error_that_is_shown_where_no_language_is_set_keeps_that_of_where_it_was_raised():
    with speaking("bn"):
        raised = error()
    assert "কৌশল" in str(raised)
    with speaking("en"):
        assert "strategy template" in str(raised)


def test_a_sentence_within_a_sentence_is_translated_as_well():
    inner = AddaError("stopped on request")
    outer = Said("{one} or {other}", one=inner, other="x")
    with speaking("bn"):
        assert str(inner) in str(outer)
        assert "stopped" not in str(outer)


def test_a_figure_in_an_error_is_written_as_the_language_writes_it_and_typed_text_is_not():
    said = Said("{low} to {high}", low=1, high=np.int64(123456))
    typed = Said("{low} to {high}", low="1", high="123456")
    assert str(said) == "1 to 123,456"
    with speaking("bn"):
        assert "১,২৩,৪৫৬" in str(said)
        assert "123456" in str(typed)
    with speaking("bn", digits="latin"):
        assert "1,23,456" in str(said)


def test_an_error_crosses_to_another_process_whole():
    raised = error()
    back = pickle.loads(pickle.dumps(raised))  # noqa: S301 - our own
    assert (type(back), str(back)) == (AddaError, str(raised))
    with speaking("bn"):
        assert str(back) == str(raised)
    stopped = pickle.loads(pickle.dumps(Cancelled({3: "part"}, "partial")))  # noqa: S301
    assert (stopped.finished, stopped.partial) == ({3: "part"}, "partial")
    assert str(stopped) == "stopped on request"


def test_what_an_error_shows_of_itself_to_a_programmer_is_its_sentence():
    assert repr(AddaError("stopped on request")) == "AddaError('stopped on request')"


def test_a_text_of_others_may_hold_braces():
    assert str(AddaError("a { b")) == "a { b"
    assert str(AddaError("{said}", said="{x} }{")) == "{x} }{"


def test_a_choice_is_spoken():
    assert str(one_of(["a", "b", "c"])) == "a, b or c"
    assert one_of(["a"]) == "a"
    with speaking("bn"):
        assert " or " not in str(one_of(["a", "b"]))


def test_the_nearest_name_is_offered_in_the_language_in_which_it_is_shown():
    assert nearest("zzz", ["facilitator"]) == ""
    hint = nearest("facilitater", ["facilitator"])
    assert str(hint) == "; did you mean 'facilitator'?"
    with speaking("bn"):
        assert "facilitator" in str(hint)
        assert "mean" not in str(hint)
