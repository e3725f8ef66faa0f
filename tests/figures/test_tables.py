"""The tables behind the pictures: what is drawn is what was counted."""

import numpy as np
import pandas as pd
import pytest

from sim import tables
from sim.figures import (
    calendar_month,
    calendar_table,
    cascade_table,
    cascade_tree,
    chat_profile,
    dashboard_truth,
    help_desk,
    help_table,
    hours_spent,
    hours_table,
    iceberg,
    iceberg_table,
    map_tables,
    market_map,
    member_life,
    retention_table,
    rhythm_table,
    sales_flow,
    sales_table,
    talk_by_venue,
    truth_table,
    venue_table,
)
from sim.figures.across import across
from sim.figures.course import course_table, over_time
from sim.figures.life import kept
from sim.figures.waterline import unseen_share

NAMES = ("one", "two")


def numbers(values) -> list[float]:
    """Return what a trace holds as plain numbers."""
    return [float(value) for value in np.asarray(values, dtype=float)]


def test_every_share_by_people_is_in_the_iceberg(arms):
    table = iceberg_table(arms)
    for arm, runs in enumerate(arms):
        made = np.mean([(run.tables["shares"]["sender"] >= 0).sum() for run in runs])
        assert table.loc[table["arm"] == arm, "mean"].sum() == pytest.approx(made)


def test_the_icebergs_bars_are_its_table_seen_up_unseen_down(arms):
    table = iceberg_table(arms)
    made = iceberg(table, NAMES)
    for trace in made.data:
        arm = 0 if trace.yaxis == "y" else 1
        seen = trace.legendgroup == "True"
        rows = table[(table["arm"] == arm) & (table["seen"] == seen)]
        assert numbers(trace.y) == numbers(rows["mean"] * (1 if seen else -1))


def test_the_unseen_share_is_what_lies_below_the_line():
    table = pd.DataFrame(
        {"arm": 0, "seen": [True, False, False], "mean": [1.0, 2.0, 1.0], "day": [0, 0, 7]}
    )
    assert unseen_share(table, 0) == 0.75
    assert np.isnan(unseen_share(table, 1))


def test_shares_by_venue_add_up_to_all_shares_by_people(arms):
    table = venue_table(arms)
    for arm, runs in enumerate(arms):
        rows = table[(table["arm"] == arm) & (table["what"] == "shares")]
        made = np.mean([(run.tables["shares"]["sender"] >= 0).sum() for run in runs])
        assert rows["mean"].sum() == pytest.approx(made)
    drawn = sum(sum(numbers(trace.x)) for trace in talk_by_venue(table, NAMES).data)
    assert drawn == pytest.approx(table.loc[table["what"] == "shares", "mean"].sum())


def test_the_hours_drawn_are_the_hours_worked(arms):
    table = hours_table(arms)
    made = hours_spent(table, NAMES)
    for arm, runs in enumerate(arms):
        worked = np.mean([run.tables["manager"]["hours"].sum() for run in runs]) / 5.0
        bars = [trace for trace in made.data if trace.type == "bar"]
        assert sum(numbers(bars[arm].x)) == pytest.approx(worked, rel=1e-5)


def test_a_dashboard_never_shows_more_than_there_was(arms):
    table = truth_table(arms)
    wide = table.pivot(index=["arm", "quantity"], columns="side", values="mean")
    assert (wide["seen"] <= wide["truth"]).all()
    for trace in dashboard_truth(table, NAMES).data:
        assert max(numbers(trace.x)) <= 100.0


def test_every_sale_flows_through_every_column(arms):
    run = arms[1][0]
    table = sales_table(run)
    bought = np.isin(
        run.tables["events"]["kind"], (tables.BOUGHT, tables.BOUGHT_AGAIN, tables.BOUGHT_AT_OFFER)
    )
    assert table["sales"].sum() == bought.sum()
    (flow,) = sales_flow(table).data
    assert sum(flow.link.value) == 2 * bought.sum()


