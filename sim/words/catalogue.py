"""Catalogue: gathers every sentence of the sources and the data, and keeps translations in step.

The template `sim/locale/adda.pot` and each language's `adda.po` are written with sorted messages
and without dates, so that the same sources give the same bytes.
"""

import ast
import csv
import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from sim import words

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).resolve().parent.parent
# Sentences of errors are templates: what an error is made of (`sim.errors`) is gathered as well.
ERRORS = {"AddaError": None, "Undecided": None, "Said": None}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), **ERRORS}
# Columns of data files that users read.
TITLES = (("channels.csv", "title"), ("kinds.csv", "title"), ("patterns.csv", "pattern"))
# Where levers are declared: their titles and meanings are read off the source.
SCHEMAS = ("levers.py", "strategy.py", "market.py", "scenarios.py")
# What the shipped files say in words, by key; lists below `swot` and notes in a calendar likewise.
SPOKEN_KEYS = ("title", "story", "mission")


def gathered() -> "Catalog":
    """Return every message of the sources and of the data files, with the places it comes from."""
    from babel.messages.catalog import Catalog

    found = Catalog(project="Adda", domain=words.DOMAIN, charset="utf-8", fuzzy=False)
    every = [*_in_sources(), *_in_schema(), *_in_data(), *_in_behaviour(), *_in_shipped(),
             *_in_own_sources(), *_in_workbooks()]  # fmt: skip
    for message, place in sorted(every, key=lambda one: one[1]):
        found.add(message, locations=[(place, 0)])
    return found


def translated(lang: str) -> "Catalog":
    """Return a language's catalogue as it stands in its file; empty where there is none yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    file = words.catalogue_file(lang)
    if not file.is_file():
        return Catalog(locale=lang, domain=words.DOMAIN, fuzzy=False)
    with file.open(encoding="utf-8") as stream:
        return read_po(stream, locale=lang, domain=words.DOMAIN)


def brought_up_to_date(lang: str) -> "Catalog":
    """Return a language's catalogue with the messages of today; those no longer used are gone."""
    kept = translated(lang)
    kept.update(gathered(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    return kept


def as_text(catalogue: "Catalog") -> bytes:
    """Return a catalogue as the text of its file, in an order that does not change."""
    from babel.messages.pofile import write_po

    stream = BytesIO()
    write_po(stream, catalogue, width=100, sort_output=True, omit_header=True, no_location=True,
             include_lineno=False)  # fmt: skip
    return _header(catalogue).encode() + stream.getvalue()


def write() -> list[Path]:
    """Write the template and every language's catalogue anew. Returns the files."""
    template = words.LOCALE / f"{words.DOMAIN}.pot"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_bytes(as_text(gathered()))
    files = [template]
    for lang in words.LANGUAGES:
        if lang != "en":
            file = words.catalogue_file(lang)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(as_text(brought_up_to_date(lang)))
            files.append(file)
    return files


def missing(lang: str) -> list[str]:
    """Return the messages of today that have no translation into a language."""
    return [
        str(message.id)
        for message in brought_up_to_date(lang)
        if message.id and not all(_strings(message.string))
    ]


def _strings(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def _in_sources() -> Iterator[tuple[str | tuple[str, ...], str]]:
    from babel.messages.extract import extract_from_file

    for path in sorted(PACKAGE.rglob("*.py")):
        place = f"sim/{path.relative_to(PACKAGE).as_posix()}"
        for _line, message, _comments, _context in extract_from_file("python", path, KEYWORDS):
            yield message, place


def _in_data() -> Iterator[tuple[str, str]]:
    from sim import facts

    for name, column in TITLES:
        with (facts.folder("data") / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row[column], f"data/{name}"


def _in_schema() -> Iterator[tuple[str, str]]:
    """Yield the titles, meanings and units of levers: `lever(default, title, meaning, …)`,
    `title=…`, `unit=…`, `{"unit": …}`.
    """
    for name in SCHEMAS:
        tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            said = [one.value for one in call.keywords if one.arg in ("title", "unit")]
            said += [extra.value.values[0] for extra in call.keywords if _is_unit(extra.value)]
            if isinstance(call.func, ast.Name) and call.func.id == "lever":
                said += [*call.args[1:3], *call.args[4:5]]
            for one in said:
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
                    yield one.value, f"sim/{name}"


def _is_unit(extra: ast.expr) -> TypeGuard[ast.Dict]:
    """Say whether this is `{"unit": …}`."""
    return isinstance(extra, ast.Dict) and [ast.unparse(k) for k in extra.keys if k] == ["'unit'"]


def _in_behaviour() -> Iterator[tuple[str, str]]:
    from sim import facts

    for one in facts.parameters().values():
        yield one.title, "data/behaviour.yaml"
        yield one.meaning, "data/behaviour.yaml"
        yield one.unit, "data/behaviour.yaml"


def _in_shipped() -> Iterator[tuple[str, str]]:
    """Yield what shipped strategies and markets say of themselves."""
    from sim import facts
    from sim.yaml_text import read_yaml

    for folder in ("strategy_templates", "data/markets"):
        top, _slash, below = folder.partition("/")
        for path in sorted((facts.folder(top) / below).glob("*.yaml")):
            tree, _lines = read_yaml(path)
            place = f"{folder}/{path.name}"
            notes = [note for side in tree.get("swot", {}).values() for note in side]
            posts = [post.get("title") for post in tree.get("calendar", ())]
            for said in (*map(tree.get, SPOKEN_KEYS), *notes, *posts):
                if said:
                    yield str(said), place


def _in_own_sources() -> Iterator[tuple[str, str]]:
    """Yield what sources of our own say of themselves; publications keep their language."""
    from sim import facts
    from sim.yaml_text import read_yaml

    tree, _lines = read_yaml(facts.folder("data") / "sources.yaml")
    for one in tree.values():
        if one["grade"] == "D":
            for key in ("authors", "title", "where"):
                yield one[key], "data/sources.yaml"


def _in_workbooks() -> Iterator[tuple[str, str]]:
    """Yield what workbooks call the ways that a reader may try out: the keys of `ways`."""
    from sim import facts

    for path in sorted(facts.folder("workbooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in (one for one in cells if one["cell_type"] == "code"):
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                for said in _ways(node):
                    yield said, f"workbooks/{path.name}"


def _ways(node: ast.AST) -> list[str]:
    """Return the names given in `ways = {name: …}` or `ways[name] = …`."""
    if not isinstance(node, ast.Assign):
        return []
    (target,) = node.targets
    keys: list[ast.expr | None] = []
    if isinstance(target, ast.Subscript) and ast.unparse(target.value) == "ways":
        keys = [target.slice]
    elif isinstance(node.value, ast.Dict) and ast.unparse(target) == "ways":
        keys = node.value.keys
    return [str(key.value) for key in keys if isinstance(key, ast.Constant)]


def _header(catalogue: "Catalog") -> str:
    lang = str(catalogue.locale or "")
    lines = [
        "# Adda: what users read. Gathered by `python -m sim.words`; MIT, as the whole project.",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: Adda\\n"',
        *([f'"Language: {lang}\\n"'] if lang else []),
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        *([f'"Plural-Forms: {catalogue.plural_forms}\\n"'] if lang else []),
    ]
    return "\n".join(lines) + "\n\n"
