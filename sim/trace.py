"""Run: what a run leaves behind. Tables, a manifest, and the way to disk and back.

The tables are kept as plain columns; data frames with names in place of codes are made when asked
for. The share table is the truth of every spread: channel, venue, parent and hops were written when
a share happened.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import columns as columns_of
from sim import facts, share_sums, tables
from sim.errors import AddaError, shown
from sim.scenarios import Scenario
from sim.shares import FILE, KeptShares, Shares, SummedShares, WrittenShares, written
from sim.state import COUNTS, STOCKS, State

if TYPE_CHECKING:
    import pandas

    from sim.world import World

Columns = Mapping[str, np.ndarray]
TABLES = (
    "daily", "shares", "stories", "messages", "questions", "events", "visits", "people", "manager",
    "groups", "heard",
)  # fmt: skip
STAGES_OF_LIFE = ("prospect", "customer", "lapsed")
DRIVERS = ("problems", "beliefs", "hobbies", "aspirations", "product", "community")
CODES: dict[tuple[str, str], tuple[str, ...]] = {
    ("shares", "venue_kind"): tables.VENUES,
    ("stories", "driver"): DRIVERS,
    ("messages", "kind"): tables.MESSAGE_KINDS,
    ("questions", "solved_by"): tables.SOLVERS,
    ("events", "kind"): tables.EVENT_KINDS,
    ("visits", "cause"): tables.VISIT_CAUSES,
    ("people", "stage"): STAGES_OF_LIFE,
    ("manager", "activity"): tables.ACTIVITIES,
}


class Run:
    """The tables of one run, and how it came about.

    tables: name -> column name -> array, as listed in `TABLES`. manifest: scenario, seed, engine,
    versions, hash of the sources, time, and how the shares are kept: "kept" in memory, "written" to
    a file that is read in chunks, or "summed". `world` is kept in memory only.
    """

    def __init__(
        self,
        scenario: Scenario,
        tables: Mapping[str, Columns],
        manifest: Mapping[str, Any],
        world: "World | None" = None,
    ):
        shares = tables["shares"]
        kept = shares if isinstance(shares, Shares) else KeptShares(shares)
        self.tables: dict[str, Columns] = {**tables, "shares": kept}
        self.scenario, self.manifest, self.world = scenario, manifest, world

    def __repr__(self) -> str:
        case = self.scenario
        return (
            f"Run({case.strategy.name} on {case.market.name}, {case.days} days,"
            f" seed {self.manifest['seed']}, {self.share_table.count:,} shares"
            f" {self.share_table.form})"
        )

    @property
    def share_table(self) -> Shares:
        """The share table, in the form in which this run has it."""
        shares = self.tables["shares"]
        assert isinstance(shares, Shares)
        return shares

    @cached_property
    def sums(self) -> "share_sums.Sums":
        """What outcomes need of the share table."""
        people = len(self.tables["people"]["person"])
        per_day = self.scenario.market.ticks_per_day
        if isinstance(self.share_table, SummedShares):
            return share_sums.StoredSums(self.tables, people, per_day)
        stories = self.tables["stories"]
        return share_sums.CountedSums(self.share_table, stories, people, per_day)

    def frame(self, name: str) -> "pandas.DataFrame":
        """Return a table as a data frame, with names in place of codes."""
        import pandas

        if name not in self.tables:
            raise AddaError(
                "there is no table '{name}' in a run; there are {tables}",
                name=shown(name),
                tables=", ".join(TABLES),
            )
        columns = self.tables[name]
        if isinstance(columns, SummedShares):
            raise columns.refusal()
        frame = pandas.DataFrame(dict(columns))
        for (table, column), names in self._codes().items():
            if table == name and column in frame:
                frame[column] = pandas.Categorical.from_codes(frame[column], categories=names)
        return frame

    def _codes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        segments = tuple(segment.name for segment in self.scenario.market.segments)
        return {
            **CODES,
            ("shares", "channel"): facts.channels().names,
            ("stories", "kind"): tuple(facts.kinds()),
            ("people", "segment"): segments,
        }

    @cached_property
    def daily(self) -> "pandas.DataFrame":
        """One row a day: stocks at its end, flows in its course."""
        return self.frame("daily")

    @cached_property
    def shares(self) -> "pandas.DataFrame":
        """One row a share: story, sender (-1: the brand), venue, channel, tick, parent, outcome."""
        return self.frame("shares")

    @cached_property
    def stories(self) -> "pandas.DataFrame":
        """One row a story."""
        return self.frame("stories")

    @cached_property
    def messages(self) -> "pandas.DataFrame":
        """One row a message in a room (author -1: the manager)."""
        return self.frame("messages")

    @cached_property
    def questions(self) -> "pandas.DataFrame":
        """One row a question: who asked, when, solved by whom and when."""
        return self.frame("questions")

    @cached_property
    def events(self) -> "pandas.DataFrame":
        """One row an event in a person's life, with what its hazard was made of."""
        return self.frame("events")

    @cached_property
    def visits(self) -> "pandas.DataFrame":
        """One row a visit to the brand's pages, as it truly came about."""
        return self.frame("visits")

    @cached_property
    def people(self) -> "pandas.DataFrame":
        """One row a person, at the end."""
        return self.frame("people")

    @cached_property
    def manager(self) -> "pandas.DataFrame":
        """One row a piece of the manager's work, done or dropped."""
        return self.frame("manager")

    @cached_property
    def heard(self) -> "pandas.DataFrame":
        """One row a story that a person remembers: when first heard, by which share, passed on?"""
        return self.frame("heard")

    @cached_property
    def groups(self) -> "pandas.DataFrame":
        """One row a person in a private group: how many messages they wrote there."""
        return self.frame("groups")

    def outcomes(self) -> "pandas.DataFrame":
        """Return one tidy row an outcome: name, label, value, unit."""
        from sim import outcomes

        return outcomes.table(self)

    def save(self, folder: str | Path) -> Path:
        """Write the run to a folder: a Parquet file a table, scenario and manifest as text."""
        import pyarrow
        import pyarrow.parquet

        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self.share_table.save(folder)
        for name, columns in self.tables.items():
            if name == "shares":
                continue
            table = pyarrow.table({key: np.asarray(column) for key, column in columns.items()})
            pyarrow.parquet.write_table(table, folder / f"{name}.parquet")
        (folder / "scenario.yaml").write_text(self.scenario.to_yaml(), encoding="utf-8")
        manifest = json.dumps(self.manifest, indent=2, sort_keys=True, default=str)
        (folder / "manifest.json").write_text(manifest + "\n", encoding="utf-8")
        return folder


