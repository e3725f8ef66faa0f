"""Sensitivity: effects of functions that are known by heart, and of the simulation itself."""

import numpy as np
import pytest

import sim
from sim.study.indices import design
from sim.study.space import axes


@pytest.fixture(scope="module")
def along(brand):
    """Three axes."""
    names = ["strategy.control", "strategy.brand_talk", "strategy.peer_enablement"]
    return axes(names, brand)


def seen(cube: np.ndarray, function) -> np.ndarray:
    """Return what two pairs see of a function without any luck."""
    return np.repeat(function(cube)[:, None], 2, axis=1)


def test_morris_finds_the_slopes_of_a_plane_exactly(along):
    how = design("morris", along, 6, seed=1)
    rows = how.effects(seen(how.cube, lambda x: 4 * x[:, 0] - 2 * x[:, 1]))
    assert [row["axis"] for row in rows] == [axis.name for axis in along]
    assert [row["signed"] for row in rows] == pytest.approx([4.0, -2.0, 0.0])
    assert [row["effect"] for row in rows] == pytest.approx([4.0, 2.0, 0.0])
    assert [row["luck"] for row in rows] == [0.0, 0.0, 0.0]


def test_the_luck_of_morris_is_what_luck_alone_shows(along):
    how = design("morris", along, 400, seed=1)
    found = np.random.Generator(np.random.PCG64(5)).normal(size=(len(how.cube), 8))
    for row in how.effects(found):
        assert row["effect"] == pytest.approx(row["luck"], rel=0.15)


def test_sobol_finds_the_shares_of_a_plane_and_an_interaction(along):
    how = design("sobol", along, 1024, seed=1)
    rows = how.effects(seen(how.cube, lambda x: 3 * x[:, 0] + x[:, 1] * x[:, 2]))
    by_name = {row["axis"]: row for row in rows}
    # variances: 9/12, and of a product of two uniform numbers 7/144, of which 1/48 each alone
    whole = 9 / 12 + 7 / 144
    first, second, third = (by_name[axis.name] for axis in along)
    assert first["effect"] == pytest.approx(9 / 12 / whole, abs=0.02)
    assert first["alone"] == pytest.approx(first["effect"], abs=0.03)
    for row in (second, third):
        assert row["effect"] == pytest.approx((1 / 48 + 1 / 144) / whole, abs=0.01)
        assert row["low"] <= row["effect"] <= row["high"]


def test_one_at_a_time_reads_both_ends(brand, interest):
    found = sim.sensitivity(
        brand, interest, ["b.strategy.hours_per_week", "tell_rate"], "hours", "one",
        replicates=3, days=10,
    )  # fmt: skip
    table = found.table().set_index("axis")
    row = table.loc["b.strategy.hours_per_week"]
    assert row["at_low"] < row["at_high"]
    assert row["at_low_low"] <= row["at_low"] <= row["at_low_high"]
    assert found.effects[0]["axis"] == "b.strategy.hours_per_week"
    assert found.runs == 5 * 2 * 3


def test_what_nothing_depends_on_has_no_effect_and_morris_comes_before_sobol(brand, interest):
    heard = []
    found = sim.sensitivity(
        brand, interest, ["b.strategy.hours_per_week", "calm_deny", "b.strategy.posts_per_week"],
        "hours", "both", size=8, keep=2, replicates=2, days=6, tell=heard.append,
    )  # fmt: skip
    assert [stage.method for stage in (found.sifted, found)] == ["morris", "sobol"]
    assert len(heard) == 2
    still = found.sifted.table().set_index("axis").loc["calm_deny"]
    assert still["effect"] == 0.0
    assert {row["axis"] for row in found.effects} == {
        "b.strategy.hours_per_week", "b.strategy.posts_per_week",
    }  # fmt: skip
    assert "most of the variance" in found.sentence()
    assert found.sentence("bn") != found.sentence()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"method": "sobl"}, "did you mean 'sobol'"),
        ({"method": "sobol", "size": 60}, "a power of two"),
        ({"method": "morris", "size": 1}, "a whole number, 2 to 100,000"),
        ({"over": ["tell_rate"], "method": "morris"}, "two or more things"),
        ({"outcome": "belongin"}, "did you mean 'belonging'"),
    ],
)
def test_what_cannot_be_analysed_is_told_in_a_sentence(brand, interest, given, said):
    with pytest.raises(sim.AddaError, match=said):
        sim.sensitivity(brand, interest, **given)


def test_an_outcome_that_does_not_apply_everywhere_is_refused(brand):
    over = {"strategy.presence.home": ["whatsapp", None], "tell_rate": None}
    with pytest.raises(sim.AddaError, match="does not apply in some runs"):
        sim.sensitivity(brand, None, over, "belonging", "one", replicates=2, days=3)
