"""Verdict: made from the numbers, admits what is open, speaks of money and of community."""

import dataclasses

import numpy as np
import pytest

from sim.outcomes import OUTCOMES
from sim.study.comparison import Comparison

NAMES = list(OUTCOMES)
PAIRS = 12


def told(compared: Comparison, **steps: float | tuple[float, float]) -> Comparison:
    """Return a comparison in which B differs from A by these steps (mean, or mean and spread)."""
    values = np.repeat(compared.values[:1, :1], PAIRS, axis=1)
    values = np.concatenate([values, values])
    values[:, :, :, NAMES.index("belonging")] = 0.3
    wave = np.resize([1.0, -1.0], PAIRS)
    for name, step in steps.items():
        mean, spread = step if isinstance(step, tuple) else (step, 0.01 * abs(step))
        values[1, :, :, NAMES.index(name)] += (mean + spread * wave)[:, None]
    return dataclasses.replace(compared, values=values, seeds=tuple(range(PAIRS)))


def test_the_same_is_called_the_same(compared):
    assert told(compared).verdict() == (
        "The two strategies are the same: not one outcome differs in any of the 12 pairs."
    )


def test_money_and_community_on_one_side(compared):
    said = told(compared, sales=9.0, margin=90.0, belonging=0.2, affinity=0.1).verdict()
    assert said.startswith(
        "After 14 days “Around what members care about” is ahead in money and in community."
    )


def test_money_and_community_apart(compared):
    said = told(compared, sales=-9.0, margin=-90.0, belonging=0.2, affinity=0.1).verdict()
    assert said.startswith(
        "After 14 days the two disagree: “Around the brand” earns more, “Around what members care"
        " about” means more to people; which of them counts is yours to say."
    )


def test_counts_of_one_kind_that_disagree_are_named_with_whom_they_speak_for(compared):
    said = told(compared, sales=9.0, margin=-90.0).verdict()
    assert said.startswith(
        "After 14 days it depends on what counts. Better with “Around the brand”: margin."
        " Better with “Around what members care about”: sales."
    )
    both = told(compared, belonging=0.2, affinity=-0.1, sales=9.0, margin=90.0).verdict()
    assert "“Around the brand”: affinity. Better with" in both
    assert "members care about”: sales, margin, belonging." in both


def test_who_sells_more_and_keeps_less_is_not_ahead_in_money(compared):
    said = told(compared, sales=-9.0, margin=-90.0, profit=200.0).verdict()
    assert said.startswith(
        "After 14 days it depends on what counts. Better with “Around the brand”: sales, margin."
        " Better with “Around what members care about”: left after all costs."
    )
    assert "Left after all costs: “Around what members care about” is ahead" in said


def test_a_straddling_interval_is_too_close_to_call_with_the_pairs_that_would_settle_it(compared):
    study = told(compared, sales=(1.0, 5.0))
    found = study.paired("sales")
    assert found.low < 0 < found.high
    said = study.verdict()
    assert said.startswith("After 14 days it is too close to call, in money and in community.")
    assert f"about {int(found.more_pairs):,} more pairs would settle it" in said
    assert "Margin: the same in every pair." in said


def test_one_more_pair_is_one_pair(compared):
    study = told(compared, sales=(1.0, 0.5))
    few = dataclasses.replace(study, values=study.values[:, :3], seeds=study.seeds[:3])
    assert few.paired("sales").call == "open"
    assert few.paired("sales").more_pairs == 1
    assert "about 1 more pair would settle it" in few.verdict()


def test_no_difference_at_all_promises_no_number_of_pairs(compared):
    said = told(compared, sales=(0.0, 5.0)).verdict()
    assert "no number of further pairs that is worth the wait would settle it" in said


def test_a_sure_but_tiny_difference_makes_no_leader(compared):
    said = told(compared, affinity=0.002).verdict()
    assert "too close to call, in money and in community" in said
    assert "Affinity: as good as equal" in said
    assert "is sure (95% interval +0.002 to +0.002) but small" in said


def test_what_does_not_apply_is_said(compared):
    study = told(compared, sales=9.0)
    study.values[:, :, :, NAMES.index("belonging")] = np.nan
    assert "Belonging: does not apply to both." in study.verdict()


def test_a_lead_is_told_from_the_winners_side(compared):
    said = told(compared, sales=-9.0).verdict()
    mean = told(compared).paired("sales").mean_a
    assert f"Sales: “Around the brand” is ahead, {mean:.3g} purchases against" in said
    assert "the difference is 9 purchases (95% interval 8.94 to 9.06)" in said
    assert "shows in 100% of the pairs" in said


def test_what_was_the_other_way_round_earlier_is_told(compared):
    study = told(compared, sales=9.0)
    early = study.values.copy()
    early[1, :, :, NAMES.index("sales")] -= 20
    longer = dataclasses.replace(
        study, horizons=(30, 90), values=np.concatenate([early, study.values], axis=2)
    )
    assert "Sales: after 30 days “Around the brand” was ahead." in longer.verdict()
    assert "was ahead." not in longer.verdict(day=30)


def test_every_verdict_says_that_it_does_not_forecast(compared):
    assert "it compares, and does not forecast what you will sell" in compared.verdict()
    assert "“A repair café in a neighbourhood”" in compared.verdict()


def test_strategies_of_one_title_are_called_a_and_b(compared):
    study = told(compared, sales=9.0)
    alike = dataclasses.replace(study, b=study.a)
    assert "Sales: “B” is ahead" in alike.verdict()


@pytest.mark.parametrize(
    "steps",
    [
        {},
        {"sales": 9.0, "margin": 90.0, "belonging": 0.2, "affinity": 0.1},
        {"sales": -9.0, "margin": -90.0, "belonging": 0.2, "affinity": 0.1},
        {"sales": (1.0, 5.0)},
        {"sales": (0.0, 5.0), "affinity": 0.002},
        {"belonging": 0.2, "affinity": -0.1, "sales": 9.0, "margin": -90.0},
        {"sales": -9.0, "margin": -90.0, "profit": 200.0},
    ],
    ids=str,
)
def test_the_bengali_verdict_is_bengali_but_for_the_titles(compared, steps):
    study = told(compared, **steps)
    said = study.verdict("bn")
    for name in (*study.names, study.a.market.title, study.currency):
        said = said.replace(name, "")
    assert not [letter for letter in said if letter.isascii() and letter.isalnum()], said
