"""Many simulated communities like the one whose chat was given, with what their chats would show.

Behaviour is drawn anew for each from the published ranges: the table that a fit looks into.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event

import numpy as np

from sim.errors import AddaError, Said, shown
from sim.intake.chat import Chat
from sim.intake.informed import changes_at, drawn, split
from sim.intake.intervals import Array
from sim.intake.room_chat import chat_of_run
from sim.intake.summaries import Summary, members_at, part_of, summaries
from sim.market import Market
from sim.running import run
from sim.scenarios import Scenario, scenario
from sim.study.runner import Progress, run_tasks

SHORTEST_DAYS, FEWEST_PEOPLE = 28, 300
TRAIN = 2 / 3
_PILOTS, _PILOT_PEOPLE = 16, 600
_INVITED = range(0, 45, 2)
_SEED = 1_000_003
Parts = tuple[Summary | None, Summary | None, Summary | None]


@dataclass(frozen=True)
class Size:
    """How large a simulated community may be, so that hundreds of them live in a minute or two.

    people: around it, its members included. days: of a longer chat, the last ones are taken.
    """

    people: int = 1_200
    days: int = 180

    def __post_init__(self) -> None:
        """Refuse what tells nothing, or takes for ever."""
        _check_within("people", self.people, FEWEST_PEOPLE, 20_000)
        _check_within("days", self.days, SHORTEST_DAYS, 1_095)


def _check_within(name: str, value: int, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise AddaError(
            "most {name} is {value}, allowed is {low} to {high}",
            name=name,
            value=shown(value),
            low=low,
            high=high,
        )


@dataclass(frozen=True)
class Like:
    """What the simulated communities have in common with the given one.

    members: how many (None: unknown). days: how long they last. linked: whether the export tells
    who answers whom. span: days of the whole chat. most: how large they may be.
    """

    members: int | None
    days: int
    linked: bool
    span: int = 0
    most: Size = field(default_factory=Size)

    @property
    def form(self) -> str:
        """The form of export that tells as much."""
        return "telegram" if self.linked else "whatsapp"


@dataclass(frozen=True)
class Reference:
    """Simulated communities: places in the ranges, and what their chats show.

    fitted, others: places 0..1, a row each community. shown: for the whole chat, its first two
    thirds and its last third, a row of numbers each community (NaN where it was too quiet).
    """

    like: Like
    scenario: Scenario
    fitted: Array
    others: Array
    names: tuple[str, ...]
    shown: tuple[Array, Array, Array]

    def __len__(self) -> int:
        """Return how many communities there are."""
        return len(self.fitted)

    def lively(self, part: int = 0) -> Array:
        """Return which communities said enough to tell anything in a part of their chat."""
        found: Array = np.isfinite(self.shown[part][:, 0])
        return found


def like(chat: Chat, members: int | None, most: Size | None = None) -> Like:
    """Return what simulated communities are to have in common with the one of a chat.

    Raises AddaError for a chat that is too short or too quiet to tell anything about people.
    """
    days = int((chat.time[-1] - chat.time[0]) // 86_400) if len(chat) else 0
    if days < SHORTEST_DAYS or summaries(chat, members) is None:
        raise AddaError(
            "the chat is too short or too quiet to fit anything to it: it needs"
            " {days} days, five writers and twenty messages",
            days=SHORTEST_DAYS,
        )
    most = most or Size()
    return Like(members, min(days, most.days), chat.reading.has_replies, days, most)


def parts_of(chat: Chat, members: int | None) -> Parts:
    """Return the numbers of a whole chat, of its first two thirds, and of its last third."""
    train = part_of(chat, 0, TRAIN)
    rest = part_of(chat, TRAIN, 1)
    return (
        summaries(chat, members),
        summaries(train, members_at(chat, members, TRAIN)) if len(train) else None,
        summaries(rest, members) if len(rest) else None,
    )


def recent(chat: Chat, days: int) -> Chat:
    """Return the last days of a chat that is longer than can be simulated at leisure."""
    span = float(chat.time[-1] - chat.time[0]) / 86_400
    return chat if span <= days + 1 else part_of(chat, 1 - days / span, 1)


def hosted(market: Market, strategy: str | Scenario, wanted: Like) -> Scenario:
    """Return the scenario of a community like the given one, on as many people as it takes.

    It has a single room; most people know of it and are invited in the first weeks, so that it
    fills early. Ties that a room does not feel are few, so that hundreds of them live in a minute.
    """
    base = strategy if isinstance(strategy, Scenario) else scenario(strategy, days=wanted.days)
    tree = market.tree() | {"people": _PILOT_PEOPLE}
    tree["brand"] |= {"awareness": 1.0, "followers": 0.9, "affinity": 0.4}
    tree["network"]["edges"] = None
    tree["network"]["follows"]["mean"] = tree["network"]["close_ties"]["outer"] = 5.0
    groups = tree["network"]["groups"]
    groups["mean_size"] = min(groups["mean_size"], FEWEST_PEOPLE / 4)
    case = base.model_copy(update={"market": Market.parse(tree, Said("the market to fit on"))})
    opening = [{"day": day, "kind": "invitation"} for day in _INVITED]
    case = case.changed(
        {
            "days": wanted.days,
            "strategy.presence.home": "telegram",
            "strategy.presence.room_size": 100_000,
            "strategy.hours_per_week": 20.0,
            "strategy.calendar": [*(one.tree() for one in case.strategy.calendar), *opening],
        }
    )
    if wanted.members is None:
        return case
    people = _PILOT_PEOPLE * wanted.members / max(_members_of(case), 1.0)
    return case.changed({"market.people": int(min(max(people, FEWEST_PEOPLE), wanted.most.people))})


def _members_of(case: Scenario) -> float:
    """Return how many members such a community has in the mean, by a few trial runs."""
    from sim.intake.vital_signs import members_of_room

    found = []
    for number in range(_PILOTS):
        one = _one(case, *(part[number] for part in drawn(_PILOTS, _SEED)))
        found.append(members_of_room(run(one[0], _SEED + number, parameters=one[1]), 0) or 0)
    return float(np.mean(found))


def simulated(  # noqa: PLR0913 - the last two are how one watches it and stops it
    case: Scenario,
    wanted: Like,
    draws: int,
    seed: int,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Reference:
    """Live through `draws` communities with behaviour drawn from the published ranges."""
    fitted, others = drawn(draws, seed)
    tasks = [
        partial(_live, case, wanted, fitted[i], others[i], (seed * 1_000_003 + i) % 2**63)
        for i in range(draws)
    ]
    told = run_tasks(tasks, progress=progress, cancel=cancel)
    names = next((tuple(whole) for whole, _train, _rest in told if whole), ())
    if not names:
        raise AddaError("no simulated community said enough to be held against the chat")
    shown = tuple(_table([parts[number] for parts in told], names) for number in range(3))
    return Reference(wanted, case, fitted, others, names, shown)  # type: ignore[arg-type]


def _live(case: Scenario, wanted: Like, fitted: Array, others: Array, seed: int) -> Parts:
    """Return what the chat of one community shows."""
    from sim.intake.vital_signs import members_of_room

    changed, behaviour = _one(case, fitted, others)
    lived = run(changed, seed, parameters=behaviour)
    try:
        chat = chat_of_run(lived, 0, wanted.form)
    except AddaError:  # nobody ever joined
        return None, None, None
    members = None if wanted.members is None else (members_of_room(lived, 0) or 0) + 1
    return parts_of(chat, members)


def _one(case: Scenario, fitted: Array, others: Array) -> tuple[Scenario, dict[str, float]]:
    """Return the scenario and the behaviour of one community."""
    behaviour, market = split(changes_at(case.market, fitted, others))
    return case.changed(market), behaviour


def _table(told: Sequence[Summary | None], names: tuple[str, ...]) -> Array:
    """Return the numbers as rows, NaN for a community that said too little."""
    empty = dict.fromkeys(names, np.nan)
    return np.array([[(one or empty).get(name, np.nan) for name in names] for one in told])
