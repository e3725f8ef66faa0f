"""Discovery: under which circumstances the usual winner wins or does not, in boxes and a sentence.

Where it wins in half of all circumstances or more, the boxes hold those in which it does not
("wins unless …"); where in fewer, those in which it does ("wins where …").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.outcomes import outcome
from sim.study.prim import Box, Column, Limits, boxes
from sim.study.space import Axis
from sim.words import Words, translator

if TYPE_CHECKING:
    import pandas

    from sim.study.sweep import Sweep

FEWEST_CASES = 5
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Discovery:
    """Where in a sweep the usual winner wins or does not: boxes, as `prim.Box` explains them.

    usual: the strategy that is ahead at most points, "" where neither ever is. wins: bool a point,
    where it is ahead. unless: do the boxes hold the points where it is not?
    """

    sweep: "Sweep"
    outcome: str
    usual: str
    wins: np.ndarray
    unless: bool
    boxes: tuple[Box, ...]

    def table(self, lang: str = "en") -> "pandas.DataFrame":
        """Return one row a limit of a box.

        box, axis, label, low, high (NaN: no limit), options, luck (how often its effect would be
        luck), then of the whole box: coverage, density, mass, other (share of its points in which
        the other strategy is clearly ahead).
        """
        import pandas

        say, rows = translator(lang), []
        for number, box in enumerate(self.boxes, 1):
            whole = {"coverage": box.coverage, "density": box.density, "mass": box.mass}
            for axis, limits in box.limits.items():
                about = self.sweep.axes[axis]
                words = {"box": number, "axis": about.name, "label": about.label(say)}
                low, high = (one if np.isfinite(one) else np.nan for one in _ends(limits))
                found = {"low": low, "high": high, "options": _names(about, limits, say)}
                tail = {"luck": box.luck[axis], **whole, "other": self.other_ahead(box)}
                rows.append({**words, **found, **tail})
        return pandas.DataFrame(rows)

    def other_ahead(self, box: Box) -> float:
        """Return in which share of a box's points the other strategy is clearly ahead."""
        inside = box.holds(columns_of(self.sweep))
        other = "b" if self.usual == "a" else "a"
        who = np.array(self.sweep.ahead(self.outcome))
        return float((who[inside] == other).mean()) if inside.any() else float("nan")

    def sentence(self, lang: str = "en") -> str:
        """Return who wins, unless or where what: made from the numbers."""
        say = translator(lang)
        head = self.headline(lang)
        return f"{head} {self._in_the_box(self.boxes[0], say)}" if self.boxes else head

    def headline(self, lang: str = "en") -> str:
        """Return the first half of the sentence: how often the usual winner wins, and when."""
        say = translator(lang)
        limits = self.limits_said(self.boxes[0], say) if self.boxes else ""
        return self._message(say).format(
            label=say(outcome(self.outcome).label),
            winner=self._name(self.usual, say),
            share=say.percent(float(self.wins.mean())),
            points=say.number(len(self.wins)),
            limits=limits,
        )

    def figure(self, lang: str = "en") -> Any:
        """Return the picture of the first box over its two sharpest limits."""
        from sim.figures.boxes import boxes_picture
        from sim.words import speaking

        with speaking(lang):
            return boxes_picture(self)

    def sharpest(self, box: Box) -> list[int]:
        """Return the axes that a box limits, those least explained by luck first."""
        return sorted(box.limits, key=lambda axis: (box.luck[axis], axis))

    def _message(self, say: Words) -> str:
        if not self.usual:
            return say.gettext(
                "{label}: neither is clearly ahead in any of {points} circumstances."
            )
        if self.wins.all():
            return say.gettext("{label}: “{winner}” wins in all {points} circumstances.")
        if not self.boxes:
            return say.gettext(
                "{label}: “{winner}” wins in {share} of {points} circumstances; no simple limit"
                " tells in which."
            )
        if self.unless:
            return say.gettext(
                "{label}: “{winner}” wins in {share} of {points} circumstances, unless {limits}."
            )
        return say.gettext(
            "{label}: “{winner}” wins in {share} of {points} circumstances, mostly where {limits}."
        )

    def limits_said(self, box: Box, say: Words) -> str:
        """Return the limits of a box in words."""
        axes = self.sweep.axes
        said = [_limit(axes[axis], box.limits[axis], say) for axis in self.sharpest(box)]
        return say.gettext(" and ").join(said)

    def _in_the_box(self, box: Box, say: Words) -> str:
        other = "b" if self.usual == "a" else "a"
        ahead = self.other_ahead(box)
        if self.unless:
            said = say.gettext(
                "There “{other}” is ahead in {ahead} and it is open in {open}; that holds"
                " {coverage} of all circumstances in which “{winner}” does not win."
            )
        else:
            said = say.gettext(
                "There it wins in {density}; that holds {coverage} of all its wins, and “{other}”"
                " is ahead in {ahead} of it."
            )
        return said.format(
            other=self._name(other, say),
            ahead=say.percent(ahead),
            open=say.percent(max(0.0, box.density - ahead)),
            density=say.percent(box.density),
            coverage=say.percent(box.coverage),
            winner=self._name(self.usual, say),
        )

    def _name(self, arm: str, say: Words) -> str:
        return say(self.sweep.names["ab".index(arm)]) if arm else ""


def discover(sweep: "Sweep", outcome: str = "sales", most: int = 3) -> Discovery:
    """Find boxes of circumstances in which the usual winner of a sweep does not win, or does.

    most: how many boxes are sought, one after the other. Raises AddaError for an outcome that makes
    no winner.
    """
    who = np.array(sweep.ahead(outcome))
    wins = {arm: int((who == arm).sum()) for arm in ("a", "b")}
    usual = max(wins, key=lambda arm: wins[arm]) if any(wins.values()) else ""
    won = who == usual
    unless = bool(won.mean() >= HALF)
    cases = ~won if unless else won
    enough = usual and cases.sum() >= FEWEST_CASES
    found = boxes(columns_of(sweep), cases, most) if enough else []
    return Discovery(sweep, sweep.judged_by(outcome).name, usual, won, unless, tuple(found))


def columns_of(sweep: "Sweep") -> list[Column]:
    """Return the points of a sweep as PRIM takes them, an axis a column."""
    return [
        Column(
            np.array([axis.position(point[axis.name]) for point in sweep.points]),
            options=bool(axis.options),
        )
        for axis in sweep.axes
    ]


def _limit(axis: Axis, limits: Limits, say: Words) -> str:
    words = {"label": axis.label(say)}
    if limits.options is not None:
        names = say.gettext(" or ").join(_names(axis, limits, say))
        return say.gettext("{label} is {names}").format(**words, names=names)
    low, high = _ends(limits)
    words |= {"low": axis.said(low, say), "high": axis.said(high, say)}
    if not np.isfinite(low):
        return say.gettext("{label} is at most {high}").format(**words)
    if not np.isfinite(high):
        return say.gettext("{label} is at least {low}").format(**words)
    return say.gettext("{label} is between {low} and {high}").format(**words)


def _ends(limits: Limits) -> tuple[float, float]:
    return limits.low, limits.high


def _names(axis: Axis, limits: Limits, say: Words) -> Sequence[str]:
    if limits.options is None:
        return []
    return [axis.said(axis.options[number], say) for number in sorted(limits.options)]
