"""`adda import analytics`, `import sales`, `import --fit`, `health` and `export-chat`."""

import json
from pathlib import Path

import pytest

from sim.scenarios import read_market

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


def test_analytics_become_an_interval_and_a_picture(adda, here):
    said = adda("import", "analytics", SAMPLES / "made_up_ga4_exploration.csv", "--market", "web")
    assert said.exit_code == 0
    assert "of all visits" in said.stdout
    told = json.loads((here / "my_markets" / "web.json").read_text())
    share = told["dark_social"]["share"]
    assert 0 < share["low"] < share["central"] < share["high"] < 1
    assert "plotly" in (here / "my_markets" / "web.html").read_text(encoding="utf-8")


def test_an_assumption_that_is_switched_changes_the_interval(adda):
    shares = []
    for more in (
        (),
        ("--assume", "other_direct=off"),
        ("--assume", "typed=0.4,0.45,0.5", "--assume", "measure_typed=off"),
    ):
        file = SAMPLES / "made_up_ga4_exploration.csv"
        told = json.loads(adda("import", "analytics", file, "--json", *more).stdout)
        shares.append(told["dark_social"]["share"]["central"])
    assert shares[1] > shares[0] > shares[2]


def test_plausible_and_matomo_are_read_with_their_direct_visits(adda):
    for file, direct in (
        ("made_up_plausible.zip", "made_up_plausible_direct.zip"),
        ("made_up_matomo_entry_pages.tsv", "made_up_matomo_entry_pages_direct.tsv"),
    ):
        answer = adda("import", "analytics", SAMPLES / file, "--direct", SAMPLES / direct, "--json")
        told = json.loads(answer.stdout)
        assert told["basis"] == "cross"


def test_sales_become_a_bass_curve_and_a_target(adda, here):
    said = adda("import", "sales", SAMPLES / "made_up_sign_ups.csv", "--market", "shop")
    assert said.exit_code == 0
    told = json.loads((here / "my_markets" / "shop.json").read_text())
    q = told["target"]["bass_q_word_of_mouth"]
    assert q["low"] < q["value"] < q["high"]
    assert {path.suffix for path in (here / "my_markets").iterdir()} == {".json", ".html"}


def test_estimates_find_a_free_name(adda, here):
    for _ in range(2):
        adda("import", "sales", SAMPLES / "made_up_sign_ups.csv")
    names = {path.name for path in (here / "my_markets").glob("*.json")}
    assert names == {"my_sales.json", "my_sales_2.json"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("analytics", "web.csv", "--assume", "tipped=off"), "did you mean 'typed'"),
        (("analytics", "web.csv", "--assume", "typed=0.5,0.2,0.1"), "rising"),
        (("analytics", "web.csv", "--assume", "typed=3"), "low,central,high"),
        (("analytics", "web.csv", "--assume", "drop_unset=maybe"), "on or off"),
        (("analytics", "web.csv", "--members", "9"), "needs none"),
        (("analytics", "web.csv", "--market", "../up"), "letters a-z"),
        (("sales", "web.csv", "web.csv"), "one file"),
        (("sales", "web.csv", "--fit"), "--fit is for"),
        (("sales", "web.csv"), "column"),
        (("sales", "nowhere.csv"), "there is no file"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(words, said, here, refused):
    source = (SAMPLES / "made_up_ga4_exploration.csv").read_bytes()
    (here / "web.csv").write_bytes(source)
    assert said in refused("import", *words)


def test_a_chat_is_written_and_read_back(adda, here):
    said = adda("export-chat", "facilitator", "--as", "telegram", "--days", 40, "--seed", 3)
    assert said.exit_code == 0
    assert "facilitator_telegram.json" in said.stdout
    told = json.loads(adda("import", "telegram", "facilitator_telegram.json", "--json").stdout)
    assert told["messages"] > 0
    kept = adda("run", "facilitator", "--days", 40, "--seed", 3, "--out", "my_runs/one")
    assert kept.exit_code == 0
    adda("export-chat", "my_runs/one", "--as", "telegram", "--out", "again.json")
    assert (here / "again.json").read_bytes() == (here / "facilitator_telegram.json").read_bytes()


def test_an_export_is_not_written_over_another_unasked(adda, refused, here):
    (here / "mine.txt").write_text("mine")
    words = ("export-chat", "facilitator", "--days", "9", "--out", "mine.txt")
    assert "--replace" in refused(*words)
    assert adda(*words, "--replace").exit_code == 0


def test_what_cannot_be_exported_is_refused(refused):
    assert "did you mean 'facilitator'" in refused("export-chat", "facilitatr")
    assert "nobody ever joined" in refused("export-chat", "do_nothing", "--days", "3")


def test_health_lays_a_chat_and_a_run_side_by_side(adda):
    words = ("telegram", SAMPLES / "made_up_telegram.json", "--members", 81)
    told = json.loads(
        adda("health", *words, "--beside", "facilitator", "--days", 60, "--json").stdout
    )
    assert {row["model"] for row in told} == {"CHAOSS", "Orbit"}
    assert all({"yours", "simulated"} <= set(row) for row in told)
    assert "community health" in adda("health", *words).stdout


def test_health_of_something_else_is_refused(refused):
    assert "did you mean 'whatsapp'" in refused("health", "whatsap", "x.txt")
    assert "one strategy" in refused("health", "run", "a", "b")


@pytest.mark.slow
def test_a_fitted_market_is_compared_with_what_fits_it(adda, here):
    file = SAMPLES / "made_up_telegram.json"
    limits = ("--most-people", 600, "--most-days", 60)
    words = ("--members", 30, "--fit", "--draws", 250, "--market", "ours", *limits)
    said = adda("import", "telegram", file, *words)
    assert said.exit_code == 0, said.output
    assert "held the truth" in said.stdout
    assert "run as facilitator on the market boutique" in " ".join(said.stdout.split())
    assert "at most 600 and 60; your chat spans 111 days" in " ".join(said.stdout.split())
    assert "--uncertain" in said.stdout
    assert read_market(here / "my_markets" / "ours.yaml").people == 300
    assert (here / "my_markets" / "ours_sets.csv").is_file()
    words = ("--market", "my_markets/ours.yaml", "--days", 9, "--pairs", 3, "--json")
    plain, uncertain = (
        json.loads(adda("compare", "facilitator", "do_nothing", *words, *more).stdout)
        for more in ((), ("--uncertain",))
    )
    assert plain["outcomes"] != uncertain["outcomes"]


def test_the_market_beneath_is_chosen_and_told(adda, here, refused):
    file = SAMPLES / "made_up_telegram.json"
    said = adda("import", "telegram", file, "--members", 81, "--base", "handloom", "--market", "m")
    assert said.exit_code == 0, said.output
    made = read_market(here / "my_markets" / "m.yaml")
    assert made.product == read_market("handloom").product
    assert "as in the market handloom" in " ".join(made.story.split())
    assert "did you mean 'handloom'" in refused("import", "telegram", file, "--base", "handlom")
    assert "--base is for" in refused("import", "sales", file, "--base", "city")
    assert "goes with --fit" in refused("import", "telegram", file, "--most-people", 900)
    words = ("import", "telegram", file, "--fit", "--most-days", 3)
    assert "allowed is 28 to" in refused(*words)
