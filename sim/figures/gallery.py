"""Pictures: every picture of one comparison, by name, in one language."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from sim import words
from sim.errors import AddaError, shown
from sim.figures import (
    calendar,
    cascade,
    coming,
    course,
    life,
    market,
    questions,
    sales,
    scores,
    trees,
    trouble,
    truth,
    venues,
    waterline,
    work,
)
from sim.figures.film import Film
from sim.figures.style import Picture, arm_name

if TYPE_CHECKING:
    from sim.study.comparison import Comparison
    from sim.trace import Run

P = ParamSpec("P")
ARMS = ("a", "b")


def _spoken(
    draw: "Callable[Concatenate[Pictures, P], Picture]",
) -> "Callable[Concatenate[Pictures, P], Picture]":
    """Draw in the language of the pictures."""

    @wraps(draw)
    def drawn(self: "Pictures", *given: P.args, **named: P.kwargs) -> Picture:
        with words.speaking(self.lang):
            return draw(self, *given, **named)

    return drawn


class Pictures:
    """The pictures of two strategies. Those of talk and work show one pair of runs, the first."""

    def __init__(
        self,
        runs: "tuple[Run, Run]",
        comparison: "Comparison | None" = None,
        lang: str = "en",
    ):
        self.runs, self.comparison, self.lang = runs, comparison, lang

    @property
    def names(self) -> tuple[str, ...]:
        """What the arms are called, in the language of the pictures."""
        say = words.translator(self.lang)
        titles = [say(run.scenario.strategy.title) for run in self.runs]
        return tuple(titles) if titles[0] != titles[1] else ("A", "B")

    @cached_property
    def _arms(self) -> "list[list[Run]]":
        return [[run] for run in self.runs]

    @_spoken
    def over_time(self, outcome: str) -> Picture:
        """Return an outcome's course; with pairs, also bands and the paired difference."""
        currency = self.runs[0].scenario.market.prices.currency
        if self.comparison is None:
            table = course.course_table(self._arms, outcome)
            return course.over_time(table, outcome, self.names, None, currency)
        series, apart = self.comparison.series(outcome), self.comparison.difference(outcome)
        return course.over_time(series, outcome, self.names, apart, currency)

    @_spoken
    def score_board(self, day: int | None = None) -> Picture:
        """Return both kinds of success at a day (default: the last), with intervals."""
        if self.comparison is None:
            return scores.without_pairs()
        table = self.comparison.table(self.lang)
        return scores.score_board(scores.main_rows(table, day), self.names)

    @_spoken
    def iceberg(self) -> Picture:
        """Return talk that the brand sees and talk that it does not."""
        return waterline.iceberg(waterline.iceberg_table(self._arms), self.names)

    @_spoken
    def dashboard(self) -> Picture:
        """Return what a dashboard counts beside what there was."""
        return truth.dashboard_truth(truth.truth_table(self._arms), self.names)

    @_spoken
    def talk_by_venue(self) -> Picture:
        """Return where people passed things on."""
        return venues.talk_by_venue(venues.venue_table(self._arms), self.names)

    @_spoken
    def sales(self, arm: str) -> Picture:
        """Return where an arm's sales came from."""
        return self._of(arm, sales.sales_flow(sales.sales_table(self._run(arm))))

    @_spoken
    def cascade(self, arm: str) -> Picture:
        """Return an arm's largest cascade."""
        return self._of(arm, cascade.cascade_tree(cascade.cascade_table(self._run(arm))))

    @_spoken
    def calendar(self, arm: str, month: int = 0) -> Picture:
        """Return an arm's calendar of a month, 0 for the first."""
        scenario = self._run(arm).scenario
        first = date.fromisoformat(scenario.start_date).replace(day=1)
        for _month in range(month):
            first = (first + timedelta(days=32)).replace(day=1)
        table = calendar.calendar_table(scenario, int(self._run(arm).manifest["seed"]))
        return self._of(arm, calendar.calendar_month(table, first.year, first.month))

    @_spoken
    def quarter(self, arm: str) -> Picture:
        """Return an arm's calendar of the first quarter."""
        run = self._run(arm)
        first = date.fromisoformat(run.scenario.start_date)
        table = calendar.calendar_table(run.scenario, int(run.manifest["seed"]))
        days = min(91, run.scenario.days)
        return self._of(arm, calendar.calendar_quarter(table, first, days))

    @_spoken
    def cascade_sizes(self) -> Picture:
        """Return how large cascades become, beside what was published."""
        return trees.cascade_sizes(trees.sizes_table(self._arms), self.names)

    @_spoken
    def cascade_virality(self) -> Picture:
        """Return how far cascades are from a broadcast, beside what was published."""
        return trees.cascade_virality(trees.virality_table(self._arms), self.names)

    @_spoken
    def crisis(self) -> Picture:
        """Return the course of the first crisis: rumour, answer, affinity."""
        return trouble.crisis_timeline(trouble.crisis_table(self._arms), self.names)

    @_spoken
    def coming_and_going(self) -> Picture:
        """Return who joins the community and who leaves it."""
        return coming.coming_and_going(coming.coming_table(self._arms), self.names)

    @_spoken
    def why_they_leave(self) -> Picture:
        """Return what made those leave who left."""
        return coming.why_they_leave(coming.leaving_table(self._arms), self.names)

    @_spoken
    def hours(self) -> Picture:
        """Return what the hours went to, and what was dropped."""
        return work.hours_spent(work.hours_table(self._arms), self.names)

    @_spoken
    def member_life(self) -> Picture:
        """Return how long members stay."""
        return life.member_life(life.retention_table(self._arms), self.names)

    @_spoken
    def help_desk(self) -> Picture:
        """Return who answered members' questions."""
        return questions.help_desk(questions.help_table(self._arms), self.names)

    @_spoken
    def market_map(self, arm: str) -> Picture:
        """Return people and their closest ties at the end of an arm's run."""
        return self._of(arm, market.market_map(*market.map_tables(self._run(arm))))

    def film(self) -> Film:
        """Return the film of talk on its way through feeds, groups and rooms, both arms."""
        with words.speaking(self.lang):
            return Film(self.runs, self.names)

    def _run(self, arm: str) -> "Run":
        if arm not in ARMS:
            raise AddaError("arm is '{arm}', allowed is a, b", arm=shown(arm))
        return self.runs[ARMS.index(arm)]

    def _of(self, arm: str, made: Picture) -> Picture:
        """Say below the title of a picture of one arm whose it is."""
        number = ARMS.index(arm)
        below = made.layout.title.subtitle
        name = arm_name(number, self.names[number])
        two = words.translator(self.lang).gettext("{first}. {second}")
        below.text = two.format(first=name, second=below.text)
        return made


def pictures(comparison: "Comparison", lang: str = "en") -> Pictures:
    """Return the pictures of a comparison in a language, "en" or "bn"."""
    return Pictures(comparison.runs, comparison, lang)
