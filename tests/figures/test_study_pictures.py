"""Pictures of studies: titles that find, axes with units, plain JSON, both languages."""

import json

import pytest

import sim

OVER = {"b.strategy.posts_per_week": (0, 10), "strategy.copy_style": None, "tell_rate": None}


@pytest.fixture(scope="module")
def pair():
    a = sim.scenario("brand_centric", "neighbourhood", days=6)
    return a, a.with_strategy("interest_centric")


@pytest.fixture(scope="module")
def drawn(pair):
    """Return how each picture is drawn in a language."""
    a, b = pair
    swept = sim.sweep(a, b, OVER, points=12, replicates=3)
    found = swept.discover("hours")
    plans = sim.optimise(b, 6, trials=8, replicates=2, fresh=2)
    hangs = {
        method: sim.sensitivity(a, b, OVER, "hours", method, size=2, replicates=2)
        for method in ("morris", "sobol", "one")
    }
    carried = sim.explain(a, b, 2, by="mechanisms")
    levers = sim.explain(a, b, 2)
    return {
        "winners": lambda lang: swept.figure("hours", "tell_rate", "strategy.copy_style", lang),
        "winners_on_one_axis": lambda lang: sim.sweep(
            a, b, ["tell_rate"], grid_steps=3, replicates=2
        ).figure("hours", lang=lang),
        "boxes": found.figure,
        "front": lambda lang: plans.figure("sales", "hours", lang),
        **{name: one.figure for name, one in hangs.items()},
        "mechanisms": lambda lang: carried.figure("hours", lang),
        "levers": lambda lang: levers.figure("hours", lang),
    }


NAMES = ("winners", "winners_on_one_axis", "boxes", "front", "morris", "sobol", "one",
         "mechanisms", "levers")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "bn"])
def test_it_finds_something_and_travels_as_plain_json(drawn, name, lang):
    made = drawn[name](lang)
    assert len(made.finding) > 10
    assert made.layout.title.subtitle.text
    assert json.loads(json.dumps(made.tree(), allow_nan=False))["data"]
    assert made.to_json() == drawn[name](lang).to_json()


@pytest.mark.parametrize("name", NAMES)
def test_its_axes_say_what_they_measure(drawn, name):
    axes = [axis for axis in drawn[name]("en").select_xaxes() if axis.visible is not False]
    assert all(axis.title.text for axis in axes)


def test_an_end_that_was_none_is_told_in_a_sentence(pair):
    plans = sim.optimise(pair[1], 6, ends=("sales",), trials=4, replicates=2, fresh=2)
    with pytest.raises(sim.AddaError, match="was no end of this search"):
        plans.figure("hours")
