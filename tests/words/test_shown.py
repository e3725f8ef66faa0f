"""What is shown without being asked for by name: labels, units, reasons and claims of the data.

`_()` on something that no sentence marks with `N_()` stays English without a word of complaint;
here everything that reaches a reader in such a way is held against the catalogue.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from sim import facts
from sim.evidence import patterns
from sim.intake import health, profile, read_chat
from sim.intake.date_order import ORDER_WORDS
from sim.intake.meanings import MEANINGS
from sim.outcomes import OUTCOMES
from sim.studio.upload import SAMPLES
from sim.study.space import axes
from sim.validation.claim import APART
from sim.validation.lines import LINES, validate
from sim.words import catalogue

SIM = Path(sim.__file__).parent
KNOWN = {
    one
    for message in catalogue.translated("bn")
    for one in ([message.id] if isinstance(message.id, str) else message.id)
    if message.string
}
# Calls that take a sentence for readers, and where among their arguments it stands.
TAKE_WORDS = {
    "Meaning": (0, 1, 3), "skip": (0,), "_skip": (0,), "withheld": (1,), "Dating": (1,),
    "Claim": (1,), "exactly": (1,), "below_zero": (1,), "Line": (1, 2),
}  # fmt: skip
PARTS = ("intake", "validation")


def written() -> Iterator[tuple[str, ast.expr]]:
    """Yield where a sentence for readers is written down, and the sentence."""
    for path in sorted(path for part in PARTS for path in (SIM / part).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                for place in TAKE_WORDS.get(name, ()):
                    if place < len(node.args):
                        yield f"{path.relative_to(SIM)}:{node.lineno}", node.args[place]


def unknown(said: set[str]) -> set[str]:
    return {one for one in said if one and one not in KNOWN}


def test_a_sentence_that_is_written_where_readers_see_it_is_marked_for_translation():
    found = list(written())
    assert len(found) > 100
    bare = [
        (place, ast.unparse(said))
        for place, said in found
        if isinstance(said, ast.JoinedStr | ast.BinOp)
        or (isinstance(said, ast.Constant) and said.value and said.value not in KNOWN)
    ]
    assert not bare, "mark it with N_() and run `python -m sim.words`"


def test_what_statistics_mean_is_in_the_catalogue():
    for part in ("label", "unit", "bias"):
        assert unknown({getattr(one, part) for one in MEANINGS.values()}) == set()


def test_what_outcomes_patterns_and_parameters_are_called_is_in_the_catalogue():
    outcomes = {text for one in OUTCOMES.values() for text in (one.label, one.unit, one.definition)}
    assert unknown(outcomes) == set()
    assert unknown({one.pattern for one in patterns().values()}) == set()
    numbers = facts.parameters().values()
    assert (
        unknown({text for one in numbers for text in (one.title, one.meaning, one.unit)}) == set()
    )


def test_what_can_be_varied_in_a_market_has_a_name_in_the_catalogue():
    case = sim.scenario("brand_centric", "boutique", days=5)
    for part in ("brand", "product", "prices", "segments.0", "network.groups", "network.follows"):
        tree = case.market.tree()
        for key in part.split("."):
            tree = tree[int(key) if key.isdigit() else key]
        paths = [f"market.{part}.{key}" for key, one in tree.items() if isinstance(one, float)]
        named = axes(dict.fromkeys(paths, (0.1, 0.9)), case)
        assert unknown({text for axis in named for text in (axis.title, axis.under)}) == set()


@pytest.mark.parametrize("messenger", SAMPLES)
def test_what_is_said_of_a_chat_is_in_the_catalogue(messenger):
    sample, members = SAMPLES[messenger]
    chat = read_chat(messenger, facts.folder("data") / "samples" / sample)
    told = chat.reading
    said = {*told.skipped, *told.warnings, *told.date_evidence.split("; ")}
    said |= {ORDER_WORDS[one] for one in told.date_order.split(", ") if one}
    said |= {one.withheld for known in (members, None) for one in profile(chat, known)}
    said |= {one.withheld for known in (members, None) for one in health(chat, known)}
    assert unknown(said) == set()


def test_what_the_validation_says_is_in_the_catalogue():
    assert unknown({text for line in LINES for text in (line.title, line.means)}) == set()
    assert unknown(set(APART)) == set()


def test_a_figure_of_the_validation_is_named_in_bengali_but_for_its_line_and_formulas():
    table = validate(["L3", "L8"], lang="bn")
    latin = re.compile(r"[a-z]{2}")
    assert not [label for label in table["label"] if latin.search(label)]
    assert not [claim for claim in table["claim"] if latin.search(claim)]
