"""One reply as one row: the same columns for every vendor and API.

``files`` holds the files of a reply; an API that tells of one file (getImageInfo, saveFile)
gives a list of one; the fields of what tells of none (request, login) are in ``extra``. Absent is
null. Units are those of `canonical.results`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import orjson

from ...canonical import results
from ...canonical.diagnostics import Diagnostic, Translation
from ...canonical.failures import Failure
from ...canonical.operations import OPERATIONS
from ...canonical.vocabulary import Payload
from ..lines.stream import LineSettings, Outcome, opened
from ..messages.translate import normalize
from ..plan.kinds import KINDS
from ..plan.pair import view

TEXT: Final = "string"
WHOLE: Final = "int64"
REAL: Final = "float64"

FILE: Final[dict[str, str]] = {
    "path": TEXT,
    "size": WHOLE,
    "kind": TEXT,
    "width": WHOLE,
    "height": WHOLE,
    "duration": REAL,
    "orientation": WHOLE,
    "format": TEXT,
    "size_kb": REAL,
    "fps": REAL,
    "bitrate": REAL,
    "thumbnail": TEXT,
    "name": TEXT,
    "time": WHOLE,
    "digest": TEXT,
}
"""Columns of a file. ``container`` of a video stands in ``format``."""

DIAGNOSTIC: Final[dict[str, str]] = {
    "code": TEXT,
    "severity": TEXT,
    "loss": TEXT,
    "place": TEXT,
    "message": TEXT,
}
EXTRA: Final[dict[str, str]] = {"name": TEXT, "value": TEXT}
COLUMNS: Final[dict[str, Any]] = {
    "vendor": TEXT,
    "client": TEXT,
    "api": TEXT,
    "ok": "bool",
    "kind": TEXT,
    "detail": TEXT,
    "code": TEXT,
    "message": TEXT,
    "media": TEXT,
    "files": [FILE],
    "extra": [EXTRA],
    "diagnostics": [DIAGNOSTIC],
    "envelope": TEXT,
}
"""Column -> type; a list of one table is a list of structs. ``extra``: fields no profile knows,
values other than strings as JSON. ``envelope``: the line's other keys as one object of JSON, where
they are wanted; `row` gives the object itself."""

RENAMED: Final = {"container": "format"}
"""Fields of a file whose column has another name."""


def row(settings: LineSettings, value: Any) -> Outcome:
    """The row of one parsed line; raises `InputError`. ``settings.write`` is not looked at."""
    made, told, rest = _row(settings, value)
    if settings.envelope and rest:
        made["envelope"] = rest
    return made, told


def timed_row(settings: LineSettings, value: Any) -> Outcome:
    """The row with what the envelope says of when it was, under ``when``: text or number."""
    made, told, rest = _row(settings, value)
    time = rest.get(settings.keys.time) if settings.keys.time else None
    if isinstance(time, str | int | float) and not isinstance(time, bool):
        made["when"] = time
    return made, told


def _row(settings: LineSettings, value: Any) -> tuple[Payload, tuple[Diagnostic, ...], Payload]:
    """The row of a line, what there is to say, and the other keys of its envelope."""
    api, payload, read, rest = opened(settings, value)
    got = normalize(api, payload, read=read, registry=settings.registry)
    client = view(read, settings.registry).profile.client
    made: dict[str, Any] = {
        "vendor": client.vendor,
        "client": read if read == str(client) else str(client),  # the line's own text is traced
        "api": got.api,
        "ok": not isinstance(got.value, Failure),
    }
    if isinstance(got.value, Failure):
        _failed(made, got.value)
    else:
        _done(made, results.to_plain(got.value), got.api)
    made["diagnostics"] = diagnostics(got)
    return made, got.diagnostics, rest


def _failed(made: dict[str, Any], failure: Failure) -> None:
    made["kind"] = failure.kind
    if failure.detail:
        made["detail"] = failure.detail
    if failure.code is not None:
        made["code"] = str(failure.code)
    if failure.message is not None:
        made["message"] = failure.message
    made["extra"] = _extra(failure.extra)


def of_file(api: str) -> bool:
    """Whether the result of an operation tells of a file of its own."""
    operation = OPERATIONS[api]
    columns = operation.family in ("media", "files") and not FILE.keys().isdisjoint(
        operation.result
    )
    return columns or any(KINDS[field.kind].files for field in operation.result.values())


def _done(made: dict[str, Any], plain: dict[str, Any], api: str) -> None:
    tells, holder = of_file(api), OPERATIONS[api].files
    extra = _extra(plain.pop("extra", {}))
    if "media" in plain:
        made["media"] = plain.pop("media")
    files = plain.get(holder)
    if isinstance(files, dict):
        files = [files]
    if files is None:
        files = [plain] if plain and tells else []
        extra += [] if tells else _extra(plain)
    made["files"] = []
    for index, file in enumerate(files):
        inner = dict(file.get("extra", {}))
        kept = {}
        for key, item in file.items():
            name = RENAMED.get(key, key)
            if name in FILE and _fits(FILE[name], item):
                kept[name] = item
            elif key != "extra":
                inner[key] = item
        made["files"].append(kept)
        extra += [{**item, "name": f"files[{index}].{item['name']}"} for item in _extra(inner)]
    made["extra"] = extra


def _fits(kind: str, value: Any) -> bool:
    """Whether a value can stand in a column; sizes of half a byte are out there."""
    if kind == WHOLE:
        return isinstance(value, int) and -(2**63) <= value < 2**63
    return value is not None


def _extra(found: Mapping[str, Any]) -> list[dict[str, str]]:
    """Fields and their values as text, in the order of their names: that of a message says
    nothing, and a shape that is known takes its fields in any."""
    return [
        {"name": name, "value": item if isinstance(item, str) else _text(item)}
        for name, item in sorted(found.items())
    ]


def _text(item: Any) -> str:
    try:
        return orjson.dumps(item, option=orjson.OPT_SORT_KEYS).decode()
    except orjson.JSONEncodeError:  # a whole number of more than 64 bits
        return json.dumps(item, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def diagnostics(got: Translation[Any]) -> list[dict[str, str]]:
    """The diagnostics of a translation, without what the row says already."""
    return [{name: getattr(item, name) for name in DIAGNOSTIC} for item in got.diagnostics]
