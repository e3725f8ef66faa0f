"""The film of talk: what it shows is what happened, and it needs nobody to ask."""

import json

import numpy as np
import pytest

from sim import tables
from sim.figures import Pictures
from sim.figures.film import MOST_SHARES, Film, film_in


@pytest.fixture(scope="module")
def film(gallery):
    return gallery.film()


def test_every_share_of_the_run_moves_once_and_on_its_tick(film, gallery):
    for arm, run in zip(film.tree()["arms"], gallery.runs, strict=True):
        assert len(run.tables["shares"]["tick"]) <= MOST_SHARES
        assert arm["tick"] == run.tables["shares"]["tick"].tolist()
        private = np.isin(run.tables["shares"]["venue_kind"], [0, 1, 4, 5])
        assert arm["private"] == private.astype(int).tolist()


def test_public_places_stand_above_the_water_and_private_ones_below(film):
    tree = film.tree()
    _wide, high, water = tree["stage"]
    for arm in tree["arms"]:
        for place in arm["places"]:
            assert (place["y"] < water) == (place["kind"] == "public")
            assert 0 <= place["y"] <= high
        assert min(arm["people"][1::2]) > water


def test_who_is_a_member_at_the_end_of_the_film_is_one_at_the_end_of_the_run(film, gallery):
    for arm, run in zip(film.tree()["arms"], gallery.runs, strict=True):
        last = {person: what for _tick, person, what in arm["moves"]}
        joined = run.tables["events"]["kind"] == tables.JOINED
        came = set(run.tables["events"]["person"][joined].tolist())
        members = set(np.flatnonzero(run.tables["people"]["member"]).tolist())
        assert {one for one, what in last.items() if what == 2} == came & members


def test_neighbours_on_the_ring_are_near_each_other_in_the_film(film):
    places = np.array(film.tree()["arms"][0]["people"]).reshape(-1, 2)
    step = np.linalg.norm(np.diff(places, axis=0), axis=1)
    anybody = np.linalg.norm(places - np.roll(places, len(places) // 2, axis=0), axis=1)
    assert step.mean() < 0.5 * anybody.mean()
    assert len(np.unique(places, axis=0)) == len(places)


def test_it_travels_in_one_piece_of_a_page_without_any_address(film):
    page = film.html()
    assert film_in(page) == json.loads(json.dumps(film.tree()))
    assert "http" not in page
    assert film_in("<div>something else</div>") is None


def test_hostile_names_stay_text_in_the_film(comparison):
    hostile = Film(comparison.runs, ("</script><script>alert(1)</script>", "B"))
    assert "</script><script>alert" not in hostile.html()


def test_in_bengali_its_digits_are_bengali(comparison):
    tree = Pictures(comparison.runs, comparison, "bn").film().tree()
    assert tree["digits"] == "০১২৩৪৫৬৭৮৯"
