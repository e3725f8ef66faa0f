"""Sensitivity: which unknowns an answer hangs on. Morris to sift, Sobol to apportion, a tornado.

Morris (1991; the absolute means of Campolongo 2007) moves one thing at a time along random paths
and sifts many parameters cheaply; Sobol's indices (Saltelli 2010, Jansen's estimator, by SALib) say
which part of the variance each of a few carries, alone and with others. All on the mean of the
pairs, with intervals by resampling the design.
"""

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from sim.errors import AddaError, Cancelled, nearest, shown
from sim.outcomes import OUTCOMES, outcome
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour
from sim.study.compare import checked_arms
from sim.study.indices import METHODS, Design, checked_size, design
from sim.study.points import Points, checked_alone
from sim.study.runner import Progress
from sim.study.space import Axis, Over, axes, described, uncertain_parameters
from sim.study.store import Store
from sim.study.work import Tell, Work
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas

Method = Literal["both", "morris", "sobol", "one"]
SENTENCES = {
    "morris": N_("Morris, {axes} things varied: {label} hangs most on {names}."),
    "sobol": N_("Sobol, {axes} things varied: most of the variance of {label} comes with {names}."),
    "one": N_("One thing at a time, {axes} varied: {label} moves most with {names}."),
}


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """How far an outcome (or the difference B - A in it) hangs on each of several things.

    method: "morris", "sobol" or "one" (one at a time). effects: a row a thing, the largest first,
    as `table` explains them. runs: how many it took. sifted: the Morris stage before, if any.
    """

    a: Scenario
    b: Scenario | None
    outcome: str
    method: str
    axes: tuple[Axis, ...]
    effects: tuple[dict[str, Any], ...]
    runs: int
    sifted: "Sensitivity | None" = None

    def __repr__(self) -> str:
        sides = " against ".join(one.strategy.name for one in (self.a, self.b) if one)
        return (
            f"Sensitivity({sides}, {self.outcome} by {self.method}, {len(self.axes)} things varied)"
        )

    def table(self, lang: str = "en") -> "pandas.DataFrame":
        """Return one row a thing, the largest effect first: axis, label, effect, low, high, …

        Morris: effect is the mean size of what the whole range does, in the outcome's unit, with
        its 95 % interval; signed is its mean with sign; spread how much it depends on the others;
        luck the size that the luck of so few pairs alone would show. Sobol: effect is the share of
        the variance that comes with it (total), alone is the share by itself, with intervals. One
        at a time: the difference with the thing at its low and at its high end, with intervals;
        effect is the larger step away from the middle.
        """
        import pandas

        say, by_name = translator(lang), {axis.name: axis for axis in self.axes}
        rows = [{"axis": row["axis"], "label": by_name[row["axis"]].label(say), **row}
                for row in self.effects]  # fmt: skip
        return pandas.DataFrame(rows)

    def leading(self, count: int = 4) -> list[str]:
        """Return the names of what has the largest effects."""
        return [row["axis"] for row in self.effects[:count]]

    def sentence(self, lang: str = "en") -> str:
        """Return what matters most."""
        say, by_name = translator(lang), {axis.name: axis for axis in self.axes}
        leading = [by_name[row["axis"]].label(say) for row in self.effects[:3]]
        said = say(SENTENCES[self.method])
        return said.format(
            axes=say.number(len(self.axes)),
            label=say(outcome(self.outcome).label),
            names=", ".join(leading),
        )

    def figure(self, lang: str = "en", most: int = 12) -> Any:
        """Return the picture of the largest effects."""
        from sim.figures.sensitivity import sensitivity_picture
        from sim.words import speaking

        with speaking(lang):
            return sensitivity_picture(self, most)


@dataclass(frozen=True)
class _Question:
    """What all stages share."""

    arms: tuple[Scenario, ...]
    outcome: str
    replicates: int
    seed: int
    parameters: Behaviour

    def answered(self, how: Design, work: Work, sifted: "Sifted | None" = None) -> Sensitivity:
        """Run a design and return what it says; sifted: the stage that led to it."""
        asked = self.points(how)
        about = {"outcome": self.outcome, "method": how.method, "size": how.size,
                 "over": described(how.axes), "sifted": sifted and sifted.folder}  # fmt: skip
        values = asked.run("sensitivity", work, about)
        effects = how.effects(response(values, self.outcome, len(self.arms)))
        b = self.arms[1] if len(self.arms) > 1 else None
        before = sifted.found if sifted else None
        runs = asked.runs + (before.runs if before else 0)
        return Sensitivity(
            self.arms[0], b, self.outcome, how.method, how.axes, effects, runs, before
        )

    def points(self, how: Design) -> Points:
        """Return the points of a design."""
        points = tuple(how.points)
        return Points(self.arms, how.axes, points, self.replicates, self.seed, self.parameters)

    def sifted(self, how: Design, work: Work) -> "Sifted":
        """Run the stage that sifts, and say where it is kept."""
        place = self.points(how).place("sensitivity", work)
        return Sifted(self.answered(how, work), place.folder.name if place else None)


