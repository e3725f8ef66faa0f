"""Reference: pages made from the data. Every number of behaviour, every outcome."""

import html
from collections.abc import Iterable, Sequence

from docs.site.page import Page
from sim import evidence, facts
from sim.outcomes import KINDS, OUTCOMES
from sim.words import ENGLISH

HEADING = "What it rests on"


def parameters() -> Page:
    """Return the page of all numbers of behaviour with range, grade and source."""
    known = evidence.sources()
    rows = []
    for one in facts.parameters().values():
        source = known[one.source]
        values = (f"{value:g}" for value in (one.low, one.best, one.high))
        rows.append((f"{one.name}: {one.meaning}", *values, one.unit, one.acts_on, one.grade,
                     source.cite()))  # fmt: skip
    head = ("number", "low", "best", "high", "unit", "rule", "grade", "source")
    said = (
        "How people act, as far as anybody knows. Each number stands once, in"
        " <code>data/behaviour.yaml</code>; <code>adda evidence NAME</code> tells more of it."
    )
    grades = _table(("grade", "how many"), _counted([one.grade for one in
                                                     facts.parameters().values()]))  # fmt: skip
    body = f"<h1>Numbers of behaviour</h1><p>{said}</p>{grades}{_table(head, rows)}"
    return Page("data/behaviour.yaml", "parameters.html", HEADING, "Numbers of behaviour", body)


def outcomes() -> Page:
    """Return the page of what runs are judged by."""
    parts = ["<h1>Outcomes</h1><p>What runs are judged by, in tables, figures and reports.</p>"]
    for kind, label in KINDS.items():
        rows = [
            (one.name, ENGLISH(one.label), ENGLISH(one.unit), one.better, ENGLISH(one.definition))
            for one in OUTCOMES.values()
            if one.kind == kind
        ]
        head = ("name", "label", "unit", "better", "meaning")
        parts.append(f"<h2>{html.escape(label)}</h2>{_table(head, rows)}")
    return Page("sim/outcomes", "outcomes.html", HEADING, "Outcomes", "".join(parts))


def _counted(grades: Sequence[str]) -> list[tuple[str, str]]:
    return [(grade, str(grades.count(grade))) for grade in dict.fromkeys(sorted(grades))]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    above = "".join(f"<th>{html.escape(text)}</th>" for text in head)
    below = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    table = f"<table><thead><tr>{above}</tr></thead><tbody>{below}</tbody></table>"
    return f'<div class="wide">{table}</div>'
