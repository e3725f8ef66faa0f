"""Levers of the studio, read off the schema: what can be set, in which group, unit and range."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sim import facts
from sim.levers import GROUPS
from sim.schema import Part
from sim.strategy import Strategy

WHOLE = 1.0
Form = Literal["number", "whole", "choice", "several", "calendar"]


@dataclass(frozen=True)
class Lever:
    """One thing that can be set in a strategy.

    path: its key path. under: title of what it is a part of, if it is. low, high: its range, None
    where there is none. options: what may be chosen, None for "nowhere".
    """

    path: str
    title: str
    meaning: str
    unit: str
    group: str
    under: str
    form: Form
    low: float | None = None
    high: float | None = None
    options: tuple[str | None, ...] = ()

    @property
    def in_percent(self) -> bool:
        """Whether it is a share, or a degree from nothing to all, which is read in per cent."""
        return self.form == "number" and self.high is not None and self.high <= WHOLE


@cache
def levers() -> tuple[Lever, ...]:
    """Return every lever of a strategy in the order of the groups."""
    found = [
        lever
        for name, field in Strategy.model_fields.items()
        if (group := _extra(field).get("group"))
        for lever in _of(name, field, str(group))
    ]
    return tuple(sorted(found, key=lambda lever: list(GROUPS).index(lever.group)))


def _of(path: str, field: FieldInfo, group: str, above: FieldInfo | None = None) -> Iterator[Lever]:
    """Yield the lever of a field, or those of the fields inside it."""
    kind = field.annotation
    if isinstance(kind, type) and issubclass(kind, Part):
        for name, inner in kind.model_fields.items():
            yield from _of(f"{path}.{name}", inner, group, field)
        return
    form, options = _form(path, kind)
    low, high = _limits(field)
    yield Lever(
        path=path,
        title=field.title or path,
        meaning=field.description or (above.description if above else None) or "",
        unit=str(_extra(field).get("unit", "")),
        group=group,
        under=(above.title if above else None) or "",
        form=form,
        low=low,
        high=high,
        options=options,
    )


def _form(path: str, kind: Any) -> tuple[Form, tuple[str | None, ...]]:
    channels = facts.channels().rows
    if path == "calendar":
        return "calendar", ()
    if path == "presence.pages":
        return "several", tuple(row.name for row in channels if not row.private)
    if path == "presence.home":
        return "choice", (None, *(row.name for row in channels if row.group_cap))
    if get_origin(kind) is Literal:
        return "choice", get_args(kind)
    return ("whole" if kind is int else "number"), ()


def _limits(field: FieldInfo) -> tuple[float | None, float | None]:
    limits: dict[str, float] = {}
    for one in field.metadata:
        for name in ("ge", "le"):
            if (value := getattr(one, name, None)) is not None:
                limits[name] = value
    return limits.get("ge"), limits.get("le")


def _extra(field: FieldInfo) -> dict[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
