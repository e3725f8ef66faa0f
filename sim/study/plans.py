"""Plans: the few best that an optimisation found, judged on luck that it had not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, Said, shown
from sim.outcomes import OUTCOMES, outcome
from sim.scenarios import Scenario
from sim.strategy import Strategy
from sim.study.choices import Budget
from sim.study.paired import Paired, paired
from sim.study.verdict import slight
from sim.words import Words, translator

if TYPE_CHECKING:
    import pandas

    from sim.study.platforms import Platforms

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Plan:
    """One plan: the scenario, what the search saw of it, and what fresh luck says.

    searched: the ends as the search saw them (the winner of many tries is partly a lucky one).
    fresh[pair, outcome]: on seeds that the search did not use. front: is it beaten by none?
    """

    letter: str
    scenario: Scenario
    searched: Mapping[str, float]
    fresh: np.ndarray = field(repr=False)
    front: bool = True

    @property
    def strategy(self) -> Strategy:
        """The plan as a strategy."""
        return self.scenario.strategy

    def end(self, name: str) -> Paired:
        """Return an outcome over the fresh pairs, with its interval; absent counts as 0."""
        values = np.nan_to_num(self.fresh[:, list(OUTCOMES).index(outcome(name).name)])
        return paired(np.zeros_like(values), values)

    def against(self, other: "Plan", name: str) -> Paired:
        """Return what the fresh pairs say about this plan less another."""
        number = list(OUTCOMES).index(outcome(name).name)
        mine, theirs = (np.nan_to_num(one.fresh[:, number]) for one in (self, other))
        return paired(theirs, mine)

    def said(self, lang: str = "en") -> str:
        """Return the plan in a line: where, how often, what mostly, hours."""
        say, s = translator(lang), self.strategy
        weights = s.content.tree()
        fields = type(s.content).model_fields
        mostly = [name for name in sorted(weights, key=lambda k: -weights[k]) if weights[name]][:2]
        words = {
            "pages": _channels(s.presence.pages, say),
            "home": _channels((s.presence.home,) if s.presence.home else (), say),
            "posts": say.number(s.posts_per_week, decimals=1),
            "mostly": ", ".join(say(fields[name].title or name) for name in mostly) or "–",
            "hours": say.number(s.hours_per_week, decimals=1),
        }
        return say.gettext(
            "pages: {pages}; community: {home}; {posts} posts a week, mostly {mostly}; {hours} h a"
            " week"
        ).format(**words)


@dataclass(frozen=True, eq=False)
class Plans:
    """What an optimisation found.

    start: the plan that it began with, on the same fresh pairs. plans: the few that stand for the
    front, the first ones best on the ends in their order. ends: names of outcomes. tried: how many
    plans were. front: ends of all plans that no other one beat, as the search saw them.
    """

    budget: Budget
    ends: tuple[str, ...]
    start: Plan
    plans: tuple[Plan, ...]
    tried: int
    front: np.ndarray = field(repr=False)
    searched: int = 0

    def plan(self, letter: str) -> Plan:
        """Return a plan by its letter."""
        for one in self.plans:
            if one.letter == letter.upper():
                return one
        known = ", ".join(one.letter for one in self.plans)
        raise AddaError(
            "there is no plan '{letter}', there are {known}", letter=shown(letter), known=known
        )

    def best(self, name: str) -> Plan:
        """Return the plan of the front that is best on an outcome, by the fresh pairs."""
        up = outcome(name).better != "lower"
        return max(self.plans, key=lambda plan: plan.end(name).mean_b * (1 if up else -1))

    def table(self, lang: str = "en") -> "pandas.DataFrame":
        """Return one row a plan and end, the start first.

        plan, front, said, outcome, label, searched (what the search saw), mean, low, high (fresh
        pairs), more (than the start), more_low, more_high, call.
        """
        import pandas

        say, rows = translator(lang), []
        for one in (self.start, *self.plans):
            for name in self.ends:
                fresh, more = one.end(name), one.against(self.start, name)
                rows.append({
                    "plan": one.letter, "front": one.front, "said": one.said(lang),
                    "outcome": name, "label": say(outcome(name).label),
                    "searched": one.searched.get(name, float("nan")), "mean": fresh.mean_b,
                    "low": fresh.low, "high": fresh.high, "more": more.difference,
                    "more_low": more.low, "more_high": more.high, "call": more.call,
                })  # fmt: skip
        return pandas.DataFrame(rows)

    def sentence(self, lang: str = "en") -> str:
        """Return, for each end, the best plan and how it does against the start; then the plans."""
        say = translator(lang)
        led = {self.best(name).letter for name in self.ends}
        told = say.gettext("Plan {plan}: {said}.")
        said = [self._about(name, say) for name in self.ends]
        said += [
            told.format(plan=one.letter, said=one.said(lang))
            for one in self.plans
            if one.letter in led
        ]
        return "\n".join([*said, *self._start_too_dear(say)])

    def figure(self, x: str = "", y: str = "", lang: str = "en") -> Any:
        """Return the Pareto front over two ends (default: the first two)."""
        from sim.figures.front import front_picture
        from sim.words import speaking

        with speaking(lang):
            return front_picture(
                self, x or self.ends[0], y or self.ends[min(1, len(self.ends) - 1)]
            )

    def platforms(self, name: str = "", pairs: int = 16, workers: int | None = None) -> "Platforms":
        """Ask how many pages are best for the plan that is best on an outcome."""
        from sim.study.platforms import platforms

        chosen = name or self.ends[0]
        return platforms(self.best(chosen).scenario, self.ends, pairs, workers=workers)

    def save(self, letter: str, path: str | Path, name: str = "") -> Path:
        """Write a plan as a strategy file that every verb takes; never over another file.

        name: the strategy's short name, by default that of the file.
        """
        from sim.study.store import write_whole

        path = Path(path)
        if path.suffix not in (".yaml", ".yml"):
            raise AddaError("'{path}': a strategy file ends in .yaml", path=shown(path))
        if path.exists():
            raise AddaError("'{path}' is already there; choose another name", path=shown(path))
        named = self.strategy(letter, name or path.stem)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, named.to_yaml().encode())
        return path

    def strategy(self, letter: str, name: str, lang: str = "en") -> Strategy:
        """Return a plan as a strategy of a name of its own, which says where it comes from."""
        one, say = self.plan(letter), translator(lang)
        title = say.gettext("Plan {letter}, from {title}")
        story = say.gettext(
            "Found by trying {plans} plans of {hours} hours a week on the market “{market}”:"
            " {said}."
        ).format(
            plans=say.number(self.tried), hours=say.number(self.budget.hours),
            market=say(one.scenario.market.title), said=one.said(lang),
        )  # fmt: skip
        tree = one.strategy.tree() | {
            "name": name,
            "title": title.format(letter=one.letter, title=say(self.start.strategy.title))[:120],
            "story": story[:2000],
        }
        return Strategy.parse(tree, Said("the plan"))

    def _start_too_dear(self, say: Words) -> list[str]:
        """Return a sentence where the start itself is not within the money."""
        spent, allowed = self.start.end("money").mean_b, self.budget.money
        if allowed is None or spent <= allowed:
            return []
        said = say.gettext("The start itself spends {spent}, more than is allowed here.")
        currency = self.start.scenario.market.prices.currency
        return [said.format(spent=outcome("money").said(spent, say, currency))]

    def _about(self, name: str, say: Words) -> str:
        one, best = outcome(name), self.best(name)
        found, currency = best.against(self.start, name), best.scenario.market.prices.currency
        words = {
            "label": say(one.label),
            "plan": best.letter,
            "value": one.said(best.end(name).mean_b, say, currency),
            "more": one.said_apart(found.difference, say, currency, signed=True),
            "low": one.apart(found.low, say, signed=True),
            "high": one.apart(found.high, say, signed=True),
        }
        clear = say.gettext(
            "{label}: plan {plan} does best with {value}, {more} against the start (95% interval"
            " {low} to {high})."
        )
        unclear = say.gettext(
            "{label}: no plan found is clearly better than the start; the best is {plan} with"
            " {value}, {more} against it (95% interval {low} to {high})."
        )
        better = found.favours(one.better) == "b" and not slight(found, one)
        return (clear if better else unclear).format(**words)


def lettered(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Return plans with letters in their order."""
    from dataclasses import replace

    return tuple(replace(one, letter=LETTERS[n]) for n, one in enumerate(plans))


def _channels(names: Sequence[str], say: Words) -> str:
    from sim import facts

    return ", ".join(say(facts.channels()[name].title) for name in names) or say.gettext("none")
