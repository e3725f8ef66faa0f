"""Run a scenario: choose the engine, start stories, live through the ticks, collect the tables."""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from sim import facts
from sim.errors import AddaError, nearest, shown
from sim.scenarios import Scenario
from sim.schema import Part
from sim.tables import Draft
from sim.trace import Run, collect

if TYPE_CHECKING:
    from sim.model import CommunityModel
    from sim.world import World


class Story(Part):
    """A story to start a run with: what it is about and how it is made."""

    kind: str = Field("conversation", title="Kind, as in data/kinds.csv")
    driver: Literal["problems", "beliefs", "hobbies", "aspirations", "product"] = "hobbies"
    valence: float = Field(0.5, ge=-1, le=1)
    quality: float = Field(1.0, ge=0, le=1000)


Start = Sequence[tuple["Story | str", "Sequence[int] | int", int]]


def run(  # noqa: PLR0913 - the front door; all but the scenario are keyword-only or optional
    scenario: Scenario,
    seed: int = 0,
    *,
    world: "World | None" = None,
    parameters: Mapping[str, float] | None = None,
    start: Start = (),
    until: int | Literal["quiet"] | None = None,
) -> Run:
    """Run a scenario once and return its tables. Same scenario and seed: same run.

    seed: 0 to 2**64-1, for the world and for every draw. world: a given world, else drawn from the
    seed. parameters: behaviour that differs, by name. start: (story, people, tick) triples: who
    passes which story on, surely, in which tick; people are numbers of persons, or how many to
    draw. until: a number of ticks, or "quiet": nothing is on its way and nobody holds a story.

    Raises AddaError for an unknown parameter, a value out of range, or people who do not exist.
    """
    from sim.model import CommunityModel

    check_seed(seed)
    began = datetime.now(UTC)
    model = CommunityModel(scenario, rng=seed, world=world, parameters=parameters)
    starts = Starts(model, start)
    last = scenario.ticks if not isinstance(until, int) else min(until, scenario.ticks)
    while model.state.tick < last:
        starts.due()
        model.step()
        if until == "quiet" and starts.all_begun() and is_quiet(model):
            break
    days = -(-model.state.tick // model.fixed.ticks_per_day)
    collected = collect(model.state, model.world, model.chances, days)
    manifest = {
        **_manifest(scenario, seed, parameters),
        "engine": "mesa",
        "ticks": model.state.tick,
    }
    manifest["seconds"] = (datetime.now(UTC) - began).total_seconds()
    return Run(scenario, collected, manifest, model.world)


class Starts:
    """Stories that people begin to pass on in given ticks."""

    def __init__(self, model: "CommunityModel", start: Start):
        self.model = model
        self.waiting = sorted(
            ((int(tick), number, _story(story), self._people(people, number))
             for number, (story, people, tick) in enumerate(start)),
            key=lambda item: item[:2],
        )  # fmt: skip
        self.made: dict[int, int] = {}

    def due(self) -> None:
        """Let everybody begin whose tick has come."""
        while self.waiting and self.waiting[0][0] <= self.model.state.tick:
            _tick, _number, story, people = self.waiting.pop(0)
            kind = facts.kinds()[story.kind].number
            driver = facts.DRIVER_NUMBER[story.driver]
            draft = Draft(kind, people[0], driver, story.valence, story.quality)
            row = self.model.new_story(draft)
            for person in people:
                self.model.people[person].start(row)

    def all_begun(self) -> bool:
        """Has every story begun?"""
        return not self.waiting

    def _people(self, people: Sequence[int] | int, number: int) -> list[int]:
        from sim import draws, purposes

        n = len(self.model.people)
        if isinstance(people, int):
            if not 1 <= people <= n:
                raise AddaError(f"start: {people} people were asked for, there are {n}")
            luck = [
                draws.uniform(self.model.fixed.seed, purposes.START_PERSON, number, i, 0)
                for i in range(n)
            ]
            return sorted(range(n), key=luck.__getitem__)[:people]
        chosen = [int(person) for person in people]
        for person in chosen:
            if not 0 <= person < n:
                raise AddaError(f"start: there is no person {person}, they are 0 to {n - 1}")
        if not chosen:
            raise AddaError("start: a story needs at least one person")
        return chosen


def is_quiet(model: "CommunityModel") -> bool:
    """Is nothing on its way, and nobody holding a story that may still be passed on?"""
    state = model.state
    waiting = (state.scheduled_first[state.tick :] >= 0).any()
    held = model.chances.repass > 0.0 and state.holding.any()
    return bool(state.delivered == state.shares.count and not waiting and not held)


def check_seed(seed: Any) -> None:
    """Refuse a seed that is no whole number from 0 to 2**64-1."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**64:
        raise AddaError(f"seed is {shown(seed)}, it must be a whole number from 0 to 2**64-1")


def _story(story: "Story | str") -> Story:
    made = Story(kind=story) if isinstance(story, str) else story
    if made.kind not in facts.kinds():
        hint = nearest(made.kind, facts.kinds())
        raise AddaError(f"start: '{shown(made.kind)}' is not a kind of story{hint}")
    return made


def _manifest(
    scenario: Scenario, seed: int, parameters: Mapping[str, float] | None
) -> dict[str, Any]:
    return {
        "scenario": hashlib.sha256(scenario.to_yaml().encode()).hexdigest()[:16],
        "strategy": scenario.strategy.name,
        "market": scenario.market.name,
        "seed": seed,
        "parameters": dict(parameters or {}),
        "adda": version("adda"),
        "sources": source_hash(),
        "python": platform.python_version(),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }


@cache
def source_hash() -> str:
    """Return a hash of the package's sources and data: what a result depends on besides inputs."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent
    data = facts.folder("data")
    files = [*sorted(package.rglob("*.py")), *sorted(data.glob("*.*"))]
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