def load_run(folder: str | Path) -> Run:
    """Read a run that was saved. Raises AddaError where the folder does not hold a whole run."""
    import pyarrow.parquet

    from sim.scenarios import read_scenario

    folder = Path(folder)
    if not (folder / "manifest.json").is_file():
        raise AddaError(
            "'{folder}' does not hold a saved run (manifest.json is missing)", folder=shown(folder)
        )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    form = manifest.get("shares", KeptShares.form)
    found: dict[str, Columns] = {}
    for name in (*TABLES, *(share_sums.TABLES if form == SummedShares.form else ())):
        if name == "shares" and form != KeptShares.form:
            continue
        try:
            table = pyarrow.parquet.read_table(folder / f"{name}.parquet")
        except (OSError, pyarrow.ArrowException) as error:
            raise AddaError(
                "'{folder}': table '{name}' cannot be read", folder=shown(folder), name=name
            ) from error
        found[name] = {key: table[key].to_numpy() for key in table.column_names}
    if form == SummedShares.form:
        found["shares"] = SummedShares(manifest["share_rows"])
    elif form != KeptShares.form:
        found["shares"] = _written_in(folder)
    return Run(read_scenario(folder / "scenario.yaml"), found, manifest)


def _written_in(folder: Path) -> WrittenShares:
    import pyarrow

    try:
        return WrittenShares(folder / FILE)
    except (OSError, pyarrow.ArrowException) as error:
        raise AddaError(
            "'{folder}': table 'shares' cannot be read", folder=shown(folder)
        ) from error


