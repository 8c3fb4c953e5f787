"""JavaScript expressions: whether they may be evaluated twice, how they stand in others, what they
can be at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .constants import NO_CONSTANT, constant
from .parsed import Script, arguments_of, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

_TIGHT: Final = frozenset(
    {
        "identifier",
        "shorthand_property_identifier",
        "member_expression",
        "subscript_expression",
        "call_expression",
        "parenthesized_expression",
        "this",
        "array",
        "string",
        "number",
        "template_string",
    }
)
_RAW: Final = frozenset({"string_fragment", "escape_sequence", "comment"})
_PURE: Final = frozenset({"identifier", "shorthand_property_identifier", "this"})
LISTING: Final = frozenset({b"map", b"filter", b"slice", b"concat", b"split"})
"""Methods that give a list and do nothing else."""


def is_pure(script: Script, node: Node) -> bool:
    """Whether an expression may be evaluated twice: names, member chains, choices of these."""
    todo, seen = [node], 0
    while todo:
        node = unwrap(todo.pop())
        seen += 1
        if seen > 60:
            return False
        kind = node.type
        if kind in _PURE or constant(script, node) is not NO_CONSTANT:
            continue
        if kind == "subscript_expression":
            todo.extend(node.named_children)
        elif kind == "member_expression":
            todo.append(node.child_by_field_name("object") or node)
        elif kind in ("binary_expression", "ternary_expression", "array", "template_string"):
            todo.extend(child for child in node.named_children if child.type not in _RAW)
        elif kind == "template_substitution":
            todo.extend(node.named_children)
        elif kind == "call_expression" and (parts := _fresh(script, node)) is not None:
            todo.extend(parts)
        else:
            return False
    return True


def _fresh(script: Script, call: Node) -> list[Node] | None:
    """What a call depends on that makes a new list and does nothing else: ``list.map(x => x.url)``;
    None for any other call."""
    callee = call.child_by_field_name("function")
    prop = callee.child_by_field_name("property") if callee is not None else None
    holder = callee.child_by_field_name("object") if callee is not None else None
    if prop is None or holder is None or script.at(prop) not in LISTING:
        return None
    parts = [holder]
    called = script.at(prop) in (b"map", b"filter")
    for given in map(unwrap, arguments_of(call)):
        if called and given.type != "arrow_function":
            return None  # a function that is not in sight may do more
        body = given.child_by_field_name("body") if called else given
        if body is None or body.type == "statement_block":
            return None
        parts.append(body)
    return parts


def tight(script: Script, node: Node) -> str:
    """An expression's text, in parentheses where an operator beside it would tear it apart."""
    text = script.hole(node)
    return text if node.type in _TIGHT else f"({text})"


def ceiling(script: Script, node: Node) -> float | None:
    """The most an expression can be, where it shows: ``9 - list.length``."""
    node = unwrap(node)
    if node.type == "ternary_expression":
        sides = [
            constant(script, side)
            for name in ("consequence", "alternative")
            if (side := node.child_by_field_name(name)) is not None
        ]
        numbers = [side for side in sides if isinstance(side, (int, float))]
        return max(numbers) if len(numbers) == 2 else None
    if node.type != "binary_expression":
        return None
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if operator is None or operator.type != "-" or left is None or right is None:
        return None
    most = constant(script, left)
    inner = unwrap(right)
    prop = inner.child_by_field_name("property")
    if inner.type != "member_expression" or prop is None or script.at(prop) != b"length":
        return None
    return most if isinstance(most, (int, float)) else None
