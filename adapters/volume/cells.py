"""Values of tables and frames as JSON has them: what no word of JSON is, as what it says.

Bytes are the UTF-8 that old writers of Parquet leave unmarked, decimals numbers, maps objects,
arrays of NumPy lists; dates are ISO 8601. What is missing in a struct is not there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import orjson

_SAYS: Final = orjson.OPT_NON_STR_KEYS
_MOST_DIGITS: Final = 300
"""Of a decimal that is whole: more are a text."""

Shaped = Callable[[Any], Any]


def dumped(value: Any) -> bytes:
    """A value as JSON on one line; what JSON cannot say is a line that is no message."""
    try:
        return orjson.dumps(value, default=as_json, option=_SAYS)
    except (TypeError, RecursionError):
        pass  # among them whole numbers of more than 64 bits
    try:
        text = json.dumps(value, default=as_json, ensure_ascii=False, allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError):
        return b'"a row that JSON cannot say"'


def as_json(value: Any) -> Any:
    """What JSON has no word for."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return text_of(bytes(value))
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    if missing(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        return (value.astype(str) if value.dtype.kind in "mM" else value).tolist()
    return str(value)


def text_of(data: bytes) -> str:
    """Bytes as the text that they are, be it padded with zeros, else in hexadecimal."""
    padded = data.rstrip(b"\0")
    try:
        text = padded.decode()
    except UnicodeDecodeError:
        return data.hex()
    seen = text.isprintable() or not padded.translate(None, _TEXT)
    return text if seen and bool(text) == bool(data) else data.hex()


_TEXT: Final = bytes({*range(9, 14), *range(32, 127), *range(128, 256)})
"""Bytes that stand in texts, blanks among them."""


def _number(value: Decimal) -> int | float | str | None:
    if not value.is_finite():
        return None
    if value.adjusted() < _MOST_DIGITS and value == value.to_integral_value():
        return int(value)
    made = float(value)
    return made if Decimal(repr(made)) == value else str(value)


def missing(value: Any) -> bool:
    """Whether a value is pandas' word for one that is not there."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


# --- Arrow --------------------------------------------------------------------------------------


def plainly(column: Any) -> Any:
    """A chunked array of Arrow as one of the values themselves, however they are stored: by a
    dictionary, by runs, under a name of its own."""
    import pyarrow as pa

    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return plainly(column.cast(kind.storage_type))
    if pa.types.is_dictionary(kind):
        return plainly(column.cast(kind.value_type))
    if pa.types.is_run_end_encoded(kind):
        import pyarrow.compute as pc

        return plainly(pc.call_function("run_end_decode", [column]))
    return column


def values_of(column: Any) -> list[Any]:
    """The values of an array of Arrow, as JSON has them."""
    column = plainly(column)
    shape = shaped(column.type)
    return column.to_pylist() if shape is None else [shape(item) for item in column.to_pylist()]


def shaped(kind: Any) -> Shaped | None:
    """What makes JSON's values of those that Arrow gives of a type; None where they are."""
    import pyarrow as pa

    test = pa.types
    if isinstance(kind, pa.BaseExtensionType):
        return shaped(kind.storage_type)
    if test.is_dictionary(kind) or test.is_run_end_encoded(kind):
        return shaped(kind.value_type)
    if test.is_struct(kind):
        return _struct(
            {kind.field(at).name: shaped(kind.field(at).type) for at in range(len(kind))}
        )
    if test.is_map(kind):
        return _map(shaped(kind.key_type), shaped(kind.item_type))
    if test.is_list(kind) or test.is_large_list(kind) or test.is_fixed_size_list(kind):
        return _list(shaped(kind.value_type))
    if is_binary(kind):
        return lambda item: item if item is None else text_of(item)
    if test.is_nested(kind):  # views of lists, unions
        return _list(shaped(kind.value_type)) if hasattr(kind, "value_type") else None
    return None


def is_binary(kind: Any) -> bool:
    """Whether a type of Arrow is one of bytes."""
    import pyarrow as pa

    test = pa.types
    return bool(
        test.is_binary(kind)
        or test.is_large_binary(kind)
        or test.is_fixed_size_binary(kind)
        or test.is_binary_view(kind)
    )


def _struct(members: Mapping[str, Shaped | None]) -> Shaped:
    """A struct without its nulls: a null column of a struct is a field that is not there."""

    def shape(value: Any) -> Any:
        if value is None:
            return None
        made = {}
        for key, item in value.items():
            if item is not None:
                inner = members.get(key)
                made[key] = item if inner is None else inner(item)
        return made

    return shape


def _list(inner: Shaped | None) -> Shaped | None:
    if inner is None:
        return None
    return lambda value: value if value is None else [inner(item) for item in value]


def _map(key: Shaped | None, inner: Shaped | None) -> Shaped:
    """A map as an object; one that has a key twice stays the pairs that it is."""

    def shape(value: Sequence[Any] | None) -> Any:
        if value is None:
            return None
        pairs = [
            [name if key is None else key(name), item if inner is None else inner(item)]
            for name, item in value
        ]
        made = {name if isinstance(name, str) else str(name): item for name, item in pairs}
        return made if len(made) == len(pairs) else pairs

    return shape
