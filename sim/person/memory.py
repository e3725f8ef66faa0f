"""Memory: the stories a person has heard, from whom, and what they mean now (R6)."""

from sim.person.senses import Senses
from sim.state import HEARD, HOLDING, NO_SENDER, SENDERS_KEPT


class Memory(Senses):
    """A ring of the latest stories."""

    def slot_of(self, story: int) -> int:
        """Return where a story stands in memory, or -1."""
        state, i = self.model.state, self.index
        for slot, known in enumerate(state.story[i, : state.remembered[i]].tolist()):
            if known == story:
                return slot
        return -1

    def remember(self, story: int, row: int) -> int:
        """Put a new story in place of the one heard first that is not in mind. Returns where."""
        state, i = self.model.state, self.index
        slot, size = self._next_slot(), state.story.shape[1]
        state.remembered[i] = slot + 1 if state.remembered[i] < size else size + (slot + 1) % size
        if state.status[i, slot] == HOLDING:
            state.holding[i] -= 1
        state.story[i, slot] = story
        state.status[i, slot] = HEARD
        state.passed[i, slot] = 0
        state.exposures[i, slot] = 0
        state.senders[i, slot, :] = NO_SENDER
        state.heard_share[i, slot] = row
        state.heard_tick[i, slot] = state.tick
        return slot

    def _next_slot(self) -> int:
        """Return the next slot round the ring; one with a story in mind only if all have."""
        state, i = self.model.state, self.index
        slot, size = state.remembered[i].item(), state.story.shape[1]
        if slot < size:
            return slot
        round_the_ring = [(slot + step) % size for step in range(size)]
        free = (each for each in round_the_ring if state.status[i, each] != HOLDING)
        return next(free, slot % size)

    def note_sender(self, slot: int, sender: int) -> bool:
        """Count a sender of a story; False if that sender was counted before (the first three are
        known by name, and none after the third changes social proof)."""
        state, i = self.model.state, self.index
        known = state.exposures[i, slot].item()
        if sender in state.senders[i, slot, : min(known, SENDERS_KEPT)].tolist():
            return False
        if known < SENDERS_KEPT:
            state.senders[i, slot, known] = sender
        state.exposures[i, slot] = min(known + 1, 255)
        return True

    def status_of(self, slot: int) -> int:
        """Return heard, holding or over."""
        return self.model.state.status[self.index, slot].item()

    def has_passed(self, slot: int) -> bool:
        """Has this person passed the story on by decision?"""
        return bool(self.model.state.passed[self.index, slot])

    def set_status(self, slot: int, status: int) -> None:
        """Change what a remembered story means now; keeps the number of stories in mind."""
        state, i = self.model.state, self.index
        before = state.status[i, slot].item()
        state.holding[i] += (status == HOLDING) - (before == HOLDING)
        state.status[i, slot] = status
