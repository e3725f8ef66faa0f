"""What is built on a uniform draw has the distribution that its name says.

The functions are tried on evenly spread values of u, so their distribution is known up to the
spacing and there is no luck in these tests.
"""

import numba
import numpy as np
import pytest
from scipy import stats

from sim import draws

EVEN = (np.arange(200_000) + 0.5) / 200_000


@numba.njit
def binomials(u, n, p):
    out = np.empty(len(u), np.int64)
    for at in range(len(u)):
        out[at] = draws.binomial(u[at], n, p)
    return out


@numba.njit
def skips(u, p):
    out = np.empty(len(u), np.int64)
    for at in range(len(u)):
        out[at] = draws.skip(u[at], p)
    return out


def test_normal_is_the_inverse_of_the_normal_distribution():
    ends = [1e-15, 1e-12, 1e-7, 1e-3, 0.0749, 0.0751, 0.9249, 0.9251, 1 - 1e-9]
    for u in [*ends, *EVEN[::997]]:
        assert draws.normal(u) == pytest.approx(stats.norm.ppf(u), rel=1e-13, abs=1e-14)


def test_normal_of_the_smallest_draw_is_finite_and_the_lowest():
    assert -9 < draws.normal(0.0) < draws.normal(2.0**-53) < -8


def test_normal_is_odd_about_one_half():
    for u in (0.5, 0.25, 0.03125, 2.0**-20):
        assert draws.normal(u) == -draws.normal(1 - u)


@pytest.mark.parametrize(
    ("n", "p"), [(1, 0.3), (7, 0.5), (30, 0.9), (90, 0.5), (500, 0.04), (10**6, 1e-6)]
)
def test_binomial_of_small_variance_is_exact(n, p):
    counts = binomials(EVEN, n, p)
    shares = np.cumsum(np.bincount(counts, minlength=n + 1)[: counts.max() + 1]) / len(EVEN)
    exact = stats.binom.cdf(np.arange(counts.max() + 1), n, p)
    assert np.max(np.abs(shares - exact)) < 1.1 / len(EVEN)


@pytest.mark.parametrize(
    ("n", "p"), [(101, 0.5), (1000, 0.03), (1000, 0.97), (5000, 0.2), (10**5, 0.001), (10**6, 0.4)]
)
def test_binomial_of_large_variance_is_within_half_a_thousandth(n, p):
    counts = binomials(EVEN, n, p)
    values, first = np.unique(counts, return_index=True)
    shares = np.append(first[1:], len(EVEN)) / len(EVEN)
    if p > 0.5:
        shares = np.cumsum(np.unique(counts, return_counts=True)[1]) / len(EVEN)
    assert np.max(np.abs(shares - stats.binom.cdf(values, n, p))) < 5e-4
    assert counts.mean() == pytest.approx(n * p, abs=0.01 * np.sqrt(n * p * (1 - p)))
    assert counts.std() == pytest.approx(np.sqrt(n * p * (1 - p)), rel=0.01)


@pytest.mark.parametrize("p", [1e-9, 0.01, 0.2, 0.5, 0.8, 0.999])
@pytest.mark.parametrize("n", [1, 5, 60, 300, 100_000])
def test_binomial_grows_with_its_draw_and_stays_within_its_trials(n, p):
    counts = binomials(np.concatenate([[0.0], EVEN[::50], [1 - 2.0**-53]]), n, p)
    assert np.all(np.diff(counts) >= 0)
    assert 0 <= counts[0] <= counts[-1] <= n


def test_binomial_of_impossible_and_certain_trials_needs_no_luck():
    for u in (0.0, 0.5, 1 - 2.0**-53):
        assert draws.binomial(u, 0, 0.5) == 0
        assert draws.binomial(u, -3, 0.5) == 0
        assert draws.binomial(u, 10, 0.0) == 0
        assert draws.binomial(u, 10, 1.0) == 10
        assert draws.binomial(u, 10, 1.5) == 10


@pytest.mark.parametrize("p", [0.001, 0.05, 0.3, 0.9])
def test_skip_counts_the_failures_before_a_success(p):
    gaps = np.minimum(skips(EVEN, p), 5000)
    shares = np.cumsum(np.bincount(gaps)) / len(EVEN)
    assert np.max(np.abs(shares[:-1] - stats.geom.cdf(np.arange(len(shares) - 1) + 1, p))) < 1e-5


def test_skipping_finds_as_many_successes_as_trying_each():
    @numba.njit
    def found(p, trials, seed):
        at, count, n = -1, 0, 0
        while True:
            at += 1 + draws.skip(draws.uniform(seed, 1, 0, 0, n), p)
            n += 1
            if at >= trials:
                return count
            count += 1

    counts = np.array([found(0.1, 1000, seed) for seed in range(2000)])
    assert counts.mean() == pytest.approx(100, abs=5 * np.sqrt(90 / 2000))
    assert counts.std() == pytest.approx(np.sqrt(90), rel=0.08)


def test_skip_of_certain_and_impossible_trials_needs_no_luck():
    for u in (0.0, 0.5, 1 - 2.0**-53):
        assert draws.skip(u, 1.0) == 0
        assert draws.skip(u, 0.0) == 2**62
    assert draws.skip(0.5, 1e-300) == 2**62
    assert draws.skip(0.0, 0.5) == 0


def test_below_splits_the_draw_into_equal_parts():
    parts = [draws.below(u, 7) for u in EVEN[::10]]
    assert np.ptp(np.bincount(parts)) <= 1
    assert draws.below(1 - 2.0**-53, 1) == 0
    assert draws.below(1 - 2.0**-53, 2**31) == 2**31 - 1
