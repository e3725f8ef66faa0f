"""The score board: right is better for B, whichever way the outcome counts."""

import pandas as pd
import pytest

from sim.figures import main_rows, score_board
from sim.figures.scores import MAIN, scored
from sim.outcomes import OUTCOMES


def row(outcome: str, mean_a: float, mean_b: float, half: float) -> dict:
    """Return a row of a comparison's table with an interval of ±half."""
    one, step = OUTCOMES[outcome], mean_b - mean_a
    sure = abs(step) > half
    favours = (
        "" if not sure or one.better == "neither" else "ab"[(step > 0) == (one.better == "higher")]
    )
    return {
        "outcome": outcome, "label": one.label, "kind": one.kind, "better": one.better, "day": 90,
        "mean_a": mean_a, "mean_b": mean_b, "difference": step, "low": step - half,
        "high": step + half, "favours": favours,
    }  # fmt: skip


def test_where_lower_is_better_a_lower_b_stands_to_the_right():
    rows = scored(pd.DataFrame([row("money", 100.0, 80.0, 5.0), row("sales", 100.0, 80.0, 5.0)]))
    at = rows.set_index("outcome")["at"]
    assert at["money"] == pytest.approx(100 * 20 / 90)
    assert at["sales"] == pytest.approx(-100 * 20 / 90)
    assert (rows["left"] <= rows["at"]).all()
    assert (rows["at"] <= rows["right"]).all()


def test_a_sure_difference_that_is_slight_favours_nobody():
    rows = scored(pd.DataFrame([row("sales", 1000.0, 1001.0, 0.1)]))
    assert rows["favours"].tolist() == [""]


def test_the_title_counts_what_is_favoured():
    table = pd.DataFrame([
        row("sales", 10.0, 20.0, 1.0), row("customers", 10.0, 20.0, 1.0),
        row("money", 10.0, 20.0, 1.0), row("members", 10.0, 11.0, 5.0),
    ])  # fmt: skip
    assert score_board(table, ("x", "y")).finding == (
        "B is better on 2 of 4 counts, A on 1; the rest is open"
    )


def test_every_scored_row_is_drawn_once(comparison):
    rows = main_rows(comparison.table())
    made = score_board(rows, comparison.names)
    assert sum(len(trace.x) for trace in made.data) == len(scored(rows))


def test_both_kinds_of_success_are_on_the_first_board():
    assert {OUTCOMES[name].kind for name in MAIN} == {"business", "community", "talk", "cost"}
