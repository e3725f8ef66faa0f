"""Layout: everything that a run touches, as one record. Compiled functions call it `m`.

`m.values`, `m.fixed`, `m.chances` and `m.world` are what they are in the Mesa engine; what changes
stands in `m` itself under the names of `sim.state`. `m.aside` is what the compiled engine keeps
for speed; it can be made anew from the state at any time.
"""

from collections.abc import Mapping
from typing import NamedTuple, get_type_hints

import numpy as np

from sim import facts, tables
from sim.kernel.views import Rows, Struct, declare, reader
from sim.prepare import Happening
from sim.setting import Chances, Setting
from sim.state import LIFE, MEMORY, NUMBERS, mind


class Part(NamedTuple):
    """A record as compiled code knows it, and as numpy does."""

    struct: Struct
    dtype: np.dtype


def part(name: str, fields: Mapping[str, "str | Rows | Part"]) -> Part:
    """Declare a record of numbers ("f8", "i8", "u8"), addresses of arrays, and further records."""
    kinds: list[tuple[str, np.dtype]] = []
    seen: dict[str, Rows | Struct] = {}
    for field, kind in fields.items():
        if isinstance(kind, Part):
            kinds.append((field, kind.dtype))
            seen[field] = kind.struct
        elif isinstance(kind, Rows):
            kinds.append((field, np.dtype("u8")))
            seen[field] = kind
        else:
            kinds.append((field, np.dtype(kind)))
    dtype = np.dtype(kinds)
    return Part(declare(name, dtype, seen), dtype)


def rows_of(name: str, dtype: np.dtype, size: int | None = None) -> Rows:
    """Declare many records of a numpy type. size: as for `Rows`."""
    return Rows(declare(name, dtype), size)


def numbers_of(kind: type, arrays: Mapping[str, str]) -> dict[str, "str | Rows"]:
    """Return the fields of a named tuple: its numbers, and its arrays with their counts."""
    fields: dict[str, str | Rows] = {}
    for name, hint in get_type_hints(kind).items():
        if hint is np.ndarray:
            fields[name] = Rows(arrays[name])
            fields[f"{name}_count"] = "i8"
        else:
            fields[name] = _NUMBERS[hint]
    return fields


