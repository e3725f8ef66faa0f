"""A strategy is data: nothing in the package does something else because of a strategy's name."""

import ast

import pytest

from tests.house.source import ROOT, modules


def template_names() -> set[str]:
    """Return the names of all shipped strategies."""
    return {path.stem for path in (ROOT / "strategy_templates").glob("*.yaml")}


def branching_on(names: set[str], source: str) -> list[int]:
    """Return the lines where `source` compares with, matches or looks up one of `names`."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        for part in _deciding_parts(node):
            texts = {leaf.value for leaf in ast.walk(part) if isinstance(leaf, ast.Constant)}
            if texts & names:
                lines.append(part.lineno)
    return lines


def _deciding_parts(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.Dict():
            return [key for key in node.keys if key is not None]
        case ast.Subscript():
            return [node.slice]
        case ast.MatchValue():
            return [node.value]
        case ast.Call(func=ast.Attribute(attr="startswith" | "endswith" | "get" | "pop")):
            return node.args[:1]
        case _:
            return []


def test_nothing_branches_on_the_name_of_a_strategy():
    names = template_names()
    assert names, "there are no strategy templates"
    wrong = [
        f"{module} line {line}"
        for module, path in modules().items()
        for line in branching_on(names, path.read_text(encoding="utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "branches"),
    [
        ("if name == 'facilitator': pass", True),
        ("rate = {'facilitator': 0.2}[name]", True),
        ("rate = rates['facilitator']", True),
        ("if name in ('other', 'facilitator'): pass", True),
        ("match name:\n    case 'facilitator': pass", True),
        ("if name.startswith('facilitator'): pass", True),
        ("def compare(a='facilitator'): pass", False),
        ("'''Such as facilitator.'''", False),
        ("scenario('facilitator')", False),
    ],
)
def test_a_branch_on_a_name_is_seen(source, branches):
    assert bool(branching_on({"facilitator"}, source)) == branches
