"""Files that are broken or hostile: one clear sentence, never another error, never a long wait."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.scenarios import read_market, read_scenario, read_strategy, scenario
from sim.yaml_text import LARGEST_FILE, parse_yaml, read_yaml, write_yaml

TEMPLATE = scenario("brand_centric").to_yaml()

BOMBS = {
    "billion laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
    "alias of itself": "a: &a [*a]\n",
    "merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    "object": "a: !!python/object/apply:os.system ['true']\n",
    "name": "a: !!python/name:os.system\n",
    "binary": "a: !!binary R0lGODlh\n",
    "own tag": "!Strategy\nname: x\n",
    "tag handle": "%TAG ! tag:example.org,2000:\n---\na: !x 1\n",
    "twice": "name: a\nname: b\n",
    "twice inside": "a: {b: 1, b: 2}\n",
    "deep lists": "a: " + "[" * 200_000,
    "deep maps": "{a: " * 100_000,
    "deep dashes": "- " * 200_000,
    "deep keys": "? " * 200_000,
    "two documents": "a: 1\n---\nb: 2\n",
    "complex key": "? [1, 2]\n: 3\n",
    "map as key": "{a: 1}: 2\n",
    "escape beyond Unicode": 'a: "\\UFFFFFFFF"\n',
    "zero": "a: \x00\n",
    "escape codes": "a: \x1b[31mred\n",
    "open quote": "a: 'x\n",
    "tab": "\ta: 1\n",
    "digits": "a: " + "9" * 5000 + "\n",
    "directive": "%YAML 9.9\n---\na: 1\n",
    "half a flow": "{a: [1, 2\n",
    "unknown alias": "a: *b\n",
}
NOT_A_SCENARIO = {
    "empty": "",
    "comment": "# nothing\n",
    "text": "just words\n",
    "list": "- 1\n- 2\n",
    "number": "42\n",
    "null": "~\n",
    "surrogate": 'name: "\\uD800"\ntitle: x\n',
    "not a number": "name: x\ntitle: y\nhours_per_week: .nan\n",
    "infinite": "name: x\ntitle: y\nhours_per_week: .inf\n",
    "overflow": "name: x\ntitle: y\nhours_per_week: 1e999\n",
    "huge": "name: x\ntitle: y\nbought_likes: " + "9" * 4000 + "\n",
    "truth": "name: x\ntitle: y\nhours_per_week: true\n",
    "merge key": "name: x\ntitle: y\n<<: {control: 1}\n",
    "null key": "name: x\ntitle: y\n~: 1\n",
    "long text": "name: x\ntitle: " + "y" * 100_000 + "\n",
    "long key": "name: x\ntitle: y\n" + "k" * 900 + ": 1\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for all examples of the property tests to write in."""
    return tmp_path_factory.mktemp("hostile")


def refused(read, *arguments):
    """Return the sentence of the AddaError that a reading ends with, and check that it is one."""
    with pytest.raises(AddaError) as caught:
        read(*arguments)
    sentence = str(caught.value)
    assert sentence
    assert sentence.isprintable()
    assert len(sentence) < 700
    return sentence


def answer(read, *arguments):
    """Return the sentence with which a reading was refused, or nothing where it was not."""
    try:
        read(*arguments)
    except AddaError as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", BOMBS)
def test_more_than_plain_yaml_is_refused_at_once_with_its_line(name):
    began = time.perf_counter()
    sentence = refused(parse_yaml, BOMBS[name], "the file")
    assert sentence.startswith(("the file, line ", "the file: not valid YAML"))
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("name", {**BOMBS, **NOT_A_SCENARIO})
@pytest.mark.parametrize("read", [read_strategy, read_market, read_scenario])
def test_a_hostile_file_is_one_sentence_with_the_file(name, read, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text({**BOMBS, **NOT_A_SCENARIO}[name], encoding="utf-8")
    sentence = refused(read, path)
    assert str(path)[-40:] in sentence


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(folder, content):
    path = folder / "bytes.yaml"
    path.write_bytes(content)
    for read in (read_strategy, read_market, read_scenario):
        refused(read, path)


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused(text):
    said = answer(parse_yaml, text, "the file")
    assert said is None or said.startswith("the file")


SIGNS = (
    *"{}[]:,-?!&*#|>'\"%@`~= \n\t\x85\u2028\ufeff",
    *("\n  ", ": ", "- ", "? ", "\r\n", "---\n", "...\n", "!!str ", "<<", "\\U", "\\x"),
    *("a", "1", ".5", "1e3", "0x1F", "yes"),
)
YAMLISH = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)


