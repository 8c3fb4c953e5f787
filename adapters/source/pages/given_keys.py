"""What runs in a function only where it is given an object that has a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ..place import name_pattern
from ..scope import Binding, table
from ..syntax import (
    FUNCTIONS,
    Chain,
    Script,
    arguments_of,
    children_of,
    is_field,
    member_name,
    parameters_of,
    property_name,
    unwrap,
)
from .modules import Part

if TYPE_CHECKING:
    from tree_sitter import Node


class KeyTest(NamedTuple):
    """A place runs only where the function around it is given an object that has a key."""

    part: str
    position: int
    key: str


def guards_at(script: Script, offset: int, part: Part) -> list[KeyTest]:
    """The tests that a place of a part stands behind, of keys of what its function is given."""
    chain = script.chain(offset, offset)
    outer = next((i for i, node in enumerate(chain) if node.type in FUNCTIONS), None)
    if outer is None or chain[outer].start_byte < part.start:
        return []
    function = chain[outer]
    found: list[KeyTest] = []
    for at in range(outer + 1, len(chain) - 1):
        test, node = chain[at], chain[at + 1]
        if test.type != "if_statement" or not is_field(test, node, "consequence"):
            continue
        condition = test.child_by_field_name("condition")
        for operand in _operands(condition) if condition is not None else ():
            key = _key_of(script, function, operand)
            if key is not None and not _written(script, function, key[1]):
                found.append(KeyTest(part.name, *key))
    return found


def _written(script: Script, function: Node, key: str) -> bool:
    """Whether a function may put something under a key itself."""
    pattern = re.compile(rb"[.\[]\s*['\"]?%b['\"]?\s*\]?\s*=(?!=)" % re.escape(key.encode()))
    return pattern.search(script.text, function.start_byte, function.end_byte) is not None


def _operands(node: Node) -> Iterator[Node]:
    """What has to hold, all of it, for a condition to hold."""
    todo = [node]
    while todo:
        inner = unwrap(todo.pop())
        operator = inner.child_by_field_name("operator")
        if inner.type != "binary_expression" or operator is None or operator.type != "&&":
            yield inner
            continue
        sides = (inner.child_by_field_name(side) for side in ("right", "left"))
        todo += [side for side in sides if side is not None]


def _key_of(script: Script, function: Node, node: Node) -> tuple[int, str] | None:
    """The parameter and the key of it that a value is: ``given.key``, or a constant of that."""
    if node.type == "member_expression":
        held, key = node.child_by_field_name("object"), node.child_by_field_name("property")
        position = _parameter(script, function, held)
        name = property_name(script, key) if key is not None else None
        return (position, name) if position is not None and name is not None else None
    if node.type != "identifier":
        return None
    binding = _fixed(script, node)
    if binding is None:
        return None
    return _destructured(script, function, binding.chain)


def _fixed(script: Script, node: Node) -> Binding | None:
    """The declaration that a name means, where nothing else is put in its place."""
    names = table(script, script.at(node))
    reference = names.reference_at(node)
    binding = reference.binding if reference is not None else None
    written = binding is None or any(use.write for use in names.of(binding))
    return None if written else binding


def _destructured(script: Script, function: Node, chain: Chain) -> tuple[int, str] | None:
    """The same of a variable: a key of an object pattern, or a constant with a member."""
    leaf, pattern, owner = chain[-1], chain[-2], chain[-3]
    if leaf.type == "shorthand_property_identifier_pattern" and pattern.type == "object_pattern":
        name = script.at(leaf).decode("utf-8", "replace")
        if owner.type == "variable_declarator":
            position = _parameter(script, function, owner.child_by_field_name("value"))
            return (position, name) if position is not None else None
        for position, parameter in enumerate(parameters_of(function)):
            if parameter.id == pattern.id:
                return position, name
        return None
    if pattern.type != "variable_declarator" or not is_field(pattern, leaf, "name"):
        return None
    value = pattern.child_by_field_name("value")
    inner = unwrap(value) if value is not None else None
    if inner is None or inner.type != "member_expression":
        return None
    return _key_of(script, function, inner)


def _parameter(script: Script, function: Node, node: Node | None) -> int | None:
    """Which parameter of a function a name means, where nothing else is put in its place."""
    if node is None or node.type != "identifier":
        return None
    binding = _fixed(script, node)
    if binding is None:
        return None
    for position, parameter in enumerate(parameters_of(function)):
        if parameter.id == binding.chain[-1].id:
            return position
    return None


def gives(script: Script, own: str, guard: KeyTest, is_it: Callable[[str], bool]) -> bool:
    """Whether a script may call a function with an object of that key. ``own``: a name of the
    script's; ``is_it``: whether it, or a member that is taken of it, is the function."""
    return any(
        _may_give(script, script.chain(*match.span()), guard, is_it)
        for match in name_pattern(own.encode(), after=b".").finditer(script.text)
    )


def _may_give(script: Script, chain: Chain, guard: KeyTest, is_it: Callable[[str], bool]) -> bool:
    outer, node = chain[-2], chain[-1]
    if outer.type in _NO_USES or (outer.type in _DECLARES and is_field(outer, node, "name")):
        return False
    if _only_exports(script, chain):
        return False
    member = member_name(script, outer) if is_field(outer, node, "object") else ""
    if member is None:
        return True
    if member in _OF_FUNCTIONS:
        return is_it("")
    if not is_it(member):
        return False
    chain = chain[:-1] if member else chain
    while chain[-2].type in _AROUND and chain[-2].named_children[-1].id == chain[-1].id:
        chain = chain[:-1]  # (0, made.f)(...), as compilers call what they import
    outer, node = chain[-2], chain[-1]
    if outer.type != "call_expression" or not is_field(outer, node, "function"):
        return True
    given = arguments_of(outer)
    if any(item.type == "spread_element" for item in given):
        return True
    return len(given) > guard.position and _may_have(script, given[guard.position], guard.key)


def _only_exports(script: Script, chain: Chain) -> bool:
    """Whether a name stands where CommonJS exports it: ``exports.a = a``, or in an object that
    ``module.exports`` becomes."""
    if chain[-2].type == "pair" and is_field(chain[-2], chain[-1], "value"):
        chain = chain[:-1]
    if chain[-2].type == "object":
        chain = chain[:-1]
    outer = chain[-2]
    left = outer.child_by_field_name("left") if outer.type == "assignment_expression" else None
    if left is None or not is_field(outer, chain[-1], "right"):
        return False
    return script.at(left).startswith((b"exports.", b"module.exports"))


_NO_USES: Final = frozenset(
    {"import_specifier", "import_clause", "namespace_import", "export_specifier", "string",
     "export_statement"}
)  # fmt: skip
_AROUND: Final = frozenset({"parenthesized_expression", "sequence_expression"})
_OF_FUNCTIONS: Final = frozenset({"apply", "bind", "call"})
_DECLARES: Final = FUNCTIONS | {"variable_declarator"}


def _may_have(script: Script, value: Node, key: str) -> bool:
    """Whether an argument may be an object with a key."""
    value = unwrap(value)
    if value.type != "object":
        return value.type not in ("string", "number", "true", "false", "null", "undefined")
    for item in children_of(value):
        if item.type == "shorthand_property_identifier":
            name: str | None = script.at(item).decode("utf-8", "replace")
        else:
            named = item.child_by_field_name("key") or item.child_by_field_name("name")
            name = property_name(script, named) if named is not None else None
        if name is None or name == key:
            return True
    return False
