"""`adda compare`: the main job, on shipped markets and on markets made from a user's files."""

import json
from pathlib import Path

import pytest

from sim.cli import main, sizes
from sim.scenarios import read_market

PAIR = ("compare", "brand_centric", "interest_centric")
TINY = ("--days", 3, "--replicates", 2)
SMALL = ("--market", "neighbourhood", "--days", 6, "--replicates", 3)


def test_the_score_board_shows_both_kinds_of_success_and_a_verdict(adda):
    said = adda(*PAIR, *SMALL)
    assert said.exit_code == 0
    for word in ("business", "community", "Sales", "Belonging", "After 6 days"):
        assert word in said.stdout
    assert "300 people, 6 days, 3 pairs" in said.stdout


def test_json_is_the_only_thing_on_standard_output(adda):
    told = json.loads(adda(*PAIR, *SMALL, "--json").stdout)
    assert told["pairs"] == 3
    assert told["verdict"].startswith("After 6 days")
    assert {one["outcome"] for one in told["outcomes"]} >= {"sales", "belonging", "dark_share"}


def test_a_strategy_against_itself_differs_by_nothing(adda):
    told = json.loads(adda("compare", "facilitator", "facilitator", *SMALL, "--json").stdout)
    assert told["same"]
    assert {one["difference"] for one in told["outcomes"]} <= {0, None}


def test_set_changes_one_side_or_both(adda):
    words = ("compare", "facilitator", "facilitator", *SMALL, "--json")
    both = json.loads(adda(*words, "--set", "market.people=120").stdout)
    assert both["same"]
    assert both["people"] == 120
    one = json.loads(adda(*words, "--set", "b.strategy.posts_per_week=20").stdout)
    assert not one["same"]


def test_finished_pairs_are_not_run_again_and_give_the_same(adda, here):
    first = adda(*PAIR, *SMALL, "--json").stdout
    parts = sorted(here.glob("runs/*/*.npz"))
    kept = [part.stat().st_mtime_ns for part in parts]
    assert adda(*PAIR, *SMALL, "--json").stdout == first
    assert [part.stat().st_mtime_ns for part in parts] == kept
    assert len(parts) == 3


def test_make_run_compares_a_thousand_people_in_32_pairs():
    asked = main.commands["compare"].make_context("compare", ["a", "b"]).params
    assert read_market(sizes.MARKET).people == 1000
    assert (asked["replicates"], sizes.DAYS) == (32, 90)


def test_bengali_is_spoken_when_asked_for(adda):
    said = adda(*PAIR, *SMALL, "--lang", "bn").stdout
    assert "৩০০" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brand_centric",), "missing argument 'B'"),
        (("brand_centrc", "facilitator"), "did you mean 'brand_centric'"),
        (("facilitator", "facilitator", "--replicates", "1"), "2 to 100,000"),
        (("facilitator", "facilitator", "--replicates", "1000000"), "2 to 100,000"),
        (("facilitator", "facilitator", "--workers", "0"), "workers"),
        (("facilitator", "facilitator", "--days", "-3"), "1 to 3,650"),
        (("facilitator", "facilitator", "--lang", "xx"), "allowed is en, bn"),
        (("facilitator", "facilitator", "--set", "b.market.people=50"), "same market"),
        (("facilitator", "facilitator", "--set", "c.strategy.control=1"), "not a key"),
        (("facilitator", "facilitator", "--market", "nowhere.yaml"), "there is no file"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused(words, said, refused):
    assert said in refused("compare", *words)


def test_the_whole_road_from_a_whatsapp_sample(adda, shared: Path):
    sample = shared / "data/chats/whatsapp/en-gb_ios_24h_lrm.txt"
    if not sample.is_file():
        pytest.skip("the WhatsApp samples are not in the folder 'shared'")
    assert adda("import", "whatsapp", sample, "--members", 20, "--market", "ours").exit_code == 0
    told = json.loads(adda(*PAIR, *TINY, "--market", "my_markets/ours.yaml", "--json").stdout)
    assert told["market"] == "ours"
    assert told["verdict"]


@pytest.mark.slow
def test_the_whole_road_from_the_college_network(adda, shared: Path):
    edges = shared / "data/networks/college_messages.csv.gz"
    if not edges.is_file():
        pytest.skip("the college messages are not in the folder 'shared'")
    assert adda("import", "edges", edges, "--market", "college").exit_code == 0
    told = json.loads(adda(*PAIR, *TINY, "--market", "my_markets/college.yaml", "--json").stdout)
    assert told["people"] == 1899
    assert told["verdict"]
