"""Asked: tabs whose answer takes a while and is found out when asked: why, and where it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from sim.figures import Picture, Pictures
from sim.figures.levers import waterfall, without_levers
from sim.figures.style import notice
from sim.outcomes import OUTCOMES
from sim.studio.job import Job
from sim.studio.live import LivePicture
from sim.studio.progress import LINE, ProgressLine
from sim.study.blending import differing_levers
from sim.words import N_, _

if TYPE_CHECKING:
    from sim.studio.panel import Studio


@dataclass(frozen=True)
class Question:
    """Something to find out: what it is called, who finds it out, and how the answer is drawn.

    name: in the classes of the page. drawn: takes the studio and an outcome and returns the
    picture of the answer, or None where there is no answer yet.
    """

    name: str
    title: str
    button: str
    asked: str
    takes: str
    start: Callable[["Studio"], None]
    job: Callable[["Studio"], Job]
    drawn: Callable[["Studio", str], Picture | None]


class AskedTab:
    """A menu of outcomes, a button that finds out, and the picture of the answer."""

    def __init__(self, studio: "Studio", question: Question):
        self.studio, self.question, self.title = studio, question, question.title
        self.menu = widgets.Dropdown(
            options=[(_(one.label), one.name) for one in OUTCOMES.values()], value="sales"
        )
        self.menu.add_class(f"adda-{question.name}-outcome")
        self.ask = widgets.Button(
            description=_(question.button), button_style="primary",
            layout=widgets.Layout(width="auto"),
        )  # fmt: skip
        self.ask.on_click(lambda _button: question.start(studio))
        job = question.job(studio)
        self.progress = ProgressLine(job, job.cancel)
        self.pictures: list[LivePicture] = []
        line = widgets.Box([self.menu, self.ask, *self.progress.parts], layout=LINE)
        self.box = widgets.VBox([line], layout=widgets.Layout(width="auto"))
        spoken = studio.state.spoken
        self.menu.observe(spoken(self._chosen), "value")
        job.observe(spoken(self.progress.show), ["status", "done", "total", "error"])
        self.progress.show()

    def draw(self, _of: Pictures) -> None:
        """Paint what has been found out, or how to find out."""
        self._chosen(None)

    def _chosen(self, _change: Any) -> None:
        state = self.studio.state
        differ = any(differing_levers(state.a, state.b).values())
        self.ask.disabled = not differ
        found = self.question.drawn(self.studio, self.menu.value)
        if found is None and not differ:
            found = without_levers()
        if not self.pictures:
            self.pictures = [LivePicture()]
            self.box.children = [*self.box.children, *self.pictures]
        self.pictures[0].show(found or notice(_(self.question.asked), _(self.question.takes)))


def _why(studio: "Studio", name: str) -> Picture | None:
    found = studio.explanation
    if found is None:
        return None
    table = found.table(name, studio.state.lang)
    return waterfall(table, name, len(found.seeds), found.a.market.prices.currency)


def _holds(studio: "Studio", name: str) -> Picture | None:
    return None if studio.holding is None else studio.holding.figure(name)


WHY = Question(
    "why",
    N_("Why"),
    N_("Find out why"),
    N_("Which levers make the difference?"),
    N_("Every combination of the groups that differ is run on eight worlds; half a minute."),
    lambda studio: studio.start_explaining(),
    lambda studio: studio.why_job,
    _why,
)
HOLDS = Question(
    "holds",
    N_("Where it holds"),
    N_("Move every assumption"),
    N_("Does the answer hang on an assumption of ours?"),
    N_("Every number of behaviour is moved to both ends of its range; about a minute."),
    lambda studio: studio.start_holding(),
    lambda studio: studio.holding_job,
    _holds,
)
