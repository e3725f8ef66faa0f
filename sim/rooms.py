"""Rooms: where the community meets. Who is in which, what was said lately (R9, R12, R18)."""

import numpy as np

from sim import draws
from sim.setting import Setting
from sim.state import RECENT, State


class Rooms:
    """The rooms of the community, over the state's arrays."""

    def __init__(self, state: State, fixed: Setting):
        self.state, self.room_size = state, fixed.room_size
        self.present, self.first = np.zeros(0, np.int64), np.zeros(1, np.int64)

    def open_to(self, inviter: int) -> int:
        """Return the room for a new member: the inviter's, the first with space, or a new one."""
        state = self.state
        if inviter >= 0 and state.member[inviter]:
            room = state.room[inviter].item()
            if state.room_members[room] < self.room_size:
                return room
        for room in range(state.rooms):
            if state.room_members[room] < self.room_size:
                return room
        state.rooms += 1
        return state.rooms - 1

    def enter(self, room: int) -> None:
        """Count a member in."""
        self.state.room_members[room] += 1

    def leave(self, room: int) -> None:
        """Count a member out."""
        self.state.room_members[room] -= 1

    def size(self, room: int) -> int:
        """Return the number of members of a room (0 for none)."""
        return 0 if room < 0 else self.state.room_members[room].item()

    def said(self, room: int) -> int:
        """Return how many messages could be read in a room since the last tick."""
        return self.state.room_said[room].item()

    def turn(self) -> None:
        """A tick begins: what was said in the last one can be read, by those who are there now."""
        self.state.room_said[:] = self.state.room_saying
        self.state.room_saying[:] = 0
        members = np.flatnonzero(self.state.member)
        rooms = self.state.room[members]
        self.present = members[np.argsort(rooms, kind="stable")]
        self.first = np.searchsorted(np.sort(rooms), np.arange(self.state.rooms + 1))

    def note(self, room: int, message: int) -> None:
        """Remember a message among the room's recent ones."""
        state = self.state
        state.recent[room, state.recent_count[room] % RECENT] = message
        state.recent_count[room] += 1
        state.room_saying[room] += 1

    def recent(self, room: int, u: float) -> int:
        """Return one of the room's recent messages by a draw, or -1 where nothing was said yet."""
        known = min(self.state.recent_count[room].item(), RECENT)
        return -1 if known == 0 else self.state.recent[room, draws.below(u, known)].item()

    def members(self, room: int) -> np.ndarray:
        """Return who was in a room when the tick began, in index order."""
        return self.present[self.first[room] : self.first[room + 1]]
