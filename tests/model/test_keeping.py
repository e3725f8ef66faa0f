"""A run keeps within a stated memory by what it keeps of single shares, and measures the same."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import dashboard, outcomes, spill
from tests.engines.same import same

BUSY = {
    "market.people": 250,
    "market.brand.customers": 0.4,
    "market.brand.affinity": 0.6,
    "market.brand.followers": 0.5,
    "strategy.offers.per_month": 8.0,
}
EAGER = {"join_probability": 1.0, "share_probability": 0.7, "click_rate": 0.5, "defend_rate": 1.0}


@pytest.fixture(scope="module")
def case() -> sim.Scenario:
    crisis = sim.Shock(day=20, kind="crisis", strength=1.0, people=20, where="public")
    plain = sim.scenario("facilitator", "neighbourhood", days=40, shocks=(crisis,))
    return plain.changed(BUSY)


@pytest.fixture(scope="module")
def kept(case) -> sim.Run:
    return sim.run(case, 3, parameters=EAGER, keep="memory")


@pytest.fixture(scope="module", params=["file", "sums", "tiny"])
def other(request, case, kept) -> sim.Run:
    """The same run with its shares on file, as sums, or moved to a file while it ran."""
    if request.param != "tiny":
        return sim.run(case, 3, parameters=EAGER, keep=request.param)
    world = sim.World.from_market(case.market, 3)
    needed = spill.bytes_of("500 KB") + world.nbytes
    return sim.run(case, 3, world=world, parameters=EAGER, memory=needed)


def test_the_manifest_and_the_run_itself_say_how_shares_are_kept(kept, other):
    assert kept.manifest["shares"] == "kept"
    assert other.manifest["shares"] in ("written", "summed")
    assert other.manifest["shares"] in repr(other)


def test_every_outcome_is_the_same_at_every_horizon(kept, other):
    for day in outcomes.horizons(40):
        assert same_numbers(outcomes.measure(kept, day), outcomes.measure(other, day))
    assert outcomes.by_segment(kept).equals(outcomes.by_segment(other))


def test_the_dashboard_is_the_same(kept, other):
    for table in (dashboard.table, dashboard.visits, dashboard.sales, dashboard.own_places):
        assert table(kept).equals(table(other))


def test_a_saved_run_measures_the_same_when_it_is_loaded(kept, other, tmp_path):
    for run in (kept, other):
        loaded = sim.load_run(run.save(tmp_path / run.manifest["shares"]))
        assert loaded.manifest["shares"] == run.manifest["shares"]
        assert same_numbers(outcomes.measure(loaded), outcomes.measure(kept))


def test_shares_on_file_are_the_same_rows(case, kept):
    written = sim.run(case, 3, parameters=EAGER, keep="file")
    assert all(same(column, written.tables["shares"][name])
               for name, column in kept.tables["shares"].items())  # fmt: skip
    assert written.shares.equals(kept.shares)


def test_summed_shares_say_so_when_single_ones_are_asked_for(case):
    summed = sim.run(case, 3, keep="sums")
    with pytest.raises(sim.AddaError, match=r"summed.*keep='file'"):
        _ = summed.shares
    with pytest.raises(sim.AddaError, match="for the days 30, 40, not for day 11"):
        outcomes.measure(summed, 11, ["cascade_size"])


def test_both_engines_spill_alike(case):
    short = case.changed({"days": 8, "market.people": 60, "shocks": ()})
    world = sim.World.from_market(short.market, 3)
    runs = [
        sim.run(short, 3, world=world, parameters=EAGER, engine=engine, keep="file")
        for engine in ("compiled", "mesa")
    ]
    assert [run.manifest["shares"] for run in runs] == ["written", "written"]
    for name, columns in runs[0].tables.items():
        assert all(same(column, runs[1].tables[name][key]) for key, column in columns.items())


def test_a_memory_that_people_alone_exceed_is_refused_with_how_many_would_fit(case):
    with pytest.raises(sim.AddaError, match=r"memory is 100.0 KB|memory is 0.1 MB.*would fit"):
        sim.run(case, memory="100 KB")


@pytest.mark.parametrize("memory", ["two", "5 XB", "-1 GB", True, "nan GB"])
def test_a_memory_that_is_no_size_is_refused(case, memory):
    with pytest.raises(sim.AddaError, match="is no size such as 500 MB or 2 GB"):
        sim.run(case, memory=memory)


def test_shares_that_must_stay_in_memory_end_the_run_with_a_sentence(case):
    world = sim.World.from_market(case.market, 3)
    with pytest.raises(sim.AddaError, match=r"let them be written \(keep: file\) or summed"):
        sim.run(case, 3, world=world, parameters=EAGER, keep="memory",
                memory=world.nbytes + spill.bytes_of("500 KB"))  # fmt: skip


MEASURED = """
import json, sys
import numpy as np, sim
from sim import outcomes
people = 100_000
ties = np.random.default_rng(1).integers(0, people, (10 * people, 2))
world = sim.World.from_edges(people, close=ties)
case = sim.scenario("do_nothing", "neutral", days=30).changed({"market.memory": 32})
tell = [("conversation", 5, tick) for tick in range(0, 60, 2)]
def run(**how):
    return sim.run(case, 1, world=world, parameters={"share_probability": 0.08}, start=tell, **how)
small = sim.scenario("do_nothing", "neutral", days=1)
sim.run(small, keep="sums")
kept = sys.argv[1] == "kept"
open("/proc/self/clear_refs", "w").write("5")
def figure(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name)) / 1000
before = figure("VmRSS")
done = run(keep="memory") if kept else run(memory=sys.argv[1])
measured = outcomes.measure(done)  # which is when kept shares are laid out as columns
print(json.dumps({"form": done.manifest["shares"], "shares": done.share_table.count,
                  "peak": figure("VmHWM") - before, "outcomes": measured}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="measures memory in /proc")
def test_a_hundred_thousand_people_keep_within_a_memory_that_their_shares_would_exceed():
    kept, tiny = (
        json.loads(subprocess.run([sys.executable, "-c", MEASURED, memory], check=True,
                                  capture_output=True, text=True).stdout)
        for memory in ("kept", "320 MB")
    )  # fmt: skip
    assert (kept["form"], tiny["form"]) == ("kept", "written")
    assert kept["shares"] == tiny["shares"] > 1_000_000
    assert same_numbers(kept["outcomes"], tiny["outcomes"])
    assert tiny["peak"] < kept["peak"] - 50


def same_numbers(ours: dict[str, float], theirs: dict[str, float]) -> bool:
    """Are these the same outcomes, to the last bit?"""
    return ours.keys() == theirs.keys() and all(
        np.array_equal(ours[name], theirs[name], equal_nan=True) for name in ours
    )
