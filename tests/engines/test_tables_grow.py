"""Tables move while compiled code appends to them; nothing may be read where they were before."""

import numpy as np
import pytest

import sim
from sim import tables
from sim.engine import CompiledModel
from sim.prepare import prepare
from tests.engines.same import differences, on_compiled


class Moving(tables.Table):
    """A table that moves at every row, and leaves rubbish where it was."""

    def __init__(self, table: tables.Table):
        self.dtypes = table.rows.dtype
        self._hold(np.zeros(0, self.dtypes))
        self.count = 0
        self.left_behind: list[np.ndarray] = []

    def reserve(self, rows: int) -> None:
        """Move, with room for no more than the rows that are asked for."""
        before = self.rows
        grown = np.zeros(self.count + rows, self.dtypes)
        grown[: self.count] = before[: self.count]
        self._hold(grown)
        before.view(np.uint8).fill(0xA5)
        self.left_behind.append(before)


@pytest.mark.parametrize("strategy", ["brand_centric", "facilitator"])
def test_a_run_is_the_same_where_its_tables_move_at_every_row(strategy):
    crisis = sim.Shock(kind="crisis", day=2, people=9, where="public", strength=1)
    scenario = sim.scenario(strategy, "neighbourhood", days=15, shocks=(crisis,)).changed(
        {"market.people": 60, "market.brand.customers": 0.3, "market.brand.affinity": 0.6}
    )
    prepared = prepare(scenario, 2, parameters={"join_probability": 1, "defend_rate": 1})
    state = CompiledModel(prepared).state
    for name, value in vars(state).items():
        if isinstance(value, tables.Table):
            setattr(state, name, Moving(value))
    CompiledModel(prepared, state).advance(prepared.fixed.ticks)
    assert sum(len(value.left_behind) for value in vars(state).values()
               if isinstance(value, Moving)) > 100  # fmt: skip
    assert differences(state, on_compiled(prepared), prepared) == []
