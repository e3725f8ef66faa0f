"""Panels: pictures side by side that share their rows. On a phone they stand below each other."""

from collections.abc import Sequence

from sim.figures.style import INK, Picture, broken

WIDE = 540  # pixels that panels share on a page, beside the names of rows
LETTER = 7.2  # pixels of a letter of a panel's title
SMALL = 6.1  # and of what is said below it
LINE = 17


def side_by_side(made: Picture, titles: Sequence[tuple[str, str]]) -> None:
    """Lay out panels from left to right. titles: of each, its title and what is said below it.

    Titles keep to their panels: in lines where they must.
    """
    from plotly.subplots import make_subplots

    room = WIDE / len(titles)
    written = [_title(title, said, room) for title, said in titles]
    above = LINE * max(one.count("<br>") + 1 for one in written) + 6
    make_subplots(
        rows=1, cols=len(titles), shared_yaxes=True, horizontal_spacing=0.03, figure=made,
        subplot_titles=written,
    )  # fmt: skip
    made.update_annotations(font={"size": 13, "color": INK}, name="panel")
    height = made.layout.height + above
    # Titles have their room inside what plotly moves down when a legend takes several lines.
    top = 1 - above / (height - made.layout.margin.t - made.layout.margin.b)
    made.update_yaxes(domain=[0.0, top])
    made.update_annotations(y=top + 0.005)
    made.update_layout(
        height=height, meta={**made.layout.meta, "panels": len(titles), "above": above}
    )


def _title(title: str, said: str, room: float) -> str:
    lines = broken(title, max(8, int(room / LETTER)))
    if said:
        small = broken(said, max(8, int(room / SMALL)))
        lines += f"<br><span style='font-size:11px'>{small}</span>"
    return lines


def letters_in(panels: int) -> float:
    """Return how many letters of an axis find room side by side in one of so many panels."""
    return WIDE / panels / 8.0
