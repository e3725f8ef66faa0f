"""Compare: the same worlds and the same luck for both arms, and nothing else."""

import json
import math
from threading import Event

import numpy as np
import pytest

import sim
from sim.outcomes import OUTCOMES, measure
from sim.study.compare import replicate_seeds
from sim.study.runner import Cancelled


def test_two_identical_strategies_differ_by_exactly_zero_on_every_outcome(brand):
    twins = sim.compare(brand, brand.with_strategy("brand_centric"), replicates=3, seed=5)
    table = twins.table()
    assert twins.same
    assert set(table["call"]) <= {"same", "none"}
    assert (table["difference"].dropna() == 0.0).all()
    assert (table["low"].dropna() == 0.0).all()
    for name in ("sales", "affinity", "members"):
        assert (twins.difference(name)[["mean", "low", "high"]] == 0.0).all(axis=None)


def test_a_strategy_under_another_name_is_the_same_strategy(brand):
    renamed = {"strategy.name": "renamed", "strategy.title": "Renamed", "strategy.story": ""}
    assert sim.compare(brand, brand.changed(renamed), replicates=2).same


def test_common_luck_makes_differences_surer(compared):
    table = compared.table().set_index("outcome")
    reduction = table["reduction"].dropna()
    assert reduction.median() > 0.5
    assert reduction[["sales", "affinity", "shares"]].min() > 0.5


def test_each_pair_is_two_plain_runs_with_the_pairs_seed(compared, brand, interest):
    seed = compared.seeds[3]
    for arm, case in enumerate((brand, interest)):
        found = measure(sim.run(case, seed))
        assert np.array_equal(list(found.values()), compared.values[arm, 3, -1], equal_nan=True)


def test_each_pair_has_a_world_of_its_own_unless_it_is_fixed(compared, brand, interest):
    fixed = sim.compare(brand, interest, replicates=3, seed=11, fix_world=True)
    world = sim.World.from_market(brand.market, fixed.seeds[0])
    assert len(set(compared.daily["affinity"][0, :, 0].round(2))) > 3
    assert len(set(fixed.daily["affinity"][0, :, 0].round(2))) == 1
    again = sim.run(interest, fixed.seeds[2], world=world)
    assert again.daily["affinity"].tolist() == fixed.daily["affinity"][1, 2].tolist()


def test_the_number_of_threads_does_not_change_a_byte(compared, brand, interest):
    for workers in (1, 3):
        again = sim.compare(brand, interest, replicates=8, seed=11, workers=workers)
        assert again.seeds == compared.seeds
        assert again.values.tobytes() == compared.values.tobytes()
        assert all(again.daily[k].tobytes() == compared.daily[k].tobytes() for k in again.daily)
        assert again.to_json() == compared.to_json()


def test_more_pairs_keep_the_first_ones():
    assert replicate_seeds(7, 32)[:8] == replicate_seeds(7, 8)
    assert not set(replicate_seeds(0, 1000)) & set(replicate_seeds(1, 1000))
    assert len(set(replicate_seeds(3, 10_000))) == 10_000
    assert max(replicate_seeds(3, 10_000)) < 2**53


def test_the_table_is_tidy_and_holds_every_outcome_at_every_horizon(brand, interest):
    longer = sim.compare(brand, interest, replicates=2, days=31)
    table = longer.table()
    assert longer.horizons == (30, 31)
    assert len(table) == 2 * len(OUTCOMES)
    assert not table.duplicated(["outcome", "day"]).any()
    early = table[table["day"] == 30].set_index("outcome")
    late = table[table["day"] == 31].set_index("outcome")
    assert early.loc["sales", "mean_a"] <= late.loc["sales", "mean_a"]


def test_a_value_at_a_horizon_is_read_from_the_days_before_it(brand, interest):
    longer = sim.compare(brand, interest, replicates=2, days=31)
    sales = list(OUTCOMES).index("sales")
    bought = longer.daily["purchases"]
    assert np.array_equal(longer.values[:, :, 0, sales], bought[:, :, :30].sum(axis=2))
    assert np.array_equal(longer.values[:, :, 1, sales], bought.sum(axis=2))


def test_a_series_ends_at_the_value_of_the_outcome(compared):
    for name in ("sales", "affinity", "profit", "shares"):
        end = compared.series(name).query("day == 14").set_index("arm")["mean"]
        found = compared.paired(name)
        assert (end[0], end[1]) == pytest.approx((found.mean_a, found.mean_b))
        assert compared.difference(name)["mean"].iloc[-1] == pytest.approx(found.difference)


def test_a_band_holds_eight_of_ten_runs(compared):
    series = compared.series("affinity")
    runs = compared.daily["affinity"][0]
    mine = series[series["arm"] == 0]
    assert mine["low"].to_numpy() == pytest.approx(np.quantile(runs, 0.1, axis=0))
    assert (mine["low"] <= mine["mean"]).all()
    assert (mine["runs"] == 8).all()


