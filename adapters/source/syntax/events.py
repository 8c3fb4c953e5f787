"""What events and addresses say: numbers that a template or an address writes come as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .parsed import FUNCTIONS, unwrap
from .scope import table

if TYPE_CHECKING:
    from tree_sitter import Node

    from .parsed import Script

_SAID: Final = frozenset({b"dataset", b"currentTarget", b"target", b"detail"})
"""Where events keep what the template says, numbers written there as text."""
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier"})
_ASKED: Final = frozenset({b"options", b"query", b"params"})
"""What a page is opened with: text."""


def textual(script: Script, node: Node, depth: int = 6) -> bool:
    """Whether a number may well come as its text: of an event, or of a page's address."""
    node = unwrap(node)
    if node.type in ("member_expression", "subscript_expression"):
        prop = node.child_by_field_name("property")
        if prop is not None and script.at(prop) == b"id":
            return True
        while node.type in ("member_expression", "subscript_expression"):
            prop, inner = node.child_by_field_name("property"), node.child_by_field_name("object")
            if prop is not None and script.at(prop) in _SAID | _ASKED:
                return True
            node = unwrap(inner) if inner is not None else node.children[0]
        return node.type == "identifier" and script.at(node) in _ASKED and _opened(script, node)
    if node.type not in _NAMES or depth == 0:
        return False
    binding = table(script, script.at(node)).meant_at(node)
    if binding is None:
        return False
    patterns = [item for item in binding.chain if item.type == "object_pattern"]
    owner = next((item for item in reversed(binding.chain) if item.type in _OWNERS), None)
    if owner is None:
        return False
    if owner.type == "for_in_statement":
        how = owner.child_by_field_name("operator")
        return how is not None and how.type == "in" and not patterns
    value = owner.child_by_field_name("value")
    if patterns:
        parts = _parts(patterns[0], *((value,) if value is not None else ()))
        return binding.name == b"id" or any(script.at(part) in _SAID for part in parts)
    return value is not None and textual(script, value, depth - 1)


def _opened(script: Script, node: Node) -> bool:
    """Whether a name is what a page is opened with: not the options of a function of one's own."""
    binding = table(script, script.at(node)).meant_at(node)
    if binding is None or binding.kind != "parameter":
        return False
    holder = script.chain_of(binding.scope)
    pair = next((item for item in holder[-2:] if item.type in ("pair", "method_definition")), None)
    key = pair.child_by_field_name("key") or pair.child_by_field_name("name") if pair else None
    return key is not None and script.at(key).startswith(b"on")


_OWNERS: Final = frozenset(
    {"for_in_statement", "variable_declarator", "arrow_function"} | FUNCTIONS
)


def _parts(*roots: Node) -> Iterator[Node]:
    """The leaves of some nodes."""
    todo = list(roots)
    while todo:
        node = todo.pop()
        if node.children:
            todo.extend(node.children)
        else:
            yield node
