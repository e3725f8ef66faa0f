"""Which engine a run takes, and what the manifest says of it."""

import pytest

import sim
from sim.kernel import stages
from sim.tick import STAGES
from tests.engines.same import same
from tests.house.source import ROOT


@pytest.fixture(scope="module")
def scenario():
    return sim.scenario("facilitator", "neighbourhood", days=6).changed({"market.people": 60})


def same_tables(a: sim.Run, b: sim.Run) -> bool:
    return all(
        same(column, b.tables[name][key])
        for name, columns in a.tables.items()
        for key, column in columns.items()
    )


class Discreet(sim.Person):
    """Somebody with behaviour of their own: never passes anything on."""

    def share_out(self, story: int, row: int, where: int = 0) -> None:
        return


def test_a_run_is_compiled_unless_mesa_is_asked_for(scenario):
    compiled, walked = sim.run(scenario, 4), sim.run(scenario, 4, engine="mesa")
    assert compiled.manifest["engine"] == "compiled"
    assert walked.manifest["engine"] == "mesa"
    assert same_tables(compiled, walked)


def test_people_of_a_class_of_their_own_run_on_mesas_engine_and_the_manifest_says_so(scenario):
    changed = scenario.changed({"market.brand.customers": 0.5})
    own, usual = sim.run(changed, 4, person=Discreet), sim.run(changed, 4)
    assert own.manifest["engine"] == "mesa"
    assert (usual.tables["shares"]["sender"] >= 0).any()
    assert not (own.tables["shares"]["sender"] >= 0).any()


def test_people_of_a_class_of_their_own_run_within_a_memory_too(scenario):
    own = sim.run(scenario, 4, person=Discreet, keep="file", memory="200 MB")
    assert (own.manifest["engine"], own.manifest["shares"]) == ("mesa", "written")
    assert same_tables(own, sim.run(scenario, 4, person=Discreet))


def test_people_of_a_class_of_their_own_cannot_be_compiled(scenario):
    with pytest.raises(sim.AddaError, match="need 'mesa', not 'compiled'"):
        sim.run(scenario, person=Discreet, engine="compiled")


def test_an_engine_that_does_not_exist_is_refused_with_the_nearest_name(scenario):
    with pytest.raises(sim.AddaError, match=r"'compile' is none of auto, compiled, mesa.*compiled"):
        sim.run(scenario, engine="compile")


def test_the_compiled_tick_follows_the_visible_order():
    source = (ROOT / "sim" / "kernel" / "stages.py").read_text(encoding="utf-8")
    tick = source.split("def tick(m):")[1].split("@inner")[0]
    called = [line.split("(")[0].strip() for line in tick.splitlines() if line.endswith("(m)")]
    assert [stages.NAMES[name] for name in called] == list(STAGES)
