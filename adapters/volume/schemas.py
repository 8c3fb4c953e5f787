"""What comes out, as schemas for those who store it: JSON Schema 2020-12, and Arrow's columns.

Of JSON: the lines of ``normalize`` (without ``--to``), their parts, and the report. Of Arrow: the
columns of `rows.COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...canonical.diagnostics import LOSSES, SEVERITIES
from ...canonical.errors import InputError, did_you_mean
from ...canonical.failures import KINDS as FAILURES
from ...canonical.operations import OPERATIONS, Field
from ...canonical.rules import RULES
from ..plan.kinds import KINDS
from .report import DRIFT, OUTCOMES
from .rows import COLUMNS, DIAGNOSTIC, TEXT

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_TEXT: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}


def schema_of(what: str, api: str | None = None) -> Schema:
    """The JSON Schema of one of `SCHEMAS`; of ``line`` and ``result``, of one operation alone.

    Raises `InputError` for an operation that there is not, or that has no result of its own.
    """
    if api is not None and what not in ("line", "result"):
        raise InputError(f"{what} is the same for every operation", place=api)
    if api is not None and api not in _told():
        raise InputError(f"no operation: {did_you_mean(api, _told(), 'operations')}", place=api)
    names = _told() if api is None else [api]
    return {"$schema": DRAFT, **SCHEMAS[what](names)}


def _told() -> list[str]:
    """The operations that messages may be of."""
    return [name for name, operation in OPERATIONS.items() if not operation.internal]


def _line(names: Sequence[str]) -> Schema:
    """A line of ``normalize``: a result or a failure."""
    return {
        "title": "mediaglot normalize: a line",
        "oneOf": [_success(names), _failed(names)],
        "$defs": {"diagnostic": _diagnostic(names)},
    }


def _success(names: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "required": ["api", "ok", "result"],
        "properties": {
            "api": {"enum": list(names)},
            "ok": {"const": True},
            "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}},
        },
        "allOf": [
            {
                "if": {"properties": {"api": {"const": name}}},
                "then": {"properties": {"result": _result_of(name)}},
            }
            for name in names
        ],
    }


def _failed(names: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "required": ["api", "ok", "failure"],
        "properties": {
            "api": {"enum": list(names)},
            "ok": {"const": False},
            "failure": _failure(names),
            "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}},
        },
    }


def _result(names: Sequence[str]) -> Schema:
    """The result of a line that is ok, by operation where there are several."""
    if len(names) == 1:
        return {"title": f"The result of {names[0]}", **_result_of(names[0])}
    return {"title": "Results", "$defs": {name: _result_of(name) for name in names}}


def _result_of(name: str) -> Schema:
    operation = OPERATIONS[name]
    properties: Schema = {}
    for path, field in operation.result.items():
        root, many, leaf = path.partition("[].")
        if not many:
            root, _, leaf = path.partition(".")
        if not leaf:
            properties[root] = described(field)
            continue
        holder = properties.setdefault(root, _files() if many else _file())
        inside = holder["items"] if many else holder
        inside["properties"][leaf] = described(field)
    return {
        "type": "object",
        "description": operation.doc,
        "properties": {**properties, **_EXTRA},
        "additionalProperties": False,
    }


_EXTRA: Final[Schema] = {
    "extra": {"type": "object", "description": "fields of the reply that no profile knows"}
}


def _file() -> Schema:
    return {"type": "object", "properties": dict(_EXTRA), "additionalProperties": False}


def _files() -> Schema:
    return {"type": "array", "items": _file()}


def described(field: Field) -> Schema:
    """The schema of a field, with what it is for and in what unit."""
    made = KINDS[field.kind].describe(field, described)
    if field.nullable:
        made = {"anyOf": [made, {"type": "null"}]}
    return {**made, "description": field.doc} if field.doc else made


def _failure(_names: Sequence[str]) -> Schema:
    """A failed call: its kind, and the vendor's own words."""
    kinds = "; ".join(f"{kind}: {told}" for kind, told in FAILURES.items())
    return {
        "title": "A failure",
        "type": "object",
        "required": ["kind", "code", "message"],
        "properties": {
            "kind": {"enum": list(FAILURES), "description": kinds},
            "code": {
                "type": ["integer", "string", "null"],
                "description": "the vendor's own; null where it gave none",
            },
            "message": {"type": ["string", "null"], "description": "the vendor's own"},
            "detail": {"type": "string", "description": "a finer cause"},
            "extra": {"type": "object", "description": "the reply's other fields"},
        },
        "additionalProperties": False,
    }


