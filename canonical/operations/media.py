"""The media operations, out of the typed requests and results that people program against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from .. import requests, results
from ..vocabulary import UNSET
from .model import Field, Operation


def _field(metadata: Mapping[str, Any]) -> Field:
    return Field(
        metadata["kind"],
        metadata.get("words", ()),
        metadata.get("neutral", UNSET),
        metadata.get("low"),
        metadata.get("high"),
        metadata.get("doc", ""),
    )


def _fields(kind: type, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """The fields of a class by path, those of files inside it too; ``extra`` left out."""
    for field in attrs.fields(kind):
        many = results.many_files(field)
        if many is not None:
            yield from _fields(results.MediaFile, field.name + ("[]." if many else "."))
        elif field.metadata["kind"] != "extra":
            yield prefix + field.name, _field(field.metadata)


def _operation(name: str) -> Operation:
    asked = requests.REQUESTS[name]
    return Operation(
        name,
        "media",
        " ".join((asked.__doc__ or "").split()),
        dict(_fields(asked)),
        dict(_fields(results.RESULTS[name])),
        keeps=asked.keeps,
    )


OPERATIONS: Final = tuple(map(_operation, requests.REQUESTS))
