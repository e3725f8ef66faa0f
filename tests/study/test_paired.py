"""Paired: intervals that hold what they promise, and calls that admit what is not known."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.study.paired import paired

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40)


def luck(seed: int, shape: tuple[int, ...]) -> np.ndarray:
    return np.random.Generator(np.random.PCG64(seed)).normal(size=shape)


def test_the_interval_is_students_on_the_differences():
    from scipy.stats import ttest_rel

    a, b = luck(1, (2, 20))
    expected = ttest_rel(b, a).confidence_interval(0.95)
    found = paired(a, b)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-10)


def test_the_interval_holds_the_truth_in_19_of_20_studies():
    steps = 0.3 + luck(2, (4000, 12))
    found = [paired(np.zeros(12), one) for one in steps]
    held = np.mean([one.low <= 0.3 <= one.high for one in found])
    assert 0.935 < held < 0.965  # 4 standard errors


def test_the_middle_interval_needs_no_bell_curve():
    steps = np.exp(2 * luck(3, (3000, 15)))  # the middle of these is 1
    found = [paired(np.zeros(15), one) for one in steps]
    held = np.mean([one.middle_low <= 1.0 <= one.middle_high for one in found])
    assert held > 0.95


def test_the_middle_interval_is_the_exact_one_of_order_statistics():
    found = paired(np.zeros(20), np.arange(20.0))
    assert (found.middle_low, found.middle_high) == (5.0, 14.0)  # 6th and 15th of 20: 95.9 %


def test_fewer_than_six_pairs_have_no_middle_interval():
    assert math.isnan(paired(np.zeros(5), np.arange(5.0)).middle_low)
    assert not math.isnan(paired(np.zeros(6), np.arange(6.0)).middle_low)


def test_promised_pairs_settle_a_difference_in_8_of_10_studies():
    pilot = paired(np.zeros(50), 0.25 + luck(4, (50,)))
    assert pilot.call == "open"
    spread = math.sqrt(50) * (pilot.high - pilot.low) / 2 / 2.0096
    pairs = 50 + int(pilot.more_pairs)
    fresh = pilot.difference + spread * luck(5, (600, pairs))
    settled = np.mean([paired(np.zeros(pairs), one).call == "higher" for one in fresh])
    assert 0.74 < settled < 0.86


@given(VALUES)
def test_an_arm_against_itself_is_the_same(values):
    arm = np.array(values)
    found = paired(arm, arm)
    assert found.call == "same"
    assert found.difference == found.low == found.high == 0
    assert found.higher == 0.5
    assert found.more_pairs == 0


@given(VALUES, st.data())
def test_arms_exchanged_turn_every_sign(values, data):
    a = np.array(values)
    b = np.array(data.draw(st.lists(st.floats(-1e6, 1e6), min_size=len(a), max_size=len(a))))
    one, other = paired(a, b), paired(b, a)
    assert other.difference == pytest.approx(-one.difference)
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
    assert other.higher == pytest.approx(1 - one.higher)
    turned = {"higher": "lower", "lower": "higher"}
    assert other.call == turned.get(one.call, one.call)


@given(VALUES)
def test_an_interval_that_straddles_zero_is_open(values):
    steps = np.array(values)
    assume(steps.any())
    found = paired(np.zeros(len(steps)), steps)
    if found.low <= 0 <= found.high:
        assert found.call == "open"
        assert found.more_pairs >= 1
        assert found.favours("higher") == found.favours("lower") == ""


def test_equal_steps_of_a_few_pairs_settle_nothing():
    assert paired(np.zeros(3), np.ones(3)).call == "open"
    assert paired(np.zeros(8), np.ones(8)).call == "higher"


def test_no_difference_yet_cannot_promise_a_number_of_pairs():
    assert paired(np.zeros(4), np.array([1.0, -1.0, 2.0, -2.0])).more_pairs == math.inf


def test_pairs_in_which_an_outcome_does_not_apply_are_left_out():
    nan = float("nan")
    found = paired(np.array([1.0, nan, 3.0, 4.0]), np.array([2.0, 5.0, nan, 6.0]))
    assert found.pairs == 2
    assert found.mean_a == 2.5
    assert paired(np.array([nan, 1.0]), np.array([1.0, nan])).call == "none"
    assert paired(np.array([]), np.array([])).pairs == 0


def test_the_interval_of_a_share_is_jeffreys():
    from scipy.stats import beta

    found = paired(np.zeros(10), np.array([1.0] * 8 + [-1.0] * 2))
    assert found.higher == 0.8
    expected = beta(8.5, 2.5).interval(0.95)
    assert (found.higher_low, found.higher_high) == pytest.approx(expected)
    every = paired(np.zeros(10), np.ones(10))
    assert (every.higher, every.higher_high) == (1.0, 1.0)


def test_what_is_better_follows_the_outcome():
    found = paired(np.zeros(10), np.arange(1.0, 11.0))
    assert found.favours("higher") == "b"
    assert found.favours("lower") == "a"
    assert found.favours("neither") == ""
    assert found.b_better("lower")[0] == 0.0
    assert math.isnan(found.b_better("neither")[0])


def test_common_luck_is_counted_as_reduction():
    world, own = luck(6, (400,)), luck(7, (2, 400))
    found = paired(3 * world + own[0], 3 * world + own[1])
    assert found.reduction == pytest.approx(0.9, abs=0.03)
    assert paired(own[0], own[1]).reduction == pytest.approx(0.0, abs=0.15)
