"""What all parts of a scenario share: frozen, strict models whose errors are one sentence."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from sim.errors import AddaError, nearest, shown
from sim.yaml_text import Lines, write_yaml

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)  # it has no public name

# What pydantic calls the kinds of value, and what we do.
_NOUNS = {
    "float": "a number",
    "int": "a whole number",
    "string": "text",
    "bool": "true or false",
    "tuple": "a list",
    "dict": "keys and values",
    "model": "keys and values",
}
_OTHERWISE = {
    "finite_number": "it must be a number",
    "int_parsing_size": "a number too large",
    "string_pattern_mismatch": "allowed are the letters a-z, digits and _",
    "string_too_short": "it needs at least {min_length} letter",
    "string_too_long": "it may have at most {max_length} letters",
    "string_unicode": "it must be text",
    "too_short": "it needs at least {min_length} entry",
    "too_long": "it may have at most {max_length} entries",
    "invalid_key": "a key must be a word",
}
_LIMITS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")


class _Made(ModelMetaclass):
    """Lets a part that is made by a call fail with our sentence instead of pydantic's page."""

    def __call__(cls, *args: Any, **fields: Any) -> Any:
        try:
            return super().__call__(*args, **fields)
        except ValidationError as error:
            model: Any = cls
            said = sentence(error, model, f"sim.{cls.__name__}(...)", {})
            raise AddaError(said) from None


class Part(BaseModel, metaclass=_Made):
    """A frozen, strict piece of a scenario: unknown keys, wrong types and NaN are errors."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True
    )

    @classmethod
    def parse(cls, tree: Any, name: str, lines: Lines | None = None) -> Self:
        """Validate `tree` (maps, lists, scalars) that came from `name`.

        Raises AddaError with one sentence: where, which key, what is allowed, nearest known name.
        """
        where = _where(name, (), lines or {})
        if not isinstance(tree, dict):
            raise AddaError(f"{where}: expected keys and values, found {_noun_of(tree)}")
        try:
            return cls.model_validate(tree)
        except ValidationError as error:
            raise AddaError(sentence(error, cls, name, lines or {})) from None

    def tree(self) -> dict[str, Any]:
        """Return this part as plain maps, lists and scalars."""
        return self.model_dump(mode="json")

    def to_yaml(self) -> str:
        """Return this part as YAML text that `parse` reads back to an equal part."""
        return write_yaml(self.tree())


class Misfit(ValueError):
    """What is wrong at the keys `at` below a part, found when the part was looked at as a whole."""

    def __init__(self, said: str, *at: str | int):
        super().__init__(said)
        self.at = at


class Among:
    """Names that editors offer for a text; they are read from the data when a schema is written."""

    def __init__(self, names: Callable[[], Iterable[str]]):
        self.names = names

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core), "enum": list(self.names())}


def fields_of(model: type[BaseModel], at: Iterable[str | int] = ()) -> dict[str, FieldInfo]:
    """Return the fields of the model that stands at the key path `at` below `model`."""
    current: Any = model
    for key in at:
        if isinstance(key, int):
            continue
        field = getattr(current, "model_fields", {}).get(key)
        current = _model_inside(field.annotation) if field else None
    return getattr(current, "model_fields", {})


def sentence(error: ValidationError, model: type[BaseModel], name: str, lines: Lines) -> str:
    """Return the first error of a validation as one sentence; a misspelt key before a missing."""
    errors = error.errors(include_url=False)
    first = min(errors, key=lambda one: one["type"] == "missing")
    at: tuple[str | int, ...] = tuple(first["loc"])
    if first["type"] != "extra_forbidden" and at[-1:] == ("[key]",):
        at = at[:-1]
    problem = first.get("ctx", {}).get("error")
    if isinstance(problem, Misfit):
        at = (*at, *problem.at)
    said = _said(first, problem, fields_of(model, at[:-1]), at)
    key = shown(".".join(str(part) for part in at))
    return f"{_where(name, at, lines)}: " + (f"'{key}' {said}" if at else said)


def _said(first: Any, problem: Any, known: dict[str, FieldInfo], at: tuple) -> str:
    kind, context, value = first["type"], first.get("ctx", {}), _text(first["input"])
    field = known.get(at[-1]) if at and isinstance(at[-1], str) else None
    if kind == "extra_forbidden":
        hint = nearest(at[-1], known)
        return "is not a known key" + (hint or (f" (known: {', '.join(known)})" if known else ""))
    if kind == "missing":
        return "is missing"
    if kind == "literal_error":
        allowed = context["expected"]
        return f"is {value}, allowed is {allowed}{nearest(first['input'], _words(allowed))}"
    if problem is not None:
        return shown(problem, 300)
    noun = _NOUNS.get(kind.removesuffix("_type").split("_")[0]) if kind.endswith("_type") else None
    if noun:
        return f"is {value}, it must be {noun}{_range(field)}"
    if kind in _LIMITS and field is not None and _range(field):
        return f"is {value}, allowed is{_range(field).removeprefix(',')}"
    if kind in _OTHERWISE:
        return f"is {value}, {_OTHERWISE[kind].format(**context)}"
    return f"is {value}: {first['msg'][0].lower()}{first['msg'][1:]}"


def _range(field: FieldInfo | None) -> str:
    """Return the limits of a number's field as words that follow a noun."""
    limits = {}
    for constraint in field.metadata if field else ():
        for name in ("ge", "gt", "le", "lt"):
            if (value := getattr(constraint, name, None)) is not None:
                limits[name] = f"{value:,}".removesuffix(".0")
    if {"ge", "le"} <= set(limits):
        return f", {limits['ge']} to {limits['le']}"
    words = {"gt": "more than", "ge": "at least", "le": "at most", "lt": "less than"}
    said = [f"{words[name]} {limits[name]}" for name in words if name in limits]
    return ", " + " and ".join(said) if said else ""


def _text(value: Any) -> str:
    """Return a value as short, safe text; a whole number may be longer than Python will print."""
    if isinstance(value, int) and abs(value) >= 10**30:
        return "a number of more than 30 digits"
    if isinstance(value, str):
        return f"'{shown(value)}'" if value else "empty"
    return shown(value)


def _where(name: str, at: tuple[str | int, ...], lines: Lines) -> str:
    for length in range(len(at), -1, -1):
        if at[:length] in lines:
            return f"{name}, line {lines[at[:length]]}"
    return name


def _words(expected: str) -> list[str]:
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _noun_of(tree: Any) -> str:
    if tree is None:
        return "nothing"
    return {"str": "text", "list": "a list", "int": "a number", "float": "a number"}.get(
        type(tree).__name__, f"a {type(tree).__name__}"
    )


def _model_inside(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_inside(inner)
        if found is not None:
            return found
    return None
