"""Page: pictures for a web page. Each as plain JSON, and one copy of what draws them all."""

import html
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.figures.style import Picture

PAGE = (
    ":root{color-scheme:light dark}body{margin:0;padding:1rem;color:#26282B;background:#FFFFFF;"
    "font:16px/1.5 'Noto Sans','Noto Sans Bengali','Segoe UI',Helvetica,Arial,sans-serif}"
    "main{max-width:60rem;margin:auto}@media(prefers-color-scheme:dark)"
    "{body{color:#E8EAED;background:#17191C}}"
    "@media print{body{color:#26282B;background:#FFFFFF}}"
)
HERE = Path(__file__).resolve().parent


@cache
def plotly_script() -> str:
    """Return plotly's own script, about 5 MB."""
    from plotly.offline import get_plotlyjs

    return get_plotlyjs()


@cache
def painter() -> str:
    """Return the script that draws a picture into an element: `adda.paint(Plotly, host, tree)`."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in ("phone.js", "paint.js"))


@cache
def projector() -> str:
    """Return the script that shows a film, `addaFilm.show(host, tree)`; it needs `painter`."""
    return (HERE / "film.js").read_text(encoding="utf-8")


@cache
def sheet() -> str:
    """Return the style sheet of pictures."""
    return (HERE / "paint.css").read_text(encoding="utf-8")


def whole_page(picture: "Picture", lang: str = "en") -> str:
    """Return a page with one picture that needs nothing else: words to read aloud, any width."""
    start = (
        "const host = document.querySelector('.adda-picture');"
        f"const tree = {in_script(picture.tree())};"
        "const repaint = (light) => adda.paint(Plotly, host, tree, light);"
        "repaint(false); adda.follow(repaint);"
        "addEventListener('beforeprint', () => repaint(true));"
        "addEventListener('afterprint', () => repaint(false));"
    )
    finding = html.escape(picture.finding)
    return (
        f'<!doctype html><html lang="{html.escape(lang)}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{finding}</title><style>{PAGE}{sheet()}</style>"
        f'<main><div class="adda-picture">{finding}</div></main>'
        f"<script>{plotly_script()}</script><script>{painter()}</script>"
        f"<script>document.querySelector('.adda-picture').textContent = ''; {start}</script></html>"
    )


def in_script(tree: Any) -> str:
    """Return a tree as JSON that may stand inside a script element."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
