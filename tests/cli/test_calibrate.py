"""`adda calibrate`: what is shown of the shipped calibration, and what is refused."""

import json

from sim import evidence


def test_the_shipped_calibration_is_shown_without_running_anything(adda):
    answer = adda("calibrate", "--show")
    assert answer.exit_code == 0
    for name in ("participation_gini", "hundred_plus", "bass_q_word_of_mouth"):
        assert name in answer.stdout
    assert "held out" in answer.stdout
    assert "left of range" in answer.stdout


def test_the_table_can_be_had_as_json(adda):
    rows = json.loads(adda("calibrate", "--show", "--json").stdout)
    assert [row["id"] for row in rows] == list(evidence.patterns())


def test_what_cannot_be_calibrated_is_refused(refused):
    assert "allowed is 40 to 5,000" in refused("calibrate", "--points", "7")
    assert "did you mean 'boutique'" in refused("calibrate", "--market", "boutiqe")
