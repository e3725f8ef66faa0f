"""Awkward data: nothing to draw, ties, equal names, one point. A picture says so, and holds."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.figures import chat_profile, dark_interval, reply_graph, rhythm_table
from sim.figures.boxes import boxes_picture
from sim.figures.course import over_time
from sim.figures.levers import waterfall
from sim.figures.scores import without_pairs
from sim.figures.winners import winners_map
from sim.study import prim
from sim.study.discovery import Discovery, columns_of


def axes_of(made) -> list:
    return [
        axis for axis in (*made.select_xaxes(), *made.select_yaxes()) if axis.visible is not False
    ]


EMPTY_ANSWERS = pd.DataFrame(columns=["who", "whom", "people", "answers"])


@pytest.mark.parametrize(
    "made",
    [
        lambda: chat_profile(rhythm_table([None] * 168)),
        lambda: reply_graph(EMPTY_ANSWERS),
        without_pairs,
    ],
)
def test_where_there_is_nothing_to_draw_no_empty_axes_are_drawn(made):
    assert not axes_of(made())
    assert made().layout.title.subtitle.text


def test_a_course_of_one_day_is_seen():
    rows = [(arm, 1, 7.0, 6.0, 8.0, 4) for arm in (0, 1)]
    table = pd.DataFrame(rows, columns=["arm", "day", "mean", "low", "high", "runs"])
    drawn = [trace for trace in over_time(table, "sales", ("A", "B")).data if trace.name]
    assert all("markers" in trace.mode for trace in drawn)


def test_levers_of_the_same_name_keep_a_row_each():
    rows = [("x", 1.0), ("y", 2.0), ("all", 3.0)]
    table = pd.DataFrame(
        [(group, "the same", step, step - 1, step + 1, "higher") for group, step in rows],
        columns=["group", "label", "difference", "low", "high", "call"],
    )
    bars = waterfall(table, "sales", 4).data
    assert sorted(bar.y[0] for bar in bars) == [0, 1, 2]


def test_an_interval_of_visits_is_written_beside_its_step():
    table = pd.DataFrame(
        {"step": ["all", "together"], "low": [50.0, 10.0], "central": [50.0, 20.0],
         "high": [50.0, 30.0]}
    )  # fmt: skip
    told = [note.text for note in dark_interval(table, (0.2, 0.4, 0.6)).layout.annotations]
    assert told == ["50", "20 (10–30)"]


@pytest.fixture(scope="module")
def hours_swept():
    """A sweep in which the posts of B decide who works less."""
    a = sim.scenario("messenger_first", "neighbourhood", days=28)
    b = a.with_strategy("public_feed_first")
    over = {"b.strategy.posts_per_week": (0, 14), "tell_rate": None}
    return sim.sweep(a, b, over, 24, replicates=2, seed=1)


def test_a_winners_map_shows_every_winner_and_a_box_its_points(hours_swept):
    counts = hours_swept.counts("hours")
    assert counts["a"]
    assert counts["b"]
    made = winners_map(hours_swept, "hours", *hours_swept.axes)
    assert [len(trace.x) for trace in made.data] == [counts["a"], counts["b"], counts["open"]]


def test_a_box_is_drawn_with_its_points_strong_and_the_others_pale(hours_swept):
    columns = columns_of(hours_swept)
    cases = columns[0].values < 6
    boxes = tuple(prim.boxes(columns, cases, 1))
    assert boxes
    made = boxes_picture(Discovery(hours_swept, "hours", "a", ~cases, True, boxes))
    assert [shape.type for shape in made.layout.shapes] == ["rect"]
    strong = [trace for trace in made.data if trace.marker.color.startswith("#")]
    assert sum(len(trace.x) for trace in strong) == int(boxes[0].holds(columns).sum())


def test_without_a_box_no_mark_is_pale(hours_swept):
    found = hours_swept.discover("reach")
    if found.boxes:
        pytest.skip("here reach has a box")
    colours = [trace.marker.color for trace in found.figure().data if len(trace.x)]
    assert colours
    assert all(colour.startswith("#") for colour in colours)


def test_ways_that_end_alike_are_told_as_alike():
    plan = sim.scenario("do_nothing", "neighbourhood", days=3)
    ways = sim.try_out({"one": {}, "other": {}}, plan, 2, 1, main=["hours"])
    assert "every one of them" in ways.over_time("hours").finding
    assert "about" in ways.answer("hours")


def test_the_course_of_ways_shows_how_far_runs_lie_apart():
    plan = sim.scenario("interest_centric", "neighbourhood", days=14)
    ways = sim.try_out({"one": {}, "other": {"strategy.posts_per_week": 1.0}}, plan, 3, 1,
                       main=["sales"])  # fmt: skip
    made = ways.over_time("sales")
    ends = [trace for trace in made.data if trace.error_y.array is not None]
    assert len(ends) == 2
    low, high = np.quantile(ways.course("sales")[:, :, -1], (0.1, 0.9), axis=1)
    drawn = [trace.error_y.array[0] + trace.error_y.arrayminus[0] for trace in ends]
    assert drawn == pytest.approx((high - low).tolist())
