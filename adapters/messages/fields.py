"""Fields of canonical requests as callers and scenario files give them: checked before use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from ...canonical import requests, results, shapes
from ...canonical.errors import InputError, did_you_mean, wrong
from ...canonical.operations import OPERATIONS, Field
from ...canonical.vocabulary import UNSET, Payload
from ..plan.kinds import KINDS

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
    values: Payload = {}
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
        many = results.many_files(field)
        if item is UNSET or (item is None and not many):
            continue
        if many is not None:
            files = item if many else [item]
            if not isinstance(files, (list, tuple)):
                raise wrong("a tuple of MediaFile", files, place=here)
            for number, file in enumerate(files):
                at = f"{here}[{number}]" if many else here
                if not isinstance(file, results.MediaFile):
                    raise wrong("a MediaFile", file, place=at)
                _checked_fields(file, at)
        else:
            try:
                meant = field.metadata.get("field", _EXTRA)
                KINDS[meant.kind if kind == "extra" else kind].check_result(meant, item)
            except InputError as error:
                raise InputError(error.reason, place=f"{here}{error.place}") from None


def known_fields(api: str, names: Iterable[str]) -> None:
    """Nothing, when all are fields of the API. Raises InputError with the nearest."""
    known = OPERATIONS[api].options
    for name in names:
        if name not in known and name != "extra":
            raise InputError(
                f"unknown field {name[:60]!r}; {did_you_mean(name, known, 'fields')}", place=api
            )


def _value(field: Field, value: Any) -> Any:
    return None if value is None else KINDS[field.kind].check(field, value)
