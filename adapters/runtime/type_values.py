"""TypeScript types of options and of values in results."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from ...canonical.operations import OPERATIONS

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramField, ProgramMember, ProgramParam

_OPTION: Final = {
    "integer": "number",
    "number": "number",
    "quality": "number",
    "levels": "number",
    "index": "number",
    "boolean": "boolean",
    "string": "string",
    "path": "string",
    "address": "string",
    "strings": "string[]",
    "object": "Record<string, string>",
    "any": "any",
}
_VALUE: Final = {
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "strings": "string[]",
    "object": "Record<string, any>",
    "any": "any",
}


def key_of(name: str) -> str:
    """A key of an interface."""
    return name if re.fullmatch(r"[A-Za-z_$][\w$]*", name, re.ASCII) else json.dumps(name)


def _words(param: ProgramParam) -> str:
    words = [item for _, item in param.get("values", ())] or param.get("words", [])
    return " | ".join(json.dumps(word, ensure_ascii=False) for word in words) or "string"


def nested(row: ProgramParam | ProgramField | ProgramMember, of_options: bool) -> str:
    """The type of a value that is made of others."""
    if "each" in row:
        inner = _inner(row["each"], of_options)
        return f"Record<string, {inner}>" if row["kind"] == "map" else f"Array<{inner}>"
    members = [
        f"{key_of(name)}?: {_inner(member, of_options)};"
        for member in row["members"]
        if member.get("status") != "no"
        for name in (member["names"] if of_options else member["names"][:1])
    ]
    return f"{{ {' '.join(members)} [member: string]: any; }}"


def _inner(member: ProgramMember, of_options: bool) -> str:
    if "each" in member or "members" in member:
        return nested(member, of_options)
    if of_options:
        return option(cast("ProgramParam", member))
    return value(member.get("values"), member["kind"])


def option(param: ProgramParam) -> str:
    """The type of an option."""
    kind = param["kind"]
    if "each" in param or "members" in param:
        return nested(param, True)
    if kind == "enum":
        return _words(param)
    if kind == "set":
        return f"Array<{_words(param)}>"
    if kind == "boolean" and param.get("values"):
        return _words(param)
    if kind == "paths":
        return "string" if param.get("single") else "string[]"
    if kind == "media_sources":
        return "Array<Record<string, string>>"
    if kind == "quality" and param.get("free"):
        return 'number | "none" | null'
    return _OPTION[kind]


def field_value(field: ProgramField, kind: str) -> str:
    """The type of a field of a result."""
    if "each" in field or "members" in field:
        return nested(field, False)
    return value(field.get("values"), kind)


def value(values: Sequence[Sequence[Any]] | None, kind: str) -> str:
    """The type of a value of a result: one of the words it may be, or of its kind."""
    if not values:
        return _VALUE.get(kind, "string")
    words = dict.fromkeys(json.dumps(item, ensure_ascii=False) for _, item in values)
    return " | ".join(words)


def bare(program: Program) -> str:
    """The type of the one field that a function returns by itself."""
    path = program["returns"]
    kind = OPERATIONS[program["api"]].result[path].kind
    rows = [field for field in program["result"] if field["path"] == path]
    return field_value(rows[0], kind) if rows else value(None, kind)
