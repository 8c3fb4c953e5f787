"""TypeScript types of options and of values in results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from ...canonical.operations import OPERATIONS
from .kinds import RUNTIME_KINDS
from .literals import key_of, words

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramField, ProgramMember, ProgramParam


def nested(row: ProgramParam | ProgramField | ProgramMember, of_options: bool) -> str:
    """The type of a value that is made of others."""
    if around := RUNTIME_KINDS[row["kind"]].around:
        return around.format(_inner(row["each"], of_options))
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
    if "each" in param or "members" in param:
        return nested(param, True)
    return RUNTIME_KINDS[param["kind"]].option(param)


def field_value(field: ProgramField, kind: str) -> str:
    """The type of a field of a result."""
    if "each" in field or "members" in field:
        return nested(field, False)
    return value(field.get("values"), kind)


def value(values: Sequence[Sequence[Any]] | None, kind: str) -> str:
    """The type of a value of a result: one of the words it may be, or of its kind."""
    return words(item for _, item in values) if values else RUNTIME_KINDS[kind].value


def bare(program: Program) -> str:
    """The type of the one field that a function returns by itself."""
    path = program["returns"]
    kind = OPERATIONS[program["api"]].result[path].kind
    rows = [field for field in program["result"] if field["path"] == path]
    return field_value(rows[0], kind) if rows else value(None, kind)
