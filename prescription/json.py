"""The record's JSON: FHIR's camelCase names, exact numbers; unknown keys are refused.

The keys are the dataclasses' own field names, so the two cannot drift apart.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from prescription.record import Box, Document

T = TypeVar("T")
MOST_DIGITS = 15
"""Before or after the decimal point: beyond, a float would not hold the number exactly."""


class RecordError(ValueError):
    """The JSON is not a record; the message names the place."""


def dump(document: Document, *, indent: int | None = None) -> str:
    """The document as JSON text."""
    return json.dumps(to_json(document), ensure_ascii=False, indent=indent)


def load(text: str) -> Document:
    """The document that `dump` wrote. Raises RecordError when the text is not a record."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except ValueError as error:
        raise RecordError(f"not JSON: {error}") from None
    except RecursionError:
        raise RecordError("nested too deeply") from None
    return from_json(Document, value)


def to_json(value: Any) -> Any:
    """A record, or any part of it, as what `json.dumps` takes; empty fields are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            json_key(f.name): item
            for f in fields(value)
            if (when := f.metadata.get("json")) != "never"
            and ((item := to_json(getattr(value, f.name))) not in (None, []) or when == "always")
        }
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[T], value: Any) -> T:
    """The record of type `kind` that `to_json` wrote. Raises RecordError naming the bad place."""
    result: T = _read(kind, value, kind.__name__)
    return result


def _read(kind: Any, value: Any, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        (kind,) = (arm for arm in get_args(kind) if arm is not type(None))
        return _read(kind, value, place)
    if origin is tuple:
        items = _expect(list, [] if value is None else value, place)
        return tuple(_read(get_args(kind)[0], v, f"{place}[{i}]") for i, v in enumerate(items))
    if is_dataclass(kind):
        return _read_fields(kind, _expect(dict, value, place), place)
    if kind is Box:
        numbers = _expect(list, value, place)
        if len(numbers) != 4:
            raise RecordError(f"{place}: a box has four numbers")
        return Box(*(_expect(int, n, place) for n in numbers))
    try:
        if kind is Decimal:
            return _bounded(Decimal(_expect((int, Decimal), value, place)), place)
        if kind is float:
            return float(_expect((int, float, Decimal), value, place))
        if kind in (date, time):
            return kind.fromisoformat(_expect(str, value, place))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(_expect(str, value, place))
    except ValueError as error:
        raise RecordError(f"{place}: {error}") from None
    return _expect(kind, value, place)


def _read_fields(kind: Any, value: Mapping[str, Any], place: str) -> Any:
    kinds = _field_kinds(kind)
    unknown = value.keys() - kinds.keys()
    if unknown:
        raise RecordError(f"{place}: unknown key {min(unknown)!r}")
    given = {
        name: _read(hint, value[key], f"{place}.{key}")
        for key, (name, hint) in kinds.items()
        if value.get(key) is not None
    }
    try:
        return kind(**given)
    except TypeError:
        raise RecordError(f"{place}: a required key is missing") from None


def _bounded(number: Decimal, place: str) -> Decimal:
    # Written out, a number like 1e999999999 would fill the memory.
    if not -MOST_DIGITS <= number.adjusted() <= MOST_DIGITS:
        raise RecordError(f"{place}: the number is out of bounds")
    return number


def _expect(kind: Any, value: Any, place: str) -> Any:
    # bool is an int to Python, never to the record.
    wrong_bool = isinstance(value, bool) and kind is not bool
    if wrong_bool or not isinstance(value, kind):
        raise RecordError(f"{place}: unexpected {type(value).__name__}")
    return value


def _refuse_constant(name: str) -> Any:
    raise RecordError(f"{name} is no number of a record")


@cache
def _field_kinds(kind: Any) -> dict[str, tuple[str, Any]]:
    hints = get_type_hints(kind)
    written = (f for f in fields(kind) if f.metadata.get("json") != "never")
    return {json_key(f.name): (f.name, hints[f.name]) for f in written}


@cache
def json_key(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)
