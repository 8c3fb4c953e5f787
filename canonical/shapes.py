"""Canonical requests and results of every operation: typed classes, and plain values to them.

Media have classes that people program against (`requests`, `results`); for every other operation
a class is made out of its row, the first time it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeVar, cast

import attrs

from .operations import OPERATIONS, Field
from .requests import REQUESTS, Request
from .results import RESULTS, MediaFile, Result, many_files
from .vocabulary import UNSET, Payload

T = TypeVar("T", Request, Result)
_PLAIN: Final = ("any", "record", "list", "map")
"""Kinds whose values stay plain objects and lists."""


@cache
def request_class(api: str) -> type[Request]:
    """The class of an operation's requests; raises `KeyError` for no known operation."""
    return REQUESTS.get(api) or _made(api, Request, OPERATIONS[api].options, "")


@cache
def result_class(api: str) -> type[Result]:
    """The class of an operation's results; raises `KeyError` for no known operation."""
    return RESULTS.get(api) or _made(api, Result, OPERATIONS[api].result, "Result")


def _made(api: str, base: type[T], fields: Mapping[str, Field], ending: str) -> type[T]:
    name = f"{api[:1].upper()}{api[1:]}{ending}"
    made = attrs.make_class(
        name,
        {key: _attribute(field) for key, field in fields.items()},
        bases=(base,),
        frozen=True,
        kw_only=True,
        eq=False,
        repr=False,
        class_body={"api": api, "__doc__": OPERATIONS[api].doc, "__module__": __name__},
    )
    return cast("type[T]", made)


def _attribute(field: Field) -> Any:
    metadata = {
        "kind": field.kind,
        "words": field.words,
        "neutral": field.neutral,
        "low": field.low,
        "high": field.high,
        "doc": field.doc,
        "field": field,
    }
    return attrs.field(
        default=UNSET, hash=False if field.kind in _PLAIN else None, metadata=metadata
    )


def request_of(api: str, plain: Mapping[str, Any]) -> Request:
    """The request of plain (JSON-like) values; lists become sets and tuples."""
    kind = request_class(api)
    values: Payload = {}
    for field in attrs.fields(kind):
        if field.name not in plain:
            continue
        value, of = plain[field.name], field.metadata["kind"]
        if of == "set" and value is not None:
            value = frozenset(value)
        elif isinstance(value, list) and of not in _PLAIN:
            value = tuple(value)
        values[field.name] = value
    return kind(**values)


def result_of(api: str, plain: Mapping[str, Any]) -> Result:
    """The result of plain (JSON-like) values."""
    kind = result_class(api)
    values: Payload = {}
    for field in attrs.fields(kind):
        if field.name not in plain:
            continue
        value, many = plain[field.name], many_files(field)
        if many:
            value = tuple(MediaFile(**item) for item in value)
        elif many is not None and value is not None:
            value = MediaFile(**value)
        elif field.metadata["kind"] == "strings" and isinstance(value, list):
            value = tuple(value)
        values[field.name] = value
    return kind(**values)
