"""Boards: ours beside what was published, every unit on one scale."""

import pandas as pd
import pytest

from sim.figures.band import claims_board, grades_board, pattern_board
from sim.validation.reasons import GRADES, reasons


def claims(**columns) -> pd.DataFrame:
    rows = {
        "name": ["L1 x", "C1 y", "L8 z"], "claim": ["inside", "one side", "exact"],
        "published": [1.0, float("nan"), 2.0], "ours": [1.01, 3.0, 2.0],
        "low": [0.9, 0.5, 2.0], "high": [1.1, float("inf"), 2.0],
        "spread": [0.02, 0.5, 0.0], "held": [True, True, True],
    }  # fmt: skip
    return pd.DataFrame({**rows, **columns})


def test_the_title_counts_what_lies_where_it_must():
    assert claims_board(claims()).finding == "3 of 3 figures lie where they must"
    held = [True, False, True]
    assert claims_board(claims(held=held)).finding == "2 of 3 figures lie where they must"


def test_a_figure_inside_its_band_is_drawn_inside_whatever_its_unit():
    made = claims_board(claims(ours=[1.05, 3.0, 2.0]))
    inside = next(trace for trace in made.data if trace.name == "ours, inside")
    assert all(0 <= place <= 1 for place in inside.x)
    assert inside.x[0] == pytest.approx(0.75)


def test_a_figure_far_outside_is_drawn_at_the_edge_and_as_outside():
    made = claims_board(claims(ours=[99.0, 3.0, 2.0], held=[False, True, True]))
    outside = next(trace for trace in made.data if trace.name == "ours, outside")
    assert list(outside.x) == [2.0]


def test_the_patterns_kept_out_of_the_fit_are_counted_apart():
    table = pd.DataFrame(
        {
            "pattern": ["<b>A few</b> write most", "Most is private"],
            "fit": ["fitted", "held_out"],
            "published": [0.7, 0.7], "band_low": [0.6, 0.6], "band_high": [0.8, 0.8],
            "ours": [0.9, 0.65], "low": [0.88, 0.6], "high": [0.92, 0.7], "met": [False, True],
        }
    )  # fmt: skip
    made = pattern_board(table)
    assert made.finding == "1 of 2 published patterns are met; of the 1 kept out of the fit, 1"
    assert "<b>" not in "".join(made.layout.yaxis.ticktext)


def test_every_grade_of_a_number_is_drawn_and_counted():
    table = reasons("brand_centric", "do_nothing").grade_table()
    assert list(table["grade"]) == list(GRADES)
    assert str(int(table["parameters"].sum())) in grades_board(table).finding
