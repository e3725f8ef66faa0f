"""Views: the tabs of the studio, each with its pictures, drawn when they are looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from sim.figures import Picture, Pictures
from sim.outcomes import OUTCOMES
from sim.studio.live import LivePicture
from sim.words import N_, _

Draw = Callable[[Pictures], Picture]
FIRST_OUTCOME = "sales"


@dataclass(frozen=True)
class View:
    """One tab: its title, and what draws each of its pictures."""

    title: str
    draws: tuple[Draw, ...]


VIEWS = (
    View(N_("Score board"), (lambda of: of.score_board(),)),
    View(N_("Iceberg"), (lambda of: of.iceberg(), lambda of: of.dashboard())),
    View(N_("Talk"), (lambda of: of.talk_by_venue(), lambda of: of.cascade("b"))),
    View(N_("Calendar"), (lambda of: of.calendar("a"), lambda of: of.calendar("b"))),
    View(N_("Hours"), (lambda of: of.hours(),)),
    View(N_("Where sales came from"), (lambda of: of.sales("a"), lambda of: of.sales("b"))),
    View(N_("Community"), (lambda of: of.member_life(), lambda of: of.help_desk())),
)
PAIR = widgets.Layout(flex="1 1 420px", min_width="0", width="auto")
WRAP = widgets.Layout(flex_flow="row wrap", width="auto")


class OverTime:
    """The first tab: one outcome, chosen from a menu, day by day."""

    def __init__(self) -> None:
        known = [one for one in OUTCOMES.values() if one.course is not None]
        self.menu = widgets.Dropdown(
            options=[(_(one.label), one.name) for one in known], value=FIRST_OUTCOME
        )
        self.menu.add_class("adda-outcome")
        self.picture = LivePicture()
        self.box = widgets.VBox([self.menu, self.picture], layout=widgets.Layout(width="auto"))

    def draw(self, of: Pictures) -> None:
        """Paint the chosen outcome."""
        self.picture.show(of.over_time(self.menu.value))


class Drawn:
    """Any other tab."""

    def __init__(self, draws: Sequence[Draw]):
        self.draws = draws
        self.pictures = [LivePicture(layout=PAIR) for _draw in draws]
        self.box = widgets.Box(self.pictures, layout=WRAP)

    def draw(self, of: Pictures) -> None:
        """Paint every picture of the tab."""
        for draw, picture in zip(self.draws, self.pictures, strict=True):
            picture.show(draw(of))


class Views:
    """All tabs. `show` paints the one that is open; the others are painted when they are opened."""

    def __init__(self) -> None:
        self.over_time = OverTime()
        self.tabs: list[Any] = [self.over_time, *(Drawn(view.draws) for view in VIEWS)]
        self.box = widgets.Tab(
            [tab.box for tab in self.tabs],
            titles=[_("Over time"), *(_(view.title) for view in VIEWS)],
            layout=widgets.Layout(width="auto", min_width="0"),
        )
        self._of: Pictures | None = None
        self._stale: set[int] = set()
        self.box.observe(self._draw, "selected_index")
        self.over_time.menu.observe(self._chosen, "value")

    def show(self, of: Pictures) -> None:
        """Show these pictures from now on."""
        self._of = of
        self._stale = set(range(len(self.tabs)))
        self._draw()

    def _chosen(self, _change: object) -> None:
        self._stale.add(0)
        self._draw()

    def _draw(self, _change: object = None) -> None:
        place = self.box.selected_index or 0
        if self._of is not None and place in self._stale:
            self._stale.discard(place)
            self.tabs[place].draw(self._of)
