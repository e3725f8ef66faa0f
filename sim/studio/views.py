"""Views: the tabs of the studio, each with its pictures, drawn when they are looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from sim.figures import Picture, Pictures
from sim.outcomes import OUTCOMES
from sim.studio.asked_tab import HOLDS, WHY, AskedTab
from sim.studio.live import LivePicture
from sim.studio.live_film import LiveFilm
from sim.words import N_, _

if TYPE_CHECKING:
    from sim.studio.panel import Studio

Draw = Callable[[Pictures], Picture]
FIRST_OUTCOME = "sales"


@dataclass(frozen=True)
class View:
    """One tab: its title, and what draws each of its pictures."""

    title: str
    draws: tuple[Draw, ...]


SCORES = View(N_("Score board"), (lambda of: of.score_board(),))
ICEBERG = View(
    N_("Iceberg"),
    (lambda of: of.iceberg(), lambda of: of.dashboard(), lambda of: of.talk_by_venue()),
)
FLOW = View(N_("Flow"), (lambda of: of.sales("a"), lambda of: of.sales("b")))
CASCADES = View(
    N_("Cascades"),
    (
        lambda of: of.cascade("a"),
        lambda of: of.cascade("b"),
        lambda of: of.cascade_sizes(),
        lambda of: of.cascade_virality(),
    ),
)
CALENDAR = View(
    N_("Calendar"),
    (
        lambda of: of.calendar("a"),
        lambda of: of.calendar("b"),
        lambda of: of.quarter("a"),
        lambda of: of.quarter("b"),
        lambda of: of.hours(),
    ),
)
COMMUNITY = View(
    N_("Community"),
    (
        lambda of: of.coming_and_going(),
        lambda of: of.member_life(),
        lambda of: of.why_they_leave(),
        lambda of: of.help_desk(),
        lambda of: of.crisis(),
    ),
)
PAIR = widgets.Layout(flex="1 1 420px", min_width="0", width="auto")
WRAP = widgets.Layout(flex_flow="row wrap", width="auto")
WHOLE = widgets.Layout(width="auto", min_width="0")


class OverTime:
    """The first tab: one outcome, chosen from a menu, day by day."""

    title = N_("Over time")

    def __init__(self, picture: LivePicture) -> None:
        known = [one for one in OUTCOMES.values() if one.course is not None]
        self.menu = widgets.Dropdown(
            options=[(_(one.label), one.name) for one in known], value=FIRST_OUTCOME
        )
        self.menu.add_class("adda-outcome")
        self.picture = picture
        self.pictures = [self.picture]
        self.box = widgets.VBox([self.menu, self.picture], layout=WHOLE)

    def draw(self, of: Pictures) -> None:
        """Paint the chosen outcome."""
        self.picture.show(of.over_time(self.menu.value))


class MapTab:
    """Groups, rooms and feeds with the talk that moves through them."""

    title = N_("Map")

    def __init__(self) -> None:
        self.film: LiveFilm | None = None
        self.pictures: Sequence[LivePicture] = ()
        self.box = widgets.Box(layout=WHOLE)

    def draw(self, of: Pictures) -> None:
        """Show the film of the first pair."""
        if self.film is None:
            self.film = LiveFilm()
            self.box.children = [self.film]
        self.film.show(of.film())


class Drawn:
    """Any tab of pictures. They are made when it is first opened, so that a page opens soon."""

    def __init__(self, view: View):
        self.title, self.draws = view.title, view.draws
        self.pictures: list[LivePicture] = []
        self.box = widgets.Box(layout=WRAP)

    def draw(self, of: Pictures) -> None:
        """Paint every picture of the tab."""
        if not self.pictures:
            self.pictures = [LivePicture(layout=PAIR) for _draw in self.draws]
            self.box.children = self.pictures
        for draw, picture in zip(self.draws, self.pictures, strict=True):
            picture.show(draw(of))


class Views:
    """All tabs. `show` paints the one that is open; the others are painted when they are opened."""

    def __init__(self, studio: "Studio", picture: LivePicture) -> None:
        self.over_time, self.map = OverTime(picture), MapTab()
        self.why, self.holds = AskedTab(studio, WHY), AskedTab(studio, HOLDS)
        self.tabs: list[Any] = [
            self.over_time, Drawn(SCORES), Drawn(ICEBERG), self.map, Drawn(FLOW),
            Drawn(CASCADES), Drawn(CALENDAR), Drawn(COMMUNITY), self.why, self.holds,
        ]  # fmt: skip
        self.box = widgets.Tab(
            [tab.box for tab in self.tabs],
            titles=[_(tab.title) for tab in self.tabs],
            layout=widgets.Layout(width="auto", min_width="0"),
        )
        self._of: Pictures | None = None
        self._stale: set[int] = set()
        spoken = studio.state.spoken
        self.box.observe(spoken(self._draw), "selected_index")
        self.over_time.menu.observe(spoken(self._chosen), "value")

    def show(self, of: Pictures) -> None:
        """Show these pictures from now on."""
        self._of = of
        self._stale = set(range(len(self.tabs)))
        self._draw()

    def answered(self) -> None:
        """Show what has been found out about levers and assumptions."""
        self._stale |= {self.tabs.index(self.why), self.tabs.index(self.holds)}
        self._draw()

    def _chosen(self, _change: object) -> None:
        self._stale.add(0)
        self._draw()

    def _draw(self, _change: object = None) -> None:
        place = self.box.selected_index or 0
        if self._of is not None and place in self._stale:
            self._stale.discard(place)
            self.tabs[place].draw(self._of)
