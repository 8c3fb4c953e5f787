"""Components that are written as classes, which a decorator or another function of the program
makes into definitions: those go through the helper, and here is told what they cannot keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..syntax.parsed import CLASS_FIELDS, Script, function_body, property_name, unwrap
from .definitions import Definition, LiteralEntry
from .facts import COMPONENT

if TYPE_CHECKING:
    from tree_sitter import Node

_CLASSES: Final = frozenset({"class", "class_declaration", "abstract_class_declaration"})
_HELD: Final = frozenset({"lexical_declaration", "variable_declaration", "export_statement"})


def class_definitions(script: Script) -> list[Definition]:
    """The classes of a script as definitions: their fields, and what their constructors put on
    ``this``, are the keys; more may come to them."""
    found: list[Definition] = []
    for node in _classes(script):
        name = node.child_by_field_name("name") or node
        entries = {entry.name: entry for entry in _entries(script, node)}
        found.append(Definition(COMPONENT, name, node, None, None, entries, whole=False))
    return found


def _classes(script: Script) -> Iterator[Node]:
    """The classes that statements of the script declare, or hold in a variable."""
    todo = list(reversed(script.statements))
    while todo:
        node = todo.pop()
        if node.type in _CLASSES:
            yield node
        elif node.type in _HELD:
            todo.extend(reversed(node.named_children))
        elif node.type == "variable_declarator":
            value = node.child_by_field_name("value")
            todo += [unwrap(value)] if value is not None else []


def _entries(script: Script, node: Node) -> Iterator[LiteralEntry]:
    body = node.child_by_field_name("body")
    for item in body.named_children if body is not None else ():
        key = item.child_by_field_name("property") or item.child_by_field_name("name")
        name = property_name(script, key) if key is not None else None
        if key is None or name is None:
            continue
        if item.type in CLASS_FIELDS:
            yield LiteralEntry(name, key, item.child_by_field_name("value"), item)
        elif item.type == "method_definition" and name == "constructor":
            yield from _put(script, item)


def _put(script: Script, constructor: Node) -> Iterator[LiteralEntry]:
    """What a constructor puts on ``this``, by statements of its own."""
    block = function_body(constructor)
    todo = list(reversed(block.named_children)) if block is not None else []
    while todo:
        node = todo.pop()
        if node.type in ("expression_statement", "sequence_expression"):
            todo.extend(reversed(node.named_children))
        elif node.type == "assignment_expression":
            left = node.child_by_field_name("left")
            held = left.child_by_field_name("object") if left is not None else None
            key = left.child_by_field_name("property") if left is not None else None
            name = property_name(script, key) if key is not None else None
            if held is not None and held.type == "this" and key is not None and name is not None:
                yield LiteralEntry(name, key, node.child_by_field_name("right"), node)
