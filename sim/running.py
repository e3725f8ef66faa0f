"""Run a scenario: choose the engine, start stories, live through the ticks, collect the tables."""

import hashlib
import platform
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal, TypeGuard, get_args

import numpy as np
from pydantic import Field

from sim import facts
from sim.errors import AddaError, Cancelled, nearest, shown
from sim.keeping import Keep, Keeping
from sim.prepare import Prepared, prepare
from sim.remembered import Remembered
from sim.scenarios import Scenario, check_scenario
from sim.schema import Part
from sim.state import State
from sim.tables import Draft
from sim.told import check_told
from sim.trace import Run, collect, summed
from sim.world import World, checked_seed

if TYPE_CHECKING:
    from sim.agents import Person
    from sim.engine import CompiledModel
    from sim.model import CommunityModel


class Story(Part):
    """A story to start a run with: what it is about and how it is made."""

    kind: str = Field("conversation", title="Kind, as in data/kinds.csv")
    driver: Literal["problems", "beliefs", "hobbies", "aspirations", "product"] = "hobbies"
    valence: float = Field(0.5, ge=-1, le=1)
    quality: float = Field(1.0, ge=0, le=1000)


Start = Sequence[tuple["Story | str", "Sequence[int] | int", int]]
EngineName = Literal["auto", "compiled", "mesa"]
ENGINES = get_args(EngineName)
Progress = Callable[[int, int], None]


