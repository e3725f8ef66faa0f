"""Mesa's engine and the compiled one are the same model, to the last bit of every number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim import tables
from sim.engine import CompiledModel
from sim.prepare import prepare
from sim.scenarios import shipped_strategies
from sim.spill import Allowance, SpillingTable
from sim.state import State
from tests.engines.cases import Case, cases
from tests.engines.same import differences, lived, mesa_model, on_compiled, on_mesa


@given(cases())
@settings(max_examples=60)
def test_both_engines_leave_the_same_tables_and_the_same_state(case: Case):
    prepared = case.prepared()
    walked = on_mesa(prepared, case.parameters, case.start)
    compiled = on_compiled(prepared, case.start)
    assert differences(walked, compiled, prepared) == []


@given(cases(), st.data())
@settings(max_examples=15)
def test_a_run_may_change_its_engine_between_any_two_ticks(case: Case, data):
    prepared = case.prepared()
    walked = mesa_model(prepared, case.parameters)
    other = CompiledModel(prepared, walked.state)
    models = (walked, other)
    state = lived(prepared, case.start, lambda: models[data.draw(st.integers(0, 1))])
    assert differences(state, on_compiled(prepared, case.start), prepared) == []


@given(cases(), st.data())
@settings(max_examples=10)
def test_tables_that_go_to_a_file_change_nothing_on_either_engine(case: Case, data):
    prepared = case.prepared()
    allowance = Allowance(0, may_spill=True)
    state = State(prepared.world, prepared.fixed)
    state.shares = SpillingTable(tables.SHARES, allowance, capacity=2)
    state.scheduled = SpillingTable(tables.SEEN, allowance, capacity=2)
    models = (mesa_model(prepared, case.parameters, state), CompiledModel(prepared, state))
    last = lived(prepared, case.start, lambda: models[data.draw(st.integers(0, 1))])
    assert state.shares.spilled == (state.shares.count > 2)
    assert differences(last, on_compiled(prepared, case.start), prepared) == []


@pytest.mark.parametrize("strategy", shipped_strategies())
def test_every_template_runs_alike_on_both_engines(strategy):
    scenario = sim.scenario(strategy, "neighbourhood", days=20).changed({"market.people": 150})
    prepared = prepare(scenario, 3)
    walked, compiled = on_mesa(prepared, {}), on_compiled(prepared)
    assert differences(walked, compiled, prepared) == []
