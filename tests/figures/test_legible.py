"""What makes a picture legible: contrast, colours that everybody tells apart, ticks, names."""

import itertools
import re

import numpy as np
import pytest

from sim.figures import page, style
from sim.figures.rows import row_height, wrapped
from sim.figures.ticks import STEPS, fitting_ticks, round_ticks
from sim.figures.waterline import WATER
from sim.figures.ways import LINES, look_of

DARK_PAPER = "#17191C"
DRAWN = (*style.ARMS, style.PRIVATE, style.PUBLIC, style.NEUTRAL, WATER, *LINES)
LETTERS = (style.INK, style.SOFT)
# Machado, Oliveira and Fernandes 2009, full strength.
BLIND = {
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def light(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    high, low = sorted((float(light(c) @ XYZ[1]) for c in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, eye: str) -> np.ndarray:
    """Return where a colour lies for an eye in CIE L*a*b*."""
    ratio = XYZ @ np.clip(np.array(BLIND[eye]) @ light(colour), 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def in_the_dark(colour: str) -> str:
    table = dict(re.findall(r'"(#[0-9A-F]{6})": "(#[0-9A-F]{6})"', page.painter()))
    assert style.INK in table
    return table.get(colour.upper(), colour)


@pytest.mark.parametrize("colour", DRAWN)
def test_what_is_drawn_stands_out_three_to_one_on_light_and_on_dark(colour):
    assert contrast(colour, style.PAPER) >= 3
    assert contrast(in_the_dark(colour), DARK_PAPER) >= 3


@pytest.mark.parametrize("colour", LETTERS)
def test_letters_stand_out_four_and_a_half_to_one(colour):
    assert contrast(colour, style.PAPER) >= 4.5
    assert contrast(in_the_dark(colour), DARK_PAPER) >= 4.5


@pytest.mark.parametrize("eye", BLIND)
@pytest.mark.parametrize("pair", [style.ARMS, (style.PRIVATE, style.PUBLIC)])
def test_every_eye_tells_a_pair_apart(eye, pair):
    for shown in (pair, tuple(map(in_the_dark, pair))):
        assert np.linalg.norm(seen(shown[0], eye) - seen(shown[1], eye)) > 40


@pytest.mark.parametrize("eye", BLIND)
def test_no_two_colours_of_many_lines_are_one_to_any_eye(eye):
    for one, other in itertools.combinations(LINES, 2):
        assert np.linalg.norm(seen(one, eye) - seen(other, eye)) > 12


def test_no_two_of_many_lines_look_alike():
    looks = [tuple(look_of(number).values()) for number in range(len(LINES) ** 2)]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("ends", [(0, 1), (-0.3, 0.6), (10, 120), (0.03, 0.25), (-4e6, 9e9)])
def test_ticks_are_round_in_range_and_few(ends):
    ticks = round_ticks(*ends)
    assert 2 <= len(ticks) <= 6
    assert all(ends[0] <= tick <= ends[1] for tick in ticks)
    steps = np.diff(ticks)
    assert np.allclose(steps, steps[0])
    assert any(np.isclose(steps[0] / 10 ** np.floor(np.log10(steps[0])), one) for one in STEPS)


def test_ticks_of_a_range_without_width_or_without_numbers():
    assert round_ticks(2.0, 2.0) == [2.0]
    assert round_ticks(float("nan"), 1.0) == []


def test_fewer_ticks_are_set_where_there_is_less_room():
    counts = [len(fitting_ticks(0.137, 0.139, room)) for room in (60, 20, 5)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1


def test_a_name_keeps_to_its_width_and_a_word_without_end_is_broken():
    lines = wrapped("short words and " + "endless" * 9, 20).split("<br>")
    assert max(map(len, lines)) <= 20
    assert "".join(lines).replace(" ", "") == "shortwordsand" + "endless" * 9


def test_names_of_users_stay_letters_in_every_line():
    assert "<b>" not in wrapped("a <b>bold</b> name of somebody", 8)


def test_rows_grow_with_the_lines_of_their_names():
    assert row_height(["one"], 24) == 24
    assert row_height(["one<br>two<br>three"], 24) > 3 * 14
