"""Layout: the studio's page. Toolbar, verdict, two cards, tabs; narrow windows stack them."""

import html
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from sim import words
from sim.errors import AddaError
from sim.figures import course
from sim.scenarios import read_strategy, shipped_strategies
from sim.studio.controls import card
from sim.studio.download import Download
from sim.studio.meter import meter
from sim.studio.names import Names
from sim.studio.opener import Opener
from sim.studio.state import ARMS
from sim.studio.toolbar import Toolbar
from sim.studio.views import Views
from sim.warm import is_warm
from sim.words import N_, _

if TYPE_CHECKING:
    from sim.studio.panel import Studio

WRAP = widgets.Layout(flex_flow="row wrap", width="auto")
CARD = widgets.Layout(flex="1 1 280px", min_width="0", width="auto")
LEFT = widgets.Layout(flex="2 1 580px", min_width="0", width="auto")
RIGHT = widgets.Layout(flex="3 1 560px", min_width="0", width="auto")


TITLE = N_("Two plans, side by side")
LEAD = N_(
    "Move a lever of plan A or B; what becomes of both is drawn at once, and how sure it is fills"
    " in behind."
)


def _waiting() -> str:
    """Return what is waited for before there is a picture."""
    if is_warm():
        return _("The first pair of runs is on its way …")
    return _("The simulation is compiled for this machine, once; this takes about a minute …")


class Card:
    """One plan: its template, its levers, its budget, and its file."""

    def __init__(self, studio: "Studio", arm: str):
        self.studio, self.state, self.arm = studio, studio.state, arm
        self.menu = widgets.Dropdown(
            options=[(_(read_strategy(name).title), name) for name in shipped_strategies()],
            layout=widgets.Layout(width="auto"),
        )
        self.menu.add_class(f"adda-{arm}-template")
        self.reset = widgets.Button(description=_("Back to the template"))
        self.reset.on_click(lambda _button: self.state.reset(arm))
        self.budget = widgets.HTML()
        self.budget.add_class("adda-budget")
        self.upload = Opener(_("Open a plan"), ".yaml,.yml", self.state.spoken(self._opened))
        self.save = Download()
        self.levers, self.controls = card(self.state, arm)
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>{arm.upper()}</b>"),
                self.menu,
                self.budget,
                self.levers,
                widgets.Box([self.reset, self.upload, self.save], layout=WRAP),
            ],
            layout=CARD,
        )
        self.box.add_class("adda-card")
        self.box.add_class(f"adda-card-{arm}")
        self._writing = False
        self.menu.observe(self._chosen, "value")
        self.show()

    def show(self, _change: Any = None) -> None:
        """Show what the state holds."""
        strategy = getattr(self.state, self.arm)
        template = self.state.templates[self.arm].name
        self._writing = True
        self.menu.value = template if template in shipped_strategies() else None
        self._writing = False
        for control in self.controls:
            control.show()
        self.reset.disabled = not self.state.changed_levers(self.arm)
        self.budget.value = meter(self.studio.budget(self.arm))
        text = strategy.to_yaml().encode()
        self.save.offer(f"{strategy.name}.yaml", text, _("Save the plan"), "text/yaml")

    def _chosen(self, change: Any) -> None:
        if not self._writing and change.new is not None:
            self.state.choose(self.arm, change.new)

    def _opened(self, name: str, content: bytes) -> None:
        try:
            self.state.load(self.arm, content.decode("utf-8-sig"), name)
        except UnicodeDecodeError:
            self.state.error = _("{name} is not UTF-8 text").format(name=name)
        except AddaError as error:
            self.state.error = str(error)


class Panel:
    """The whole page. `show` repaints what came out of a run; `box` is the widget."""

    def __init__(self, studio: "Studio"):
        self.studio = studio
        self.box = widgets.VBox(layout=widgets.Layout(width="auto"))
        self.box.add_class("adda-studio")
        self._build()

    def show(self) -> None:
        """Show what the studio has found."""
        with words.speaking(self.studio.state.lang):
            if self.studio.pictures is not None:
                self.views.show(self.studio.pictures)
            self.status.value = html.escape(self._verdict())

    def answered(self) -> None:
        """Show what the studio has found out about levers and assumptions."""
        with words.speaking(self.studio.state.lang):
            self.views.answered()

    def reported(self) -> None:
        """Offer the report that the studio has made."""
        with words.speaking(self.studio.state.lang):
            self.toolbar.offer(self.studio.report_page)

    def _build(self) -> None:
        studio, state = self.studio, self.studio.state
        with words.speaking(state.lang):
            self.toolbar = Toolbar(studio)
            title, lead = html.escape(_(TITLE)), html.escape(_(LEAD))
            self.head = widgets.HTML(f"<h2>{title}</h2><p>{lead}</p>")
            self.status = widgets.HTML(html.escape(_waiting()))
            self.status.add_class("adda-status")
            self.cards = [Card(studio, arm) for arm in ARMS]
            self.views = Views(studio)
            self.names = Names(names=self._spoken(), lang=state.lang)
        for one in self.cards:
            state.observe(state.spoken(one.show), ["market", "days", one.arm])
        self.toolbar.lang.observe(self._tongue, "value")
        studio.preview_job.observe(self._failed, "error")
        left = widgets.Box([one.box for one in self.cards], layout=WRAP)
        left.layout = LEFT
        left.layout.flex_flow = "row wrap"
        right = widgets.VBox([self.views.box], layout=RIGHT)
        body = widgets.Box([left, right], layout=WRAP)
        self.box.children = [self.names, self.head, self.toolbar.box, self.status, body]

    def _tongue(self, change: Any) -> None:
        """Build the page anew in another language."""
        self.studio.state.lang = change.new
        if self.studio.pictures is not None:
            self.studio.pictures.lang = change.new
        self.studio.state.unobserve_all()
        studio = self.studio
        for job in studio.jobs:
            job.unobserve_all()
        self._build()
        self.studio.watch()
        self.show()

    def _failed(self, change: Any) -> None:
        if change.new is not None:
            self.studio.state.error = str(change.new)

    def _spoken(self) -> dict[str, str]:
        found = dict(self.toolbar.spoken)
        for one in self.cards:
            found[f"adda-{one.arm}-template"] = _("Template of {arm}").format(arm=one.arm.upper())
            found |= {control.name: control.spoken for control in one.controls}
            found |= {
                f"adda-{one.arm}-calendar-day": _("Calendar: day"),
                f"adda-{one.arm}-calendar-every": _("Calendar: every so many days"),
                f"adda-{one.arm}-calendar-kind": _("Calendar: kind of post"),
            }
        return found

    def _verdict(self) -> str:
        studio = self.studio
        if studio.comparison is not None:
            from sim.study.verdict import sentences

            return sentences(studio.comparison, words.current(), studio.comparison.days)[0]
        if studio.pictures is None:
            return ""
        table = course.course_table([[run] for run in studio.pictures.runs], "sales")
        finding = course.finding(table, "sales")
        return _("One pair so far. {finding}").format(finding=finding)
