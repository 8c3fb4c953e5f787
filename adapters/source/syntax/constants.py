"""What expressions of a script are worth, as far as they are constants; nothing is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .parsed import Script, children_of, string_value, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node


class _NoConstant:
    def __bool__(self) -> bool:
        return False


NO_CONSTANT: Final = _NoConstant()
"""What `constant` gives for an expression whose value the source does not tell."""


def constant(script: Script, node: Node, depth: int = 12) -> Any:
    """The value of a literal expression (string, number, boolean, null, array), or NO_CONSTANT.

    Numbers are ``int`` where they are whole. ``undefined`` gives NO_CONSTANT.
    """
    node = unwrap(node)
    kind = node.type
    if depth == 0:
        return NO_CONSTANT
    if kind in ("string", "template_string"):
        text = string_value(script, node)
        return NO_CONSTANT if text is None else text
    if kind == "number":
        return _number(script.at(node))
    if kind in ("true", "false"):
        return kind == "true"
    if kind == "null":
        return None
    if kind == "unary_expression":
        operand = node.child_by_field_name("argument")
        value = constant(script, operand, depth - 1) if operand is not None else NO_CONSTANT
        sign = node.child(0)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and sign is not None:
            if sign.type == "-":
                return -value
            if sign.type == "+":
                return value
        if sign is not None and sign.type == "!" and not isinstance(value, _NoConstant):
            return not value
        return NO_CONSTANT
    if kind == "array" and not _has_hole(node):
        items = [constant(script, item, depth - 1) for item in children_of(node)]
        return NO_CONSTANT if any(item is NO_CONSTANT for item in items) else items
    return NO_CONSTANT


def is_undefined(script: Script, node: Node) -> bool:
    """Whether an expression is ``undefined`` itself, or ``void 0``."""
    node = unwrap(node)
    if node.type == "unary_expression":
        sign, operand = node.child(0), node.child_by_field_name("argument")
        void = sign is not None and sign.type == "void"
        return void and operand is not None and constant(script, operand) is not NO_CONSTANT
    return node.type == "undefined"


_WHOLE: Final = re.compile(r"(?:0|[1-9][0-9]*)")
_BASED: Final = re.compile(r"0[xXoObB][0-9a-fA-F]+")
_OLD: Final = re.compile(r"0[0-7]+")
"""To the base of eight without a sign of it, outside of modules."""


def _has_hole(array: Node) -> bool:
    """Whether an entry of an array is left out: ``[, 1]``."""
    before = "["
    for child in array.children:
        if child.type == "," and before in ("[", ","):
            return True
        before = before if child.type == "comment" else child.type
    return False


def _number(raw: bytes) -> Any:
    text = raw.decode("ascii", "replace").replace("_", "")
    try:
        if _WHOLE.fullmatch(text):
            return int(text) if len(text) < 20 else float(text)
        if _BASED.fullmatch(text):
            return int(text, 0)
        if _OLD.fullmatch(text):
            return int(text, 8)
        value = float(text)
    except (ValueError, OverflowError):
        return NO_CONSTANT
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
