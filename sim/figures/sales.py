"""Sales: who began the talk that moved a buyer, where it was read, what analytics made of it."""

from typing import TYPE_CHECKING

from sim import dashboard
from sim.figures.style import FONT, INK, NEUTRAL, PRIVATE, PUBLIC, Picture, faint, picture
from sim.words import _, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

BEGAN, PLACE, CREDIT = "began", "place", "credit"
BEGINNINGS = ("brand", "people", "nobody")
PLACES = ("direct", "group", "meeting", "room", "feed", "page", "nowhere")
COLOURS = {
    **dict.fromkeys(("direct", "group", "meeting", "room"), PRIVATE),
    **dict.fromkeys(("feed", "page"), PUBLIC),
}
Node = tuple[str, str]


def sales_table(run: "Run") -> "pd.DataFrame":
    """Return sales by the road they took: began, place, credit, sales; one row a road.

    began: whose story moved the buyer; place: the venue where they read it; credit: what the
    buyer's last visit before the sale looked like to web analytics (`dashboard.SOURCES`).
    """
    import pandas as pd

    sold = dashboard.sales(run)
    told = sold["venue"] != ""
    began = pd.Series("people", sold.index).where(~sold["by_brand"], "brand")
    return pd.DataFrame(
        {
            BEGAN: began.where(told, "nobody"),
            PLACE: sold["venue"].where(told, "nowhere"),
            CREDIT: sold["source"],
            "sales": sold["sales"],
        }
    )


def sales_flow(table: "pd.DataFrame") -> Picture:
    """Draw the table of `sales_table` as streams from the talk to the sale to its credit."""
    columns = ((BEGAN, BEGINNINGS), (PLACE, PLACES), (CREDIT, dashboard.SOURCES))
    nodes = [
        (column, name)
        for column, names in columns
        for name in names
        if (table[column] == name).any()
    ]
    said = _("Who began what moved the buyer, where it was read, and what gets the credit.")
    said += " " + _("From one run.")
    made = picture(_finding(table), said, 440)
    made.add_sankey(
        arrangement="snap", textfont={"family": FONT, "size": 13, "color": INK},
        valueformat=",.0f", node=_nodes(nodes), link=_links(table, nodes),
    )  # fmt: skip
    return made


def _nodes(nodes: list[Node]) -> dict:
    return {
        "label": [_label(node) for node in nodes],
        "color": [COLOURS.get(name, NEUTRAL) if at == PLACE else NEUTRAL for at, name in nodes],
        "pad": 18,
        "thickness": 16,
        "hovertemplate": "%{label}: %{value}<extra></extra>",
    }


def _links(table: "pd.DataFrame", nodes: list[Node]) -> dict:
    rows = []
    for left, right in ((BEGAN, PLACE), (PLACE, CREDIT)):
        grouped = table.groupby([left, right], sort=True)["sales"].sum()
        for (one, other), sales in grouped.items():
            colour = COLOURS.get(str(other if right == PLACE else one), NEUTRAL)
            ends = nodes.index((left, one)), nodes.index((right, other))
            rows.append((*ends, float(sales), faint(colour, 0.35)))
    return {
        "source": [row[0] for row in rows],
        "target": [row[1] for row in rows],
        "value": [row[2] for row in rows],
        "color": [row[3] for row in rows],
        "hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>",
    }


def _label(node: Node) -> str:
    column, name = node
    if column == CREDIT:
        return _(dashboard.SOURCE_LABELS[name])
    return {
        "brand": _("the brand's posts"),
        "people": _("people, unasked"),
        "nobody": _("no talk"),
        "direct": _("direct chats"),
        "group": _("private groups"),
        "meeting": _("face to face"),
        "room": _("the brand's rooms"),
        "feed": _("public feeds"),
        "page": _("brand pages"),
        "nowhere": _("nowhere"),
    }[name]


def _finding(table: "pd.DataFrame") -> str:
    total = int(table["sales"].sum())
    if not total:
        return _("Nothing was sold")
    moved = table.loc[table[BEGAN] != "nobody", "sales"].sum()
    private = table.loc[[COLOURS.get(place) == PRIVATE for place in table[PLACE]], "sales"].sum()
    said = _("A story had a part in {moved} of {sales} sales, in private places in {private}")
    return said.format(
        sales=number(total), moved=percent(moved / total), private=percent(private / total)
    )
