"""Tables behind the pictures of crises, cascades, coming and going: they add up to the run."""

import numpy as np
import pytest

import sim
from sim import facts, tables
from sim.cascades import cascades
from sim.figures import Pictures, coming, levers, trees, trouble
from sim.scenarios import Shock


@pytest.fixture(scope="module")
def in_trouble():
    shock = Shock(day=5, kind="crisis", strength=0.9, people=8, where="public")
    case = sim.scenario("interest_centric", "neighbourhood", 25, (shock,))
    return sim.run(case, 3)


def test_a_rumour_is_shared_as_often_in_the_picture_as_in_the_run(in_trouble):
    table = trouble.crisis_table([[in_trouble]])
    shares, stories = in_trouble.tables["shares"], in_trouble.tables["stories"]
    rumour = stories["kind"][shares["story"]] == facts.kinds()["rumour"].number
    assert rumour.sum() > 0
    assert table["private"].sum() + table["public"].sum() == rumour.sum()
    assert table.loc[table["crisis"], "day"].tolist() == [6]


def test_a_run_without_a_crisis_says_so(gallery):
    assert gallery.crisis().finding == "No crisis happens"


def test_cascade_sizes_fall_and_begin_with_all(in_trouble):
    table = trees.sizes_table([[in_trouble]])
    for public in (False, True):
        share = table.loc[table["public"] == public, "share"].to_numpy()
        assert share[0] == 1
        assert (np.diff(share) < 0).all()
    largest = cascades(in_trouble.tables["shares"]).sizes.max()
    assert table.loc[~table["public"], "size"].max() == largest


def test_no_cascade_is_flatter_than_its_people_allow(in_trouble):
    table = trees.virality_table([[in_trouble]])
    assert (table["virality"] <= (table["size"] + 1) / 3 + 1e-9).all()
    assert table["private"].between(0, 1).all()


def test_joined_minus_left_is_what_the_community_grew_by(in_trouble):
    table = coming.coming_table([[in_trouble]])
    moves = table.groupby("move")["mean"].sum()
    kinds = in_trouble.tables["events"]["kind"]
    assert moves["joined"] == (kinds == tables.JOINED).sum()
    assert moves["left"] == (kinds == tables.LEFT).sum()


def test_reasons_to_leave_add_up_to_one_where_anybody_left(arms):
    table = coming.leaving_table(arms)
    for _arm, rows in table.groupby("arm"):
        whole = rows["share"].sum()
        assert whole == pytest.approx(1) if rows["left"].iloc[0] else whole == 0


def test_the_steps_of_a_waterfall_lead_from_a_to_b():
    a = sim.scenario("brand_centric", "neighbourhood", 12)
    found = sim.explain(a, a.with_strategy("interest_centric"), replicates=2, seed=1)
    table = found.table("sales")
    made = levers.waterfall(table, "sales", 2)
    bars = [trace for trace in made.data if trace.type == "bar"]
    ends = [bar.base[0] + bar.x[0] for bar in bars]
    assert [bar.base[0] for bar in bars[1:-1]] == pytest.approx(ends[:-2])
    assert ends[-2] == pytest.approx(ends[-1])


def test_a_quarter_holds_every_post_of_its_days(gallery):
    made = gallery.quarter("a")
    run = gallery.runs[0]
    from sim.figures.calendar import calendar_table

    posts = calendar_table(run.scenario, int(run.manifest["seed"]))
    assert sum(int(text) for text in made.data[0].text) == len(posts)


def test_pictures_of_two_silent_runs_say_that_nothing_happened():
    case = sim.scenario("do_nothing", "neighbourhood", days=3)
    quiet = Pictures((sim.run(case, 1), sim.run(case, 1)))
    for name in ("cascade_sizes", "cascade_virality", "coming_and_going", "why_they_leave"):
        assert getattr(quiet, name)().finding
