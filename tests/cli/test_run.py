"""`adda run`: outcomes on the screen, tables in a folder, JSON for scripts."""

import json

import pytest

import sim

SMALL = ("--market", "neighbourhood", "--days", "4")


def test_json_is_the_only_thing_on_standard_output(adda):
    told = json.loads(adda("run", "facilitator", *SMALL, "--json").stdout)
    assert told["manifest"]["strategy"] == "facilitator"
    assert len(told["outcomes"]) >= 20


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(adda):
    first, again, other = (
        json.loads(adda("run", "facilitator", *SMALL, "--seed", seed, "--json").stdout)["outcomes"]
        for seed in (5, 5, 6)
    )
    assert first == again
    assert first != other


def test_both_engines_print_the_same(adda):
    first, other = (
        json.loads(adda("run", "facilitator", *SMALL, "--engine", name, "--json").stdout)
        for name in ("compiled", "mesa")
    )
    assert (first["manifest"]["engine"], other["manifest"]["engine"]) == ("compiled", "mesa")
    assert first["outcomes"] == other["outcomes"]


def test_the_table_names_people_days_and_outcomes(adda):
    said = adda("run", "facilitator", *SMALL).stdout
    assert "300 people, 4 days, seed 0" in said
    assert "Support saved by members" in said


def test_set_changes_the_scenario(adda):
    told = adda("run", "facilitator", *SMALL, "--set", "market.people=80", "--set",
                "strategy.presence.pages=[facebook]", "--out", "kept")  # fmt: skip
    assert told.exit_code == 0
    kept = sim.load_run("kept").scenario
    assert kept.market.people == 80
    assert kept.strategy.presence.pages == ("facebook",)


def test_a_kept_run_reads_back_with_the_outcomes_that_were_printed(adda):
    told = json.loads(adda("run", "facilitator", *SMALL, "--out", "kept", "--json").stdout)
    again = sim.load_run("kept").outcomes().set_index("outcome").value
    for name, one in told["outcomes"].items():
        if one["value"] is not None:
            assert again[name] == pytest.approx(one["value"], rel=1e-12)


def test_a_whole_scenario_in_a_file_runs(adda, here):
    (here / "case.yaml").write_text("strategy: facilitator\nmarket: neighbourhood\ndays: 3\n")
    told = json.loads(adda("run", "case.yaml", "--json").stdout)
    assert told["manifest"]["ticks"] == 12
    shorter = json.loads(adda("run", "case.yaml", "--days", 2, "--json").stdout)
    assert shorter["manifest"]["ticks"] == 8


def test_what_is_there_is_not_replaced_unasked(adda, refused, here):
    adda("run", "do_nothing", *SMALL, "--out", "kept")
    before = (here / "kept" / "manifest.json").read_bytes()
    assert "--replace" in refused("run", "facilitator", *SMALL, "--out", "kept")
    assert (here / "kept" / "manifest.json").read_bytes() == before
    assert adda("run", "facilitator", *SMALL, "--out", "kept", "--replace").exit_code == 0
    assert sim.load_run("kept").manifest["strategy"] == "facilitator"


def test_a_folder_with_other_files_is_never_replaced(here, refused):
    (here / "photos").mkdir()
    (here / "photos" / "cat.jpg").write_bytes(b"x")
    assert "holds other files" in refused("run", "do_nothing", "--out", "photos", "--replace")


def test_a_file_in_place_of_the_folder_is_refused(here, refused):
    (here / "kept").write_text("x")
    assert "file" in refused("run", "do_nothing", *SMALL, "--out", "kept")
    assert "file" in refused("run", "do_nothing", *SMALL, "--out", "kept/below")


def test_hostile_titles_are_shown_as_text(adda, here):
    (here / "bad.yaml").write_text(
        'name: x\ntitle: "[red]\\x1b[31m=cmd()\\u202e</script>"\n', encoding="utf-8"
    )
    said = adda("run", "bad.yaml", *SMALL)
    assert said.exit_code in (0, 2)
    assert "\x1b" not in said.output
    assert "\u202e" not in said.output
    assert "[red]" in said.output


def test_the_outcomes_speak_bengali(adda):
    said = adda("run", "do_nothing", *SMALL, "--lang", "bn").stdout
    assert any("\u0980" <= letter <= "\u09ff" for letter in said)
