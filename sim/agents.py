"""Person and CommunityManager: the Mesa agents. A Person views its slot of the state's arrays."""

from typing import TYPE_CHECKING

import mesa

from sim.manager import Managing
from sim.person.visiting import Visiting

if TYPE_CHECKING:
    from sim.model import CommunityModel


class Person(Visiting, mesa.Agent):
    """Somebody who reads, passes on, buys and belongs.

    Override a method to try another behaviour; the run then uses this engine and says so.
    `index` is the person's slot in the arrays.
    """

    def __init__(self, model: "CommunityModel", index: int):
        super().__init__(model)
        self.index = index

    def __repr__(self) -> str:
        return f"Person({self.index})"


class CommunityManager(Managing, mesa.Agent):
    """Who runs the community and the pages, within the hours of the strategy."""
