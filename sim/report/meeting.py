"""Meeting: what a report says, page by page: first one page for the meeting, then the appendix."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sim import facts, words
from sim.figures import Picture, Pictures
from sim.outcomes import OUTCOMES
from sim.report import passages
from sim.report.passages import Passage
from sim.scenarios import Shock, scenario
from sim.strategy import Strategy
from sim.studio import labels
from sim.studio.grounds import GRADES
from sim.studio.levers import levers
from sim.studio.shocks_said import shock_said
from sim.study.accepted import Behaviour
from sim.study.comparison import Comparison
from sim.words import _, number

P = ParamSpec("P")
T = TypeVar("T")
# Rules in which attitude, annoyance, passing on, buying, telling and joining are decided.
DECIDING = ("R2", "R4", "R5", "R6", "R8", "R11", "R12")
MOST_GUESSES = 8


def _spoken(
    say: "Callable[Concatenate[Meeting, P], T]",
) -> "Callable[Concatenate[Meeting, P], T]":
    """Say it in the language of the meeting."""

    @wraps(say)
    def said(self: "Meeting", *given: P.args, **named: P.kwargs) -> T:
        with words.speaking(self.lang):
            return say(self, *given, **named)

    return said


class Meeting:
    """Compares two strategies and says what a meeting needs to know, in one language.

    a, b: templates, files or strategies. market: a name, a file or a market. replicates: pairs of
    runs. store: a folder in which finished pairs are kept and found again. shocks: what happens
    from outside, as shocks or as plain maps; start_date: the first day. parameters: behaviour, or
    what each pair draws it from, as in `sim.compare`.
    """

    def __init__(  # noqa: PLR0913 - the settings of a report, by name
        self,
        a: str | Path | Strategy,
        b: str | Path | Strategy,
        market: str = "boutique",
        days: int = 90,
        replicates: int = 32,
        seed: int = 0,
        lang: str = "en",
        store: str | Path | None = None,
        shocks: Sequence[Shock | dict[str, Any]] = (),
        start_date: str | None = None,
        parameters: Behaviour | None = None,
    ):
        from sim.study.compare import compare

        words.translator(lang)
        self.lang = lang
        happens = tuple(
            one if isinstance(one, Shock) else Shock.parse(one, "shocks") for one in shocks
        )
        begins = {} if start_date is None else {"start_date": start_date}
        self.a, self.b = (scenario(one, market, days, happens).changed(begins) for one in (a, b))
        self.comparison: Comparison = compare(
            self.a, self.b, replicates, seed, store=store, parameters=parameters
        )

    @cached_property
    def pictures(self) -> Pictures:
        """The pictures of the comparison."""
        return Pictures(self.comparison.runs, self.comparison, self.lang)

    @_spoken
    def title(self) -> Passage:
        """Return the question, and what was simulated to answer it."""
        a, b = map(_, self.comparison.names)
        asked = passages.heading(_("“{a}” or “{b}”?").format(a=a, b=b), 1)
        said = _("{market}: {people} people, {days} days, {pairs} pairs of simulated runs.")
        found = asked + passages.paragraph(
            said.format(
                market=_(self.a.market.title),
                people=number(self.a.market.people),
                days=number(self.a.days),
                pairs=number(self.comparison.replicates),
            ),
            "said",
        )
        if not isinstance(self.comparison.parameters, Mapping):
            drawn = _("Each pair has its own behaviour, drawn from what was not ruled out.")
            found += passages.paragraph(drawn, "said")
        if self.a.shocks:
            found += passages.paragraph(_("What happens from outside:"), "label")
            found += passages.points(shock_said(shock) for shock in self.a.shocks)
        return found

    @_spoken
    def verdict(self) -> Passage:
        """Return what the pairs say: the bottom line, then outcome by outcome."""
        from sim.study.verdict import sentences

        first, *rest = sentences(self.comparison, words.current(), self.comparison.days)
        return passages.paragraph(first, "verdict") + passages.points(rest)

    @_spoken
    def heading(self, name: str) -> Passage:
        """Return the heading of a part of the report, by its name in `HEADINGS`."""
        return passages.heading(_(HEADINGS[name]))

    @_spoken
    def trouble(self) -> "Passage | Picture":
        """Return the course of the first crisis as a picture; nothing where there is none."""
        if any(shock.kind == "crisis" for shock in self.a.shocks):
            return self.pictures.crisis()
        return Passage("", "")

    @_spoken
    def limits(self) -> Passage:
        """Return what the report cannot tell."""
        return passages.points(
            [
                _("It compares two ways on one simulated market. It does not forecast your sales."),
                _("People, product and prices are this market's; yours may differ."),
                self._beginning(),
                _("Most numbers of behaviour are guesses with a range; the appendix lists them."),
                _("Where an interval reaches across zero, the two are too close to call."),
            ]
        )  # fmt: skip

    def _beginning(self) -> str:
        """Return with how many members both begin."""
        share = self.a.market.brand.members
        if share == 0:
            return _("Both begin with an empty community; one that you have is not carried over.")
        return _(
            "A community that a plan hosts begins with {members} members; how much they belong"
            " ({belonging}) is assumed."
        ).format(
            members=number(round(share * self.a.market.people)),
            belonging=number(self.a.market.brand.belonging, 1),
        )

    @_spoken
    def advice(self) -> Passage:
        """Return what to do before a decision rests on it."""
        return passages.points(
            [
                _("Settle which count decides for you, before you look for one that suits you."),
                _("Ask which assumption would turn it round: with adda holds, or in workbook 07."),
                _("Try the better one small, with a part of the people left out by lot."),
            ]
        )

    @_spoken
    def strategies(self) -> Passage:
        """Return what each strategy is: story, mission, strengths and weaknesses."""
        said = Passage("", "")
        for arm, case in (("A", self.a), ("B", self.b)):
            said += _about(arm, case.strategy)
        return said

    @_spoken
    def levers(self) -> Passage:
        """Return the levers in which the two strategies differ."""
        rows = []
        for lever in levers():
            a, b = (labels.value_at(case.strategy, lever.path) for case in (self.a, self.b))
            if a != b:
                unit = labels.unit(lever.unit)
                said = (labels.said(lever, one) for one in (a, b))
                rows.append((labels.title(lever), *said, unit))
        return passages.table((_("lever"), "A", "B", _("unit")), rows)

    @_spoken
    def all_outcomes(self) -> Passage:
        """Return every outcome at every day it was read, with intervals."""
        head = (
            _("outcome"), _("day"), "A", "B", "B − A", _("from"), _("to"), _("unit"),
            _("more pairs"),
        )  # fmt: skip
        table = self.comparison.table(self.lang)
        rows = [_row(row) for row in table.itertuples()]
        return passages.folded(
            _("Every outcome at every day"), passages.table(head, rows, range(1, 7))
        )

    @_spoken
    def definitions(self) -> Passage:
        """Return what each outcome means."""
        rows = [(_(one.label), _(one.definition)) for one in OUTCOMES.values()]
        head = (_("outcome"), _("meaning"))
        return passages.folded(_("What the outcomes mean"), passages.table(head, rows))

    def assumptions(self) -> Passage:
        """Return the shakiest numbers on which the answer rests, then all of them, with grades."""
        return assumptions(self.lang)

    @_spoken
    def manifest(self) -> Passage:
        """Return what was run: enough to run it again and get the same."""
        manifest = self.comparison.runs[0].manifest
        facts_of = {
            _("strategies"): f"{self.a.strategy.name}, {self.b.strategy.name}",
            _("market"): self.a.market.name,
            _("seed"): str(self.comparison.seed),
            _("pairs"): str(self.comparison.replicates),
            _("days"): str(self.a.days),
            _("engine"): manifest["engine"],
            _("version"): manifest["adda"],
            _("sources"): manifest["sources"],
            _("Python"): manifest["python"],
            _("made"): manifest["made"],
        }
        return passages.table((_("what"), _("value")), facts_of.items())


def assumptions(lang: str = "en", *rules: str) -> Passage:
    """Return the numbers of behaviour with range and grade, the shakiest that decide first.

    rules: those that decide, such as "R13" in a crisis; without them the rules of every comparison.
    """
    with words.speaking(lang):
        return _assumptions(rules or DECIDING)


def _assumptions(rules: Sequence[str]) -> Passage:
    known = facts.parameters().values()
    shaky = sorted(
        (one for one in known if one.grade == "guess" and one.acts_on in rules and one.low > 0),
        key=lambda one: one.low / one.high,
    )[:MOST_GUESSES]
    head = (_("number"), _("low"), _("best"), _("high"), _("unit"), _("rule"), _("grade"))
    first = passages.table(head, map(_assumed, shaky), (1, 2, 3))
    rest = passages.table(head, map(_assumed, known), (1, 2, 3))
    said = _("Guesses with the widest ranges among the rules that decide:")
    return passages.paragraph(said) + first + passages.folded(_("Every number of behaviour"), rest)


def _assumed(one: facts.Parameter) -> tuple[str, ...]:
    values = (number(value) for value in (one.low, one.best, one.high))
    return (_(one.meaning), *values, _(one.unit), one.acts_on, _(GRADES[one.grade]))


def _about(arm: str, strategy: Strategy) -> Passage:
    title = f"{arm} · {_(strategy.title)}"
    said = passages.heading(title, 3) + passages.paragraph(_(strategy.story))
    if strategy.mission:
        said += passages.paragraph(_("Mission: {mission}").format(mission=_(strategy.mission)))
    swot = strategy.swot
    for label, notes in (
        (_("Strengths"), swot.strengths),
        (_("Weaknesses"), swot.weaknesses),
        (_("Opportunities"), swot.opportunities),
        (_("Threats"), swot.threats),
    ):
        if notes:
            said += passages.paragraph(label, "label") + passages.points(map(_, notes))
    return said


def _row(row: Any) -> tuple[str, ...]:
    one = OUTCOMES[row.outcome]
    say = words.current()
    means = (one.figure(value, say) for value in (row.mean_a, row.mean_b))
    steps = (one.apart(value, say, signed=True) for value in (row.difference, row.low, row.high))
    more = number(row.more_pairs) if row.call == "open" else ""
    return (row.label, number(row.day), *means, *steps, row.unit, more)


HEADINGS = {
    "answer": words.N_("The answer"),
    "limits": words.N_("What this cannot tell you"),
    "advice": words.N_("Before you decide"),
    "course": words.N_("How it went, day by day"),
    "talk": words.N_("The talk, seen and unseen"),
    "sales": words.N_("Where sales came from"),
    "community": words.N_("The community"),
    "work": words.N_("The work"),
    "strategies": words.N_("The two strategies"),
    "assumptions": words.N_("What it rests on"),
    "numbers": words.N_("All numbers"),
    "manifest": words.N_("What was run"),
}