def test_a_cascade_holds_each_node_once_and_children_one_step_on(arms):
    table = cascade_table(arms[0][0])
    assert table["node"].is_unique
    step = table.set_index("node")["step"]
    for row in table.itertuples():
        assert row.step == (step[row.parent] + 1 if row.parent >= 0 else 0)
    made = cascade_tree(table)
    assert sum(len(trace.x) for trace in made.data[1:]) == len(table)


def test_branches_of_a_cascade_do_not_cross(arms):
    table = cascade_table(arms[0][0])
    at = table.set_index("node")
    for _step, rows in table[table["parent"] >= 0].groupby("step"):
        ordered = rows.sort_values("place")
        above = at.loc[ordered["parent"], "place"].to_numpy()
        assert (np.diff(above) >= 0).all()


def test_the_calendar_shows_every_planned_post_of_its_month(arms):
    table = calendar_table(arms[0][0].scenario, seed=1)
    january = [day for day in table["date"] if (day.year, day.month) == (2026, 1)]
    made = calendar_month(table, 2026, 1)
    boxes = [shape for shape in made.layout.shapes if shape.layer == "below"]
    busiest = pd.Series(january).value_counts().max()
    assert busiest <= 3
    assert len(boxes) == len(january)


def test_retention_follows_kaplan_and_meier():
    days = np.array([1, 2, 2, 3, 4, 5, 6, 7, 8, 9], dtype=float)
    left = np.array([1, 1, 0, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
    shares = {day: share for day, share, *_rest in kept(days, left)}
    assert shares[1.0] == pytest.approx(0.9)
    assert shares[2.0] == pytest.approx(0.9 * 8 / 9)
    assert shares[3.0] == pytest.approx(0.9 * 8 / 9 * 6 / 7)


def test_retention_lies_within_its_interval_and_never_rises(arms):
    table = retention_table(arms)
    assert (table["low"] <= table["kept"]).all()
    assert (table["kept"] <= table["high"]).all()
    for _arm, rows in table.groupby("arm"):
        assert (np.diff(rows["kept"]) <= 0).all()
    assert len(member_life(table, NAMES).data) == 6


def test_every_question_is_in_the_help_desk(arms):
    table = help_table(arms)
    for arm, runs in enumerate(arms):
        asked = sum(len(run.tables["questions"]["tick"]) for run in runs)
        assert table.loc[table["arm"] == arm, "questions"].sum() == asked
    shown = np.sum([numbers(trace.x) for trace in help_desk(table, NAMES).data], axis=0)
    assert shown == pytest.approx([100.0, 100.0])


def test_everybody_of_a_small_market_is_on_the_map(arms):
    people, ties = map_tables(arms[0][0])
    assert len(people) == arms[0][0].world.people
    assert (ties["one"] < ties["other"]).all()
    made = market_map(people, ties)
    assert sum(len(trace.x) for trace in made.data[1:]) == len(people)


def test_the_course_of_an_outcome_ends_at_its_value(arms):
    table = course_table(arms, "sales")
    for arm, runs in enumerate(arms):
        sold = np.mean([run.tables["daily"]["purchases"].sum() for run in runs])
        rows = table[table["arm"] == arm]
        assert rows["mean"].iloc[-1] == pytest.approx(sold)
    lines = [trace for trace in over_time(table, "sales", NAMES).data if trace.name]
    assert numbers(lines[0].y) == numbers(table.loc[table["arm"] == 0, "mean"])


def test_across_counts_a_missing_key_as_nothing(arms):
    found = iter([{("x",): 4.0}, {}])
    table = across([arms[0]], lambda _run: next(found), ("key",))
    assert table[["mean", "runs"]].to_numpy().tolist() == [[2.0, 2]]
    assert table["low"][0] < 2.0 < table["high"][0]


def test_a_chat_profile_shows_the_hours_that_were_told():
    shares: list[float | None] = [None] * 168
    shares[24 * 2 + 18] = 0.75  # Wednesday, six in the evening
    shares[24 * 2 + 19] = 0.25
    made = chat_profile(rhythm_table(shares))
    assert made.data[0].z[2][18] == 750.0
    assert np.isnan(made.data[0].z[0][0])
    assert "100%" in made.finding
