"""Values of a result that the target has otherwise: in another unit or type, or always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...common.outcome import NeedsRuntime, Work
from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.flow import Access
from ...syntax.parsed import FUNCTIONS, parameters_of, rise, unwrap
from ...text.edits import Edit
from ...text.literal import write
from ..failures.decided import decide
from .goals import ResultGoal

if TYPE_CHECKING:
    from tree_sitter import Node


NUMBER: Final = "Number"
_CONVERTING: Final = frozenset({b"Number", b"parseFloat"})
_LINKS: Final = frozenset(
    {
        "member_expression",
        "subscript_expression",
        "parenthesized_expression",
        "non_null_expression",
    }
)
_CALCULATING: Final = frozenset({"-", "*", "/", "%", "**"})


def scaled(work: Work, access: Access, goal: ResultGoal) -> None:
    """A number in another unit: multiplied or divided where it is read."""
    if access.use in ("bind", "log", "test") or access.steps[-1].form in ("key", "shorthand"):
        if access.use in ("log", "test"):
            return
        raise NeedsRuntime("MG510", "a number in another unit is taken apart", access.chain[-1])
    if access.base and len(access.steps) == 0:
        raise NeedsRuntime("MG510", "a number in another unit", access.chain[-1])
    _there(work, access)
    node = unwrap(access.chain[-1])
    more = goal.scale > 1
    factor = write(goal.scale if more else round(1 / goal.scale, 12), "")
    sign = "*" if more else "/"
    parent = access.chain[-2].type
    loose = parent in ("binary_expression", "member_expression", "unary_expression")
    left, right = ("(", ")") if loose else ("", "")
    if left:
        work.edits.append(Edit(node.start_byte, node.start_byte, left.encode()))
    work.edits.append(Edit(node.end_byte, node.end_byte, f" {sign} {factor}{right}".encode()))


def cast(work: Work, access: Access, name: str) -> None:
    """``res.latitude`` where the target has a text there: ``Number(res.latitude)``."""
    node = unwrap(access.chain[-1])
    if (access.use == "log" and name != "!") or _deleted(access):
        return
    if access.use == "bind" or not access.steps or access.steps[-1].form in ("key", "shorthand"):
        raise NeedsRuntime("MG510", "a value of another type is taken apart", node)
    if name == "!":
        _there(work, access)
        _negated(work, access, node)
        return
    if name == NUMBER and _numeric(work, access):
        return
    if access.use != "test":
        _there(work, access)
    work.put(node.start_byte, f"{name}(")
    work.put(node.end_byte, ")")


def _there(work: Work, access: Access) -> None:
    """Raises `NeedsRuntime` where the value is missing if what holds it is: nothing written around
    ``res?.duration``, or in its place, would be missing then, too."""
    node = unwrap(access.chain[-1])
    if access.unsure:
        raise NeedsRuntime("MG510", "a value that may be missing is another one", node)
    while node.type in _LINKS:
        inner = node.child_by_field_name("object") or node.named_children[0]
        optional = any(child.type == "optional_chain" for child in node.children)
        if optional and not _given(work, access, inner):
            raise NeedsRuntime("MG510", "a value that may be missing is another one", node)
        node = inner


def _given(work: Work, access: Access, node: Node) -> bool:
    """Whether a variable is what a callback among the options is given, which is always there."""
    for index in range(len(access.chain) - 1, 0, -1):
        function, outer = access.chain[index], access.chain[index - 1]
        if function.type in FUNCTIONS:
            named = {work.script.at(unwrap(each)) for each in parameters_of(function)}
            if node.type == "identifier" and work.script.at(node) in named:
                return outer.type in ("pair", "object")
    return False


def _deleted(access: Access) -> bool:
    outer = access.chain[-2]
    return outer.type == "unary_expression" and outer.children[0].type == "delete"


def _numeric(work: Work, access: Access) -> bool:
    """Whether what stands around a value makes a number of a text itself."""
    risen = rise(access.chain)
    outer = risen[-2]
    if outer.type == "arguments":
        callee = risen[-3].child_by_field_name("function")
        name = work.script.at(callee) if callee is not None else b""
        return name in _CONVERTING or name.startswith(b"Math.")
    operator = outer.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    return (outer.type == "binary_expression" and sign in _CALCULATING) or (
        outer.type == "unary_expression" and sign in ("+", "-")
    )


def _negated(work: Work, access: Access, node: Node) -> None:
    """``res.cancel`` where the target tells whether the user agreed: ``!res.confirm``."""
    outer = access.chain[-2]
    if outer.type == "unary_expression" and work.script.at(outer).startswith(b"!"):
        first = outer.children[0]
        work.edits.append(Edit(first.start_byte, first.end_byte, b""))
        return
    operator = outer.child_by_field_name("operator")
    tight = outer.type in _TIGHTER and (operator is None or operator.type not in ("&&", "||"))
    work.put(node.start_byte, "(!" if tight else "!")
    if tight:
        work.put(node.end_byte, ")")


_TIGHTER: Final = frozenset(
    {"binary_expression", "as_expression", "member_expression", "call_expression"}
)
"""What may take the operand away from the operator before it."""


def constant_read(work: Work, access: Access, goal: ResultGoal) -> None:
    """A field that always says the same: its literal."""
    node = access.chain[-1]
    if access.steps and access.use not in ("log", "compare"):
        _there(work, access)
    if access.use == "bind" or not access.steps or access.base:
        if access.base and not access.steps:
            return
        if access.use == "bind" and access.steps and access.steps[-1].form in ("key", "shorthand"):
            _default(work, access, goal)
            return
        if access.base and access.chain[-1].type != "member_expression":
            raise NeedsRuntime("MG510", "a field the target does not send is taken apart", node)
    if access.use == "compare" and _decided(work, access, goal):
        return
    if access.use == "test" and isinstance(goal.value, bool):
        decide(work, access.chain, goal.value)
        return
    if access.use == "compare":
        _there(work, access)
    work.replace(unwrap(node), write(goal.value, work.quote))


def _decided(work: Work, access: Access, goal: ResultGoal) -> bool:
    """A comparison of a constant with a literal has one outcome."""
    outer = access.chain[-2]
    operator = outer.child_by_field_name("operator")
    sides = (outer.child_by_field_name("left"), outer.child_by_field_name("right"))
    other = next((side for side in sides if side and side.id != access.chain[-1].id), None)
    value = constant(work.script, other) if other is not None else NO_CONSTANT
    if operator is None or operator.type not in ("===", "==", "!==", "!="):
        return False
    if value is NO_CONSTANT:
        return False
    if value == goal.value:
        _there(work, access)
    decide(work, access.chain[:-1], (value == goal.value) == (operator.type[0] == "="))
    return True


def _default(work: Work, access: Access, goal: ResultGoal) -> None:
    """``{ errMsg }`` or ``{ errMsg: text }``, which the target lacks: the literal as a default."""
    item = access.chain[-1]
    value = item.child_by_field_name("value") if item.type == "pair_pattern" else None
    named = value is not None and value.type == "identifier"
    if item.type != "shorthand_property_identifier_pattern" and not named:
        raise NeedsRuntime("MG510", "a field the target does not send is taken apart", item)
    text = f" = {write(goal.value, work.quote)}"
    work.edits.append(Edit(item.end_byte, item.end_byte, text.encode()))
