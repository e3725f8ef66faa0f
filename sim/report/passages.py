"""Passages: headings, paragraphs and tables that a workbook shows, as text and as a page.

Whatever a user wrote is escaped here, letter by letter: markup, scripts and formulas stay text.
"""

import html
from collections.abc import Iterable, Sequence
from typing import Any


class Passage:
    """A piece of a page: `html` for a page, `text` for everywhere else."""

    def __init__(self, html: str, text: str):
        self.html, self.text = html, text

    def __repr__(self) -> str:
        return self.text

    def __add__(self, other: "Passage") -> "Passage":
        return Passage(self.html + other.html, f"{self.text}\n{other.text}")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict:
        return {"text/html": self.html, "text/plain": self.text}


def heading(text: str, level: int = 2) -> Passage:
    """Return a heading of a level, 1 to 6."""
    return Passage(f"<h{level}>{escaped(text)}</h{level}>", text)


def paragraph(text: str, kind: str = "") -> Passage:
    """Return a paragraph; `kind` is how the page dresses it."""
    dress = f' class="{kind}"' if kind else ""
    return Passage(f"<p{dress}>{escaped(text)}</p>", text)


def points(texts: Iterable[str]) -> Passage:
    """Return a list of points."""
    texts = list(texts)
    items = "".join(f"<li>{escaped(text)}</li>" for text in texts)
    return Passage(f"<ul>{items}</ul>", "\n".join(f"- {text}" for text in texts))


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()
) -> Passage:
    """Return a table; columns whose places are in `numbers` stand to the right."""
    right, rows = set(numbers), [list(map(str, row)) for row in rows]

    def cells(row: Sequence[str], kind: str) -> str:
        return "".join(
            f"<{kind}{' class=right' if place in right else ''}>{escaped(text)}</{kind}>"
            for place, text in enumerate(row)
        )

    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    page = f"<table><thead><tr>{cells(head, 'th')}</tr></thead><tbody>{body}</tbody></table>"
    return Passage(
        f'<div class="wide">{page}</div>', "\n".join(" | ".join(row) for row in [list(head), *rows])
    )


def folded(title: str, inner: Passage) -> Passage:
    """Return a passage that opens on a click; on paper it is always open."""
    page = f"<details><summary>{escaped(title)}</summary>{inner.html}</details>"
    return Passage(page, f"{title}\n{inner.text}")


def escaped(text: object) -> str:
    """Return text for a page: escaped, without control characters."""
    letters = "".join(letter if letter.isprintable() else " " for letter in str(text))
    return html.escape(letters)
