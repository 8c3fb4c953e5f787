"""Functions in data: what a page or a component keeps there for the components it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...plan.notes import WRITER
from ..common.outcome import Said
from ..markup.scripts import SET_DATA
from ..syntax.callers import members_called
from ..syntax.elsewhere import handler_elsewhere
from ..syntax.parsed import FUNCTIONS, Script, arguments_of, property_name, unwrap
from .definitions import Definition
from .facts import Models
from .told import Told

if TYPE_CHECKING:
    from tree_sitter import Node

_SETS: Final = re.compile(rb"\.\s*%b\s*\(\s*\{" % SET_DATA.encode())
_DATA: Final = re.compile(rb"data\s*:\s*\{")
_BRACE: Final = re.compile(rb"""'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|[{}]""")
_CODE: Final = rb"(?:async\b|function\b|\([^()\n]*\)\s*=>|[\w$]+\s*=>)"
_NAME: Final = rb"(?!(?:true|false|null|undefined)\b)[A-Za-z_$][\w$.]*\s*(?=[,}\n])"
_KEPT: Final = re.compile(rb":\s*(?:%b|%b)|[{,\n]\s*[A-Za-z_$][\w$]*\s*(?=[,}(])" % (_CODE, _NAME))
"""What may be a function among the entries of data: written out, or by its name."""
_GIVEN: Final = re.compile(rb":\s*%b|\{[^{}]*:\s*%b" % (_CODE, _NAME))
"""The same of data that are set, whose plain names are values as a rule."""
_MOST: Final = 6
"""Objects in one another that are looked into."""


def hands_otherwise(models: Models) -> bool:
    """Whether components get functions of data on the source, and may not on the target."""
    mine, other = models.source.definitions, models.target.definitions
    return mine.functions == "kept" and other.functions != "kept"


def may_hold_functions(text: bytes) -> bool:
    """Whether a script may have a function in its data: read by words, without a parse."""
    return any(
        what.search(text, match.end() - back, _end(text, match.end())) is not None
        for begins, what, back in ((_DATA, _KEPT, 1), (_SETS, _GIVEN, 0))
        for match in begins.finditer(text)
    )


def _end(text: bytes, start: int) -> int:
    """Where the braces close of which one opened just before."""
    depth = 1
    for match in _BRACE.finditer(text, start):
        depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return len(text)


def functions_in_data(script: Script, models: Models, found: list[Definition]) -> Iterator[Told]:
    """What is to be told of functions in the data of definitions, or in data that are set: the
    source hands them to components as they are, and the target does not, or nothing says so."""
    if not hands_otherwise(models) or not may_hold_functions(script.text):
        return
    for definition in found:
        entry = definition.entries.get("data")
        if entry is not None and entry.value is not None:
            yield from _told(script, models, unwrap(entry.value), "")
    for chain in members_called(script, SET_DATA.encode()) if found else ():
        for literal in arguments_of(chain[-1])[:1]:
            yield from _told(script, models, unwrap(literal), "")


def _told(
    script: Script, models: Models, literal: Node, path: str, depth: int = 0
) -> Iterator[Told]:
    if literal.type != "object" or depth == _MOST:
        return
    for item in literal.named_children:
        key = item.child_by_field_name("key") or item.child_by_field_name("name")
        value = unwrap(item.child_by_field_name("value") or item)
        name = (
            property_name(script, key)
            if key is not None
            else script.at(item).decode("utf-8", "replace")
        )
        place = f"{path}{name}"
        if value.type == "object":
            yield from _told(script, models, value, f"{place}.", depth + 1)
        elif name is not None and _is_function(script, value):
            yield Told(_said(models, place, key or item))


def _is_function(script: Script, value: Node) -> bool:
    if value.type in FUNCTIONS:
        return True
    names = ("identifier", "shorthand_property_identifier", "member_expression")
    return value.type in names and handler_elsewhere(script, value) is not None


def _said(models: Models, place: str, node: Node) -> Said:
    if models.target.definitions.functions == "on" and "." not in place:
        text = (
            f"{place} is a function: {WRITER} hands it to a component by an attribute whose name "
        )
        return Said("MG544", f"{text}begins with on, by any other as a text", node, {})
    text = f"{place} is a function: no source says that {WRITER} hands it to components"
    return Said("MG544", text, node, {"loss": "unknown"})
