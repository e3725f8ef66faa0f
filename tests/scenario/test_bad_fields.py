"""Every field of a scenario, wrong in every way, is one sentence with file, line and key."""

import copy
import math
import re

import pytest

from sim.errors import AddaError
from sim.scenarios import Scenario, read_scenario, scenario
from sim.schema import fields_of
from sim.yaml_text import write_yaml

# A scenario in which every field, also every optional one, has a value.
WHOLE = (
    scenario("interest_centric")
    .changed(
        {
            "strategy.calendar": [
                {"day": 1, "kind": "event", "driver": "hobbies", "channel": "facebook"}
            ],
            "market.network.edges": "ties.csv",
            "market.behaviour": {"buy_rate": 0.02},
            "shocks": [{"day": 3, "kind": "crisis"}],
        }
    )
    .tree()
)
OPTIONAL = {"channel", "driver", "edges", "home"}  # may be empty
NOT_NUMBERS = ("many", None, [], {}, True, [1.0], math.nan, math.inf, -math.inf, 1e300, -1e300)
NOT_TEXT = (5, 0.5, True, [], {}, ["text"])
NOT_A_LIST = (5, "text", None, {}, True)
NOT_A_MAP = (5, "text", None, [], True, [{}])


def places(tree, at=()):
    """Yield (path, value) of everything in the tree, from the top down."""
    if at:
        yield at, tree
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from places(value, (*at, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from places(value, (*at, index))


def wrong_values(path, value):
    """Return values of which none may stand at `path`."""
    if isinstance(value, dict):
        wrong = NOT_A_MAP
    elif isinstance(value, list):
        wrong = NOT_A_LIST
    elif isinstance(value, str):
        wrong = (*NOT_TEXT, None)
    else:
        wrong = NOT_NUMBERS if isinstance(value, float) else (*NOT_NUMBERS, 0.5, 10**400)
    if path[-1] in OPTIONAL:
        wrong = tuple(one for one in wrong if one is not None)
    return wrong


def put(path, value):
    """Return the whole tree with another value at `path`."""
    tree = copy.deepcopy(WHOLE)
    inner = tree
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return tree


def refused(tree, name="the file"):
    """Return the sentence with which a tree is refused."""
    with pytest.raises(AddaError) as caught:
        Scenario.parse(tree, name)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 700
    assert sentence.isprintable()
    assert sentence.startswith(f"{name}: '")
    return sentence


ALL = list(places(WHOLE))
KEYS = [pytest.param(path, value, id=".".join(map(str, path))) for path, value in ALL]
MAPS = [
    pytest.param(path, id=".".join(map(str, path)))
    for path, value in [((), WHOLE), *ALL]
    if isinstance(value, dict)
]


@pytest.mark.parametrize(("path", "value"), KEYS)
def test_a_value_of_another_type_or_beyond_all_limits_is_refused_with_its_key(path, value):
    for wrong in wrong_values(path, value):
        sentence = refused(put(path, wrong))
        assert f"'{'.'.join(map(str, path))}" in sentence, f"{wrong!r}: {sentence}"


@pytest.mark.parametrize("path", MAPS)
def test_an_unknown_key_is_refused_everywhere(path):
    for key in ("zzz", "float", "[key]", "", "__class__", "model_config", "a.b", "\x1b[31m", "<b>"):
        sentence = refused(put((*path, key), 1))
        assert "not a known" in sentence or "not a behaviour" in sentence


@pytest.mark.parametrize("path", [param for param in MAPS if param.values[0][-1:] != ("shocks",)])
def test_a_misspelt_key_is_answered_with_the_right_one(path):
    inner = WHOLE
    for key in path:
        inner = inner[key]
    if path[-1:] == ("behaviour",):
        inner = {"buy_rate": 0.02}
    for key, value in inner.items():
        wrong = key + key[-1]
        tree = put((*path, wrong), value)
        sentence = refused(tree)
        assert re.search(r"did you mean '(\w+)'", sentence), sentence


@pytest.mark.parametrize(
    "path", [param.values[0] for param in KEYS if isinstance(param.values[0][-1], str)], ids=str
)
def test_a_missing_key_is_a_default_or_is_named(path):
    tree = copy.deepcopy(WHOLE)
    tree["strategy"]["calendar"][0]["channel"] = None  # so that no place is needed
    inner = tree
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    field = fields_of(Scenario, path[:-1]).get(path[-1])
    if field is not None and field.is_required():
        assert refused(tree).endswith(f"'{'.'.join(map(str, path))}' is missing")
    else:
        Scenario.parse(tree, "the file")


@pytest.mark.parametrize(("path", "value"), KEYS)
def test_a_wrong_value_in_a_file_is_refused_with_file_line_and_key(path, value, tmp_path):
    file = tmp_path / "wrong.yaml"
    text = write_yaml(put(path, {"zzz": 1} if not isinstance(value, dict) else "zzz"))
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AddaError) as caught:
        read_scenario(file)
    found = re.match(r"…?\S*" + re.escape(file.name) + r", line (\d+): '([^']*)", str(caught.value))
    assert found, str(caught.value)
    line = text.splitlines()[int(found[1]) - 1]
    key = next(part for part in reversed(path) if isinstance(part, str))
    if isinstance(path[-1], str):
        assert key in line or "zzz" in line, f"{line!r} for {path}"
    assert str(path[0]) in found[2]