_NUMBERS = {float: "f8", int: "i8", bool: "i8", np.uint64: "u8"}
_FLOATS = (
    "around", "reach_of_page", "reach_of_person", "engagement_rate", "halflife_ticks",
    "found_chance", "referrer_loss", "native_hours",
)  # fmt: skip
_WHOLE = (
    "pages", "places", "seed_order", "first_members", "forward_limit", "often_hops", "often_limit",
)  # fmt: skip
FIXED_ARRAYS = {
    **dict.fromkeys(_FLOATS, "f8"),
    **dict.fromkeys(_WHOLE, "i8"),
    "favoured": "u1",
}
CHANCES_ARRAYS = {
    name: "f8" for name, hint in get_type_hints(Chances).items() if hint is np.ndarray
}
PLAN = {
    "tick": "i8", "kind": "i8", "driver": "i8", "channel": "i8", "quality": "f8",
    "flexible": "i8", "key": "u8",
}  # fmt: skip
HAPPENING = np.dtype([(name, _NUMBERS[hint]) for name, hint in get_type_hints(Happening).items()])
WORLD = {
    "close_ptr": "i8", "close_to": "i4", "close_strength": "f4", "close_channel": "i1",
    "group_ptr": "i8", "group_members": "i4", "group_channel": "i1",
    "membership_ptr": "i8", "membership": "i4",
    "audience_ptr": "i8", "audience": "i4", "audience_channel": "i1",
}  # fmt: skip
# What a person is like, beside each other for the moment of reading: a line of the processor's
# cache.
TRAIT = np.dtype(
    [
        *((name, np.float32) for name in (
            "interest", "need", "fit", "expertise", "baseline", "talkativeness", "attention",
            "privacy",
        )),
        ("drives", np.float32, (4,)),
        ("channels", np.uint32),
        *((name, np.int32) for name in ("ties", "groups", "followers")),  # how many they have
    ]
)  # fmt: skip
# What a person remembers starts with this; where the rest stands depends on how much it is.
MIND = np.dtype([(name, mind(1)[name]) for name in ("remembered", "holding")])
# Kinds of story that the model itself makes or reacts to.
KINDS = (
    "offer", "invitation", "experience", "rumour", "correction", "advertisement", "survey",
)  # fmt: skip
KIND_NUMBERS = ("pushiness", "valence", "hours")
TABLES = {
    "shares": tables.SHARES, "stories": tables.STORIES, "messages": tables.MESSAGES,
    "questions": tables.QUESTIONS, "events": tables.EVENTS, "visits": tables.VISITS,
    "manager": tables.MANAGER, "scheduled": tables.SEEN,
}  # fmt: skip
SHARES, STORIES, MESSAGES, QUESTIONS, EVENTS, VISITS, MANAGER, SCHEDULED = range(len(TABLES))
ARRAYS = {
    "left": "f4", "left_tick": "i4", "told": "f4", "told_tick": "i4", "bought_tick": "i4",
    "purchases": "i4", "joined": "i4", "written": "i4", "scheduled_first": "i4",
    "scheduled_last": "i4", "counts": "f8", "stocks": "f8", "room_members": "i4",
    "room_said": "i4", "room_saying": "i4", "recent": "i4", "recent_count": "i8",
    "group_messages": "i4", "impressions": "f8", "engagements": "f8", "engagement_tick": "i4",
    "posted": "i4", "posted_count": "i8", "bank": "f8",
}  # fmt: skip
FRACTIONS = ("kept", "listening", "improvement", "heard_today")
PURPOSES = 100
AT_ONCE = 256  # readers of a share that are gathered before they read
ASIDE = {
    "doing": "u1",  # what a person has to do with the brand, as bits
    "readers": "i4",  # who reads a share, some people at a time
    "drawn": "u1",  # which of those that it reached they are
    "deciding": "i4",  # which of the readers have more to decide
    "known": "i8",  # and where the story stands in their memory (-1: to be seen)
    "keys": "u8",  # what those who draw, draw for
    "held": "i4",  # the story that a person has in mind, if it is one
    "least_match": "f8",  # how much a story about a driver means at least, to anybody
    "most_match": "f8",  # and at most
    "present": "i4",  # the members when the tick began, by room
    "present_first": "i8",  # where each room starts in `present`
    "always": "u8",  # the stem of the draws that leave the tick out, by purpose
    "now": "u8",  # the stem of this tick's draws, by purpose
}
# messenger: the one that all close contacts are on (-1: there are several).
ASIDE_NUMBERS = ("day", "members_changed", "first_open", "holders", "settled", "messenger")


def _table(name: str) -> Part:
    dtype = np.dtype(list(TABLES[name].items()), align=True)
    rows = rows_of(name.capitalize(), dtype)
    return part(f"{name}_table", {"count": "i8", "capacity": "i8", "rows": rows})


def _model() -> Part:
    behaviour = dict.fromkeys(facts.parameters(), "f8")
    return part("Model", {
        "values": part("Values", behaviour),
        "fixed": part("Fixed", numbers_of(Setting, FIXED_ARRAYS)),
        "chances": part("Chances", numbers_of(Chances, CHANCES_ARRAYS)),
        "kinds": part("Kinds", {
            **dict.fromkeys(KINDS, "i8"),
            **{name: Rows("f8") for name in KIND_NUMBERS},
            "count": "i8",
        }),
        "plan": part("Plan", {"count": "i8"} | {n: Rows(kind) for n, kind in PLAN.items()}),
        "happenings": part(
            "Happenings", {"count": "i8", "rows": rows_of("Happening", HAPPENING)}
        ),
        "world": part("World", {"people": "i8"} | {n: Rows(kind) for n, kind in WORLD.items()}),
        "traits": rows_of("Trait", TRAIT),
        "lives": rows_of("Life", LIFE),
        # by their distance in bytes from the first person's mind
        "minds": rows_of("Mind", MIND, 1),
        "story": Rows("i4", 1),
        "memory": rows_of("Memory", MEMORY, 1),
        "mind_bytes": "i8",  # from one person's mind to the next
        **{name: Rows(kind) for name, kind in ARRAYS.items()},
        **{name: "f8" if name in FRACTIONS else "i8" for name in NUMBERS},
        **{name: _table(name) for name in TABLES},
        "aside": part("Aside", {
            **{name: Rows(kind) for name, kind in ASIDE.items()},
            "eights": Rows("u8"),  # `doing` of eight people at a time
            **dict.fromkeys(ASIDE_NUMBERS, "i8"),
        }),
        "grow": "i8",  # the address of the function that makes a table larger
    })  # fmt: skip


MODEL = _model()
model_at = reader(MODEL.struct)
