"""Engine: hands a prepared run and its state to the compiled stages, and keeps both together.

The state's arrays are not copied: compiled code works on them in place. Its plain numbers are
carried over before and after each stretch of ticks, so that between two stretches the state is as
whole as after a step of the Mesa engine, and either engine may go on from it.
"""

import ctypes
import time
import weakref
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim import facts, rules
from sim.compiled import compiled, keep_in_mind
from sim.errors import AddaError
from sim.interrupts import HeldBack
from sim.kernel import layout, stages
from sim.pages import in_large_pages
from sim.prepare import Prepared
from sim.state import NUMBERS, State, aligned
from sim.tables import Draft
from sim.world import World

_Grow = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)
# A stretch of compiled ticks cannot be interrupted, so it is kept about this short.
SECONDS_A_STRETCH = 0.2


class CompiledModel:
    """A run on the compiled engine.

    prepared: what the run is given. state: where to go on from; None: the first tick. alone: does
    nothing else work on the state as long as this model does?
    """

    engine = "compiled"

    def __init__(self, prepared: Prepared, state: State | None = None, alone: bool = False):
        self.prepared, self.alone, self._entered = prepared, alone, False
        self.state = state or State(prepared.world, prepared.fixed)
        self._held: list[np.ndarray] = []  # arrays whose addresses the record holds
        self._tables = [getattr(self.state, name) for name in layout.TABLES]
        self._failed: BaseException | None = None
        # Weakly, so that a model goes, with all its memory, as soon as nobody holds it.
        here = weakref.ref(self)
        self._grow = _Grow(lambda number: model._make_room(number) if (model := here()) else 0)
        self.record = np.zeros(1, layout.MODEL.dtype)
        self._lay_out()

    # what a run asks for ------------------------------------------------------------------------

    def advance(
        self, last: int, until_quiet: bool = False, after: Callable[[int], None] | None = None
    ) -> bool:
        """Live until a tick, or until nothing is on its way. Returns whether it is quiet.

        after: told the tick that is next, several times a second; may raise to stop the run.
        """
        self._enter()
        ticks, quiet = 1, False
        while self.state.tick < last and not quiet:
            began = time.perf_counter()
            until = min(last, self.state.tick + ticks)
            quiet = bool(self._run(stages.advance, until, until_quiet))
            _note_that_it_is_compiled()
            lasted = max(time.perf_counter() - began, 1e-6)
            ticks = max(1, int(ticks * min(16.0, SECONDS_A_STRETCH / lasted)))
            if after is not None:
                after(self.state.tick)
        return quiet

    def step(self) -> None:
        """Live through one tick."""
        self.advance(self.state.tick + 1)

    def begin(self, draft: Draft, people: Sequence[int]) -> None:
        """Let people start a story."""
        self._enter()
        story = self._run(stages.new_start, *draft[:5])
        self._run(stages.begin, np.array(people, dtype=np.int64), story)

    # the record ---------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Look at the state anew if something else has worked on it since."""
        if self.alone and self._entered:
            return
        numbers = tuple(getattr(self.state, name) for name in NUMBERS)
        for name, number in zip(NUMBERS, numbers, strict=True):
            self.record[name] = number
        for table, name in zip(self._tables, layout.TABLES, strict=True):
            self._place(name, table)
        stages.enter(self._address)
        self._entered = True

    def _run(self, stage: Any, *arguments: Any) -> Any:
        """Call a compiled function, then take over what it changed besides the arrays."""
        self._failed = None
        try:
            with HeldBack():
                return stage(self._address, *arguments)
        except MemoryError:
            raise (self._failed or MemoryError()) from None
        finally:
            for name in NUMBERS:
                setattr(self.state, name, self.record[name][0].item())
            for table, name in zip(self._tables, layout.TABLES, strict=True):
                table.count = self.record[name]["count"][0].item()

    @property
    def _address(self) -> int:
        return self.record.ctypes.data

    def _make_room(self, number: int) -> int:
        """Make a table larger; called by compiled code. Returns 0 where that cannot be.

        Nothing may be raised here, as nobody could catch it: what went wrong is raised afterwards.
        """
        table, name = self._tables[number], list(layout.TABLES)[number]
        try:
            table.count = self.record[name]["count"][0].item()
            table.reserve(1)
            self._place(name, table)
        except MemoryError:
            self._failed = AddaError(
                "the run needs more memory than there is: {count} {name} are written down;"
                " take fewer people or fewer days",
                count=table.count,
                name=name,
            )
        except BaseException as error:
            self._failed = error
        return int(self._failed is None)

    def _place(self, name: str, table: Any) -> None:
        self.record[name] = (table.count, table.capacity, table.rows.ctypes.data)

    def _lay_out(self) -> None:
        given, record = self.prepared, self.record
        record["grow"] = ctypes.cast(self._grow, ctypes.c_void_p).value
        record["values"] = tuple(given.values)
        self._fill("fixed", given.fixed._asdict(), layout.FIXED_ARRAYS)
        self._fill("chances", given.chances._asdict(), layout.CHANCES_ARRAYS)
        self._fill("world", _of(given.world, ("people", *layout.WORLD)), layout.WORLD)
        self._fill("plan", {"count": len(given.plan["tick"]), **given.plan}, layout.PLAN)
        self._fill("kinds", _kinds(), dict.fromkeys(layout.KIND_NUMBERS, "f8"))
        self._lay_out_aside()
        happenings = np.array(list(given.happenings), dtype=layout.HAPPENING)
        record["happenings"] = (len(happenings), self._hold(happenings))
        record["lives"] = self._hold(self.state.lives)
        minds = self.state.minds
        record["minds"] = record["story"] = record["memory"] = self._hold(minds)
        record["mind_bytes"] = minds.itemsize
        for name, stored in layout.ARRAYS.items():
            record[name] = self._hold(_as(getattr(self.state, name), stored, name))

    def _fill(self, part: str, values: dict[str, Any], arrays: dict[str, str]) -> None:
        """Write numbers, and the addresses and counts of arrays, into a part of the record."""
        record = self.record[part]
        for name, value in values.items():
            if name in arrays:
                array = _as(value, arrays[name], name)
                record[name] = self._hold(array)
                if f"{name}_count" in (record.dtype.fields or {}):
                    record[f"{name}_count"] = array.size
            else:
                record[name] = value

    def _lay_out_aside(self) -> None:
        n, rooms = self.prepared.world.people, len(self.state.room_members)
        sizes = {"doing": n + 8, "held": n, "present": n, "present_first": rooms + 2}
        sizes |= dict.fromkeys(("readers", "drawn", "deciding", "known", "keys"), layout.AT_ONCE)
        for name, stored in layout.ASIDE.items():
            room = np.zeros(sizes.get(name, layout.PURPOSES), stored)
            self.record["aside"][name] = self._hold(room)
        aside = self.record["aside"]
        aside["eights"] = aside["doing"]
        people = _people_of(self.prepared.world)
        self.record["traits"] = self._hold(people.traits)
        aside["least_match"] = self._hold(people.least_match)
        aside["most_match"] = self._hold(people.most_match)
        aside["messenger"] = people.messenger

    def _hold(self, array: np.ndarray) -> int:
        self._held.append(array)
        return array.ctypes.data


