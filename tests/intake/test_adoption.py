"""A series of sales or sign-ups is read as it is written, and its Bass curve is found again."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from sim.errors import AddaError
from sim.intake.adoption import Series, fit_bass, read_series, series_names
from sim.intake.bass_curve import curve
from tests.intake.conftest import SAMPLES

CLASSIC = Path(__file__).parents[3] / "shared" / "data" / "adoption" / "bass_classic_series.csv"
classic = pytest.mark.skipif(not CLASSIC.exists(), reason="the classic series are not here")
# Bass (1969), as listed among the eleven durables of the evidence.
PUBLISHED = {
    "room_air_conditioners_us_thousand": (0.010399, 0.41861),
    "clothes_dryers_us_thousand": (0.0172, 0.35688),
}


def held(estimate, truth: float) -> bool:
    """Tell whether an interval holds a value; an end that is None bounds nothing."""
    low, high = estimate.low, estimate.high
    return (low is None or low <= truth) and (high is None or truth <= high)


def bass(p: float, q: float, m: float, periods: int) -> np.ndarray:
    """Return the adopters of each period by the curve."""
    return m * np.diff(curve(np.arange(periods + 1.0), p, q))


# reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "step", "first", "counts"),
    [
        ("year,sales\n2001,5\n2002,7\n2004,1\n", "year", "2001", [5, 7, 0, 1]),
        ("Jahr;Anzahl\n2001;5\n2002;1 234\n", "year", "2001", [5, 1234]),
        ("month,orders\n2024-11,1\n2024-12,2\n2025-01,3\n", "month", "2024-11", [1, 2, 3]),
        ("month,orders\nNov 2024,1\nDec 2024,2\n", "month", "2024-11", [1, 2]),
        ("year,month,orders\n2024,11,1\n2024,12,2\n", "month", "2024-11", [1, 2]),
        ("quarter,units\n2024-Q4,1\nQ1 2025,2\n", "quarter", "2024-Q4", [1, 2]),
        ("week,sign_ups\n2024-W52,1\n2025-W01,2\n", "week", "2024-12-23", [1, 2]),
        ("week,sign_ups\n1,4\n2,5\n4,6\n", "week", "week 1", [4, 5, 0, 6]),
        ("week,n\n2024-01-01,4\n2024-01-08,5\n2024-01-22,6\n", "week", "2024-01-01", [4, 5, 0, 6]),
        ("date,n\n2024-01-31,4\n2024-02-29,5\n2024-03-31,6\n", "month", "2024-01", [4, 5, 6]),
        ("date,n\n2021-01-01,4\n2022-01-01,5\n2024-01-01,6\n", "year", "2021", [4, 5, 0, 6]),
        ("date\n2024-01-03\n2024-01-01\n2024-01-01\n", "day", "2024-01-01", [2, 0, 1]),
        ("date,n\n31.12.2024,1\n01.01.2025,2\n", "day", "2024-12-31", [1, 2]),
        ("created_at,n\n2024-01-01 10:00,1\n2024-01-01T11:00:00Z,2\n", "day", "2024-01-01", [3]),
        ("year,cumulative sales\n2001,5\n2002,12\n", "year", "2001", [5, 7]),
        ("বছর,বিক্রি\n২০০১,৫\n২০০২,৭\n", "year", "2001", [5, 7]),
        ("\ufeff# made up\r\nyear\tadopters_in_year\r\n2001\t5\r\n", "year", "2001", [5]),
    ],
)
def test_times_are_read_as_tables_write_them(text, step, first, counts, written):
    read = read_series(written(text))
    assert (read.step, read.first, read.counts.tolist()) == (step, first, counts)


def test_days_over_ten_weeks_are_counted_by_the_week_and_a_broken_week_is_left_out(written):
    lines = "".join(
        f"2024-{month:02d}-{day:02d},1\n" for month in (1, 2, 3) for day in range(1, 29)
    )
    read = read_series(written("date,n\n" + lines))
    assert read.step == "week"
    assert read.counts[0] == 7
    assert "do not fill a week" in read.warnings[0]
    assert read.total + int(read.warnings[0].split("; ")[1].split()[0]) == 84


def test_several_series_in_a_file_are_asked_for_by_name(written):
    path = written("product,year,sales\nsoap,2001,1\nrope,2001,2\nrope,2002,3\n")
    assert series_names(path) == ("soap", "rope")
    assert read_series(path, "rope").counts.tolist() == [2, 3]
    with pytest.raises(AddaError, match="2 series: 'soap', 'rope'"):
        read_series(path)
    with pytest.raises(AddaError, match="did you mean 'soap'"):
        read_series(path, "soup")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "no column of times"),
        ("year,apples,pears\n2001,1,2\n", "several columns may count: 'apples', 'pears'"),
        ("year,sales\n2001,many\n", "no line of the file holds a time and a count"),
        ("year,sales\nsoon,1\n", "no line of the file carries a time"),
        ("date,n\n03/04/2024,1\n05/06/2024,1\n", "day first or month first"),
        ("year,cumulative\n2001,5\n2002,3\n", "falls somewhere"),
        ("year,cumulative\n2001,5\n2003,9\n", "has gaps"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text, words, written):
    with pytest.raises(AddaError, match=words):
        read_series(written(text))


def test_the_order_of_day_and_month_and_the_column_can_be_given(written):
    dates = written("date,n\n03/04/2024,1\n05/06/2024,1\n")
    assert read_series(dates, date_order="dmy").first == "2024-04-03"
    assert read_series(dates, date_order="mdy").first == "2024-03-04"
    columns = written("year,apples,pears\n2001,1,2\n")
    assert read_series(columns, column="pears").counts.tolist() == [2]
    with pytest.raises(AddaError, match="did you mean 'pears'"):
        read_series(columns, column="peers")


def test_lines_that_are_passed_over_are_counted(written):
    read = read_series(written("year,sales\n2001,5\n2002,-1\n2003\nlater,4\n2002,6\n"))
    assert read.counts.tolist() == [5, 6]
    assert sum(read.skipped.values()) == 3


@pytest.mark.parametrize("counts", [[1, -1], [1, math.nan], [[1], [2]]])
def test_a_series_holds_counts_and_nothing_else(counts):
    with pytest.raises(AddaError, match="counts of 0 or more"):
        Series(np.array(counts, dtype=float))


# fitting --------------------------------------------------------------------------------------


@pytest.mark.parametrize("noise", ["counts", "even"])
@pytest.mark.parametrize(
    ("p", "q", "periods"), [(0.03, 0.38, 12), (0.005, 0.6, 15), (0.1, 0.2, 14)]
)
def test_a_curve_without_noise_is_found_exactly(p, q, periods, noise):
    fit = fit_bass(Series(bass(p, q, 1e6, periods)), noise)
    assert fit.p.value == pytest.approx(p, rel=1e-3)
    assert fit.q.value == pytest.approx(q, rel=1e-3)
    assert fit.m.value == pytest.approx(1e6, rel=1e-3)
    assert fit.peak.value == pytest.approx(math.log(q / p) / (p + q), rel=1e-3)
    assert fit.r2 > 0.999999


@pytest.mark.parametrize("spread", [1, 15])
def test_intervals_hold_the_truth_about_as_often_as_they_say(spread):
    p, q, m, periods, runs = 0.01, 0.4, 20_000 if spread > 1 else 2_000, 15, 60
    luck, hits = np.random.default_rng(4), np.zeros(4)
    expected = bass(p, q, m, periods)
    truth = (p, q, m, math.log(q / p) / (p + q))
    for _run in range(runs):
        if spread > 1:
            counts = luck.negative_binomial(expected / (spread - 1), 1 / spread)
        else:
            counts = luck.multinomial(m, [*expected / m, 1 - expected.sum() / m])[:-1]
        fit = fit_bass(Series(counts.astype(float)))
        found = (fit.p, fit.q, fit.m, fit.peak)
        hits += [held(estimate, value) for estimate, value in zip(found, truth, strict=True)]
    # Of 60 intervals of 95 % that are right, fewer than 49 hold the truth less than once in 10,000.
    assert hits.min() >= 49


@classic
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_coefficients_lie_in_our_intervals(name):
    fit = fit_bass(read_series(CLASSIC, name), "even")
    p, q = PUBLISHED[name]
    assert held(fit.p, p)
    assert held(fit.q, q)
    assert fit.q.value == pytest.approx(q, rel=0.15)
    assert fit.yearly("q") == fit.q


@classic
def test_every_classic_series_rises_and_falls_as_the_curve_says():
    for name in series_names(CLASSIC):
        series = read_series(CLASSIC, name)
        fit = fit_bass(series)
        assert fit.p.low <= fit.p.value <= fit.p.high
        assert fit.m.value > 0.8 * series.total
        assert abs(fit.peak.value - (np.argmax(series.counts) + 0.5)) < 3.5
        assert fit.r2 > 0.5


def test_the_unit_of_the_series_does_not_change_p_and_q():
    counts = np.round(bass(0.01, 0.4, 5e5, 14) * np.random.default_rng(2).uniform(0.8, 1.2, 14))
    whole, thousands = fit_bass(Series(counts)), fit_bass(Series(counts / 1000))
    assert thousands.q == pytest.approx(whole.q, rel=1e-3)
    assert thousands.m.value == pytest.approx(whole.m.value / 1000, rel=1e-3)


def test_without_the_peak_it_says_that_the_end_is_not_known():
    fit = fit_bass(Series(np.round(bass(0.003, 0.4, 3_000, 8))))
    assert fit.m.high is None or fit.m.high > 3 * fit.m.value
    assert any(
        "peak is not in the series" in said or "does not tell" in said for said in fit.warnings
    )


def test_a_fall_from_the_launch_on_shows_no_word_of_mouth():
    fit = fit_bass(Series(np.round(bass(0.3, 0.01, 5_000, 12))))
    assert fit.peak.value == 0
    assert fit.q.low == pytest.approx(0, abs=0.02)
    assert "word of mouth does not show" in fit.warnings[0]


def test_rates_are_told_a_year_and_as_a_target():
    weekly = fit_bass(Series(bass(0.01, 0.2, 900, 40), step="week"))
    assert weekly.yearly("q").value == pytest.approx(weekly.q.value * 365.25 / 7)
    assert weekly.target()["bass_q_word_of_mouth"]["low"] == weekly.yearly("q").low
    assert weekly.share_adopted(0) == 0
    assert weekly.share_adopted(40) == pytest.approx(weekly.fitted.sum() / weekly.m.value)


@pytest.mark.parametrize("counts", [[1, 2, 3, 2, 1], [0, 0, 5, 0, 0, 0, 9, 0]])
def test_too_short_a_series_is_refused(counts):
    with pytest.raises(AddaError, match="needs 6 periods or more"):
        fit_bass(Series(np.array(counts, dtype=float)))


def test_the_shipped_sample_gives_back_what_it_was_made_from():
    series = read_series(SAMPLES / "made_up_sign_ups.csv")
    fit = fit_bass(series)
    assert (series.step, len(series)) == ("week", 40)
    assert held(fit.m, 800)
    assert fit.q.value == pytest.approx(0.18, abs=0.04)
    assert fit.table().columns.tolist() == ["period", "count", "fitted"]


def test_a_series_that_is_over_at_once_is_fitted_without_a_fault():
    """Found by fuzzing: the curve fades to nothing where a few late adopters still come."""
    counts = np.zeros(39)
    counts[[0, 1, 2, 3, 6]] = 13, 28, 28, 1213, 24
    with np.errstate(all="raise", under="ignore"):
        fit = fit_bass(Series(counts, "month"))
    told = json.loads(json.dumps(fit.to_dict(), allow_nan=False))
    assert told["m"]["value"] > 0


def test_dots_group_where_semicolons_part_the_cells(written):
    text = "Monat;Anmeldungen\n2024-01;10\n2024-02;1.200\n2024-03;1.234.567,5\n"
    assert read_series(written(text)).counts.tolist() == [10, 1200, 1234567.5]
    assert read_series(written("month,units\n2024-01,1.250\n2024-02,3\n")).counts[0] == 1.25
