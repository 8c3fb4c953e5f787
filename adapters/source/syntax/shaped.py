"""Whether a value written in the code may stand in for a result, with fields of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .parsed import FUNCTIONS, LITERALS, first_named, function_body, returns_of, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node


def shaped(node: Node, path: tuple[str, ...]) -> bool:
    """Whether what may stand in for a value is of the source's own shape, as far as it shows."""
    node = unwrap(node)
    if node.type == "object":
        return any(child.type != "comment" for child in node.named_children)
    if node.type == "array":
        return any(shaped(child, path) for child in node.named_children if child.type == "object")
    return not path and node.type not in LITERALS


def stands_in(handler: Node) -> bool:
    """Whether what a function returns may stand in for a result, with fields of its own."""
    body = function_body(handler)
    if handler.type not in FUNCTIONS or body is None:
        return True
    if body.type != "statement_block":
        return _fills(body)
    values = map(first_named, returns_of(handler))
    return any(value is not None and _fills(value) for value in values)


def _fills(node: Node) -> bool:
    """Whether a value has fields of its own, or none of those that a result has."""
    return unwrap(node).type in ("object", "array") or shaped(node, ())
