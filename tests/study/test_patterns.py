"""Published statistics: reckoned rightly where the answer is known, and measured on every case."""

import numpy as np
import pytest

import sim
from sim import evidence
from sim.study.patterns import spreading, table
from sim.study.patterns.cases import STATISTICS, cases
from sim.study.patterns.statistic import Statistic, mean, ratio
from sim.study.patterns.talking import _gini


def test_every_pattern_is_measured_and_nothing_else():
    assert set(STATISTICS) == set(evidence.patterns())
    assert {name for case in cases() for name in case.patterns} == set(evidence.patterns())


def test_equal_writers_have_no_inequality_and_one_who_writes_all_the_most():
    assert _gini(np.full(20, 7.0)) == pytest.approx(0.0)
    assert _gini(np.array([*np.full(99, 1e-9), 1.0])) == pytest.approx(0.99, abs=1e-6)


def test_a_lognormal_has_the_inequality_of_the_textbook():
    from scipy.special import erf

    values = np.random.default_rng(1).lognormal(0, 1.5, 200_000)
    assert _gini(values) == pytest.approx(erf(1.5 / 2), abs=0.01)


@pytest.mark.parametrize("exponent", [2.2, 2.8, 3.5])
def test_the_exponent_of_copies_is_recovered(exponent):
    u = np.random.default_rng(2).random(40_000)
    copies = np.floor(1.5 * (1 - u) ** (-1 / (exponent - 1)) + 0.5)
    assert spreading.hill([copies]) == pytest.approx(exponent, rel=0.15)
    assert np.isnan(spreading.hill([copies[:5]]))


@pytest.mark.parametrize("q", [0.2, 0.38, 1.5])
def test_the_influence_of_a_bass_curve_is_recovered(q):
    years, p, people = np.arange(0, 3 * 365 + 1) / 365, 0.1, 1000
    fading = np.exp(-(p + q) * years)
    adopted = 600 * (1 - fading) / (1 + q / p * fading)
    assert spreading.bass_q([np.append(np.diff(adopted), people)]) == pytest.approx(q, rel=0.05)


def test_onward_shares_of_a_generation_are_recovered():
    shares = 1000.0 * 0.4 ** np.arange(8)
    assert spreading.next_per_share([shares]) == pytest.approx(0.4)
    assert np.isnan(spreading.next_per_share([np.array([19.0, 9, 3, 1, 0, 0, 0, 0])]))


def test_leaving_runs_out_tells_how_sure_a_mean_is():
    values = np.random.default_rng(3).normal(5, 2, (60, 1))
    _value, error = Statistic(mean, mean).with_error(list(values))
    assert error == pytest.approx(2 / np.sqrt(60), rel=0.5)


def test_one_run_says_nothing_about_luck():
    value, error = Statistic(ratio, ratio).with_error([np.array([1.0, 4.0])])
    assert value == 0.25
    assert np.isnan(error)


def test_a_reply_after_the_second_post_did_not_bring_its_author_back(brand):
    from sim import tables
    from sim.trace import Run

    # 0 posts twice and is answered in between, 1 posts twice and is answered later, 2 posts once,
    # 9 answers both and is not answered.
    columns = {
        "author": np.array([0, 1, 2, 9, 0, 1, 9]),
        "tick": np.array([0, 0, 0, 1, 2, 2, 3]),
        "reply_to": np.array([-1, -1, -1, 0, -1, -1, 1]),
        "kind": np.full(7, tables.CHAT),
    }
    lived = sim.run(brand, 1)
    told = Run(brand, {**lived.tables, "messages": columns}, lived.manifest)
    assert STATISTICS["newcomer_answered"].part(told).tolist() == [1, 1]
    assert STATISTICS["newcomer_unanswered"].part(told).tolist() == [2, 3]


@pytest.mark.slow
def test_a_table_is_the_same_whoever_measures_it():
    one = table.measured(effort=0.001, workers=1)
    two = table.measured(effort=0.001, workers=2)
    assert [row.ours for row in one] == pytest.approx([row.ours for row in two], nan_ok=True)
    assert [row.pattern for row in one] == list(evidence.patterns().values())


@pytest.mark.parametrize("effort", [0, -1, 1.1])
def test_an_effort_out_of_range_is_refused(effort):
    with pytest.raises(sim.AddaError, match="more than 0 and at most 1"):
        table.measured(effort=effort)


def test_the_shipped_table_has_every_pattern_and_is_tidy():
    found = table.frame(table.shipped())
    assert list(found["id"]) == list(evidence.patterns())
    inside = found.ours.between(found.band_low, found.band_high)
    assert (found.met == inside).all()
    assert set(found.fit) == {"fitted", "held_out"}


def test_more_than_half_of_the_patterns_held_out_are_met():
    held = [one.met for one in table.shipped() if one.pattern.fit == "held_out"]
    assert sum(held) > len(held) / 2
