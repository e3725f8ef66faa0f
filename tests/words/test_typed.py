"""Typed numbers: what a person types in either script is the number that was meant, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.words import speaking
from sim.words.typed import Span, number_in

SHARE = Span(0, 1, percent=True)
PEOPLE = Span(2, 20_000_000, whole=True)
TONGUES = ("en", "bn", "bn-u-nu-latn")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12), ("১২", 12), (" 12.5 ", 12.5), ("12,5", 12.5), ("১,০০,০০০", 100_000),
        ("20,000", 20_000), ("0,125", 0.125), ("−3", -3), (".5", 0.5),
    ],
)  # fmt: skip
def test_digits_of_either_script_and_commas_are_read(typed, meant):
    assert number_in(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "%", ",", "1e5", "nan", "inf", "1.2.3", "12 h", "1 0x", "--1"]
)
def test_what_is_no_number_is_none(typed):
    assert number_in(typed) is None


@given(st.integers(0, 10_000), st.sampled_from(TONGUES))
def test_a_share_that_is_written_is_read_back(share, lang):
    with speaking(lang):
        assert SHARE.read(SHARE.write(share / 10_000)) == pytest.approx(share / 10_000, abs=1e-9)


@given(st.integers(2, 20_000_000), st.sampled_from(TONGUES))
def test_a_whole_number_that_is_written_is_read_back(people, lang):
    with speaking(lang):
        found = PEOPLE.read(PEOPLE.write(people))
    assert found == people
    assert isinstance(found, int)


@given(st.text(max_size=30))
def test_any_text_is_a_number_of_the_span_or_refused(typed):
    found = number_in(typed.strip().removesuffix("%"))
    if found is not None and 0 <= found <= 100:
        assert SHARE.read(typed) == pytest.approx(found / 100, abs=1e-6)
        return
    with pytest.raises(AddaError, match="allowed is 0% to 100%"):
        SHARE.read(typed)


def test_shares_are_typed_in_per_cent_with_or_without_the_sign():
    assert SHARE.read("35") == SHARE.read("৩৫%") == 0.35
    assert SHARE.write(0.125) == "12.5%"
    with speaking("bn"):
        assert SHARE.write(0.57) == "৫৭%"


@pytest.mark.parametrize(
    ("span", "typed", "said"),
    [
        (SHARE, "a lot", "'a lot' is not a number, allowed is 0% to 100%"),
        (SHARE, "120", "120 is out of range, allowed is 0% to 100%"),
        (PEOPLE, "2.5", "2.5 is not a whole number, allowed is 2 to 20,000,000"),
    ],
)
def test_a_wrong_entry_is_told_with_what_is_allowed(span, typed, said):
    with pytest.raises(AddaError) as caught:
        span.read(typed)
    assert str(caught.value) == said
