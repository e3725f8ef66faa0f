"""Marketing mix: whole weeks, columns as the tools name them, and a truth that is one."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim import dashboard
from sim.study.marketing_mix import FACTORS, channels_of, marketing_mix, without
from sim.study.mix_layouts import LAYOUTS
from sim.study.scored import scored


@pytest.fixture(scope="module")
def mix(brand):
    return marketing_mix(brand, geos=3, seed=1, days=24)


def test_a_series_holds_whole_weeks_of_every_geo_with_what_was_bought_in_them(mix, brand):
    from sim.study.compare import replicate_seeds

    assert len(mix.series) == len(mix.truth) == 3 * 3
    seed = replicate_seeds(1, 3)[0]
    daily = sim.run(brand.changed({"days": 24}), seed).daily["purchases"].to_numpy()
    mine = mix.series[mix.series["geo"] == "geo0"]
    assert mine["purchases"].tolist() == daily[:21].reshape(3, 7).sum(axis=1).tolist()
    assert mine["week"].tolist() == ["2026-01-05", "2026-01-12", "2026-01-19"]


def test_money_for_advertising_differs_between_geos_by_known_factors(mix, brand):
    spent = mix.series.groupby("geo")["advertising_spend"].sum().to_numpy()
    assert spent / spent[0] == pytest.approx(FACTORS[:3])
    assert spent[0] == pytest.approx(21 * brand.strategy.advertising.money_per_day)


def test_the_truth_is_what_would_not_have_been_bought(mix, brand):
    from sim.study.compare import replicate_seeds

    case, seed = brand.changed({"days": 24}), replicate_seeds(1, 3)[0]
    less = sim.run(without(case, ["advertising"]), seed, world=sim.run(case, seed).world)
    gone = less.daily["purchases"].to_numpy()[:21].reshape(3, 7).sum(axis=1)
    mine = mix.series["purchases"].to_numpy()[:3]
    assert mix.truth["advertising"].tolist()[:3] == (mine - gone).tolist()
    alone = marketing_mix(brand.changed({"strategy.advertising.money_per_day": 0.0}), 1, days=14)
    assert "advertising" not in alone.truth


def test_without_a_channel_it_is_gone_and_all_else_stays(brand):
    channels = channels_of(brand)
    assert channels == ("advertising", "facebook", "instagram", "community")
    bare = without(brand, channels)
    assert channels_of(bare) == ()
    assert without(brand, []).strategy == brand.strategy
    assert bare.strategy.posts_per_week == brand.strategy.posts_per_week


@pytest.mark.parametrize("tool", LAYOUTS)
def test_every_column_that_a_tool_is_told_of_is_there_and_is_a_number(mix, tool):
    table, named = LAYOUTS[tool](mix)
    columns = [one for value in named.values() for one in np.atleast_1d(value).tolist()]
    columns = [one for one in columns if one != "revenue" or tool == "robyn"]
    assert set(columns) <= set(table)
    dates = named.get("date_column") or named.get("time") or named["date_var"]
    assert pd.to_datetime(table[dates], format="%Y-%m-%d").notna().all()
    numbers = table.drop(columns=[dates, *({"geo"} & set(table))])
    assert np.isfinite(numbers.to_numpy(dtype=float)).all()
    keys = [dates] if tool == "robyn" else ["geo", dates]
    assert not table.duplicated(keys).any()


def test_robyn_gets_one_series_of_all_geos(mix):
    table, _named = LAYOUTS["robyn"](mix)
    assert len(table) == 3
    assert table["revenue"].sum() == pytest.approx(mix.series["revenue"].sum())


@pytest.mark.parametrize(
    ("given", "said"),
    [({"geos": 0}, "geos is 0"), ({"days": 13}, "days is 13")],
)
def test_what_makes_no_series_is_told_in_a_sentence(brand, given, said):
    with pytest.raises(sim.AddaError, match=said):
        marketing_mix(brand, **given)


def test_estimates_are_scored_over_many_runs_with_their_bias(brand):
    found = scored(brand, 4, seed=3, days=10)
    table = found.table().set_index("estimate")
    assert set(table.index) == set(dashboard.ESTIMATES)
    seeds = sim.compare(brand, brand, 4, 3, days=2).seeds
    each = [dashboard.estimates(sim.run(brand.changed({"days": 10}), one)) for one in seeds]
    errors = [one.set_index("estimate").loc["direct", "error"] for one in each]
    assert table.loc["direct", "bias"] == pytest.approx(np.mean(errors))
    assert table.loc["direct", "low"] <= table.loc["direct", "bias"] <= table.loc["direct", "high"]
    assert (table["rmse"] >= table["bias"].abs() - 1e-9).all()
    assert "is off by" in found.sentence()
