"""Again: a manifest and its parts give every table and figure back, to the byte."""

import numpy as np
import pytest

import sim
from sim.study.again import again
from sim.study.store import Store

OVER = {"tell_rate": None, "b.strategy.control": (0.0, 0.8)}


def only(folder) -> str:
    (entry,) = Store(folder).entries()
    return entry.folder


def test_a_comparison_comes_back_with_its_figure(brand, interest, tmp_path):
    first = sim.compare(brand, interest, 3, 5, days=3, store=tmp_path)
    back = again(only(tmp_path))
    assert back.to_json() == first.to_json()
    assert back.figure("sales").to_json() == first.figure("sales").to_json()


def test_a_sweep_comes_back_with_its_map_and_boxes(brand, interest, tmp_path):
    first = sim.sweep(brand, interest, OVER, points=6, replicates=2, days=3, store=tmp_path)
    back = again(only(tmp_path))
    assert back.table("hours").equals(first.table("hours"))
    assert back.figure("hours").to_json() == first.figure("hours").to_json()
    assert back.axes == first.axes


@pytest.mark.parametrize("method", ["morris", "one"])
def test_a_sensitivity_comes_back(brand, interest, tmp_path, method):
    first = sim.sensitivity(
        brand, interest, OVER, "hours", method, size=2, replicates=2, days=3, store=tmp_path
    )
    back = again(only(tmp_path))
    assert back.table().equals(first.table())
    assert back.figure().to_json() == first.figure().to_json()


@pytest.mark.parametrize("by", ["levers", "mechanisms"])
def test_an_explanation_comes_back(brand, interest, tmp_path, by):
    given = {"by": by, "days": 3, "store": tmp_path}
    first = sim.explain(brand, interest, 2, **given)
    back = again(only(tmp_path))
    assert back.table("hours").equals(first.table("hours"))
    assert back.figure("hours").to_json() == first.figure("hours").to_json()
    assert np.array_equal(sim.explain(brand, interest, 2, **given).table("sales")["difference"],
                          first.table("sales")["difference"], equal_nan=True)  # fmt: skip


def test_what_is_not_finished_or_not_there_is_told_in_a_sentence(brand, interest, tmp_path):
    sim.sweep(brand, interest, OVER, points=4, replicates=2, days=2, store=tmp_path)
    next(tmp_path.glob("sweep-*/000001.npz")).unlink()
    with pytest.raises(sim.AddaError, match="is not finished"):
        again(only(tmp_path))
    with pytest.raises(sim.AddaError, match="holds no kept study"):
        again(tmp_path / "nowhere")