def run(  # noqa: PLR0913 - the front door; all but the scenario are keyword-only or optional
    scenario: Scenario,
    seed: int = 0,
    *,
    world: "World | None" = None,
    parameters: Mapping[str, float] | None = None,
    start: Start = (),
    until: int | Literal["quiet"] | None = None,
    engine: EngineName = "auto",
    person: "type[Person] | None" = None,
    memory: int | str | None = None,
    keep: Keep = "auto",
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Run:
    """Run a scenario once and return its tables. Same scenario and seed: same run.

    seed: 0 to 2**64-1, for the world and for every draw. world: a given world, else drawn from the
    seed. parameters: behaviour that differs, by name. start: (story, people, tick) triples: who
    passes which story on, surely, in which tick; people are numbers of persons, or how many to
    draw. until: a number of ticks, or "quiet": nothing is on its way or held to be passed on again.

    engine: "compiled" and "mesa" give the same tables, the first some hundred times faster.
    "auto" is the compiled one at every size, but for a `person`: a class of one's own, derived
    from `sim.Person`, whose behaviour only Mesa's engine can walk. The manifest says which it was.

    memory: what the run may take, such as "2 GB" (default: most of what is free). keep: how it
    keeps single shares: in "memory", on "file" (Parquet, read in chunks), as "sums", or "auto": on
    file if they do not fit. Outcomes are the same either way; the manifest says which it was.
    progress: called with (days lived, days). cancel: once it is set, Cancelled is raised.

    Warns of what the scenario asks for and cannot come about; the manifest tells it in `notes`.
    Raises AddaError for an unknown parameter, a value out of range, people who do not exist, or
    more people than fit into the memory.
    """
    seed = checked_seed(seed)
    _check_given(scenario, world, until)
    check_told(progress, cancel)
    for said in scenario.notes:
        warnings.warn(str(said), stacklevel=2)
    began = datetime.now(UTC)
    walked, keeping = _on_mesa(engine, person), Keeping(memory, keep)
    keeping.refuse_too_many(scenario, world)
    prepared = prepare(scenario, seed, world, parameters)
    state = keeping.state(prepared)
    model = (
        _mesa_model(prepared, parameters, state, person)
        if walked
        else _compiled_model(prepared, state)
    )
    watch = _Watch(scenario, progress, cancel)

    def after(tick: int) -> None:
        keeping.let_go(state)
        watch(tick)

    last = scenario.ticks if until is None or until == "quiet" else min(until, scenario.ticks)
    starts, quiet = Starts(prepared, start), False
    starts.refuse_late(scenario.ticks)
    while state.tick < last and not quiet:
        starts.begin(model)
        seek = until == "quiet" and starts.all_begun()
        quiet = model.advance(min(last, starts.next_tick(last)), seek, after)
    days = -(-state.tick // prepared.fixed.ticks_per_day)
    collected = collect(
        state, prepared.world, prepared.chances, days, on_file=keeping.on_file(state)
    )
    manifest = {
        **_manifest(scenario, seed, parameters),
        "engine": model.engine,
        "ticks": state.tick,
        "shares": collected["shares"].form,
        "seconds": (datetime.now(UTC) - began).total_seconds(),
    }
    made = Run(scenario, collected, manifest, prepared.world)
    if keep != "sums":
        return made
    from sim.outcomes import horizons

    return summed(made, horizons(days))


class _Watch:
    """Tells how far a run is, and stops it on request."""

    def __init__(self, scenario: Scenario, progress: Progress | None, cancel: Event | None):
        self.days, self.per_day = scenario.days, scenario.market.ticks_per_day
        self.progress, self.cancel = progress, cancel
        self(0)

    def __call__(self, tick: int) -> None:
        if self.progress is not None:
            self.progress(tick // self.per_day, self.days)
        if self.cancel is not None and self.cancel.is_set():
            raise Cancelled


def _on_mesa(engine: str, person: "type[Person] | None") -> bool:
    """Is this a run for Mesa's engine, because it was asked for or because its people need it?"""
    if engine not in ENGINES:
        hint = nearest(str(engine), ENGINES)
        raise AddaError(
            "engine: '{engine}' is none of {engines}{hint}",
            engine=shown(engine),
            engines=", ".join(ENGINES),
            hint=hint,
        )
    if person is not None and engine == "compiled":
        raise AddaError("engine: people of a class of their own need 'mesa', not 'compiled'")
    if person is not None:
        from sim.agents import Person

        if not (isinstance(person, type) and issubclass(person, Person)):
            raise AddaError(
                "person is {person}, it must be a class derived from sim.Person",
                person=shown(person),
            )
    return engine == "mesa" or person is not None


def _check_given(scenario: Any, world: Any, until: Any) -> None:
    """Refuse what is no scenario, no world, or no time to stop at."""
    check_scenario(scenario)
    if world is not None and not isinstance(world, World):
        raise AddaError(
            "world is {world}, it must be a world, as sim.World.from_edges(...) makes one",
            world=shown(world),
        )
    if until is not None and until != "quiet" and not (_is_whole(until) and until >= 0):
        hint = nearest(until, ["quiet"]) if isinstance(until, str) else ""
        raise AddaError(
            "until is {until}, allowed is a whole number of ticks, 'quiet' or None{hint}",
            until=shown(until),
            hint=hint,
        )


def _mesa_model(
    prepared: Prepared,
    parameters: Mapping[str, float] | None,
    state: State,
    person: "type[Person] | None",
) -> "CommunityModel":
    from sim.agents import Person
    from sim.model import CommunityModel

    return CommunityModel(
        prepared.scenario,
        rng=int(prepared.fixed.seed),
        world=prepared.world,
        parameters=parameters,
        state=state,
        person=person or Person,
    )


def _compiled_model(prepared: Prepared, state: State) -> "CompiledModel":
    from sim.engine import CompiledModel

    return CompiledModel(prepared, state, alone=True)


class Starts:
    """Stories that people begin to pass on in given ticks."""

    def __init__(self, prepared: Prepared, start: Start):
        self.prepared = prepared
        self.waiting = sorted(
            ((_tick(tick), number, _story(story), self._people(people, number))
             for number, (story, people, tick) in enumerate(_triples(start))),
            key=lambda item: item[:2],
        )  # fmt: skip

    def begin(self, model: "CompiledModel | CommunityModel") -> None:
        """Let everybody begin whose tick has come."""
        while self.waiting and self.waiting[0][0] <= model.state.tick:
            _tick, _number, story, people = self.waiting.pop(0)
            kind = facts.kinds()[story.kind].number
            driver = facts.DRIVER_NUMBER[story.driver]
            draft = Draft(kind, people[0], driver, story.valence, story.quality)
            model.begin(draft, people)

    def next_tick(self, last: int) -> int:
        """Return the tick of the next beginning, or the last one."""
        return self.waiting[0][0] if self.waiting else last

    def all_begun(self) -> bool:
        """Has every story begun?"""
        return not self.waiting

    def refuse_late(self, ticks: int) -> None:
        """Refuse stories that would begin when the run is over."""
        if self.waiting and self.waiting[-1][0] >= ticks:
            late = self.waiting[-1][0]
            raise AddaError(
                "start: tick {late} is after the end, ticks are 0 to {last}",
                late=late,
                last=ticks - 1,
            )

    def _people(self, people: Sequence[int] | int, number: int) -> list[int]:
        from sim import draws, purposes

        n = self.prepared.world.people
        if _is_whole(people):
            if not 1 <= people <= n:
                raise AddaError(
                    "start: {people} people were asked for, there are {all}", people=people, all=n
                )
            luck = draws.uniforms(self.prepared.fixed.seed, purposes.START_PERSON, number, n)
            few = np.argpartition(luck, people - 1)[:people]
            return few[np.lexsort((few, luck[few]))].tolist()
        if isinstance(people, range) and people and 0 <= people[0] < n and 0 <= people[-1] < n:
            return list(people)  # what lies between its ends is people too
        chosen = list(people) if isinstance(people, Iterable) else [people]
        for person in chosen:
            if not _is_whole(person) or not 0 <= person < n:
                raise AddaError(
                    "start: there is no person {person}, they are 0 to {last}",
                    person=shown(person),
                    last=n - 1,
                )
        if not chosen:
            raise AddaError("start: a story needs at least one person")
        return chosen


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _triples(start: Any) -> list[tuple]:
    """Return what is to be started, or refuse what is no list of (story, people, tick)."""
    found = list(start) if isinstance(start, Iterable) else [start]
    for triple in found:
        if not isinstance(triple, tuple | list) or len(triple) != 3:
            raise AddaError(
                "start: {triple} is no triple (story, people, tick), such as ('conversation',"
                " [0], 0)",
                triple=shown(triple),
            )
    return found


def _tick(tick: Any) -> int:
    if not _is_whole(tick) or tick < 0:
        raise AddaError("start: tick is {tick}, it must be a whole number from 0", tick=shown(tick))
    return int(tick)


def _story(story: Any) -> Story:
    made = Story(kind=story) if isinstance(story, str) else story
    if not isinstance(made, Story):
        raise AddaError(
            "start: {story} is neither a kind of story nor a sim.Story", story=shown(story)
        )
    if made.kind not in facts.kinds():
        hint = nearest(made.kind, facts.kinds())
        raise AddaError(
            "start: '{kind}' is not a kind of story{hint}", kind=shown(made.kind), hint=hint
        )
    return made


def _manifest(
    scenario: Scenario, seed: int, parameters: Mapping[str, float] | None
) -> dict[str, Any]:
    return {
        "scenario": _scenario_hash(scenario),
        "strategy": scenario.strategy.name,
        "market": scenario.market.name,
        "seed": seed,
        "parameters": dict(parameters or {}),
        "notes": [str(said) for said in scenario.notes],
        "adda": _version(),
        "sources": source_hash(),
        "python": platform.python_version(),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _hash(scenario: Scenario) -> str:
    return hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()[:16]


_scenario_hash = Remembered(_hash)


@cache
def _version() -> str:
    return version("adda")


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