@settings(max_examples=1500)
@given(YAMLISH)
def test_any_heap_of_yaml_signs_is_parsed_or_refused(text):
    said = answer(parse_yaml, text, "the file")
    assert said is None or said.startswith("the file")


@settings(max_examples=300)
@given(start=st.integers(0, len(TEMPLATE)), length=st.integers(0, 40), piece=YAMLISH)
def test_a_scenario_with_a_piece_exchanged_is_read_or_refused(folder, start, length, piece):
    path = folder / "mutated.yaml"
    path.write_bytes((TEMPLATE[:start] + piece + TEMPLATE[start + length :]).encode("utf-8"))
    said = answer(read_scenario, path)
    assert said is None or said.isprintable()


@given(length=st.integers(0, len(TEMPLATE)))
def test_a_scenario_that_was_cut_off_is_read_or_refused(folder, length):
    path = folder / "cut.yaml"
    path.write_text(TEMPLATE[:length], encoding="utf-8")
    said = answer(read_scenario, path)
    assert said is None or str(path)[-40:] in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_marks_of_any_system_are_read(encoding, line_end, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_bytes(TEMPLATE.replace("\n", line_end).encode(encoding))
    assert read_scenario(path) == scenario("brand_centric")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_other_encodings_are_refused_with_a_reason(encoding, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_bytes(f"name: caf\xe9\n{'x' * 40}: 1\n".encode(encoding))
    assert "not " in refused(read_strategy, path)


def test_a_file_too_large_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert f"{LARGEST_FILE:,} bytes" in refused(read_strategy, path)


def test_what_is_no_file_is_refused(tmp_path):
    assert "no file" in refused(read_scenario, tmp_path / "missing.yaml")
    assert "no file" in refused(read_scenario, tmp_path)
    assert "no file" in refused(read_strategy, "nowhere/at/all.yaml")
    assert "no file" in refused(read_strategy, "zero\0byte.yaml")
    refused(read_strategy, "x" * 5000 + ".yaml")
    if Path("/dev/zero").exists():
        assert "no file" in refused(read_scenario, "/dev/zero")


@pytest.mark.parametrize(
    "name", ["", "brand centric", "brand_centrik", "ব্র্যান্ড", "a\0b", "x" * 999, "\x1b[2J"]
)
def test_an_unknown_name_is_answered_with_those_that_are_known(name):
    assert "brand_centric" in refused(read_strategy, name)
    assert "boutique" in refused(read_market, name)


@pytest.mark.parametrize("name", ["../data/markets/boutique", "/etc/passwd", "..", ".", "C:\\x"])
def test_a_name_never_climbs_out_of_the_folder(name):
    refused(read_strategy, name)
    refused(read_market, name)


ODD_TEXTS = (
    *("=1+1", "<script>alert(1)</script>", "$\\frac{1}{2}$", "\x1b[31m", "আড্ডা", "😀"),
    *("1e3", "012", "0x1F", "1_000", "12:30", "2026-01-05", ".inf", "1.", ".5", "+1"),
    *("no", "~", "null", "true", "", " a ", "line\nline", "a\rb", "\ufeff", "\u2028", "\x85"),
    *("- a", "a: b", "# a", "'", '"', "%a", "@a", "`a", "!a", "&a", "*a", "<<", "=", "?", "|", ">"),
)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_stays_the_same_text_through_yaml(text):
    tree = {"title": text, "list": [text], text: 1}
    assert parse_yaml(write_yaml(tree))[0] == tree


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_any_tree_of_plain_values_stays_the_same_through_yaml(tree):
    text = "\n".join(["# a comment", write_yaml({"tree": tree})])
    again = parse_yaml(text)[0]["tree"]
    assert again == tree
    assert repr(again) == repr(tree)


def test_the_line_of_every_key_is_known(tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    _, lines = read_yaml(path)
    texts = TEMPLATE.splitlines()
    for at, line in lines.items():
        if at and isinstance(at[-1], str):
            assert texts[line - 1].strip().lstrip("- ").startswith(f"{at[-1]}:")
