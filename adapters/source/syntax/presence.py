"""Whether an expression may be ``undefined``: as an option, that is the same as leaving it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .callers import own_calls
from .parsed import Chain, Script, arguments_of, is_field, parameters_of, unwrap
from .scope import Binding, table

if TYPE_CHECKING:
    from tree_sitter import Node

NEVER: Final = 0
"""It has a value, or an operator made one."""
PERHAPS: Final = 1
"""Nothing in sight says that it has none."""
LIKELY: Final = 2
"""A caller, a template or the code itself may leave it out: a parameter, a part of one, ``?.``."""

_VALUES: Final = frozenset(
    {
        "string",
        "number",
        "template_string",
        "true",
        "false",
        "null",
        "array",
        "object",
        "regex",
        "arrow_function",
        "function_expression",
        "class",
        "new_expression",
        "unary_expression",
        "update_expression",
        "augmented_assignment_expression",
    }
)
_MAKERS: Final = re.compile(rb"(?:Number|String|Boolean|parseInt|parseFloat|Math\.\w+)\Z")
_DEPTH: Final = 8


def presence(script: Script, node: Node, depth: int = _DEPTH) -> int:
    """How likely an expression is ``undefined``: NEVER, PERHAPS or LIKELY."""
    node = unwrap(node)
    kind = node.type
    if kind in _VALUES:
        return NEVER
    if kind == "undefined":
        return LIKELY
    if depth == 0:
        return PERHAPS
    if kind == "binary_expression":
        return _binary(script, node, depth)
    if kind in ("ternary_expression", "assignment_expression"):
        names = ("consequence", "alternative", "right")
        sides = [side for name in names if (side := node.child_by_field_name(name)) is not None]
        return max((presence(script, side, depth - 1) for side in sides), default=PERHAPS)
    if kind == "call_expression":
        callee = node.child_by_field_name("function")
        if callee is not None and _MAKERS.match(script.at(callee)):
            return NEVER
        return LIKELY if _optional(node) else PERHAPS
    if kind in ("member_expression", "subscript_expression"):
        return _member(script, node)
    if kind in ("identifier", "shorthand_property_identifier"):
        return _name(script, node, depth)
    return PERHAPS


def _binary(script: Script, node: Node, depth: int) -> int:
    operator, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
    left = node.child_by_field_name("left")
    if operator is None or right is None or left is None:
        return PERHAPS
    if operator.type in ("||", "??"):
        return presence(script, right, depth - 1)
    if operator.type == "&&":
        return max(presence(script, left, depth - 1), presence(script, right, depth - 1))
    return NEVER


def _optional(node: Node) -> bool:
    """Whether a chain of accesses and calls has a ``?.`` in it."""
    while True:
        if any(child.type in ("optional_chain", "?.") for child in node.children):
            return True
        inner = node.child_by_field_name("object") or node.child_by_field_name("function")
        if inner is None:
            return False
        node = unwrap(inner)


def _member(script: Script, node: Node) -> int:
    if _optional(node):
        return LIKELY
    prop, holder = node.child_by_field_name("property"), node.child_by_field_name("object")
    if node.type == "subscript_expression" and holder is not None:
        return LIKELY if handed(script, holder) else PERHAPS
    if prop is None or holder is None:
        return PERHAPS
    name = script.at(prop)
    if name == b"length":
        return NEVER
    return LIKELY if handed(script, holder) else NEVER if _initial(script, name) else PERHAPS


def handed(script: Script, node: Node, depth: int = _DEPTH) -> bool:
    """Whether an expression is a parameter, or a part of one."""
    node = unwrap(node)
    while node.type in ("member_expression", "subscript_expression"):
        inner = node.child_by_field_name("object")
        if inner is None:
            return False
        node = unwrap(inner)
    if node.type != "identifier" or depth == 0:
        return False
    if script.at(node) == b"arguments":
        return True
    binding = _declared(script, node)
    if binding is None:
        return False
    if binding.kind == "parameter":
        return True
    owner = next((item for item in reversed(binding.chain) if item.type == _DECLARES), None)
    value = owner.child_by_field_name("value") if owner is not None else None
    return value is not None and handed(script, value, depth - 1)


_DECLARES: Final = "variable_declarator"


def _initial(script: Script, name: bytes) -> bool:
    """Whether the script gives a property of that name a number or a word to begin with."""
    start = rb"(?<![\w$.])" + re.escape(name) + rb"['\"]?\s*:\s*"
    value = rb"(?:-?\d|['\"]|true\b|false\b|\{[^{}]{0,200}\b(?:value|default)\s*:\s*(?:-?\d|['\"]))"
    return any(script.everywhere(re.compile(start + value)))


def _declared(script: Script, node: Node) -> Binding | None:
    return table(script, script.at(node)).meant_at(node)


def _name(script: Script, node: Node, depth: int) -> int:
    entry = table(script, script.at(node))
    binding = _declared(script, node)
    if binding is None:
        return PERHAPS
    if binding.kind in ("function", "class", "catch"):
        return NEVER
    if any(item.write for item in entry.of(binding)):
        return PERHAPS
    return _taken(script, binding, depth)


def _taken(script: Script, binding: Binding, depth: int) -> int:
    """Where a variable that is assigned once has its value from."""
    chain = binding.chain
    index = len(chain) - 2
    inside = False
    while chain[index].type in _PATTERNS:
        if chain[index].type in ("assignment_pattern", "object_assignment_pattern") and is_field(
            chain[index], chain[index + 1], "left"
        ):
            right = chain[index].child_by_field_name("right")
            if right is not None and not inside:
                return presence(script, right, depth - 1)
        inside = inside or chain[index].type in ("object_pattern", "array_pattern")
        index -= 1
    owner = chain[index]
    if binding.kind == "parameter":
        return _parameter(script, binding, owner, inside, depth)
    value = owner.child_by_field_name("value") if owner.type == "variable_declarator" else None
    if value is None:
        return PERHAPS
    if not inside:
        return presence(script, value, depth - 1)
    if handed(script, value):
        return LIKELY
    return NEVER if _initial(script, binding.name) else PERHAPS


_PATTERNS: Final = frozenset(
    {
        "assignment_pattern",
        "object_assignment_pattern",
        "object_pattern",
        "array_pattern",
        "pair_pattern",
    }
)


def _parameter(script: Script, binding: Binding, owner: Node, inside: bool, depth: int) -> int:
    kind = owner.child_by_field_name("type")
    if inside:
        if kind is not None:
            return _typed(script, kind, binding.name)
        return LIKELY
    if owner.type == "optional_parameter":
        return LIKELY if owner.child_by_field_name("value") is None else NEVER
    if owner.type == "required_parameter":
        if owner.child_by_field_name("value") is not None:
            return NEVER
        if kind is not None:
            words = re.findall(rb"[\w$]+", script.at(kind))
            return LIKELY if b"undefined" in words else NEVER
    return _passed(script, binding, depth)


def _typed(script: Script, annotation: Node, name: bytes) -> int:
    """What the type of a pattern says of one of its members."""
    text = script.at(annotation)
    match = re.search(rb"(?<![\w$])" + re.escape(name) + rb"(\??)\s*:([^;,}\n]*)", text)
    if match is None:
        return PERHAPS
    return LIKELY if match[1] or b"undefined" in match[2] else NEVER


def _passed(script: Script, binding: Binding, depth: int) -> int:
    """A parameter has a value where every call of its function is in sight and gives it one."""
    function: Chain = script.chain_of(binding.scope)
    places = [pattern.id for pattern in parameters_of(function[-1])]
    if binding.chain[-1].id not in places or depth == 0:
        return LIKELY
    calls = own_calls(script, function)
    place = places.index(binding.chain[-1].id)
    for call in calls or ():
        given = arguments_of(call[-1])
        if any(item.type == "spread_element" for item in given[: place + 1]):
            return LIKELY
        if len(given) <= place or presence(script, given[place], depth - 1) != NEVER:
            return LIKELY
    return NEVER if calls else LIKELY
