"""Plain YAML in and out: maps, lists and scalars only, each remembered with its line.

Tags, anchors, aliases and repeated keys are refused, so that a file means what it shows and a
small file stays small. Scalars are read by the core rules of YAML 1.2: `no`, `1_000`, `010`,
`12:30` and `2026-01-05` are what they look like, not truth values, octals or moments. Errors are
one sentence with the file and the line.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from sim.errors import AddaError, Said, shown
from sim.words import N_

LARGEST_FILE = 500_000
DEEPEST = 24

# What the parser's complaints mean for somebody who wrote a file, by how they begin.
_MEANT = {
    "mapping values are not allowed": N_("a second colon in a line, or a wrong indent"),
    "could not find expected ':'": N_("a key without a colon behind it"),
    "expected <block end>": N_("a wrong indent"),
    "found character '\\t'": N_("a tab; indent with spaces"),
    "found unexpected end of stream": N_("a quotation mark that is not closed"),
    "expected ',' or": N_("a bracket that is not closed, or a comma that is missing"),
}

Lines = dict[tuple[str | int, ...], int]

_TAG = "tag:yaml.org,2002:"
_CORE = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
)
_READ: dict[str, Callable[[str], Any]] = {
    _TAG + "null": lambda _: None,
    _TAG + "bool": lambda text: text.lower() == "true",
    _TAG + "int": int,
    _TAG + "float": lambda text: float(text.lower().replace(".inf", "inf").replace(".nan", "nan")),
    _TAG + "str": str,
}


class _Loader(yaml.SafeLoader):
    """The safe loader with the scalars of YAML 1.2, refusing more than plain values."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012  (the library's own way)
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused(Said("anchors and aliases (& and *) are not allowed"), event)
        if event.tag:
            raise _Refused(Said("tags (!) are not allowed, only plain values"), event)
        if self.depth >= DEEPEST:
            raise _Refused(Said("nested deeper than {levels} levels", levels=DEEPEST), event)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Dumper(yaml.SafeDumper):
    """The safe dumper, quoting also what only YAML 1.2 would take for a number."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, text: str) -> yaml.ScalarNode:
        # line ends that other styles would fold into spaces
        style = '"' if set(text) & set("\r\x85\u2028\u2029") else None
        return self.represent_scalar(_TAG + "str", text, style)


_Dumper.add_representer(str, _Dumper.represent_str)


for _name, _pattern, _first in _CORE:
    _compiled = re.compile(rf"(?:{_pattern})\Z")
    _Loader.add_implicit_resolver(_TAG + _name, _compiled, _first)
    _Dumper.add_implicit_resolver(_TAG + _name, _compiled, _first)


class _Refused(yaml.MarkedYAMLError):
    """YAML that is valid and more than a scenario needs."""

    def __init__(self, said: Said, event: yaml.Event):
        super().__init__(problem_mark=event.start_mark)
        self.said = said


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """Read a YAML file. Returns the tree and the line (from 1) of every key path in it.

    Raises AddaError when the file is missing, too large, not text, or more than plain YAML.
    """
    try:
        if not path.is_file():
            raise AddaError("there is no file '{path}'", path=shown(path))
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AddaError("{path} is not UTF-8 text", path=shown(path)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AddaError(
            "{path} cannot be read: {reason}", path=shown(path), reason=reason
        ) from None
    if len(content) > LARGEST_FILE:
        raise AddaError(
            "{path} is larger than {most} bytes, too large here",
            path=shown(path),
            most=LARGEST_FILE,
        )
    return parse_yaml(text, shown(path))


def parse_yaml(text: str, name: Said | str = "") -> tuple[Any, Lines]:
    """Parse YAML text; `name` stands for it in errors. Returns the tree and its keys' lines."""
    name = name or Said("the text")
    lines: Lines = {}
    try:
        node = _composed(text)
        return (None if node is None else _value(node, (), lines, name)), lines
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise AddaError(
            "{name}, line {line}: holds a character that is not text", name=name, line=line
        ) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AddaError(
            "{name}, line {line}: {said}", name=name, line=line, said=_said(error)
        ) from None
    except (ValueError, OverflowError) as error:  # such as an escape beyond the last character
        if isinstance(error, AddaError):
            raise
        raise AddaError("{name}: not valid YAML ({error})", name=name, error=shown(error)) from None


def write_yaml(tree: Any) -> str:
    """Return `tree` as YAML text: keys in their order, no aliases, Unicode as it is."""
    return yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def _said(error: yaml.MarkedYAMLError) -> Said:
    if isinstance(error, _Refused):
        return error.said
    if "found another document" in str(error.problem):
        return Said("a second document begins here (---), expected one")
    problem = str(error.problem)
    meant = [Said(said) for begins, said in _MEANT.items() if problem.startswith(begins)]
    return Said("not valid YAML, {problem}", problem=meant[0] if meant else shown(problem, 200))


def _composed(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _value(node: yaml.Node, at: tuple[str | int, ...], lines: Lines, name: Said | str) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, lines, name)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*at, i), lines, name) for i, item in enumerate(node.value)]
    try:
        return _READ[node.tag](node.value)
    except ValueError:
        line = node.start_mark.line + 1
        raise AddaError(
            "{name}, line {line}: a number with too many digits", name=name, line=line
        ) from None


def _mapping(node: yaml.MappingNode, at: tuple, lines: Lines, name: Said | str) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key, str):
            raise AddaError("{name}, line {line}: a key must be a word", name=name, line=line)
        if key in tree:
            raise AddaError(
                "{name}, line {line}: '{key}' is given twice", name=name, line=line, key=shown(key)
            )
        lines[(*at, key)] = line
        tree[key] = _value(value_node, (*at, key), lines, name)
    return tree
