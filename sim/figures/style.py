"""Style: what all pictures share. Colours, type, margins, and how a picture shows itself.

Two arms have the same two colours everywhere, private and public another two; each pair differs
for colour-blind readers and in grey, and dash, symbol or pattern says the same once more.
"""

import html
import json
import unicodedata
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from sim.words import number

ARMS = ("#E0730C", "#1166AA")
DASHES = ("solid", "dash")
SYMBOLS = ("circle", "diamond")
PRIVATE, PUBLIC = "#8A4FA3", "#52A45A"
INK, SOFT, GRID, PAPER = "#26282B", "#6B7075", "#DDE0E3", "#FFFFFF"
NEUTRAL = "#8C9196"
ON_COLOUR = "#27292C"  # letters on a light colour, which stay dark where the paper is dark
LIGHT_LETTERS = "#FEFEFE"  # letters on a dark colour, which stay light there
FONT = "Noto Sans, Noto Sans Bengali, Segoe UI, Helvetica, Arial, sans-serif"
LETTERS = ("A", "B")
LONGEST_NAME = 60
LEGEND_ROOM = 34
LOWER = 12
WIDER = 1.2  # a Bengali letter against a Latin one
CONFIG = {
    "displaylogo": False,
    "responsive": True,
    "showSendToCloud": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}


_AXIS = {
    "gridcolor": GRID, "zerolinecolor": GRID, "automargin": True, "title": {"standoff": 10},
    "showline": False, "ticks": "", "separatethousands": True, "exponentformat": "none",
    "ticklabelstandoff": 4,
}  # fmt: skip
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hoverlabel": {"font": {"family": FONT, "size": 14}},
        "bargap": 0.25,
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
)


class Picture(go.Figure):
    """A plotly figure that shows itself in a notebook as plotly JSON and one sentence of text."""

    _ipython_display_ = None  # plotly's own would put its whole script into every output

    @property
    def finding(self) -> str:
        """What the picture shows, as one line of plain text: its title."""
        return plain(self.layout.title.text or "")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict:
        return {"application/vnd.plotly.v1+json": self.tree(), "text/plain": self.finding}

    def tree(self) -> dict[str, Any]:
        """Return the picture as plain maps, lists and numbers: data, layout, config."""
        return {**json.loads(self.to_json()), "config": CONFIG}

    def to_png(self, width: int = 900, scale: float = 2.0) -> bytes:
        """Return the picture as PNG. Needs a Chromium on this machine, which kaleido finds."""
        return self.to_image("png", width=width, height=self.layout.height, scale=scale)


def picture(title: str, said: str = "", body: int = 340, legend: bool = False) -> Picture:
    """Return an empty picture. title: the finding; said: what is drawn, with units.

    body: height below title and legend, in pixels. `layout.meta.header` is the height of the title
    and what is said below it, so that a page which writes them itself can take that room away.
    """
    heading, below = broken(title, 82), broken(said, 115)
    further = 25 * heading.count("<br>")
    # Under a title of several lines plotly sets a subtitle of one line lower than one of more.
    lower = LOWER * bool(further and said and "<br>" not in below)
    header = 45 + further + lower + 18 * (below.count("<br>") + 1) * bool(said)
    top = header + (LEGEND_ROOM if legend else 0)
    # In one go: every later change of a layout is checked anew, which takes several times longer.
    return Picture(layout={
        "template": TEMPLATE,
        "title": {
            "text": heading,
            "subtitle": {"text": below, "font": {"size": 13, "color": SOFT}},
            "font": {"size": 18, "color": INK},
            "x": 0.01, "xref": "container", "xanchor": "left",
            "y": 1 - (10 + further) / (body + top), "yref": "container", "yanchor": "top",
        },
        "legend": {
            "orientation": "h", "traceorder": "normal", "x": 0.01, "xref": "container",
            "xanchor": "left", "y": 1 - header / (body + top), "yref": "container",
            "yanchor": "top",
        },
        "height": body + top,
        "margin": {"l": 10, "r": 16, "t": top + 14, "b": 10},
        "showlegend": legend,
        "meta": {"header": header, **_own_digits()},
    })  # fmt: skip


def _own_digits() -> dict[str, str]:
    """Return the ten digits of the language spoken now, where they are not 0 to 9."""
    own = "".join(number(digit) for digit in range(10))
    return {} if own.isascii() else {"digits": own}


def notice(title: str, said: str) -> Picture:
    """Return a picture that only says something: what is missing, and how to get it."""
    made = picture(title, said, 90)
    made.update_xaxes(visible=False)
    made.update_yaxes(visible=False)
    return made


def arm_rows(made: Picture, names: Sequence[str]) -> None:
    """Give the picture a row an arm, each with its name above it where there are two."""
    from plotly.subplots import make_subplots

    several = len(names) > 1
    make_subplots(
        rows=len(names), cols=1, shared_xaxes=True, vertical_spacing=0.17, figure=made,
        subplot_titles=[arm_name(i, name) for i, name in enumerate(names)] if several else None,
    )  # fmt: skip
    made.update_annotations(x=0, xanchor="left", font={"size": 14, "color": INK}, name="arm")
    if several:
        made.update_layout(margin_t=made.layout.margin.t + 22, height=made.layout.height + 22)


def roomy(made: Picture, stretch: float) -> None:
    """Let axes across be longer on a phone, so that what is written beside bars has room there."""
    made.update_layout(meta={**made.layout.meta, "narrow_stretch": stretch})


def safe(text: object, limit: int = LONGEST_NAME) -> str:
    """Return text that a user wrote so that a picture shows it letter by letter.

    No markup, no formula, no hover template; control characters and anything beyond `limit` go.
    """
    letters = "".join(letter if letter.isprintable() else " " for letter in str(text))
    short = letters if len(letters) <= limit else letters[: cut(letters, limit - 1)] + "…"
    return html.escape(short, quote=False).replace("$", "&#36;").replace("%{", "%&#123;")


def cut(text: str, place: int) -> int:
    """Return the last place up to `place` that does not part a letter from its marks."""
    joined = ("\u09cd", "\u200d")
    while place > 0 and (_mark(text[place]) or text[place - 1] in joined):
        place -= 1
    return place


def _mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def plain(text: str) -> str:
    """Return the text of a picture without its line breaks and escapes."""
    return html.unescape(text.replace("<br>", " "))


def faint(colour: str, strength: float = 0.2) -> str:
    """Return a colour let through, for bands."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"


def surface(colour: str, hatched: bool | str) -> dict[str, Any]:
    """Return the look of a bar; hatched ones (or with a shape of plotly's) differ in grey too."""
    shape = hatched if isinstance(hatched, str) else "/" * hatched
    pattern = {"shape": shape, "fillmode": "overlay", "solidity": 0.15}
    return {"color": colour, "pattern": {**pattern, "fgcolor": PAPER}}


def arm_name(arm: int, name: str) -> str:
    """Return how an arm is called in legends: its letter and its (user-given) name."""
    return f"{LETTERS[arm]} · {safe(name)}"


def top_of(values: Sequence[float]) -> float:
    """Return the largest size among values, or 1 where all are 0: for shared axes."""
    return max((abs(value) for value in values), default=0.0) or 1.0


def broken(text: str, width: int) -> str:
    lines: list[str] = []
    for word in text.split():
        if lines and breadth(lines[-1]) + breadth(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def breadth(text: str) -> float:
    """Return letters that take up room: marks of Bengali stand on, under or before others."""
    letters = [letter for letter in html.unescape(text) if not _mark(letter)]
    return sum(WIDER if "\u0980" <= letter <= "\u09ff" else 1.0 for letter in letters)
