"""A strategy or market of one's own: written with every key explained, checked, and run."""

import json

import pytest

from sim.cli.commented import commented_yaml
from sim.market import Market
from sim.scenarios import read_market, read_strategy, shipped_markets, shipped_strategies
from sim.strategy import Strategy
from sim.yaml_text import parse_yaml


@pytest.mark.parametrize("name", shipped_strategies())
def test_a_commented_strategy_reads_back_the_same(name):
    strategy = read_strategy(name)
    tree, lines = parse_yaml(commented_yaml(strategy, "x.json"))
    assert Strategy.parse(tree, "it", lines) == strategy


@pytest.mark.parametrize("name", shipped_markets())
def test_a_commented_market_reads_back_the_same(name):
    market = read_market(name)
    tree, lines = parse_yaml(commented_yaml(market, "x.json"))
    assert Market.parse(tree, "it", lines) == market


def test_every_lever_of_a_new_strategy_is_explained(adda, here):
    assert adda("new", "strategy", "mine", "--from", "facilitator").exit_code == 0
    lines = (here / "my_strategies" / "mine.yaml").read_text(encoding="utf-8").splitlines()
    for name in Strategy.model_fields:
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{name}:"))
        assert lines[at - 1].startswith("# "), name


def test_an_editor_finds_the_schema_of_a_new_file(adda, here):
    adda("new", "market", "ours")
    first = (here / "my_markets" / "ours.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = here / "my_markets" / first.partition("$schema=")[2]
    assert "segments" in json.loads(schema.read_text(encoding="utf-8"))["properties"]


def test_a_new_file_never_replaces_another(adda, refused, here):
    adda("new", "strategy", "mine")
    file = here / "my_strategies" / "mine.yaml"
    file.write_text("mine: 1\n")
    assert "already there" in refused("new", "strategy", "mine")
    assert file.read_text() == "mine: 1\n"


def test_a_new_strategy_on_a_new_market_runs(adda):
    adda("new", "strategy", "mine", "--from", "do_nothing")
    adda("new", "market", "ours", "--from", "neighbourhood")
    told = adda(
        "run", "my_strategies/mine.yaml", "--market", "my_markets/ours.yaml", "--days", 2, "--json"
    )
    assert json.loads(told.stdout)["manifest"]["market"] == "ours"


def test_validate_says_what_each_file_is(adda, here):
    adda("new", "strategy", "mine")
    adda("new", "market", "ours")
    (here / "whole.yaml").write_text("strategy: facilitator\nmarket: my_markets/ours.yaml\n")
    told = adda(
        "validate", "my_strategies/mine.yaml", "my_markets/ours.yaml", "whole.yaml", "--json"
    )
    assert [one["kind"] for one in json.loads(told.stdout)] == ["strategy", "market", "scenario"]


def test_validate_goes_on_after_a_wrong_file(adda, here):
    (here / "bad.yaml").write_text("name: x\ntitle: x\ncontrl: 1\n")
    (here / "good.yaml").write_text("name: x\ntitle: x\n")
    told = adda("validate", "bad.yaml", "good.yaml")
    assert told.exit_code == 2
    assert "contrl" in told.stderr
    assert "good.yaml: a strategy" in told.stdout
