"""Again: a manifest and its parts give every table and figure back, to the byte."""

import shutil

import numpy as np
import pytest

import sim
from sim.study.again import READERS, again
from sim.study.kept import folder_of
from sim.study.store import KINDS, Store

OVER = {"tell_rate": None, "b.strategy.control": (0.0, 0.8)}
FEW = {"replicates": 2, "days": 3}


def only(folder) -> str:
    (entry,) = Store(folder).entries()
    return entry.folder


def a_comparison(a, b, store):
    return sim.compare(a, b, 3, 5, days=3, store=store)


def an_uncertain_comparison(a, b, store):
    return sim.compare(a, b, 3, 5, days=3, parameters="accepted", store=store)


def a_sweep(a, b, store):
    return sim.sweep(a, b, OVER, points=6, **FEW, store=store)


def a_grid(a, b, store):
    over = {"b.strategy.presence.home": ["whatsapp", None], "days": (2, 3)}
    return sim.sweep(a, b, over, grid_steps=2, replicates=2, store=store)


def a_screening(a, b, store):
    return sim.sensitivity(a, b, OVER, "hours", "morris", size=2, **FEW, store=store)


def one_at_a_time(a, b, store):
    return sim.sensitivity(a, b, OVER, "hours", "one", **FEW, store=store)


def an_explanation(a, b, store):
    return sim.explain(a, b, 2, days=3, store=store)


def mechanisms(a, b, store):
    return sim.explain(a, b, 2, days=3, by="mechanisms", store=store)


def a_search(a, _b, store):
    return sim.optimise(a, 9, 50, ("hours", "affinity"), 6, fresh=3, **FEW, store=store)


def a_shaken_conclusion(a, b, store):
    names = ["share_once", "buy_rate"]
    return sim.flips(a, b, names, outcomes=("affinity",), more=2, **FEW, store=store)


def markets(a, b, store):
    return sim.where_each_wins(a, b, (0.5, 1.0), (0.0, 0.4), **FEW, store=store)


STUDIES = (
    a_comparison, an_uncertain_comparison, a_sweep, a_grid, a_screening, one_at_a_time,
    an_explanation, mechanisms, a_search, a_shaken_conclusion, markets,
)  # fmt: skip
SAY_FOR_ALL = (a_screening, one_at_a_time, a_search)  # without naming an outcome


@pytest.fixture(scope="module", params=STUDIES, ids=lambda study: study.__name__)
def both(request, brand, interest, tmp_path_factory):
    """A study as it was returned, and as its folder gives it back."""
    folder = tmp_path_factory.mktemp("runs")
    made = request.param(brand, interest, folder)
    moved = folder / "elsewhere"
    shutil.move(only(folder), moved)
    return made, again(moved), request.param


def test_every_kind_that_is_kept_can_be_read_back():
    assert set(READERS) | {"run"} == set(KINDS)


def test_every_table_and_sentence_comes_back(both):
    made, back, study = both
    name = () if study in (*SAY_FOR_ALL, a_comparison, an_uncertain_comparison) else ("affinity",)
    assert back.table(*name).equals(made.table(*name))
    if hasattr(made, "sentence"):
        assert back.sentence(*name) == made.sentence(*name)
    else:
        assert back.to_json() == made.to_json()


def test_every_figure_comes_back(both):
    made, back, study = both
    name = () if study in SAY_FOR_ALL else ("affinity",)
    assert back.figure(*name).to_json() == made.figure(*name).to_json()


def test_boxes_plans_and_first_runs_come_back_too(both, tmp_path):
    made, back, study = both
    if study is a_sweep:
        assert back.discover("affinity").table().equals(made.discover("affinity").table())
        assert back.axes == made.axes
    elif study is a_search:
        old = made.save("A", tmp_path / "old.yaml", "plan")
        new = back.save("A", tmp_path / "new.yaml", "plan")
        assert old.read_bytes() == new.read_bytes()
        assert back.figure("affinity", "hours").to_json() == (
            made.figure("affinity", "hours").to_json()
        )
    elif study in (a_comparison, an_uncertain_comparison):
        assert back.runs[1].outcomes().equals(made.runs[1].outcomes())


@pytest.mark.slow
def test_sobol_comes_back_with_what_was_sifted_before(brand, interest, tmp_path):
    made = sim.sensitivity(brand, interest, OVER, "hours", size=4, **FEW, store=tmp_path)
    by_size = sorted(Store(tmp_path).entries(), key=lambda entry: entry.parts)
    back = again(by_size[0].folder)
    assert (back.method, back.runs) == ("sobol", made.runs)
    assert back.table().equals(made.table())
    assert back.sifted.table().equals(made.sifted.table())


def test_a_study_is_found_by_its_name_or_how_that_begins(brand, interest, tmp_path):
    a_comparison(brand, interest, tmp_path)
    name = only(tmp_path).name
    assert folder_of(name, tmp_path) == folder_of(name[:-5], tmp_path) == tmp_path / name
    an_uncertain_comparison(brand, interest, tmp_path)
    with pytest.raises(sim.AddaError, match=f"'compare-' may be .*{name}"):
        again("compare-", tmp_path)
    with pytest.raises(sim.AddaError, match=r"is not in .*; did you mean"):
        again(f"{name}0", tmp_path)


def test_what_is_not_finished_or_not_there_is_told_in_a_sentence(brand, interest, tmp_path):
    for study in (a_sweep, a_search, a_shaken_conclusion, markets, an_explanation, mechanisms):
        folder = tmp_path / study.__name__
        study(brand, interest, folder)
        (only(folder) / "000001.npz").unlink()
        with pytest.raises(sim.AddaError, match="is not finished"):
            again(only(folder))
    with pytest.raises(sim.AddaError, match="no folder that holds a kept study"):
        again(tmp_path / "nowhere")


def test_an_explanation_that_was_stopped_tells_what_its_finished_worlds_say(
    brand, interest, tmp_path
):
    made = sim.explain(brand, interest, 3, days=3, store=tmp_path)
    parts = sorted(only(tmp_path).glob("*.npz"))
    parts[-1].unlink()
    back = again(only(tmp_path))
    assert back.seeds == made.seeds[:2]
    assert np.array_equal(back.credits, made.credits[:2], equal_nan=True)
