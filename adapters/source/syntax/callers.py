"""Who calls an async function: its callers see the failures that it does not catch itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .parsed import FUNCTIONS, Chain, Script, is_field, property_name, returns_of, rise
from .scope import table

if TYPE_CHECKING:
    from tree_sitter import Node


def enclosing(chain: Chain) -> Chain | None:
    """The chain of the function that a node runs in, None for the script itself."""
    for index in range(len(chain) - 2, 0, -1):
        if chain[index].type in FUNCTIONS:
            return chain[: index + 1]
    return None


def callers_of(script: Script, function: Chain) -> list[Chain] | None:
    """The calls of a function in its script; None where others may call it and catch its failures.

    A method of an object that is handed to a call (``Page({ … })``) or is the default export is
    called by the platform, which catches nothing, and by whoever names it.
    """
    node, parent = function[-1], function[-2]
    name = node.child_by_field_name("name")
    if node.type in ("function_declaration", "generator_function_declaration"):
        if name is None or parent.type == "export_statement":
            return None
        return _called(script, (*function, name))
    if node.type == "method_definition":
        return _method(script, function[:-1], name)
    outer = rise(function)
    parent = outer[-2]
    if parent.type == "variable_declarator":
        target = parent.child_by_field_name("name")
        exported = len(outer) > 3 and outer[-4].type == "export_statement"
        if target is None or target.type != "identifier" or exported:
            return None
        return _called(script, (*outer[:-1], target))
    if parent.type == "pair":
        return _method(script, outer[:-2], parent.child_by_field_name("key"))
    if parent.type == "call_expression" and is_field(parent, outer[-1], "function"):
        return [outer[:-1]]
    return None


def returning(chain: Chain) -> Chain | None:
    """The function that gives back the value at the end of a chain, and never another one."""
    parent = chain[-2]
    if parent.type == "arrow_function" and is_field(parent, chain[-1], "body"):
        return chain[:-1]
    function = enclosing(chain) if parent.type == "return_statement" else None
    if function is None or any(child.type == "*" for child in function[-1].children):
        return None
    others = any(node.id != parent.id for node in returns_of(function[-1]))
    return None if others else function


def own_calls(script: Script, function: Chain) -> list[Chain] | None:
    """The calls of a function that only its own script can call; None for any other."""
    node, outer = function[-1], rise(function)
    name = node.child_by_field_name("name")
    target: Chain | None = None
    if node.type == "function_declaration" and name is not None:
        target = (*function, name) if function[-2].type != "export_statement" else None
    elif outer[-2].type == "variable_declarator" and outer[-4].type != "export_statement":
        declared = outer[-2].child_by_field_name("name")
        target = (*outer[:-1], declared) if declared is not None else None
    if target is None or target[-1].type != "identifier":
        return None
    return _called(script, target, direct=True)


def _called(script: Script, declared: Chain, direct: bool = False) -> list[Chain] | None:
    """The calls of a declared name, None where it is used in another way as well. ``direct``: also
    where it is made a member of an object."""
    entry = table(script, script.at(declared[-1]))
    binding = entry.binding_at(declared[-1])
    if binding is None:
        return None
    calls: list[Chain] = []
    for reference in entry.of(binding):
        chain = rise(reference.chain)
        node, parent = chain[-1], chain[-2]
        if parent.type == "call_expression" and is_field(parent, node, "function"):
            calls.append(chain[:-1])
            continue
        if direct:
            return None
        if node.type == "shorthand_property_identifier":
            more = _method(script, chain[:-1], node)
        elif parent.type == "pair" and is_field(parent, node, "value"):
            more = _method(script, chain[:-2], parent.child_by_field_name("key"))
        else:
            return None
        if more is None:
            return None
        calls.extend(more)
    return calls


def _method(script: Script, holder: Chain, key: Node | None) -> list[Chain] | None:
    """The calls of a member of an object literal or a class; ``holder`` ends in that."""
    name = property_name(script, key) if key is not None else None
    if name is None or not _platforms(holder):
        return None
    return list(members_called(script, name.encode()))


def _platforms(holder: Chain) -> bool:
    """Whether the platform, or a framework, is what calls the members of an object."""
    if holder[-1].type == "class_body":
        return any(child.type == "class_heritage" for child in holder[-2].children)
    if holder[-1].type != "object":
        return False  # a method among broken syntax, of nothing that can be told
    chain = rise(holder)
    while [node.type for node in chain[-3:-1]] == ["object", "pair"]:
        chain = rise(chain[:-2])
    parent = chain[-2]
    if parent.type == "export_statement":
        return any(child.type == "default" for child in parent.children)
    if parent.type != "arguments" or len(chain) < 4:
        return False
    made = chain[-3]
    return made.type == "call_expression" and chain[-4].type in (
        "expression_statement",
        "export_statement",
    )


def members_called(script: Script, name: bytes) -> Iterator[Chain]:
    """The calls of a member of that name, whatever object it is of."""
    for start, end in script.named(name):
        chain = script.chain(start, end)
        if chain[-1].type != "property_identifier" or chain[-2].type != "member_expression":
            continue
        outer = rise(chain[:-1])
        if outer[-2].type == "call_expression" and is_field(outer[-2], outer[-1], "function"):
            yield outer[:-1]
