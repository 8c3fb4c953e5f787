"""What runs in a function only where it is given an object that has a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ..syntax.parsed import (
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
from ..syntax.scope import Binding, table
from ..text.place import name_pattern
from .modules import Part, ScriptModule

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
            if key is not None:
                found.append(KeyTest(part.name, *key))
    read = {at: _only_read(script, function, at) for at in {test.position for test in found}}
    return [test for test in found if read[test.position]]


def _only_read(script: Script, function: Node, position: int, depth: int = 3) -> bool:
    """Whether nothing is put into what a function is given at a position, by it or by functions in
    sight that it hands it to."""
    if _ARGUMENTS.search(script.text, function.start_byte, function.end_byte) is not None:
        return False
    given = parameters_of(function)
    if position >= len(given) or given[position].type == "rest_pattern":
        return False
    parameter: Node | None = given[position]
    if parameter is not None and parameter.type == "assignment_pattern":
        parameter = parameter.child_by_field_name("left")
    if parameter is None or parameter.type != "identifier":
        return parameter is not None and parameter.type == "object_pattern"
    names = table(script, script.at(parameter))
    binding = names.binding_at(parameter)
    return binding is not None and all(
        not use.write and _reads(script, use.chain, depth) for use in names.of(binding)
    )


def _reads(script: Script, chain: Chain, depth: int) -> bool:
    """Whether a use of an object only reads it."""
    node, outer = chain[-1], chain[-2]
    kind = outer.type
    if kind in ("member_expression", "subscript_expression") and is_field(outer, node, "object"):
        above = chain[-3]
        changed = above.type in _CHANGES and not is_field(above, outer, "right")
        return not changed and not is_field(above, outer, "function")
    if kind == "variable_declarator":
        name = outer.child_by_field_name("name")
        return name is not None and name.type == "object_pattern"
    if kind == "unary_expression":
        return True
    if kind != "arguments" or depth == 0:
        return False
    callee = chain[-3].child_by_field_name("function")
    if callee is not None and script.at(callee) in _READERS:
        return True
    made = _function_of(script, callee) if callee is not None else None
    position = [item.id for item in arguments_of(chain[-3])].index(node.id)
    return made is not None and _only_read(script, made, position, depth - 1)


def _function_of(script: Script, name: Node) -> Node | None:
    """The function that a name means, where it is in sight and nothing else is put in its place."""
    binding = _fixed(script, name) if name.type == "identifier" else None
    owner = binding.chain[-2] if binding is not None else None
    if owner is not None and owner.type == "variable_declarator":
        value = owner.child_by_field_name("value")
        owner = unwrap(value) if value is not None else None
    return owner if owner is not None and owner.type in FUNCTIONS else None


_ARGUMENTS: Final = re.compile(rb"(?<![\w$.])(?:arguments|eval)(?![\w$])")
_CHANGES: Final = frozenset(
    {"assignment_expression", "augmented_assignment_expression", "update_expression",
     "unary_expression", "for_in_statement"}
)  # fmt: skip
_READERS: Final = frozenset({b"Object.keys", b"JSON.stringify", b"console.log"})


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
    binding = names.meant_at(node)
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
        position = _position(function, pattern)
        return (position, name) if position is not None else None
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
    return _position(function, binding.chain[-1]) if binding is not None else None


def _position(function: Node, node: Node) -> int | None:
    """Where a node stands among a function's parameters."""
    ids = [parameter.id for parameter in parameters_of(function)]
    return ids.index(node.id) if node.id in ids else None


def calls_itself(module: ScriptModule, guard: KeyTest) -> bool:
    """Whether the script that has a function may call it with an object of that key."""
    script = module.script
    if script is None or not guard.part.isidentifier():
        return True
    for shown, own in module.exports.items():
        name = re.escape(shown.rpartition(".")[2].encode())
        taken = re.compile(rb"\.\s*%b(?![\w$])(?!\s*=(?!=))" % name)
        if own == guard.part and taken.search(script.text) is not None:
            return True
    return gives(script, guard.part, guard, lambda member: not member)


def gives(script: Script, own: str, guard: KeyTest, is_it: Callable[[str], bool]) -> bool:
    """Whether a script may call a function with an object of that key. ``own``: a name of the
    script's; ``is_it``: whether it, or a member that is taken of it, is the function."""
    return any(
        _may_give(script, script.chain(*match.span()), guard, is_it)
        for match in name_pattern(own.encode(), after=b".").finditer(script.text)
    )


def _may_give(script: Script, chain: Chain, guard: KeyTest, is_it: Callable[[str], bool]) -> bool:
    outer, node = chain[-2], chain[-1]
    if node.type == "property_identifier":
        return False  # a key of an object
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


_OF_OBJECTS: Final = frozenset(
    {"constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString",
     "toString", "valueOf"}
)  # fmt: skip


def _may_have(script: Script, value: Node, key: str) -> bool:
    """Whether an argument may be an object with a key."""
    value = unwrap(value)
    if value.type != "object" or key in _OF_OBJECTS:
        return value.type not in ("null", "undefined")
    for item in children_of(value):
        if item.type == "shorthand_property_identifier":
            name: str | None = script.at(item).decode("utf-8", "replace")
        else:
            named = item.child_by_field_name("key") or item.child_by_field_name("name")
            name = property_name(script, named) if named is not None else None
        if name in (None, key, "__proto__"):
            return True
    return False
