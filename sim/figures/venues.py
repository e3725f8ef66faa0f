"""Venues: where people pass things on, and how many read it there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.figures.across import Arms, across, drawn_from, several
from sim.figures.style import PRIVATE, PUBLIC, SOFT, Picture, arm_rows, picture, roomy, surface
from sim.tables import VENUES
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

# Where people pass things on; on the brand's pages only the brand publishes.
PLACES = ("group", "direct", "room", "meeting", "feed")
OUT_OF_SIGHT = ("direct", "group", "meeting", "room")


def venue_table(arms: Arms) -> "pd.DataFrame":
    """Return shares by people, and readings of them, a venue: arm, venue, what, mean, low, high."""
    return across(arms, _by_venue, ("venue", "what"))


def talk_by_venue(table: "pd.DataFrame", names: Sequence[str]) -> Picture:
    """Draw the table of `venue_table`: shares a venue, private and public apart, an arm a row."""
    shares = table[table["what"] == "shares"]
    said = (
        _("Shares by people, by venue; the number of readings stands beside the bar.")
        + " "
        + drawn_from(table)
    )
    made = picture(_finding(shares, len(names)), said, 60 + 190 * len(names), legend=True)
    arm_rows(made, names)
    for arm in range(len(names)):
        for private in (True, False):
            _bars(made, table[table["arm"] == arm], arm, private)
    made.update_yaxes(categoryorder="array", categoryarray=[_label(v) for v in reversed(PLACES)])
    made.update_xaxes(title_text=_("shares"), row=len(names), col=1)
    made.update_xaxes(range=[0, 1.25 * max(1.0, shares["high"].max())])
    roomy(made, 1.3)
    return made


def _by_venue(run: "Run") -> Mapping[tuple, float]:
    shares = run.tables["shares"]
    by_people = shares["sender"] >= 0
    found = {}
    for venue in PLACES:
        here = by_people & (shares["venue_kind"] == VENUES.index(venue))
        found[venue, "shares"] = float(here.sum())
        found[venue, "readings"] = float(shares["read"][here].sum())
    return found


def _label(venue: str) -> str:
    return {
        "direct": _("direct chats"),
        "group": _("private groups"),
        "feed": _("public feeds"),
        "room": _("the brand's rooms"),
        "meeting": _("face to face"),
    }[venue]


def _finding(shares: "pd.DataFrame", arms: int) -> str:
    private = []
    for arm in range(arms):
        mine = shares[shares["arm"] == arm]
        if not mine["mean"].sum():
            return _("Nobody passed anything on")
        apart = mine.loc[mine["venue"].isin(OUT_OF_SIGHT), "mean"].sum()
        private.append(percent(apart / mine["mean"].sum()))
    if arms == 1:
        return _("{share} of what people pass on goes to private places").format(share=private[0])
    said = _("Private places get {a} of what people pass on with A, {b} with B")
    return said.format(a=private[0], b=private[1])


def _bars(made: Picture, mine: "pd.DataFrame", arm: int, private: bool) -> None:
    colour = PRIVATE if private else PUBLIC
    here = mine[mine["venue"].isin(OUT_OF_SIGHT) == private]
    rows = here[here["what"] == "shares"].set_index("venue")
    readings = here[here["what"] == "readings"].set_index("venue")["mean"].reindex(rows.index)
    error = None
    if several(rows):
        error = {
            "array": rows["high"] - rows["mean"], "arrayminus": rows["mean"] - rows["low"],
            "color": SOFT, "thickness": 1.5, "width": 4,
        }  # fmt: skip
    made.add_bar(
        y=[_label(venue) for venue in rows.index], x=rows["mean"], error_x=error,
        orientation="h", row=arm + 1, col=1, legendgroup=str(private), showlegend=arm == 0,
        name=_("private") if private else _("public"),
        marker=surface(colour, hatched=colour == PUBLIC),
        hovertemplate="%{y}: %{x:.1f}<extra></extra>",
    )  # fmt: skip
    for venue, count in readings.items():
        made.add_annotation(
            x=float(rows.loc[venue, "high"]), y=_label(str(venue)), row=arm + 1, col=1,
            text=_reads(count), showarrow=False, xanchor="left", xshift=8,
            font={"size": 12, "color": SOFT},
        )  # fmt: skip


def _reads(count: float) -> str:
    return _("{count} readings").format(count=number(round(count)))
