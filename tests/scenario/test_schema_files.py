"""The JSON Schemas that editors use agree with the checks that the product makes."""

import json

import pytest
from jsonschema import Draft202012Validator

from sim import facts
from sim.schema_files import PARTS, schema, schema_texts, write_schemas
from sim.yaml_text import read_yaml


def test_the_schema_files_are_up_to_date(root):
    for name, text in schema_texts().items():
        path = root / "docs" / "schema" / name
        assert path.read_text(encoding="utf-8") == text, (
            f"{name} is old: run `python -m sim.schema_files docs/schema`"
        )


def test_writing_makes_the_folder_and_the_three_files(tmp_path):
    paths = write_schemas(tmp_path / "new" / "folder")
    assert sorted(path.name for path in paths) == sorted(schema_texts())
    for path in paths:
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("part", "folder"), [("strategy", "strategy_templates"), ("market", "data/markets")]
)
def test_every_shipped_file_is_valid_by_its_schema(root, part, folder):
    validator = Draft202012Validator(schema(PARTS[part]))
    for path in sorted((root / folder).glob("*.yaml")):
        errors = [error.message for error in validator.iter_errors(read_yaml(path)[0])]
        assert not errors, f"{path.name}: {errors}"


def test_editors_are_offered_every_channel_and_every_behaviour():
    market = schema(PARTS["market"])
    use = market["$defs"]["Segment"]["properties"]["channels"]["properties"]
    assert tuple(use) == facts.channels().names
    assert set(market["properties"]["behaviour"]["properties"]) == set(facts.parameters())
    presence = schema(PARTS["strategy"])["$defs"]["Presence"]["properties"]
    pages, rooms = presence["pages"]["items"]["enum"], presence["home"]["anyOf"][0]["enum"]
    assert set(pages).isdisjoint(rooms)
    assert set(pages) | set(rooms) == set(facts.channels().names)


@pytest.mark.parametrize(
    "tree",
    [
        {"name": "a", "title": "b", "control": 2},
        {"name": "a", "title": "b", "controll": 0.5},
        {"name": "a", "title": "b", "presence": {"pages": ["whatsapp"]}},
        {"name": "a", "title": "b", "presence": {"home": "facebook"}},
        {"name": "a", "title": "b", "calendar": [{"day": 1, "kind": "rumour"}]},
        {"name": "A b", "title": "b"},
        {"title": "b"},
    ],
)
def test_what_a_reading_refuses_an_editor_marks(tree):
    from sim.errors import AddaError
    from sim.strategy import Strategy

    assert not Draft202012Validator(schema(Strategy)).is_valid(tree)
    with pytest.raises(AddaError):
        Strategy.parse(tree, "a file")


def test_a_scenario_file_may_name_its_market_and_strategy():
    validator = Draft202012Validator(schema(PARTS["scenario"]))
    assert validator.is_valid({"market": "boutique", "strategy": "brand_centric"})
    assert validator.is_valid({"market": "boutique", "strategy": "mine/own.yaml"})
    assert not validator.is_valid({"market": "no_such_market", "strategy": "brand_centric"})


def test_every_lever_has_a_title_a_description_and_a_group():
    told = {"name", "title", "story", "mission", "swot"}
    for name, field in PARTS["strategy"].model_fields.items():
        assert field.title, name
        if name not in told:
            assert field.description, name
            assert field.json_schema_extra["group"] in (
                "who",
                "how",
                "what",
                "where",
                "start",
                "wrong",
            )
