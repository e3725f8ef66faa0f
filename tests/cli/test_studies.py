"""`adda sweep`, `discover`, `sensitivity`, `explain`, `optimise`, `export`, `runs show`."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT

PAIR = ("brand_centric", "interest_centric")
SMALL = ("--market", "neighbourhood", "--days", 6, "--replicates", 2)
OVER = ("--over", "b.strategy.posts_per_week=0..10", "--over", "tell_rate")
STUDIES = {
    "sweep": ("sweep", *PAIR, *OVER, "--points", 5, *SMALL),
    "discover": ("discover", *PAIR, *OVER, "--points", 5, *SMALL),
    "sensitivity": ("sensitivity", *PAIR, *OVER, "--method", "morris", "--size", 2, *SMALL),
    "explain": ("explain", *PAIR, *SMALL),
    "mechanisms": ("explain", *PAIR, "--by", "mechanisms", *SMALL),
    "optimise": ("optimise", "facilitator", "--trials", 4, "--fresh", 2, *SMALL),
    "holds": ("holds", *PAIR, "--only", "share_once", "--more", 2, *SMALL),
    "markets": ("holds", *PAIR, "--by", "markets", *SMALL),
}


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_tells_its_cost_a_sentence_and_json_and_leaves_a_picture(adda, here, name):
    said = adda(*STUDIES[name], "--picture", "p.html")
    assert said.exit_code == 0, said.output
    assert "This takes" in said.stderr
    assert (here / "p.html").stat().st_size > 1_000_000
    told = adda(*STUDIES[name], "--json")
    assert json.loads(told.stdout)["sentence"]
    bengali = adda(*STUDIES[name], "--lang", "bn")
    assert bengali.exit_code == 0


@pytest.mark.parametrize("name", sorted(set(STUDIES) - {"discover"}))
def test_what_is_kept_is_told_and_drawn_again_from_its_manifest(adda, here, name):
    adda(*STUDIES[name], "--picture", "first.html")
    (folder,) = (here / "runs").iterdir()
    said = adda("runs", "show", folder.name[:-4], "--outcome", "sales", "--picture", "p.html")
    assert said.exit_code == 0, said.output
    assert (here / "p.html").read_bytes() == (here / "first.html").read_bytes()
    assert f"adda runs show {folder.name} --picture" in " ".join(said.stdout.split())
    told = json.loads(adda("runs", "show", folder.name, "--json").stdout)
    assert told["table"]
    assert told["title"]
    assert told["as_now"]
    assert "removed 1 from runs/" in adda("runs", "clean", "--yes").stdout


def test_plans_are_saved_as_strategies_that_validate(adda, here):
    adda(*STUDIES["optimise"], "--save", "mine", "--platforms")
    plans = sorted((here / "mine").glob("*.yaml"))
    assert plans
    assert adda("validate", *plans).exit_code == 0
    assert "is already there" in adda(*STUDIES["optimise"], "--save", "mine").stderr


@pytest.mark.parametrize("tool", ["pymc", "meridian", "robyn"])
def test_a_series_is_written_with_its_truth_and_says_that_it_is_made_up(adda, here, tool):
    words = ("export", tool, "brand_centric", "--market", "neighbourhood", "--days", 21)
    said = adda(*words, "--geos", 2)
    assert said.exit_code == 0, said.output
    folder = here / "my_series" / f"{tool}_brand_centric"
    assert {path.name for path in folder.iterdir()} == {"series.csv", "truth.csv", "columns.json"}
    about = json.loads((folder / "columns.json").read_text())
    assert "Simulated" in about["made_up"]
    assert "already there" in adda(*words).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sweep", *PAIR), "name with --over"),
        (("sweep", *PAIR, "--over", "tel_rate"), "did you mean 'tell_rate'"),
        (("sweep", *PAIR, "--over", "days=3..x"), "'x' is not a number"),
        (("sweep", *PAIR, "--over", "tell_rate", "--over", "tell_rate"), "named twice"),
        (("sweep", *PAIR, "--over", "tell_rate=3"), "expected LOW..HIGH or a list"),
        (("sweep", *PAIR, "--over", "tell_rate", "--outcome", "dark_share"), "is yours to say"),
        (("discover", *PAIR, "--over", "tell_rate", "--picture", "p.png"), "written as .html"),
        (("sensitivity", *PAIR, "--method", "morise"), "did you mean 'morris'"),
        (("explain", *PAIR, "--by", "luck"), "allowed is levers, mechanisms"),
        (("explain", *PAIR, "--outcome", "salez"), "did you mean 'sales'"),
        (("optimise", "facilitator", "--hours", "-1"), "hours is -1"),
        (("optimise", "facilitator", "--ends", "sales,foo"), "'foo' is not an outcome"),
        (("export", "pymk", "facilitator"), "did you mean 'pymc'"),
        (("export", "pymc", "do_nothing"), "has no page, community"),
        (("runs", "show", "sweep-0"), "is not in runs/"),
        (("holds", *PAIR, "--by", "marktes"), "did you mean 'markets'"),
        (("holds", *PAIR, "--by", "markets", "--only", "tell_rate"), "leave it out"),
        (("holds", *PAIR, "--pairs", "1"), "replicates is 1"),
        (("holds", *PAIR, "--more", "-1"), "more is -1"),
        (("holds", *PAIR, "--set", "b.strategy.contrl=1"), "did you mean 'control'"),
        (("sensitivity", *PAIR, "--keep", "1"), "keep is 1"),
        (("sensitivity", *PAIR, "--size", "5"), "a power of two"),
        (("optimise", "facilitator", "--replicates", "0"), "replicates is 0"),
        (("sweep", *PAIR, *OVER, "--axes", "tel_rate", "--picture", "p.html"), "'tell_rate'"),
        (("sweep", *PAIR, *OVER, "--axes", "tell_rate"), "name its place with --picture"),
        (("compare", *PAIR, "--scheduler", "tcp://127.0.0.1:9"), "no Dask scheduler answers"),
    ],
)
def test_what_cannot_be_studied_is_refused_in_a_sentence(refused, words, said):
    assert said in refused(*words)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C another way")
def test_ctrl_c_leaves_a_usable_part_and_the_same_command_goes_on(here):
    words = ["sweep", *PAIR, *OVER, "--points", "4000", "--market", "neighbourhood",
             "--days", "20", "--replicates", "2", "--json"]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", *map(str, words)], cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while len(list(here.glob("runs/*/*.npz"))) < 5 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from there" in err
    assert 5 <= json.loads(out)["points"] < 4000
