"""Variables of blocks, for a language that has those of functions alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..syntax.parsed import FUNCTIONS, Script
from ..text.blanks import walk

if TYPE_CHECKING:
    from tree_sitter import Node

_LOOPS: Final = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_NAMES: Final = frozenset(
    {"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"}
)


def become_var(script: Script, declaration: Node) -> bool:
    """Whether the variables of ``let`` or ``const`` are the same as those of ``var``: there is one
    of each name in its function, it begins anew where the block does, and no function keeps the
    one of a round."""
    block = declaration.parent
    if block is None or block.type in ("program", "export_statement"):
        return True
    chain = _above(block)
    function = next((node for node in chain if node.type in FUNCTIONS), chain[-1])
    if block.parent is not None and block.parent.id == function.id:
        return True
    inside = chain[: chain.index(function)]
    repeated = any(node.type in _LOOPS for node in inside)
    own_loop = block.type in _LOOPS
    anew = repeated and not (own_loop and not any(node.type in _LOOPS for node in inside[1:]))
    for declarator in declaration.named_children:
        if declarator.type != "variable_declarator":
            continue
        if anew and declarator.child_by_field_name("value") is None:
            return False
        pattern = declarator.child_by_field_name("name")
        for name in walk(pattern) if pattern is not None else ():
            if name.type in _NAMES and not _alone(script, name, block, function, repeated):
                return False
    return True


def _alone(script: Script, name: Node, block: Node, function: Node, repeated: bool) -> bool:
    """Whether a name means this variable, or another block's beside it, all over its function."""
    said = script.at(name)
    for node in walk(function):
        if node.type not in _NAMES or script.at(node) != said:
            continue
        chain = _above(node)
        at = next((place for place, outer in enumerate(chain) if outer.id == block.id), -1)
        if at >= 0:
            if repeated and any(outer.type in FUNCTIONS for outer in chain[:at]):
                return False
        elif not any(
            _declares(script, outer, said) or _is_given(script, outer, said)
            for outer in chain
            if _within(outer, function)
        ):
            return False
    return sum(_declares(script, outer, said) for outer in _above(block)) <= 1


def _declares(script: Script, block: Node, name: bytes) -> bool:
    """Whether a block that is no function's own declares a name."""
    if block.parent is None or block.parent.type in FUNCTIONS:
        return False
    return any(
        declarator.type == "variable_declarator"
        and (held := declarator.child_by_field_name("name")) is not None
        and any(script.at(node) == name for node in walk(held) if node.type in _NAMES)
        for child in block.named_children
        if child.type == "lexical_declaration"
        for declarator in child.named_children
    )


def _is_given(script: Script, function: Node, name: bytes) -> bool:
    """Whether a function has a parameter of a name."""
    if function.type not in FUNCTIONS:
        return False
    given = [function.child_by_field_name(field) for field in ("parameters", "parameter")]
    return any(
        node.type in _NAMES and script.at(node) == name
        for held in given
        if held is not None
        for node in walk(held)
    )


def _within(node: Node, function: Node) -> bool:
    return node.start_byte > function.start_byte and node.end_byte <= function.end_byte


def _above(node: Node) -> list[Node]:
    """A node and all it stands in, itself first."""
    found = [node]
    while (above := found[-1].parent) is not None:
        found.append(above)
    return found
