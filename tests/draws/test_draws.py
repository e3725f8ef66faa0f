"""Draws are uniform, independent in every argument, and the same wherever they are called from.

Seeds are fixed, so nothing here is flaky. Limits are set so that a correct generator would fail a
single check for less than one choice of seed in a million.
"""

import itertools

import numba
import numpy as np
import pytest
from scipy import stats

from sim import draws

UNLIKELY = 1e-6
MANY = 200_000
ARGUMENTS = ("seed", "purpose", "tick", "person", "item")
START = np.array([7, 3, 40, 1000, 5])


@numba.njit
def drawn(start, moving, count):
    """Return `count` draws while one of the five arguments counts up."""
    out = np.empty(count)
    for n in range(count):
        at = start.copy()
        at[moving] += n
        out[n] = draws.uniform(at[0], at[1], at[2], at[3], at[4])
    return out


@numba.njit
def hashed(start, moving, count):
    out = np.empty(count, np.uint64)
    for n in range(count):
        at = start.copy()
        at[moving] += n
        out[n] = draws.hash5(at[0], at[1], at[2], at[3], at[4])
    return out


@pytest.mark.parametrize("moving", range(5), ids=ARGUMENTS)
def test_draws_of_neighbouring_arguments_are_uniform_in_pairs(moving):
    u = drawn(START, moving, MANY)
    pairs = np.histogram2d(u[:-1:2], u[1::2], bins=16, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(pairs.ravel()).pvalue > UNLIKELY


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(5), 2)))
def test_draws_over_a_grid_of_two_arguments_are_uniform_and_uncorrelated(one, other):
    rows = []
    for n in range(100):
        start = START.copy()
        start[one] += n
        rows.append(drawn(start, other, 200))
    grid = np.array(rows)
    assert stats.kstest(grid.ravel(), "uniform").pvalue > UNLIKELY
    for left, right in ((grid[:-1], grid[1:]), (grid[:, :-1], grid[:, 1:])):
        assert abs(np.corrcoef(left.ravel(), right.ravel())[0, 1]) < 5 / np.sqrt(left.size)


@pytest.mark.parametrize("moving", range(5), ids=ARGUMENTS)
@pytest.mark.parametrize("lag", [1, 2, 3, 7, 64, 1000])
def test_a_draw_says_nothing_about_later_ones(moving, lag):
    u = drawn(START, moving, MANY)
    assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 5 / np.sqrt(MANY - lag)


@pytest.mark.parametrize("moving", range(5), ids=ARGUMENTS)
def test_runs_above_one_half_have_the_lengths_of_coin_tosses(moving):
    above = drawn(START, moving, MANY) > 0.5
    changes = np.flatnonzero(np.diff(above))
    lengths = np.minimum(np.diff(changes), 10)
    expected = len(lengths) * np.array([*(0.5 ** np.arange(1, 10)), 0.5**9])
    counts = np.bincount(lengths, minlength=11)[1:]
    assert stats.chisquare(counts, expected).pvalue > UNLIKELY


@pytest.mark.parametrize("moving", range(5), ids=ARGUMENTS)
def test_every_bit_of_a_hash_is_set_half_the_time(moving):
    values = hashed(START, moving, MANY)
    share = [np.mean((values >> np.uint64(bit)) & np.uint64(1)) for bit in range(64)]
    assert np.max(np.abs(np.array(share) - 0.5)) < 5.5 * 0.5 / np.sqrt(MANY)


@pytest.mark.parametrize("moving", range(5), ids=ARGUMENTS)
def test_turning_one_bit_of_an_argument_turns_every_bit_of_the_hash_half_the_time(moving):
    bits = np.arange(64, dtype=np.uint64)
    turned = np.zeros((62, 64))
    tries = 400
    for n in range(tries):
        at = [11 + n, 3, 40 + n, 1000 + n, 5]
        before = draws.hash5(*at)
        for bit in range(62):
            changed = [*at]
            changed[moving] ^= 1 << bit
            turned[bit] += (np.uint64(before ^ draws.hash5(*changed)) >> bits) & np.uint64(1)
    assert np.max(np.abs(turned / tries - 0.5)) < 6 * 0.5 / np.sqrt(tries)


