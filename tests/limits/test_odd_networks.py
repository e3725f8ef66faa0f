"""Networks that nobody had in mind: directed, in several groups, with isolated people, tiny."""

import math

import numpy as np
import pytest

import sim
from sim.errors import AddaError
from sim.validation.claim import mean_of
from sim.validation.networks import poisson_graph
from sim.validation.setups import neutral, someone

ALWAYS = {"share_probability": 1}


def reached(world, parameters, start=0, ticks="quiet", tick_hours=24, seed=0):
    """Return who has heard of a story that one person starts, and when."""
    run = sim.run(
        neutral(world.people, 60, tick_hours),
        seed,
        world=world,
        parameters=parameters,
        start=[("conversation", [start], 0)],
        until=ticks,
    )
    heard = run.tables["heard"]
    return dict(zip(heard["person"].tolist(), heard["tick"].tolist(), strict=True))


def test_ties_of_followers_lead_one_way_only():
    chain = [(1, 0), (2, 1), (3, 2)]  # 1 follows 0, ...
    world = sim.World.from_edges(4, follows=chain)
    assert set(reached(world, ALWAYS, start=0)) == {0, 1, 2, 3}
    assert set(reached(world, ALWAYS, start=2)) == {2, 3}


def test_a_story_crosses_from_group_to_group_by_who_is_in_both():
    world = sim.World.from_edges(7, groups=[[0, 1, 2], [2, 3, 4], [5, 6]])
    both = {"share_probability": 1, "private_to_group": 1}
    assert set(reached(world, both)) == {0, 1, 2, 3, 4}


def test_isolated_people_are_never_reached():
    world = sim.World.from_edges(6, close=[(0, 1), (1, 2)])
    assert set(reached(world, ALWAYS)) == {0, 1, 2}


def test_ties_to_oneself_and_doubles_change_nothing():
    odd = sim.World.from_edges(3, close=[(0, 0), (0, 1), (1, 0), (0, 1), (1, 2)])
    plain = sim.World.from_edges(3, close=[(0, 1), (1, 2)])
    assert odd.hash() == plain.hash()


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("engine", ["compiled", "mesa"])
def test_one_or_two_people_are_a_network_too(people, engine):
    world = sim.World.from_edges(people, close=[(0, 1)] if people == 2 else [])
    start = [("conversation", [0], 0)]
    scenario = neutral(2, 5)  # a market has two people at least; a given world may have one
    run = sim.run(
        scenario, world=world, parameters=ALWAYS, start=start, until="quiet", engine=engine
    )
    assert len(run.tables["heard"]["person"]) == people


def test_a_chance_of_zero_reaches_the_first_contacts_and_of_one_everybody():
    ring = [(i, (i + 1) % 50) for i in range(50)]
    world = sim.World.from_edges(50, close=ring)
    assert set(reached(world, {"share_probability": 0})) == {49, 0, 1}
    assert len(reached(world, ALWAYS, ticks=60)) == 50


@pytest.mark.parametrize("tick_hours", [1, 6, 24])
def test_a_rate_a_day_means_the_same_at_every_length_of_tick(tick_hours):
    star = [(0, i) for i in range(1, 3)]
    world = sim.World.from_edges(3, close=star)
    half = {"repass_rate": math.log(2), "open_direct": 1e-9}
    scenario = neutral(3, 1, tick_hours)
    shares = [
        len(sim.run(scenario, seed, world=world, parameters={**half, "lose_interest_rate": 0},
                    start=[("conversation", [0], 0)]).tables["shares"]["story"]) - 1
        for seed in range(400)
    ]  # fmt: skip
    per_day, half_width = mean_of(shares)
    # One chance of a half a tick of a day; log 2 passes on average in ever shorter ticks.
    chance = 1 - math.exp(-math.log(2) * tick_hours / 24)
    assert abs(per_day - chance * (24 / tick_hours)) < 2 * half_width + 1e-9


def test_a_directed_random_graph_is_percolation_too():
    people, ratio = 5000, 0.6
    edges = poisson_graph(people, 20, 8)  # each tie one way: 10 followers on average
    world = sim.World.from_edges(people, follows=edges)
    scenario = neutral(people, 200)
    sizes = []
    for seed in range(30):
        start = [("conversation", [someone(people, seed, story)], 0) for story in range(25)]
        run = sim.run(
            scenario, seed, world=world, parameters={"share_probability": ratio / 10},
            start=start, until="quiet",
        )  # fmt: skip
        sizes.extend(np.bincount(run.tables["shares"]["story"], minlength=25).tolist())
    mean, half_width = mean_of(sizes)
    assert abs(mean - 1 / (1 - ratio)) < 2 * half_width


@pytest.mark.parametrize(
    ("close", "said"),
    [
        ([(0, 9)], "person 9 does not exist"),
        ([(0, -1)], "person -1 does not exist"),
        ([(0, 1, 2)], "pairs of people"),
        ([(0.5, 1)], "people are numbered"),
    ],
)
def test_what_is_no_network_is_refused_in_a_sentence(close, said):
    with pytest.raises(AddaError, match=said):
        sim.World.from_edges(3, close=close)
