"""Handlers that stand elsewhere than in a call: a function by its name, a method by ``this``.

Others may call them, too, with results of their own. So no native code is made of what they read;
what a call loses that hands its result to them can be told all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .flow import Access, follow_parameter, uses_arguments
from .known import constant_of
from .parsed import (
    FUNCTIONS,
    Chain,
    Script,
    arguments_of,
    member_name,
    property_name,
    rise,
    unwrap,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

_DEPTH: Final = 4
_SELF: Final = frozenset({b"this", b"that", b"self", b"_this", b"_self", b"me"})
_HOLDERS: Final = frozenset({"object", "class_body"})
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})


def handler_elsewhere(script: Script, node: Node, depth: int = _DEPTH) -> Node | None:
    """The function that a name, or a member of ``this``, stands for; None where it is not told."""
    node = unwrap(node)
    if node.type in FUNCTIONS:
        return node
    if not depth:
        return None
    if node.type in _NAMES:
        return _named(script, node, depth)
    if node.type == "call_expression":
        callee = node.child_by_field_name("function")
        holder = callee.child_by_field_name("object") if callee is not None else None
        if callee is None or holder is None or member_name(script, callee) != "bind":
            return None
        return handler_elsewhere(script, holder, depth - 1)
    if node.type == "member_expression":
        holder = node.child_by_field_name("object")
        name = member_name(script, node)
        if holder is not None and name is not None and script.at(unwrap(holder)) in _SELF:
            return _method(script, script.chain_of(node), name)
    return None


def handed_on(script: Script, accesses: Iterable[Access], depth: int = _DEPTH) -> Iterator[Access]:
    """Looks at a value, and those of functions in sight that the whole of it is handed to."""
    for access in accesses:
        yield access
        chain = rise(access.chain)
        if not depth or access.path or access.use != "value" or chain[-2].type != "arguments":
            continue
        callee = chain[-3].child_by_field_name("function")
        function = handler_elsewhere(script, callee) if callee is not None else None
        if function is None or uses_arguments(script, function):
            continue
        at = [item.id for item in arguments_of(chain[-3])].index(chain[-1].id)
        inner = follow_parameter(script, script.chain_of(function), at)
        yield from handed_on(script, inner, depth - 1)


def _named(script: Script, node: Node, depth: int) -> Node | None:
    found = constant_of(script, node)
    if found is None:
        return None
    owner = found[0].chain[-2]
    if owner.type in FUNCTIONS and owner.type != "method_definition":
        name = owner.child_by_field_name("name")
        return owner if name is not None and name.id == found[0].chain[-1].id else None
    value = owner.child_by_field_name("value") if owner.type == "variable_declarator" else None
    return handler_elsewhere(script, value, depth - 1) if value is not None else None


def _method(script: Script, chain: Chain, name: str) -> Node | None:
    """The method of that name of the nearest object or class around a node that has one."""
    for holder in reversed(chain):
        for item in holder.named_children if holder.type in _HOLDERS else ():
            key = item.child_by_field_name("key") or item.child_by_field_name("name")
            key = key or item.child_by_field_name("property")
            if key is None or property_name(script, key) != name:
                continue
            value = item.child_by_field_name("value")
            found = unwrap(value) if value is not None else item
            if found.type in FUNCTIONS:
                return found
    return None