def collect(
    state: State, world: "World", chances: Any, days: int, on_file: bool = False
) -> dict[str, Any]:
    """Return the tables of a run from its last state. on_file: the shares, in a temporary file."""
    return {
        "daily": _daily(state, days),
        **{name: _copied(getattr(state, name), hidden) for name, hidden in _WRITTEN.items()},
        "shares": _shares(state, on_file),
        "people": _people(state, world, chances),
        "groups": _groups(state, world),
        "heard": _heard(state),
    }


def _shares(state: State, on_file: bool) -> Shares:
    shown_ones = [name for name in state.shares.columns if name not in ("wanted", "key")]
    if not on_file:
        return KeptShares(tables.Columns(state.shares.rows[: state.shares.count], shown_ones))
    columns = {name: state.shares.written()[name] for name in shown_ones}
    return written(columns, state.shares.count, state.shares.let_go)


def summed(run: Run, days: tuple[int, ...]) -> Run:
    """Return a run with sums for these days in place of the rows of its share table."""
    counted = run.sums
    assert isinstance(counted, share_sums.CountedSums)
    led = np.concatenate([run.tables[name]["share"] for name in ("events", "visits")])
    sums = share_sums.stored(counted, days, led)
    rows = SummedShares(counted.shares.count)
    manifest = {**run.manifest, "shares": rows.form, "share_rows": rows.count}
    return Run(run.scenario, {**run.tables, **sums, "shares": rows}, manifest, run.world)


_WRITTEN: dict[str, tuple[str, ...]] = {
    "stories": ("key",),
    "messages": (),
    "questions": ("manager_tried",),
    "events": (),
    "visits": (),
    "manager": (),
}


def _copied(table: tables.Table, hidden: tuple[str, ...]) -> Columns:
    names = (name for name in table.columns if name not in hidden)
    return tables.apart(table.rows[: table.count], names)


def _daily(state: State, days: int) -> Columns:
    stocks = {name: state.stocks[:days, i].copy() for i, name in enumerate(STOCKS)}
    flows = {name: state.counts[:days, i].copy() for i, name in enumerate(COUNTS)}
    return {"day": np.arange(days), **stocks, **flows}


def _people(state: State, world: "World", chances: Any) -> Columns:
    last = max(0, state.tick - 1)  # the tick that was lived through last, as in the daily table
    names = (
        "aware", "satisfied", "stage", "member", "room", "joined", "muted", "follows", "purchases",
        "written", "holdout", "boredom", "reached",
    )  # fmt: skip

    fading = ("affinity", "reactance", "belonging")
    ticks = (f"{name}_tick" for name in fading)
    kept = [name for name in names if name in (state.lives.dtype.names or ())]
    lives = tables.apart(state.lives, (*kept, *fading, *ticks))
    nothing = np.broadcast_to(np.float32(0.0), world.people)

    def now(name: str, rest: np.ndarray = nothing) -> np.ndarray:
        value, tick = lives[name], lives[f"{name}_tick"]
        return columns_of.relaxed(value, tick, rest, getattr(chances, f"{name}_left"), last)

    return {
        "person": np.arange(world.people),
        **{name: getattr(world, name) for name in ("segment", "interest", "need", "expertise")},
        "fit": world.fit + state.improvement * (1.0 - world.fit),
        "affinity": now("affinity", world.baseline),
        "reactance": now("reactance"),
        "belonging": now("belonging"),
        **{name: lives[name] if name in kept else getattr(state, name).copy() for name in names},
    }


def _groups(state: State, world: "World") -> Columns:
    """One row a person in a private group: how many messages they wrote there."""
    return {
        "person": columns_of.owners(world.membership_ptr),
        "group": world.membership.copy(),
        "messages": state.group_messages.copy(),
    }


def _heard(state: State) -> Columns:
    """One row a story that a person still remembers: when first heard, by which share."""
    columns = columns_of.remembered_rows(
        state.remembered, state.story, state.heard_tick, state.heard_share,
        state.status, state.passed, state.exposures,
    )  # fmt: skip
    names = ("person", "story", "tick", "share", "status", "passed", "senders")
    return dict(zip(names, columns, strict=True))
