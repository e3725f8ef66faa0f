"""Keeping: how a run keeps its share table within a stated memory: in memory, on file, or as sums.

The table grows in memory while that lasts and goes on in a scratch file; either way it is the same
table to both engines. At the end it stays in memory, is written to a Parquet file in chunks, or is
summed. The manifest says which (`shares`), and so does the run when it is shown.
"""

from typing import TYPE_CHECKING, Literal, get_args

from sim import tables
from sim.errors import AddaError, nearest, shown
from sim.spill import Allowance, SpillingTable, bytes_of, size
from sim.state import State
from sim.world_parts.memory import needed_bytes, state_bytes

if TYPE_CHECKING:
    from sim.prepare import Prepared
    from sim.scenarios import Scenario
    from sim.world import World

Keep = Literal["auto", "memory", "file", "sums"]
KEEPS = get_args(Keep)
LEAST = 2**16  # bytes for the table before it goes to a file, however little there is


class Keeping:
    """How a run keeps its shares.

    memory: what world, state and tables may take ("2 GB", or bytes); None: most of what is free.
    keep: "memory" (all rows, or the run ends with an error), "file", "sums", or "auto": in memory
    if they fit, else on file. Raises AddaError where people and ties alone take more.
    """

    def __init__(self, memory: int | str | None, keep: Keep):
        if keep not in KEEPS:
            hint = nearest(str(keep), KEEPS)
            raise AddaError(
                "keep: '{keep}' is none of {keeps}{hint}",
                keep=shown(keep),
                keeps=", ".join(KEEPS),
                hint=hint,
            )
        self.keep = keep
        self.stated = None if memory is None else bytes_of(memory)

    def refuse_too_many(self, scenario: "Scenario", world: "World | None") -> None:
        """Raise AddaError when people, ties and state do not fit into the stated memory."""
        if self.stated is None:
            return
        market = scenario.market
        people = market.people if world is None else world.people
        ties = needed_bytes(market, people) if world is None else world.nbytes
        needed = ties + state_bytes(market, people)
        if needed <= self.stated:
            return
        fit = people * self.stated // needed
        raise AddaError(
            "memory is {stated}, and a run of {people} people needs about {needed} for"
            " them and their ties; about {fit} people would fit",
            stated=size(self.stated),
            people=people,
            needed=size(needed),
            fit=fit,
        )

    def state(self, prepared: "Prepared") -> State:
        """Return the first state of a run, with tables that keep within the memory."""
        state, world = State(prepared.world, prepared.fixed), prepared.world
        most = self.stated
        if most is not None:
            taken = world.nbytes + state_bytes(prepared.scenario.market, world.people)
            most = max(LEAST, most - taken)
        allowance = Allowance(most, self.keep != "memory")
        state.shares = SpillingTable(tables.SHARES, allowance)
        state.scheduled = SpillingTable(tables.SEEN, allowance)
        return state

    @staticmethod
    def let_go(state: State) -> None:
        """Give back the memory that tables on file take for what was used lately."""
        state.shares.let_go()
        state.scheduled.let_go()

    def on_file(self, state: State) -> bool:
        """Are the shares of a run that is over to be read from a file?"""
        spilled = isinstance(state.shares, SpillingTable) and state.shares.spilled
        return spilled or self.keep == "file"
