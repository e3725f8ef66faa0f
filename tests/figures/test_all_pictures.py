"""What every picture owes its reader, whatever it shows."""

import json

import pytest

import sim
from sim import words
from sim.figures import Picture, Pictures
from sim.figures.style import ARMS, PRIVATE, PUBLIC

DRAWN = {
    "over_time": ("sales",),
    "score_board": (),
    "iceberg": (),
    "dashboard": (),
    "talk_by_venue": (),
    "sales": ("b",),
    "cascade": ("b",),
    "cascade_sizes": (),
    "cascade_virality": (),
    "calendar": ("a",),
    "quarter": ("a",),
    "crisis": (),
    "coming_and_going": (),
    "why_they_leave": (),
    "hours": (),
    "member_life": (),
    "help_desk": (),
    "market_map": ("a",),
}
WITHOUT_AXES = {"sales", "market_map", "calendar", "crisis"}
BENGALI = "০১২৩৪৫৬৭৮৯"


@pytest.fixture(params=DRAWN)
def drawn(request, gallery) -> tuple[str, Picture]:
    return request.param, getattr(gallery, request.param)(*DRAWN[request.param])


def test_no_picture_of_the_gallery_is_left_out():
    public = {name for name, value in vars(Pictures).items() if callable(value) and name[0] != "_"}
    assert public == {*DRAWN, "film"}


def test_its_title_is_a_finding_and_below_it_stands_what_is_drawn(drawn):
    _name, made = drawn
    assert len(made.finding) > 10
    assert made.layout.title.subtitle.text


def test_its_axes_say_what_they_measure(drawn):
    name, made = drawn
    if name not in WITHOUT_AXES:
        axes = [axis for axis in made.select_xaxes() if axis.visible is not False]
        assert any(axis.title.text for axis in axes)


def test_it_travels_as_plain_json(drawn):
    _name, made = drawn
    text = json.dumps(made.tree(), allow_nan=False)
    assert json.loads(text)["config"]["displaylogo"] is False


def test_a_notebook_gets_data_and_a_sentence_and_no_script(drawn):
    _name, made = drawn
    bundle = made._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.plotly.v1+json", "text/plain"}
    assert bundle["text/plain"] == made.finding


def test_the_same_table_gives_the_same_picture(drawn, gallery):
    name, made = drawn
    assert getattr(gallery, name)(*DRAWN[name]).to_json() == made.to_json()


@pytest.mark.parametrize("name", DRAWN)
def test_in_bengali_no_number_of_the_title_has_latin_digits(name, comparison):
    bengali = Pictures(comparison.runs, comparison, "bn")
    finding = getattr(bengali, name)(*DRAWN[name]).finding
    assert not any(letter.isascii() and letter.isdigit() for letter in finding)
    assert words.current().lang == "en"


@pytest.mark.parametrize("name", ["over_time", "hours", "dashboard", "member_life"])
def test_a_and_b_have_the_same_two_colours_everywhere(name, gallery):
    made = getattr(gallery, name)(*DRAWN[name])
    colours = {
        trace.name[0]: trace.line.color if trace.type == "scatter" else trace.marker.color
        for trace in made.data
        if trace.name and trace.name[:3] in ("A ·", "B ·")
    }
    assert colours == {"A": ARMS[0], "B": ARMS[1]}


def test_private_and_public_have_the_same_two_colours_everywhere(gallery):
    for name in ("iceberg", "talk_by_venue"):
        used = {trace.marker.color for trace in getattr(gallery, name)().data}
        assert used == {PRIVATE, PUBLIC}
    used = {colour for trace in gallery.cascade("b").data[1:] for colour in trace.marker.color}
    assert used <= {PRIVATE, PUBLIC}


def test_colours_of_a_pair_differ_in_grey():
    def grey(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for one, other in (ARMS, (PRIVATE, PUBLIC)):
        light, dark = sorted((grey(one), grey(other)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 1.8


def test_an_unknown_arm_is_told_in_a_sentence(gallery):
    with pytest.raises(ValueError, match="arm is 'c', allowed is a, b"):
        gallery.sales("c")


@pytest.fixture(scope="session")
def silent():
    """Pictures of two runs in which nobody posts, and nobody has time to do anything."""
    case = sim.scenario("do_nothing", "neighbourhood", days=3)
    return Pictures((sim.run(case, 1), sim.run(case, 1)))


@pytest.mark.parametrize("name", DRAWN)
def test_where_nothing_happens_a_picture_says_so_and_does_not_fail(name, silent):
    assert getattr(silent, name)(*DRAWN[name]).finding
