"""Views: how compiled code reads records and arrays that Python made, by their addresses.

A `Struct` is the address of one record, `Rows` the address of many in a row. Numbers are loaded as
int64, uint64 or float64 and stored once in the width that the array has, as the Mesa engine does.
Nothing is counted, boxed or copied, so handing a whole run to a function costs one register.
"""

# ruff: noqa: ARG001 - the compiler decides what its hooks are called with
import operator
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_getattr,
    infer_global,
    signature,
)
from numba.extending import (
    intrinsic,
    lower_builtin,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
)

_BYTE = ir.IntType(8)
_BYTES = _BYTE.as_pointer()
_INT = ir.IntType(64)
_WIDTH = {"1": ir.IntType(8), "2": ir.IntType(16), "4": ir.IntType(32), "8": _INT}


class Field(NamedTuple):
    """One field of a record: where it is, how it is stored, and as what it is seen."""

    offset: int
    stored: str  # "f4", "i8", ...; "->" for an address; "" for a record inside the record
    seen: types.Type


class Struct(types.Type):
    """The address of a record; its fields stand in `FIELDS` under its name."""

    def __init__(self, name: str):
        super().__init__(name=f"Struct({name})")


class Rows(types.Type):
    """The address of the first of many numbers or records in a row.

    size: bytes from one to the next. 1: they are looked up by their distance from the first.
    """

    def __init__(self, element: "str | Struct", size: int | None = None):
        self.element, self.size = element, sizes(element) if size is None else size
        super().__init__(name=f"Rows({element}, {self.size})")


FIELDS: dict[str, dict[str, Field]] = {}
SIZES: dict[str, int] = {}


def sizes(element: "str | Struct") -> int:
    """Return the bytes from one element to the next."""
    return SIZES[element.name] if isinstance(element, Struct) else int(element[1])


def declare(name: str, dtype: np.dtype, seen: Mapping[str, types.Type] | None = None) -> Struct:
    """Declare a record of this numpy type, and return what compiled code knows it as.

    seen: what the fields are that are not plain numbers: addresses (Rows) or records (Struct).
    """
    struct, found = Struct(name), {}
    for field, (kind, offset, *_title) in (dtype.fields or {}).items():
        found[field] = _field(kind, offset, (seen or {}).get(field))
    FIELDS[struct.name], SIZES[struct.name] = found, dtype.itemsize
    return struct


def _field(kind: np.dtype, offset: int, seen: types.Type | None) -> Field:
    if kind.subdtype is not None:
        return Field(offset, "", Rows(_stored(kind.subdtype[0])))
    if isinstance(seen, Rows):
        return Field(offset, "->", seen)
    if seen is not None:
        return Field(offset, "", seen)
    return Field(offset, _stored(kind), number(_stored(kind)))


def _stored(kind: np.dtype) -> str:
    return f"{'u' if kind.kind == 'b' else kind.kind}{kind.itemsize}"


def number(stored: str) -> types.Type:
    """Return as what compiled code sees a stored number: always 64 bits wide."""
    if stored[0] == "f":
        return types.float64
    return types.uint64 if stored == "u8" else types.int64


# how the compiler treats them -------------------------------------------------------------------


@register_model(Struct)
@register_model(Rows)
class _Address(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: types.Type):
        super().__init__(manager, kind, _BYTES)


@infer_getattr
class _Attribute(AttributeTemplate):
    key = Struct

    def generic_resolve(self, value, attribute):  # type: ignore[override]
        field = FIELDS[value.name].get(attribute)
        return field.seen if field else None


@lower_getattr_generic(Struct)
def _get_field(context, builder, kind, value, attribute):
    field = FIELDS[kind.name][attribute]
    place = builder.gep(value, [_INT(field.offset)])
    if field.stored == "":
        return place
    if field.stored == "->":
        return builder.load(builder.bitcast(place, _BYTES.as_pointer()))
    return _load(builder, place, field.stored)


