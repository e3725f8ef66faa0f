"""Dashboard: what the brand sees is part of what is, and its estimates are scored."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim import dashboard
from sim.outcomes import Window
from tests.engines.cases import cases


@pytest.fixture(scope="module", params=["lively", "silent", "brand", "feeds"])
def some_run(request) -> sim.Run:
    """Runs of all sorts."""
    if request.param in ("lively", "silent"):
        return request.getfixturevalue(request.param)
    name = {"brand": "brand_centric", "feeds": "public_feed_first"}[request.param]
    case = sim.scenario(name, market="neighbourhood", days=20)
    return sim.run(case, seed=2, parameters={"click_rate": 0.8, "share_probability": 0.3})


@pytest.mark.parametrize("day", [1, 3, None])
def test_each_seen_count_is_never_above_its_truth(some_run, day):
    table = dashboard.table(some_run, day=day)
    assert (table["seen"] <= table["truth"]).all()
    assert (table["seen"] >= 0).all()


@settings(max_examples=40)
@given(case=cases(), share=st.floats(0.0, 1.0))
def test_whatever_happens_nothing_is_seen_that_did_not_happen(case, share):
    """Any levers, markets, shocks, behaviour and stories that were started from outside."""
    per_day = case.scenario.market.ticks_per_day
    start = [one for one in case.start if one[2] < case.scenario.days * per_day]
    run = sim.run(case.scenario, case.seed, parameters=case.parameters, start=start)
    day = max(1, round(share * case.scenario.days))
    table = dashboard.table(run, day=day)
    assert ((table["seen"] >= 0) & (table["seen"] <= table["truth"])).all()
    berg = dashboard.iceberg(run, day=day)
    whole = table.set_index("quantity")
    for column in ("shares", "mentions", "readings"):
        assert berg[column].sum() == whole.loc[column, "truth"]
        assert berg.loc[berg["seen"], column].sum() == whole.loc[column, "seen"]
    assert (berg["talkers"] <= whole.loc["talkers", "truth"]).all()
    visits, sales = dashboard.visits(run, day=day), dashboard.sales(run, day=day)
    assert visits["visits"].sum() == (run.visits["tick"] < day * per_day).sum()
    bought = run.daily["purchases"].iloc[:day].sum()
    assert sales["sales"].sum() == bought
    assert (dashboard.own_places(run, day=day).select_dtypes("number") >= 0).all(axis=None)


def test_first_visits_to_deep_pages_are_fewer_than_all_of_them(lively):
    table = dashboard.estimates(lively).set_index("estimate")
    values = table["value"]
    assert values["direct_deep_new"] <= values["direct_deep"] <= values["direct"]
    assert values["direct_deep_new"] > 0


def test_visits_by_source_are_all_visits(some_run):
    table = dashboard.visits(some_run)
    assert table["visits"].sum() == len(some_run.visits)


def test_only_clicks_on_shares_and_searches_carry_a_source(lively):
    table = dashboard.visits(lively)
    known = table[table["source"].isin(["tag", "referrer"])]
    assert (known["cause"] == "share").all()
    assert set(table.loc[table["source"] == "search", "cause"]) <= {"search"}
    assert {"typed", "bookmark"} >= set(table.loc[table["venue"] == "", "cause"]) - {"search"}


def test_sales_by_last_click_are_all_sales(some_run):
    assert dashboard.sales(some_run)["sales"].sum() == some_run.people["purchases"].sum()


def test_last_click_is_the_last_visit_in_thirty_days_before_the_purchase(lively):
    visits, events = lively.visits, lively.events
    window = Window(lively)
    source = dashboard.visit_sources(window)
    bought = events[events["kind"].isin(["bought", "bought_again", "bought_at_offer"])]
    expected = []
    for one in bought.itertuples():
        mine = visits[(visits["person"] == one.person) & (visits["tick"] <= one.tick)]
        mine = mine[mine["tick"] >= one.tick - 30 * window.ticks_per_day]
        expected.append(source[mine.index[-1]] if len(mine) else dashboard.UNKNOWN)
    assert len(expected) > 20
    assert dashboard._Sales(window).source.tolist() == expected
    counts = dashboard.sales(lively).groupby("source")["sales"].sum()
    names, number = np.unique([dashboard.SOURCES[i] for i in expected], return_counts=True)
    assert counts.to_dict() == dict(zip(names, number, strict=True))


def test_the_true_dark_visits_are_those_of_the_daily_count(some_run):
    table = dashboard.estimates(some_run)
    assert (table["truth"] == some_run.daily["visits_dark"].sum()).all()


def test_all_direct_visits_hold_all_of_dark_social_and_more(lively):
    table = dashboard.estimates(lively).set_index("estimate")
    assert table.loc["direct", "found"] == 1.0
    assert table.loc["direct", "value"] >= table.loc["direct_deep", "value"]
    assert (table["error"] == table["value"] - table["truth"]).all()
    assert table["right"].between(0, 1).all()


def test_an_estimate_of_nothing_is_nan(silent):
    table = dashboard.estimates(silent)
    assert table["truth"].tolist() == [0] * len(dashboard.ESTIMATES)
    assert table["found"].isna().all()


def test_own_places_show_what_was_posted_there(lively):
    places = dashboard.own_places(lively).set_index("place")
    shares = lively.shares
    mine = shares[(shares["sender"] == -1) & (shares["venue_kind"] == "room")]
    assert places.loc["community", "posts"] == len(mine)
    assert places.loc["community", "reads"] == mine["read"].sum()
    assert places.loc["community", "audience"] == lively.daily["members"].iloc[-1]
    assert places.loc["community", "messages"] == (lively.messages["author"] >= 0).sum()


def test_bought_followers_swell_what_a_page_shows():
    bought = {"strategy.bought_likes": 5000}
    plain = sim.scenario("brand_centric", market="neighbourhood", days=2)
    followers = [
        dashboard.own_places(sim.run(case, seed=1)).query("place == 'page'")["audience"].sum()
        for case in (plain, plain.changed(bought))
    ]
    assert followers[1] == followers[0] + 5000