def test_draws_for_different_purposes_are_not_correlated():
    by_purpose = np.array([drawn(np.array([7, p, 0, 0, 0]), 3, 50_000) for p in range(1, 41)])
    correlation = np.corrcoef(by_purpose) - np.eye(40)
    assert np.max(np.abs(correlation)) < 5.5 / np.sqrt(50_000)


def test_the_order_of_arguments_matters():
    values = {draws.hash5(*order) for order in itertools.permutations([1, 2, 3, 4, 5])}
    assert len(values) == 120


def test_a_million_keys_are_all_different():
    @numba.njit
    def keys():
        out = np.empty(1_000_000, np.uint64)
        for n in range(len(out)):
            out[n] = draws.key(n % 10, n // 10 % 10 - 1, n // 100 % 100, n // 10_000)
        return out

    assert len(np.unique(keys())) == 1_000_000


def test_a_draw_is_the_same_called_from_python_compiled_and_inlined():
    wide = [0, 1, 5, 2**31, 2**63 - 1]
    cases = [(s, p, t, who, item) for s in wide for p in (1, 140) for t in (0, 3600)
             for who in (-1, 0, 999_999) for item in (0, 17, 2**63 - 1)]  # fmt: skip
    columns = [np.array(column) for column in zip(*cases, strict=True)]

    @numba.njit
    def in_a_loop(seeds, purposes, ticks, people, items):
        out = np.empty(len(seeds))
        for n in range(len(seeds)):
            out[n] = draws.uniform(seeds[n], purposes[n], ticks[n], people[n], items[n])
        return out

    from_python = [draws.uniform(*case) for case in cases]
    assert in_a_loop(*columns).tolist() == from_python


def test_seeds_and_items_may_fill_64_bits_and_people_may_be_negative():
    most = 2**64 - 1
    values = {draws.uniform(s, 1, 0, p, i) for s in (0, most) for p in (-1, 1) for i in (0, most)}
    assert len(values) == 8
    assert draws.key(most, -1, -2, -3) != draws.key(most - 1, -1, -2, -3)


def written_out(start, *arguments):
    """Return the hash as its definition says, in whole numbers of any size."""
    value, most = start, 2**64 - 1
    for first, argument in enumerate(arguments):
        x = (argument & most) ^ (start if first == 0 else value)
        x = ((x ^ (x >> 27)) * 0x3C79AC492BA7B653) & most
        x = ((x ^ (x >> 33)) * 0x1C69B3F74AC4AE35) & most
        value = x ^ (x >> 27)
    return value


@pytest.mark.parametrize(
    "arguments", [(0, 0, 0, 0, 0), (7, 1, 90, -1, 2**64 - 1), (2**64 - 1, 99, 2**40, 123, 5)]
)
def test_a_hash_is_what_its_definition_says(arguments):
    expected = written_out(0x9E3779B97F4A7C15, *arguments)
    assert draws.hash5(*arguments) == expected
    assert draws.uniform(*arguments) == (expected >> 11) / 2**53


def test_draws_do_not_change_from_one_version_to_the_next():
    assert draws.hash5(0, 0, 0, 0, 0) == 8506272658658812134
    assert draws.hash5(7, 1, 90, -1, 2**64 - 1) == 5025919263371700677
    assert draws.key(1, -1, 2, 3) == 13987914621437938648


def test_a_draw_grown_from_a_stem_is_the_draw_of_all_five_arguments():
    stem = draws.stem(7, 3, 40)
    for person, item in ((-1, 0), (5, 2**64 - 1), (10**6, 17)):
        assert draws.grown(stem, person, item) == draws.hash5(7, 3, 40, person, item)
        assert draws.drawn(stem, person, item) == draws.uniform(7, 3, 40, person, item)
    each = [draws.uniform(7, 3, 40, person, 0) for person in range(100)]
    assert draws.uniforms(7, 3, 40, 100).tolist() == each
