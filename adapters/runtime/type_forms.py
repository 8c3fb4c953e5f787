"""TypeScript signatures of functions of other forms than options with callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...canonical.operations import OPERATIONS
from ...canonical.operations.model import ENDS
from ...profiles.fold import REST
from .type_names import kind_name
from .type_values import bare, option

if TYPE_CHECKING:
    from ..plan.model import Program


def signature(name: str, program: Program, told: bool) -> str:
    """A function that answers at once, gives an object or hears of an event.

    ``name`` begins the names of its types; ``told``: it has one of its result.
    """
    function, form = program["name"], program["form"]
    if form == "listener":
        mark = "?" if program["api"].startswith(ENDS) else ""
        return f"{function}(listener{mark}: (result: {_heard(name, program, told)}) => void): void;"
    returned = "any" if program.get("returns") else f"{name}Result" if told else "void"
    if program.get("returns"):
        returned = bare(program)
    if form == "factory":
        kind = program.get("gives", "")
        kinds = {item.receiver for item in OPERATIONS.values()}
        returned = kind_name(kind) if kind in kinds else "any"
    return f"{function}({_given(name, program)}): {returned};"


def task(program: Program) -> list[str]:
    """The members of the object that a call under way returns."""
    return [
        f"{member}(listener?: (result: any) => void): void;"
        if member.startswith("o")
        else f"{member}(): void;"
        for member in program["task"]
    ]


def _given(name: str, program: Program) -> str:
    params = {param["key"]: param for param in program["params"]}
    words = program.get("arguments", ())
    if words:
        given = []
        for word in words:
            if word == REST:
                given.append(f"options?: {name}Options")
            elif word in params:
                needed = not given and REST not in words
                mark = "" if needed else "?"
                given.append(f"{params[word]['names'][0]}{mark}: {option(params[word])}")
        return ", ".join(given)
    usable = [param for param in program["params"] if param.get("status") != "no"]
    if usable:
        return f"options?: {name}Options"
    return "...given: any[]" if program["form"] == "factory" else ""


def _heard(name: str, program: Program, told: bool) -> str:
    if program.get("returns"):
        return bare(program)
    return f"{name}Result" if told else "any"
