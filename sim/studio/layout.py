"""Layout: the studio's page. Toolbar, verdict, two cards, tabs; narrow windows stack them."""

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from sim import words
from sim.errors import AddaError, shown
from sim.figures import course
from sim.scenarios import read_strategy, shipped_strategies
from sim.studio.controls import card
from sim.studio.download import Download
from sim.studio.live import LivePicture
from sim.studio.meter import meter
from sim.studio.names import Names
from sim.studio.opener import Files, Opener
from sim.studio.rows import ROW
from sim.studio.state import ARMS
from sim.studio.toolbar import Toolbar
from sim.studio.views import Views
from sim.warm import is_warm
from sim.words import N_, _, number

if TYPE_CHECKING:
    from sim.studio.panel import Studio

WRAP = widgets.Layout(flex_flow="row wrap", width="auto")
CARD = widgets.Layout(flex="1 1 280px", min_width="0", width="auto")
BODY = widgets.Layout(flex_flow="row wrap", width="auto", align_items="flex-start")
LEFT = widgets.Layout(flex="2 1 580px", min_width="0", width="auto", flex_flow="row wrap")
RIGHT = widgets.Layout(flex="3 1 560px", min_width="0", width="auto")


LARGEST_PLAN = 1_000_000  # bytes
OWN = ""  # in the menu of templates: a plan that was opened or given, and is not shipped
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
        self.shipped = {name: read_strategy(name) for name in shipped_strategies()}
        self.menu = widgets.Dropdown(layout=widgets.Layout(width="auto"))
        self.menu.add_class(f"adda-{arm}-template")
        self.reset = widgets.Button(
            description=_("Back to the template"), layout=widgets.Layout(width="auto")
        )
        self.reset.on_click(lambda _button: self.state.reset(arm))
        self.budget = widgets.HTML()
        self.budget.add_class("adda-budget")
        self.upload = Opener(
            self.state.spoken(self._opened),
            label=_("Open a plan"), accept=".yaml,.yml", most=LARGEST_PLAN,
        )  # fmt: skip
        self.save = Download()
        self.levers, self.controls, self.calendar = card(self.state, arm)
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>{arm.upper()}</b>"),
                self.menu,
                self.budget,
                self.levers,
                widgets.Box([self.reset, self.upload, self.save], layout=ROW),
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
        self._writing = True
        self._offer_templates()
        self._writing = False
        for control in self.controls:
            control.show()
        self.reset.disabled = not self.state.changed_levers(self.arm)
        self.budget.value = meter(self.studio.budget(self.arm))
        text = strategy.to_yaml().encode()
        self.save.offer(f"{strategy.name}.yaml", text, _("Save the plan"), "text/yaml")

    def _offer_templates(self) -> None:
        """Offer what is shipped and, where the plan began as something else, that as well."""
        template = self.state.templates[self.arm]
        options = [(_(one.title), name) for name, one in self.shipped.items()]
        chosen = template.name
        if template != self.shipped.get(chosen):
            said = _("{title} (your own)").format(title=_(template.title))
            options, chosen = [*options, (said, OWN)], OWN
        if self.menu.options != tuple(options):
            self.menu.options = options
        self.menu.value = chosen

    def _chosen(self, change: Any) -> None:
        if not self._writing and change.new:
            self.state.choose(self.arm, change.new)

    def _opened(self, files: Files) -> None:
        name, content = files[0]
        if content is None:
            said = _("{name} is larger than {most} kB; a plan is a short text")
            self.state.error = said.format(name=shown(name), most=number(LARGEST_PLAN // 1000))
            return
        try:
            self.state.load(self.arm, content.decode("utf-8-sig"), name)
        except UnicodeDecodeError:
            self.state.error = _("{name} is not UTF-8 text").format(name=name)
        except AddaError as error:
            self.state.tell(error)


class Panel:
    """The whole page. `show` repaints what came out of a run; `box` is the widget."""

    def __init__(self, studio: "Studio"):
        self.studio = studio
        self.box = widgets.VBox(layout=widgets.Layout(width="auto"))
        self.box.add_class("adda-studio")
        # One for all languages: while a page is built anew, a busy browser may be too late for the
        # two seconds that anywidget gives a widget to begin.
        self.picture = LivePicture()
        self._build()

    def show(self) -> None:
        """Show what the studio has found."""
        with words.speaking(self.studio.state.lang):
            if self.studio.pictures is not None:
                self.views.show(self.studio.pictures)
            said = self._verdict()
            self.status.value = html.escape(said[0] if said else "")
            self.more.value = _folded(said[1:])

    def answered(self) -> None:
        """Show what the studio has found out about levers and assumptions."""
        with words.speaking(self.studio.state.lang):
            self.views.answered()

    def reported(self) -> None:
        """Offer the report that the studio has made."""
        with words.speaking(self.studio.state.lang):
            self.toolbar.offer_report()

    def _build(self) -> None:
        studio, state = self.studio, self.studio.state
        with words.speaking(state.lang):
            self.toolbar = Toolbar(studio)
            title, lead = html.escape(_(TITLE)), html.escape(_(LEAD))
            self.head = widgets.HTML(f"<h2>{title}</h2><p>{lead}</p>")
            self.status = widgets.HTML(html.escape(_waiting()))
            self.status.add_class("adda-status")
            self.more = widgets.HTML()
            self.more.add_class("adda-more")
            self.cards = [Card(studio, arm) for arm in ARMS]
            self.views = Views(studio, self.picture)
            self.names = Names(names=self._spoken(), lang=state.lang)
        for one in self.cards:
            state.observe(state.spoken(one.show), ["market", "days", one.arm])
        self.toolbar.lang.observe(self._tongue, "value")
        studio.preview_job.observe(self._failed, "error")
        left = widgets.Box([one.box for one in self.cards], layout=LEFT)
        right = widgets.VBox([self.status, self.more, self.views.box], layout=RIGHT)
        right.add_class("adda-found")
        body = widgets.Box([left, right], layout=BODY)
        self.box.children = [self.names, self.head, self.toolbar.box, body]

    def _tongue(self, change: Any) -> None:
        """Build the page anew in another language."""
        studio, before = self.studio, self.box.children
        left = [getattr(widget, trait) for widget, trait in self._places()]
        studio.state.lang, studio.state.error = change.new, ""
        if studio.pictures is not None:
            studio.pictures.lang = change.new
        studio.state.unobserve_all()
        for job in studio.jobs:
            job.unobserve_all()
        self._build()
        studio.watch()
        for (widget, trait), value in zip(self._places(), left, strict=True):
            setattr(widget, trait, value)
        self.show()
        self.answered()
        for widget in before:
            _close(widget, self.picture)

    def _places(self) -> list[tuple[widgets.Widget, str]]:
        """Return where the reader stands: what is open, chosen and half typed."""
        views, toolbar = self.views, self.toolbar
        menus = (views.over_time.menu, views.why.menu, views.holds.menu)
        fields = [*menus, *toolbar.shocks.fields]
        folded = [views.box, toolbar.outside]
        for one in self.cards:
            folded.append(one.levers)
            fields += one.calendar.fields
        opened = [(widget, "selected_index") for widget in folded]
        return [*opened, *((widget, "value") for widget in fields)]

    def _failed(self, change: Any) -> None:
        if change.new is not None:
            self.studio.state.tell(change.new)

    def _spoken(self) -> dict[str, str]:
        found = dict(self.toolbar.spoken)
        for one in self.cards:
            found[f"adda-{one.arm}-template"] = _("Template of {arm}").format(arm=one.arm.upper())
            found |= {control.name: control.spoken for control in one.controls}
            found |= one.calendar.spoken
        return found

    def _verdict(self) -> list[str]:
        """Return what can be said by now, the most important first."""
        studio = self.studio
        if studio.comparison is not None:
            from sim.study.verdict import sentences

            return sentences(studio.comparison, words.current(), studio.comparison.days)
        if studio.pictures is None:
            return [_waiting()]
        table = course.course_table([[run] for run in studio.pictures.runs], "sales")
        finding = course.finding(table, "sales")
        return [_("One pair so far. {finding}").format(finding=finding)]


def _folded(said: Sequence[str]) -> str:
    """Return sentences as HTML that opens on a click; nothing where there are none."""
    if not said:
        return ""
    lines = "".join(f"<li>{html.escape(one)}</li>" for one in said)
    title = html.escape(_("How sure is this?"))
    return f'<details class="adda-why"><summary>{title}</summary><ul>{lines}</ul></details>'


def _close(widget: widgets.Widget, kept: widgets.Widget) -> None:
    """Close a widget with all that is in it, but for one; layouts are shared and stay."""
    if widget is kept:
        return
    for child in getattr(widget, "children", ()):
        _close(child, kept)
    widget.close()
