"""The validation says what it found, and the mistakes of analysts come out of runs."""

import math

import numpy as np
import pytest

from sim.errors import AddaError
from sim.validation.claim import Claim, below_zero, exactly, mean_of, ratio_of, share_of
from sim.validation.homophily import explained, homophily, matched_ratio, naive_ratio
from sim.validation.joining import joining, naive_uplift, randomised_uplift
from sim.validation.leaving import leaving
from sim.validation.lines import LINES, lines_named, validate
from sim.validation.regression import jackknife, linear, poisson
from sim.validation.trials import Trials


def by_name(claims) -> dict[str, Claim]:
    return {claim.name: claim for claim in claims}


# what analysts get wrong ------------------------------------------------------------------------


def test_members_bought_more_and_mostly_would_have_anyway():
    found = by_name(joining(Trials(), runs=12))
    assert found["C1 naive"].held
    assert found["C1 overstated"].held
    assert found["C1 randomised"].ours < 0.5 * found["C1 naive"].ours


def test_part_of_what_looks_like_influence_is_likeness():
    found = by_name(homophily(Trials(), runs=6))
    assert found["C2 naive"].ours > found["C2 matched"].ours
    assert found["C2 likeness"].ours > 0


def test_a_friends_leaving_raises_ones_own_for_a_while():
    found = by_name(leaving(Trials(), runs=40))
    assert found["C3 first week"].ours > 1
    assert found["C3 later"].held


# the estimators, on tables whose truth is known ---------------------------------------------------


def test_a_holdout_finds_the_effect_that_was_put_in_and_a_naive_comparison_does_not():
    rng = np.random.default_rng(1)
    keen, held = rng.random(40_000), rng.random(40_000) < 0.5
    joined = (rng.random(40_000) < keen) & ~held
    bought = 1 + 2 * keen + 0.5 * joined
    rows = np.column_stack([bought, joined, held]).astype(float)
    otherwise = (1 + 2 * keen)[joined].mean()
    assert randomised_uplift(rows) == pytest.approx(0.5 / otherwise, abs=0.05)
    assert naive_uplift(rows) > 1.3 * 0.5 / otherwise


def test_matching_takes_away_what_a_known_trait_explains_and_leaves_the_rest():
    rng = np.random.default_rng(2)
    trait = rng.random(200_000)
    exposed = rng.random(200_000) < 0.2 + 0.6 * trait
    bought = rng.random(200_000) < (0.1 + 0.3 * trait) * np.where(exposed, 1.2, 1.0)
    rows = np.column_stack([bought, exposed, trait]).astype(float)
    assert matched_ratio(rows) == pytest.approx(1.2, abs=0.03)
    assert naive_ratio(rows) > 1.4
    assert 0.4 < explained(rows) < 0.7


def test_a_hazard_ratio_is_found_again():
    rng = np.random.default_rng(3)
    exposure, exposed = rng.uniform(50, 150, 4000), rng.random(4000) < 0.3
    events = rng.poisson(0.02 * exposure * np.where(exposed, 1.8, 1.0))
    columns = np.column_stack([np.ones(4000), exposed])
    found = poisson(events.astype(float), exposure, columns, np.arange(4000))
    assert math.exp(found.found[1]) == pytest.approx(1.8, abs=0.15)
    assert abs(found.found[1] - math.log(1.8)) < 1.5 * found.spread[1]


def test_intervals_are_wider_where_rows_of_a_run_are_alike():
    rng = np.random.default_rng(4)
    run = np.repeat(np.arange(50), 40)
    outcome = rng.normal(size=50)[run] + rng.normal(size=2000)
    alone = linear(outcome, np.ones((2000, 1)), np.arange(2000))
    together = linear(outcome, np.ones((2000, 1)), run)
    assert together.spread[0] > 3 * alone.spread[0]


def test_a_jackknife_of_a_mean_is_its_standard_error():
    values = np.random.default_rng(5).normal(size=60)
    mean, spread = mean_of(values)
    found = jackknife(lambda rows: float(rows.mean()), [values[i : i + 1] for i in range(60)])
    assert found == pytest.approx((mean, spread))


# claims and lines -------------------------------------------------------------------------------


def test_a_claim_outside_its_band_does_not_hold():
    assert exactly("L1 x", "", "", (1.04, 0.01), (1.0, 0.05)).held
    assert not exactly("L1 x", "", "", (1.06, 0.01), (1.0, 0.05)).held
    assert not below_zero("L9 x", "", "", (0.1, 0.01)).held


def test_how_sure_a_claim_is_counts_from_what_is_exact():
    claim = exactly("L1 x", "", "", (1.03, 0.0196), (1.0, 0.05))
    assert claim.deviations == pytest.approx(5)
    assert claim._replace(exact=False).deviations == pytest.approx(2)
    assert exactly("L8 x", "", "", (1.0, 0.0), (1.0, 1e-9)).deviations == math.inf


def test_a_ratio_and_a_share_have_their_textbook_intervals():
    assert share_of(50, 100)[1] == pytest.approx(0.096, abs=0.002)
    ratio, spread = ratio_of([10.0, 12.0, 14.0], [5.0, 6.0, 7.0])
    assert ratio == pytest.approx(2)
    assert spread > 0


def test_the_table_tells_what_was_published_what_we_find_and_what_it_means():
    table = validate(["l8"])
    assert list(table["line"].unique()) == ["L8"]
    assert table["held"].all()
    assert table["means"].str.len().min() > 20
    assert {"published", "ours", "low", "high", "spread", "source"} <= set(table)


def test_every_line_says_what_it_means_and_has_two_sizes():
    for line in LINES:
        assert line.title
        assert line.means.endswith(".")
        for _setup, quick, full in line.setups:
            assert set(quick) >= set(full)
            assert all(quick[name] <= full[name] for name in full)


@pytest.mark.parametrize(("names", "said"), [(["L11"], "is no line"), (["C9"], "did you mean")])
def test_an_unknown_line_is_an_error_with_the_nearest(names, said):
    with pytest.raises(AddaError, match=said):
        lines_named(names)
