"""Names that the source keeps in constants: ``const KEY = 'path'``, a table of them, an enum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .parsed import (
    Chain,
    Script,
    arguments_of,
    first_named,
    is_field,
    member_name,
    property_name,
    rise,
    string_value,
    unwrap,
)
from .scope import Binding, Reference, table

if TYPE_CHECKING:
    from tree_sitter import Node

_DEPTH: Final = 6
_READERS: Final = frozenset({b"Object.keys", b"Object.values", b"Object.entries"})
_FROZEN: Final = b"Object.freeze"


def known_text(script: Script, node: Node, depth: int = _DEPTH) -> str | None:
    """The text that an expression always is, None where the source does not tell."""
    node = unwrap(node)
    text = string_value(script, node)
    if text is not None or depth == 0:
        return text
    if node.type == "template_string":
        return _template(script, node, depth)
    if node.type == "binary_expression":
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is None or operator.type != "+" or left is None or right is None:
            return None
        first, second = known_text(script, left, depth - 1), known_text(script, right, depth - 1)
        return None if first is None or second is None else first + second
    if node.type == "identifier":
        value = value_of(script, node)
        return known_text(script, value, depth - 1) if value is not None else None
    if node.type in ("member_expression", "subscript_expression"):
        value = _entry(script, node)
        return known_text(script, value, depth - 1) if value is not None else None
    return None


def _template(script: Script, node: Node, depth: int) -> str | None:
    parts: list[str] = []
    at = node.start_byte + 1
    for hole in node.named_children:
        if hole.type == "escape_sequence":
            return None
        if hole.type != "template_substitution":
            continue
        inner = first_named(hole)
        text = known_text(script, inner, depth - 1) if inner is not None else None
        if text is None:
            return None
        parts += [script.text[at : hole.start_byte].decode("utf-8", "replace"), text]
        at = hole.end_byte
    return "".join(parts) + script.text[at : node.end_byte - 1].decode("utf-8", "replace")


def constant_of(script: Script, node: Node) -> tuple[Binding, list[Reference]] | None:
    """The declaration of a name that is given its value once, and its uses."""
    entry = table(script, script.at(node))
    binding = entry.meant_at(node)
    if binding is None:
        return None
    uses = entry.of(binding)
    alone = sum(item.scope.id == binding.scope.id for item in entry.bindings) == 1
    return None if not alone or any(item.write for item in uses) else (binding, uses)


def value_of(script: Script, node: Node) -> Node | None:
    """What a variable that is given its value once is declared with."""
    found = constant_of(script, node)
    owner = found[0].chain[-2] if found is not None else None
    if owner is None or owner.type != "variable_declarator":
        return None
    return owner.child_by_field_name("value")


def _entry(script: Script, node: Node) -> Node | None:
    """The value of an entry of a table that nothing changes: ``KEYS.path``, or of an enum."""
    holder, name = node.child_by_field_name("object"), member_name(script, node)
    if holder is None or name is None or unwrap(holder).type != "identifier":
        return None
    found = constant_of(script, unwrap(holder))
    if found is None:
        return None
    binding, uses = found
    owner = binding.chain[-2]
    if owner.type == "enum_declaration":
        return _listed(script, owner.child_by_field_name("body"), name)
    value = owner.child_by_field_name("value") if owner.type == "variable_declarator" else None
    value = unwrap(value) if value is not None else None
    if value is not None and value.type == "call_expression":
        callee = value.child_by_field_name("function")
        given = arguments_of(value)
        frozen = callee is not None and script.at(callee) == _FROZEN and len(given) == 1
        value = unwrap(given[0]) if frozen else None
    if value is None or value.type != "object":
        return None
    if not all(only_read(script, use.chain) for use in uses):
        return None
    return _listed(script, value, name)


def _listed(script: Script, holder: Node | None, name: str) -> Node | None:
    found: Node | None = None
    for item in holder.named_children if holder is not None else ():
        if item.type == "spread_element":
            return None
        key = item.child_by_field_name("key") or item.child_by_field_name("name")
        if key is not None and property_name(script, key) == name:
            found = item.child_by_field_name("value")
    return found


def only_read(script: Script, chain: Chain) -> bool:
    """Whether a use of a table only reads it."""
    chain = rise(chain)
    node, parent = chain[-1], chain[-2]
    if parent.type == "arguments":
        callee = chain[-3].child_by_field_name("function")
        return callee is not None and script.at(callee) in _READERS
    if parent.type == "for_in_statement":
        return is_field(parent, node, "right")
    if parent.type not in ("member_expression", "subscript_expression"):
        return False
    outer = rise(chain[:-1])
    above = outer[-2]
    if above.type in ("assignment_expression", "augmented_assignment_expression"):
        return not is_field(above, outer[-1], "left")
    if above.type == "call_expression" and is_field(above, outer[-1], "function"):
        return False
    deleted = above.type == "unary_expression" and above.child(0) is not None
    return not (
        above.type == "update_expression" or (deleted and above.children[0].type == "delete")
    )
