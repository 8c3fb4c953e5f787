"""Fields of canonical requests as callers and scenario files give them: checked before use."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import attrs

from ...canonical import requests, results, shapes
from ...canonical.errors import InputError, did_you_mean, shown, wrong
from ...canonical.operations import OPERATIONS, Field
from ...canonical.vocabulary import NO_COMPRESSION, UNSET, in_order

_EXTRA: Final = Field("object")


def request_of(api: str, fields: Mapping[str, Any]) -> requests.Request:
    """The request of an API with these canonical fields.

    A single text stands for a list of one. Numbers are not held to a range here: what a client
    does beyond its range is the client's. Raises InputError naming API and field.
    """
    if not isinstance(api, str):
        raise wrong("the name of an API", api)
    if api not in OPERATIONS:
        raise InputError(f"unknown API {api[:60]!r}; {did_you_mean(api, OPERATIONS, 'APIs')}")
    known_fields(api, fields)
    known = OPERATIONS[api].options
    values: dict[str, Any] = {}
    for name, value in fields.items():
        try:
            values[name] = _value(known.get(name, _EXTRA), value)
        except InputError as error:
            raise InputError(error.reason, place=f"{api}.{name}{error.place}") from None
    return shapes.request_of(api, values)


def checked(value: Any) -> requests.Request:
    """A request whose fields have the right types; raises InputError for anything else."""
    if not isinstance(value, requests.Request) or value.api not in OPERATIONS:
        raise wrong("a canonical request such as ChooseImage(count=3)", value)
    fields = {
        field.name: item
        for field in attrs.fields(type(value))
        if (item := getattr(value, field.name)) is not UNSET
    }
    return request_of(value.api, fields)


def checked_result(value: Any) -> results.Result:
    """A result whose fields have the right types; raises InputError for anything else."""
    if not isinstance(value, results.Result) or value.api not in OPERATIONS:
        raise wrong("a canonical result such as ChooseImageResult(images=(…,))", value)
    _checked_fields(value, value.api)
    return value


def _checked_fields(value: results.Result | results.MediaFile, place: str) -> None:
    for field in attrs.fields(type(value)):
        item = getattr(value, field.name)
        here, kind = f"{place}.{field.name}", field.metadata["kind"]
        if item is UNSET or (item is None and kind != "files"):
            continue
        files = item if kind == "files" else [item] if kind == "file" else []
        if not isinstance(files, (list, tuple)):
            raise wrong("a tuple of MediaFile", files, place=here)
        for number, file in enumerate(files):
            at = f"{here}[{number}]" if kind == "files" else here
            if not isinstance(file, results.MediaFile):
                raise wrong("a MediaFile", file, place=at)
            _checked_fields(file, at)
        check = {"integer": _number, "number": _number, "extra": _object}.get(kind, _string)
        if kind not in ("files", "file"):
            try:
                check(_EXTRA, item)
            except InputError as error:
                raise InputError(error.reason, place=here) from None


def known_fields(api: str, names: Iterable[str]) -> None:
    """Nothing, when all are fields of the API. Raises InputError with the nearest."""
    known = OPERATIONS[api].options
    for name in names:
        if name not in known and name != "extra":
            raise InputError(
                f"unknown field {name[:60]!r}; {did_you_mean(name, known, 'fields')}", place=api
            )


def _value(field: Field, value: Any) -> Any:
    return None if value is None else _CHECKS[field.kind](field, value)


def _number(_field: Field, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(f"expected a number, got {shown(value)}")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _whole(field: Field, value: Any) -> Any:
    number = _number(field, value)
    if isinstance(number, float):
        raise InputError(f"expected a whole number, got {number}")
    return number


def _quality(field: Field, value: Any) -> Any:
    if value == NO_COMPRESSION:
        return value
    if isinstance(value, str):
        raise InputError(f'expected a number or "{NO_COMPRESSION}", got {shown(value)}')
    return _number(field, value)


def _boolean(_field: Field, value: Any) -> Any:
    if not isinstance(value, bool):
        raise InputError(f"expected true or false, got {shown(value)}")
    return value


def _string(_field: Field, value: Any) -> Any:
    if not isinstance(value, str):
        raise InputError(f"expected a string, got {shown(value)}")
    return value


def _word(field: Field, value: Any) -> Any:
    words = field.words
    if _string(field, value) not in words:
        raise InputError(f"unknown word {value[:60]!r}; {did_you_mean(value, words, 'words')}")
    return value


def _each(check: Callable[[Field, Any], Any]) -> Callable[[Field, Any], list[Any]]:
    def checked(field: Field, value: Any) -> list[Any]:
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, (list, tuple, set, frozenset)):
            raise InputError(f"expected a list, got {shown(value)}")
        found: list[Any] = []
        for number, item in enumerate(several):
            try:
                found.append(check(field, item))
            except InputError as error:
                raise InputError(error.reason, place=f"[{number}]{error.place}") from None
        return found

    return checked


def _words(field: Field, value: Any) -> list[Any]:
    return list(in_order(frozenset(_each(_word)(field, value)), field.words))


def _object(_field: Field, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise InputError(f"expected an object, got {shown(value)}")
    return dict(value)


def _source(field: Field, value: Any) -> Any:
    source = _object(field, value)
    for key in ("url", "kind", "poster"):
        if key in source or key == "url":
            _string(field, source.get(key))
    return source


_CHECKS: Final[dict[str, Callable[[Field, Any], Any]]] = {
    "integer": _whole,
    "index": _whole,
    "number": _number,
    "quality": _quality,
    "boolean": _boolean,
    "string": _string,
    "path": _string,
    "enum": _word,
    "set": _words,
    "paths": _each(_string),
    "strings": _each(_string),
    "object": _object,
    "media_sources": _each(_source),
    "any": lambda _field, value: value,
}
"""By the kind of a field: its check, which gives the plain value."""
