"""What is taken of the global where it is handed on: to a variable, a default, a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .guards import LENDING
from .parsed import (
    Chain,
    Script,
    arguments_of,
    is_field,
    member_name,
    parameters_of,
    rise,
    unwrap,
)
from .scope import Binding, table
from .words import Words, known_words

if TYPE_CHECKING:
    from tree_sitter import Node

_NOTHING: Final[Words] = frozenset()


def members_taken(script: Script, chain: Chain) -> Words | None:
    """The members that are taken of an object, the end of a chain, where it goes; None where that
    is not told."""
    chain = rise(chain)
    while chain[-2].type in ("ternary_expression", "binary_expression"):
        chain = rise(chain[:-1])
    node, parent = chain[-1], chain[-2]
    target: Node | None = None
    if parent.type == "variable_declarator" and is_field(parent, node, "value"):
        target = parent.child_by_field_name("name")
    elif parent.type in ("assignment_expression", "assignment_pattern"):
        target = parent.child_by_field_name("left") if is_field(parent, node, "right") else None
    elif parent.type in ("required_parameter", "optional_parameter"):
        target = parent.child_by_field_name("pattern") if is_field(parent, node, "value") else None
    elif parent.type == "arguments" and chain[-3].type == "call_expression":
        return _given(script, chain)
    if parent.type == "expression_statement":
        return _NOTHING
    return _of(script, target) if target is not None and target.type == "identifier" else None


def _of(script: Script, target: Node) -> Words | None:
    entry = table(script, script.at(target))
    binding: Binding | None = entry.binding_at(target)
    if binding is None:
        binding = entry.meant_at(target)
    if binding is None or script.base:  # a template may use it
        return None
    if any(node.type == "export_statement" for node in binding.chain):
        return None
    names: set[str] = set()
    for reference in entry.of(binding):
        if reference.write:
            continue
        taken = _taken(script, rise(reference.chain))
        if taken is None:
            return None
        names |= taken
    return frozenset(names)


def _taken(script: Script, chain: Chain) -> Words | None:
    """The members that one use of a variable takes."""
    node, parent = chain[-1], chain[-2]
    if parent.type in ("member_expression", "subscript_expression"):
        if not is_field(parent, node, "object"):
            return None
        name = member_name(script, parent)
        if name is not None:
            return frozenset((name,))
        index = parent.child_by_field_name("index")
        return known_words(script, index) if index is not None else None
    if parent.type in ("if_statement", "unary_expression"):
        return _NOTHING
    if parent.type == "binary_expression":
        operator = parent.child_by_field_name("operator")
        sign = operator.type if operator is not None else ""
        asked = sign == "&&" and is_field(parent, node, "left")
        return _NOTHING if asked or sign in ("===", "!==", "==", "!=") else None
    return None


def _given(script: Script, chain: Chain) -> Words | None:
    """The members taken of an argument: as ``this`` of a member that is told elsewhere, or of the
    parameter of a function in sight."""
    node, call = chain[-1], chain[-3]
    callee, given = call.child_by_field_name("function"), arguments_of(call)
    if callee is None:
        return None
    callee = unwrap(callee)
    if member_name(script, callee) in LENDING and given[0].id == node.id:
        function = callee.child_by_field_name("object")
        holder = unwrap(function).child_by_field_name("object") if function is not None else None
        same = holder is not None and script.at(unwrap(holder)) == script.at(unwrap(node))
        return _NOTHING if same else None
    function = _declared(script, callee) if callee.type == "identifier" else callee
    parameters = parameters_of(function) if function is not None else []
    places = [item.id for item in given]
    at = places.index(node.id) if node.id in places else len(parameters)
    if at >= len(parameters):
        return None
    pattern = parameters[at]
    if pattern.type == "assignment_pattern":
        pattern = pattern.child_by_field_name("left") or pattern
    return _of(script, pattern) if pattern.type == "identifier" else None


def _declared(script: Script, name: Node) -> Node | None:
    """The function that a name is declared to be."""
    entry = table(script, script.at(name))
    binding = entry.meant_at(name)
    if binding is None or any(item.write for item in entry.of(binding)):
        return None
    owner = binding.chain[-2]
    value = owner.child_by_field_name("value") if owner.type == "variable_declarator" else owner
    return unwrap(value) if value is not None else None