@lower_setattr_generic(Struct)
def _set_field(context, builder, sig, arguments, attribute):
    value, new = arguments
    field = FIELDS[sig.args[0].name][attribute]
    if field.stored in ("", "->"):
        raise TypeError(f"'{attribute}' is no number and cannot be set")
    _store(builder, builder.gep(value, [_INT(field.offset)]), new, field.stored)


@infer_global(operator.getitem)
class _GetRow(AbstractTemplate):
    def generic(self, arguments, named):
        rows, at = arguments
        if isinstance(rows, Rows) and isinstance(at, types.Integer):
            return signature(_seen(rows), rows, types.int64)
        return None


@infer_global(operator.setitem)
class _SetRow(AbstractTemplate):
    def generic(self, arguments, named):
        rows, at, _value = arguments
        if isinstance(rows, Rows) and isinstance(at, types.Integer):
            return signature(types.none, rows, types.int64, _seen(rows))
        return None


@lower_builtin(operator.getitem, Rows, types.int64)
def _get_row(context, builder, sig, arguments):
    rows, place = sig.args[0], _place(builder, sig.args[0], *arguments)
    return place if isinstance(rows.element, Struct) else _load(builder, place, rows.element)


@lower_builtin(operator.setitem, Rows, types.int64, types.Any)
def _set_row(context, builder, sig, arguments):
    rows, (base, at, new) = sig.args[0], arguments
    _store(builder, _place(builder, rows, base, at), new, rows.element)


def _seen(rows: Rows) -> types.Type:
    return rows.element if isinstance(rows.element, Struct) else number(rows.element)


def _place(builder, rows, base, at):
    return builder.gep(base, [builder.mul(at, _INT(rows.size))])


def _load(builder, place, stored):
    if stored == "f8":
        return builder.load(builder.bitcast(place, ir.DoubleType().as_pointer()))
    if stored == "f4":
        narrow = builder.load(builder.bitcast(place, ir.FloatType().as_pointer()))
        return builder.fpext(narrow, ir.DoubleType())
    found = builder.load(builder.bitcast(place, _WIDTH[stored[1]].as_pointer()))
    if stored[1] == "8":
        return found
    return builder.sext(found, _INT) if stored[0] == "i" else builder.zext(found, _INT)


def _store(builder, place, value, stored):
    if stored == "f4":
        value = builder.fptrunc(value, ir.FloatType())
    elif stored[0] != "f" and stored[1] != "8":
        value = builder.trunc(value, _WIDTH[stored[1]])
    builder.store(value, builder.bitcast(place, value.type.as_pointer()))


# what compiled code can do besides --------------------------------------------------------------


def reader(struct: Struct) -> Any:
    """Return a compiled function that sees the record at an address (int64)."""

    @intrinsic
    def record_at(context, address):
        def generate(context, builder, sig, arguments):
            return builder.inttoptr(arguments[0], _BYTES)

        return struct(types.int64), generate

    return record_at


def _prefetch(context, rows, at):
    """Ask for a row before it is needed, so that its way from memory is hidden."""

    def generate(context, builder, sig, arguments):
        place = _place(builder, rows, *arguments)
        flags = [ir.IntType(32)] * 3
        kind = ir.FunctionType(ir.VoidType(), [_BYTES, *flags])
        name = "llvm.prefetch.p0"
        known = builder.module.globals.get(name)
        function = known or ir.Function(builder.module, kind, name)
        builder.call(function, [place, *(f(v) for f, v in zip(flags, (0, 3, 1), strict=True))])
        return context.get_dummy_value()

    return types.none(rows, types.int64), generate


def _call(context, address, argument):
    """Call a C function of one int64, by its address. Returns its int64."""

    def generate(context, builder, sig, arguments):
        kind = ir.FunctionType(_INT, [_INT]).as_pointer()
        return builder.call(builder.inttoptr(arguments[0], kind), [arguments[1]])

    return types.int64(types.int64, types.int64), generate


prefetch: Any = intrinsic(_prefetch)
call: Any = intrinsic(_call)
