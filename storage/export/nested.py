"""Records as nested Parquet: the JSON's own names and shape, one row for each file or entry.

The schema comes from the record's dataclasses, never from the data: two exports can be joined.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, BinaryIO, Union, get_args, get_origin, get_type_hints

from prescription.json import json_key
from prescription.record import Box, Document, Draft, Source
from storage.entries import Entry
from storage.export.parquet import need_pyarrow, write_rows

Convert = Callable[[Any], Any]


def write_nested(documents: Iterable[Document], stream: BinaryIO) -> int:
    """Write one row a document; how many. Raises MissingExtra."""
    pa = need_pyarrow()
    return write_rows(map(nested_value, documents), pa.schema(_fields(Document)), stream)


def write_nested_entries(entries: Iterable[Entry], stream: BinaryIO) -> int:
    """Write one row an entry, named as in its JSON line; how many. Raises MissingExtra."""
    pa = need_pyarrow()
    known = [
        ("number", pa.int64()),
        ("recordedAt", _type(datetime)),
        ("recordedBy", pa.string()),
        ("confirmedAt", _type(datetime)),
        ("confirmedBy", pa.string()),
        ("corrects", pa.int64()),
        ("source", _type(Source)),
        ("prescription", _type(Draft)),
    ]
    return write_rows(map(_entry_value, entries), pa.schema(known), stream)


def _entry_value(entry: Entry) -> Any:
    return {
        "number": entry.number,
        "recordedAt": entry.recorded_at,
        "recordedBy": entry.recorded_by,
        "confirmedAt": entry.prescription.confirmed_at,
        "confirmedBy": entry.prescription.confirmed_by,
        "corrects": entry.corrects,
        "source": _converter(Source)(entry.source),
        "prescription": _converter(Draft)(entry.prescription.content),
    }


def nested_value(document: Document) -> Any:
    """A document as mappings and lists of what Arrow takes."""
    return _converter(Document)(document)


def nested_type(kind: Any) -> Any:
    """The column type for values of a record's dataclass. Raises MissingExtra."""
    return _type(kind)


@cache
def _converter(kind: Any) -> Convert:
    """How values of a field's type become Arrow's: worked out once for each type."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (arm for arm in get_args(kind) if arm is not type(None))
        given = _converter(kind)
        return given if given is _same else lambda value: None if value is None else given(value)
    if get_origin(kind) is tuple:
        item = _converter(get_args(kind)[0])
        return list if item is _same else lambda value: [item(each) for each in value]
    if kind is Box:
        return Box._asdict
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = [
            (json_key(f.name), attrgetter(f.name), _converter(hints[f.name]))
            for f in fields(kind)
            if f.metadata.get("json") != "never"
        ]
        return lambda value: {key: convert(get(value)) for key, get, convert in parts}
    if issubclass(kind, Enum):
        return attrgetter("value")
    if kind is int:
        return whole_number
    return float if kind is Decimal else _same


def whole_number(value: int) -> int | None:
    """The number, unless it is none that 64 bits hold: no count on a prescription is."""
    return value if abs(value) < 2**63 else None


def _same(value: Any) -> Any:
    return value


def _fields(kind: Any) -> list[Any]:
    pa = need_pyarrow()
    hints = get_type_hints(kind)
    return [
        pa.field(json_key(f.name), _type(hints[f.name]))
        for f in fields(kind)
        if f.metadata.get("json") != "never"
    ]


def _type(kind: Any) -> Any:
    """The column type of a field's type; a number is a double, which holds 15 digits exactly."""
    pa = need_pyarrow()
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (arm for arm in get_args(kind) if arm is not type(None))
        return _type(kind)
    if get_origin(kind) is tuple:
        return pa.list_(_type(get_args(kind)[0]))
    if kind is Box:
        return pa.struct([(name, pa.int64()) for name in Box._fields])
    if is_dataclass(kind):
        return pa.struct(_fields(kind))
    if issubclass(kind, Enum):
        return pa.string()
    return _scalars(pa)[kind]


def _scalars(pa: Any) -> dict[type, Any]:
    return {
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        Decimal: pa.float64(),
        date: pa.date32(),
        time: pa.time64("us"),
        datetime: pa.timestamp("us", tz="UTC"),
    }
