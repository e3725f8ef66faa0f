"""Rows: what a picture shows line by line, each line with its name at the left.

On a phone the names stand above their lines (`phone.js`), so that the picture keeps its width.
"""

from collections.abc import Sequence

from sim.figures.style import Picture, breadth, cut, safe

LONGEST = 40  # letters of a line of a name
MOST = 100  # letters of a name
LINE = 16  # pixels of a line of letters


def wrapped(name: str, longest: int = LONGEST, most: int = MOST) -> str:
    """Return a name in lines of up to so many letters; also a word without end is broken."""
    short = name if len(name) <= most else name[: cut(name, most - 1)] + "…"
    lines = [""]
    for word in short.split(" "):
        for piece in _pieces(word, longest):
            if lines[-1] and breadth(lines[-1]) + 1 + breadth(piece) > longest:
                lines.append(piece)
            else:
                lines[-1] = f"{lines[-1]} {piece}".strip()
    return "<br>".join(safe(line) for line in lines)


def row_height(names: Sequence[str], least: int) -> int:
    """Return the pixels that a row needs so that wrapped names do not touch; at least `least`."""
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    return max(least, LINE * lines + 8)


def name_rows(made: Picture, names: Sequence[str]) -> None:
    """Write wrapped names at the left of rows 0, 1, 2 … from the top down."""
    made.update_yaxes(
        tickvals=list(range(len(names))), ticktext=list(names), showgrid=False, zeroline=False,
        range=[len(names) - 0.45, -0.55],
    )  # fmt: skip
    made.update_layout(meta={**made.layout.meta, "rows": len(names)})


def bold(name: str) -> str:
    """Return a wrapped name in bold letters."""
    return "<br>".join(f"<b>{line}</b>" for line in name.split("<br>"))


def _pieces(word: str, longest: int) -> list[str]:
    pieces = []
    while len(word) > longest:
        place = cut(word, longest) or longest
        pieces.append(word[:place])
        word = word[place:]
    return [*pieces, word]
