"""Store: work is found again by what it was made from, and never read half-written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.study import store as stores
from sim.study.store import Store, identity
from tests.conftest import ROOT


@pytest.fixture
def short(brand, interest) -> dict:
    """What to compare: three days, four pairs."""
    return {"a": brand, "b": interest, "replicates": 4, "days": 3, "seed": 21}


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def no_run(*_: object, **__: object) -> None:
    pytest.fail("something was run that was there already")


def test_a_comparison_that_was_kept_is_read_back_and_not_run_again(short, tmp_path, monkeypatch):
    first = sim.compare(**short, store=tmp_path)
    monkeypatch.setattr("sim.study.compare.run", no_run)
    again = sim.compare(**short, store=tmp_path)
    assert again.values.tobytes() == first.values.tobytes()
    assert again.to_json() == first.to_json()
    assert list(again.daily) == list(first.daily)


def test_a_study_read_back_can_still_show_its_first_pair(short, tmp_path):
    first = sim.compare(**short, store=tmp_path)
    again = sim.compare(**short, store=tmp_path)
    assert again.first is None
    for mine, theirs in zip(first.runs, again.runs, strict=True):
        for name, columns in mine.tables.items():
            for key, column in columns.items():
                assert np.array_equal(column, theirs.tables[name][key]), (name, key)


def test_more_pairs_only_add_to_what_is_there(short, tmp_path):
    sim.compare(**short, store=tmp_path)
    before = files(tmp_path)
    more = sim.compare(**{**short, "replicates": 6}, store=tmp_path)
    after = files(tmp_path)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 2
    assert more.to_json() == sim.compare(**{**short, "replicates": 6}).to_json()


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 22},
        {"days": 4},
        {"fix_world": True},
        {"parameters": {"tell_rate": 0.2}},
    ],
    ids=str,
)
def test_another_question_is_another_study(short, tmp_path, change):
    sim.compare(**short, store=tmp_path)
    sim.compare(**{**short, **change}, store=tmp_path)
    assert len(Store(tmp_path).entries()) == 2


def test_other_sources_are_another_study(tmp_path, monkeypatch):
    place = Store(tmp_path).study("compare", {"seed": 1}, "title")
    monkeypatch.setattr(stores, "source_hash", lambda: "changed")
    assert Store(tmp_path).study("compare", {"seed": 1}, "title").folder != place.folder


def test_an_edge_file_counts_by_its_content_not_by_its_place(tmp_path, brand):
    def with_edges(name: str, text: str) -> dict:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return identity(brand.changed({"market.network.edges": str(path)}))

    one = with_edges("one.csv", "0,1\n1,2\n")
    assert one == with_edges("two.csv", "0,1\n1,2\n")
    assert one != with_edges("three.csv", "0,1\n1,3\n")
    gone = brand.changed({"market.network.edges": str(tmp_path / "gone.csv")})
    with pytest.raises(sim.AddaError, match=r"the edge file '.*gone.csv' cannot be read"):
        identity(gone)


@pytest.mark.parametrize("cut", [0, 1, 100, 5000, -1, -22])
def test_a_part_that_was_cut_off_counts_as_not_there(short, tmp_path, cut):
    first = sim.compare(**short, store=tmp_path)
    (part,) = tmp_path.glob("compare-*/000002.npz")
    whole = part.read_bytes()
    part.write_bytes(whole[:cut])
    again = sim.compare(**short, store=tmp_path)
    assert again.to_json() == first.to_json()
    assert part.read_bytes() == whole


def test_a_part_with_a_turned_bit_counts_as_not_there(tmp_path):
    study = Store(tmp_path).study("compare", {}, "")
    study.write(0, {"values": np.arange(1000.0)})
    assert study.read(0)["values"].sum() == 499_500
    part = study.part(0)
    spoilt = bytearray(part.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    part.write_bytes(spoilt)
    assert study.read(0) is None


def test_the_same_arrays_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        study = Store(tmp_path / name).study("compare", {"seed": 1}, "title")
        study.write(0, {"values": np.arange(5.0), "day": np.arange(3)})
        time.sleep(0.01)
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
@pytest.mark.slow
def test_killed_at_any_moment_a_study_goes_on_and_ends_with_the_same_bytes(short, tmp_path):
    sim.compare(**short, store=tmp_path / "whole")
    script = (
        "import sim, sys\n"
        "a = sim.scenario('brand_centric', market='neighbourhood', days=3)\n"
        "print('begun', flush=True)\n"
        "sim.compare(a, a.with_strategy('interest_centric'), 4, 21, workers=1, store=sys.argv[1])\n"
    )
    for delay in (0.0, 0.15, 0.3, 0.5, 0.8, 1.2):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "killed")],
            cwd=ROOT, stdout=subprocess.PIPE,
        )  # fmt: skip
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    sim.compare(**short, store=tmp_path / "killed")
    Store(tmp_path / "killed").clean([])  # what broken writes left
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of this kind")
def test_on_a_disk_that_takes_no_more_a_study_ends_well_and_leaves_nothing_half(tmp_path):
    """A real limit on how large a file may get stands in for the end of a disk."""
    script = (
        "import resource, sim, sys, warnings\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "a = sim.scenario('brand_centric', market='neighbourhood', days=3)\n"
        "with warnings.catch_warnings(record=True) as heard:\n"
        "    warnings.simplefilter('always')\n"
        "    found = sim.sweep(a, a.with_strategy('do_nothing'), ['tell_rate'], 2, replicates=40,\n"
        "                      store=sys.argv[1])\n"
        "assert any('can no longer be kept' in str(one.message) for one in heard)\n"
        "print(found.table('hours').to_csv(), end='')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    a = sim.scenario("brand_centric", market="neighbourhood", days=3)
    same = sim.sweep(a, a.with_strategy("do_nothing"), ["tell_rate"], 2, replicates=40)
    assert told == same.table("hours").to_csv()
    assert not list(tmp_path.rglob("*.npz"))
    assert not list(tmp_path.rglob(".part-*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
@pytest.mark.slow
def test_a_sweep_killed_at_any_moment_goes_on_and_ends_with_the_same_bytes(brand, tmp_path):
    given = {"over": ["tell_rate"], "points": 60, "replicates": 4, "days": 10, "seed": 2}
    sim.sweep(brand, None, store=tmp_path / "whole", **given)
    script = (
        "import sim, sys\n"
        "a = sim.scenario('brand_centric', market='neighbourhood', days=14)\n"
        "print('begun', flush=True)\n"
        "sim.sweep(a, None, ['tell_rate'], 60, replicates=4, days=10, seed=2, workers=1,\n"
        "          store=sys.argv[1])\n"
    )
    kept = []
    for delay in (0.0, 0.1, 0.2, 0.3, 0.5):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "killed")],
            cwd=ROOT, stdout=subprocess.PIPE,
        )  # fmt: skip
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        kept.append(len(list(tmp_path.rglob("killed/*/*.npz"))))
    sim.sweep(brand, None, store=tmp_path / "killed", **given)
    Store(tmp_path / "killed").clean([])  # what broken writes left
    assert files(tmp_path / "killed") == files(tmp_path / "whole")
    assert kept == sorted(kept)


def test_a_full_disk_is_told_and_does_not_end_the_study(short, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.os, "fsync", full)
    with pytest.warns(UserWarning, match=r"can no longer be kept .* No space left on device"):
        found = sim.compare(**short, store=tmp_path)
    monkeypatch.undo()
    assert found.to_json() == sim.compare(**short).to_json()
    assert not [name for name in files(tmp_path) if name.endswith(".npz")]


def test_the_list_says_what_is_there(short, tmp_path):
    assert Store(tmp_path / "nowhere").entries() == []
    sim.compare(**short, store=tmp_path)
    (entry,) = Store(tmp_path).entries()
    assert entry.kind == "compare"
    assert entry.title == "brand_centric against interest_centric on neighbourhood, 3 days"
    assert entry.parts == 4
    assert entry.bytes == sum(map(len, files(tmp_path).values()))


def test_cleaning_removes_what_the_store_wrote_and_nothing_else(short, tmp_path):
    sim.compare(**short, store=tmp_path)
    (entry,) = Store(tmp_path).entries()
    mine = {"report.html": tmp_path / "report.html", "beside": entry.folder / "report.html"}
    for path in mine.values():
        path.write_text("a user's own", encoding="utf-8")
    (entry.folder / ".part-left").write_bytes(b"half")
    freed = Store(tmp_path).clean()
    assert freed >= entry.bytes
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == set(mine.values())
    assert Store(tmp_path).entries() == []


def test_only_what_is_there_can_be_cleaned(tmp_path):
    with pytest.raises(sim.AddaError, match=r"'\.\./precious' is not in"):
        Store(tmp_path).clean(["../precious"])


def test_a_run_is_kept_whole_and_found_by_its_inputs(brand, tmp_path):
    case = brand.changed({"days": 2})
    run = sim.run(case, 5, parameters={"tell_rate": 0.2})
    folder = Store(tmp_path).keep_run(run)
    found = Store(tmp_path).find_run(case, 5, {"tell_rate": 0.2})
    assert found.outcomes().equals(run.outcomes())
    assert Store(tmp_path).find_run(case, 6, {"tell_rate": 0.2}) is None
    assert Store(tmp_path).find_run(case, 5) is None
    assert Store(tmp_path).keep_run(run) == folder


def test_a_run_without_its_last_file_is_not_there(brand, tmp_path):
    case = brand.changed({"days": 2})
    folder = Store(tmp_path).keep_run(sim.run(case, 5))
    (folder / stores.INPUTS).unlink()
    assert Store(tmp_path).find_run(case, 5) is None
    Store(tmp_path).keep_run(sim.run(case, 5))
    assert Store(tmp_path).find_run(case, 5) is not None