@cache
def _note_that_it_is_compiled() -> None:
    keep_in_mind()


def _as(array: np.ndarray, stored: str, name: str) -> np.ndarray:
    """Return an array as it is, or refuse one that compiled code would misread."""
    kind = f"{'u' if array.dtype.kind == 'b' else array.dtype.kind}{array.dtype.itemsize}"
    if kind != stored or not array.flags.c_contiguous:
        raise TypeError(f"{name} is {array.dtype}, not a contiguous array of {stored}")
    return array


def _of(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


@cache
def _kinds() -> dict[str, Any]:
    known = facts.kinds()
    numbers = {name: known[name].number for name in layout.KINDS}
    columns = {
        name: np.array([getattr(kind, name) for kind in known.values()], dtype=np.float64)
        for name in layout.KIND_NUMBERS
    }
    return {**numbers, **columns, "count": len(known)}


class _People(NamedTuple):
    """What a world's people are like, as compiled code looks at it."""

    traits: np.ndarray  # a record each
    least_match: np.ndarray  # f64[drivers]: how much a story means to anybody, at least
    most_match: np.ndarray
    messenger: int  # the one that all close contacts are on, -1: there are several


# Kept as long as their world: both arms of a pair, and many short runs, live on the same one.
_PEOPLE: "weakref.WeakKeyDictionary[World, _People]" = weakref.WeakKeyDictionary()


def _people_of(world: World) -> _People:
    if world not in _PEOPLE:
        in_large_pages(getattr(world, name) for name in layout.WORLD)
        least, most = _matches(world.interest, world.drives, rules.PRODUCT)
        messenger = _messenger(world.close_channel)
        _PEOPLE[world] = _People(_traits(world), least, most, messenger)
    return _PEOPLE[world]


@compiled
def _matches(interest, drives, drivers):
    """Return the least and the most match of a story by its driver (R3), as `drive_match` has it.

    What the product and the community mean may change in a run: anything up to 1, and a hair more
    for what is rounded.
    """
    least, most = np.zeros(rules.COMMUNITY + 1), np.full(rules.COMMUNITY + 1, 1.0 + 1e-9)
    for driver in range(drivers):
        least[driver], most[driver] = np.inf, 0.0
    for i in range(len(interest)):
        largest = 0.0
        for driver in range(drivers):
            largest = max(largest, float(drives[i, driver]))
        for driver in range(drivers):
            match = 0.0
            if largest > 0.0:
                match = float(interest[i]) * float(drives[i, driver]) / largest
            least[driver] = min(least[driver], match)
            most[driver] = max(most[driver], match)
    return least, most


@compiled
def _messenger(channels):
    """Return the messenger that all close contacts are on, or -1. channels: one a tie."""
    for channel in channels:
        if channel != channels[0]:
            return -1
    return np.int64(channels[0]) if len(channels) > 0 else -1


def _traits(world: World) -> np.ndarray:
    """Return what people are like, a record each."""
    traits = aligned(world.people, layout.TRAIT)
    counted = {
        "ties": world.close_ptr,
        "groups": world.membership_ptr,
        "followers": world.audience_ptr,
    }
    for name in layout.TRAIT.fields or {}:
        traits[name] = np.diff(counted[name]) if name in counted else getattr(world, name)
    return traits
