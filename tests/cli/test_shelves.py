"""What comes with the product, where its numbers come from, what works here, what was made."""

import json
import os
import time

from sim.facts import parameters
from sim.scenarios import shipped_markets, shipped_strategies


def test_list_names_every_template_and_market_with_its_story(adda):
    told = json.loads(adda("list", "--json").stdout)
    assert [one["name"] for one in told["strategies"]] == list(shipped_strategies())
    assert [one["name"] for one in told["markets"]] == list(shipped_markets())
    assert all(one["story"] for shelf in told.values() for one in shelf)


def test_evidence_gives_source_and_grade_of_every_parameter(adda):
    told = json.loads(adda("evidence", "--json").stdout)
    assert [one["name"] for one in told] == list(parameters())
    for one in told:
        assert one["grade"] in ("measured", "published", "expert", "guess")
        assert len(one["cited"]) > 20


def test_evidence_of_one_parameter_is_read_in_a_few_lines(adda):
    said = adda("evidence", "mute_rate").stdout
    assert said.startswith("mute_rate = ")
    assert "grade: " in said
    assert "source: " in said


def test_doctor_finds_this_installation_whole(adda):
    told = json.loads(adda("doctor", "--quick", "--json").stdout)
    found = {one["about"]: one for one in told["findings"]}
    assert all(found[name]["fine"] for name in ("mesa", "numba", "data", "strategy_templates"))


def compared(adda) -> None:
    small = ("--market", "neighbourhood", "--days", 2, "--replicates", 2)
    assert adda("compare", "do_nothing", "facilitator", *small).exit_code == 0


def test_runs_shows_what_was_kept_and_clears_only_that(adda, here):
    assert "nothing in runs/" in adda("runs").stdout
    compared(adda)
    notes = here / "runs" / "notes"
    notes.mkdir()
    (notes / "mine.txt").write_text("keep me")
    (told,) = json.loads(adda("runs", "--json").stdout)
    assert told["pairs"] == 2
    assert "do_nothing against facilitator" in adda("runs").stdout
    assert adda("runs", "clean", typed="n\n").exit_code == 130
    assert (here / "runs" / told["name"]).is_dir()
    assert adda("runs", "clean", typed="y\n").exit_code == 0
    assert sorted(path.name for path in (here / "runs").iterdir()) == ["notes"]


def test_reports_are_cleared_only_when_asked_for(adda, here):
    compared(adda)
    place = here / "runs" / "meeting"
    place.mkdir()
    (place / "report.html").write_text("x")
    assert adda("runs", "clean", "--yes").exit_code == 0
    assert [path.name for path in (here / "runs").iterdir()] == ["meeting"]
    assert adda("runs", "clean", "--reports", "--yes").exit_code == 0
    assert list((here / "runs").iterdir()) == []


def test_clearing_can_spare_what_is_new(adda, here):
    for name in ("old", "new"):
        place = here / "runs" / name
        place.mkdir(parents=True)
        (place / "report.html").write_text("x")
    week_ago = time.time() - 7 * 86_400
    os.utime(here / "runs" / "old" / "report.html", (week_ago, week_ago))
    adda("runs", "clean", "--reports", "--older-than", 3, "--yes")
    assert [path.name for path in (here / "runs").iterdir()] == ["new"]
