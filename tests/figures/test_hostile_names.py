"""What users call their plans is shown letter by letter, never read as markup."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.figures import Pictures
from sim.figures.style import LONGEST_NAME, picture, safe
from sim.scenarios import read_strategy

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "%{x} $e=mc^2$ $$a$$",
    "=HYPERLINK('http://a.b')",
    "\x1b[31mred\x07",
    "<a href='javascript:alert(1)'>x</a>",
]


@given(st.text())
def test_safe_text_has_no_markup_and_loses_no_printable_letter(text):
    shown = safe(text, limit=10_000)
    assert not any(letter in shown for letter in "<>$")
    assert "%{" not in shown
    printed = "".join(letter if letter.isprintable() else " " for letter in text)
    assert html.unescape(shown) == printed


def test_a_long_name_is_cut_short():
    assert len(safe("x" * 500)) == LONGEST_NAME


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_of_a_plan_reaches_no_picture_as_markup(title, comparison, monkeypatch):
    for run in comparison.runs:
        assert "<" not in run.scenario.strategy.title
    hostile = read_strategy("brand_centric").model_copy(update={"title": title})
    cases = [case.with_strategy(hostile) for case in (comparison.a, comparison.b)]
    runs = tuple(
        type(run)(case, run.tables, run.manifest, run.world)
        for run, case in zip(comparison.runs, cases, strict=True)
    )
    shown = Pictures(runs)
    monkeypatch.setattr(Pictures, "names", (title, title))
    for made in (shown.over_time("sales"), shown.hours(), shown.iceberg(), shown.sales("a")):
        text = made.to_json()
        assert "<script" not in text
        assert "<img" not in text
        assert "<a " not in text
        assert "\\u001b" not in text


def test_a_title_is_broken_into_lines_and_read_as_one():
    said = "one two three " * 12
    made = picture(said)
    assert "<br>" in made.layout.title.text
    assert made.finding == said.strip()
