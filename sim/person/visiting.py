"""Visiting: typing the address, a bookmark, a search: visits that no share caused (R17)."""

from sim import purposes, rules, tables
from sim.person.reading import Reading
from sim.state import VISITS


class Visiting(Reading):
    """How a person comes to the brand's pages without a link."""

    def visit_by_habit(self) -> None:
        """R17: an aware person types the address, or searches for the brand in need."""
        if not self.aware:
            return
        model, chances, tick = self.model, self.model.chances, self.model.state.tick
        u = model.draw(purposes.TYPED, tick, self.index, 0)
        chance = chances.typed * rules.positive(self.affinity)
        if u < chance:
            cause = tables.TYPED if u < 0.5 * chance else tables.BOOKMARK
            model.visit(self.index, -1, cause, (cause == tables.BOOKMARK, False, False))
            model.count(VISITS)
        if model.draw(purposes.SEARCH, tick, self.index, 0) < chances.search * self.need:
            model.visit(self.index, -1, tables.SEARCHED, (False, True, False))
            model.count(VISITS)
