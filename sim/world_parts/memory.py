"""How much memory a world takes, and refusing what cannot fit before anything is built."""

import os
from pathlib import Path

from sim import facts
from sim.errors import AddaError, Said
from sim.market import Market
from sim.world_parts.segments import mean_use

# Bytes a person while a world is built: what is kept of them, and the draws behind it.
PERSON = 330
CLOSE_TIE, MEMBERSHIP, FOLLOW = 9, 24, 5
FAR_PAIR = 40
# The same with ties that are given, which are checked and sorted into rows at first.
GIVEN_PERSON, GIVEN_PAIR, GIVEN_ROW = 130, 90, 50
# Bytes a person of a run's state, and of an entry of their memory while the tables are made of it.
STATE, MEMORY_ENTRY = 250, 52
UNASKED = 2**24  # bytes that are taken without looking how much is free


def needed_bytes(market: Market, people: int) -> int:
    """Return an estimate of the bytes that building a world takes at its highest."""
    network = market.network
    close = network.close_ties
    ties = close.inner + close.middle + close.outer
    mean_follows = 0.0
    for row, use in zip(facts.channels().rows, mean_use(market), strict=True):
        if not row.private:
            mean_follows += use * min(network.follows.mean, people - 1)
    each = PERSON + ties * (CLOSE_TIE + close.far_share * FAR_PAIR)
    each += MEMBERSHIP * network.groups.per_person + FOLLOW * mean_follows
    return int(people * each)


def state_bytes(market: Market, people: int) -> int:
    """Return an estimate of the bytes that the state of a run takes at its highest."""
    return people * (STATE + MEMORY_ENTRY * market.memory)


def available_bytes() -> int | None:
    """Return how much memory can still be had, None where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError, ValueError):
        return None


def refuse_beyond(needed: int, what: Said, advice: Said | str = "") -> None:
    """Raise AddaError when `what` needs more memory than there is."""
    if needed <= UNASKED:
        return
    available = available_bytes()
    if available is not None and needed > available:
        raise AddaError(
            "{what} needs about {needed} of memory and there are {available}{advice}",
            what=what,
            needed=_size(needed),
            available=_size(available),
            advice=advice,
        )


def refuse_too_many(market: Market, people: int) -> None:
    """Raise AddaError when a world of so many people does not fit, with how many would."""
    needed = needed_bytes(market, people)
    if needed <= UNASKED:
        return
    fit = people * (available_bytes() or needed) // max(needed, 1)
    fit = max(1000, fit // 1000 * 1000)
    what = Said("market '{name}': a world of {people} people", name=market.name, people=people)
    refuse_beyond(needed, what, Said("; about {fit} people would fit", fit=fit))


def refuse_too_many_edges(people: int, close: int, groups: int, follows: int) -> None:
    """Raise AddaError when people with so many given ties do not fit, with how many would."""
    ties = GIVEN_PAIR * close + GIVEN_ROW * (groups + follows)
    needed = people * GIVEN_PERSON + ties
    fit = ((available_bytes() or needed) - ties) // GIVEN_PERSON
    what = Said("people is {people}: a world of them with these ties", people=people)
    fit = fit // 1000 * 1000
    refuse_beyond(needed, what, Said("; about {fit} people would fit", fit=fit) if fit else "")


def _size(count: int) -> Said:
    if count >= 1e8:
        return Said("{count} GB", count=round(count / 1e9, 1))
    return Said("{count} MB", count=round(count / 1e6))