def _diagnostic(_names: Sequence[str]) -> Schema:
    """One thing that a translation has to say."""
    texts = {
        "message": "what there is to say",
        "place": "the field it is about",
        "api": "the operation",
        "read": "the client that was read",
        "write": "the client that was written; canonical for none",
    }
    evidence = ("source", "where", "checked", "grade")
    return {
        "title": "A diagnostic",
        "type": "object",
        "required": ["code", "severity", "loss", "message"],
        "properties": {
            "code": {"enum": sorted(RULES), "description": "the rule: mediaglot rule CODE"},
            "severity": {"enum": list(SEVERITIES)},
            "loss": {"enum": list(LOSSES)},
            **{name: {"type": "string", "description": told} for name, told in texts.items()},
            "evidence": {
                "type": "array",
                "items": _object(dict.fromkeys(evidence, _TEXT)),
            },
            "fix": _object({"text": _TEXT, "safe": {"type": "boolean"}}),
        },
        "additionalProperties": False,
    }


def _report(_names: Sequence[str]) -> Schema:
    """``mediaglot report --format json``."""
    counts = {"type": "object", "additionalProperties": _COUNT}
    sizes = ("files", "total", "mean", "p50", "p95", "largest")
    group = {
        **dict.fromkeys(("vendor", "client", "api"), _TEXT),
        "clients": {**_COUNT, "description": "clients told as this one: its versions, for example"},
        "calls": _COUNT,
        **dict.fromkeys(OUTCOMES, _COUNT),
        "kinds": counts,
    }
    optional = {
        **dict.fromkeys(("surface", "os", "version"), _TEXT),
        "files": _COUNT,
        "files_per_call": counts,
        "shapes": _rows({"fields": {"type": "array", "items": _TEXT}, "count": _COUNT}),
        "bytes": {
            **_object({**dict.fromkeys(sizes, _COUNT), "buckets": counts}),
            "description": "sizes of files in bytes; buckets: files up to a size of 1, 2, 5, 10, "
            "..., and larger than the one before",
        },
    }
    where = {"vendor": _TEXT, "api": _TEXT}
    code = {"type": ["string", "null"], "description": "the vendor's own"}
    top = {
        "lines": {**_COUNT, "description": "lines that are not blank"},
        "read": {**_COUNT, "description": "replies among them that could be read"},
        "bad": {**_COUNT, "description": "lines that could not"},
        "reasons": counts,
        "axis": {"oneOf": [{"type": "null"}, _axis("file", {}), _axis("clock", _OF_TIME)]},
        "groups": {"type": "array", "items": _object(group, optional)},
        "codes": _rows({**where, "kind": _TEXT, "code": _TEXT, "count": _COUNT}),
        "unknown": _rows(
            {
                **where,
                "code": code,
                "message": _TEXT,
                "os": {"type": "array", "items": _TEXT},
                "count": _COUNT,
            }
        ),
        "drift": _rows(
            {
                **where,
                "rule": {"enum": sorted(DRIFT)},
                "place": _TEXT,
                "count": _COUNT,
                "example": _TEXT,
            }
        ),
    }
    return {"title": "mediaglot report", **_object(top)}


_OF_TIME: Final[Schema] = {
    "step": {**_COUNT, "description": "the width of a bin, seconds"},
    "outside": {**_COUNT, "description": "replies far before or after the others, in no bin"},
    "without": {**_COUNT, "description": "replies that say no time that can be read"},
}


def _axis(by: str, more: Schema) -> Schema:
    """The axis of a report: its bins, and what each vendor and API comes to in them."""
    counts = {"type": "array", "items": _COUNT}
    at = {"type": "string", "description": "where a bin begins, in UTC; or a file's name"}
    where = {"vendor": _TEXT, "api": _TEXT}
    return _object(
        {
            "by": {"const": by},
            "bins": _rows({"at": at, "calls": _COUNT, **dict.fromkeys(OUTCOMES, _COUNT)}),
            "series": _rows({**where, **dict.fromkeys(OUTCOMES, counts)}),
            **more,
        }
    )


def _object(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _rows(row: Mapping[str, Any]) -> Schema:
    return {"type": "array", "items": _object(row)}


SCHEMAS: Final = {
    "line": _line,
    "result": _result,
    "failure": _failure,
    "diagnostic": _diagnostic,
    "report": _report,
}
"""What there are schemas of."""


def arrow_of(what: str) -> str:
    """The Arrow schema as pyarrow shows one, a field a line. Raises `InputError` for a report."""
    if what == "report":
        raise InputError("is no table: its schema is one of JSON", place=what)
    columns = {**COLUMNS, "error": TEXT}
    fields: Mapping[str, Any] = DIAGNOSTIC if what == "diagnostic" else columns
    return "\n".join(f"{name}: {_typed(kind)}" for name, kind in fields.items())


_ARROW: Final = {"float64": "double"}


def _typed(kind: Any) -> str:
    if isinstance(kind, list):
        inside = ", ".join(f"{name}: {_typed(item)}" for name, item in kind[0].items())
        return f"list<item: struct<{inside}>>"
    return _ARROW.get(kind, str(kind))
