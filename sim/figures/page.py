"""Page: pictures for a web page. Each as plain JSON, and one copy of what draws them all."""

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@cache
def plotly_script() -> str:
    """Return plotly's own script, about 5 MB."""
    from plotly.offline import get_plotlyjs

    return get_plotlyjs()


@cache
def painter() -> str:
    """Return the script that draws a picture into an element: `adda.paint(Plotly, host, tree)`."""
    return (HERE / "paint.js").read_text(encoding="utf-8")


@cache
def projector() -> str:
    """Return the script that shows a film, `addaFilm.show(host, tree)`; it needs `painter`."""
    return (HERE / "film.js").read_text(encoding="utf-8")


@cache
def sheet() -> str:
    """Return the style sheet of pictures."""
    return (HERE / "paint.css").read_text(encoding="utf-8")


def in_script(tree: Any) -> str:
    """Return a tree as JSON that may stand inside a script element."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
