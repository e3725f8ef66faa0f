"""Window: what an outcome looks at. The tables of a run from its start to the end of some day."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim import facts, share_sums, tables
from sim.errors import AddaError, shown

if TYPE_CHECKING:
    from sim.trace import Run

Columns = Mapping[str, np.ndarray]
OWN = share_sums.OWN
ROOM = tables.VENUES.index("room")
EXPERIENCE = "experience"
BOUGHT = (tables.BOUGHT, tables.BOUGHT_AGAIN, tables.BOUGHT_AT_OFFER)


class Window:
    """The tables of a run up to the end of a day, and what several outcomes read in them.

    day: how many days are counted from the start (default: all that the run lived). Rows are in
    the order of time, so a table up to a day is its first rows: views, not copies. Shares are best
    asked for as sums (`sorts`, `senders`, `trees`), which any run has. What people are
    (`run.tables["people"]`) is known at the end of the run only.
    """

    def __init__(self, run: "Run", day: int | None = None):
        lived = len(run.tables["daily"]["day"])
        self.day = lived if day is None else day
        if not 1 <= self.day <= max(1, lived):
            raise AddaError(
                "day is {day}, this run has the days 1 to {lived}", day=shown(day), lived=lived
            )
        self.run, self.ends = run, self.day == lived
        self.market = run.scenario.market
        self.ticks_per_day = self.market.ticks_per_day
        self.ticks = self.day * self.ticks_per_day
        self.people: int = len(run.tables["people"]["person"])

    @cached_property
    def daily(self) -> Columns:
        """Daily columns up to the day; `labour` is what the hours of work cost."""
        columns = self.run.tables["daily"]
        cut = {name: column[: self.day] for name, column in columns.items()}
        return {**cut, "labour": cut["hours"] * self.market.prices.hour}

    def rows(self, name: str) -> Columns:
        """Return the rows of a table that were written up to the end of the day."""
        columns = self.run.tables[name]
        if self.ends:
            return columns
        count = int(np.searchsorted(columns["tick"], self.ticks))
        return {key: column[:count] for key, column in columns.items()}

    @cached_property
    def shares(self) -> Columns:
        """Shares."""
        return self.rows("shares")

    @cached_property
    def by_people(self) -> np.ndarray:
        """Which shares were made by people, not by the brand."""
        return self.shares["sender"] >= 0

    @cached_property
    def about_us(self) -> np.ndarray:
        """Which shares are of stories that mention the product or the brand."""
        return self.run.tables["stories"]["mentions"][self.shares["story"]] != 0

    @cached_property
    def in_sight(self) -> np.ndarray:
        """Which shares the brand can see: public feeds, its pages, its own rooms."""
        kind = self.shares["venue_kind"]
        return (kind == OWN[0]) | (kind == OWN[1]) | (kind == OWN[2])

    @cached_property
    def sorts(self) -> Columns:
        """Shares summed by day and sort: venue_kind, channel, by_people, about_us, against,
        passed_on, in_sight (flags), and how many shares, with their read and clicks."""
        table = self.run.sums.daily
        end = int(np.searchsorted(table["day"], self.day))
        found = {name: column[:end] for name, column in table.items()}
        flags, kind = found["flags"], found["venue_kind"]
        return {
            **found,
            "by_people": flags & share_sums.BY_PEOPLE != 0,
            "about_us": flags & share_sums.MENTIONS != 0,
            "against": flags & share_sums.AGAINST != 0,
            "passed_on": flags & share_sums.PASSED_ON != 0,
            "in_sight": np.isin(kind, OWN),
        }

    def made(self, which: np.ndarray, amount: str = "shares") -> int:
        """Return how many shares are of these sorts, or how often they were read or clicked."""
        return int(self.sorts[amount][which].sum())

    @cached_property
    def senders(self) -> np.ndarray:
        """How many shares each person made, i64[n, 4]: about us (1) and in sight (2)."""
        return self.run.sums.senders(self.ticks)

    @property
    def trees(self) -> share_sums.Trees:
        """Figures of the cascades of every story."""
        return self.run.sums.trees(self.ticks)

    @cached_property
    def stories(self) -> Columns:
        """Stories."""
        return self.rows("stories")

    @cached_property
    def told(self) -> np.ndarray:
        """Which stories are experiences that customers told of their own accord, for no reward."""
        stories = self.stories
        kind = facts.kinds()[EXPERIENCE].number
        return (stories["kind"] == kind) & (stories["origin"] >= 0) & (stories["tracked"] == 0)

    @cached_property
    def messages(self) -> Columns:
        """Messages."""
        return self.rows("messages")

    @cached_property
    def questions(self) -> Columns:
        """Questions."""
        return self.rows("questions")

    @cached_property
    def solved(self) -> np.ndarray:
        """Which questions were solved up to the end of the day."""
        tick = self.questions["solved_tick"]
        return (tick >= 0) & (tick < self.ticks)

    @cached_property
    def events(self) -> Columns:
        """Events."""
        return self.rows("events")

    def those(self, *kinds: int) -> np.ndarray:
        """Return which events are of one of these kinds."""
        kind = self.events["kind"]
        found = kind == kinds[0]
        for other in kinds[1:]:
            found |= kind == other
        return found

    @cached_property
    def visits(self) -> Columns:
        """Visits."""
        return self.rows("visits")

    @cached_property
    def through_shares(self) -> np.ndarray:
        """Which visits came by clicking on a share."""
        return self.visits["cause"] == tables.BY_SHARE

    @cached_property
    def in_the_dark(self) -> np.ndarray:
        """Which visits came by a share and carry neither referrer nor campaign tag."""
        return self.through_shares & (self.visits["referrer"] == 0) & (self.visits["tag"] == 0)

    def crisis_day(self) -> int | None:
        """Return the day of the first crisis, if it began before the window's end; else None."""
        days = [shock.day for shock in self.run.scenario.shocks if shock.kind == "crisis"]
        return min(days) if days and min(days) < self.day else None

    def each(self, persons: np.ndarray) -> np.ndarray:
        """Return how often each person stands in a column of persons (-1 stands for nobody)."""
        return np.bincount(persons[persons >= 0], minlength=self.people).astype(float)

    def flags(self, persons: np.ndarray) -> np.ndarray:
        """Return 1 for each person who stands in a column of persons, else 0."""
        return (self.each(persons) > 0).astype(float)

    @property
    def everybody(self) -> np.ndarray:
        """Weight 1 a person."""
        return np.ones(self.people)

    def now(self, name: str) -> np.ndarray:
        """Return a column of the people, as they are at the end of the run."""
        return np.asarray(self.run.tables["people"][name], dtype=float)
