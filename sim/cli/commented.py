"""A strategy or a market as YAML in which every key says what it means and what is allowed.

The words come from the schema, so that a new lever is explained as soon as it is declared.
"""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.yaml_text import write_yaml

if TYPE_CHECKING:
    from sim.schema import Part

WIDTH = 98
_KEPT = "\0"  # a blank at which no line is broken


def commented_yaml(part: "Part", schema_address: str) -> str:
    """Return `part` as YAML with a comment above each key; `schema_address` is for editors."""
    schema = type(part).model_json_schema()
    head = [f"# yaml-language-server: $schema={schema_address}"]
    return "\n".join([*head, *_keys(part.tree(), schema, schema["$defs"])]) + "\n"


def _keys(
    tree: dict[str, Any], about: dict[str, Any], parts: dict[str, Any], explained: bool = True
) -> Iterator[str]:
    """Yield the lines of a map, each key under its comment if it is to be explained."""
    for key, value in tree.items():
        entry = about["properties"][key]
        inner, item = _part_of(entry, parts), _part_of(entry.get("items", {}), parts)
        if explained and (meaning := _meaning(entry, inner)):
            yield from textwrap.wrap(meaning, WIDTH, initial_indent="# ", subsequent_indent="# ")
        if inner and not _plain(inner):
            yield f"{key}:"
            yield from (f"  {line}" for line in _keys(value, inner, parts, explained))
        elif item and value:
            yield f"{key}:"
            for row, one in enumerate(value):
                yield from _entry(list(_keys(one, item, parts, explained and row == 0)))
        else:
            yield from _written(key, value)


def _entry(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a map as an entry of a list; comments before its first key stay before."""
    begun = False
    for line in lines:
        starts = not begun and not line.startswith("#")
        yield f"  - {line}" if starts else f"    {line}" if begun else f"  {line}"
        begun = begun or starts


def _part_of(entry: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any] | None:
    """Return the schema of the part that a schema entry refers to, if it does."""
    return parts.get(entry.get("$ref", "").rpartition("/")[2])


def _plain(part: dict[str, Any]) -> bool:
    """Is a part so small that its keys need no comment each, such as a spread?"""
    return not any({"description", "unit"} & set(one) for one in part["properties"].values())


def _written(key: str, value: Any) -> list[str]:
    """Return a key and its value as lines, a map of numbers on as few lines as it needs."""
    if (
        isinstance(value, dict)
        and value
        and all(isinstance(n, int | float) for n in value.values())
    ):
        pairs = ", ".join(f"{name}:{_KEPT}{number}" for name, number in value.items())
        lines = textwrap.wrap(f"{key}: {{{pairs}}}", WIDTH, subsequent_indent="  ")
        return [line.replace(_KEPT, " ") for line in lines]
    return write_yaml({key: value}).rstrip("\n").split("\n")


def _meaning(entry: dict[str, Any], inner: dict[str, Any] | None) -> str:
    said = entry.get("title", "")
    # A part without a title of its own carries its class's: that is no plain language.
    if more := entry.get("description") or (inner or {}).get("description", "").split("\n")[0]:
        said = f"{said}: {more}" if said else more
    allowed = _allowed(entry)
    return f"{said} ({allowed})" if said and allowed else said


def _allowed(entry: dict[str, Any]) -> str:
    """Return unit and range, or the allowed words, of a schema entry."""
    words = [word for one in (entry, *entry.get("anyOf", ())) for word in one.get("enum", ())]
    empty = any(one.get("type") == "null" for one in entry.get("anyOf", ()))
    if words:
        return ", ".join(words) + (" or null" if empty else "")
    unit = entry.get("unit", "")
    low, high = entry.get("minimum"), entry.get("maximum")
    if low is None or high is None or unit == f"{low:g}-{high:g}":
        return unit
    limits = f"{low:g} to {high:,}".removesuffix(".0")
    return f"{unit}, {limits}" if unit else limits