class Sifted(NamedTuple):
    """The stage before: what it says, and the name of the folder in which it is kept."""

    found: Sensitivity
    folder: str | None


def response(values: np.ndarray, name: str, arms: int) -> np.ndarray:
    """Return what is explained: [point, pair], B - A or the value of the only strategy.

    values[point, arm, pair, outcome]. Raises AddaError where the outcome does not apply somewhere.
    """
    mine = values[..., list(OUTCOMES).index(name)]
    found = mine[:, 1] - mine[:, 0] if arms > 1 else mine[:, 0]
    wrong = int(np.count_nonzero(~np.isfinite(found).all(axis=1)))
    if wrong:
        raise AddaError(
            "'{name}' does not apply in some runs at {wrong} of {count} points: take"
            " another outcome, or vary less",
            name=name,
            wrong=wrong,
            count=len(values),
        )
    return found


def sensitivity(  # noqa: PLR0913 - the front door; all but the strategies are optional
    a: Scenario,
    b: Scenario | None = None,
    over: Over | None = None,
    outcome: str = "sales",
    method: Method = "both",
    *,
    size: int | None = None,
    keep: int = 8,
    replicates: int = 4,
    seed: int = 0,
    days: int | None = None,
    parameters: Behaviour | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
    store: Store | str | Path | None = None,
    tell: Tell | None = None,
) -> Sensitivity:
    """Find what the difference between two strategies (or one's outcome, b=None) hangs on.

    over: as in `sweep`; default: every behaviour parameter within its plausible range. method:
    "morris", "sobol", "one" (each thing at its low and its high end), or "both": Morris over all,
    then Sobol over the `keep` largest, whose result holds the first one as `sifted`. size: paths
    of Morris (default 10), or base points of Sobol (default 64, a power of two). tell: is told the
    cost of each stage before it starts; the rest as in `compare`, progress in points.

    Raises AddaError for what cannot be varied or analysed, and Cancelled on request; its `partial`
    is what Morris said, where that was finished.
    """
    if method not in ("both", *METHODS):
        hint = nearest(str(method), ("both", *METHODS))
        raise AddaError(
            "method is {method}, allowed is both, {methods}{hint}",
            method=shown(method),
            methods=", ".join(METHODS),
            hint=hint,
        )
    arms = (checked_alone(a, days),) if b is None else checked_arms(a, b, days)
    along = axes(over if over is not None else uncertain_parameters(), arms[0], len(arms))
    _refuse_alike(arms, along)
    question = _Question(arms, _known(outcome), replicates, seed, parameters or {})
    work = Work(workers, scheduler, progress, cancel, store, tell)
    if method != "both":
        return question.answered(design(method, along, size, seed), work)
    _checked_stages(size, keep, len(along))
    sifted = question.sifted(design("morris", along, None, seed), work)
    leading = sifted.found.leading(keep)
    few = tuple(axis for axis in along if axis.name in leading)
    try:
        return question.answered(design("sobol", few, size, seed), work, sifted)
    except Cancelled as stop:
        raise Cancelled(stop.finished, sifted.found) from None


def _refuse_alike(arms: tuple[Scenario, ...], along: tuple[Axis, ...]) -> None:
    """Refuse two strategies that are one, unless what is varied sets them apart."""
    if len(arms) > 1 and arms[0] == arms[1] and not any(axis.side for axis in along):
        raise AddaError(
            "a and b are the same, so the difference is 0 whatever is varied: name another b, or"
            " none to look at the outcome itself"
        )


def _checked_stages(size: int | None, keep: int, axes: int) -> None:
    """Refuse before the first stage what the second one could not do."""
    if isinstance(keep, bool) or not isinstance(keep, int) or not keep >= 2:
        raise AddaError("keep is {keep}, allowed is a whole number from 2", keep=shown(keep))
    checked_size("sobol", size, min(keep, axes))


def _known(name: str) -> str:
    return outcome(name).name
