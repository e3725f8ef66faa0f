"""Write docs/model.md: the model after the ODD protocol, from words, code and data.

python docs/odd.py           writes the file
python docs/odd.py --check   leaves with 1 if it is not what would be written
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORDS, DOCUMENT = HERE / "model.in.md", HERE / "model.md"


def main() -> int:
    """Write the document, or check it."""
    text = document()
    if "--check" in sys.argv[1:]:
        return int(DOCUMENT.read_text(encoding="utf-8") != text)
    DOCUMENT.write_text(text, encoding="utf-8")
    return 0


def document() -> str:
    """Return the whole text: the words, with every {{name}} filled from code and data."""
    words = WORDS.read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: PARTS[found[1]](), words)


def patterns() -> str:
    """The patterns, and which of them are kept out of the fit."""
    from sim.evidence import patterns

    rows = [
        (one.id, one.pattern, f"{one.low:g} to {one.high:g}", one.unit, one.fit.replace("_", " "))
        for one in patterns().values()
    ]
    return _table(("pattern", "what", "published band", "unit", "fit"), rows)


def world() -> str:
    """The fixed arrays of a world, with the comments beside them."""
    from sim import world

    source = inspect.getsource(world.World)
    found = re.findall(r"^    (\w+): np\.ndarray  # (\w+)\[n(?:, (\d))?\],? ?(.*)$", source, re.M)
    rows = [(name, kind + (f"[{wide}]" if wide else ""), said) for name, kind, wide, said in found]
    return _table(("field", "type", "meaning"), rows)


def state() -> str:
    """What changes of a person."""
    from sim import state

    source = inspect.getsource(state)
    comments = dict(re.findall(r'\("(\w+)", np\.\w+\),  # (.*)', source))
    fields = state.LIFE.fields or {}
    rows = [
        (name, fields[name][0].name, comments.get(name, MEANINGS.get(name, "")))
        for name in fields
        if name != "unused"
    ]
    return _table(("field", "type", "meaning"), rows)


def tables() -> str:
    """The columns of the growing tables."""
    from sim import tables

    names = ("SHARES", "STORIES", "MESSAGES", "QUESTIONS", "EVENTS", "VISITS", "MANAGER")
    rows = [(name.lower(), ", ".join(getattr(tables, name))) for name in names]
    rows.append(("kinds of events", ", ".join(tables.EVENT_KINDS)))
    return _table(("table", "columns"), rows)


def channels() -> str:
    """The channels that ship."""
    from sim import facts

    numbers = ("page_reach", "person_reach", "half_life_hours", "referrer_loss")
    rows = [
        (row.name, row.category, "private" if row.private else "public",
         row.forward_limit or "none", *(f"{getattr(row, name):g}" for name in numbers))
        for row in facts.channels().rows
    ]  # fmt: skip
    heads = ("channel", "category", "", "forward limit", "reach of a page", "of a person",
             "half-life, h", "referrers lost")  # fmt: skip
    return _table(heads, rows)


def stages() -> str:
    """A tick, in order."""
    from sim.tick import TICK

    return "\n".join(f"{number}. **{name}**: {said}" for number, (name, said) in enumerate(TICK, 1))


def rules() -> str:
    """Every rule by its number: what it says, and its code."""
    from sim import rules

    source = inspect.getsource(rules)
    parts = re.split(r"^@rule\n", source, flags=re.M)[1:]
    text = []
    for part in parts:
        code = re.split(r"^(?:# |@|[A-Z])", part, flags=re.M)[0].rstrip()
        name = re.search(r"def (\w+)", code)
        said = re.search(r'"""(.*?)"""', code, re.S)
        assert name, code
        assert said, code
        body = code[said.end() :].strip("\n")
        told = " ".join(said[1].split())
        text.append(f"**{name[1]}** · {told}\n\n```python\n{inspect.cleandoc(body)}\n```\n")
    return "\n".join(text)


def levers() -> str:
    """Every lever with its meaning and group."""
    from sim.strategy import Strategy

    rows = []
    for name, field in Strategy.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "group" in extra:
            rows.append((name, field.title or "", field.description or "", str(extra["group"])))
    return _table(("lever", "label", "what it does", "group"), rows)


def kinds() -> str:
    """Kinds of stories."""
    from sim import facts

    rows = [
        [row[name] for name in ("name", "about_product", "pushiness", "valence", "hours", "grade")]
        for row in facts.table("kinds.csv")
    ]
    return _table(("kind", "about the product", "pushiness", "valence", "hours", "grade"), rows)


def outcomes() -> str:
    """What a run is judged by."""
    from sim.outcomes import OUTCOMES

    rows = [
        (one.name, one.label, one.unit, one.definition, one.better) for one in OUTCOMES.values()
    ]
    return _table(("outcome", "label", "unit", "definition", "better"), rows)


def grades() -> str:
    """How many parameters have which grade."""
    from sim import facts

    found = [one.grade for one in facts.parameters().values()]
    counts = ", ".join(f"{found.count(grade)} {grade}" for grade in dict.fromkeys(sorted(found)))
    return f"Of {len(found)}: {counts}."


def parameters() -> str:
    """Every behaviour parameter."""
    from sim import facts

    rows = [
        (one.name, one.meaning, one.unit, f"{one.low:g}", f"{one.best:g}", f"{one.high:g}",
         one.acts_on, one.source, one.grade)
        for one in facts.parameters().values()
    ]  # fmt: skip
    heads = ("parameter", "meaning", "unit", "low", "best", "high", "rule", "source", "grade")
    return _table(heads, rows)


def sources() -> str:
    """The sources that parameters name."""
    from sim import evidence, facts

    named = sorted({one.source for one in facts.parameters().values()})
    return "\n".join(f"- `{key}`: {evidence.source(key).cite()}" for key in named)


MEANINGS = {
    "affinity": "attitude to the brand, -1..1; relaxes to the baseline",
    "affinity_tick": "when it was last written; fading values are brought up to date when read",
    "reactance": "felt pushiness, 0..1; fades",
    "reactance_tick": "when it was last written",
    "belonging": "belonging to the community, 0..1; fades",
    "belonging_tick": "when it was last written",
    "load_tick": "when it was last written",
    "boredom": "running mean of how little the brand's posts meant",
    "room": "room of the community, -1: none",
    "aware": "knows the brand",
    "stage": "prospect, customer, lapsed",
    "satisfied": "by the last purchase",
    "member": "of the community",
    "muted": "reads the room no more",
    "voice": "silent, newcomer, regular, gave up",
    "voice_answered": "a newcomer's first post got a reply",
    "voice_tick": "when the voice changed",
    "holdout": "drawn by lot never to join",
    "holding": "stories in mind",
    "remembered": "place in the ring of remembered stories",
}
PARTS: dict[str, Callable[[], str]] = {
    part.__name__: part
    for part in (patterns, world, state, tables, channels, stages, rules, levers, kinds, outcomes,
                 grades, parameters, sources)
}  # fmt: skip


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [_line(heads), _line(["---"] * len(heads)), *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Sequence[object]) -> str:
    return (
        "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
    )


if __name__ == "__main__":
    raise SystemExit(main())
