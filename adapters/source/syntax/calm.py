"""Code that cannot fail by itself: who catches what comes out of it sees the call's failure only.

Nothing is said of code that fails by a defect of the platform; a function of somebody's own, an
unknown call, and a step into what may be missing are not calm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .constants import NO_CONSTANT, constant
from .parsed import (
    FUNCTIONS,
    Script,
    arguments_of,
    first_named,
    function_body,
    parameters_of,
    unwrap,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST: Final = 300
_LEAVES: Final = FUNCTIONS | {
    "comment",
    "string",
    "string_fragment",
    "escape_sequence",
    "number",
    "true",
    "false",
    "null",
    "undefined",
    "regex",
    "this",
    "identifier",
    "property_identifier",
    "shorthand_property_identifier",
    "shorthand_property_identifier_pattern",
    "empty_statement",
    "break_statement",
    "continue_statement",
}
_PARTS: Final = frozenset(
    {
        "statement_block",
        "expression_statement",
        "if_statement",
        "else_clause",
        "lexical_declaration",
        "variable_declaration",
        "return_statement",
        "parenthesized_expression",
        "object",
        "pair",
        "array",
        "template_string",
        "template_substitution",
        "ternary_expression",
        "non_null_expression",
    }
)
_SIGNS: Final = frozenset(
    {"===", "!==", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "??", "+", "-", "*", "/", "%"}
)
_SELF: Final = frozenset({b"this", b"that", b"self", b"_this", b"_self", b"me"})
_CALLS: Final = re.compile(rb"(?:console\.\w+|(?:this|that|self|_this|_self|me)\.setData)\Z")
_JOINS: Final = frozenset({b"concat", b"slice"})


def calm_handler(script: Script, function: Node, result: bool, platform: bytes) -> bool:
    """Whether a promise's handler neither throws nor gives back a promise of its own.

    ``result``: what it takes is a call's result; ``platform`` as for `calm`.
    """
    body = function_body(function)
    if body is None or any(child.type == "async" for child in function.children):
        return False
    patterns = parameters_of(function) if result else []
    held = {script.at(leaf) for pattern in patterns for leaf in _names(pattern)}
    return calm(script, body, held, returns=True, platform=platform)


def calm(
    script: Script,
    node: Node,
    held: Iterable[bytes] = (),
    apart: Node | None = None,
    returns: bool = False,
    platform: bytes = b"",
) -> bool:
    """Whether code cannot throw. ``held`` names what holds a result, whose documented fields are
    there; ``apart`` is a call that is looked at elsewhere; ``returns``: what is returned counts.
    A function of the global ``platform`` tells its failures, it does not throw them; the promise
    it gives has to be dropped.
    """
    names = set(held)
    todo, seen = [node], 0
    if returns and node.type != "statement_block" and not _given(script, node, names):
        return False
    while todo:
        node = todo.pop()
        seen += 1
        if seen > _MOST:
            return False
        kind = node.type
        if apart is not None and node.id == apart.id:
            continue
        if kind in _LEAVES:
            continue
        asked = _asked(script, node, platform) if kind == "expression_statement" else None
        if asked is not None:
            todo.extend(asked)
        elif kind in ("member_expression", "subscript_expression"):
            if not _reached(script, node, names):
                return False
        elif kind == "variable_declarator":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            inner = _awaited(value) if value is not None else None
            if name is None:
                return False
            if value is not None and apart is not None and (inner or value).id == apart.id:
                names.update(script.at(leaf) for leaf in _names(name))
            elif value is not None and name.type != "identifier":
                if not _rooted(script, value, names):
                    return False
                names.update(script.at(leaf) for leaf in _names(name))
            todo.extend(() if value is None else (value,))
        elif kind == "await_expression":
            inner = _awaited(node)
            if apart is None or inner is None or inner.id != apart.id:
                return False
        elif kind == "call_expression":
            if not _call(script, node):
                return False
            todo.extend(arguments_of(node))
        elif kind in ("binary_expression", "assignment_expression"):
            operator = node.child_by_field_name("operator")
            if operator is not None and operator.type not in _SIGNS:
                return False
            left = node.child_by_field_name("left")
            if kind == "assignment_expression" and left is not None and "pattern" in left.type:
                return False
            todo.extend(reversed(node.named_children))
        elif kind == "unary_expression":
            todo.extend(node.named_children)
        elif kind == "spread_element":
            inner = first_named(node)
            if inner is None or not (_rooted(script, inner, names) or _listed(script, inner)):
                return False
        elif kind in _PARTS:
            if kind == "return_statement" and returns and node.named_child_count:
                value = first_named(node)
                if value is not None and not _given(script, value, names):
                    return False
            todo.extend(reversed(node.named_children))
        else:
            return False
    return True


def _awaited(node: Node) -> Node | None:
    """What is awaited, where a node is an ``await``."""
    node = unwrap(node)
    inner = first_named(node) if node.type == "await_expression" else None
    return unwrap(inner) if inner is not None else None


def _names(pattern: Node) -> list[Node]:
    """The identifiers that a pattern binds."""
    result: list[Node] = []
    todo = [pattern]
    while todo:
        node = todo.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            result.append(node)
        elif node.type == "pair_pattern":
            value = node.child_by_field_name("value")
            todo.extend(() if value is None else (value,))
        else:
            todo.extend(node.named_children)
    return result


def _given(script: Script, node: Node, held: set[bytes]) -> bool:
    """Whether a returned value is no promise: of the result itself, or written in place."""
    node = unwrap(node)
    if node.type in ("object", "array", "template_string", "undefined", "binary_expression"):
        return True
    return constant(script, node) is not NO_CONSTANT or _rooted(script, node, held)


def _rooted(script: Script, node: Node, held: set[bytes]) -> bool:
    """Whether an expression is a held result or a documented part of one: ``res.files[0].size``."""
    node = unwrap(node)
    while node.type in ("member_expression", "subscript_expression"):
        if node.type == "subscript_expression":
            index = node.child_by_field_name("index")
            value = constant(script, index) if index is not None else None
            if value != 0 and not isinstance(value, str):
                return False
        inner = node.child_by_field_name("object")
        if inner is None:
            return False
        node = unwrap(inner)
    return node.type == "identifier" and script.at(node) in held


def _reached(script: Script, node: Node, held: set[bytes]) -> bool:
    """Whether a step into a value cannot meet one that is missing."""
    if _rooted(script, node, held):
        return True
    holder = node.child_by_field_name("object")
    if holder is None:
        return False
    holder = unwrap(holder)
    if holder.type == "this" or script.at(holder) in _SELF:
        return True
    return re.fullmatch(rb"(?:this|that|self|_this|_self|me)\.data", script.at(holder)) is not None


def _listed(script: Script, node: Node) -> bool:
    """Whether an expression is a list that a page's data begins with: ``this.data.list``."""
    node = unwrap(node)
    prop, holder = node.child_by_field_name("property"), node.child_by_field_name("object")
    if node.type != "member_expression" or prop is None or holder is None:
        return False
    if not script.at(holder).endswith(b".data"):
        return False
    start = rb"(?<![\w$.])" + re.escape(script.at(prop)) + rb"['\"]?\s*:\s*\["
    return any(script.everywhere(re.compile(start)))


def _asked(script: Script, statement: Node, platform: bytes) -> list[Node] | None:
    """The arguments of a call of the platform's that stands alone, None for another statement."""
    call = first_named(statement)
    callee = call.child_by_field_name("function") if call is not None else None
    holder = callee.child_by_field_name("object") if callee is not None else None
    if call is None or holder is None or not platform or script.at(holder) != platform:
        return None
    return arguments_of(call)


def _call(script: Script, call: Node) -> bool:
    callee = call.child_by_field_name("function")
    if callee is None or call.child_by_field_name("arguments") is None:
        return False
    if _CALLS.match(script.at(callee)):
        return True
    prop, holder = callee.child_by_field_name("property"), callee.child_by_field_name("object")
    if prop is None or holder is None or callee.type != "member_expression":
        return False
    return script.at(prop) in _JOINS and _listed(script, holder)
