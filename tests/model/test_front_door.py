"""The front door as its documents write it: each name is there, a slip is said, not ignored."""

import mesa
import numpy as np
import pytest

import sim
from sim.running import Story

DAYS = 2
PAIR = sim.World.from_edges(2, close=[(0, 1)])
NEUTRAL = sim.scenario("do_nothing", market="neutral", days=5).changed({"market.tick_hours": 24})
SURE = {"share_probability": 1.0}


@pytest.fixture(scope="module")
def case():
    return sim.scenario("interest_centric", days=DAYS).changed({"market.people": 60})


def spread(**asked):
    given = {"world": PAIR, "parameters": SURE, "start": [("conversation", [0], 0)]}
    return sim.run(NEUTRAL, **(given | asked))


# Mesa's own tools -------------------------------------------------------------------------------


def test_mesas_batch_run_lives_through_the_scenario_and_no_further(case):
    asked = {"scenario": [case], "rng": [1, 2]}
    rows = mesa.batch_run(sim.CommunityModel, asked, display_progress=False)
    assert [row["tick"] for row in rows] == [case.ticks, case.ticks]
    run = sim.run(case, seed=1)
    assert rows[0]["shares"] == len(run.shares)
    assert rows[0]["customers"] == run.daily["customers"].iloc[-1]


def test_the_collector_has_a_row_a_tick_and_a_collector_of_ones_own_is_left_alone(case):
    class Watched(sim.CommunityModel):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            self.datacollector = mesa.DataCollector(agent_reporters={"aware": "aware"})

        def step(self):
            super().step()
            self.datacollector.collect(self)

    plain, watched = sim.CommunityModel(case, rng=3), Watched(case, rng=3)
    watched.manager.aware = None  # the manager is an agent of Mesa's too
    for model in (plain, watched):
        model.step()
        model.step()
    assert list(plain.datacollector.get_model_vars_dataframe()["tick"]) == [1, 2]
    told = watched.datacollector.get_agent_vars_dataframe()
    assert len(told.index.get_level_values(0).unique()) == 2


def test_a_model_that_has_lived_its_days_stops_and_says_so(case):
    model = sim.CommunityModel(case, rng=3)
    model.run_model()
    assert model.state.tick == case.ticks
    assert not model.running
    with pytest.raises(sim.AddaError, match="the scenario is over: it lasts 8 ticks"):
        model.step()


def test_people_of_ones_own_class_are_walked(case):
    class Hermit(sim.Person):
        def write(self):
            pass

    run = sim.run(case, seed=1, person=Hermit)
    assert run.manifest["engine"] == "mesa"
    assert not (run.messages["kind"] == "chat").any()


# seeds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 2**63, 2**64 - 1])
def test_every_seed_that_is_promised_makes_a_world_and_a_run_alike_on_both_engines(case, seed):
    compiled, walked = (sim.run(case, seed, engine=engine) for engine in ("compiled", "mesa"))
    assert compiled.daily.equals(walked.daily)


def test_a_seed_from_numpy_is_the_same_seed(case):
    assert sim.run(case, np.int64(4)).daily.equals(sim.run(case, 4).daily)
    one = sim.compare(case, case, np.int64(2), np.int64(4))
    assert one.seeds == sim.compare(case, case, 2, 4).seeds


# what is asked for ------------------------------------------------------------------------------


def test_what_was_heard_is_a_table_like_the_others():
    assert list(spread(until="quiet").heard["person"]) == [0, 1]


def test_numbers_from_numpy_say_how_many_start_and_when_and_how_long():
    start = [("conversation", np.int64(1), np.int32(0))]
    assert spread(start=start, until=np.int64(3)).manifest["ticks"] == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"until": "quite"}, r"until is quite, allowed is .*; did you mean 'quiet'\?"),
        ({"until": 1.5}, r"until is 1.5, allowed is a whole number of ticks, 'quiet' or None"),
        ({"until": True}, r"until is True"),
        ({"until": -1}, r"until is -1"),
        ({"start": [("conversation", [0], -3)]}, r"start: tick is -3, .* from 0"),
        ({"start": [("conversation", [0], 1.5)]}, r"start: tick is 1.5"),
        ({"start": [("conversation", [0], 9)]}, r"tick 9 is after the end, ticks are 0 to 4"),
        ({"start": [("conversation", [0.7], 0)]}, r"start: there is no person 0.7"),
        ({"start": [("conversation", ["0"], 0)]}, r"start: there is no person 0"),
        ({"start": [("conversation", True, 0)]}, r"start: there is no person True"),
        ({"start": ("conversation", [0], 0)}, r"conversation is no triple \(story, people, tick\)"),
        ({"start": [(None, [0], 0)]}, r"start: None is neither a kind of story nor a sim.Story"),
        ({"parameters": [("tell_rate", 1)]}, r"they must be numbers by name"),
        ({"world": "x"}, r"world is x, it must be a world"),
        ({"person": int}, r"it must be a class derived from sim.Person"),
    ],
)
def test_a_slip_in_what_a_run_is_given_is_said_and_never_ignored(asked, said):
    with pytest.raises(sim.AddaError, match=said):
        spread(**asked)


@pytest.mark.parametrize("door", [sim.run, sim.CommunityModel])
def test_a_name_is_no_scenario(door):
    with pytest.raises(sim.AddaError, match=r"scenario is brand_centric, it must be a scenario"):
        door("brand_centric")


@pytest.mark.parametrize("rng", [-1, 2**64, "7", None, 1.5, True])
def test_a_model_refuses_what_is_no_seed(case, rng):
    with pytest.raises(sim.AddaError, match=r"it must be a whole number from 0 to 2\*\*64-1"):
        sim.CommunityModel(case, rng=rng)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: sim.Shock(day=1, kind="crysis"), r"sim.Shock\(...\): 'kind' is 'crysis'"),
        (lambda: sim.Shock(day=1, kind="crisis", peple=3), r"'peple' is not a known key; did"),
        (lambda: Story(quality=float("nan")), r"sim.Story\(...\): 'quality' is nan"),
        (lambda: NEUTRAL.changed(None), r"changes are None, they must be values by key path"),
        (lambda: NEUTRAL.changed({5: 1}), r"'5' is not a key of a scenario"),
        (lambda: NEUTRAL.changed({"days": "5"}), r"'days' is '5', it must be a whole number"),
    ],
)
def test_a_part_that_is_made_wrongly_is_told_in_a_sentence(make, said):
    with pytest.raises(sim.AddaError, match=said) as raised:
        make()
    assert "\n" not in str(raised.value)
