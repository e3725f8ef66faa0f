"""Pictures of one's own numbers: the finding is in the title, uncertainty is drawn."""

import json

import pandas as pd
import pytest

from sim import words
from sim.figures import bass_fit, dark_interval, reply_graph
from sim.intake import dark_share, fit_bass, read_analytics, read_chat, read_series, reply_table
from tests.intake.conftest import SAMPLES


def dark():
    found = dark_share(read_analytics(SAMPLES / "made_up_ga4_exploration.csv"))
    return dark_interval(found.table(), found.share)


def bass():
    fit = fit_bass(read_series(SAMPLES / "made_up_sign_ups.csv"))
    return bass_fit(fit.table(), fit.step, fit.yearly("q"), fit.peak)


def replies():
    return reply_graph(reply_table(read_chat("telegram", SAMPLES / "made_up_telegram.json")))


@pytest.mark.parametrize("draw", [dark, bass, replies])
def test_it_says_what_it_found_with_units_and_travels_as_json(draw):
    made = draw()
    assert any(letter.isdigit() for letter in made.finding)
    assert made.layout.title.subtitle.text
    assert any(axis.title.text for axis in made.select_xaxes())
    assert json.loads(json.dumps(made.tree(), allow_nan=False))


def test_the_ends_of_the_dark_share_are_drawn():
    errors = dark().data[0].error_x
    assert max(errors.array) > 0
    assert max(errors.arrayminus) > 0


def test_the_interval_of_the_peak_is_a_band():
    assert any(shape.type == "rect" for shape in bass().layout.shapes)


def test_a_series_that_bounds_nothing_says_so():
    table = pd.DataFrame({"period": [1, 2], "count": [3, 4], "fitted": [3.1, 3.9]})
    assert "does not bound" in bass_fit(table, "week", (0.5, None, None), (9.0, None, None)).finding


def test_too_few_answers_make_no_picture_of_anybody():
    columns = ["who", "whom", "people", "answers"]
    made = reply_graph(pd.DataFrame(columns=columns))
    assert "Too few" in made.finding
    assert not made.data


@pytest.mark.parametrize("draw", [dark, bass, replies])
def test_in_bengali_its_numbers_are_bengali(draw):
    with words.speaking("bn"):
        finding = draw().finding
    assert not any(letter.isascii() and letter.isdigit() for letter in finding)
