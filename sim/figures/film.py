"""Film: talk on its way, day by day, through public feeds, private groups and the brand's rooms.

A canvas and one script without any kernel: it plays in a notebook, in the studio and in a report.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import facts, tables
from sim.figures import page
from sim.figures.style import (
    ARMS,
    GRID,
    INK,
    NEUTRAL,
    PAPER,
    PRIVATE,
    PUBLIC,
    SOFT,
    arm_name,
    plain,
)
from sim.words import _, current, number, percent, speaking

if TYPE_CHECKING:
    from sim.trace import Run

MOST_PEOPLE = 1_500
MOST_SHARES = 5_000
WIDE, HIGH, WATER = 1000, 640, 150  # the stage, and where the water line lies
DIRECT, GROUP, FEED, PAGE, ROOM, MEETING = range(len(tables.VENUES))
NOWHERE = -1  # a direct chat or a meeting has no place of its own
BUYING = (tables.BOUGHT, tables.BOUGHT_AGAIN, tables.BOUGHT_AT_OFFER)
CUSTOM, MEMBERSHIP = (*BUYING, tables.LAPSED), (tables.JOINED, tables.LEFT)


class Film:
    """A film of one or two runs. `finding` is its title; `tree()` is all that the script needs."""

    def __init__(self, runs: "Sequence[Run]", names: Sequence[str]):
        self.runs, self.names = tuple(runs), tuple(names)
        self.lang = current().lang
        shares = [_private_share(run) for run in runs]
        self.finding = _finding(shares)
        self.said = _(
            "Above the line what the brand can see, below it what it cannot. Each moving point is"
            " a share on its way; a place grows with what was shared there. From one run of each."
        )

    def __repr__(self) -> str:
        return self.finding

    def tree(self) -> dict[str, Any]:
        """Return the film as plain maps, lists and numbers."""
        with speaking(self.lang):
            return self._tree()

    def _tree(self) -> dict[str, Any]:
        return {
            "finding": self.finding,
            "said": self.said,
            "days": max(run.scenario.days for run in self.runs),
            "stage": [WIDE, HIGH, WATER],
            "words": _film_words(),
            "digits": "".join(number(digit) for digit in range(10)),
            "colours": {
                "private": PRIVATE, "public": PUBLIC, "ink": INK, "soft": SOFT, "grid": GRID,
                "paper": PAPER, "person": NEUTRAL, "customer": ARMS[0], "member": PRIVATE,
            },
            "arms": [
                _arm(run, plain(arm_name(arm, name)))
                for arm, (run, name) in enumerate(zip(self.runs, self.names, strict=True))
            ],
        }  # fmt: skip

    def html(self) -> str:
        """Return the film as a piece of a page that needs nothing else."""
        start = (
            "const host = document.currentScript.parentElement;"
            "const tree = JSON.parse(host.querySelector('script[type]').textContent);"
            "addaFilm.show(host, tree);"
        )
        return (
            '<div class="adda-film">'
            f'<script type="application/json">{page.in_script(self.tree())}</script>'
            f"<style>{page.sheet()}</style>"
            f"<script>(() => {{ {page.painter()}{page.projector()}{start} }})();</script></div>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict:
        return {"text/html": self.html(), "text/plain": self.finding}


def film_in(text: str) -> dict[str, Any] | None:
    """Return the tree of the film in a piece of a page, or None where it holds no film."""
    if not text.startswith('<div class="adda-film">'):
        return None
    inner = text.split('<script type="application/json">', 1)[1]
    return json.loads(inner.split("</script>", 1)[0])


def _arm(run: "Run", name: str) -> dict[str, Any]:
    """Return one run: places, people and what moved, in whole numbers."""
    shares, world = run.tables["shares"], run.world
    people = len(run.tables["people"]["person"])
    where = _spread_out(people)
    places, place_of = _places(run, where)
    rows = np.arange(len(shares["story"]))
    if len(rows) > MOST_SHARES:
        rows = rows[np.linspace(0, len(rows) - 1, MOST_SHARES).astype(int)]
    venue = [
        place_of.get((int(kind), int(number)), NOWHERE)
        for kind, number in zip(shares["venue_kind"][rows], shares["venue"][rows], strict=True)
    ]
    shown = np.linspace(0, people - 1, min(people, MOST_PEOPLE)).astype(int)
    assert world is not None
    return {
        "name": name,
        "people": where[shown].ravel().tolist(),
        "moves": _moves(run, shown),
        "places": places,
        "private": np.isin(shares["venue_kind"][rows], (DIRECT, GROUP, ROOM, MEETING))
        .astype(int).tolist(),
        "tick": shares["tick"][rows].tolist(),
        "ticks": run.scenario.market.ticks_per_day,
        "from": [
            [WIDE // 2, 18] if sender < 0 else where[sender].tolist()
            for sender in shares["sender"][rows].tolist()
        ],
        "place": venue,
        "read": shares["read"][rows].tolist(),
        "brand": (shares["sender"][rows] < 0).astype(int).tolist(),
    }  # fmt: skip


def _moves(run: "Run", shown: np.ndarray) -> list[list[int]]:
    """Return (tick, number among those shown, what they now are): 2 a member, else 1 a customer."""
    world, events = run.world, run.tables["events"]
    customers = set() if world is None else set(np.flatnonzero(world.customer).tolist())
    members: set[int] = set()
    place = {int(person): at for at, person in enumerate(shown.tolist())}
    found = [[0, at, 1] for person, at in place.items() if person in customers]
    for tick, person, kind in zip(
        *(events[name].tolist() for name in ("tick", "person", "kind")), strict=True
    ):
        group = members if kind in MEMBERSHIP else customers if kind in CUSTOM else None
        if group is None:
            continue
        (group.add if kind in (tables.JOINED, *BUYING) else group.discard)(person)
        if person in place:
            state = 2 if person in members else int(person in customers)
            found.append([tick, place[person], state])
    return found


def _places(
    run: "Run", where: np.ndarray
) -> tuple[list[dict[str, Any]], dict[tuple[int, int], int]]:
    """Return the places where something was shared, and their numbers by (kind of venue, number).

    Feeds and pages of a channel stand above the water, a private group amid its members, the
    brand's rooms along the bottom.
    """
    shares = run.tables["shares"]
    found: list[dict[str, Any]] = []
    place_of: dict[tuple[int, int], int] = {}
    used = {
        kind: np.unique(shares["venue"][shares["venue_kind"] == kind]).tolist()
        for kind in (FEED, PAGE, GROUP, ROOM)
    }
    public = sorted({*used[FEED], *used[PAGE]})
    for at, channel in enumerate(public):
        for kind in (FEED, PAGE):
            place_of[kind, channel] = len(found)
        x = round((at + 0.5) * WIDE / len(public))
        title = _(facts.channels().rows[channel].title)
        found.append({"x": x, "y": 96, "kind": "public", "name": title})
    groups = run.tables["groups"]
    for group in used[GROUP]:
        middle = where[groups["person"][groups["group"] == group]].mean(axis=0)
        place_of[GROUP, group] = len(found)
        found.append({"x": round(middle[0]), "y": round(middle[1]), "kind": "group"})
    for at, room in enumerate(used[ROOM]):
        place_of[ROOM, room] = len(found)
        x = round((at + 0.5) * WIDE / len(used[ROOM]))
        found.append({"x": x, "y": HIGH - 24, "kind": "room"})
    return found, place_of


def _spread_out(people: int) -> np.ndarray:
    """Return a place below the water for everybody: [person, x or y], whole numbers.

    People live on a ring with their neighbours beside them; a curve that fills a square (Hilbert
    1891) keeps neighbours near each other there too.
    """
    side = 1
    while side * side < people:
        side *= 2
    at = np.linspace(0, side * side - 1, people).astype(np.int64)
    x, y, step = np.zeros_like(at), np.zeros_like(at), 1
    while step < side:
        right, up = 1 & (at // 2), 1 & (at ^ (at // 2))
        flip, turn = (up == 0) & (right == 1), up == 0
        x, y = np.where(flip, step - 1 - x, x), np.where(flip, step - 1 - y, y)
        x, y = np.where(turn, y, x), np.where(turn, x, y)
        x, y, at, step = x + step * right, y + step * up, at // 4, step * 2
    margin, low = 26, HIGH - 64
    return np.column_stack(
        [
            margin + (x + 0.5) / side * (WIDE - 2 * margin),
            WATER + 24 + (y + 0.5) / side * (low - WATER - 24),
        ]
    ).round().astype(int)  # fmt: skip


def _private_share(run: "Run") -> float:
    shares = run.tables["shares"]
    people = shares["sender"] >= 0
    if not people.any():
        return float("nan")
    return float(np.isin(shares["venue_kind"][people], (DIRECT, GROUP, ROOM, MEETING)).mean())


def _finding(shares: Sequence[float]) -> str:
    if not any(share == share for share in shares):
        return _("Nobody passed anything on")
    if len(shares) == 1:
        said = _("{share} of what people passed on went below the water line")
        return said.format(share=percent(shares[0]))
    said = _("Below the water line went {a} of what people passed on with A, {b} with B")
    return said.format(a=percent(shares[0]), b=percent(shares[1]))


def _film_words() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "day": _("Day"),
        "now": _("day {day}: {private} private and {public} public shares so far"),
        "brand": _("the brand"),
        "rooms": _("the brand's rooms"),
        "customer": _("customer"),
        "member": _("member of the community"),
        "person": _("others"),
        "private": _("private"),
        "public": _("public"),
    }
