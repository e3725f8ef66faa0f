"""Community health, by the same functions on an export and on a run.

Terms of CHAOSS (community metrics of the Linux Foundation's project, chaoss.community) and of the
Orbit model (orbit-love/orbit-model): the names are theirs, how each is counted from a chat is said
in `meanings`. "Now" is the last 28 days of a chat.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.intake.activity import DAY, Writers, writers_of
from sim.intake.answers import answers_of, median_of
from sim.intake.chat import Chat
from sim.intake.intervals import Array, share_interval
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few, withheld
from sim.intake.profiles import Profile, profile
from sim.intake.room_chat import chat_of_run
from sim.words import N_

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

NOW = 28 * DAY
_WEEKS = 4
CHAOSS = (
    "active_contributors", "new_contributors", "inactive_contributors", "absence_factor",
    "conversion_rate", "first_answer", "answered_share", "answered_share_linked",
    "retention_week_4", "burstiness_group",
)  # fmt: skip
ORBIT = (
    "orbit_advocates", "orbit_contributors", "orbit_participants", "orbit_observers",
    "orbit_love", "orbit_reach",
)  # fmt: skip
_SAME = {"conversion_rate": "newcomer_return"}


def health(chat: Chat, members: int | None = None) -> tuple[Measure, ...]:
    """Return the health terms of a chat, CHAOSS first, then Orbit's.

    members: how many people the community has, if known; without it nobody is known who never
    wrote. What would speak of fewer than five people is withheld.
    """
    told = profile(chat, members)
    writers = writers_of(chat)
    recent = _Recent(chat, writers)
    found = {one.name: one for one in (*recent.contributors(), *recent.orbits(members))}
    found |= {name: _taken(told, name) for name in CHAOSS if name not in found}
    known = [name for name in (*CHAOSS, *ORBIT) if found[name].name]
    return tuple(found[name] for name in known)


def health_of_run(run: "Run", room: int = 0, form: str = "telegram") -> tuple[Measure, ...]:
    """Return the same terms of a room of a run, counted from what an export of it would hold."""
    return health(chat_of_run(run, room, form), members_of_room(run, room))


def members_of_room(run: "Run", room: int = 0) -> int | None:
    """Return how many members a room has at the end of a run; None for fewer than five."""
    members = int(np.count_nonzero(np.asarray(run.tables["people"]["room"]) == room))
    return members if members >= FEWEST_PEOPLE else None


def health_table(sides: Mapping[str, Sequence[Measure]]) -> "pd.DataFrame":
    """Return the terms of several communities side by side: model, name, label, unit, and for each
    side NAME, NAME_low, NAME_high, NAME_why (why it is withheld).
    """
    import pandas as pd

    names = list(dict.fromkeys(one.name for measures in sides.values() for one in measures))
    names.sort(key=(*CHAOSS, *ORBIT).index)
    rows = []
    for name in names:
        row: dict[str, object] = {"model": "CHAOSS" if name in CHAOSS else "Orbit", "name": name}
        for side, measures in sides.items():
            one = next((one for one in measures if one.name == name), None)
            row |= {"label": one.label, "unit": one.unit} if one else {}
            row[side] = one.value if one else None
            row[f"{side}_low"], row[f"{side}_high"] = (one.low, one.high) if one else (None, None)
            row[f"{side}_why"] = one.withheld if one else N_("its export does not tell")
        rows.append(row)
    return pd.DataFrame(rows)


def _taken(told: Profile, name: str) -> Measure:
    """Return a term that the profile holds already, under its name here; without a name if not."""
    known = _SAME.get(name, name)
    if known not in told.measures:
        return Measure("", None)
    one = told[known]
    return Measure(
        name, one.value, one.low, one.high, one.people, one.cases, one.interval, one.withheld
    )


class _Recent:
    """The last four weeks of a chat, by writer."""

    def __init__(self, chat: Chat, writers: Writers) -> None:
        self.chat, self.writers = chat, writers
        times = chat.time[writers.rows]
        self.end = int(chat.time[-1]) if len(chat) else 0
        self.long_enough = bool(len(chat)) and self.end - int(chat.time[0]) >= 2 * NOW
        since = self.end - times
        self.now = since < NOW
        self.counts = np.bincount(writers.writer[self.now], minlength=len(writers))
        week = np.minimum(since // (NOW // _WEEKS), _WEEKS)[self.now]
        pairs = np.unique(writers.writer[self.now] * _WEEKS + week)
        self.weeks = np.bincount(pairs // _WEEKS, minlength=len(writers))
        self.first = np.full(len(writers), np.iinfo(np.int64).max)
        np.minimum.at(self.first, writers.writer, times)
        self.partners = self._partners()

    def contributors(self) -> list[Measure]:
        """Return who contributes now, who is new and who has stopped, and on how few it rests."""
        active = self.counts > 0
        new = active & (self.end - self.first < NOW)
        found = [_people("active_contributors", int(active.sum()))]
        if self.long_enough:
            found.append(_people("new_contributors", int(new.sum())))
            found.append(_share("inactive_contributors", int((~active).sum()), len(self.writers)))
        else:
            for name in ("new_contributors", "inactive_contributors"):
                found.append(withheld(name, N_("the chat is shorter than eight weeks")))
        return [*found, self._absence()]

    def orbits(self, members: int | None) -> list[Measure]:
        """Return the shares of members on each level, and how often and with how many they talk."""
        everybody = members if members is not None else len(self.writers)
        helping = self.partners > 0
        advocates = (self.weeks >= _WEEKS - 1) & helping
        contributors = ~advocates & (self.weeks >= 2)
        active = self.counts > 0
        levels = {
            "orbit_advocates": int(advocates.sum()),
            "orbit_contributors": int(contributors.sum()),
            "orbit_participants": int((active & ~advocates & ~contributors).sum()),
        }
        here = max(everybody, int(active.sum()))
        if members is not None:
            levels["orbit_observers"] = here - int(active.sum())
        found = _shares(levels, here)
        if members is None:
            found.append(
                withheld("orbit_observers", N_("the number of members is not known; give it"))
            )
        return [
            *found,
            median_of("orbit_love", self.weeks[active].astype(float)),
            median_of("orbit_reach", self.partners[active].astype(float)),
        ]

    def _absence(self) -> Measure:
        """Return the fewest writers who wrote half of the messages of now."""
        name, falling = "absence_factor", np.sort(self.counts)[::-1]
        if falling.sum() == 0:
            return too_few(name, 0)
        fewest = int(np.searchsorted(np.cumsum(falling), falling.sum() / 2)) + 1
        return _people(name, fewest)

    def _partners(self) -> Array:
        """Return with how many others each writer exchanged answers now."""
        answers = answers_of(self.chat, self.writers)
        recent = self.end - self.chat.time[answers.row] < NOW
        count = len(self.writers)
        one, other = answers.who[recent], answers.whom[recent]
        pairs = np.unique(np.concatenate((one * count + other, other * count + one)))
        return np.bincount(pairs // max(count, 1), minlength=count)


def _people(name: str, people: int) -> Measure:
    if 0 < people < FEWEST_PEOPLE:
        return too_few(name, people)
    return Measure(name, people, people=people)


def _shares(levels: Mapping[str, int], everybody: int) -> list[Measure]:
    """Return the share of each level; with one withheld another goes too, else it could be told
    from the rest.
    """
    small = {name for name, people in levels.items() if 0 < people < FEWEST_PEOPLE}
    if len(small) == 1:
        rest = [name for name in levels if name not in small and levels[name]]
        small |= {min(rest, key=lambda name: levels[name])} if rest else set()
    return [
        too_few(name, people) if name in small else _share(name, people, everybody)
        for name, people in levels.items()
    ]


def _share(name: str, hits: int, cases: int) -> Measure:
    """Return a share of people; one that speaks of one to four people is withheld."""
    if cases < FEWEST_PEOPLE or 0 < hits < FEWEST_PEOPLE or 0 < cases - hits < FEWEST_PEOPLE:
        return too_few(name, hits)
    return Measure(name, hits / cases, *share_interval(hits, cases), cases, hits, "exact")