def test_a_daily_column_has_a_series_too_and_an_unknown_name_has_none(compared):
    assert compared.series("joins")["mean"].min() >= 0
    with pytest.raises(sim.AddaError, match=r"'memberz' is not known day by day; did you mean"):
        compared.series("memberz")
    with pytest.raises(sim.AddaError, match=r"'virality' is not known day by day"):
        compared.series("virality")


def test_the_first_pair_is_kept_with_all_its_tables(compared):
    a, b = compared.runs
    assert a.scenario.strategy.name == "brand_centric"
    assert b.scenario.strategy.name == "interest_centric"
    assert measure(a)["sales"] == compared.values[0, 0, -1, list(OUTCOMES).index("sales")]


def test_json_says_everything_and_has_no_nan(compared):
    tree = json.loads(compared.to_json())
    assert tree["pairs"] == 8
    assert len(tree["outcomes"]) == len(OUTCOMES)
    assert tree["verdict"] == compared.verdict()
    applies_not = [row for row in tree["outcomes"] if row["outcome"] == "crisis_damage"]
    assert applies_not[0]["difference"] is None


def test_behaviour_that_differs_reaches_both_arms(brand, interest):
    mute = sim.compare(brand, interest, replicates=2, parameters={"tell_rate": 0.0})
    assert mute.paired("advocacy").mean_a == mute.paired("advocacy").mean_b == 0


def test_progress_counts_every_pair(brand, interest):
    said = []
    sim.compare(brand, interest, replicates=3, days=2, progress=lambda *at: said.append(at))
    assert said == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_what_was_finished_before_a_stop_can_be_used(brand, interest):
    stop = Event()

    def after_two(done: int, total: int) -> None:
        if done >= 2:
            stop.set()

    with pytest.raises(Cancelled) as caught:
        sim.compare(brand, interest, 8, 11, days=3, workers=1, progress=after_two, cancel=stop)
    partial = caught.value.partial
    assert partial.replicates == 2
    assert partial.seeds == replicate_seeds(11, 8)[:2]
    assert "2 pairs" in partial.verdict()


def test_a_stop_before_two_pairs_leaves_nothing_to_say(brand, interest):
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled) as caught:
        sim.compare(brand, interest, replicates=2, cancel=stop)
    assert caught.value.partial is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"replicates": 1}, r"replicates is 1, allowed is a whole number, 2 to 100,000"),
        ({"replicates": 2.5}, r"replicates is 2.5"),
        ({"replicates": True}, r"replicates is True"),
        ({"replicates": 10**9}, r"replicates is 1000000000"),
        ({"seed": -1}, r"seed is -1, it must be a whole number"),
        ({"workers": 0}, r"workers is 0, it must be a whole number from 1"),
        ({"parameters": {"tell_rat": 0.1}}, r"'tell_rat' is not a behaviour parameter"),
        ({"days": 0}, r"'days' is 0"),
        ({"scheduler": "tcp://127.0.0.1:9"}, r"no Dask scheduler answers at 'tcp://127.0.0.1:9'"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused_in_a_sentence(brand, interest, changes, said):
    with pytest.raises(sim.AddaError, match=said):
        sim.compare(brand, interest, **changes)


def test_only_strategies_on_the_same_market_can_be_compared(brand):
    elsewhere = brand.with_market("boutique")
    with pytest.raises(sim.AddaError, match=r"a is on market 'neighbourhood' and b on 'boutique'"):
        sim.compare(brand, elsewhere)
    dearer = brand.changed({"market.product.price": 99.0})
    with pytest.raises(sim.AddaError, match=r"only strategies on the same market"):
        sim.compare(brand, dearer)


def test_scenarios_over_other_days_are_refused_unless_days_are_given(brand, interest):
    longer = interest.changed({"days": 15})
    with pytest.raises(sim.AddaError, match=r"a has days 14 and b 15"):
        sim.compare(brand, longer)
    assert sim.compare(brand, longer, replicates=2, days=2).days == 2


def test_a_name_is_no_scenario(brand):
    with pytest.raises(sim.AddaError, match=r"b is interest_centric, it must be a scenario"):
        sim.compare(brand, "interest_centric")


def test_more_people_than_memory_holds_are_refused_before_anything_is_built(brand, interest):
    huge = {"market.people": 20_000_000, "days": 3650}
    with pytest.raises(sim.AddaError, match=r"need about .* GB of memory .* people would fit"):
        sim.compare(brand.changed(huge), interest.changed(huge), replicates=2)


def test_an_unknown_horizon_is_refused(compared):
    with pytest.raises(sim.AddaError, match=r"day is 30, this comparison was read at day 14"):
        compared.paired("sales", day=30)
    assert math.isfinite(compared.paired("sales", day=14).difference)
