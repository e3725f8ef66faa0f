"""What a study is given besides its question: refused in a sentence, before anything runs."""

import warnings
from functools import partial
from threading import Event

import pytest

import sim
from sim.study.runner import finished

WRONG = [
    ("progress", 3, r"progress is 3, it must be a function of \(done, total\), or None"),
    ("cancel", True, r"cancel is True, it must be a threading.Event"),
    ("scheduler", 3, r"scheduler is 3, it must be an address"),
    ("store", 3, r"store is 3, it must be a folder"),
]


def never(*_told: object) -> None:
    """Fail where a study begins all the same."""
    pytest.fail("the study began")


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_a_study_refuses_what_cannot_tell_stop_or_keep_it(brand, interest, name, value, said):
    with pytest.raises(sim.AddaError, match=said):
        sim.compare(brand, interest, 2, **{"progress": never, name: value})
    with pytest.raises(sim.AddaError, match=said):
        sim.sweep(brand, interest, ["tell_rate"], 2, **{"progress": never, name: value})


def test_a_study_refuses_a_tell_that_is_no_function(brand, interest):
    with pytest.raises(sim.AddaError, match="tell is 3, it must be a function"):
        sim.sweep(brand, interest, ["tell_rate"], 2, tell=3, progress=never)


@pytest.mark.parametrize(("name", "value", "said"), WRONG[:2])
def test_a_run_refuses_what_cannot_tell_or_stop_it(brand, name, value, said):
    with pytest.raises(sim.AddaError, match=said):
        sim.run(brand, **{"progress": never, name: value})


def test_a_scheduler_that_does_not_answer_is_told_before_the_cost(brand, interest):
    with pytest.raises(sim.AddaError, match="no Dask scheduler answers"):
        sim.sweep(
            brand, interest, ["tell_rate"], 2, scheduler="tcp://127.0.0.1:1", tell=never
        )  # fmt: skip


def test_two_strategies_that_are_one_hang_on_nothing(brand):
    with pytest.raises(sim.AddaError, match="a and b are the same"):
        sim.sensitivity(brand, brand, ["tell_rate"], method="one", progress=never)


def test_one_side_that_is_varied_sets_the_same_strategies_apart(brand):
    found = sim.sensitivity(
        brand, brand, ["b.strategy.control"], method="one", replicates=2, days=3
    )
    assert [axis.name for axis in found.axes] == ["b.strategy.control"]


def test_a_shock_after_the_last_day_is_told_and_changes_nothing(brand):
    late = brand.changed({"days": 4, "shocks": [{"day": 4, "kind": "launch"}]})
    (note,) = late.notes
    assert (
        str(note) == "shocks.0: the launch on day 4 never comes, as day 3 is the last one (days: 4)"
    )
    with pytest.warns(UserWarning, match="the launch on day 4 never comes"):
        run = sim.run(late, seed=5)
    assert run.manifest["notes"] == [str(note)]
    plain = sim.run(brand.changed({"days": 4}), seed=5)
    assert plain.manifest["notes"] == []
    assert run.daily.equals(plain.daily)


def test_a_shock_on_the_last_day_is_nothing_to_tell(brand):
    case = brand.changed({"days": 4, "shocks": [{"day": 3, "kind": "launch"}]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sim.run(case, seed=5)
    assert case.notes == ()


def test_threads_go_on_while_a_result_is_kept():
    going = [Event() for _ in range(3)]
    results = finished([partial(Event.set, one) for one in going], workers=2)
    next(results)
    assert all(one.wait(5) for one in going), "a thread waited until the first result was kept"
    results.close()
