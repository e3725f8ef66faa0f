"""What all parts of a scenario share: frozen, strict models whose errors are one sentence."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from sim.errors import AddaError, Said, nearest, one_of, shown
from sim.words import N_
from sim.yaml_text import Lines, write_yaml

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)  # it has no public name

# What pydantic calls the kinds of value, and what we do.
_NOUNS = {
    "float": N_("a number"),
    "int": N_("a whole number"),
    "string": N_("text"),
    "bool": N_("true or false"),
    "tuple": N_("a list"),
    "dict": N_("keys and values"),
    "model": N_("keys and values"),
}
_OTHERWISE = {
    "finite_number": N_("it must be a number"),
    "int_parsing_size": N_("a number too large"),
    "string_pattern_mismatch": N_("allowed are the letters a-z, digits and _"),
    "string_too_short": N_("it needs at least {min_length} letter"),
    "string_too_long": N_("it may have at most {max_length} letters"),
    "string_unicode": N_("it must be text"),
    "too_short": N_("it needs at least {min_length} entry"),
    "too_long": N_("it may have at most {max_length} entries"),
    "invalid_key": N_("a key must be a word"),
}
_ENDS = {
    "gt": N_("more than {limit}"),
    "ge": N_("at least {limit}"),
    "le": N_("at most {limit}"),
    "lt": N_("less than {limit}"),
}
_LIMITS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")


class _Made(ModelMetaclass):
    """Lets a part that is made by a call fail with our sentence instead of pydantic's page."""

    def __call__(cls, *args: Any, **fields: Any) -> Any:
        try:
            return super().__call__(*args, **fields)
        except ValidationError as error:
            model: Any = cls
            raise AddaError(sentence(error, model, f"sim.{cls.__name__}(...)", {})) from None


class Part(BaseModel, metaclass=_Made):
    """A frozen, strict piece of a scenario: unknown keys, wrong types and NaN are errors."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True
    )

    @classmethod
    def parse(cls, tree: Any, name: Said | str, lines: Lines | None = None) -> Self:
        """Validate `tree` (maps, lists, scalars) that came from `name`.

        Raises AddaError with one sentence: where, which key, what is allowed, nearest known name.
        """
        where = _where(name, (), lines or {})
        if not isinstance(tree, dict):
            raise AddaError(
                "{where}: expected keys and values, found {found}",
                where=where,
                found=_noun_of(tree),
            )
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

    def __init__(self, said: Said, *at: str | int):
        super().__init__(said)
        self.said, self.at = said, at


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


def sentence(
    error: ValidationError, model: type[BaseModel], name: Said | str, lines: Lines
) -> Said:
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
    where = _where(name, at, lines)
    if not at:
        return Said("{where}: {said}", where=where, said=said)
    return Said("{where}: '{key}' {said}", where=where, key=key, said=said)


def _said(first: Any, problem: Any, known: dict[str, FieldInfo], at: tuple) -> Said:
    kind, context, value = first["type"], first.get("ctx", {}), _text(first["input"])
    field = known.get(at[-1]) if at and isinstance(at[-1], str) else None
    if kind == "extra_forbidden":
        hint = nearest(at[-1], known)
        if known and not hint:
            return Said("is not a known key (known: {known})", known=", ".join(known))
        return Said("is not a known key{hint}", hint=hint)
    if kind == "missing":
        return Said("is missing")
    if kind == "literal_error":
        allowed = _words(context["expected"])
        return Said(
            "is {value}, allowed is {allowed}{hint}",
            value=value,
            allowed=one_of([f"'{word}'" for word in allowed]),
            hint=nearest(first["input"], allowed),
        )
    if problem is not None:
        return getattr(problem, "said", None) or Said("{said}", said=shown(problem, 300))
    noun = _NOUNS.get(kind.removesuffix("_type").split("_")[0]) if kind.endswith("_type") else None
    if noun:
        limits = _range(field)
        if limits is None:
            return Said("is {value}, it must be {noun}", value=value, noun=Said(noun))
        return Said(
            "is {value}, it must be {noun}, {limits}", value=value, noun=Said(noun), limits=limits
        )
    if kind in _LIMITS and (limits := _range(field)) is not None:
        return Said("is {value}, allowed is {limits}", value=value, limits=limits)
    if kind in _OTHERWISE:
        rule = Said(_OTHERWISE[kind], **context)
        return Said("is {value}, {rule}", value=value, rule=rule)
    return Said("is {value}: {message}", value=value, message=first["msg"])


def _range(field: FieldInfo | None) -> Said | None:
    """Return the limits of a number's field in words; None where it has none."""
    limits: dict[str, float] = {}
    for constraint in field.metadata if field else ():
        for name in ("ge", "gt", "le", "lt"):
            if (value := getattr(constraint, name, None)) is not None:
                limits[name] = value
    if {"ge", "le"} <= set(limits):
        return Said("{low} to {high}", low=limits["ge"], high=limits["le"])
    said = [Said(_ENDS[name], limit=limits[name]) for name in _ENDS if name in limits]
    if len(said) == 2:
        return Said("{one} and {other}", one=said[0], other=said[1])
    return said[0] if said else None


def _text(value: Any) -> Said | str:
    """Return a value as short, safe text; a whole number may be longer than Python will print."""
    if isinstance(value, int) and abs(value) >= 10**30:
        return Said("a number of more than 30 digits")
    if isinstance(value, str):
        return f"'{shown(value)}'" if value else Said("empty")
    return shown(value)


def _where(name: Said | str, at: tuple[str | int, ...], lines: Lines) -> Said | str:
    for length in range(len(at), -1, -1):
        if at[:length] in lines:
            return Said("{name}, line {line}", name=name, line=lines[at[:length]])
    return name


def _words(expected: str) -> list[str]:
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _noun_of(tree: Any) -> Said | str:
    if tree is None:
        return Said("nothing")
    kinds = {"str": "string", "list": "tuple", "int": "float", "float": "float"}
    kind = type(tree).__name__
    return Said(_NOUNS[kinds[kind]]) if kind in kinds else kind


def _model_inside(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_inside(inner)
        if found is not None:
            return found
    return None
