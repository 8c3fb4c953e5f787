"""What stands for a value that is not there: whether code sees that it is another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from .constants import NO_CONSTANT, constant
from .flow import Access, Path
from .parsed import Chain, Script, is_field, rise, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

    from ...plan.model import ProgramField

UNKNOWN: Final = object()
_BLIND: Final = frozenset({"test", "unused", "log", "bind", "step"})
_NEEDING: Final = frozenset({"length", "visit"})
"""What fails with null: code that does so knows that there is something."""
_ASKING: Final = {
    "if_statement": ("condition", "consequence"),
    "ternary_expression": ("condition", "consequence"),
    "binary_expression": ("left", "right"),
}
_COMPOSED: Final = ("ternary_expression", "binary_expression")
_BLOCKS: Final = ("statement_block", "program")
_LEAVING: Final = frozenset({"return_statement", "throw_statement", "continue_statement"})


def missing(field: ProgramField | None) -> Any:
    """What stands for a value that is not there, where that is known."""
    if field is None:
        return UNKNOWN
    if field.get("or_null"):
        return None
    return field.get("absent", UNKNOWN)


def differs(
    script: Script,
    value: Chain,
    accesses: Iterable[Access],
    absent: tuple[Any, Any],
    within: Path = (),
) -> bool:
    """Whether code sees that what stands for nothing is another value on the target: not where that
    is unknown or the same, nor where it only asks whether there is anything, puts something in its
    place, or has asked before. ``within``: where the value stands in what ``accesses`` begin at."""
    if absent[0] is UNKNOWN or absent[0] == absent[1]:
        return False
    risen = rise(value)
    operator = risen[-2].child_by_field_name("operator")
    if operator is not None and operator.type == "||" and is_field(risen[-2], risen[-1], "left"):
        return False
    every = list(accesses)
    return any(not _blind(script, access, every, within, absent) for access in every)


def _blind(
    script: Script, access: Access, every: list[Access], within: Path, absent: tuple[Any, Any]
) -> bool:
    deeper = len(access.path) > len(within)
    if deeper or access.method or access.use in _NEEDING:
        return absent[0] is None or _asked_before(script, access.chain)
    risen = rise(access.chain)
    parent = risen[-2]
    operator = parent.child_by_field_name("operator")
    word = operator.type if operator is not None else ""
    if is_field(parent, risen[-1], "left") and word in ("||", "&&"):
        return word == "||" or only_asked(risen[:-1], empty=True)
    target = parent.child_by_field_name("name")
    if access.use in _BLIND and (target is None or target.type != "array_pattern"):
        return True
    if access.use in _BLIND:
        return absent[0] is None or _asked_before(script, access.chain)
    if word in ("===", "!=="):
        return _other(script, parent, risen[-1]) not in (NO_CONSTANT, None, *absent)
    return _replaced(script, access, every) or _asked_before(script, access.chain)


def only_asked(chain: Chain, *, empty: bool = False) -> bool:
    """Whether of an expression only its truth counts; ``empty``: where it holds nothing, so that
    what is put in its place counts instead."""
    while True:
        chain = rise(chain)
        parent, node = chain[-2], chain[-1]
        operator = parent.child_by_field_name("operator")
        if parent.type == "binary_expression" and operator is not None:
            if operator.type not in ("&&", "||"):
                return False
            if empty and operator.type == "||" and is_field(parent, node, "left"):
                return True
        elif parent.type == "unary_expression":
            return operator is not None and operator.type == "!"
        else:
            asks = is_field(parent, node, "condition")
            if parent.type == "arrow_function":  # what a callback among options gives is nobody's
                return chain[-3].type == "pair"
            return asks or parent.type in ("parenthesized_expression", "expression_statement")
        chain = chain[:-1]


def _replaced(script: Script, access: Access, every: Iterable[Access]) -> bool:
    """Whether of an expression that a value is a part of, the value only comes where it holds
    something: `kept || …`, `kept ? kept : …`."""
    whole = access.chain[-1]
    inside = [
        item.chain
        for item in every
        if item.use == "step"
        and unwrap(item.chain[-1]).type not in _COMPOSED
        and whole in item.chain[:-1]
    ]
    return bool(inside) and all(_stays_inside(script, chain, whole) for chain in inside)


def _stays_inside(script: Script, chain: Chain, whole: Node) -> bool:
    while chain[-1] != whole:
        node, parent = chain[-1], chain[-2]
        operator = parent.child_by_field_name("operator")
        if operator is not None and operator.type == "||" and is_field(parent, node, "left"):
            return True
        if _asked_before(script, chain):
            return True
        chain = chain[:-1]
    return False


def _other(script: Script, comparison: Node, side: Node) -> Any:
    for name in ("left", "right"):
        found = comparison.child_by_field_name(name)
        if found is not None and found.id != side.id:
            return constant(script, found)
    return NO_CONSTANT


def _asked_before(script: Script, chain: Chain) -> bool:
    """Whether code runs only where a name holds something: `if (kept) …`, `kept && …`, or behind
    `if (!kept) return`."""
    name = script.at(_root(chain[-1]))
    for at in range(len(chain) - 1, 0, -1):
        parent, node = chain[at - 1], chain[at]
        if parent.type in _BLOCKS and _left_before(script, parent, node, name):
            return True
        asks, inside = _ASKING.get(parent.type, ("", ""))
        if not inside or not is_field(parent, node, inside):
            continue
        operator = parent.child_by_field_name("operator")
        if operator is not None and operator.type != "&&":
            continue
        if _holds(script, parent.child_by_field_name(asks), name, "&&"):
            return True
    return False


def _root(node: Node) -> Node:
    """The name that an access begins at."""
    while (inner := node.child_by_field_name("object")) is not None:
        node = unwrap(inner)
    return node


def _left_before(script: Script, block: Node, statement: Node, name: bytes) -> bool:
    """Whether a block is left in front of a statement where a name holds nothing."""
    for item in block.named_children:
        if item.id == statement.id:
            return False
        if item.type != "if_statement" or item.child_by_field_name("alternative") is not None:
            continue
        then = item.child_by_field_name("consequence")
        last = then.named_children[-1] if then is not None and then.named_children else None
        leaves = then is not None and then.type in _LEAVING
        if not leaves and (last is None or last.type not in _LEAVING):
            continue
        if _holds(script, item.child_by_field_name("condition"), b"!" + name, "||"):
            return True
    return False


def _holds(script: Script, condition: Node | None, text: bytes, joined: str) -> bool:
    """Whether a condition has an expression among those that it joins."""
    if condition is None:
        return False
    node = unwrap(condition)
    operator = node.child_by_field_name("operator")
    if node.type == "binary_expression" and operator is not None and operator.type == joined:
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        return any(_holds(script, side, text, joined) for side in sides)
    return script.at(node) == text
