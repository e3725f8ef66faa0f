"""Page: one page of the site, with the outline beside it."""

import html
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.figures.page import in_script

ASSETS = "assets"
# Files opened from a disk have no origin of their own, so the scheme stands beside 'self'.
POLICY = (
    "default-src 'none'; script-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:"
    " blob:; style-src 'self' file: 'unsafe-inline'; font-src data:"
)


@dataclass
class Page:
    """A page: where it is from and goes (paths below the root), its part of the site, its body.

    trees: the pictures that its body has places for, in their order.
    """

    source: str
    target: str
    heading: str
    title: str
    body: str
    trees: list[dict[str, Any]] = field(default_factory=list)


def written(page: Page, outline: dict[str, list[Page]]) -> str:
    """Return a page as HTML."""
    return _PAGE.format(
        policy=POLICY,
        title=html.escape(page.title),
        assets=_from(page, ASSETS),
        outline=_outline(page, outline),
        body=page.body,
        pictures=_pictures(page),
    )


def _outline(page: Page, outline: dict[str, list[Page]]) -> str:
    parts = []
    for heading, pages in outline.items():
        links = "".join(_link(page, other) for other in pages)
        parts.append(f"<h2>{html.escape(heading)}</h2><ul>{links}</ul>")
    return "".join(parts)


def _link(page: Page, other: Page) -> str:
    here = ' aria-current="page"' if other is page else ""
    address = html.escape(_from(page, other.target))
    return f'<li><a href="{address}"{here}>{html.escape(other.title)}</a></li>'


def _from(page: Page, target: str) -> str:
    return Path(os.path.relpath(target, Path(page.target).parent)).as_posix()


def _pictures(page: Page) -> str:
    if not page.trees:
        return ""
    assets = _from(page, ASSETS)
    trees = f'<script type="application/json" id="pictures">{in_script(page.trees)}</script>'
    return (
        f'{trees}<script src="{assets}/plotly.js"></script><script src="{assets}/show.js"></script>'
    )


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Adda</title>
<link rel="stylesheet" href="{assets}/site.css">
</head>
<body>
<a class="skip" href="#main">To the text</a>
<nav aria-label="Pages"><details open><summary>Adda</summary>{outline}</details></nav>
<main id="main">
{body}
</main>
{pictures}
</body>
</html>
"""
